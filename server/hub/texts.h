/* SPDX-License-Identifier: Apache-2.0
 *
 * The texts that the view of a part needs are in the journal alone. They are read once for all who
 * wait for that view; the view is made when they are there, and stands for everybody until the room
 * moves on.
 */
#ifndef MUSTER_HUB_TEXTS_H
#define MUSTER_HUB_TEXTS_H

#include "hub/live.h"

/* Calls `fn` once the view of `feed`, a part's, stands, in a later turn; or with why it cannot. The
 * room is in use meanwhile. Returns how many texts are read for it; 0 when they were on their way
 * already. */
size_t texts_wait(struct live *live, struct room_feed *feed, live_fn *fn, void *context);
/* Whoever waits with this context does so no more; nothing is read on when nobody does. */
void texts_leave(struct room_feed *feed, const void *context);

#endif
