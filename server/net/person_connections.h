/* SPDX-License-Identifier: Apache-2.0
 *
 * The connections of a person in the order in which they came, so that a newcomer beyond the bound
 * displaces the oldest. Each is embedded in what it belongs to; the list begins in the person's
 * record (fanout/people.h). It is short, and looked through.
 */
#ifndef MUSTER_NET_PERSON_CONNECTIONS_H
#define MUSTER_NET_PERSON_CONNECTIONS_H

#include <stddef.h>

struct person;

struct person_connection {
    struct person_connection *older;
};

/* Adds a connection of the person. Returns the oldest of them when there are now more than
 * `connections_max`, else NULL. The caller closes it; it still has to leave. */
struct person_connection *person_connections_join(struct person *person,
                                                  struct person_connection *at,
                                                  size_t connections_max);
/* Takes a connection out; does nothing when it is not in (`person` NULL: nobody's is). */
void person_connections_leave(struct person *person, const struct person_connection *at);

#endif
