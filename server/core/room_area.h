/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a room about its areas (core/area.h), and in which of them somebody stands.
 */
#ifndef MUSTER_CORE_ROOM_AREA_H
#define MUSTER_CORE_ROOM_AREA_H

#include "base/slice.h"
#include "core/area.h"
#include "core/rings.h"

struct room;

/* In which rings a person stands within the area: those of the room, or, of a visitor to whom it is
 * open, those of everybody inside. */
struct rings room_area_rings(const struct room *room, struct slice person, struct area area);
/* Whether there is such an area, into which visitors may be let. */
bool room_area_exists(const struct room *room, struct area area);
/* As in struct areas. */
void room_area_write(const struct room *room, struct area area, struct writer *out);

#endif
