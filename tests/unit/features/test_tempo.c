/* SPDX-License-Identifier: Apache-2.0
 * server/features/tempo.c */
#include "help_webinar.h"

static enum err choose(struct help_room *help, const char *by, const char *tempo)
{
    return help_sendf(help, by, "tempo.choose", "{'tempo':'%s'}", tempo);
}

static void staff_see_how_many_have_chosen_what(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, HELP_STAFF, "tempo", "{'sums':{'faster':0,'fine':0,'slower':0,'lost':0}}");
    assert_int_equal(choose(help, "u1", "slower"), ERR_NONE);
    assert_int_equal(choose(help, "u2", "slower"), ERR_NONE);
    assert_int_equal(choose(help, "u3", "lost"), ERR_NONE);
    help_tally(help);
    expect_view(help, HELP_STAFF, "tempo", "{'sums':{'faster':0,'fine':0,'slower':2,'lost':1}}");
    expect_view(help, RINGS_INSIDE, "tempo", NULL);
    help_room_free(&help);
}

static void a_choice_stands_until_it_is_changed(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_me(help, "u1", "tempo", "{'chosen':'none'}");
    assert_int_equal(choose(help, "u1", "lost"), ERR_NONE);
    expect_patch_me(help, "u1", "{'tempo':{'chosen':'lost'}}");
    assert_int_equal(choose(help, "u1", "lost"), ERR_ALREADY_EXISTS);
    assert_int_equal(choose(help, "u1", "fine"), ERR_NONE);
    help_tally(help);
    expect_view(help, HELP_STAFF, "tempo", "{'sums':{'faster':0,'fine':1,'slower':0,'lost':0}}");
    assert_int_equal(choose(help, "u1", "none"), ERR_NONE);
    help_tally(help);
    expect_view(help, HELP_STAFF, "tempo", "{'sums':{'faster':0,'fine':0,'slower':0,'lost':0}}");
    assert_int_equal(choose(help, "u1", "none"), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void it_is_one_of_a_fixed_list_while_live(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(choose(help, "u1", "bored"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'paused'}"), ERR_NONE);
    assert_int_equal(choose(help, "u1", "fine"), ERR_WRONG_PHASE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_see_how_many_have_chosen_what),
        cmocka_unit_test(a_choice_stands_until_it_is_changed),
        cmocka_unit_test(it_is_one_of_a_fixed_list_while_live),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
