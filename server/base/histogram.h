/* SPDX-License-Identifier: Apache-2.0
 *
 * How long something took, counted by how long: for figures. Plain data, all zero at the start.
 */
#ifndef MUSTER_BASE_HISTOGRAM_H
#define MUSTER_BASE_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

enum { HISTOGRAM_BOUNDS = 14 };

struct histogram {
    uint64_t counts[HISTOGRAM_BOUNDS + 1]; /* up to each bound; the last: longer than all of them */
    uint64_t sum_us;
};

/* The bound of a count in microseconds: 0.1 ms to 2.5 s. */
uint64_t histogram_bound_us(size_t at);
/* Counts one that took `us`. */
void histogram_add(struct histogram *histogram, uint64_t us);

#endif
