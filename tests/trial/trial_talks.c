/* SPDX-License-Identifier: Apache-2.0
 * Conversations. */
#include "trial/trial_talks.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"

void *talks_new(const struct room *room)
{
    UNUSED(room);
    return map_new(BOUND_MEMBERS);
}

static void talk_free(void *value)
{
    shelf_done(&((struct talk *)value)->shelf);
    mem_free(value);
}

void talks_free(void *state)
{
    struct map *talks = state;
    map_free(&talks, talk_free);
}

struct talk *talks_get(struct map *talks, struct slice person)
{
    struct talk *talk = map_find(talks, person);
    if (talk)
        return talk;
    talk = mem_new(sizeof *talk);
    shelf_init(&talk->shelf, &trial_texts);
    map_put(talks, person, talk);
    return talk;
}

struct shelf_thing *talks_find(const struct map *talks, int64_t seq, struct talk **talk)
{
    struct map_at at = {0};
    struct shelf_thing *thing = NULL;
    while (!thing && map_next(talks, &at)) {
        *talk = at.value;
        thing = shelf_find(&(*talk)->shelf, seq);
    }
    return thing;
}

bool talks_forget(void *state, int64_t seq)
{
    struct talk *talk;
    return talks_find(state, seq, &talk) && shelf_forget(&talk->shelf, seq);
}

bool talks_exists(const void *state, struct slice person)
{
    const struct talk *talk = map_find(state, person);
    return talk && shelf_count(&talk->shelf) > 0;
}

void talks_changed(const struct map *talks, const struct entry *entry, const struct part_kind *kind,
                   struct parts *out)
{
    struct map_at at = {0};
    while (map_next(talks, &at))
        if (shelf_changed(at.value, entry))
            parts_add(out, kind, at.key);
}
