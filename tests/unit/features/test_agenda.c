/* SPDX-License-Identifier: Apache-2.0
 * server/features/agenda.c and common_order.c */
#include <stdio.h>

#include "features/agenda.h"

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t add(struct help_room *help, const char *title)
{
    assert_int_equal(
        help_sendf(help, "p1", "agenda.add", "{'title':{'en':'%s'},'minutes':10}", title),
        ERR_NONE);
    return help_seq(help);
}

static void everybody_sees_the_chapters(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help, "One");
    expect_view(help, RINGS_INSIDE, help_path("agenda/items", one, ""),
                "{'title':{'en':'One'},'minutes':10}");
    assert_int_equal(help_send(help, "u1", "agenda.add", "{'title':{'en':'x'}}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "p1", "agenda.add", "{'title':{'en':'x'},'minutes':0}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void chapters_stand_in_their_order(void **state)
{
    struct help_room *help = help_webinar_new();
    int one = (int)add(help, "One"), two = (int)add(help, "Two"), gone = two + 1000;
    assert_int_equal(help_sendf(help, "h1", "agenda.order", "{'items':[%d,%d,%d]}", two, gone, one),
                     ERR_NONE);
    char order[32];
    snprintf(order, sizeof order, "[%d,%d]", two, one);
    expect_view(help, RINGS_INSIDE, "agenda/order", order);
    assert_int_equal(help_sendf(help, "h1", "agenda.order", "{'items':[%d,%d]}", two, two),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_act(help, "h1", "agenda.remove", "item", two), ERR_NONE);
    snprintf(order, sizeof order, "[%d]", one);
    expect_view(help, RINGS_INSIDE, "agenda/order", order);
    assert_int_equal(help_act(help, "h1", "agenda.remove", "item", one), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "agenda", "{'items':{}}");
    help_room_free(&help);
}

static void the_team_may_take_the_chapters_elsewhere(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer out;
    char expected[256];
    int one = (int)add(help, "One"), two = (int)add(help, "Two");
    assert_int_equal(help_sendf(help, "h1", "agenda.order", "{'items':[%d,%d]}", two, one),
                     ERR_NONE);
    snprintf(expected, sizeof expected,
             "{'items':[{'item':%d,'title':{'en':'Two'},'minutes':10},"
             "{'item':%d,'title':{'en':'One'},'minutes':10}]}",
             two, one);
    expect_query(help, "p1", "agenda.prepared", "{}", expected);
    buffer_init(&out, 1000);
    assert_int_equal(help_query(help, "u1", "agenda.prepared", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
}

static void one_chapter_is_on(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help, "One"), two = add(help, "Two");
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "h1", "agenda.go", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "h1", "agenda.go", "item", one), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "agenda.go", "item", one), ERR_ALREADY_EXISTS);
    expect_view(help, RINGS_INSIDE, help_path("agenda/items", one, "began"), "1700000001000");
    assert_int_equal(help_act(help, "h1", "agenda.go", "item", two), ERR_NONE);
    char now[24];
    snprintf(now, sizeof now, "%lld", (long long)two);
    expect_view(help, RINGS_INSIDE, "agenda/now", now);
    assert_int_equal(help_act(help, "h1", "agenda.go", "item", two + 1000), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "h1", "agenda.remove", "item", two), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "agenda/now", NULL);
    assert_int_equal(help_act(help, "h1", "agenda.go", "item", one), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "agenda.go", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "agenda/now", NULL);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    assert_int_equal(help_act(help, "h1", "agenda.go", "item", one), ERR_WRONG_PHASE);
    help_room_free(&help);
}

static void another_title_takes_the_words_before_away(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help, "One"), gone[4];
    assert_int_equal(
        help_sendf(help, "m1", "agenda.edit", "{'item':%d,'title':{'fr':'Un'}}", (int)one),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("agenda/items", one, ""), "{'title':{'fr':'Un'}}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], one);
    help_room_free(&help);
}

static void it_has_an_end(void **state)
{
    struct help_room *help = help_webinar_new();
    for (int i = 0; i < BOUND_AGENDA; i++)
        add(help, "One");
    assert_int_equal(help_send(help, "h1", "agenda.add", "{'title':{'en':'x'}}"),
                     ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_sees_the_chapters),
        cmocka_unit_test(chapters_stand_in_their_order),
        cmocka_unit_test(the_team_may_take_the_chapters_elsewhere),
        cmocka_unit_test(one_chapter_is_on),
        cmocka_unit_test(another_title_takes_the_words_before_away),
        cmocka_unit_test(it_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
