/* SPDX-License-Identifier: Apache-2.0
 * Halves, until it is there or nowhere. */
#include "hub/found.h"

const struct entry *found_find(void *context, int64_t seq)
{
    const struct found *found = context;
    size_t low = 0, high = found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (found->entries[middle]->seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < found->count && found->entries[low]->seq == seq;
    return there ? found->entries[low] : NULL;
}
