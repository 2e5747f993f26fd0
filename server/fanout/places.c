/* SPDX-License-Identifier: Apache-2.0
 * A hole is filled from the end, so that nothing is ever moved up. */
#include "fanout/places.h"

#include "base/mem.h"
#include "fanout/follower.h"

enum { FEW = 128 };

static void put(struct places *places, size_t index, const struct place *place)
{
    places->list[index] = *place;
    place->follower->place = index;
}

void places_add(struct places *places, const struct place *place)
{
    if (places->count == places->capacity) {
        size_t more = places->capacity + places->capacity / 2 + 1;
        places->list = mem_resize(places->list, places->capacity * sizeof *places->list,
                                  more * sizeof *places->list);
        places->capacity = more;
    }
    put(places, places->count++, place);
}

size_t places_take(struct places *places, size_t index, size_t served)
{
    size_t hole = index;
    /* A hole among those served is filled from among them, so that nobody unserved slips behind the
     * flush under way. */
    if (hole < served) {
        put(places, hole, &places->list[served - 1]);
        hole = --served;
    }
    size_t last = --places->count;
    if (hole != last)
        put(places, hole, &places->list[last]);
    return served;
}

bool places_are_few(const struct places *places)
{
    return places->count <= FEW;
}

void places_done(struct places *places)
{
    mem_free(places->list);
    *places = (struct places){0};
}
