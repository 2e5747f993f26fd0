/* SPDX-License-Identifier: Apache-2.0
 * Three maps. */
#include "features/unit_brought.h"

#include "base/bounds.h"
#include "base/mem.h"

void brought_init(struct brought *brought)
{
    brought->topics = map_new(BOUND_TOPICS);
    brought->seqs = map_new(BOUND_TOPICS + BOUND_ITEMS_FILES);
    brought->webinars = map_new(BOUND_COURSE_WEBINARS);
}

void brought_done(struct brought *brought)
{
    map_free(&brought->topics, mem_free);
    map_free(&brought->seqs, mem_free);
    map_free(&brought->webinars, mem_free);
}

static void put(struct map *map, int64_t key, int64_t value)
{
    int64_t *known = map_find(map, slice_of_seq(&key));
    if (!known && map_full(map))
        return;
    if (!known) {
        known = mem_new(sizeof *known);
        map_put(map, slice_of_seq(&key), known);
    }
    *known = value;
}

void brought_topic(struct brought *brought, int64_t seq, bool there)
{
    if (there)
        put(brought->topics, seq, seq);
    else
        mem_free(map_take(brought->topics, slice_of_seq(&seq)));
}

bool brought_has_topic(const struct brought *brought, int64_t seq)
{
    return map_find(brought->topics, slice_of_seq(&seq)) != NULL;
}

void brought_put(struct brought *brought, int64_t there, int64_t here)
{
    put(brought->seqs, there, here);
}

int64_t brought_find(const struct brought *brought, int64_t there)
{
    const int64_t *known = map_find(brought->seqs, slice_of_seq(&there));
    return known ? *known : 0;
}

void brought_meet(struct brought *brought, struct slice there, struct slice here)
{
    mem_free(map_take(brought->webinars, there));
    if (!map_full(brought->webinars))
        map_put(brought->webinars, there, mem_text(here));
}

struct slice brought_met(const struct brought *brought, struct slice there)
{
    const char *here = map_find(brought->webinars, there);
    return here ? slice_of(here) : (struct slice){NULL, 0};
}
