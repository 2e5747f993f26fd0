/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls whose ballots are numbers in an order that matters ("values"): options from the best to the
 * last, points for each option, or one number.
 */
#ifndef MUSTER_FEATURES_POLL_NUMBERS_H
#define MUSTER_FEATURES_POLL_NUMBERS_H

#include "features/poll_type.h"

extern const struct poll_type poll_ranking, poll_points, poll_numeric;

/* A ballot of these. */
struct poll_numbers {
    size_t count;
    int64_t number[];
};

/* What is asked for may be no larger, either way: in an hour's sums it stays exact. */
#define POLL_NUMBER_MAX INT64_C(1000000000)

#endif
