/* SPDX-License-Identifier: Apache-2.0 */
#include "base/histogram.h"
#include "help_base.h"

static void what_took_as_long_as_a_bound_is_within_it(void **state)
{
    struct histogram histogram = {0};
    for (size_t at = 0; at < HISTOGRAM_BOUNDS; at++) {
        histogram_add(&histogram, histogram_bound_us(at));
        histogram_add(&histogram, histogram_bound_us(at) + 1);
    }
    assert_int_equal(histogram.counts[0], 1);
    for (size_t at = 1; at < HISTOGRAM_BOUNDS; at++)
        assert_int_equal(histogram.counts[at], 2);
    assert_int_equal(histogram.counts[HISTOGRAM_BOUNDS], 1);
}

static void the_sum_is_of_all(void **state)
{
    struct histogram histogram = {0};
    histogram_add(&histogram, 0);
    histogram_add(&histogram, 1500);
    histogram_add(&histogram, 60000000);
    assert_int_equal(histogram.sum_us, 60001500);
    assert_int_equal(histogram.counts[0], 1);
    assert_int_equal(histogram.counts[4], 1);
    assert_int_equal(histogram.counts[HISTOGRAM_BOUNDS], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_took_as_long_as_a_bound_is_within_it),
        cmocka_unit_test(the_sum_is_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
