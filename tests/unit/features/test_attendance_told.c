/* SPDX-License-Identifier: Apache-2.0
 * server/features/attendance_told.c and attendance_reckon.c: who is said to have taken part, and
 * when. completion_attended.c, where it goes, is in test_completion.c. */
#include "features/attendance_told.h"

#include <stdio.h>

#include "core/room.h"
#include "help_attendance.h"

static const int64_t over_ms = INT64_C(1000) * BOUND_REOPEN_SECONDS + 1;

/* A live session of a course: u1 was there all of its two minutes, u2 for one of them. */
static struct help_room *session(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "system", "stage.change", "{'course':'course:c1'}"), 0);
    help_comes(help, "", "u1");
    help_comes(help, "", "u2");
    help_wait(help, 60000);
    help_goes(help, "", "u2", 0);
    help_wait(help, 60000);
    return help;
}

static void ends(struct help_room *help)
{
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), 0);
}

/* What the server appends at that time; false: nothing is due. */
static bool tells(struct help_room *help, int64_t after_ms)
{
    struct buffer data;
    struct due due = {.data = &data};
    char json[100];
    buffer_init(&data, BOUND_ENTRY_BYTES);
    bool is = room_due(help_room(help), room_at_ms(help_room(help)) + after_ms, &due);
    if (is) {
        assert_string_equal(due.type, "attendance.tell");
        snprintf(json, sizeof json, "%.*s", (int)data.len, (const char *)data.bytes);
        help_wait(help, after_ms);
        assert_int_equal(help_append_raw(help, "system", "attendance.tell", json), ERR_NONE);
    }
    buffer_done(&data);
    return is;
}

#define EFFECT "attended course:c1 completion.attend {'of':'webinar:w1',"

static void the_course_is_told_once_the_end_stands(void **state)
{
    struct help_room *help = session();
    assert_false(tells(help, over_ms));
    ends(help);
    assert_false(tells(help, over_ms - 1));
    assert_true(tells(help, over_ms));
    expect_effects(help, EFFECT "'took':['u1','u2'],'missed':[]}\n");
    assert_false(tells(help, over_ms));
    assert_int_equal(help_append(help, "system", "attendance.tell", "{'number':2}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void it_is_told_by_the_rule_and_again_when_that_changes(void **state)
{
    struct help_room *help = session();
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':85}"), 0);
    ends(help);
    assert_true(tells(help, over_ms));
    expect_effects(help, EFFECT "'took':['u1'],'missed':[]}\n");
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':50}"), 0);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':['u2'],'missed':[]}\n");
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':50,'checks':1}"), 0);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':[],'missed':['u1','u2']}\n");
    /* A rule that says the same of everybody is looked at, and nothing follows. */
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':51,'checks':1}"), 0);
    assert_true(tells(help, 0));
    expect_effects(help, "");
    assert_false(tells(help, 0));
    help_room_free(&help);
}

static void a_correction_is_told_and_taken_back(void **state)
{
    struct help_room *help = session();
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':85}"), 0);
    ends(help);
    assert_true(tells(help, over_ms));
    assert_int_equal(help_send(help, "m1", "attendance.correct",
                               "{'whom':'u2','minutes':2,'why':'By telephone.'}"),
                     0);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':['u2'],'missed':[]}\n");
    /* What changes nothing of that tells nobody anything. */
    assert_int_equal(
        help_send(help, "m1", "attendance.correct", "{'whom':'u2','minutes':3,'why':'All of it.'}"),
        0);
    assert_false(tells(help, over_ms));
    assert_int_equal(
        help_send(help, "m1", "attendance.correct", "{'whom':'u2','why':'It was not so.'}"), 0);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':[],'missed':['u2']}\n");
    help_room_free(&help);
}

static void an_end_that_is_undone_tells_nothing_and_the_next_one_all(void **state)
{
    struct help_room *help = session();
    ends(help);
    help_wait(help, 1000);
    assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), 0);
    assert_false(tells(help, over_ms));
    assert_int_equal(help_append(help, "system", "attendance.tell", "{'number':1}"), ERR_NOT_FOUND);
    help_comes(help, "", "u3");
    help_wait(help, 60000);
    ends(help);
    assert_true(tells(help, over_ms));
    expect_effects(help, EFFECT "'took':['u1','u2','u3'],'missed':[]}\n");
    help_room_free(&help);
}

