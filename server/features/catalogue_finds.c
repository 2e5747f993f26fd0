/* SPDX-License-Identifier: Apache-2.0
 * The rooms themselves say whether they may come in. */
#include "features/catalogue_finds.h"

#include "base/bounds.h"
#include "features/listing_who.h"

static void rooms(const void *state, const struct scene *scene, find_room_fn *fn, void *context)
{
    const struct catalogue *catalogue = state;
    const struct listing *shown[BOUND_SEARCH_ROOMS]; /* the last of them, in a ring */
    struct map_at at = {0};
    size_t count = 0, given = 0;
    while (map_next(catalogue->rooms, &at))
        if (listing_shows(at.value, scene))
            shown[count++ % BOUND_SEARCH_ROOMS] = at.value;
    for (; given < count && given < BOUND_SEARCH_ROOMS; given++)
        fn(context, slice_of(shown[(count - 1 - given) % BOUND_SEARCH_ROOMS]->of));
}

const struct finds catalogue_finds = {.rooms = rooms};
