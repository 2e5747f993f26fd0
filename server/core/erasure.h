/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that are withdrawn for good. A row says which entries lose their words by it (`erases`: a
 * message that is deleted, a post with all its edits); the room keeps a list of them. When the time
 * that the configuration gives has passed, the entry `room.erase` makes every fold forget them:
 * from then on the room is as if they had been written with what their rows keep (core/keep.h).
 * Then they are erased in the journal, and `room.erased` says that this is done. So whatever is
 * lost in between is done again, and a replay gives the same room before and after.
 *
 * `room.erase` with a `person` takes no words, but that person's name alone, out of entries whose
 * words are not theirs (core/keep.h): out of the fold for good, and out of those entries.
 */
#ifndef MUSTER_CORE_ERASURE_H
#define MUSTER_CORE_ERASURE_H

#include "core/room.h"

/* The feature with these rows, for every kind of room whose entries hold words. */
extern const struct feature erasure_feature;
/* Most entries that one of them names. */
enum { ERASURE_MAX = 100 };

/* The entries that were withdrawn up to `upto_ms` (milliseconds since 1970) and are not forgotten,
 * the first withdrawn first: at most `max` seqs. Returns how many. */
size_t erasure_due(const struct room *room, int64_t upto_ms, int64_t *seqs, size_t max);
/* When the oldest of them was withdrawn; 0 when there is none. */
int64_t erasure_since_ms(const struct room *room);
/* Those that are forgotten, and not yet known to be erased in the journal; as above. */
size_t erasure_forgotten(const struct room *room, int64_t *seqs, size_t max);
/* The time of the oldest of them, and of those below; 0 when there is none. */
int64_t erasure_forgotten_since_ms(const struct room *room);
/* Those out of which names alone are forgotten, likewise. */
size_t erasure_unnamed(const struct room *room, int64_t *seqs, size_t max);
/* Writes what remains of the data of one of these. False as below. */
bool erasure_keep_unnamed(const struct room *room, const struct entry *entry, struct buffer *out);
/* Whether the entry is told in sums alone (struct keep). */
bool erasure_summed(const struct room *room, const struct entry *entry);
/* Writes what remains of the data of an entry of this room, an object. False when its row is not
 * known here: then nothing of it may be erased. */
bool erasure_keep(const struct room *room, const struct entry *entry, struct buffer *out);
/* The entry as it will stand in the journal once all that is withdrawn by now is erased; owned by
 * the caller. NULL: as it does already. `room` has come at least as far. */
struct entry *erasure_ahead(const struct room *room, const struct entry *entry);
/* The seq of the last entry that withdrew words, gave them back, or made the room forget what was
 * not withdrawn; 0: none did. */
int64_t erasure_moved(const struct room *room);
/* Whether the applied `entry` made the room forget words. */
bool erasure_of(const struct room *room, const struct entry *entry);
/* Whether people see something of what the last such entry made it forget. */
bool erasure_shows(const struct room *room);

#endif
