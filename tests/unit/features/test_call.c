/* SPDX-License-Identifier: Apache-2.0
 * server/features/call.c */
#include "features/call.h"

#include "core/erasure.h"
#include "help_webinar.h"

static void only_the_team_is_told(void **state)
{
    struct help_room *help = help_webinar_new();
    const char *link = "{'url':'https://meet.police.example/stage'}";
    assert_int_equal(help_send(help, "u1", "call.link", link), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "call.link", link), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "call.link", link), ERR_NONE);
    expect_view(help, HELP_STAFF, "call/url", "'https://meet.police.example/stage'");
    expect_view(help, RINGS_INSIDE, "call", NULL);
    expect_unseen(help, RINGS_INSIDE, "meet.police");
    help_room_free(&help);
}

static void who_is_on_stage_is_staff(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "call.link", "{'url':'/stage'}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'presenter'}"),
                     ERR_NONE);
    assert_true(rings_of_staff(room_rings(help_room(help), SLICE("u1"))));
    help_room_free(&help);
}

static void another_takes_the_one_before_it_away(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t gone[4];
    assert_int_equal(help_send(help, "h1", "call.link", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "h1", "call.link", "{'url':'/one'}"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(help_send(help, "h1", "call.link", "{'url':'/two'}"), ERR_NONE);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], first);
    assert_int_equal(help_send(help, "h1", "call.link", "{}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "call", "{'given':false}");
    assert_int_equal(help_send(help, "h1", "call.link", "{'url':'javascript:x'}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_team_is_told),
        cmocka_unit_test(who_is_on_stage_is_staff),
        cmocka_unit_test(another_takes_the_one_before_it_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
