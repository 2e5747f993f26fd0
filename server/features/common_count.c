/* SPDX-License-Identifier: Apache-2.0
 * The count is the pointer itself. */
#include "features/common_count.h"

#include "base/check.h"

size_t common_count(const struct map *counts, struct slice person)
{
    return (size_t)(uintptr_t)map_find(counts, person);
}

void common_count_up(struct map *counts, struct slice person)
{
    map_put(counts, person, (void *)(uintptr_t)(common_count(counts, person) + 1));
}

void common_count_down(struct map *counts, struct slice person)
{
    size_t count = common_count(counts, person);
    check(count > 0);
    if (count > 1)
        map_put(counts, person, (void *)(uintptr_t)(count - 1));
    else
        map_take(counts, person);
}
