/* SPDX-License-Identifier: Apache-2.0
 *
 * How often each person is connected: their connections in the order in which they came, so that a
 * newcomer beyond the bound displaces the oldest. Each is embedded in what it belongs to.
 */
#ifndef MUSTER_NET_PERSON_CONNECTIONS_H
#define MUSTER_NET_PERSON_CONNECTIONS_H

#include "base/slice.h"

struct holder;

struct person_connection {
    struct holder *holder; /* NULL: not in */
    struct person_connection *older, *newer;
};

struct person_connections;

/* Nobody; at most `persons_max` persons. */
struct person_connections *person_connections_new(size_t persons_max);
/* Frees *all and sets it to NULL. Everybody must have left. */
void person_connections_free(struct person_connections **all);
/* Adds a connection of the person `id`. Returns the person's oldest connection when there are now
 * more than `connections_max` of them, else NULL. The caller closes it; it still has to leave. */
struct person_connection *person_connections_join(struct person_connections *all, struct slice id,
                                                  struct person_connection *at,
                                                  size_t connections_max);
/* Takes a connection out; does nothing when it is not in. */
void person_connections_leave(struct person_connections *all, struct person_connection *at);
/* The number of persons. */
size_t person_connections_count(const struct person_connections *all);

#endif
