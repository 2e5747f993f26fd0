/* SPDX-License-Identifier: Apache-2.0
 * The budget of bytes: what an hour costs the full and the lean. It prints where the bytes went;
 * with MUSTER_BYTES_RECORD=<path> it keeps the frames too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "budget/help_hour.h"

/* The budget, for full participants and for lean ones whose client unpacks; a lean one whose client
 * does not is held to what has been reached. */
enum { FULL_BYTES_MAX = 600000, LEAN_BYTES_MAX = 368000, PACKED_BYTES_MAX = 120000 };

enum { ACTS_ROOM_MAX = 1000 };

static struct hour hour;

static int hour_once(void **state)
{
    hour_play(&hour, getenv("MUSTER_BYTES_RECORD"));
    hour_print(&hour);
    return 0;
}

static void the_hour_was_played_whole(void **state)
{
    assert_int_equal(hour.done[HOUR_CHAT], HOUR_CHATS);
    assert_int_equal(hour.done[HOUR_BALLOT], HOUR_POLLS * HOUR_BALLOTS);
    assert_int_equal(hour.done[HOUR_UPVOTE], HOUR_UPVOTES);
    assert_int_equal(hour.done[HOUR_REACT], HOUR_REACTIONS);
    assert_int_equal(hour.done[HOUR_COME], HOUR_PEOPLE + HOUR_RETURNS);
    assert_in_range(hour.waited, HOUR_PEOPLE / 10, HOUR_PEOPLE / 2);
    assert_in_range(hour.done[HOUR_ROOM], HOUR_LIKES + HOUR_ITEMS + HOUR_MERGED, ACTS_ROOM_MAX);
}

static void every_byte_has_a_type(void **state)
{
    const struct hour_bytes *all[] = {&hour.full, &hour.lean, &hour.packed};
    for (unsigned i = 0; i < 3; i++) {
        uint64_t sum = 0;
        for (const struct hour_part *type = all[i]->types; type->name[0]; type++)
            sum += type->bytes;
        assert_int_equal(sum + all[i]->joints, all[i]->total);
    }
}

static void an_hour_costs_a_full_participant_at_most_600_kb(void **state)
{
    assert_in_range(hour.full.total, 1, FULL_BYTES_MAX);
}

static void an_hour_costs_a_lean_participant_no_more_than_that(void **state)
{
    assert_in_range(hour.lean.total, 1, LEAN_BYTES_MAX);
}

static void an_hour_costs_a_packed_participant_at_most_120_kb(void **state)
{
    assert_in_range(hour.packed.total, 1, PACKED_BYTES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hour_was_played_whole),
        cmocka_unit_test(every_byte_has_a_type),
        cmocka_unit_test(an_hour_costs_a_full_participant_at_most_600_kb),
        cmocka_unit_test(an_hour_costs_a_lean_participant_no_more_than_that),
        cmocka_unit_test(an_hour_costs_a_packed_participant_at_most_120_kb),
    };
    return cmocka_run_group_tests(tests, hour_once, NULL);
}
