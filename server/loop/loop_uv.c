/* SPDX-License-Identifier: Apache-2.0
 *
 * The real loop. libuv runs a turn as timers, uv_prepare, wait and input, uv_check: the deadline
 * timer runs our timers, prepare and check both run the end of a turn, so that nothing armed by a
 * timer or by input waits through the blocking in between. An idle handle, active while something
 * is ready, keeps libuv from blocking at all.
 *
 * Watches are in sets (epoll) of our own, of each of which libuv watches one descriptor: a handle
 * of libuv's for each watch would take 160 bytes and two calls of the system more.
 */
#include <signal.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/engine.h"
#include "loop/uv_crew.h"
#include "loop/uv_worker.h"

enum { SIGNALS = 2, CLOSING_TURNS_MAX = 1000 };

/* A watch is in one of two sets. However many wait in the common one, those of the first are called
 * before the next few of them: a turn of this many takes some milliseconds. */
enum { COMMON, FIRST, SETS, COMMON_TURN = 128, FIRST_TURN = 1024 };

/* Told once (epoll(7), edge-triggered): who reads less than there was room for has read all. */
static const uint32_t NEWS = EPOLLIN | EPOLLRDHUP | EPOLLET;

/* Read anew whenever libuv's clock has moved, which it does once or twice a turn. */
struct clock {
    uint64_t read_at;
    int64_t now_ms;
};

struct real {
    struct loop loop; /* first: a struct loop * of this engine is a struct real * */
    uv_loop_t uv;
    uv_timer_t deadline;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle;
    uv_signal_t signals[SIGNALS];
    uv_poll_t inputs[SETS]; /* of the sets */
    int sets[SETS];
    struct fd_watch *ended; /* not watched any more, to be freed at the end of the turn */
    loop_fn *signal_fn;     /* NULL: not asked for, or has come */
    void *signal_context;
    uv_signal_t hangup;
    loop_fn *hangup_fn;
    void *hangup_context;
    struct clock *clock; /* owned */
};

struct fd_watch {
    struct watch watch; /* first */
    int fd;
    uint32_t events; /* waited for; 0: not in its set */
    uint16_t set;    /* COMMON or FIRST */
    bool over;       /* the other side has ended, or it has failed */
    loop_fn *fn;     /* NULL: ended */
    void *context;
    struct fd_watch *next; /* among the ended */
};

static struct real *real_of(struct loop *loop)
{
    return (struct real *)loop;
}

static int64_t tick_ms(const struct loop *loop)
{
    return (int64_t)uv_now(&((const struct real *)loop)->uv);
}

