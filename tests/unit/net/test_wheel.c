/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/wheel.h"

struct thing {
    struct wheel_at at;
    unsigned calls;
    int64_t again; /* seconds to ask for */
    struct thing *other;
};

static int64_t called(struct wheel_at *at)
{
    struct thing *thing = (struct thing *)(void *)at;
    thing->calls++;
    if (thing->other)
        wheel_unset(&thing->other->at);
    return thing->again;
}

struct fixture {
    struct loop *loop;
    struct wheel *wheel;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.loop = loop_new_fake(0);
    fixture.wheel = wheel_new(fixture.loop);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    wheel_free(&fixture->wheel);
    loop_free(&fixture->loop);
    return 0;
}

static void wait_is_kept_to_the_second(void **state)
{
    struct fixture *f = *state;
    struct thing thing = {.at.fn = called};
    wheel_set(f->wheel, &thing.at, 3);
    loop_pass(f->loop, 2000);
    assert_int_equal(thing.calls, 0);
    loop_pass(f->loop, 1000);
    assert_int_equal(thing.calls, 1);
    loop_pass(f->loop, 100000);
    assert_int_equal(thing.calls, 1);
}

static void answer_is_the_next_wait(void **state)
{
    struct fixture *f = *state;
    struct thing thing = {.at.fn = called, .again = 2};
    wheel_set(f->wheel, &thing.at, 1);
    loop_pass(f->loop, 9000);
    assert_int_equal(thing.calls, 5);
    wheel_unset(&thing.at);
}

static void too_long_a_wait_comes_round_early(void **state)
{
    struct fixture *f = *state;
    struct thing thing = {.at.fn = called};
    wheel_set(f->wheel, &thing.at, 1000000);
    loop_pass(f->loop, (WHEEL_SLOTS - 1) * 1000);
    assert_int_equal(thing.calls, 1);
}

static void unset_is_not_called(void **state)
{
    struct fixture *f = *state;
    struct thing thing = {.at.fn = called};
    wheel_set(f->wheel, &thing.at, 1);
    wheel_unset(&thing.at);
    wheel_unset(&thing.at);
    loop_pass(f->loop, 5000);
    assert_int_equal(thing.calls, 0);
}

static void setting_again_moves(void **state)
{
    struct fixture *f = *state;
    struct thing thing = {.at.fn = called};
    wheel_set(f->wheel, &thing.at, 1);
    wheel_set(f->wheel, &thing.at, 5);
    loop_pass(f->loop, 4000);
    assert_int_equal(thing.calls, 0);
    loop_pass(f->loop, 1000);
    assert_int_equal(thing.calls, 1);
}

/* Of two that are due together and take each other off, exactly one is called. */
static void a_call_may_take_another_off(void **state)
{
    struct fixture *f = *state;
    struct thing one = {.at.fn = called}, two = {.at.fn = called, .other = &one};
    one.other = &two;
    wheel_set(f->wheel, &one.at, 1);
    wheel_set(f->wheel, &two.at, 1);
    loop_pass(f->loop, 1000);
    assert_int_equal(one.calls + two.calls, 1);
}

static void many_are_all_called(void **state)
{
    struct fixture *f = *state;
    static struct thing things[1000];
    memset(things, 0, sizeof things);
    for (size_t i = 0; i < 1000; i++) {
        things[i].at.fn = called;
        wheel_set(f->wheel, &things[i].at, (int64_t)(i % 70));
    }
    loop_pass(f->loop, WHEEL_SLOTS * 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(things[i].calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wait_is_kept_to_the_second, setup, teardown),
        cmocka_unit_test_setup_teardown(answer_is_the_next_wait, setup, teardown),
        cmocka_unit_test_setup_teardown(too_long_a_wait_comes_round_early, setup, teardown),
        cmocka_unit_test_setup_teardown(unset_is_not_called, setup, teardown),
        cmocka_unit_test_setup_teardown(setting_again_moves, setup, teardown),
        cmocka_unit_test_setup_teardown(a_call_may_take_another_off, setup, teardown),
        cmocka_unit_test_setup_teardown(many_are_all_called, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
