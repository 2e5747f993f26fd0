/* SPDX-License-Identifier: Apache-2.0
 * What holds for every loop: timers, later calls, hooks, workers, on the real one and the fake one.
 */
#include "unit/loop/help_loop.h"

#include <string.h>

static void timers_fire_in_order_and_equal_ones_as_asked(void **state)
{
    struct trace *trace = *state;
    struct caller callers[6];
    static const int64_t due[6] = {30, 10, 20, 10, 0, 10};
    struct timer *timers[6];
    for (int i = 0; i < 6; i++) {
        callers[i] = (struct caller){trace, (char)('a' + i)};
        timers[i] = loop_after(trace->loop, due[i], caller_call, &callers[i]);
    }
    assert_string_equal(trace->text, "");
    trace_pass(trace, 60);
    assert_string_equal(trace->text, "ebdfca");
    for (int i = 0; i < 6; i++) {
        timer_close(&timers[i]);
        assert_null(timers[i]);
    }
}

static void many_timers_keep_their_order(void **state)
{
    enum { COUNT = 200 };
    struct trace *trace = *state;
    struct caller callers[COUNT];
    struct timer *timers[COUNT];
    for (int i = 0; i < COUNT; i++) {
        /* 37 and 200 have no common factor: every place once. */
        int place = i * 37 % COUNT;
        callers[i] = (struct caller){trace, (char)('!' + place / 4)};
        timers[i] = loop_after(trace->loop, place / 4, caller_call, &callers[i]);
    }
    for (int i = 0; i < COUNT; i += 3)
        timer_close(&timers[i]);
    trace_pass(trace, 100);
    assert_int_equal(trace->len, COUNT - (COUNT + 2) / 3);
    for (unsigned i = 1; i < trace->len; i++)
        assert_true(trace->text[i - 1] <= trace->text[i]);
    for (int i = 0; i < COUNT; i++)
        timer_close(&timers[i]);
}

static void a_closed_timer_does_not_fire(void **state)
{
    struct trace *trace = *state;
    struct caller caller = {trace, 'a'};
    struct timer *once = loop_after(trace->loop, 5, caller_call, &caller);
    struct timer *every = loop_every(trace->loop, 5, caller_call, &caller);
    timer_close(&once);
    timer_close(&every);
    timer_close(&once);
    trace_pass(trace, 20);
    assert_string_equal(trace->text, "");
}

/* A timer that closes itself, or another, from inside its call. */
struct closer {
    struct caller caller;
    struct timer *timer, *other;
    int calls_left;
};

static void closer_call(void *context)
{
    struct closer *closer = context;
    caller_call(&closer->caller);
    if (--closer->calls_left == 0) {
        timer_close(&closer->timer);
        timer_close(&closer->other);
    }
}

static void a_timer_may_close_itself_and_others(void **state)
{
    struct trace *trace = *state;
    struct caller never = {trace, 'x'};
    struct closer once = {.caller = {trace, 'a'}, .calls_left = 1};
    struct closer every = {.caller = {trace, 'b'}, .calls_left = 3};
    once.timer = loop_after(trace->loop, 1, closer_call, &once);
    once.other = loop_after(trace->loop, 1, caller_call, &never);
    every.timer = loop_every(trace->loop, 2, closer_call, &every);
    trace_pass(trace, 40);
    assert_string_equal(trace->text, "abbb");
    assert_null(once.timer);
    assert_null(every.timer);
}

/* Asks for everything there is from inside a timer. */
struct asker {
    struct trace *trace;
    struct caller later, hook, timer;
    struct loop_hook end;
    struct timer *next;
    int asked;
};

static void asker_call(void *context)
{
    struct asker *asker = context;
    trace_add(asker->trace, 'T');
    loop_arm(asker->trace->loop, &asker->end);
    loop_arm(asker->trace->loop, &asker->end);
    loop_later(asker->trace->loop, caller_call, &asker->later);
    asker->next = loop_after(asker->trace->loop, 0, caller_call, &asker->timer);
    trace_add(asker->trace, 't');
}

