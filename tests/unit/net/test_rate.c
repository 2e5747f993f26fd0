/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/rate.h"

static const struct rate_limit three = {.burst = 3, .every_ms = 1000, .keys_max = 100};

static void some_at_once_and_then_as_time_passes(void **state)
{
    struct rate *rate = rate_new(&three);
    for (int i = 0; i < 3; i++)
        assert_int_equal(rate_take(rate, SLICE("a"), 5000), 0);
    assert_int_equal(rate_take(rate, SLICE("a"), 5000), 1000);
    assert_int_equal(rate_take(rate, SLICE("a"), 5400), 600);
    assert_int_equal(rate_take(rate, SLICE("a"), 6000), 0);
    assert_int_equal(rate_take(rate, SLICE("a"), 6000), 1000);
    rate_free(&rate);
    assert_null(rate);
}

static void what_was_refused_is_not_counted(void **state)
{
    struct rate *rate = rate_new(&three);
    for (int i = 0; i < 100; i++)
        (void)rate_take(rate, SLICE("a"), 0);
    assert_int_equal(rate_take(rate, SLICE("a"), 1000), 0);
    rate_free(&rate);
}

static void keys_do_not_concern_each_other(void **state)
{
    struct rate *rate = rate_new(&three);
    for (int i = 0; i < 4; i++)
        (void)rate_take(rate, SLICE("a"), 0);
    assert_true(rate_take(rate, SLICE("a"), 0) > 0);
    assert_int_equal(rate_take(rate, SLICE("b"), 0), 0);
    assert_int_equal(rate_take(rate, SLICE(""), 0), 0);
    rate_free(&rate);
}

static void it_remembers_so_many_and_forgets_who_is_whole_again(void **state)
{
    struct rate *rate = rate_new(&three);
    char key[16];
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "k%d", i);
        assert_int_equal(rate_take(rate, slice_of(key), 0), 0);
    }
    assert_int_equal(rate_take(rate, SLICE("one more"), 0), 1000);
    assert_int_equal(rate_take(rate, SLICE("k7"), 0), 0);
    (void)rate_take(rate, SLICE("one more"), 3000);
    assert_int_equal(rate_take(rate, SLICE("one more"), 3000), 0);
    rate_free(&rate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_at_once_and_then_as_time_passes),
        cmocka_unit_test(what_was_refused_is_not_counted),
        cmocka_unit_test(keys_do_not_concern_each_other),
        cmocka_unit_test(it_remembers_so_many_and_forgets_who_is_whole_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
