/* SPDX-License-Identifier: Apache-2.0
 * server/features/run.c */
#include "features/run.h"

#include <stdio.h>

#include "help_webinar.h"

static void the_team_sees_its_steps_and_nobody_else(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, HELP_STAFF, "run", "{'steps':[]}");
    assert_int_equal(help_send(help, "u1", "run.order", "{'steps':[]}"), ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(help, "p1", "run.order", "{'steps':['item:7','poll:12','deck:5:8-14']}"),
        ERR_NONE);
    expect_view(help, HELP_STAFF, "run/steps", "['item:7','poll:12','deck:5:8-14']");
    expect_view(help, RINGS_INSIDE, "run", NULL);
    assert_int_equal(help_send(help, "h1", "run.order", "{'steps':[]}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "run/steps", "[]");
    help_room_free(&help);
}

static void the_team_is_at_one_step(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "run.go", "{}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "u1", "run.go", "{'step':'poll:1'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "run.go", "{'step':'poll:12'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "run.go", "{'step':'poll:12'}"), ERR_ALREADY_EXISTS);
    expect_view(help, HELP_STAFF, "run", "{'now':'poll:12','steps':[]}");
    expect_view(help, RINGS_INSIDE, "run", NULL);
    assert_int_equal(help_send(help, "h1", "run.go", "{'step':'timer:5:2'}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "run", "{'now':'timer:5:2','steps':[]}");
    assert_int_equal(help_send(help, "h1", "run.go", "{}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "run", "{'steps':[]}");
    help_room_free(&help);
}

static void what_is_no_step_is_refused(void **state)
{
    static const char *const wrong[] = {
        "poll",
        "poll:",
        "poll:0",
        "poll:01",
        "poll:12:3",
        "item:1:2",
        "deck:5:",
        "deck:5:0",
        "deck:5:8-",
        "deck:5:8-14-2",
        "timer:5:1-2",
        "timer:-1",
        "note:5",
        "poll:1 ",
        "",
        "deck:5:88888",
        "poll:1234567890123456",
    };
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(help_sendf(help, "h1", "run.order", "{'steps':['%s']}", wrong[i]),
                         ERR_BAD_REQUEST);
        assert_int_equal(help_sendf(help, "h1", "run.go", "{'step':'%s'}", wrong[i]),
                         ERR_BAD_REQUEST);
    }
    assert_int_equal(help_send(help, "h1", "run.order", "{'steps':['poll:1','poll:1']}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "run.order", "{'steps':[7]}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void there_is_a_longest_list(void **state)
{
    struct help_room *help = help_webinar_new();
    char list[8192];
    size_t len = (size_t)snprintf(list, sizeof list, "{'steps':[");
    for (int i = 1; i <= BOUND_RUN + 1; i++)
        len += (size_t)snprintf(list + len, sizeof list - len, "%s'poll:%d'", i > 1 ? "," : "", i);
    snprintf(list + len, sizeof list - len, "]}");
    assert_int_equal(help_send(help, "h1", "run.order", list), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_team_sees_its_steps_and_nobody_else),
        cmocka_unit_test(the_team_is_at_one_step),
        cmocka_unit_test(what_is_no_step_is_refused),
        cmocka_unit_test(there_is_a_longest_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
