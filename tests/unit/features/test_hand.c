/* SPDX-License-Identifier: Apache-2.0
 * server/features/hand.c */
#include <stdio.h>

#include "base/bounds.h"
#include "features/hand.h"
#include "help_webinar.h"

static void staff_see_the_queue_in_its_order(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "hand", "{'count':0}");
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    int64_t first = help_seq(help);
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "u2", "hand.raise", "{}"), ERR_NONE);
    int64_t second = help_seq(help);
    help_tally(help);
    assert_true(second > first);
    expect_view(help, HELP_STAFF, help_path("hand/up", first, "by"), "'u1'");
    expect_view(help, HELP_STAFF, help_path("hand/up", second, "name"), "'Name u2'");
    expect_view(help, RINGS_INSIDE, "hand", "{'count':2}");
    help_room_free(&help);
}

static void a_hand_is_up_once(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_append(help, "u1", "hand.raise", "{}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "u1", "hand.lower", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "hand.lower", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    help_room_free(&help);
}

static void whose_it_is_knows_of_it_and_of_the_call(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_me(help, "u1", "hand", "{'mine':{}}");
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    int64_t hand = help_seq(help);
    help_wait(help, 5000);
    assert_int_equal(help_act(help, "u2", "hand.call", "hand", hand), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "hand.call", "hand", hand), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_act(help, "m1", "hand.call", "hand", hand), ERR_ALREADY_EXISTS);
    assert_int_equal(help_act(help, "m1", "hand.call", "hand", hand + 1), ERR_NOT_FOUND);
    const char *called = "1700000005000";
    expect_me(help, "u1", help_path("hand/mine", hand, "called"), called);
    expect_view(help, HELP_STAFF, help_path("hand/up", hand, "called"), called);
    help_room_free(&help);
}

static void others_lower_it_only_as_staff(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    int64_t hand = help_seq(help);
    assert_int_equal(help_act(help, "u2", "hand.lower", "hand", hand), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "hand.lower", "hand", hand), ERR_NONE);
    expect_me(help, "u1", "hand/mine", "{}");
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(help_act(help, "u1", "hand.lower", "hand", help_seq(help)), ERR_NONE);
    help_room_free(&help);
}

static void all_are_lowered_at_once(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "hand.clear", "{}"), ERR_NOT_FOUND);
    help_follow_person(help, "u9");
    for (int i = 1; i < 10; i++) {
        char person[16];
        snprintf(person, sizeof person, "u%d", i);
        assert_int_equal(help_send(help, person, "hand.raise", "{}"), ERR_NONE);
    }
    assert_int_equal(help_send(help, "u1", "hand.clear", "{}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "hand.clear", "{}"), ERR_NONE);
    expect_me(help, "u1", "hand/mine", "{}");
    expect_me(help, "u9", "hand/mine", "{}");
    help_tally(help);
    expect_view(help, HELP_STAFF, "hand", "{'count':0,'up':{}}");
    help_room_free(&help);
}

static void the_queue_has_an_end(void **state)
{
    static const struct feature *const hands_only[] = {&hand_feature, NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", hands_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    char person[16];
    for (int i = 0; i < BOUND_HANDS; i++) {
        snprintf(person, sizeof person, "u%d", i);
        assert_int_equal(help_apply(room, person, "hand.raise", "{}"), ERR_NONE);
    }
    assert_int_equal(help_apply(room, "late", "hand.raise", "{}"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_apply(room, person, "hand.lower", "{}"), ERR_NONE);
    assert_int_equal(help_apply(room, "late", "hand.raise", "{}"), ERR_NONE);
    room_free(&room);
    help_alone_free(&alone);
}

static void hands_are_raised_on_air_and_lowered_at_any_time(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "hand.raise", "{}"), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "u1", "hand.lower", "{}"), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_see_the_queue_in_its_order),
        cmocka_unit_test(a_hand_is_up_once),
        cmocka_unit_test(whose_it_is_knows_of_it_and_of_the_call),
        cmocka_unit_test(others_lower_it_only_as_staff),
        cmocka_unit_test(all_are_lowered_at_once),
        cmocka_unit_test(the_queue_has_an_end),
        cmocka_unit_test(hands_are_raised_on_air_and_lowered_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
