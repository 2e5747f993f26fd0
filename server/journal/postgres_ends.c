/* SPDX-License-Identifier: Apache-2.0
 * A map that begins anew when it is full: what is forgotten is found again. */
#include "journal/postgres_ends.h"

#include <string.h>

#include "base/map.h"
#include "base/mem.h"

enum { ROOMS_MAX = 4096 };

struct postgres_ends {
    struct map *rooms; /* name to struct known, owned */
};

struct known {
    struct postgres_end end;
    bool ours; /* when it was found last, it was where it had been left */
};

struct postgres_ends *postgres_ends_new(void)
{
    struct postgres_ends *ends = mem_new(sizeof *ends);
    ends->rooms = map_new(ROOMS_MAX);
    return ends;
}

void postgres_ends_free(struct postgres_ends **ends)
{
    if (!*ends)
        return;
    map_free(&(*ends)->rooms, mem_free);
    mem_free(*ends);
    *ends = NULL;
}

bool postgres_ends_guess(const struct postgres_ends *ends, struct slice room,
                         struct postgres_end *end)
{
    const struct known *known = map_find(ends->rooms, room);
    if (!known || !known->ours)
        return false;
    *end = known->end;
    return true;
}

static bool same(const struct postgres_end *a, const struct postgres_end *b)
{
    return a->room == b->room && a->seq == b->seq &&
           memcmp(a->chain.bytes, b->chain.bytes, HASH_BYTES) == 0;
}

void postgres_ends_found(struct postgres_ends *ends, struct slice room,
                         const struct postgres_end *end)
{
    struct known *known = map_find(ends->rooms, room);
    if (!known) {
        if (map_full(ends->rooms)) {
            map_free(&ends->rooms, mem_free);
            ends->rooms = map_new(ROOMS_MAX);
        }
        known = mem_new(sizeof *known);
        map_put(ends->rooms, room, known);
    }
    known->ours = same(&known->end, end);
    known->end = *end;
}

void postgres_ends_left(struct postgres_ends *ends, struct slice room,
                        const struct postgres_end *end)
{
    struct known *known = map_find(ends->rooms, room);
    if (known)
        known->end = *end;
}
