/* SPDX-License-Identifier: Apache-2.0
 * A timer each. */
#include "net/delays.h"

#include "base/mem.h"

struct delay {
    struct delays *delays;
    struct timer *timer;
    loop_fn *fn;
    void *context;
    struct delay *before, *next;
};

struct delays {
    struct loop *loop;
    struct delay *first; /* owned */
};

struct delays *delays_new(struct loop *loop)
{
    struct delays *delays = mem_new(sizeof *delays);
    delays->loop = loop;
    return delays;
}

static void delay_free(struct delay *delay)
{
    if (delay->before)
        delay->before->next = delay->next;
    else
        delay->delays->first = delay->next;
    if (delay->next)
        delay->next->before = delay->before;
    timer_close(&delay->timer);
    mem_free(delay);
}

void delays_free(struct delays **delays)
{
    if (!*delays)
        return;
    while ((*delays)->first) {
        mem_free((*delays)->first->context);
        delay_free((*delays)->first);
    }
    mem_free(*delays);
    *delays = NULL;
}

static void due(void *context)
{
    struct delay *delay = context;
    loop_fn *fn = delay->fn;
    void *own = delay->context;
    delay_free(delay);
    fn(own);
}

void delays_call(struct delays *delays, int64_t ms, loop_fn *fn, void *context)
{
    struct delay *delay = mem_new(sizeof *delay);
    *delay = (struct delay){.delays = delays, .fn = fn, .context = context, .next = delays->first};
    if (delays->first)
        delays->first->before = delay;
    delays->first = delay;
    delay->timer = loop_after(delays->loop, ms, due, delay);
}
