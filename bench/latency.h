/* SPDX-License-Identifier: Apache-2.0
 *
 * A histogram of durations: 64 buckets to the power of two (error below 1.6 %), the maximum exact.
 */
#ifndef MUSTER_BENCH_LATENCY_H
#define MUSTER_BENCH_LATENCY_H

#include <stdint.h>

enum { LATENCY_BUCKETS = 64 * 64 };

struct latency {
    uint64_t counts[LATENCY_BUCKETS];
    uint64_t total;
    int64_t max_ns;
};

/* Nanoseconds of the monotonic clock. */
int64_t latency_now_ns(void);
/* Adds one duration; below zero counts as zero. */
void latency_add(struct latency *latency, int64_t ns);
/* Adds all that `more` holds. */
void latency_merge(struct latency *latency, const struct latency *more);
/* The duration that `share` (0 to 1) of all stay within, in milliseconds; 0 when there are none. */
double latency_ms(const struct latency *latency, double share);

#endif
