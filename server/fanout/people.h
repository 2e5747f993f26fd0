/* SPDX-License-Identifier: Apache-2.0
 *
 * People: one record for each person who is connected to this instance, or has spent something
 * lately. A connection finds it once, when it says who it is. In it stands all that is counted over
 * all connections of a person: what they may still cost, and the bytes that wait to be sent to
 * them. Those are counted for everybody together as well, so that neither passes its bound
 * (protocol/bounds.def: PENDING_…).
 */
#ifndef MUSTER_FANOUT_PEOPLE_H
#define MUSTER_FANOUT_PEOPLE_H

#include "core/budget.h"

struct person_connection;

struct person {
    struct budget budget;
    struct person_connection *newest; /* net/person_connections.h alone uses it */
    int64_t let_in;                   /* hub/gate.h alone uses it */
    uint32_t pending_bytes;           /* private: these wait */
    uint32_t holds;                   /* private: by connections and commands */
    char id[];                        /* ends with NUL */
};

struct people;

/* Nobody; at most `people_max` are remembered at a time. Owned by the caller. */
struct people *people_new(size_t people_max);
/* Frees *people and sets it to NULL. */
void people_free(struct people **people);

/* The record of the person `id`, held: it stays until people_release has been called as often. NULL
 * when so many are remembered that there is no place for another. */
struct person *people_hold(struct people *people, struct slice id, int64_t tick_ms);
/* The same where there is one, not held; else NULL. */
struct person *people_find(const struct people *people, struct slice id);
/* Holds it once more; NULL is ignored. Returns it. */
struct person *people_hold_again(struct person *person);
/* Sets *person to NULL; NULL is ignored. */
void people_release(struct people *people, struct person **person);

/* What waits for one of the person's connections was `before` bytes and is `now`. */
void people_wait(struct people *people, struct person *person, size_t before, size_t now);
/* Whether more waits for the person (NULL: nobody yet), or for everybody, than may. */
bool people_wait_too_much(const struct people *people, const struct person *person);

/* Forgets some of those whom nothing holds and who have all of their budget again. Once a second is
 * often enough. */
void people_tick(struct people *people, int64_t tick_ms);
/* How many are remembered, and for how many bytes something waits for all of them. */
size_t people_count(const struct people *people);
size_t people_waiting(const struct people *people);

#endif
