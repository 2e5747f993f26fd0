/* SPDX-License-Identifier: Apache-2.0
 * SplitMix64. */
#include "features/common_chance.h"

uint64_t common_chance_seed(const struct entry *entry)
{
    return (uint64_t)entry->seq ^ (uint64_t)entry->at_ms << 20;
}

size_t common_chance(uint64_t *seed, size_t count)
{
    uint64_t mixed = *seed += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return (size_t)((mixed ^ mixed >> 31) % count);
}
