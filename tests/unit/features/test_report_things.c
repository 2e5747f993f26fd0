/* SPDX-License-Identifier: Apache-2.0
 * server/features/report_things.c: reports of posts of a course */
#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

/* The staff of that cohort. */
static struct rings staff_of(int number)
{
    return (struct rings){.all = RING(RING_INSIDE), .staff = RING(RING_GROUP + number - 1)};
}

/* u7 runs cohort 1, u8 cohort 2. */
static struct help_room *two_cohorts(void)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'B'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.staff", "{'whom':'u7','cohort':1,'staff':true}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.staff", "{'whom':'u8','cohort':2,'staff':true}"),
                     ERR_NONE);
    help_follow_rings(help, staff_of(1));
    help_follow_rings(help, staff_of(2));
    return help;
}

static enum err report(struct help_room *help, const char *by, int64_t thing)
{
    return help_sendf(help, by, "report.send",
                      "{'of':'forum','thing':%lld,'reason':'rude','text':'CANARY'}",
                      (long long)thing);
}

static enum err decide(struct help_room *help, const char *by, int64_t seq)
{
    return help_sendf(help, by, "report.decide", "{'report':%lld,'decision':'kept'}",
                      (long long)seq);
}

static int64_t thread_for(struct help_room *help, const char *cohorts)
{
    assert_int_equal(help_sendf(help, "h1", "forum.thread", "{'title':'t','text':'x'%s}", cohorts),
                     ERR_NONE);
    return help_seq(help);
}

static void the_staff_of_a_cohort_decide_reports_of_its_own(void **state)
{
    struct help_room *help = two_cohorts();
    int64_t thread = thread_for(help, ",'cohorts':[1]");
    assert_int_equal(report(help, "u9", thread), ERR_NOT_FOUND);
    assert_int_equal(report(help, "u7", thread), ERR_NONE);
    int64_t seq = help_seq(help);
    expect_view(help, staff_of(1), help_path("report/reports", seq, "text"), "'CANARY'");
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "text"), "'CANARY'");
    expect_unseen(help, staff_of(2), "CANARY");
    expect_unseen(help, RINGS_INSIDE, "CANARY");
    assert_int_equal(decide(help, "u8", seq), ERR_NOT_FOUND);
    assert_int_equal(decide(help, "u9", seq), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "u7", "report.claim", "report", seq), ERR_NONE);
    assert_int_equal(decide(help, "u7", seq), ERR_NONE);
    expect_me(help, "u7", help_path("report/mine", seq, "decision"), "'kept'");
    help_room_free(&help);
}

static void what_is_for_everybody_or_for_several_the_staff_of_the_course(void **state)
{
    static const char *const cohorts[] = {"", ",'cohorts':[1,2]"};
    for (size_t i = 0; i < 2; i++) {
        struct help_room *help = two_cohorts();
        int64_t thread = thread_for(help, cohorts[i]);
        assert_int_equal(report(help, "u7", thread), ERR_NONE);
        expect_unseen(help, staff_of(1), "CANARY");
        assert_int_equal(decide(help, "u7", help_seq(help)), ERR_NOT_FOUND);
        assert_int_equal(decide(help, "m1", help_seq(help)), ERR_NONE);
        help_room_free(&help);
    }
}

static void a_report_follows_its_post(void **state)
{
    struct help_room *help = two_cohorts();
    int64_t thread = thread_for(help, "");
    assert_int_equal(
        help_sendf(help, "u5", "forum.post", "{'thread':%lld,'text':'Mine.'}", (long long)thread),
        ERR_NONE);
    int64_t post = help_seq(help);
    assert_int_equal(report(help, "u6", post), ERR_NONE);
    int64_t seq = help_seq(help);
    /* It is for one cohort now, and so is what is said of it. */
    assert_int_equal(
        help_sendf(help, "m1", "forum.narrow", "{'thread':%lld,'cohorts':[1]}", (long long)thread),
        ERR_NONE);
    expect_view(help, staff_of(1), help_path("report/reports", seq, "text"), "'CANARY'");
    expect_unseen(help, staff_of(2), "CANARY");
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "gone"), "true");
    expect_unseen(help, HELP_STAFF, "CANARY");
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "gone"), NULL);
    assert_int_equal(help_act(help, "m1", "forum.remove", "thread", thread), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", seq, "gone"), "true");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_staff_of_a_cohort_decide_reports_of_its_own),
        cmocka_unit_test(what_is_for_everybody_or_for_several_the_staff_of_the_course),
        cmocka_unit_test(a_report_follows_its_post),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
