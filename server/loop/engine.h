/* SPDX-License-Identifier: Apache-2.0
 *
 * What the two kinds of loop share, private to loop/. engine.c and timer.c own timers, later calls
 * and hooks; an engine (loop_uv.c, loop_fake.c) owns the clock, the threads and the waiting, and
 * embeds struct loop as its first member. An engine makes a turn of three calls: loop_run_timers,
 * then its own input, then loop_run_end; it may block only when loop_ready says no and up to
 * loop_deadline.
 */
#ifndef MUSTER_LOOP_ENGINE_H
#define MUSTER_LOOP_ENGINE_H

#include <stddef.h>

#include "loop/loop.h"

enum { LOOP_DEADLINE_NONE = -1 };

struct later;

struct engine_ops {
    void (*run)(struct loop *loop);
    void (*stop)(struct loop *loop);
    void (*pass)(struct loop *loop, int64_t ms);
    int64_t (*now_ms)(const struct loop *loop);
    int64_t (*tick_ms)(const struct loop *loop);
    struct worker *(*worker_new)(struct loop *loop, const char *name);
    void (*worker_post)(struct worker *worker, loop_fn *work, loop_fn *done, void *context);
    void (*worker_close)(struct worker *worker);
    struct crew *(*crew_new)(struct loop *loop, const char *name, unsigned threads);
    void (*crew_wake)(struct crew *crew);
    void (*crew_close)(struct crew *crew);
    void (*on_signal)(struct loop *loop, loop_fn *fn, void *context);
    void (*on_hangup)(struct loop *loop, loop_fn *fn, void *context);
    struct watch *(*watch)(struct loop *loop, int fd, loop_fn *fn, void *context);
    void (*watch_for)(struct watch *watch, bool readable, bool writable);
    void (*watch_news)(struct watch *watch);
    void (*watch_again)(struct watch *watch);
    void (*watch_first)(struct watch *watch, bool first);
    void (*watch_to)(struct watch *watch, loop_fn *fn, void *context);
    void (*watch_close)(struct watch *watch);
    void *(*uv)(struct loop *loop);
    void (*free)(struct loop *loop);
};

/* How many there are that were not closed yet. */
struct loop_open {
    size_t timers;  /* in the heap or fired */
    size_t workers; /* and crews */
    size_t lookups; /* of names, under way (dial.c) */
};

struct loop {
    const struct engine_ops *ops;
    struct timer **heap; /* owned array; timers are their caller's until timer_close */
    size_t heap_count, heap_capacity;
    uint64_t order_next; /* equal times fire in the order they were asked for */
    struct loop_open open;
    struct later *later_first, **later_last;
    struct loop_hook *hooks_first, **hooks_last; /* armed */
    struct loop_hook *hooks_now;                 /* the rest of those being called */
};

/* The part of a worker, a crew and a watch that is the same everywhere; engines embed it first. */
struct worker {
    struct loop *loop;
};
struct crew {
    struct loop *loop;
    crew_fn *work;
    loop_fn *done;
    void *context;
};
struct watch {
    struct loop *loop;
};

/* An empty loop of this engine. */
void loop_init(struct loop *loop, const struct engine_ops *ops);
/* Makes the later calls still asked for; checks that every timer and worker has been closed. */
void loop_done(struct loop *loop);

/* Calls the timers due now; those asked for meanwhile wait for the next turn. */
void loop_run_timers(struct loop *loop);
/* Makes the later calls, then calls the hooks armed; what is asked for meanwhile waits. */
void loop_run_end(struct loop *loop);
/* Whether later calls or hooks are waiting: the next turn must not block. */
bool loop_ready(const struct loop *loop);
/* When the next timer is due on the monotonic clock, or LOOP_DEADLINE_NONE. */
int64_t loop_deadline(const struct loop *loop);

#endif
