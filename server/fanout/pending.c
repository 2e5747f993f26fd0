/* SPDX-License-Identifier: Apache-2.0
 * A number for each person, gone when it is zero. */
#include "fanout/pending.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct share {
    size_t bytes;
};

struct pending {
    struct map *people; /* id -> share, owned */
    size_t bytes;       /* for everybody */
};

struct pending *pending_new(size_t people_max)
{
    struct pending *pending = mem_new(sizeof *pending);
    pending->people = map_new(people_max);
    return pending;
}

void pending_free(struct pending **pending)
{
    map_free(&(*pending)->people, mem_free);
    mem_free(*pending);
    *pending = NULL;
}

static struct share *share_of(struct pending *pending, struct slice person)
{
    struct share *share = map_find(pending->people, person);
    if (share || map_full(pending->people))
        return share;
    share = mem_new(sizeof *share);
    map_put(pending->people, person, share);
    return share;
}

void pending_change(struct pending *pending, struct slice person, size_t before, size_t now)
{
    if (before == now)
        return;
    check(pending->bytes + now >= before);
    pending->bytes = pending->bytes + now - before;
    struct share *share =
        now > before ? share_of(pending, person) : map_find(pending->people, person);
    if (!share)
        return;
    /* Who was not counted for want of a place may give back more than they have. */
    share->bytes = share->bytes + now > before ? share->bytes + now - before : 0;
    if (share->bytes == 0)
        mem_free(map_take(pending->people, person));
}

bool pending_too_much(const struct pending *pending, struct slice person)
{
    const struct share *share = map_find(pending->people, person);
    return pending->bytes > BOUND_PENDING_BYTES ||
           (share && share->bytes > BOUND_PENDING_PERSON_BYTES);
}

size_t pending_people(const struct pending *pending)
{
    return map_count(pending->people);
}
