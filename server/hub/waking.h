/* SPDX-License-Identifier: Apache-2.0
 *
 * Making a room from its entries. Most of them are folded on a reader's thread, which has the room
 * to itself meanwhile; the last are applied in the loop, a few each turn, and made into frames, so
 * that clients resume after a restart as if there had been none.
 */
#ifndef MUSTER_HUB_WAKING_H
#define MUSTER_HUB_WAKING_H

#include "hub/feeds.h"

struct waking;
struct wakings;

/* What all wakings of a hub share: they take turns in the loop. Owned by the caller. */
struct wakings *wakings_new(struct loop *loop);
/* Frees *wakings and sets it to NULL; none may be under way. */
void wakings_free(struct wakings **wakings);

/* The room is as the journal has it, with its root feeds; or ERR_…, and it is of no use. */
typedef void waking_fn(void *context, enum err error);

/* Wakes the empty room of `feeds`, which are empty too. Until `done` is called nobody else may look
 * into the room, but for its name and rows. */
struct waking *waking_begin(struct feeds *feeds, waking_fn *done, void *context);
/* Nobody waits any more: `done` never comes; `ended` is called in a later turn, from when on the
 * room is not touched. Sets *waking to NULL. */
void waking_drop(struct waking **waking, loop_fn *ended, void *context);

#endif
