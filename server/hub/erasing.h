/* SPDX-License-Identifier: Apache-2.0
 *
 * Erases what has been withdrawn in a room (core/erasure.h) when its time has come: `room.erase`
 * makes the folds forget it, then the words go in the journal, then `room.erased` says so. What is
 * lost in between is done again: erasing twice is erasing once, and the ops of the entries are
 * derived from what they are about, so that any number of instances make one of each.
 */
#ifndef MUSTER_HUB_ERASING_H
#define MUSTER_HUB_ERASING_H

#include "hub/live.h"

/* Looks at an awake room, a few times a second. */
void erasing_tick(struct live *live, int64_t tick_ms);
/* Whether words of an awake room are to be erased now, or just are. */
bool erasing_waits(struct live *live);
/* Frees what is kept of the room. */
void erasing_end(struct live *live);

#endif
