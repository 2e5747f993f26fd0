/* SPDX-License-Identifier: Apache-2.0
 *
 * How often something may be done, by a key such as an address: some times at once, and again as
 * time passes. Exact on one instance. Time is given (loop_tick_ms).
 */
#ifndef MUSTER_NET_RATE_H
#define MUSTER_NET_RATE_H

#include "base/slice.h"

struct rate;

struct rate_limit {
    int64_t burst;    /* at once */
    int64_t every_ms; /* one more comes back after this */
    size_t keys_max;  /* remembered at a time; beyond that nobody new may */
};

/* Nothing was done. Owned by the caller. */
struct rate *rate_new(const struct rate_limit *limit);
/* Frees *rate and sets it to NULL; NULL is ignored. */
void rate_free(struct rate **rate);
/* Does it once more: 0; or after how many milliseconds it may be done, and it is not counted. */
int64_t rate_take(struct rate *rate, struct slice key, int64_t tick_ms);

#endif
