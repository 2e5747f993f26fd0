/* SPDX-License-Identifier: Apache-2.0
 * What a page reports. */
#include "features/attendance_watch.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/attendance_told.h"
#include "features/common_get.h"
#include "features/watched.h"

enum {
    SPEED_MAX = 2,    /* of a replay */
    SLACK_MS = 10000, /* a report is on its way, clocks differ */
};

static bool span_of(const struct json *pair, struct span *out)
{
    return json_is_array(pair) && json_count(pair) == 2 &&
           json_as_int(json_first(pair), &out->from_ms) &&
           json_as_int(json_next(json_first(pair)), &out->to_ms) && out->from_ms > 0 &&
           out->from_ms < out->to_ms;
}

enum err attendance_watch_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "spans");
    struct span span;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_WATCHED)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "spans");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!span_of(at, &span))
            return ERR_BAD_REQUEST;
        writer_array(out, NULL);
        writer_int(out, NULL, span.from_ms);
        writer_int(out, NULL, span.to_ms);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* Whoever is in the room was counted a moment after they came. */
enum err attendance_watch_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct presence *presence = state;
    UNUSED(scene);
    return map_find(presence->people, entry->by) ? ERR_NONE : ERR_NOT_FOUND;
}

/* Two devices of one person play one thing at a time, as far as this counts. */
void attendance_watch_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct attendance *attendance = map_find(presence->people, entry->by);
    UNUSED(scene);
    struct attendance_rest *rest = attendance_rest_of(attendance);
    if (!rest->watched) {
        rest->watched = mem_new(sizeof *rest->watched);
        rest->watched->told_ms = attendance->since_ms;
    }
    struct watched *watched = rest->watched;
    int64_t since_ms = entry->at_ms - watched->told_ms;
    int64_t left_ms = SPEED_MAX * (since_ms > 0 ? since_ms : 0) + SLACK_MS;
    const struct json *at = json_first(json_get(entry->data, "spans"));
    for (; at && left_ms > 0; at = json_next(at)) {
        struct span span;
        if (!span_of(at, &span))
            continue;
        int64_t more_ms = watched_new_ms(watched, span);
        if (more_ms > left_ms)
            span.to_ms -= more_ms - left_ms;
        left_ms -= more_ms;
        if (span.from_ms < span.to_ms)
            watched_put(watched, span);
    }
    if (entry->at_ms > watched->told_ms)
        watched->told_ms = entry->at_ms;
    attendance_told_look(presence, attendance);
}
