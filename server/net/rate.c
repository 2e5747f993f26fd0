/* SPDX-License-Identifier: Apache-2.0
 * For each key the time at which all of it will be there again: it moves on by every_ms each time,
 * and may not lie farther ahead than the burst. */
#include "net/rate.h"

#include "base/map.h"
#include "base/mem.h"

enum { LOOKS = 64 /* for what is whole again, when it is full */ };

struct whole_at {
    int64_t tick_ms;
};

struct rate {
    struct rate_limit limit;
    struct map *keys;    /* -> struct whole_at, owned */
    struct map_at looks; /* where the next look begins */
};

struct rate *rate_new(const struct rate_limit *limit)
{
    struct rate *rate = mem_new(sizeof *rate);
    rate->limit = *limit;
    rate->keys = map_new(limit->keys_max);
    return rate;
}

void rate_free(struct rate **rate)
{
    struct rate *old = *rate;
    *rate = NULL;
    if (!old)
        return;
    map_free(&old->keys, mem_free);
    mem_free(old);
}

/* Those who may do all of it are forgotten: some at a time. */
static void forget(struct rate *rate, int64_t tick_ms)
{
    for (int i = 0; i < LOOKS; i++) {
        if (!map_next(rate->keys, &rate->looks)) {
            rate->looks = (struct map_at){0};
            return;
        }
        const struct whole_at *at = rate->looks.value;
        if (at->tick_ms <= tick_ms)
            mem_free(map_take(rate->keys, rate->looks.key));
    }
}

int64_t rate_take(struct rate *rate, struct slice key, int64_t tick_ms)
{
    forget(rate, tick_ms);
    struct whole_at *at = map_find(rate->keys, key);
    if (!at && map_full(rate->keys))
        return rate->limit.every_ms;
    if (!at) {
        at = mem_new(sizeof *at);
        map_put(rate->keys, key, at);
    }
    int64_t from_ms = at->tick_ms > tick_ms ? at->tick_ms : tick_ms;
    int64_t ahead_ms = from_ms + rate->limit.every_ms - tick_ms;
    int64_t most_ms = rate->limit.burst * rate->limit.every_ms;
    if (ahead_ms > most_ms)
        return ahead_ms - most_ms;
    at->tick_ms = from_ms + rate->limit.every_ms;
    return 0;
}
