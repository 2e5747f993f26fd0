/* SPDX-License-Identifier: Apache-2.0
 *
 * Who stands where: the doors of parts, and who may do something in a side room (core/side.h). For
 * the files that make a room.
 */
#ifndef MUSTER_CORE_ROOM_SIDE_H
#define MUSTER_CORE_ROOM_SIDE_H

#include "core/room_state.h"

/* The share whose part it is; NULL when no feature of the room has such parts. */
const struct share *room_side_owner(const struct room *room, const struct part *part);
/* Whether there is that part, and in which rings a person stands within it. */
bool room_side_exists(const struct room *room, const struct part *part);
struct rings room_side_rings(const struct room *room, const struct part *part, struct slice person);
/* The side room that the viewer looks at; NULL: it is none, or there is none. */
const struct side *room_side_seen(const struct room *room, const struct viewer *viewer);
/* Whether the person of the scene stands within its side room: where there is none, too, they are
 * told ERR_PERMISSION_DENIED. Of a pseudonym it was checked when it came. */
enum err room_side_within(const struct scene *scene);
/* And whether they may do there what the row does. Who takes their own back may always. */
enum err room_side_check(const struct row *row, const struct scene *scene);

#endif
