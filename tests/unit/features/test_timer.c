/* SPDX-License-Identifier: Apache-2.0
 * server/features/timer.c */
#include "features/timer.h"

#include "help_webinar.h"

static void everybody_sees_when_it_ends(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "timer", "{'seconds':0}");
    assert_int_equal(help_send(help, "u1", "timer.start", "{'seconds':60}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "p1", "timer.start", "{'seconds':0}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "p1", "timer.start", "{'seconds':60,'title':{'en':'Work'}}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "timer",
                "{'ends':1700000060000,'seconds':60,'title':{'en':'Work'}}");
    help_room_free(&help);
}

static void another_takes_its_place(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "p1", "timer.start", "{'seconds':60,'title':{'en':'Work'}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "h1", "timer.start", "{'seconds':5,'title':{'fr':'Pause'}}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "timer",
                "{'ends':1700000005000,'seconds':5,'title':{'fr':'Pause'}}");
    assert_int_equal(help_send(help, "h1", "timer.start", "{'seconds':7}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "timer", "{'ends':1700000007000,'seconds':7}");
    help_room_free(&help);
}

static void it_is_taken_away(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "p1", "timer.stop", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "p1", "timer.start", "{'seconds':60}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "timer.stop", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "timer", "{'seconds':0}");
    assert_int_equal(help_send(help, "p1", "timer.start", "{'seconds':60,'title':{'en':'Work'}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    assert_int_equal(help_send(help, "p1", "timer.stop", "{}"), ERR_WRONG_PHASE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_sees_when_it_ends),
        cmocka_unit_test(another_takes_its_place),
        cmocka_unit_test(it_is_taken_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
