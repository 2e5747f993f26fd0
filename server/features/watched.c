/* SPDX-License-Identifier: Apache-2.0
 * Spans in their order, none of which meet. */
#include "features/watched.h"

#include <string.h>

#include "base/mem.h"

/* A player tells its place in steps: what is nearer was not left out. */
enum { NEAR_MS = 1000 };

void watched_free(struct watched **watched)
{
    mem_free(*watched);
    *watched = NULL;
}

int64_t watched_ms(const struct watched *watched, const struct session_time *time)
{
    int64_t sum = 0;
    for (size_t i = 0; watched && i < watched->count; i++)
        sum += session_time_at(time, watched->spans[i].to_ms) -
               session_time_at(time, watched->spans[i].from_ms);
    return sum;
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
    if (watched->count > WATCHED_SPANS)
        span_drop(watched, shortest);
}

int64_t watched_new_ms(const struct watched *watched, struct span span)
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

void watched_put(struct watched *watched, struct span span)
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
