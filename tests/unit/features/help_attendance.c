/* SPDX-License-Identifier: Apache-2.0
 * See help_attendance.h. */
#include "help_attendance.h"

#include <stdio.h>

static enum err say(struct help_room *help, const char *type, const char *node, const char *rest)
{
    char data[240];
    if (*node)
        snprintf(data, sizeof data, "{\"node\":\"%s\",%s}", node, rest);
    else
        snprintf(data, sizeof data, "{%s}", rest);
    return help_append_raw(help, "system", type, data);
}

enum err help_comes(struct help_room *help, const char *node, const char *person)
{
    char rest[120];
    snprintf(rest, sizeof rest, "\"people\":{\"%s\":\"Name %s\"}", person, person);
    return say(help, "presence.join", node, rest);
}

enum err help_goes(struct help_room *help, const char *node, const char *person, int64_t ago_ms)
{
    char rest[160];
    snprintf(rest, sizeof rest, "\"people\":[\"%s\"],\"ago\":{\"%s\":%lld}", person, person,
             (long long)ago_ms);
    return say(help, "presence.leave", node, rest);
}

enum err help_gone(struct help_room *help, const char *node, int64_t ago_ms)
{
    char rest[60];
    snprintf(rest, sizeof rest, "\"ago\":%lld", (long long)ago_ms);
    return say(help, "presence.gone", node, rest);
}

int64_t help_attended(struct help_room *help, const char *person, const char *member)
{
    struct buffer out;
    struct json *answer = NULL;
    int64_t number = -1;
    bool yes;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "h1", "attendance.list", "{}", &out), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&out), &answer), ERR_NONE);
    const struct json *of = answer;
    if (person)
        of = json_get(json_get(answer, "people"), person);
    if (!json_get_int(of, member, &number) && json_get_bool(of, member, &yes))
        number = yes;
    json_free(&answer);
    buffer_done(&out);
    return number;
}
