/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is connected how often: for each person the connections in the order of their coming, so that
 * a newcomer beyond the bound displaces the oldest. Places are embedded in what they belong to.
 */
#ifndef MUSTER_NET_PEOPLE_H
#define MUSTER_NET_PEOPLE_H

#include "base/slice.h"

struct person;

struct people_at {
    struct person *person; /* NULL: not in */
    struct people_at *older, *newer;
};

struct people;

/* Nobody; at most `people_max` persons. */
struct people *people_new(size_t people_max);
/* Frees *people and sets it to NULL. Everybody must have left. */
void people_free(struct people **people);
/* Adds a connection of the person `id`. Returns the person's oldest connection when there are now
 * more than `connections_max` of them, else NULL. The caller closes it; it still has to leave. */
struct people_at *people_join(struct people *people, struct slice id, struct people_at *at,
                              size_t connections_max);
/* Takes a connection out; nothing when it is not in. */
void people_leave(struct people *people, struct people_at *at);
/* The number of persons. */
size_t people_count(const struct people *people);

#endif
