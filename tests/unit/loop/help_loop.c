/* SPDX-License-Identifier: Apache-2.0
 * See help_loop.h. */
#include "unit/loop/help_loop.h"

#include <stdlib.h>
#include <string.h>

int trace_setup(void **state)
{
    struct trace *trace = calloc(1, sizeof *trace);
    assert_non_null(trace);
    trace->fake = strcmp(*state, "fake") == 0;
    trace->loop = trace->fake ? loop_new_fake(1700000000000) : loop_new();
    *state = trace;
    return 0;
}

int trace_teardown(void **state)
{
    struct trace *trace = *state;
    loop_free(&trace->loop);
    free(trace);
    return 0;
}

static void stop(void *context)
{
    loop_stop(context);
}

void trace_pass(struct trace *trace, int64_t ms)
{
    if (trace->fake) {
        loop_pass(trace->loop, ms);
        return;
    }
    /* A busy machine is late: what is due within `ms` gets a multiple of it. */
    struct timer *timer = loop_after(trace->loop, 8 * ms, stop, trace->loop);
    loop_run(trace->loop);
    timer_close(&timer);
}

void trace_await(struct trace *trace, char letter)
{
    for (int i = 0; i < 1000 && !memchr(trace->text, letter, trace->len); i++)
        trace_pass(trace, 10);
}

void trace_add(struct trace *trace, char letter)
{
    assert_true(trace->len < TRACE_MAX - 1);
    trace->text[trace->len++] = letter;
}

void caller_call(void *context)
{
    const struct caller *caller = context;
    trace_add(caller->trace, caller->letter);
}
