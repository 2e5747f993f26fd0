/* SPDX-License-Identifier: Apache-2.0
 *
 * Timers are a binary heap ordered by (due, order asked for), so that equal times keep their order.
 * Everything that calls out first takes what it calls out of its list: a callback may ask for, end
 * or free anything, and what it asks for waits for the next turn.
 */
#include "loop/engine.h"

#include <time.h>

#include "base/check.h"
#include "base/mem.h"

struct timer {
    struct loop *loop;
    loop_fn *fn;
    void *context;
    int64_t due_ms;
    int64_t every_ms; /* 0: once */
    uint64_t order;
    size_t at; /* place in the heap; NOWHERE once fired */
};

struct later {
    loop_fn *fn;
    void *context;
    struct later *next;
};

enum { HEAP_ROOM_FIRST = 64 };
static const size_t NOWHERE = SIZE_MAX;

void loop_init(struct loop *loop, const struct engine_ops *ops)
{
    loop->ops = ops;
    loop->later_last = &loop->later_first;
    loop->hooks_last = &loop->hooks_first;
}

static void later_run(struct loop *loop)
{
    struct later *first = loop->later_first, *next;
    loop->later_first = NULL;
    loop->later_last = &loop->later_first;
    for (; first; first = next) {
        struct later call = *first;
        next = first->next;
        mem_free(first);
        call.fn(call.context);
    }
}

void loop_done(struct loop *loop)
{
    while (loop->later_first)
        later_run(loop);
    check(loop->timers_count == 0);
    check(loop->workers_count == 0);
    mem_free(loop->heap);
}

void loop_free(struct loop **loop)
{
    if (!*loop)
        return;
    (*loop)->ops->free(*loop);
    *loop = NULL;
}

void loop_run(struct loop *loop)
{
    loop->ops->run(loop);
}

void loop_stop(struct loop *loop)
{
    loop->ops->stop(loop);
}

void loop_pass(struct loop *loop, int64_t ms)
{
    loop->ops->pass(loop, ms);
}

int64_t loop_now_ms(const struct loop *loop)
{
    return loop->ops->now_ms(loop);
}

int64_t loop_tick_ms(const struct loop *loop)
{
    return loop->ops->tick_ms(loop);
}

uint64_t loop_clock_us(void)
{
    struct timespec now;
    check(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void loop_later(struct loop *loop, loop_fn *fn, void *context)
{
    struct later *later = mem_new(sizeof *later);
    later->fn = fn;
    later->context = context;
    *loop->later_last = later;
    loop->later_last = &later->next;
}

void loop_arm(struct loop *loop, struct loop_hook *hook)
{
    if (hook->armed)
        return;
    hook->armed = true;
    hook->next = NULL;
    *loop->hooks_last = hook;
    loop->hooks_last = &hook->next;
}

static bool hook_unlink(struct loop_hook **first, struct loop_hook *hook)
{
    while (*first && *first != hook)
        first = &(*first)->next;
    if (!*first)
        return false;
    *first = hook->next;
    return true;
}

void loop_disarm(struct loop *loop, struct loop_hook *hook)
{
    if (!hook->armed)
        return;
    hook->armed = false;
    if (hook_unlink(&loop->hooks_now, hook))
        return;
    check(hook_unlink(&loop->hooks_first, hook));
    loop->hooks_last = &loop->hooks_first;
    while (*loop->hooks_last)
        loop->hooks_last = &(*loop->hooks_last)->next;
}

static void hooks_run(struct loop *loop)
{
    check(!loop->hooks_now);
    loop->hooks_now = loop->hooks_first;
    loop->hooks_first = NULL;
    loop->hooks_last = &loop->hooks_first;
    while (loop->hooks_now) {
        struct loop_hook *hook = loop->hooks_now;
        loop->hooks_now = hook->next;
        hook->armed = false;
        hook->fn(hook->context);
    }
}

void loop_run_end(struct loop *loop)
{
    later_run(loop);
    hooks_run(loop);
}

bool loop_ready(const struct loop *loop)
{
    return loop->later_first || loop->hooks_first;
}

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
    if (loop->heap_count == loop->heap_room) {
        size_t room = loop->heap_room ? 2 * loop->heap_room : HEAP_ROOM_FIRST;
        loop->heap = mem_resize(loop->heap, loop->heap_room * sizeof(struct timer *),
                                room * sizeof(struct timer *));
        loop->heap_room = room;
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
    loop->timers_count++;
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
    old->loop->timers_count--;
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

struct worker *worker_new(struct loop *loop, const char *name)
{
    struct worker *worker = loop->ops->worker_new(loop, name);
    worker->loop = loop;
    loop->workers_count++;
    return worker;
}

void worker_post(struct worker *worker, loop_fn *work, loop_fn *done, void *context)
{
    worker->loop->ops->worker_post(worker, work, done, context);
}

void worker_close(struct worker **worker)
{
    if (!*worker)
        return;
    (*worker)->loop->workers_count--;
    (*worker)->loop->ops->worker_close(*worker);
    *worker = NULL;
}

void loop_on_signal(struct loop *loop, loop_fn *fn, void *context)
{
    loop->ops->on_signal(loop, fn, context);
}

struct watch *loop_watch(struct loop *loop, int fd, loop_fn *fn, void *context)
{
    struct watch *watch = loop->ops->watch(loop, fd, fn, context);
    watch->loop = loop;
    return watch;
}

void watch_close(struct watch **watch)
{
    if (!*watch)
        return;
    (*watch)->loop->ops->watch_close(*watch);
    *watch = NULL;
}

void *loop_uv(struct loop *loop)
{
    return loop->ops->uv(loop);
}

void jobs_init(struct jobs *jobs)
{
    jobs->first = NULL;
    jobs->last = &jobs->first;
}

void jobs_add(struct jobs *jobs, struct job *job)
{
    job->next = NULL;
    *jobs->last = job;
    jobs->last = &job->next;
}

struct job *jobs_take(struct jobs *jobs)
{
    struct job *job = jobs->first;
    if (!job)
        return NULL;
    jobs->first = job->next;
    if (!jobs->first)
        jobs->last = &jobs->first;
    return job;
}

void jobs_move(struct jobs *jobs, struct jobs *from)
{
    if (!from->first)
        return;
    *jobs->last = from->first;
    jobs->last = from->last;
    jobs_init(from);
}
