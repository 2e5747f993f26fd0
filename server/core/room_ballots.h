/* SPDX-License-Identifier: Apache-2.0
 *
 * The secret ballots of a room (core/ballots.h): of the one feature of its kind that has any.
 */
#ifndef MUSTER_CORE_ROOM_BALLOTS_H
#define MUSTER_CORE_ROOM_BALLOTS_H

#include "core/ballots.h"
#include "core/room.h"

/* As the functions of struct ballots; `text` is the whole of the canonical data, an object. */
bool room_ballot_choice(const struct room *room, const struct entry *entry, struct ballot *out);
void room_ballot_write(const struct room *room, const struct entry *entry, struct slice sealed,
                       struct buffer *text);
bool room_ballot_box(const struct room *room, int64_t after, struct ballot_box *out);
void room_ballots_each(const struct room *room, int64_t thing, ballot_fn *fn, void *context);
/* Returns the type of that entry. */
struct slice room_ballot_sums(const struct room *room, int64_t thing,
                              const struct ballot_sums *sums, struct buffer *text);

#endif
