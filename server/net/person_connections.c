/* SPDX-License-Identifier: Apache-2.0
 * A list from the newest to the oldest. */
#include "net/person_connections.h"

#include "fanout/people.h"

struct person_connection *
person_connections_join(struct person *person, struct person_connection *at, size_t connections_max)
{
    size_t count = 1;
    struct person_connection *oldest = at;
    at->older = person->newest;
    person->newest = at;
    for (; oldest->older; oldest = oldest->older)
        count++;
    return count > connections_max ? oldest : NULL;
}

void person_connections_leave(struct person *person, const struct person_connection *at)
{
    struct person_connection **link = person ? &person->newest : NULL;
    while (link && *link && *link != at)
        link = &(*link)->older;
    if (link && *link)
        *link = at->older;
}
