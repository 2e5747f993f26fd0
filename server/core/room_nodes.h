/* SPDX-License-Identifier: Apache-2.0
 *
 * At which instances people of a room are counted (core/node.h).
 */
#ifndef MUSTER_CORE_ROOM_NODES_H
#define MUSTER_CORE_ROOM_NODES_H

#include "core/room.h"

/* Calls `fn` for each. */
void room_nodes_each(const struct room *room, room_node_fn *fn, void *context);
/* room_at_ms before the last entry: while one is applied, of those before it. */
int64_t room_before_ms(const struct room *room);

#endif
