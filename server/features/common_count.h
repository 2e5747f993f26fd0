/* SPDX-License-Identifier: Apache-2.0
 *
 * How many of something each person has, as the values of a map that knows nobody who has none.
 */
#ifndef MUSTER_FEATURES_COMMON_COUNT_H
#define MUSTER_FEATURES_COMMON_COUNT_H

#include "base/map.h"

/* How many `person` has. */
size_t common_count(const struct map *counts, struct slice person);
/* One more; the map must have room for a new person. */
void common_count_up(struct map *counts, struct slice person);
/* One less; they must have one. */
void common_count_down(struct map *counts, struct slice person);

#endif
