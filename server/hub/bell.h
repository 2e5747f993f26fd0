/* SPDX-License-Identifier: Apache-2.0
 *
 * What instances tell each other of what they have committed: the bus's bell, with the entry in it.
 * The entry is sealed (base/seal.h) under the secret of those who share the journal, and about the
 * journal's epoch, the room and the seq: nobody else can make one, and what was heard cannot be
 * told again of another room or place. So an entry that bell_open gives stands in the journal as it
 * is, and whoever has applied all before it need not read it.
 *
 * A bell is never needed: without the secret, from somebody who forges, too long, or late, it is
 * the doorbell alone, and the journal is read. Entries older than BOUND_BELL_SECONDS are not taken:
 * after an older state of the database was restored, bells from before it would else be believed.
 * Knows no rooms.
 */
#ifndef MUSTER_HUB_BELL_H
#define MUSTER_HUB_BELL_H

#include "base/buffer.h"
#include "bus/bus.h"
#include "core/entry.h"
#include "journal/journal.h"

struct bell;

/* A signal: which, and its data. */
struct bell_sight {
    struct slice type, text;
};

/* All three are borrowed. Ended by bell_free, which sets *bell to NULL. */
struct bell *bell_new(struct loop *loop, struct journal *journal, struct bus *bus);
void bell_free(struct bell **bell);
/* Tells other instances of an entry that has just been committed here: bus_publish, with the entry
 * sealed where that can be. */
void bell_ring(struct bell *bell, const struct entry *entry);
/* The entry `seq` of `room` that is in `sealed` (may be absent), held once by the caller. NULL when
 * there is none to be believed. */
struct entry *bell_open(struct bell *bell, struct slice room, int64_t seq, struct slice sealed);

/* Tells the instance `node` something: bus_tell, sealed for it alone. False also while the secret
 * is not known. To an instance that is alone, as it is. */
bool bell_tell(struct bell *bell, struct slice node, struct slice message);
/* Adds to `message`, which is empty, what was told this instance by bell_tell. False when it is not
 * to be believed; what `message` holds then means nothing. Told again within BOUND_BELL_SECONDS it
 * is believed again. */
bool bell_told(struct bell *bell, struct slice told, struct buffer *message);

/* Shows the other instances that follow `room`, which holds `seq` entries, what is of this moment
 * and stands in no journal: a signal (hub/signals.h). It may be lost, as all of the bus. */
void bell_show(struct bell *bell, struct slice room, int64_t seq, const struct bell_sight *sight);
/* What was shown with news of `room` at `seq`; texts are borrowed until the next call of anything
 * here. False: nothing that is to be believed. */
bool bell_shown(struct bell *bell, struct slice room, int64_t seq, struct slice sealed,
                struct bell_sight *sight);

/* How many that came with something in them gave an entry, or gave none. */
struct bell_stats {
    uint64_t opened, refused;
};
struct bell_stats bell_stats(const struct bell *bell);

#endif
