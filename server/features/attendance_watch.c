/* SPDX-License-Identifier: Apache-2.0
 * Spans in their order, none of which meet. */
#include "features/attendance_watch.h"

#include <string.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"

enum {
    SPANS_MAX = 128,  /* of a person; of more the shortest goes */
    SPEED_MAX = 2,    /* of a replay */
    SLACK_MS = 10000, /* a report is on its way, clocks differ */
    NEAR_MS = 1000,   /* a player tells its place in steps: what is nearer was not left out */
};

struct span {
    int64_t from_ms, to_ms;
};

struct watched {
    int64_t told_ms; /* the last report */
    size_t count;
    struct span spans[SPANS_MAX + 1]; /* one more, for a moment */
};

void watched_free(struct watched **watched)
{
    mem_free(*watched);
    *watched = NULL;
}

int64_t watched_ms(const struct presence *presence, const struct watched *watched)
{
    int64_t sum = 0;
    for (size_t i = 0; watched && i < watched->count; i++)
        sum += session_time_at(&presence->time, watched->spans[i].to_ms) -
               session_time_at(&presence->time, watched->spans[i].from_ms);
    return sum;
}

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

static void span_drop(struct watched *watched, size_t at)
{
    watched->count--;
    memmove(&watched->spans[at], &watched->spans[at + 1],
            (watched->count - at) * sizeof watched->spans[0]);
}

/* Of too many the shortest says least. */
static void trim(struct watched *watched)
{
    size_t shortest = 0;
    for (size_t i = 1; i < watched->count; i++) {
        const struct span *span = &watched->spans[i], *least = &watched->spans[shortest];
        if (span->to_ms - span->from_ms < least->to_ms - least->from_ms)
            shortest = i;
    }
    if (watched->count > SPANS_MAX)
        span_drop(watched, shortest);
}

/* How much of it is new. */
static int64_t new_ms(const struct watched *watched, struct span span)
{
    int64_t sum = span.to_ms - span.from_ms;
    for (size_t i = 0; i < watched->count; i++) {
        struct span known = watched->spans[i];
        int64_t from = known.from_ms > span.from_ms ? known.from_ms : span.from_ms;
        int64_t to = known.to_ms < span.to_ms ? known.to_ms : span.to_ms;
        sum -= to > from ? to - from : 0;
    }
    return sum;
}

static void put(struct watched *watched, struct span span)
{
    size_t at = 0;
    while (at < watched->count && watched->spans[at].to_ms + NEAR_MS < span.from_ms)
        at++;
    while (at < watched->count && watched->spans[at].from_ms <= span.to_ms + NEAR_MS) {
        if (watched->spans[at].from_ms < span.from_ms)
            span.from_ms = watched->spans[at].from_ms;
        if (watched->spans[at].to_ms > span.to_ms)
            span.to_ms = watched->spans[at].to_ms;
        span_drop(watched, at);
    }
    memmove(&watched->spans[at + 1], &watched->spans[at],
            (watched->count - at) * sizeof watched->spans[0]);
    watched->spans[at] = span;
    watched->count++;
    trim(watched);
}

/* Two devices of one person play one thing at a time, as far as this counts. */
void attendance_watch_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct attendance *attendance = map_find(presence->people, entry->by);
    UNUSED(scene);
    if (!attendance->watched) {
        attendance->watched = mem_new(sizeof *attendance->watched);
        attendance->watched->told_ms = attendance->since_ms;
    }
    struct watched *watched = attendance->watched;
    int64_t since_ms = entry->at_ms - watched->told_ms;
    int64_t left_ms = SPEED_MAX * (since_ms > 0 ? since_ms : 0) + SLACK_MS;
    const struct json *at = json_first(json_get(entry->data, "spans"));
    for (; at && left_ms > 0; at = json_next(at)) {
        struct span span;
        if (!span_of(at, &span))
            continue;
        int64_t more_ms = new_ms(watched, span);
        if (more_ms > left_ms)
            span.to_ms -= more_ms - left_ms;
        left_ms -= more_ms;
        if (span.from_ms < span.to_ms)
            put(watched, span);
    }
    if (entry->at_ms > watched->told_ms)
        watched->told_ms = entry->at_ms;
}
