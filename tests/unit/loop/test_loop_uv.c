/* SPDX-License-Identifier: Apache-2.0
 * The real loop: files, signals, threads that are threads, and hooks after all input. */
#include "unit/loop/help_loop.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* A pipe that is watched; each byte read is one letter. */
struct input {
    struct trace *trace;
    int fds[2];
    struct watch *watch;
    struct loop_hook hook;
    char stop_at;
};

static void input_read(void *context)
{
    struct input *input = context;
    char byte = 0;
    assert_int_equal(read(input->fds[0], &byte, 1), 1);
    trace_add(input->trace, byte);
    loop_arm(input->trace->loop, &input->hook);
    if (byte == input->stop_at)
        loop_stop(input->trace->loop);
}

static void input_end(void *context)
{
    trace_add(((struct input *)context)->trace, '|');
}

static void input_open(struct input *input, struct trace *trace, char stop_at)
{
    *input = (struct input){.trace = trace, .stop_at = stop_at};
    input->hook = (struct loop_hook){.fn = input_end, .context = input};
    assert_int_equal(pipe(input->fds), 0);
    input->watch = loop_watch(trace->loop, input->fds[0], input_read, input);
}

static void input_close(struct input *input)
{
    watch_close(&input->watch);
    assert_null(input->watch);
    close(input->fds[0]);
    close(input->fds[1]);
}

static void hooks_run_after_all_input_of_a_turn(void **state)
{
    struct trace *trace = *state;
    struct input one, two;
    input_open(&one, trace, 0);
    input_open(&two, trace, '.');
    two.hook.fn = input_end;
    assert_int_equal(write(one.fds[1], "a", 1), 1);
    assert_int_equal(write(two.fds[1], "a.", 2), 2);
    loop_run(trace->loop);
    assert_string_equal(trace->text, "aa||.|");
    input_close(&one);
    input_close(&two);
}

static void a_closed_watch_is_silent(void **state)
{
    struct trace *trace = *state;
    struct input input;
    input_open(&input, trace, 0);
    assert_int_equal(write(input.fds[1], "abc", 3), 3);
    input_close(&input);
    watch_close(&input.watch);
    trace_pass(trace, 10);
    assert_string_equal(trace->text, "");
}

/* A socket pair whose one end is watched: 'w' in every turn in which it can be written to. */
static void written(void *context)
{
    trace_add(((struct input *)context)->trace, 'w');
    loop_stop(((struct input *)context)->trace->loop);
}

static void a_watch_waits_for_what_it_is_asked(void **state)
{
    struct trace *trace = *state;
    struct input input = {.trace = trace};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, input.fds), 0);
    input.watch = loop_watch(trace->loop, input.fds[0], written, &input);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "");
    watch_for(input.watch, true, true);
    watch_for(input.watch, true, true);
    loop_run(trace->loop);
    assert_string_equal(trace->text, "w");
    watch_for(input.watch, false, false);
    assert_int_equal(write(input.fds[1], "a", 1), 1);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "w");
    watch_for(input.watch, true, false);
    loop_run(trace->loop);
    assert_string_equal(trace->text, "ww");
    input_close(&input);
}

/* 'n' each time that it is told; nothing is read. */
static void told(void *context)
{
    trace_add(((struct input *)context)->trace, 'n');
}

static void news_are_told_once(void **state)
{
    struct trace *trace = *state;
    struct input input = {.trace = trace};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, input.fds), 0);
    input.watch = loop_watch_news(trace->loop, input.fds[0], told, &input);
    assert_int_equal(write(input.fds[1], "a", 1), 1);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "n");
    watch_news(input.watch);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "n");
    watch_again(input.watch);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "nn");
    assert_int_equal(write(input.fds[1], "b", 1), 1);
    trace_pass(trace, 3);
    assert_string_equal(trace->text, "nnn");
    input_close(&input);
}

/* The last words and the end may come together: who reads the words alone must hear of the end. */
static void an_end_is_told_in_every_turn(void **state)
{
    struct trace *trace = *state;
    struct input input = {.trace = trace};
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, input.fds), 0);
    input.watch = loop_watch_news(trace->loop, input.fds[0], written, &input);
    assert_int_equal(write(input.fds[1], "a", 1), 1);
    assert_int_equal(shutdown(input.fds[1], SHUT_WR), 0);
    trace_pass(trace, 10);
    watch_news(input.watch);
    trace_pass(trace, 10);
    trace_pass(trace, 10);
    assert_string_equal(trace->text, "www");
    input_close(&input);
}

/* A crowd in which everybody is ready in every turn, and one who becomes so in the middle of it. */
struct crowd {
    struct trace *trace;
    int end;         /* of the pipe that the one watches */
    unsigned called; /* of the crowd */
    unsigned waited; /* how many, when the one was called */
};

static void one_of_the_crowd(void *context)
{
    struct crowd *crowd = context;
    if (crowd->called++ == 10)
        assert_int_equal(write(crowd->end, "a", 1), 1);
    if (crowd->called > 10000)
        loop_stop(crowd->trace->loop);
}

static void the_one(void *context)
{
    struct crowd *crowd = context;
    if (crowd->waited == 0)
        crowd->waited = crowd->called;
    loop_stop(crowd->trace->loop);
}

enum { CROWD = 600, CROWD_TURN = 256 };