static void a_turn_is_timers_later_calls_hooks(void **state)
{
    struct trace *trace = *state;
    struct asker asker = {
        .trace = trace, .later = {trace, 'L'}, .hook = {trace, 'H'}, .timer = {trace, 'N'}};
    asker.end = (struct loop_hook){.fn = caller_call, .context = &asker.hook};
    struct timer *timer = loop_after(trace->loop, 1, asker_call, &asker);
    trace_pass(trace, 20);
    assert_string_equal(trace->text, "TtLHN");
    timer_close(&timer);
    timer_close(&asker.next);
}

static void later_again(void *context)
{
    struct asker *asker = context;
    caller_call(&asker->later);
    if (asker->asked++ == 2)
        return;
    loop_later(asker->trace->loop, later_again, asker);
    loop_arm(asker->trace->loop, &asker->end);
}

static void what_a_later_call_asks_for_comes_in_the_same_turn_once(void **state)
{
    struct trace *trace = *state;
    struct asker asker = {.trace = trace, .later = {trace, 'L'}, .hook = {trace, 'H'}};
    asker.end = (struct loop_hook){.fn = caller_call, .context = &asker.hook};
    loop_later(trace->loop, later_again, &asker);
    assert_string_equal(trace->text, "");
    trace_pass(trace, 0);
    trace_pass(trace, 5);
    assert_string_equal(trace->text, "LLHL");
}

/* A hook that arms itself again twice and takes the one behind it out of the queue. */
struct hooks {
    struct trace *trace;
    struct loop_hook first, second, third;
    int again;
};

static void hook_first(void *context)
{
    struct hooks *hooks = context;
    trace_add(hooks->trace, '1');
    loop_disarm(hooks->trace->loop, &hooks->second);
    if (hooks->again-- > 0)
        loop_arm(hooks->trace->loop, &hooks->first);
}

static void hook_second(void *context)
{
    trace_add(((struct hooks *)context)->trace, '2');
}

static void hook_third(void *context)
{
    trace_add(((struct hooks *)context)->trace, '3');
}

static void hooks_run_once_for_each_arming(void **state)
{
    struct trace *trace = *state;
    struct hooks hooks = {.trace = trace, .again = 2};
    hooks.first = (struct loop_hook){.fn = hook_first, .context = &hooks};
    hooks.second = (struct loop_hook){.fn = hook_second, .context = &hooks};
    hooks.third = (struct loop_hook){.fn = hook_third, .context = &hooks};
    loop_arm(trace->loop, &hooks.first);
    loop_arm(trace->loop, &hooks.second);
    loop_arm(trace->loop, &hooks.third);
    loop_arm(trace->loop, &hooks.first);
    trace_pass(trace, 5);
    assert_string_equal(trace->text, "1311");
    loop_arm(trace->loop, &hooks.third);
    loop_arm(trace->loop, &hooks.second);
    loop_disarm(trace->loop, &hooks.second);
    loop_disarm(trace->loop, &hooks.second);
    loop_arm(trace->loop, &hooks.second);
    trace_pass(trace, 5);
    assert_string_equal(trace->text, "131132");
}

static void clocks_go_together(void **state)
{
    struct trace *trace = *state;
    int64_t now = loop_now_ms(trace->loop), tick = loop_tick_ms(trace->loop);
    assert_true(now >= 1700000000000);
    trace_pass(trace, 30);
    assert_true(loop_tick_ms(trace->loop) - tick >= 30);
    assert_true(loop_now_ms(trace->loop) - now >= 29);
    assert_true(loop_clock_us() > 0);
}

/* A job: its own letter on the thread, a capital one back in the loop. */
struct work {
    struct trace *trace;
    char letter;
    bool worked;
    struct worker **worker;
    struct work *next; /* posted by `done` */
};

static void work(void *context)
{
    ((struct work *)context)->worked = true;
}

static void work_done(void *context)
{
    struct work *job = context;
    assert_true(job->worked);
    trace_add(job->trace, job->letter);
    if (job->next)
        worker_post(*job->worker, work, work_done, job->next);
}

