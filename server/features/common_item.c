/* SPDX-License-Identifier: Apache-2.0
 * The units know. */
#include "features/common_item.h"

#include <string.h>

#include "base/bounds.h"
#include "core/room_query.h"

bool common_item_seen(const struct scene *scene, int64_t item)
{
    int64_t side;
    return room_shows(scene, SLICE("unit"), item, &side);
}

bool common_item_taken(const struct scene *scene, int64_t item, struct slice person)
{
    const struct scene theirs = {
        .person = person, .role = room_role(scene->room, person), .room = scene->room};
    return theirs.role & ROLE_PARTICIPANT ||
           (theirs.role & ROLE_CONTRIBUTOR && common_item_seen(&theirs, item));
}

size_t common_item_gone(const struct scene *scene, const struct map *held, int64_t *gone)
{
    struct map_at at = {0};
    size_t count = 0;
    while (count < BOUND_ITEMS_UNIT && map_next(held, &at)) {
        int64_t item;
        memcpy(&item, at.key.at, sizeof item);
        if (!room_has(scene->room, SLICE("unit"), item))
            gone[count++] = item;
    }
    return count;
}
