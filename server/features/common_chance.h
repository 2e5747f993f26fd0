/* SPDX-License-Identifier: Apache-2.0
 *
 * Chance that is the same on every instance and at every replay: drawn from what an entry says.
 */
#ifndef MUSTER_FEATURES_COMMON_CHANCE_H
#define MUSTER_FEATURES_COMMON_CHANCE_H

#include "core/entry.h"

/* Where it begins for that entry. */
uint64_t common_chance_seed(const struct entry *entry);
/* The next number, below `count`, which is not 0. */
size_t common_chance(uint64_t *seed, size_t count);

#endif
