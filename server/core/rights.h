/* SPDX-License-Identifier: Apache-2.0
 *
 * What each role may do in a room now: the member `can` of its view. A right is a row or a query;
 * its place in the order of the feature table is its bit. Rights follow from the rows' roles and
 * the room's phase, so that they are made anew when the phase changes and at no other time.
 */
#ifndef MUSTER_CORE_RIGHTS_H
#define MUSTER_CORE_RIGHTS_H

#include "base/writer.h"
#include "core/room_state.h"

/* The rights of every role in the room as it is. */
struct rights rights_of(const struct room *room);
/* Writes the member `can` for this audience: what differs from `before`, null for a right that was
 * lost; nothing when nothing does. NULL: from no rights at all, for a fresh view. */
void rights_write(const struct room *room, enum audience audience, const struct rights *before,
                  struct writer *out);
/* Writes the member `role`, by the name of that role; nothing for a role that nobody is shown. */
void rights_write_role(enum role role, struct writer *out);

#endif