static int64_t now_ms(const struct loop *loop)
{
    const struct real *real = (const struct real *)loop;
    uint64_t tick = uv_now(&real->uv);
    if (tick != real->clock->read_at) {
        struct timespec now;
        check(clock_gettime(CLOCK_REALTIME, &now) == 0);
        *real->clock = (struct clock){tick, (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
    }
    return real->clock->now_ms;
}

static void deadline_due(uv_timer_t *deadline)
{
    loop_run_timers(deadline->data);
}

static void idle_turn(uv_idle_t *idle)
{
    UNUSED(idle);
}

static void ended_free(struct real *real)
{
    for (struct fd_watch *watch; (watch = real->ended);) {
        real->ended = watch->next;
        mem_free(watch);
    }
}

static void end_turn(struct real *real)
{
    loop_run_end(&real->loop);
    ended_free(real);
    if (loop_ready(&real->loop))
        uv_idle_start(&real->idle, idle_turn);
    else
        uv_idle_stop(&real->idle);
}

static void prepared(uv_prepare_t *prepare)
{
    struct real *real = prepare->data;
    end_turn(real);
    int64_t due_ms = loop_deadline(&real->loop);
    if (due_ms == LOOP_DEADLINE_NONE) {
        uv_timer_stop(&real->deadline);
        return;
    }
    int64_t wait_ms = due_ms - tick_ms(&real->loop);
    uv_timer_start(&real->deadline, deadline_due, wait_ms > 0 ? (uint64_t)wait_ms : 0, 0);
}

static void checked(uv_check_t *handle)
{
    end_turn(handle->data);
}

static void run(struct loop *loop)
{
    uv_run(&real_of(loop)->uv, UV_RUN_DEFAULT);
}

static void stop(struct loop *loop)
{
    uv_stop(&real_of(loop)->uv);
}

static void pass(struct loop *loop, int64_t ms)
{
    UNUSED(loop);
    UNUSED(ms);
    check_failed(__FILE__, __LINE__, "a real loop's clock passes by itself");
}

static void *uv(struct loop *loop)
{
    return &real_of(loop)->uv;
}

/* Once: the default action is back after it, so a second signal ends a process that hangs. */
static void signal_came(uv_signal_t *handle, int number)
{
    struct real *real = handle->data;
    UNUSED(number);
    for (int i = 0; i < SIGNALS; i++)
        uv_signal_stop(&real->signals[i]);
    real->signal_fn(real->signal_context);
}

static void on_signal(struct loop *loop, loop_fn *fn, void *context)
{
    static const int numbers[SIGNALS] = {SIGTERM, SIGINT};
    struct real *real = real_of(loop);
    check(!real->signal_fn);
    real->signal_fn = fn;
    real->signal_context = context;
    for (int i = 0; i < SIGNALS; i++)
        check(uv_signal_start(&real->signals[i], signal_came, numbers[i]) == 0);
}

static void hangup_came(uv_signal_t *handle, int number)
{
    const struct real *real = handle->data;
    UNUSED(number);
    real->hangup_fn(real->hangup_context);
}

static void on_hangup(struct loop *loop, loop_fn *fn, void *context)
{
    struct real *real = real_of(loop);
    check(!real->hangup_fn);
    real->hangup_fn = fn;
    real->hangup_context = context;
    check(uv_signal_start(&real->hangup, hangup_came, SIGHUP) == 0);
}

static void wait_for(struct fd_watch *watch, uint32_t events)
{
    const struct real *real = real_of(watch->watch.loop);
    struct epoll_event wanted = {.events = events, .data.ptr = watch};
    int change = !events ? EPOLL_CTL_DEL : watch->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    check(epoll_ctl(real->sets[watch->set], change, watch->fd, &wanted) == 0);
    watch->events = events;
}

/* The next ones are on their way from memory while one is called. */
static void soon(const struct epoll_event *ready, int i, int count)
{
    enum { WATCH = 4, CONTEXT = 2, LINE = 64 };
    if (i + WATCH < count)
        __builtin_prefetch(ready[i + WATCH].data.ptr);
    if (i + CONTEXT < count) {
        const struct fd_watch *watch = ready[i + CONTEXT].data.ptr;
        __builtin_prefetch(watch->context);
        __builtin_prefetch((const char *)watch->context + LINE);
    }
}

/* More than a turn's share stays ready for the next. That it is over is no news but once. */
static void serve(const struct real *real, int set)
{
    struct epoll_event ready[FIRST_TURN];
    int count = epoll_wait(real->sets[set], ready, set == FIRST ? FIRST_TURN : COMMON_TURN, 0);
    for (int i = 0; i < count; i++) {
        struct fd_watch *watch = ready[i].data.ptr;
        soon(ready, i, count);
        if (!watch->fn)
            continue;
        watch->over |= (ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        watch->fn(watch->context);
        if (watch->over && watch->fn && watch->events & EPOLLET)
            wait_for(watch, EPOLLIN);
    }
}

static void first_ready(uv_poll_t *inputs, int status, int events)
{
    UNUSED(status);
    UNUSED(events);
    serve(inputs->data, FIRST);
}

static void common_ready(uv_poll_t *inputs, int status, int events)
{
    UNUSED(status);
    UNUSED(events);
    serve(inputs->data, FIRST);
    serve(inputs->data, COMMON);
}

static void watch_want(struct watch *old, bool readable, bool writable)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    uint32_t events = (readable ? EPOLLIN : 0U) | (writable ? EPOLLOUT : 0U);
    if (events != watch->events)
        wait_for(watch, events);
}

static void watch_tell(struct watch *old)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    uint32_t events = watch->over ? (uint32_t)EPOLLIN : NEWS;
    if (events != watch->events)
        wait_for(watch, events);
}

static void watch_more(struct watch *old)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    if (watch->events & EPOLLET)
        wait_for(watch, watch->events);
}

static void watch_move(struct watch *old, bool first)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    uint32_t events = watch->events;
    uint16_t set = first ? FIRST : COMMON;
    if (set == watch->set)
        return;
    if (events)
        wait_for(watch, 0);
    watch->set = set;
    if (events)
        wait_for(watch, events);
}

