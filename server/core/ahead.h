/* SPDX-License-Identifier: Apache-2.0
 *
 * A room as time alone will make it: what is due until then has happened, though no journal has it.
 * For a room that is nobody else's, as a query about another moment has one (core/past.h).
 */
#ifndef MUSTER_CORE_AHEAD_H
#define MUSTER_CORE_AHEAD_H

#include "core/room.h"

/* Applies the room's deadlines up to that moment, in their order, each at its time. */
void room_ahead(struct room *room, int64_t until_ms);

#endif
