/* SPDX-License-Identifier: Apache-2.0
 *
 * The rooms followed on one Redis server: what is wanted, what was asked for on the connection of
 * now, and what that has answered.
 */
#ifndef MUSTER_BUS_REDIS_FOLLOWS_H
#define MUSTER_BUS_REDIS_FOLLOWS_H

#include "bus/redis_link.h"

struct redis_follows;

/* Nothing is followed, and there is no connection; `before` is what stands before a room in the
 * name of its channel, borrowed. Ended by redis_follows_free, which sets *follows to NULL. */
struct redis_follows *redis_follows_new(const char *before);
void redis_follows_free(struct redis_follows **follows);

/* Wants `room`. False when BOUND_BUS_ROOMS are wanted already. */
bool redis_follows_add(struct redis_follows *follows, struct slice room);
/* Wants it no more. True when its answer was awaited (redis_follows_begin) and no longer is. */
bool redis_follows_drop(struct redis_follows *follows, struct slice room);
bool redis_follows_has(const struct redis_follows *follows, struct slice room);

/* A new connection: everything wanted is to be asked for. Returns of how many rooms the first
 * answer is awaited. */
size_t redis_follows_begin(struct redis_follows *follows);
/* The connection is gone, and with it what was asked. */
void redis_follows_end(struct redis_follows *follows);
/* Whether something is to be asked for. */
bool redis_follows_pending(const struct redis_follows *follows);
/* Asks for all of it, in batches. What the link does not take stays pending. */
void redis_follows_ask(struct redis_follows *follows, struct redis_link *link);

enum follows_answer {
    FOLLOWS_NOTHING,
    FOLLOWS_AWAITED, /* news of an awaited room arrive from now on */
    FOLLOWS_NEW,     /* of another one */
};
/* The server has answered for `room`. */
enum follows_answer redis_follows_answered(struct redis_follows *follows, struct slice room);

#endif
