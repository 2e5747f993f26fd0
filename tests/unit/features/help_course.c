/* SPDX-License-Identifier: Apache-2.0
 * A course, its staff and a thread. */
#include "help_course.h"

#include <stdio.h>

#include "core/room.h"

struct help_room *help_course_new(void)
{
    struct help_room *help = help_room_new("course:c1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    return help;
}

int64_t help_thread(struct help_room *help)
{
    assert_int_equal(
        help_send(help, "u1", "forum.thread", "{'title':'Chain of custody','text':'Who signs?'}"),
        0);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    return thread;
}

enum err help_post(struct help_room *help, const char *by, int64_t thread, int64_t reply)
{
    if (reply)
        return help_sendf(help, by, "forum.post", "{'thread':%lld,'text':'Yes.','reply':%lld}",
                          (long long)thread, (long long)reply);
    return help_sendf(help, by, "forum.post", "{'thread':%lld,'text':'Both.'}", (long long)thread);
}

int64_t help_post_new(struct help_room *help, const char *by, int64_t thread, int64_t reply)
{
    assert_int_equal(help_post(help, by, thread, reply), 0);
    return help_seq(help);
}

int64_t help_did(struct help_room *help, const char *by, const char *type, const char *data)
{
    enum err error = help_send(help, by, type, data);
    if (error)
        fail_msg("%s %s: %d", type, data, (int)error);
    return help_seq(help);
}

int help_tick(struct help_room *help, int64_t now_ms)
{
    enum { MANY = 50 };
    for (int count = 0; count < MANY; count++) {
        struct buffer data;
        struct due due = {.data = &data};
        char json[4096];
        buffer_init(&data, BOUND_ENTRY_BYTES);
        bool is_due = room_due(help_room(help), now_ms, &due);
        snprintf(json, sizeof json, "%.*s", (int)data.len, data.bytes);
        buffer_done(&data);
        if (!is_due)
            return count;
        assert_int_equal(help_append(help, "system", due.type, json), ERR_NONE);
    }
    return MANY;
}
