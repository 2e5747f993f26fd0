/* SPDX-License-Identifier: Apache-2.0
 *
 * What a piece of work costs beside which a loop runs: the processor's time of the process, how
 * long the loop stood still at most, also without what it waited for a processor that others had
 * (on a machine that does other things too this tells more), and what its own thread's work was.
 */
#ifndef MUSTER_BENCH_STOPS_H
#define MUSTER_BENCH_STOPS_H

#include "loop/loop.h"

struct stops {
    uint64_t begun_us, last_us, stop_us; /* the longest stop */
    double cpu_begun_ms, last_ms, busy_ms;
    double waited_ms, held_ms; /* for a processor until now; the longest stop without that */
    int waits;                 /* where the kernel says how long it waited; -1: it does not */
    struct timer *timer;
};

/* What the work came to. */
struct stops_came {
    double cpu_ms, wall_ms, stop_ms, held_ms, busy_ms;
};

/* Looks each millisecond from now on; `stops` stays where it is until the end. */
void stops_begin(struct stops *stops, struct loop *loop);
/* Looks once more: what ends the loop calls it first, and so has done all that it held up. */
void stops_look(struct stops *stops);
struct stops_came stops_end(struct stops *stops);

#endif
