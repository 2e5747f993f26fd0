/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries that came ahead of their turn: kept sorted, each once, until the gap before them is
 * closed. Bounded: those beyond are left to be read from the journal.
 */
#ifndef MUSTER_HUB_AHEAD_H
#define MUSTER_HUB_AHEAD_H

#include "core/entry.h"

/* Zero at the start. */
struct ahead {
    struct entry **entries; /* owned, each held once; in rising seq */
    size_t count, capacity;
};

/* Keeps one more reference to the entry, where there is a place for it. */
void ahead_add(struct ahead *ahead, struct entry *entry);
/* Takes the first when its seq is at most `seq`: the caller holds it then. Else NULL. */
struct entry *ahead_take(struct ahead *ahead, int64_t seq);
/* Lets go of all. */
void ahead_done(struct ahead *ahead);

#endif
