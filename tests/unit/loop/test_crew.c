/* SPDX-License-Identifier: Apache-2.0
 * Crews: several threads, or the fake loop in their place, at one store of work. */
#include "unit/loop/help_loop.h"

#include <pthread.h>
#include <string.h>

enum { PIECES = 2000, TOGETHER = 3 };

/* A store of numbered pieces. */
struct store {
    struct trace *trace;
    struct crew *crew;
    pthread_mutex_t lock;       /* guards the counts */
    pthread_barrier_t *barrier; /* each piece waits for others; may be NULL */
    int waiting, done;
    int again;    /* pieces that come up while another is done */
    int expected; /* with those */
    bool reported;
};

static bool store_work(void *context)
{
    struct store *store = context;
    pthread_mutex_lock(&store->lock);
    bool found = store->waiting > 0;
    bool more = found && store->again > 0;
    store->waiting -= found;
    store->waiting += more;
    store->again -= more;
    pthread_mutex_unlock(&store->lock);
    if (!found)
        return false;
    if (store->barrier)
        pthread_barrier_wait(store->barrier);
    pthread_mutex_lock(&store->lock);
    store->done++;
    pthread_mutex_unlock(&store->lock);
    if (more)
        crew_wake(store->crew);
    return true;
}

/* Counts what it is told of; a letter when all of it is done. */
static void store_done(void *context)
{
    struct store *store = context;
    pthread_mutex_lock(&store->lock);
    bool all = store->done == store->expected;
    pthread_mutex_unlock(&store->lock);
    store->reported = true;
    if (all && !memchr(store->trace->text, '.', store->trace->len))
        trace_add(store->trace, '.');
}

static void store_open(struct store *store, struct trace *trace, unsigned threads)
{
    *store = (struct store){.trace = trace};
    pthread_mutex_init(&store->lock, NULL);
    store->crew =
        crew_new(trace->loop, "test-crew-with-a-long-name", threads, store_work, store_done, store);
}

static void store_tell(struct store *store, int pieces)
{
    store->expected += pieces;
    for (int i = 0; i < pieces; i++) {
        pthread_mutex_lock(&store->lock);
        store->waiting++;
        pthread_mutex_unlock(&store->lock);
        crew_wake(store->crew);
    }
}

static void store_close(struct store *store)
{
    crew_close(&store->crew);
    assert_null(store->crew);
    crew_close(&store->crew);
    assert_int_equal(store->waiting, 0);
    pthread_mutex_destroy(&store->lock);
}

static void a_crew_does_every_piece_and_tells(void **state)
{
    struct store store;
    store_open(&store, *state, TOGETHER);
    for (int i = 0; i < 4; i++) {
        store.trace->len = 0;
        store_tell(&store, PIECES / 4);
        assert_true(i > 0 || !store.reported);
        trace_await(store.trace, '.');
    }
    assert_int_equal(store.done, PIECES);
    store_close(&store);
}

static void work_may_bring_more_work(void **state)
{
    struct store store;
    store_open(&store, *state, TOGETHER);
    store.again = store.expected = PIECES;
    store_tell(&store, 5);
    trace_await(store.trace, '.');
    assert_int_equal(store.done, PIECES + 5);
    store_close(&store);
}

static void closing_a_crew_does_what_is_left(void **state)
{
    struct store store;
    store_open(&store, *state, TOGETHER);
    store.again = store.expected = 20;
    store_tell(&store, PIECES);
    store_close(&store);
    assert_int_equal(store.done, PIECES + 20);
    assert_true(store.reported);
    /* And one that was never asked. */
    store_open(&store, *state, 1);
    store_close(&store);
    assert_int_equal(store.done, 0);
}

static void as_many_pieces_as_threads_are_done_at_once(void **state)
{
    struct store store;
    pthread_barrier_t barrier;
    assert_int_equal(pthread_barrier_init(&barrier, NULL, TOGETHER), 0);
    store_open(&store, *state, TOGETHER);
    store.barrier = &barrier;
    store_tell(&store, 10 * TOGETHER);
    trace_await(store.trace, '.');
    assert_int_equal(store.done, 10 * TOGETHER);
    store_close(&store);
    pthread_barrier_destroy(&barrier);
}

/* A worker and a crew side by side: on a fake loop all goes in the order of its asking. */
static void work_nothing(void *context)
{
    (void)context;
}

static void a_fake_loop_keeps_the_order_of_all(void **state)
{
    struct trace *trace = *state;
    struct caller worked[2] = {{trace, 'a'}, {trace, 'b'}};
    struct store store;
    struct worker *worker = worker_new(trace->loop, "one");
    store_open(&store, trace, TOGETHER);
    worker_post(worker, work_nothing, caller_call, &worked[0]);
    store_tell(&store, 1);
    worker_post(worker, work_nothing, caller_call, &worked[1]);
    assert_int_equal(store.done, 0);
    loop_pass(trace->loop, 0);
    assert_string_equal(trace->text, "a.b");
    worker_close(&worker);
    store_close(&store);
}

#define CASES(kind)                                                                                \
    CASE(a_crew_does_every_piece_and_tells, kind), CASE(work_may_bring_more_work, kind),           \
        CASE(closing_a_crew_does_what_is_left, kind)
#define CASE(fn, kind)                                                                             \
    cmocka_unit_test_prestate_setup_teardown(fn, trace_setup, trace_teardown, kind)

int main(void)
{
    char real[] = "real", fake[] = "fake";
    const struct CMUnitTest on_fake[] = {CASES(fake),
                                         CASE(a_fake_loop_keeps_the_order_of_all, fake)};
    const struct CMUnitTest on_real[] = {CASES(real),
                                         CASE(as_many_pieces_as_threads_are_done_at_once, real)};
    return cmocka_run_group_tests(on_fake, NULL, NULL) +
           cmocka_run_group_tests(on_real, NULL, NULL);
}
