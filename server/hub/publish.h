/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries to frames: one publication for each audience, made once. Shared by the files of hub/ and
 * by nobody else.
 */
#ifndef MUSTER_HUB_PUBLISH_H
#define MUSTER_HUB_PUBLISH_H

#include "hub/live.h"

/* Puts a publication (an entry's event or a tally) on a tape, to be flushed at the end of the turn.
 */
void publish_add(struct feed *feed, bool event, struct slice publication);
/* Tells of an entry that has just been applied: to all who see something of it, and to those whose
 * `me` it changes. `replaying`: only the tapes are filled, for those who will resume. */
void publish_entry(struct live *live, const struct entry *entry, bool replaying);
/* Tells of the sums that have changed since it was last called. */
void publish_tally(struct live *live);

#endif
