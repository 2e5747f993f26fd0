/* SPDX-License-Identifier: Apache-2.0
 * A list in the order of coming; whoever is called is off it before. */
#include "hub/waiters.h"

#include "base/mem.h"

struct waiter {
    int64_t seq;
    live_fn *fn;
    void *context;
    struct waiter *next;
};

static void append(struct waiters *waiters, struct waiter *waiter)
{
    if (!waiters->first)
        waiters->last = &waiters->first;
    waiter->next = NULL;
    *waiters->last = waiter;
    waiters->last = &waiter->next;
    waiters->count++;
}

void waiters_add(struct waiters *waiters, int64_t seq, live_fn *fn, void *context)
{
    struct waiter *waiter = mem_new(sizeof *waiter);
    *waiter = (struct waiter){seq, fn, context, NULL};
    append(waiters, waiter);
}

static void call(struct waiter *first, struct live *live, enum err error)
{
    while (first) {
        struct waiter *waiter = first;
        first = waiter->next;
        waiter->fn(live, error, waiter->context);
        mem_free(waiter);
    }
}

void waiters_wake(struct waiters *waiters, struct live *live, enum err error)
{
    struct waiter *first = waiters->first;
    *waiters = (struct waiters){0};
    call(first, live, error);
}

void waiters_wake_upto(struct waiters *waiters, struct live *live, int64_t seq)
{
    struct waiters due = {0};
    struct waiter *at = waiters->first;
    *waiters = (struct waiters){0};
    while (at) {
        struct waiter *next = at->next;
        append(at->seq <= seq ? &due : waiters, at);
        at = next;
    }
    call(due.first, live, ERR_NONE);
}

bool waiters_remove(struct waiters *waiters, const void *context)
{
    struct waiter *at = waiters->first;
    bool found = false;
    *waiters = (struct waiters){0};
    while (at) {
        struct waiter *next = at->next;
        if (at->context == context) {
            mem_free(at);
            found = true;
        } else {
            append(waiters, at);
        }
        at = next;
    }
    return found;
}
