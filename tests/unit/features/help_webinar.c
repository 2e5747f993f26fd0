/* SPDX-License-Identifier: Apache-2.0
 * A live webinar and its staff. */
#include "help_webinar.h"

#include <stdio.h>

struct help_room *help_webinar_new(void)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'p1','role':'presenter'}"),
                     0);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), 0);
    help_follow_person(help, "u1");
    return help;
}

enum err help_act(struct help_room *help, const char *by, const char *type, const char *member,
                  int64_t seq)
{
    return help_sendf(help, by, type, "{'%s':%lld}", member, (long long)seq);
}

const char *help_path(const char *before, int64_t seq, const char *member)
{
    static char path[96];
    snprintf(path, sizeof path, "%s/%lld%s%s", before, (long long)seq, *member ? "/" : "", member);
    return path;
}

unsigned help_roll(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1103515245U + 12345U;
    return (*seed >> 16) % sides;
}

int64_t help_place(struct help_room *help, const char *by, const char *member, int64_t poll)
{
    struct buffer out;
    struct json *answer = NULL;
    char key[24];
    int64_t number = -1;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, "poll.place", "{'quiz':'q1'}", &out), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&out), &answer), ERR_NONE);
    snprintf(key, sizeof key, "%lld", (long long)poll);
    json_get_int(poll ? json_get(answer, "polls") : answer, poll ? key : member, &number);
    json_free(&answer);
    buffer_done(&out);
    return number;
}
