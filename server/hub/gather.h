/* SPDX-License-Identifier: Apache-2.0
 *
 * Acts of gathered rows (core/row.h), and what merges, on their way: at rest one is an entry of its
 * own, at once; those that come while such an entry of the room is being written are the next
 * entry, of at most BOUND_GATHER_ACTS acts or about BOUND_GATHER_BYTES. No timer, and no wait that
 * was not there before. Any other entry of the room that is handed to the journal comes behind the
 * acts that came before it (gather_close). Each act is answered for itself, after commit and apply.
 */
#ifndef MUSTER_HUB_GATHER_H
#define MUSTER_HUB_GATHER_H

#include "hub/answer.h"
#include "hub/live.h"

struct gathering {
    const struct row *row; /* gathered, or merges */
    const struct act *act; /* of a gathered one: act_of the entry */
    hub_answer_fn *done;
    void *context;
};

/* Takes an act: `entry`, as it would stand alone, is held until `done` is called; it has been
 * checked. False, and nothing is called, when too many wait. */
bool gather_add(struct live *live, struct entry *entry, const struct gathering *gathering);

/* For the hub: members of struct live_watch. */

/* Hands the acts that wait to the journal: something else is about to be. */
void gather_close(struct live *live);
/* What became of one act of an entry that has just been applied. */
void gather_acted(struct live *live, const struct entry *whole, size_t place,
                  const struct act_result *result);
/* Frees what is kept for the room, in which nothing is under way. */
void gather_end(struct live *live);

#endif
