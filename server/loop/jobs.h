/* SPDX-License-Identifier: Apache-2.0
 *
 * Queues of work for threads, private to loop/. Not locked: whoever shares one sees to that.
 */
#ifndef MUSTER_LOOP_JOBS_H
#define MUSTER_LOOP_JOBS_H

#include "loop/loop.h"

/* One piece of work for a thread, and a queue of them. */
struct job {
    loop_fn *work, *done;
    void *context;
    const void *owner; /* whose it is: a worker or a crew */
    struct job *next;
};
struct jobs {
    struct job *first, **last;
};

/* An empty queue; it stays at its address. */
void jobs_init(struct jobs *jobs);
/* Puts `job` behind the last; the queue holds it until it is taken. */
void jobs_add(struct jobs *jobs, struct job *job);
/* The first job, taken out, or NULL. */
struct job *jobs_take(struct jobs *jobs);
/* The first job of `owner`, taken out, or NULL. */
struct job *jobs_take_of(struct jobs *jobs, const void *owner);
/* Moves all of `from` behind the last of `jobs`. */
void jobs_move(struct jobs *jobs, struct jobs *from);

#endif
