/* SPDX-License-Identifier: Apache-2.0 */
#include "fanout/people.h"

#include "base/bounds.h"
#include "unit/fanout/help_fanout.h"

static void everybody_has_one_record(void **state)
{
    struct people *people = people_new(10);
    struct person *one = people_hold(people, SLICE("u1"), 0);
    struct person *two = people_hold(people, SLICE("u2"), 0);
    assert_ptr_not_equal(one, two);
    assert_ptr_equal(people_hold(people, SLICE("u1"), 0), one);
    assert_ptr_equal(people_hold_again(one), one);
    assert_null(people_hold_again(NULL));
    assert_int_equal(people_count(people), 2);
    people_free(&people);
    assert_null(people);
}

static void what_waits_is_counted_over_all_connections(void **state)
{
    struct people *people = people_new(10);
    struct person *one = people_hold(people, SLICE("u1"), 0);
    struct person *other = people_hold(people, SLICE("u2"), 0);
    size_t half = BOUND_PENDING_PERSON_BYTES / 2;
    people_wait(people, one, 0, half);
    assert_false(people_wait_too_much(people, one));
    people_wait(people, one, 0, half + 1);
    assert_true(people_wait_too_much(people, one));
    assert_false(people_wait_too_much(people, other));
    people_wait(people, one, half + 1, half);
    assert_false(people_wait_too_much(people, one));
    people_wait(people, one, 2 * half, 0);
    assert_int_equal(people_waiting(people), 0);
    people_free(&people);
}

static void for_everybody_together_there_is_a_bound_too(void **state)
{
    struct people *people = people_new(10);
    struct person *one = people_hold(people, SLICE("u1"), 0);
    struct person *other = people_hold(people, SLICE("u2"), 0);
    people_wait(people, one, 0, BOUND_PENDING_BYTES / 2);
    people_wait(people, other, 0, BOUND_PENDING_BYTES / 2 + 1);
    assert_true(people_wait_too_much(people, NULL));
    people_wait(people, other, BOUND_PENDING_BYTES / 2 + 1, 0);
    assert_false(people_wait_too_much(people, other));
    people_free(&people);
}

/* Who comes back has spent what they had spent. */
static void who_is_held_or_has_spent_something_is_remembered(void **state)
{
    struct people *people = people_new(1);
    struct person *person = people_hold(people, SLICE("u1"), 0);
    people_tick(people, 1000000);
    assert_int_equal(people_count(people), 1);
    assert_int_equal(budget_spend(&person->budget, 100, 1000000), 0);
    people_release(people, &person);
    assert_null(person);
    people_release(people, &person);
    people_tick(people, 1000099);
    assert_int_equal(people_count(people), 1);
    assert_null(people_hold(people, SLICE("u2"), 1000099));
    person = people_hold(people, SLICE("u1"), 1000099);
    assert_int_equal(budget_spend(&person->budget, BOUND_PERSON_BURST_MS, 1000099), 1);
    people_release(people, &person);
    people_tick(people, 1000100);
    assert_int_equal(people_count(people), 0);
    assert_non_null(people_hold(people, SLICE("u2"), 1000100));
    people_free(&people);
}

/* However many there are, in some ticks. */
static void everybody_who_has_gone_is_forgotten(void **state)
{
    enum { PEOPLE = 20000 };
    struct people *people = people_new(PEOPLE);
    unsigned ticks = 0;
    for (int i = 0; i < PEOPLE; i++) {
        char id[16];
        snprintf(id, sizeof id, "u%d", i);
        struct person *person = people_hold(people, slice_of(id), 0);
        if (i % 2)
            people_release(people, &person);
    }
    while (people_count(people) > PEOPLE / 2 && ticks < 10)
        people_tick(people, ticks++);
    assert_int_equal(people_count(people), PEOPLE / 2);
    assert_in_range(ticks, 2, 5);
    people_free(&people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_one_record),
        cmocka_unit_test(what_waits_is_counted_over_all_connections),
        cmocka_unit_test(for_everybody_together_there_is_a_bound_too),
        cmocka_unit_test(who_is_held_or_has_spent_something_is_remembered),
        cmocka_unit_test(everybody_who_has_gone_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