/* The news of a link that was lost before the end comes after what was told. */
static void who_was_gone_before_the_end_took_no_part_after_all(void **state)
{
    struct help_room *help = session();
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':85}"), 0);
    ends(help);
    assert_true(tells(help, over_ms));
    expect_effects(help, EFFECT "'took':['u1'],'missed':[]}\n");
    help_goes(help, "", "u1", over_ms + 100000);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':[],'missed':['u1']}\n");
    help_room_free(&help);
}

static void what_is_watched_again_counts_where_the_rule_says_so(void **state)
{
    struct help_room *help = session();
    const long long from = (long long)HELP_START_MS;
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'replay':true}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':85,'replay':true}"), 0);
    expect_view(help, RINGS_INSIDE, "presence/rule", "{'percent':85,'replay':true}");
    ends(help);
    assert_true(tells(help, over_ms));
    expect_effects(help, EFFECT "'took':['u1'],'missed':[]}\n");
    help_comes(help, "", "u2");
    help_wait(help, 120000);
    assert_int_equal(
        help_sendf(help, "u2", "attendance.watch", "{'spans':[[%lld,%lld]]}", from, from + 60000),
        0);
    assert_false(tells(help, 0)); /* half of it live, and the same half again, is half */
    help_wait(help, 60000);
    assert_int_equal(help_sendf(help, "u2", "attendance.watch", "{'spans':[[%lld,%lld]]}",
                                from + 60000, from + 110000),
                     0);
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':['u2'],'missed':[]}\n");
    assert_int_equal(help_attended(help, "u2", "completed"), 1);
    assert_int_equal(help_send(help, "h1", "attendance.rule", "{'percent':85}"), 0);
    expect_view(help, RINGS_INSIDE, "presence/rule", "{'percent':85}");
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':[],'missed':['u2']}\n");
    help_room_free(&help);
}

static void a_crowd_is_told_in_batches(void **state)
{
    struct help_room *help = help_webinar_new();
    char id[16];
    assert_int_equal(help_send(help, "system", "stage.change", "{'course':'course:c1'}"), 0);
    for (int i = 0; i < ATTENDANCE_BATCH + 1; i++) {
        snprintf(id, sizeof id, "p%d", i + 1);
        help_comes(help, "", id);
    }
    help_wait(help, 1000);
    ends(help);
    assert_true(tells(help, over_ms));
    assert_true(tells(help, 0));
    expect_effects(help, EFFECT "'took':['p101'],'missed':[]}\n");
    assert_false(tells(help, over_ms));
    help_room_free(&help);
}

static void a_session_without_a_course_tells_nobody(void **state)
{
    struct help_room *help = help_webinar_new();
    help_comes(help, "", "u1");
    help_wait(help, 1000);
    ends(help);
    assert_false(tells(help, over_ms));
    /* And one that comes to be of a course tells it. */
    assert_int_equal(help_send(help, "system", "stage.change", "{'course':'course:c2'}"), 0);
    assert_true(tells(help, over_ms));
    expect_effects(
        help,
        "attended course:c2 completion.attend {'of':'webinar:w1','took':['u1'],'missed':[]}\n");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_course_is_told_once_the_end_stands),
        cmocka_unit_test(it_is_told_by_the_rule_and_again_when_that_changes),
        cmocka_unit_test(a_correction_is_told_and_taken_back),
        cmocka_unit_test(an_end_that_is_undone_tells_nothing_and_the_next_one_all),
        cmocka_unit_test(who_was_gone_before_the_end_took_no_part_after_all),
        cmocka_unit_test(what_is_watched_again_counts_where_the_rule_says_so),
        cmocka_unit_test(a_crowd_is_told_in_batches),
        cmocka_unit_test(a_session_without_a_course_tells_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
