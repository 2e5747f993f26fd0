/* SPDX-License-Identifier: Apache-2.0
 * server/features/handout.c */
#include "features/handout.h"

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t add(struct help_room *help)
{
    assert_int_equal(help_send(help, "p1", "handout.add",
                               "{'title':{'en':'List'},'url':'/list.pdf','language':'fr'}"),
                     ERR_NONE);
    return help_seq(help);
}

static void everybody_is_given_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help);
    expect_view(help, RINGS_INSIDE, help_path("handout/handouts", one, ""),
                "{'title':{'en':'List'},'url':'/list.pdf','language':'fr'}");
    assert_int_equal(help_send(help, "u1", "handout.add", "{'title':{'en':'x'},'url':'/x'}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void an_address_is_of_a_kind_that_is_allowed(void **state)
{
    static const char *const wrong[] = {"javascript:alert(1)", "data:text/html,x", "x",
                                        "//evil.example/", ""};
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(
            help_sendf(help, "p1", "handout.add", "{'title':{'en':'x'},'url':'%s'}", wrong[i]),
            ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void all_of_it_is_given_anew(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help), gone[4];
    assert_int_equal(
        help_sendf(help, "m1", "handout.edit",
                   "{'handout':%d,'title':{'ar':'قائمة'},'url':'https://police.example/2'}",
                   (int)one),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("handout/handouts", one, ""),
                "{'title':{'ar':'قائمة'},'url':'https://police.example/2'}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], one);
    assert_int_equal(help_act(help, "h1", "handout.remove", "handout", one), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "handout/handouts", "{}");
    assert_int_equal(help_act(help, "h1", "handout.remove", "handout", one), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void so_many_and_no_more(void **state)
{
    struct help_room *help = help_webinar_new();
    for (int i = 0; i < BOUND_HANDOUTS; i++)
        add(help);
    assert_int_equal(help_send(help, "h1", "handout.add", "{'title':{'en':'x'},'url':'/x'}"),
                     ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_given_it),
        cmocka_unit_test(an_address_is_of_a_kind_that_is_allowed),
        cmocka_unit_test(all_of_it_is_given_anew),
        cmocka_unit_test(so_many_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
