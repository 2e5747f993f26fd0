/* SPDX-License-Identifier: Apache-2.0
 * Buckets: the exponent of a duration, then its six bits after the first. */
#include "bench/latency.h"

#include <time.h>

int64_t latency_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static unsigned bucket_of(uint64_t ns)
{
    if (ns < 64)
        return (unsigned)ns;
    unsigned exponent = 63U - (unsigned)__builtin_clzll(ns);
    return (exponent - 5) * 64 + (unsigned)(ns >> (exponent - 6) & 63);
}

/* The upper end of a bucket. */
static double bucket_ns(unsigned bucket)
{
    if (bucket < 64)
        return bucket;
    unsigned exponent = bucket / 64 + 5;
    return (double)((65 + (uint64_t)bucket % 64) << (exponent - 6));
}

void latency_add(struct latency *latency, int64_t ns)
{
    if (ns < 0)
        ns = 0;
    if (ns > latency->max_ns)
        latency->max_ns = ns;
    latency->counts[bucket_of((uint64_t)ns)]++;
    latency->total++;
}

void latency_merge(struct latency *latency, const struct latency *more)
{
    for (unsigned i = 0; i < LATENCY_BUCKETS; i++)
        latency->counts[i] += more->counts[i];
    latency->total += more->total;
    if (more->max_ns > latency->max_ns)
        latency->max_ns = more->max_ns;
}

double latency_ms(const struct latency *latency, double share)
{
    uint64_t wanted = (uint64_t)((double)latency->total * share + 0.5);
    uint64_t seen = 0;
    for (unsigned i = 0; i < LATENCY_BUCKETS && latency->total > 0; i++) {
        seen += latency->counts[i];
        if (seen >= wanted && seen > 0) {
            double ns = bucket_ns(i);
            return (ns < (double)latency->max_ns ? ns : (double)latency->max_ns) / 1e6;
        }
    }
    return 0;
}
