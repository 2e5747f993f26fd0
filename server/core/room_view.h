/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of a room: its view, the patches that bring a view up to date, its parts. Each
 * feature writes its share; `can` and `me` are added here. Nothing here changes the room but
 * room_tally_sent.
 *
 * Invariant, for every viewer: view(n) == merge(view(k), patches k+1 … n), with the tally patches
 * that were written in between.
 */
#ifndef MUSTER_CORE_ROOM_VIEW_H
#define MUSTER_CORE_ROOM_VIEW_H

#include "core/room.h"

/* Writes the whole shared view (an object). For a part, `bodies` gives the texts it needs. */
void room_view(const struct room *room, const struct viewer *viewer, const struct bodies *bodies,
               struct buffer *out);
/* Writes the patch that empties a copy of the view: every member it may have, null. */
void room_reset(const struct room *room, struct buffer *out);
/* Writes `me` of `person` (an object). */
void room_me(const struct room *room, struct slice person, struct buffer *out);

/* The next four are asked about the entry that was applied last, before any other is: the fold
 * remembers only the last removal. After room_apply returned ERR_NONE: the patch of the shared view
 * (an object). Returns false, `out` unchanged, when this viewer's view did not change. */
bool room_patch(const struct room *room, const struct entry *entry, const struct viewer *viewer,
                struct buffer *out);
/* The parts that `entry` changes; false: none. */
bool room_parts(const struct room *room, const struct entry *entry, struct parts *out);
/* Whose `me` may have changed by `entry`; at most TOUCH_MAX + 1, or TOUCH_ALL. Nobody's by one that
 * holds acts: it is asked for each of these. */
size_t room_touches(const struct room *room, const struct entry *entry,
                    struct slice out[TOUCH_MAX + 1]);
/* The scope of `pseudonym`, one of those, written to `out`; absent when it has none. */
struct slice room_touches_scope(const struct room *room, const struct entry *entry,
                                struct slice pseudonym, char out[VEIL_SCOPE_BYTES]);
/* The patch of `me` of `person` (an object); false when it did not change. */
bool room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                   struct buffer *out);

/* The patch that carries sums that changed since room_tally_sent (or all); false when none did, as
 * in parts that are no side rooms (core/side.h). */
bool room_tally(const struct room *room, const struct viewer *viewer, bool all, struct buffer *out);
void room_tally_sent(struct room *room);
/* What the applied `entry` takes back of what these people were told of sums. */
enum taken_back room_takes_back(const struct room *room, const struct entry *entry,
                                const struct viewer *viewer);
/* How long after the last tally the next one is due, in ms: the least any sum that changed since
 * room_tally_sent may wait; -1 when none did. */
int64_t room_tally_wait_ms(const struct room *room);

/* The same of `me` in a part: who they are there, and nothing of features but those that a side
 * room holds: what the others say of one person stands in the room's own view. */
void room_part_me(const struct room *room, const struct part *part, struct slice person,
                  struct buffer *out);
bool room_part_patch_me(const struct room *room, const struct part *part, const struct entry *entry,
                        struct slice person, struct buffer *out);

/* Parts of the room: core/part.h. Finds the one that `path` names ("thread/55"); false when there
 * is none. */
bool room_part_find(const struct room *room, struct slice path, struct part *part);
bool room_part_exists(const struct room *room, const struct part *part);
/* In which rings a person stands within the part; none: for them it does not exist. */
struct rings room_part_rings(const struct room *room, const struct part *part, struct slice person);
size_t room_part_needs(const struct room *room, const struct part *part, int64_t *seqs,
                       size_t seqs_max);

#endif
