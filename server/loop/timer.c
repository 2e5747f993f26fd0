/* SPDX-License-Identifier: Apache-2.0
 *
 * Timers are a binary heap ordered by (due, order asked for), so that equal times keep their order.
 * A timer is out of the heap, or back in it for its next time, before it is called.
 */
#include "base/check.h"
#include "base/mem.h"
#include "loop/engine.h"

struct timer {
    struct loop *loop;
    loop_fn *fn;
    void *context;
    int64_t due_ms;
    int64_t every_ms; /* 0: once */
    uint64_t order;
    size_t at; /* place in the heap; NOWHERE once fired */
};

enum { HEAP_ROOM_FIRST = 64 };
static const size_t NOWHERE = SIZE_MAX;

static bool timer_before(const struct timer *a, const struct timer *b)
{
    return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : a->order < b->order;
}

static void heap_set(struct loop *loop, size_t at, struct timer *timer)
{
    loop->heap[at] = timer;
    timer->at = at;
}

static void heap_rise(struct loop *loop, size_t at, struct timer *timer)
{
    while (at > 0 && timer_before(timer, loop->heap[(at - 1) / 2])) {
        heap_set(loop, at, loop->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    heap_set(loop, at, timer);
}

static void heap_sink(struct loop *loop, size_t at, struct timer *timer)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= loop->heap_count)
            break;
        if (child + 1 < loop->heap_count && timer_before(loop->heap[child + 1], loop->heap[child]))
            child++;
        if (!timer_before(loop->heap[child], timer))
            break;
        heap_set(loop, at, loop->heap[child]);
        at = child;
    }
    heap_set(loop, at, timer);
}

static void heap_add(struct loop *loop, struct timer *timer)
{
    if (loop->heap_count == loop->heap_capacity) {
        size_t room = loop->heap_capacity ? 2 * loop->heap_capacity : HEAP_ROOM_FIRST;
        loop->heap = mem_resize(loop->heap, loop->heap_capacity * sizeof(struct timer *),
                                room * sizeof(struct timer *));
        loop->heap_capacity = room;
    }
    timer->order = loop->order_next++;
    heap_rise(loop, loop->heap_count++, timer);
}

static void heap_take(struct loop *loop, struct timer *timer)
{
    size_t at = timer->at;
    check(loop->heap[at] == timer);
    timer->at = NOWHERE;
    struct timer *last = loop->heap[--loop->heap_count];
    if (last == timer)
        return;
    if (at > 0 && timer_before(last, loop->heap[(at - 1) / 2]))
        heap_rise(loop, at, last);
    else
        heap_sink(loop, at, last);
}

static struct timer *timer_new(struct loop *loop, int64_t ms, loop_fn *fn, void *context)
{
    struct timer *timer = mem_new(sizeof *timer);
    timer->loop = loop;
    timer->fn = fn;
    timer->context = context;
    timer->due_ms = loop_tick_ms(loop) + (ms > 0 ? ms : 0);
    loop->open.timers++;
    return timer;
}

struct timer *loop_after(struct loop *loop, int64_t ms, loop_fn *fn, void *context)
{
    struct timer *timer = timer_new(loop, ms, fn, context);
    heap_add(loop, timer);
    return timer;
}

struct timer *loop_every(struct loop *loop, int64_t ms, loop_fn *fn, void *context)
{
    check(ms > 0);
    struct timer *timer = timer_new(loop, ms, fn, context);
    timer->every_ms = ms;
    heap_add(loop, timer);
    return timer;
}

void timer_close(struct timer **timer)
{
    struct timer *old = *timer;
    *timer = NULL;
    if (!old)
        return;
    if (old->at != NOWHERE)
        heap_take(old->loop, old);
    old->loop->open.timers--;
    mem_free(old);
}

int64_t loop_deadline(const struct loop *loop)
{
    return loop->heap_count ? loop->heap[0]->due_ms : LOOP_DEADLINE_NONE;
}

void loop_run_timers(struct loop *loop)
{
    int64_t tick_ms = loop_tick_ms(loop);
    uint64_t order_end = loop->order_next;
    while (loop->heap_count && loop->heap[0]->due_ms <= tick_ms) {
        struct timer *timer = loop->heap[0];
        /* A timer asked for by one of these callbacks is never due before they all are. */
        if (timer->order >= order_end)
            break;
        heap_take(loop, timer);
        if (timer->every_ms) {
            /* A loop that was held up goes on from now instead of catching up in a burst. */
            timer->due_ms += timer->every_ms;
            if (timer->due_ms <= tick_ms)
                timer->due_ms = tick_ms + timer->every_ms;
            heap_add(loop, timer);
        }
        timer->fn(timer->context);
    }
}
