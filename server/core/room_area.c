/* SPDX-License-Identifier: Apache-2.0
 * An area is of the feature that knows its kind; who was let in is known by another. */
#include "core/room_area.h"

#include <string.h>

#include "core/room_state.h"

static bool visits(const struct room *room, struct slice person, struct area area)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (share->feature->visits)
            return share->feature->visits(share->state, person, area);
    }
    return false;
}

struct rings room_area_rings(const struct room *room, struct slice person, struct area area)
{
    struct rings rings = room_state_rings(room, person);
    return rings_visiting(rings) && visits(room, person, area) ? RINGS_INSIDE : rings;
}

static const struct share *share_of(const struct room *room, struct area area)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct areas *areas = room->shares[i].feature->knows.areas;
        if (areas && strcmp(areas->kind, area.kind) == 0)
            return &room->shares[i];
    }
    return NULL;
}

bool room_area_exists(const struct room *room, struct area area)
{
    const struct share *share = share_of(room, area);
    return share && share->feature->knows.areas->exists(share->state, area.seq);
}

void room_area_write(const struct room *room, struct area area, struct writer *out)
{
    const struct share *share = share_of(room, area);
    if (share && share->feature->knows.areas->exists(share->state, area.seq))
        share->feature->knows.areas->write(share->state, area.seq, out);
}
