/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/budget.h"

#include "base/bounds.h"

static struct budget budget_at(int64_t tick_ms)
{
    struct budget budget;
    budget_init(&budget, tick_ms);
    return budget;
}

static void a_budget_is_spent_and_comes_back(void **state)
{
    struct budget budget = budget_at(1000);
    int64_t write_ms = budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 0);
    for (int i = 0; i < BOUND_PERSON_BURST_MS / BOUND_COST_WRITE_MS; i++)
        assert_int_equal(budget_spend(&budget, write_ms, 1000), 0);
    int64_t short_ms = write_ms - BOUND_PERSON_BURST_MS % write_ms;
    assert_int_equal(budget_spend(&budget, write_ms, 1000), short_ms);
    assert_int_equal(budget_spend(&budget, write_ms, 1050), short_ms - 50);
    assert_int_equal(budget_spend(&budget, write_ms, 1000 + write_ms), 0);
}

static void what_is_veiled_goes_alone(void **state)
{
    struct budget budget = budget_at(0);
    assert_true(budget_veil_begin(&budget, true));
    assert_false(budget_veil_begin(&budget, true));
    assert_false(budget_veil_begin(&budget, false));
    budget_veil_end(&budget);
    assert_true(budget_veil_begin(&budget, false));
    assert_true(budget_veil_begin(&budget, false));
    budget_veil_end(&budget);
    assert_false(budget_veil_begin(&budget, true));
    budget_veil_end(&budget);
    assert_true(budget_veil_begin(&budget, true));
}

static void what_is_given_back_is_never_more_than_was_there(void **state)
{
    struct budget budget = budget_at(0);
    assert_int_equal(budget_spend(&budget, 2 * BOUND_PERSON_BURST_MS, 0), 0);
    budget_give_back(&budget, 100);
    assert_int_equal(budget_spend(&budget, 150, 0), 50);
    budget_give_back(&budget, 2 * BOUND_PERSON_BURST_MS);
    assert_true(budget_is_whole(&budget, 0));
}

static void it_is_never_more_than_whole(void **state)
{
    struct budget budget = budget_at(0);
    assert_true(budget_is_whole(&budget, 0));
    assert_int_equal(budget_spend(&budget, 100, 0), 0);
    assert_false(budget_is_whole(&budget, 99));
    assert_true(budget_is_whole(&budget, 100));
    assert_true(budget_is_whole(&budget, INT64_C(1) << 40));
    assert_int_equal(budget_spend(&budget, BOUND_PERSON_BURST_MS, INT64_C(1) << 40), 0);
    assert_int_equal(budget_spend(&budget, 1, INT64_C(1) << 40), 1);
}

static void what_a_command_costs_depends_on_role_and_length(void **state)
{
    int64_t one = budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 0);
    assert_true(budget_cost_ms(COST_WRITE, ROLE_HOST, 0) < one / 5);
    assert_true(budget_cost_ms(COST_CHEAP, ROLE_PARTICIPANT, 0) < one / 5);
    assert_true(budget_cost_ms(COST_WRITE, ROLE_PARTICIPANT, 16000) >= one + 1000);
    assert_int_equal(budget_cost_ms(COST_FREE, ROLE_PARTICIPANT, 16000), 0);
    assert_int_equal(budget_cost_ms(COST_WRITE, ROLE_NONE, 0), one);
}

static void who_has_read_much_waits(void **state)
{
    struct budget budget = budget_at(0);
    assert_int_equal(budget_may_read(&budget, 0), 0);
    budget_read(&budget, BOUND_READ_BURST_BYTES + BOUND_READ_BYTES_SECOND, 0);
    int64_t wait_ms = budget_may_read(&budget, 0);
    assert_in_range(wait_ms, 1000, 1100);
    assert_int_equal(budget_may_read(&budget, wait_ms), 0);
}

static void few_reads_are_under_way_at_a_time(void **state)
{
    struct budget budget = budget_at(0);
    for (int i = 0; i < BOUND_READS_PERSON; i++)
        assert_int_equal(budget_read_begin(&budget), 0);
    assert_true(budget_read_begin(&budget) > 0);
    assert_false(budget_is_whole(&budget, 100000));
    budget_read_end(&budget);
    assert_int_equal(budget_read_begin(&budget), 0);
    for (int i = 0; i < BOUND_READS_PERSON; i++)
        budget_read_end(&budget);
    assert_true(budget_is_whole(&budget, 200000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_budget_is_spent_and_comes_back),
        cmocka_unit_test(what_is_veiled_goes_alone),
        cmocka_unit_test(what_is_given_back_is_never_more_than_was_there),
        cmocka_unit_test(it_is_never_more_than_whole),
        cmocka_unit_test(what_a_command_costs_depends_on_role_and_length),
        cmocka_unit_test(who_has_read_much_waits),
        cmocka_unit_test(few_reads_are_under_way_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
