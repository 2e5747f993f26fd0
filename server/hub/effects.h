/* SPDX-License-Identifier: Apache-2.0
 *
 * What entries cause elsewhere, of rooms that are awake: asked right after each entry is applied,
 * and appended (hub/caused.h) until they are durable. Who appended the entry does it at once; other
 * instances that have the room awake do it after a moment, when it has mostly been done, so that
 * each of them knows by itself how far the room has come. The cursor (hub/cursor.h) is raised now
 * and then, and when the room sleeps, by who has appended something.
 *
 * Whatever is lost with this instance is done again from the journal: hub/behind.h.
 */
#ifndef MUSTER_HUB_EFFECTS_H
#define MUSTER_HUB_EFFECTS_H

#include "hub/live.h"

/* How often the cursor of a room is raised. Whoever sees it stand still for much longer, behind its
 * head, knows that nobody does. */
enum { EFFECTS_RAISE_MS = 5000 };

/* The room is awake. */
void effects_awake(struct live *live);
/* An entry of ours is about to be handed in; has been numbered, and will be applied. */
void effects_hands_in(struct live *live);
void effects_numbered(struct live *live, int64_t seq);
/* An entry was applied; was void. */
void effects_applied(struct live *live, const struct entry *entry);
void effects_refused(struct live *live, const struct entry *entry, enum err error);
/* Tries again what could not be appended, and raises the cursor when it is due. */
void effects_tick(struct live *live, int64_t tick_ms);
/* Whether some are not done yet. */
bool effects_wait(struct live *live);
/* Calls `fn` with ERR_NONE once all that entries of ours up to `seq` cause is durable and, where
 * those rooms are awake here, applied; in this turn when it is already. After EFFECTS_SETTLE_MS
 * nobody waits longer, for it will be; nor when the hub closes (effects_give_up). */
enum { EFFECTS_SETTLE_MS = 2000 };
void effects_settled(struct live *live, int64_t seq, live_fn *fn, void *context);
void effects_give_up(struct live *live);
/* Whether this instance knows by itself how far the room has come; then it raises the cursor. */
bool effects_settle(struct live *live);
/* The room goes to sleep, or the hub ends: the cursor is raised a last time. */
void effects_leave(struct live *live);
/* Frees what is kept of the room. */
void effects_end(struct live *live);

#endif