static void a_worker_does_its_jobs_in_order(void **state)
{
    struct trace *trace = *state;
    struct worker *worker = worker_new(trace->loop, "test-worker-with-a-long-name");
    struct work jobs[5], behind = {.trace = trace, .letter = 'z'};
    for (int i = 0; i < 5; i++) {
        jobs[i] = (struct work){.trace = trace, .letter = (char)('a' + i), .worker = &worker};
        if (i == 1)
            jobs[i].next = &behind;
        worker_post(worker, work, work_done, &jobs[i]);
    }
    worker_post(worker, work, NULL, &jobs[0]);
    assert_string_equal(trace->text, "");
    trace_await(trace, 'z');
    assert_string_equal(trace->text, "abcdez");
    worker_close(&worker);
    assert_null(worker);
}

static void closing_a_worker_waits_for_its_jobs(void **state)
{
    struct trace *trace = *state;
    struct worker *worker = worker_new(trace->loop, "one"), *other = worker_new(trace->loop, "two");
    struct work jobs[20], kept = {.trace = trace, .letter = '.'};
    for (int i = 0; i < 20; i++) {
        jobs[i] = (struct work){.trace = trace, .letter = (char)('a' + i)};
        worker_post(worker, work, work_done, &jobs[i]);
    }
    worker_post(other, work, work_done, &kept);
    worker_close(&worker);
    assert_string_equal(trace->text, "abcdefghijklmnopqrst");
    worker_close(&worker);
    trace_await(trace, '.');
    assert_string_equal(trace->text, "abcdefghijklmnopqrst.");
    worker_close(&other);
}

struct ender {
    struct work work;
    struct worker *worker;
};

static void end_done(void *context)
{
    struct ender *ender = context;
    trace_add(ender->work.trace, '<');
    worker_close(&ender->worker);
    trace_add(ender->work.trace, '>');
}

static void a_worker_may_be_closed_by_its_own_job(void **state)
{
    struct trace *trace = *state;
    struct ender ender = {.work = {.trace = trace}, .worker = worker_new(trace->loop, "one")};
    struct work behind = {.trace = trace, .letter = 'b'};
    worker_post(ender.worker, work, end_done, &ender);
    worker_post(ender.worker, work, work_done, &behind);
    trace_await(trace, '>');
    assert_string_equal(trace->text, "<b>");
    assert_null(ender.worker);
}

static void freeing_a_loop_makes_the_later_calls(void **state)
{
    struct trace *trace = *state;
    struct caller caller = {trace, 'L'};
    loop_later(trace->loop, caller_call, &caller);
    loop_free(&trace->loop);
    assert_null(trace->loop);
    assert_string_equal(trace->text, "L");
}

#define CASES(kind)                                                                                \
    CASE(timers_fire_in_order_and_equal_ones_as_asked, kind),                                      \
        CASE(many_timers_keep_their_order, kind), CASE(a_closed_timer_does_not_fire, kind),        \
        CASE(a_timer_may_close_itself_and_others, kind),                                           \
        CASE(a_turn_is_timers_later_calls_hooks, kind),                                            \
        CASE(what_a_later_call_asks_for_comes_in_the_same_turn_once, kind),                        \
        CASE(hooks_run_once_for_each_arming, kind), CASE(clocks_go_together, kind),                \
        CASE(a_worker_does_its_jobs_in_order, kind),                                               \
        CASE(closing_a_worker_waits_for_its_jobs, kind),                                           \
        CASE(a_worker_may_be_closed_by_its_own_job, kind),                                         \
        CASE(freeing_a_loop_makes_the_later_calls, kind)
#define CASE(fn, kind)                                                                             \
    cmocka_unit_test_prestate_setup_teardown(fn, trace_setup, trace_teardown, kind)

int main(void)
{
    char real[] = "real", fake[] = "fake";
    const struct CMUnitTest on_fake[] = {CASES(fake)};
    const struct CMUnitTest on_real[] = {CASES(real)};
    return cmocka_run_group_tests(on_fake, NULL, NULL) +
           cmocka_run_group_tests(on_real, NULL, NULL);
}
