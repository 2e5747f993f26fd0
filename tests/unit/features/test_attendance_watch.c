/* SPDX-License-Identifier: Apache-2.0
 * server/features/attendance_watch.c */
#include "features/attendance_watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help_attendance.h"

/* A session of ten minutes, over now, in which p1 and u1 were not; u1 has come since. */
static struct help_room *ended(void)
{
    struct help_room *help = help_webinar_new();
    help_wait(help, 600000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    help_comes(help, "", "u1");
    return help;
}

/* They watched from and to these seconds of the session. */
static enum err watches(struct help_room *help, int64_t from_s, int64_t to_s)
{
    return help_sendf(help, "u1", "attendance.watch", "{'spans':[[%lld,%lld]]}",
                      (long long)(HELP_START_MS + 1000 * from_s),
                      (long long)(HELP_START_MS + 1000 * to_s));
}

static int64_t watched(struct help_room *help)
{
    return help_attended(help, "u1", "watched");
}

static void each_moment_counts_once(void **state)
{
    struct help_room *help = ended();
    assert_int_equal(watched(help), -1);
    help_wait(help, 600000);
    assert_int_equal(watches(help, 60, 120), ERR_NONE);
    assert_int_equal(watches(help, 60, 120), ERR_NONE);
    assert_int_equal(watched(help), 60000);
    help_wait(help, 600000);
    assert_int_equal(watches(help, 90, 150), ERR_NONE);
    assert_int_equal(watches(help, 200, 201), ERR_NONE);
    assert_int_equal(watched(help), 91000);
    help_wait(help, 600000);
    assert_int_equal(watches(help, 0, 600), ERR_NONE);
    assert_int_equal(watched(help), 600000);
    /* Apart from what they were there for: nothing. */
    assert_int_equal(help_attended(help, "u1", "total"), 0);
    assert_int_equal(help_attended(help, "u1", "minutes"), 0);
    help_room_free(&help);
}

/* Twice the speed, and what is on its way. */
static void no_more_counts_than_can_have_been_played(void **state)
{
    struct help_room *help = ended();
    help_wait(help, 10000);
    assert_int_equal(watches(help, 0, 600), ERR_NONE);
    assert_int_equal(watched(help), 30000);
    assert_int_equal(watches(help, 300, 600), ERR_NONE);
    assert_int_equal(watched(help), 40000);
    help_room_free(&help);
}

static void what_is_not_of_the_session_counts_nothing(void **state)
{
    struct help_room *help = help_webinar_new();
    help_wait(help, 60000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'paused'}"), ERR_NONE);
    help_wait(help, 60000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), ERR_NONE);
    help_wait(help, 60000);
    help_comes(help, "", "u1");
    assert_int_equal(watches(help, 0, 1), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    help_wait(help, 900000);
    assert_int_equal(watches(help, -100, 500), ERR_NONE);
    assert_int_equal(watched(help), 120000);
    help_room_free(&help);
}

static void who_reports_says_spans_and_was_here(void **state)
{
    static const char *const bad[] = {"{}",
                                      "{'spans':[]}",
                                      "{'spans':[[2,1]]}",
                                      "{'spans':[[1]]}",
                                      "{'spans':[[0,1]]}",
                                      "{'spans':[1]}",
                                      "{'spans':{}}"};
    struct help_room *help = ended();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "u1", "attendance.watch", bad[i]), ERR_BAD_REQUEST);
    char many[2048] = "[1,2]";
    for (int i = 0; i < BOUND_WATCHED; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many), ",[1,2]");
    assert_int_equal(help_sendf(help, "u1", "attendance.watch", "{'spans':[%s]}", many),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u2", "attendance.watch", "{'spans':[[1,2]]}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

/* Beside a second by second reference, of somebody who seeks a lot. */
static void it_is_what_was_played_whatever_they_do(void **state)
{
    enum { SECONDS = 600, REPORTS = 60 };
    struct help_room *help = ended();
    bool played[SECONDS] = {false};
    int64_t sum = 0;
    srand(7);
    for (int i = 0; i < REPORTS; i++) {
        int from = 2 * (rand() % (SECONDS / 2 - 20)), to = from + 2 + rand() % 40;
        help_wait(help, 60000);
        assert_int_equal(watches(help, from, to), ERR_NONE);
        for (int second = from; second < to; second++)
            played[second] = true;
        /* What lies between two that are a second apart is taken as played. */
        for (int second = 1; second + 1 < SECONDS; second++)
            played[second] = played[second] || (played[second - 1] && played[second + 1]);
        sum = 0;
        for (int second = 0; second < SECONDS; second++)
            sum += played[second] ? 1000 : 0;
        assert_int_equal(watched(help), sum);
    }
    help_room_free(&help);
}

/* Of more pieces than are kept the shortest goes. */
static void of_too_many_pieces_the_shortest_goes(void **state)
{
    struct help_room *help = help_webinar_new();
    help_wait(help, 6000000);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
    help_comes(help, "", "u1");
    for (int i = 0; i < 130; i++) {
        help_wait(help, 60000);
        assert_int_equal(watches(help, 20 * i, 20 * i + (i == 5 || i == 77 ? 3 : 10)), ERR_NONE);
    }
    assert_int_equal(watched(help), 1280000);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_moment_counts_once),
        cmocka_unit_test(no_more_counts_than_can_have_been_played),
        cmocka_unit_test(what_is_not_of_the_session_counts_nothing),
        cmocka_unit_test(who_reports_says_spans_and_was_here),
        cmocka_unit_test(it_is_what_was_played_whatever_they_do),
        cmocka_unit_test(of_too_many_pieces_the_shortest_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
