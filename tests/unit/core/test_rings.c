/* SPDX-License-Identifier: Apache-2.0
 * Rings: who meets whom, and sets as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/rings.h"

static const struct rings group = {.all = RING(RING_GROUP + 3)};

static void a_thing_is_visible_where_a_word_meets(void **state)
{
    struct rings participant = RINGS_INSIDE, staff = rings_both(RINGS_INSIDE, RINGS_STAFF);
    assert_true(rings_meet(RINGS_INSIDE, participant));
    assert_true(rings_meet(RINGS_INSIDE, staff));
    assert_false(rings_meet(RINGS_STAFF, participant));
    assert_true(rings_meet(RINGS_STAFF, staff));
    assert_false(rings_meet(group, staff));
    assert_true(rings_meet(group, rings_both(participant, group)));
    assert_false(rings_meet((struct rings){0}, staff));
    assert_true(rings_none((struct rings){0}));
    assert_false(rings_none(group));
    /* The words are two: the staff of a group are not its people. */
    assert_false(rings_meet(group, (struct rings){.staff = group.all}));
}

static void a_set_reads_as_it_was_written(void **state)
{
    const struct rings sets[] = {RINGS_INSIDE, RINGS_STAFF,
                                 group,        {UINT64_MAX, UINT64_MAX, 0},
                                 {0},          {0x20, 0x8000000000000, 0},
                                 {1, 0, 1},    {UINT64_MAX, 1, INT64_MAX}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct buffer text;
        struct rings again = {1, 2, 3};
        buffer_init(&text, 64);
        rings_write(sets[i], &text);
        assert_true(rings_read(buffer_slice(&text), &again));
        assert_true(rings_equal(sets[i], again));
        buffer_done(&text);
    }
}

static void what_is_no_set_is_refused(void **state)
{
    static const char *const bad[] = {"",   "s",     "1s",  "x",
                                      "1 ", "1s1s1", "1t1", "11111111111111111",
                                      "1n", "1n1s1", "n1",  "1n11111111111111111"};
    struct rings rings;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(rings_read(slice_of(bad[i]), &rings));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thing_is_visible_where_a_word_meets),
        cmocka_unit_test(a_set_reads_as_it_was_written),
        cmocka_unit_test(what_is_no_set_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
