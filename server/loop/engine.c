/* SPDX-License-Identifier: Apache-2.0
 *
 * Later calls, hooks, and the doors of loop/loop.h to the engines. Everything that calls out first
 * takes what it calls out of its list: a callback may ask for, end or free anything, and what it
 * asks for waits for the next turn.
 */
#include "loop/engine.h"

#include <time.h>

#include "base/check.h"
#include "base/mem.h"

struct later {
    loop_fn *fn;
    void *context;
    struct later *next;
};

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
    check(loop->open.timers == 0);
    check(loop->open.workers == 0);
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
    /* Once more, for what those asked for: its answer leaves with theirs. */
    later_run(loop);
    hooks_run(loop);
}

bool loop_ready(const struct loop *loop)
{
    return loop->later_first || loop->hooks_first;
}

struct worker *worker_new(struct loop *loop, const char *name)
{
    struct worker *worker = loop->ops->worker_new(loop, name);
    worker->loop = loop;
    loop->open.workers++;
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
    (*worker)->loop->open.workers--;
    (*worker)->loop->ops->worker_close(*worker);
    *worker = NULL;
}

struct crew *crew_new(struct loop *loop, const char *name, unsigned threads, crew_fn *work,
                      loop_fn *done, void *context)
{
    check(threads > 0);
    loop->open.workers++;
    struct crew *crew = loop->ops->crew_new(loop, name, threads);
    crew->loop = loop;
    crew->work = work;
    crew->done = done;
    crew->context = context;
    return crew;
}

void crew_wake(struct crew *crew)
{
    crew->loop->ops->crew_wake(crew);
}

void crew_close(struct crew **crew)
{
    if (!*crew)
        return;
    (*crew)->loop->open.workers--;
    (*crew)->loop->ops->crew_close(*crew);
    *crew = NULL;
}

void loop_on_signal(struct loop *loop, loop_fn *fn, void *context)
{
    loop->ops->on_signal(loop, fn, context);
}

void loop_on_hangup(struct loop *loop, loop_fn *fn, void *context)
{
    loop->ops->on_hangup(loop, fn, context);
}

struct watch *loop_watch(struct loop *loop, int fd, loop_fn *fn, void *context)
{
    struct watch *watch = loop->ops->watch(loop, fd, fn, context);
    watch_for(watch, true, false);
    return watch;
}

struct watch *loop_watch_news(struct loop *loop, int fd, loop_fn *fn, void *context)
{
    struct watch *watch = loop->ops->watch(loop, fd, fn, context);
    watch_news(watch);
    return watch;
}

void watch_for(struct watch *watch, bool readable, bool writable)
{
    watch->loop->ops->watch_for(watch, readable, writable);
}

void watch_news(struct watch *watch)
{
    watch->loop->ops->watch_news(watch);
}

void watch_again(struct watch *watch)
{
    watch->loop->ops->watch_again(watch);
}

void watch_first(struct watch *watch, bool first)
{
    watch->loop->ops->watch_first(watch, first);
}

void watch_to(struct watch *watch, loop_fn *fn, void *context)
{
    watch->loop->ops->watch_to(watch, fn, context);
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
