/* SPDX-License-Identifier: Apache-2.0
 *
 * What a stretch of time cost Redis and PostgreSQL, and what they and the instances counted in it.
 * Measured only with --counters, and printed as lines of its own beside the scenario's.
 */
#ifndef MUSTER_BENCH_STORES_H
#define MUSTER_BENCH_STORES_H

#include "bench/load.h"

struct stores_span {
    const struct load_options *options; /* borrowed */
    const char *part;
    int64_t redis_ns, postgres_ns; /* on a CPU: all their processes */
    int64_t wall_ns;
};

/* Begins the stretch `part`, just before the scenario's own figures begin. False, and said, when
 * the counters cannot be read. */
bool stores_start(struct stores_span *span, const struct load_options *options, const char *part);
/* Ends it and prints its lines. */
bool stores_end(struct stores_span *span);

#endif
