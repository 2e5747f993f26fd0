/* SPDX-License-Identifier: Apache-2.0
 *
 * What comes into a room from the one that it is a copy of. Pure.
 */
#ifndef MUSTER_CORE_ROOM_COPY_H
#define MUSTER_CORE_ROOM_COPY_H

struct room;

/* Puts addresses of things here in the place of those there, in *text, which is owned and came from
 * there; NULL is ignored. Nothing changes in a room that is no copy. */
void room_readdress(const struct room *room, char **text);

#endif
