/* SPDX-License-Identifier: Apache-2.0 */
#include "fanout/pending.h"

#include "base/bounds.h"
#include "unit/fanout/help_fanout.h"

static const struct slice person = {"u1", 2}, other = {"u2", 2};

static void what_waits_is_counted_over_all_connections(void **state)
{
    struct pending *pending = pending_new(10);
    size_t half = BOUND_PENDING_PERSON_BYTES / 2;
    pending_change(pending, person, 0, half);
    assert_false(pending_too_much(pending, person));
    pending_change(pending, person, 0, half + 1);
    assert_true(pending_too_much(pending, person));
    assert_false(pending_too_much(pending, other));
    pending_change(pending, person, half + 1, half);
    assert_false(pending_too_much(pending, person));
    pending_change(pending, person, 2 * half, 0);
    assert_int_equal(pending_people(pending), 0);
    pending_free(&pending);
}

static void for_everybody_together_there_is_a_bound_too(void **state)
{
    struct pending *pending = pending_new(1);
    pending_change(pending, person, 0, BOUND_PENDING_BYTES / 2);
    pending_change(pending, other, 0, BOUND_PENDING_BYTES / 2 + 1);
    assert_true(pending_too_much(pending, (struct slice){"u3", 2}));
    /* Who had no place among the people gives back what they had of the whole. */
    pending_change(pending, other, BOUND_PENDING_BYTES / 2 + 1, 0);
    assert_false(pending_too_much(pending, other));
    pending_free(&pending);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_is_counted_over_all_connections),
        cmocka_unit_test(for_everybody_together_there_is_a_bound_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
