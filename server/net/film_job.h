/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes the film of a room for people in one set of rings (docs/film.md), on a reader's thread of
 * the journal: the room is folded twice, once to know how it ended and what was withdrawn since,
 * and once more for the film itself. It is beside whoever has the room awake, and never holds up
 * the loop.
 */
#ifndef MUSTER_NET_FILM_JOB_H
#define MUSTER_NET_FILM_JOB_H

#include "core/kinds.h"
#include "journal/journal.h"
#include "net/film.h"

struct film_job;

/* What is to be made, borrowed for the call; `kinds` outlives the job. */
struct film_order {
    const struct kinds *kinds;
    struct slice room, set; /* the set of rings as text */
    struct slice part;      /* "group.3"; absent: the room, with its captions */
    int64_t step_ms;        /* the length of a segment; 0: a minute, and more of a long session */
};

/* In the loop, once: the film, owned by whom it is told, not finished yet; NULL after an error,
 * ERR_NOT_FOUND when there is nothing to show. */
typedef void film_made_fn(void *context, enum err error, struct film *film);

/* `done` comes in a later turn. Frees itself. */
void film_job_start(struct journal *journal, const struct film_order *order, film_made_fn *done,
                    void *context);

#endif
