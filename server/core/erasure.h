/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that are withdrawn for good. A row says which entries lose their words by it (`erases`: a
 * message that is deleted, a post with all its edits); the room keeps them in a list until the time
 * that the configuration gives has passed and they have been erased in the journal. Then the entry
 * `room.erase` tells every fold, which forgets them too and takes them off the list. What remains
 * of an entry is what its row keeps (core/keep.h).
 */
#ifndef MUSTER_CORE_ERASURE_H
#define MUSTER_CORE_ERASURE_H

#include "core/room.h"

/* The feature with that row, for every kind of room. */
extern const struct feature erasure_feature;
/* Most entries that one `room.erase` names. */
enum { ERASURE_MAX = 100 };

/* The entries that were withdrawn up to `upto_ms` (milliseconds since 1970) and are not erased yet,
 * the first withdrawn first: at most `max` seqs. Returns how many. */
size_t erasure_due(const struct room *room, int64_t upto_ms, int64_t *seqs, size_t max);
/* When the oldest of them was withdrawn; 0 when there is none. */
int64_t erasure_since_ms(const struct room *room);
/* Writes what remains of the data of an entry of this room, an object. False when its row is not
 * known here: then nothing of it may be erased. */
bool erasure_keep(const struct room *room, const struct entry *entry, struct buffer *out);
/* Whether the applied `entry`, a room.erase, changed anything that people see. */
bool erasure_shows(const struct room *room, const struct entry *entry);

#endif
