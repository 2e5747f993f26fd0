/* SPDX-License-Identifier: Apache-2.0
 * Three bounds for each power of ten. */
#include "base/histogram.h"

static const uint64_t bounds_us[HISTOGRAM_BOUNDS] = {
    100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000};

uint64_t histogram_bound_us(size_t at)
{
    return bounds_us[at];
}

void histogram_add(struct histogram *histogram, uint64_t us)
{
    size_t at = 0;
    while (at < HISTOGRAM_BOUNDS && us > bounds_us[at])
        at++;
    histogram->counts[at]++;
    histogram->sum_us += us;
}
