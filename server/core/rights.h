/* SPDX-License-Identifier: Apache-2.0
 *
 * What each role may do in a room now: the member `can` of its view. A right is a row or a query;
 * its place in the order of the kind's features is its bit. Rights follow from the rows' roles,
 * from the room's phase and from what rows allow, so that they are made anew when one of these
 * changes and at no other time.
 */
#ifndef MUSTER_CORE_RIGHTS_H
#define MUSTER_CORE_RIGHTS_H

#include "base/writer.h"
#include "core/room_state.h"

/* The rights of every role in a new room. */
void rights_init(struct room *room);
void rights_done(struct room *room);
/* After an entry of `row` was applied: makes them anew when it may have changed them. */
void rights_move(struct room *room, const struct row *row);
/* Writes the member `can` for people in these rings: all of it, for a fresh view; or what the last
 * entry has changed, null for a right that was lost, nothing when it changed nothing. */
void rights_write(const struct room *room, struct rings rings, struct writer *out);
void rights_write_moved(const struct room *room, struct rings rings, struct writer *out);
/* Writes the member `role`, by the name of that role; nothing for a role that nobody is shown. In
 * the academy the highest of them, and `roles`, a list of all. */
void rights_write_role(const struct room *room, enum role role, struct writer *out);
/* Whether people of that role do without a name what the row does. */
enum err rights_veiled(const struct row *row, enum role role);

#endif
