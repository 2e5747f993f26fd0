/* SPDX-License-Identifier: Apache-2.0
 * The units know. */
#include "features/common_item.h"

#include "core/room_query.h"

bool common_item_seen(const struct scene *scene, int64_t item)
{
    int64_t side;
    return room_shows(scene, SLICE("unit"), item, &side);
}
