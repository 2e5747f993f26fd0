/* SPDX-License-Identifier: Apache-2.0
 *
 * Puts messages back in order that come as requests of their own, each on a connection of its own:
 * what was said later may arrive first. The order of a session is that of its command ids, which
 * rise by one per command. A message that begins beyond the next id waits for what is missing, a
 * bounded time, in bounded memory; then it is let go, and what was missing is run when it comes. A
 * message without an id (a pong, a signal) waits for nobody and is waited for by nobody.
 *
 * An order is embedded in what it belongs to and knows nothing of sessions: it asks for the last id
 * that was run, and hands on what is to be run now.
 */
#ifndef MUSTER_NET_ORDER_H
#define MUSTER_NET_ORDER_H

#include <stdint.h>

#include "base/slice.h"
#include "loop/loop.h"

struct held;

/* What all orders of an instance share. Borrowed. */
struct orders {
    struct loop *loop;
    uint32_t (*last_id)(void *context);
    void (*run)(void *context, struct slice message);
    size_t bytes; /* that wait now, in all of them */
};

struct order {
    struct orders *all;
    void *context;      /* of the calls */
    struct held *first; /* owned: what waits, by rising id */
    unsigned count;
    size_t bytes;
    unsigned vain; /* waits in a row that ended without what was missing */
    struct timer *late;
};

/* An empty order. */
void order_init(struct order *order, struct orders *all, void *context);
/* Forgets what waits. May be called more than once. */
void order_done(struct order *order);
/* Runs `message` now or later; now also what has waited for it. */
void order_take(struct order *order, struct slice message);

#endif
