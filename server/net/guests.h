/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is connected how often: for each person the connections in the order of their coming, so that
 * a newcomer beyond the bound displaces the oldest. Places are embedded in what they belong to.
 */
#ifndef MUSTER_NET_GUESTS_H
#define MUSTER_NET_GUESTS_H

#include "base/slice.h"

struct person;

struct guests_at {
    struct person *person; /* NULL: not in */
    struct guests_at *older, *newer;
};

struct guests;

/* Nobody; at most `guests_max` persons. */
struct guests *guests_new(size_t guests_max);
/* Frees *guests and sets it to NULL. Everybody must have left. */
void guests_free(struct guests **guests);
/* Adds a connection of the person `id`. Returns the person's oldest connection when there are now
 * more than `connections_max` of them, else NULL. The caller closes it; it still has to leave. */
struct guests_at *guests_join(struct guests *guests, struct slice id, struct guests_at *at,
                              size_t connections_max);
/* Takes a connection out; nothing when it is not in. */
void guests_leave(struct guests *guests, struct guests_at *at);
/* The number of persons. */
size_t guests_count(const struct guests *guests);

#endif