/* How many of the crowd are called before the one is. */
static unsigned crowd_before(struct trace *trace, bool first)
{
    struct watch *watches[CROWD];
    int one[2];
    struct crowd crowd = {.trace = trace};
    assert_int_equal(pipe(one), 0);
    crowd.end = one[1];
    struct watch *watch = loop_watch(trace->loop, one[0], the_one, &crowd);
    int fds[CROWD];
    for (int i = 0; i < CROWD; i++) {
        fds[i] = eventfd(1, EFD_NONBLOCK);
        watches[i] = loop_watch(trace->loop, fds[i], one_of_the_crowd, &crowd);
    }
    watch_first(watch, true);
    watch_first(watch, first);
    loop_run(trace->loop);
    for (int i = 0; i < CROWD; i++) {
        watch_close(&watches[i]);
        close(fds[i]);
    }
    watch_close(&watch);
    close(one[0]);
    close(one[1]);
    return crowd.waited;
}

static void the_first_do_not_wait_for_a_crowd(void **state)
{
    unsigned waited = crowd_before(*state, true);
    assert_true(waited > 10 && waited <= CROWD_TURN);
    /* Else all who were ready before are called before. */
    assert_true(crowd_before(*state, false) >= CROWD);
}

/* A reset arrives as a call like any other: reading tells. */
static void a_failed_socket_is_told(void **state)
{
    struct trace *trace = *state;
    struct input input = {.trace = trace};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof at;
    struct linger reset = {.l_onoff = 1};
    char byte;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listening, 1), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &bytes), 0);
    input.fds[0] = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(input.fds[0], (struct sockaddr *)&at, sizeof at), 0);
    input.fds[1] = accept(listening, NULL, NULL);
    input.watch = loop_watch(trace->loop, input.fds[0], written, &input);
    assert_int_equal(setsockopt(input.fds[1], SOL_SOCKET, SO_LINGER, &reset, sizeof reset), 0);
    close(input.fds[1]);
    loop_run(trace->loop);
    assert_int_equal(trace->text[0], 'w');
    assert_int_equal(read(input.fds[0], &byte, 1), -1);
    input.fds[1] = listening;
    input_close(&input);
}

/* libuv blocks between prepare and check: what a timer arms must not wait for the next input. */
static void arm(void *context)
{
    struct input *input = context;
    loop_arm(input->trace->loop, &input->hook);
}

static void what_a_timer_arms_does_not_wait_for_input(void **state)
{
    struct trace *trace = *state;
    struct input input = {.trace = trace};
    input.hook = (struct loop_hook){.fn = input_end, .context = &input};
    struct timer *timer = loop_after(trace->loop, 1, arm, &input);
    int64_t start = loop_tick_ms(trace->loop);
    while (trace->len == 0 && loop_tick_ms(trace->loop) - start < 1000)
        trace_pass(trace, 3);
    assert_string_equal(trace->text, "|");
    assert_true(loop_tick_ms(trace->loop) - start < 500);
    timer_close(&timer);
}

static void a_signal_comes_once_in_the_loop(void **state)
{
    struct trace *trace = *state;
    struct caller caller = {trace, 'S'};
    loop_on_signal(trace->loop, caller_call, &caller);
    assert_int_equal(kill(getpid(), SIGTERM), 0);
    trace_pass(trace, 20);
    assert_string_equal(trace->text, "S");
    /* The default action is back: a second one would end us. */
    struct sigaction action;
    assert_int_equal(sigaction(SIGTERM, NULL, &action), 0);
    assert_true(action.sa_handler == SIG_DFL);
}

struct elsewhere {
    struct trace *trace;
    pthread_t loop_thread, work_thread;
    char name[16];
};

static void elsewhere_work(void *context)
{
    struct elsewhere *elsewhere = context;
    elsewhere->work_thread = pthread_self();
    pthread_getname_np(pthread_self(), elsewhere->name, sizeof elsewhere->name);
}

static void elsewhere_done(void *context)
{
    struct elsewhere *elsewhere = context;
    assert_true(pthread_equal(pthread_self(), elsewhere->loop_thread));
    assert_false(pthread_equal(elsewhere->work_thread, elsewhere->loop_thread));
    loop_stop(elsewhere->trace->loop);
}

static void work_is_done_on_a_thread_of_its_name(void **state)
{
    struct trace *trace = *state;
    struct elsewhere elsewhere = {.trace = trace, .loop_thread = pthread_self()};
    struct worker *worker = worker_new(trace->loop, "journal-write");
    worker_post(worker, elsewhere_work, elsewhere_done, &elsewhere);
    loop_run(trace->loop);
    assert_string_equal(elsewhere.name, "journal-write");
    worker_close(&worker);
}

static void a_late_timer_does_not_fire_in_a_burst(void **state)
{
    struct trace *trace = *state;
    struct caller caller = {trace, 'a'};
    struct timer *timer = loop_every(trace->loop, 5, caller_call, &caller);
    usleep(60000);
    trace_pass(trace, 0);
    trace_pass(trace, 0);
    assert_true(trace->len <= 2);
    timer_close(&timer);
}

static void the_uv_loop_is_shown(void **state)
{
    struct trace *trace = *state;
    assert_non_null(loop_uv(trace->loop));
}

#define CASE(fn) cmocka_unit_test_prestate_setup_teardown(fn, trace_setup, trace_teardown, real)

int main(void)
{
    char real[] = "real";
    const struct CMUnitTest tests[] = {
        CASE(hooks_run_after_all_input_of_a_turn),
        CASE(a_closed_watch_is_silent),
        CASE(a_watch_waits_for_what_it_is_asked),
        CASE(news_are_told_once),
        CASE(an_end_is_told_in_every_turn),
        CASE(the_first_do_not_wait_for_a_crowd),
        CASE(a_failed_socket_is_told),
        CASE(what_a_timer_arms_does_not_wait_for_input),
        CASE(a_signal_comes_once_in_the_loop),
        CASE(work_is_done_on_a_thread_of_its_name),
        CASE(a_late_timer_does_not_fire_in_a_burst),
        CASE(the_uv_loop_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
