/* SPDX-License-Identifier: Apache-2.0
 *
 * A job folds a room from its first entry on a reader's thread, beside whoever has it awake: for an
 * export, a film, an index, the view as it was on a day, what is to be done again. It is read in
 * steps that wait their turn (journal_visit), so that it never holds up the loop, and small rooms
 * do not wait for it.
 */
#ifndef MUSTER_HUB_JOB_H
#define MUSTER_HUB_JOB_H

#include "core/room.h"
#include "journal/journal.h"

struct job;

struct job_ops {
    /* On a reader's thread, after the entry was applied, or refused (`refused`). The room is the
     * job's; nothing else may be touched that the loop touches. False ends the job after this
     * entry. NULL: nothing. */
    bool (*entry)(void *context, const struct room *room, const struct entry *entry,
                  enum err refused);
    /* In the loop, once: the room as it was folded, whose last entry is room_seq; what the calls
     * above have written is seen. The job is freed after it. With an error it got no further. */
    void (*done)(void *context, const struct room *room, enum err error);
};

/* What is to be folded: a room that a kind of `kinds` knows, up to the entry `upto` (less than 0:
 * as far as there are entries when the last of them are read), and no later moment than `until_ms`
 * (0: whenever). `ops` and `kinds` outlive the job. */
struct job_of {
    const struct kinds *kinds;
    struct slice room;
    int64_t upto;
    const struct job_ops *ops;
    int64_t until_ms;
};
struct job *job_start(struct journal *journal, const struct job_of *of, void *context);
/* The room, to keep: from inside `done`, whose room it is. */
struct room *job_take(struct job *job);
/* Whether it ended at an entry of a later moment; from inside `done`. */
bool job_ended(const struct job *job);
/* Ends it early and sets *job to NULL; NULL is ignored. `done` never comes; `ended` (may be NULL)
 * is called with the same context in the loop, once nothing uses that any more. */
void job_drop(struct job **job, loop_fn *ended);

#endif
