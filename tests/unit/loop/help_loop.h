/* SPDX-License-Identifier: Apache-2.0
 *
 * What the loop tests share: letting time pass on either kind of loop, and a trace of who was
 * called.
 */
#ifndef MUSTER_TESTS_HELP_LOOP_H
#define MUSTER_TESTS_HELP_LOOP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loop/loop.h"

enum { TRACE_MAX = 256 };

/* Who was called, as one letter each. */
struct trace {
    struct loop *loop;
    bool fake;
    char text[TRACE_MAX];
    unsigned len;
};

/* One caller: `letter` goes into the trace. */
struct caller {
    struct trace *trace;
    char letter;
};

/* cmocka's set-up and tear-down: *state is "fake" or "real" before and a trace after. */
int trace_setup(void **state);
int trace_teardown(void **state);
/* Passes time until `letter` has been traced, at most ten seconds: for what a thread does. */
void trace_await(struct trace *trace, char letter);
/* Lets `ms` pass on either loop. */
void trace_pass(struct trace *trace, int64_t ms);
void trace_add(struct trace *trace, char letter);
/* A loop_fn on a struct caller. */
void caller_call(void *context);

#endif
