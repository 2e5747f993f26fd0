/* SPDX-License-Identifier: Apache-2.0
 * server/features/notice.c and worded.c */
#include "features/notice.h"

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t post(struct help_room *help, const char *more)
{
    assert_int_equal(help_sendf(help, "p1", "notice.post", "{'text':{'en':'Lunch'}%s}", more),
                     ERR_NONE);
    return help_seq(help);
}

static void everybody_reads_what_the_team_announces(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "notice.post", "{'text':{'en':'No'}}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "p1", "notice.post", "{'text':{}}"), ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "p1", "notice.post", "{'text':{'en':'x'},'link':'javascript:1'}"),
        ERR_BAD_REQUEST);
    int64_t seq = post(help, ",'urgent':true,'link':'https://police.example/'");
    expect_view(help, RINGS_INSIDE, help_path("notice/notices", seq, ""),
                "{'text':{'en':'Lunch'},'by':'p1','name':'Name p1','at':1700000000000,"
                "'link':'https://police.example/','urgent':true}");
    help_room_free(&help);
}

static void an_edit_says_all_anew_and_the_words_before_go(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, ",'urgent':true,'link':'/menu'"), gone[4];
    assert_int_equal(help_sendf(help, "m1", "notice.edit",
                                "{'notice':%d,'text':{'ar':'غداء'},'until':1700000009000}",
                                (int)seq),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("notice/notices", seq, ""),
                "{'text':{'ar':'غداء'},'at':1700000000000,'by':'m1','name':'Name m1',"
                "'edited':1700000000000,'until':1700000009000}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], seq);
    assert_int_equal(help_act(help, "h1", "notice.remove", "notice", seq), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "notice/notices", "{}");
    assert_int_equal(help_act(help, "h1", "notice.remove", "notice", seq), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void it_ends_when_its_time_has_come(void **state)
{
    struct help_room *help = help_webinar_new();
    struct due due = {0};
    int64_t seq = post(help, ",'until':1700000004000");
    assert_false(room_due(help_room(help), INT64_C(1700000003999), &due));
    assert_true(room_due(help_room(help), INT64_C(1700000004000), &due));
    assert_string_equal(due.type, "notice.expire");
    assert_int_equal(help_sendf(help, "system", "notice.expire",
                                "{'notice':%d,'until':1700000000001}", (int)seq),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "system", "notice.expire",
                                "{'notice':%d,'until':1700000004000}", (int)seq),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "notice/notices", "{}");
    help_room_free(&help);
}

static void so_many_stand_and_no_more(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = post(help, "");
    for (int i = 1; i < BOUND_NOTICES; i++)
        post(help, "");
    assert_int_equal(help_send(help, "h1", "notice.post", "{'text':{'en':'x'}}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_act(help, "h1", "notice.remove", "notice", first), ERR_NONE);
    post(help, "");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_reads_what_the_team_announces),
        cmocka_unit_test(an_edit_says_all_anew_and_the_words_before_go),
        cmocka_unit_test(it_ends_when_its_time_has_come),
        cmocka_unit_test(so_many_stand_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