static struct watch *watch(struct loop *loop, int fd, loop_fn *fn, void *context)
{
    struct fd_watch *made = mem_new(sizeof *made);
    made->watch.loop = loop;
    made->fd = fd;
    made->fn = fn;
    made->context = context;
    return &made->watch;
}

static void watch_hand(struct watch *old, loop_fn *fn, void *context)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    watch->fn = fn;
    watch->context = context;
}

/* A descriptor that its owner has closed already has left the set by itself. */
static void watch_end(struct watch *old)
{
    struct fd_watch *watch = (struct fd_watch *)old;
    struct real *real = real_of(old->loop);
    if (watch->events)
        (void)epoll_ctl(real->sets[watch->set], EPOLL_CTL_DEL, watch->fd, NULL);
    watch->fn = NULL;
    watch->next = real->ended;
    real->ended = watch;
}

static void finish(struct loop *loop)
{
    struct real *real = real_of(loop);
    loop_done(loop);
    uv_close((uv_handle_t *)&real->deadline, NULL);
    uv_close((uv_handle_t *)&real->prepare, NULL);
    uv_close((uv_handle_t *)&real->check, NULL);
    uv_close((uv_handle_t *)&real->idle, NULL);
    for (int i = 0; i < SETS; i++)
        uv_close((uv_handle_t *)&real->inputs[i], NULL);
    for (int i = 0; i < SIGNALS; i++)
        uv_close((uv_handle_t *)&real->signals[i], NULL);
    uv_close((uv_handle_t *)&real->hangup, NULL);
    while (loop->open.lookups > 0)
        uv_run(&real->uv, UV_RUN_ONCE);
    /* Whoever borrowed the loop (libwebsockets) has its handles closing too; a handle that nobody
     * closes is a leak and stops us here. */
    for (int i = 0; i < CLOSING_TURNS_MAX && uv_loop_alive(&real->uv); i++)
        uv_run(&real->uv, UV_RUN_NOWAIT);
    check(uv_loop_close(&real->uv) == 0);
    ended_free(real);
    for (int i = 0; i < SETS; i++)
        close(real->sets[i]);
    mem_free(real->clock);
    mem_free(real);
}

static const struct engine_ops real_ops = {
    .run = run,
    .stop = stop,
    .pass = pass,
    .now_ms = now_ms,
    .tick_ms = tick_ms,
    .worker_new = uv_worker_start,
    .worker_post = uv_worker_post,
    .worker_close = uv_worker_end,
    .crew_new = uv_crew_start,
    .crew_wake = uv_crew_wake,
    .crew_close = uv_crew_end,
    .on_signal = on_signal,
    .on_hangup = on_hangup,
    .watch = watch,
    .watch_for = watch_want,
    .watch_news = watch_tell,
    .watch_again = watch_more,
    .watch_first = watch_move,
    .watch_to = watch_hand,
    .watch_close = watch_end,
    .uv = uv,
    .free = finish,
};

static void handles_init(struct real *real)
{
    check(uv_timer_init(&real->uv, &real->deadline) == 0);
    check(uv_prepare_init(&real->uv, &real->prepare) == 0);
    check(uv_check_init(&real->uv, &real->check) == 0);
    check(uv_idle_init(&real->uv, &real->idle) == 0);
    for (int i = 0; i < SETS; i++) {
        real->sets[i] = epoll_create1(EPOLL_CLOEXEC);
        check(real->sets[i] >= 0);
        check(uv_poll_init(&real->uv, &real->inputs[i], real->sets[i]) == 0);
        real->inputs[i].data = real;
    }
    for (int i = 0; i < SIGNALS; i++) {
        check(uv_signal_init(&real->uv, &real->signals[i]) == 0);
        real->signals[i].data = real;
    }
    check(uv_signal_init(&real->uv, &real->hangup) == 0);
    real->hangup.data = real;
    real->deadline.data = real;
    real->prepare.data = real;
    real->check.data = real;
}

struct loop *loop_new(void)
{
    struct real *real = mem_new(sizeof *real);
    loop_init(&real->loop, &real_ops);
    real->clock = mem_new(sizeof *real->clock);
    check(uv_loop_init(&real->uv) == 0);
    handles_init(real);
    check(uv_prepare_start(&real->prepare, prepared) == 0);
    check(uv_check_start(&real->check, checked) == 0);
    check(uv_poll_start(&real->inputs[FIRST], UV_READABLE, first_ready) == 0);
    check(uv_poll_start(&real->inputs[COMMON], UV_READABLE, common_ready) == 0);
    return &real->loop;
}
