/* SPDX-License-Identifier: Apache-2.0
 *
 * The hub: rooms alive in memory, commands in, entries out, subscribers served. It owns the live
 * rooms and their feeds; it borrows loop, journal, bus and the feature table from main.c. A room
 * wakes by replay when someone needs it and sleeps when idle. All calls and callbacks are on the
 * loop's thread; callbacks come exactly once, never before the call has returned.
 *
 * This is its birth and end; what can be asked of it is in hub/command.h, hub/join.h and
 * hub/query.h.
 */
#ifndef MUSTER_HUB_HUB_H
#define MUSTER_HUB_HUB_H

#include "bus/bus.h"
#include "core/kinds.h"
#include "hub/command.h"
#include "hub/gate.h"
#include "hub/join.h"
#include "hub/options.h"
#include "hub/query.h"
#include "journal/journal.h"
#include "loop/loop.h"

struct hub;

/* An instance's hub; everything given is borrowed and outlives it. `options` is copied. */
struct hub *hub_new(struct loop *loop, struct journal *journal, struct bus *bus,
                    const struct kinds *kinds, const struct hub_options *options);
/* The first half of the end: refuses what still comes (ERR_NOT_AVAILABLE) and calls `done` once
 * nothing is under way in the journal. All subscribers must be done. */
void hub_close(struct hub *hub, loop_fn *done, void *context);
/* The second half: puts every room to sleep and frees. Nothing may be under way. Sets *hub to NULL.
 */
void hub_free(struct hub **hub);
/* The veil of all rooms (core/veil.h), borrowed. */
const struct veil *hub_veil(const struct hub *hub);
/* The floor below, for subscriber_init. */
struct fanout *hub_fanout(const struct hub *hub);

/* Where its rooms are kept; borrowed. */
struct journal *hub_journal(const struct hub *hub);

/* Which kinds of room there are; borrowed. */
const struct kinds *hub_kinds(const struct hub *hub);

/* The name of this instance in a cluster, "" when it is alone. */
struct slice hub_node(const struct hub *hub);
/* Sends a message of the floor above to the instance `node` (this one too), whose hub_on_told
 * function gets it: sealed on its way (hub/bell.h). */
bool hub_tell(struct hub *hub, struct slice node, struct slice message);
typedef void hub_told_fn(void *context, struct slice message);
void hub_on_told(struct hub *hub, hub_told_fn *told, void *context);

/* Tells the floor above of rooms in which there may be work for it; NULL: whoever has that context
 * not any more. */
void hub_on_work(struct hub *hub, hub_work_fn *work, void *context);

/* Whether a room that is awake has words to be erased now. */
bool hub_erases(const struct hub *hub);
/* The figures as they are now. */
struct hub_stats hub_stats(const struct hub *hub);
struct caused_stats hub_caused(const struct hub *hub);
struct broken_stats hub_broken(const struct hub *hub);

#endif
