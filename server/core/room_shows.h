/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether somebody sees a thing of a room: what one feature may know of the things of another.
 */
#ifndef MUSTER_CORE_ROOM_SHOWS_H
#define MUSTER_CORE_ROOM_SHOWS_H

#include "core/room.h"

/* Whether the feature of that name has a thing `seq` that the person of `scene` sees (shows of
 * core/feature.h). */
bool room_shows(const struct scene *scene, struct slice feature, int64_t seq);

#endif
