/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_known.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "features/chat_known.h"

static void a_message_is_found_until_it_is_removed(void **state)
{
    struct knowns *knowns = known_new(100);
    known_add(knowns, &(struct known){.seq = 10}, SLICE("u1"));
    known_add(knowns, &(struct known){.seq = 20, .reply = 10}, SLICE("u2"));
    known_add(knowns, &(struct known){.seq = 15}, SLICE("u1")); /* it waited for approval */
    assert_true(slice_is(known_find(knowns, 15)->author->id, "u1"));
    assert_int_equal(known_find(knowns, 20)->reply, 10);
    assert_null(known_find(knowns, 11));
    assert_null(known_find(knowns, 21));
    known_remove(knowns, 15);
    known_remove(knowns, 15);
    assert_null(known_find(knowns, 15));
    assert_int_equal(known_find(knowns, 10)->seq, 10);
    assert_int_equal(known_count(knowns), 2);
    known_free(&knowns);
    assert_null(knowns);
}

static void an_author_is_kept_once_and_as_long_as_needed(void **state)
{
    struct knowns *knowns = known_new(100);
    for (int64_t seq = 1; seq <= 10; seq++)
        known_add(knowns, &(struct known){.seq = seq}, seq % 2 ? SLICE("odd") : SLICE("even"));
    assert_int_equal(known_authors(knowns), 2);
    for (int64_t seq = 1; seq <= 10; seq += 2)
        known_remove(knowns, seq);
    assert_int_equal(known_authors(knowns), 1);
    assert_true(slice_is(known_find(knowns, 4)->author->id, "even"));
    known_free(&knowns);
}

static void the_oldest_are_forgotten(void **state)
{
    struct knowns *knowns = known_new(200);
    for (int64_t seq = 1; seq <= 1000; seq++) {
        known_add(knowns, &(struct known){.seq = seq}, SLICE("u1"));
        assert_true(known_count(knowns) <= 200);
    }
    assert_null(known_find(knowns, 1));
    assert_null(known_find(knowns, 800));
    for (int64_t seq = 810; seq <= 1000; seq++)
        assert_non_null(known_find(knowns, seq));
    known_free(&knowns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_found_until_it_is_removed),
        cmocka_unit_test(an_author_is_kept_once_and_as_long_as_needed),
        cmocka_unit_test(the_oldest_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
