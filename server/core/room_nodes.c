/* SPDX-License-Identifier: Apache-2.0
 * The features that know of some are asked. */
#include "core/room_nodes.h"

#include "core/room_state.h"

void room_nodes_each(const struct room *room, room_node_fn *fn, void *context)
{
    const uint16_t *place = methods_deciders(room->methods, DECIDES_NODES);
    for (; *place != NO_FEATURE; place++)
        room->shares[*place].feature->nodes_each(room->shares[*place].state, fn, context);
}

int64_t room_before_ms(const struct room *room)
{
    return room->entries.before_ms;
}
