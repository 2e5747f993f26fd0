/* SPDX-License-Identifier: Apache-2.0
 * The fake loop: time moves only when told, and the same way every time. */
#include "unit/loop/help_loop.h"

#include <string.h>

/* Notes the time of its call. */
struct note {
    struct loop *loop;
    int64_t at[32];
    unsigned count;
};

static void note(void *context)
{
    struct note *note = context;
    assert_true(note->count < 32);
    note->at[note->count++] = loop_now_ms(note->loop);
}

static void time_stands_still_until_told(void **state)
{
    struct loop *loop = loop_new_fake(1000);
    assert_null(loop_uv(loop));
    assert_int_equal(loop_now_ms(loop), 1000);
    loop_pass(loop, 0);
    assert_int_equal(loop_now_ms(loop), 1000);
    loop_pass(loop, 250);
    assert_int_equal(loop_now_ms(loop), 1250);
    assert_int_equal(loop_tick_ms(loop), 250);
    loop_free(&loop);
}

static void every_timer_sees_its_own_time(void **state)
{
    struct loop *loop = loop_new_fake(0);
    struct note every = {.loop = loop}, once = {.loop = loop};
    struct timer *a = loop_every(loop, 100, note, &every), *b = loop_after(loop, 250, note, &once);
    loop_pass(loop, 1050);
    assert_int_equal(every.count, 10);
    for (unsigned i = 0; i < 10; i++)
        assert_int_equal(every.at[i], (i + 1) * 100);
    assert_int_equal(once.count, 1);
    assert_int_equal(once.at[0], 250);
    timer_close(&a);
    timer_close(&b);
    loop_free(&loop);
}

/* Work on a thread takes no time, and what follows it happens at the same moment. */
static void chain_third(void *context)
{
    note(context);
}

static void chain_second(void *context)
{
    struct note *chain = context;
    loop_later(chain->loop, chain_third, chain);
}

static void chain_work(void *context)
{
    (void)context;
}

static void chains_end_in_the_same_pass(void **state)
{
    struct loop *loop = loop_new_fake(0);
    struct note chain = {.loop = loop};
    struct worker *worker = worker_new(loop, "worker");
    loop_pass(loop, 10);
    worker_post(worker, chain_work, chain_second, &chain);
    loop_pass(loop, 0);
    assert_int_equal(chain.count, 1);
    assert_int_equal(chain.at[0], 10);
    worker_close(&worker);
    loop_free(&loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_stands_still_until_told),
        cmocka_unit_test(every_timer_sees_its_own_time),
        cmocka_unit_test(chains_end_in_the_same_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
