/* SPDX-License-Identifier: Apache-2.0
 * A sorted array; what comes next is taken from its front. */
#include "hub/ahead.h"

#include "base/mem.h"

enum { AHEAD_MAX = 4096, AHEAD_FIRST = 16 };

void ahead_add(struct ahead *ahead, struct entry *entry)
{
    size_t at = ahead->count;
    while (at > 0 && ahead->entries[at - 1]->seq > entry->seq)
        at--;
    if (ahead->count >= AHEAD_MAX || (at > 0 && ahead->entries[at - 1]->seq == entry->seq))
        return;
    if (ahead->count == ahead->capacity) {
        size_t more = ahead->capacity ? ahead->capacity * 2 : AHEAD_FIRST;
        ahead->entries = mem_resize(ahead->entries, ahead->capacity * sizeof(struct entry *),
                                    more * sizeof(struct entry *));
        ahead->capacity = more;
    }
    memmove(ahead->entries + at + 1, ahead->entries + at,
            (ahead->count - at) * sizeof(struct entry *));
    ahead->entries[at] = entry_ref(entry);
    ahead->count++;
}

struct entry *ahead_take(struct ahead *ahead, int64_t seq)
{
    if (ahead->count == 0 || ahead->entries[0]->seq > seq)
        return NULL;
    struct entry *first = ahead->entries[0];
    memmove(ahead->entries, ahead->entries + 1, --ahead->count * sizeof(struct entry *));
    return first;
}

void ahead_done(struct ahead *ahead)
{
    for (size_t i = 0; i < ahead->count; i++)
        entry_unref(&ahead->entries[i]);
    mem_free(ahead->entries);
    *ahead = (struct ahead){0};
}
