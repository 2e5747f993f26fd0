/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_poll.c and forum_poll_told.c */
#include <stdio.h>
#include <string.h>

#include "base/unused.h"
#include "help_course.h"

enum { HOUR_MS = 3600 * 1000 };

#define ASKED                                                                                      \
    "{'title':'T','text':'Which day?','poll':{'options':['Monday','Tuesday','Friday']%s}%s}"

/* A thread of u1 that asks; followed by those inside, and the staff. */
static int64_t asking(struct help_room *help, const char *poll, const char *rest)
{
    assert_int_equal(help_sendf(help, "u1", "forum.thread", ASKED, poll, rest), ERR_NONE);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    return thread;
}

static enum err choose(struct help_room *help, const char *by, int64_t post, const char *choices)
{
    return help_sendf(help, by, "forum.choose", "{'post':%lld,'choices':%s}", (long long)post,
                      choices);
}

static enum err act(struct help_room *help, const char *by, const char *type, const char *of,
                    int64_t seq)
{
    return help_sendf(help, by, type, "{'%s':%lld}", of, (long long)seq);
}

/* The text around a seq, of which some are in use at once. */
static const char *with(const char *before, int64_t seq, const char *after)
{
    static char text[4][256];
    static int turn;
    char *out = text[turn++ % 4];
    snprintf(out, sizeof text[0], "%s%lld%s", before, (long long)seq, after);
    return out;
}

static void expect_asked(struct help_room *help, const char *by, int64_t thread, const char *answer)
{
    expect_query(help, by, "forum.polls", with("{'thread':", thread, "}"), answer);
}

static void a_post_asks_and_those_who_see_it_choose(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = asking(help, "", "");
    const char *poll = with("thread/posts/", thread, "/poll");
    expect_part(help, RINGS_INSIDE, thread, poll,
                "{'options':['Monday','Tuesday','Friday'],'max':1,'ballot':'named',"
                "'results':'voted','voters':0}");
    assert_int_equal(choose(help, "u2", thread, "[2]"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(choose(help, "u2", thread, "[1]"), ERR_ALREADY_VOTED);
    assert_int_equal(choose(help, "u3", thread, "[1,2]"), ERR_CHOICES_INVALID);
    assert_int_equal(choose(help, "u3", thread, "[4]"), ERR_CHOICES_INVALID);
    assert_int_equal(choose(help, "u3", thread, "[]"), ERR_NOT_FOUND);
    assert_int_equal(choose(help, "m1", thread, "[2]"), ERR_NONE);
    help_tally(help);
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", thread, "/poll/voters"), "2");
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", thread, "/poll/tally"), NULL);
    expect_part(help, HELP_STAFF, thread, with("thread/posts/", thread, "/poll/tally"), "[0,2,0]");
    help_room_free(&help);
}

static void who_has_voted_sees_what_the_others_chose(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = asking(help, "", "");
    assert_int_equal(choose(help, "u2", thread, "[2]"), ERR_NONE);
    expect_asked(help, "u1", thread, with("{'polls':{'", thread, "':{'voters':1}}}"));
    expect_asked(help, "u2", thread,
                 with("{'polls':{'", thread, "':{'choices':[2],'voters':1,'tally':[0,1,0]}}}"));
    expect_asked(help, "m1", thread,
                 with("{'polls':{'", thread, "':{'voters':1,'tally':[0,1,0]}}}"));
    help_room_free(&help);
}

static void results_that_wait_for_the_close_do(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = asking(help, ",'results':'closed','max':2", "");
    assert_int_equal(choose(help, "u2", thread, "[1,3]"), ERR_NONE);
    expect_asked(help, "u2", thread,
                 with("{'polls':{'", thread, "':{'choices':[1,3],'voters':1}}}"));
    assert_int_equal(act(help, "u2", "forum.finish", "post", thread), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "u1", "forum.finish", "post", thread), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", thread, "/poll/tally"),
                "[1,0,1]");
    expect_asked(help, "u3", thread,
                 with("{'polls':{'", thread, "':{'voters':1,'tally':[1,0,1]}}}"));
    assert_int_equal(choose(help, "u3", thread, "[1]"), ERR_POLL_CLOSED);
    assert_int_equal(act(help, "m1", "forum.finish", "post", thread), ERR_POLL_NOT_OPEN);
    help_room_free(&help);
}

static void it_closes_at_its_time_and_takes_no_vote_behind_it(void **state)
{
    struct help_room *help = help_course_new();
    char closes[64];
    snprintf(closes, sizeof closes, ",'closes':%lld", (long long)HELP_START_MS + HOUR_MS);
    int64_t thread = asking(help, closes, "");
    assert_int_equal(help_tick(help, HELP_START_MS + HOUR_MS - 1), 0);
    help_wait(help, HOUR_MS);
    assert_int_equal(choose(help, "u2", thread, "[1]"), ERR_POLL_CLOSED);
    assert_int_equal(help_tick(help, HELP_START_MS + HOUR_MS), 1);
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", thread, "/poll/tally"),
                "[0,0,0]");
    assert_int_equal(help_tick(help, HELP_START_MS + 9 * HOUR_MS), 0);
    help_room_free(&help);
}

static void a_vote_is_changed_and_taken_back_where_that_may_be(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = asking(help, ",'change':true", "");
    assert_int_equal(choose(help, "u2", thread, "[2]"), ERR_NONE);
    assert_int_equal(choose(help, "u2", thread, "[3]"), ERR_NONE);
    help_tally(help);
    expect_part(help, HELP_STAFF, thread, with("thread/posts/", thread, "/poll/tally"), "[0,0,1]");
    assert_int_equal(choose(help, "u2", thread, "[]"), ERR_NONE);
    expect_asked(help, "u2", thread, with("{'polls':{'", thread, "':{'voters':0}}}"));
    help_room_free(&help);
}

static void who_chose_what_is_for_staff_where_it_is_named(void **state)
{
    struct help_room *help = help_course_new();
    int64_t named = asking(help, "", "");
    int64_t hidden = asking(help, ",'ballot':'anonymous'", "");
    assert_int_equal(choose(help, "u2", named, "[2]"), ERR_NONE);
    expect_query(help, "m1", "forum.ballots", with("{'post':", named, "}"),
                 "{'ballots':[{'person':'u2','choices':[2]}],'all':1}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "forum.ballots", with("{'post':", named, "}"), &out),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "m1", "forum.ballots", with("{'post':", hidden, "}"), &out),
                     ERR_NOT_AVAILABLE);
    buffer_done(&out);
    assert_int_equal(choose(help, "u3", hidden, "[1]"), ERR_NONE);
    assert_int_equal(choose(help, "u3", hidden, "[2]"), ERR_ALREADY_VOTED);
    expect_asked(help, "u3", hidden,
                 with("{'polls':{'", hidden, "':{'choices':[1],'voters':1,'tally':[1,0,0]}}}"));
    help_room_free(&help);
}

/* A pseudonym sees nothing of a cohort: who it is of is asked when the vote comes. */
static void what_is_for_a_cohort_is_voted_on_by_it_alone(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.put", "{'cohort':1,'people':['u2']}"), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "h1", "forum.thread", ASKED, ",'ballot':'anonymous'", ",'cohorts':[1]"),
        ERR_NONE);
    int64_t thread = help_seq(help);
    assert_int_equal(choose(help, "u3", thread, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(choose(help, "u3", thread + 7, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(choose(help, "u2", thread, "[1]"), ERR_NONE);
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u3", "forum.polls", with("{'thread':", thread, "}"), &out),
                     ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u3", "forum.ballots", with("{'post':", thread, "}"), &out),
                     ERR_NOT_FOUND);
    buffer_done(&out);
    assert_int_equal(act(help, "u3", "forum.finish", "post", thread), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void it_goes_and_comes_back_with_its_post(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(help_sendf(help, "u1", "forum.post",
                                "{'thread':%lld,'text':'x','poll':{'options':['a','b']}}",
                                (long long)thread),
                     ERR_NONE);
    int64_t post = help_seq(help);
    assert_int_equal(choose(help, "u2", post, "[2]"), ERR_NONE);
    assert_int_equal(act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", post, "/poll"), NULL);
    expect_asked(help, "u2", thread, "{'polls':{}}");
    assert_int_equal(choose(help, "u3", post, "[2]"), ERR_FORUM_DELETED);
    assert_int_equal(act(help, "u1", "forum.finish", "post", post), ERR_FORUM_DELETED);
    assert_int_equal(act(help, "m1", "forum.restore", "post", post), ERR_NONE);
    expect_part(help, HELP_STAFF, thread, with("thread/posts/", post, "/poll/tally"), "[0,1]");
    assert_int_equal(
        help_sendf(help, "m1", "forum.split", "{'post':%lld,'title':'Other'}", (long long)post),
        ERR_NONE);
    expect_asked(help, "u3", post, with("{'polls':{'", post, "':{'voters':1}}}"));
    assert_int_equal(help_sendf(help, "m1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)post, (long long)thread),
                     ERR_NONE);
    expect_asked(help, "u3", thread, with("{'polls':{'", post, "':{'voters':1}}}"));
    assert_int_equal(choose(help, "u3", post, "[1]"), ERR_NONE);
    help_room_free(&help);
}

/* Those who wait before a thread in which one writes first are told what its opening post asks. */
static void who_waits_is_told_no_number(void **state)
{
    struct help_room *help = help_course_new();
    int64_t topic = help_did(help, "h1", "topic.add", "{'title':{'en':'F'},'kind':'first'}");
    assert_int_equal(
        help_sendf(help, "h1", "forum.thread", ASKED, "", with(",'topic':", topic, "")), ERR_NONE);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    help_follow_part_as(help, RINGS_WAITING, thread);
    assert_int_equal(choose(help, "u2", thread, "[2]"), ERR_NONE);
    help_tally(help);
    expect_part(help, RINGS_WAITING, thread, with("thread/posts/", thread, "/poll"),
                "{'options':['Monday','Tuesday','Friday'],'max':1,'ballot':'named',"
                "'results':'voted'}");
    expect_asked(help, "u2", thread, with("{'polls':{'", thread, "':{'choices':[2]}}}"));
    assert_int_equal(help_sendf(help, "u3", "forum.post",
                                "{'thread':%lld,'text':'x','poll':{'options':['a','b']}}",
                                (long long)thread),
                     ERR_NONE);
    int64_t post = help_seq(help);
    assert_int_equal(choose(help, "u2", post, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(act(help, "u2", "forum.finish", "post", post), ERR_NOT_FOUND);
    assert_int_equal(act(help, "h1", "forum.finish", "post", post), ERR_NONE);
    expect_patch(help, RINGS_WAITING, NULL);
    expect_asked(help, "u2", thread, with("{'polls':{'", thread, "':{'choices':[2]}}}"));
    help_room_free(&help);
}

static void what_cannot_be_asked_is_refused(void **state)
{
    static const struct {
        const char *poll;
        enum err error;
    } cases[] = {
        {"{'options':['a']}", ERR_BAD_REQUEST},
        {"{'options':['a','a ']}", ERR_CHOICES_INVALID},
        {"{'options':['a',' ']}", ERR_TEXT_INVALID},
        {"{'options':['a','b'],'max':3}", ERR_BAD_REQUEST},
        {"{'options':['a','b'],'ballot':'secret'}", ERR_BAD_REQUEST},
        {"{'options':['a','b'],'results':'live'}", ERR_BAD_REQUEST},
        {"{'options':['a','b'],'closes':'x'}", ERR_BAD_REQUEST},
        {"['a','b']", ERR_BAD_REQUEST},
        {"{'options':['1','2','3','4','5','6','7','8','9','10','11','12','13']}",
         ERR_LIMIT_EXCEEDED},
    };
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(help_sendf(help, "u1", "forum.post",
                                    "{'thread':%lld,'text':'x','poll':%s}", (long long)thread,
                                    cases[i].poll),
                         cases[i].error);
    assert_int_equal(help_send(help, "u1", "forum.choose", "{'post':5,'choices':'1'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(choose(help, "u1", thread, "[1]"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_thread_and_a_person_have_a_share_of_polls(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), last = 0;
    for (int i = 0; i < BOUND_THREAD_POLLS; i++)
        last = help_did(help, "u2", "forum.post",
                        with("{'thread':", thread, ",'text':'x','poll':{'options':['a','b']}}"));
    assert_int_equal(
        help_send(help, "m1", "forum.post",
                  with("{'thread':", thread, ",'text':'x','poll':{'options':['a','b']}}")),
        ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "m1", "forum.delete", "post", last), ERR_NONE);
    for (int i = BOUND_THREAD_POLLS - 1; i < BOUND_FORUM_POLLS_PERSON; i++)
        assert_int_equal(help_sendf(help, "u2", "forum.thread", ASKED, "", ""), ERR_NONE);
    assert_int_equal(help_sendf(help, "u2", "forum.thread", ASKED, "", ""), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_sendf(help, "u3", "forum.thread", ASKED, "", ""), ERR_NONE);
    help_room_free(&help);
}

static void its_author_takes_the_words_along(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = asking(help, "", "");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    UNUSED(thread);
    assert_int_equal(help_query(help, "u1", "forum.mine", "{}", &out), ERR_NONE);
    assert_non_null(strstr(out.bytes, "\"poll\":[\"Monday\",\"Tuesday\",\"Friday\"]"));
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_asks_and_those_who_see_it_choose),
        cmocka_unit_test(who_has_voted_sees_what_the_others_chose),
        cmocka_unit_test(results_that_wait_for_the_close_do),
        cmocka_unit_test(it_closes_at_its_time_and_takes_no_vote_behind_it),
        cmocka_unit_test(a_vote_is_changed_and_taken_back_where_that_may_be),
        cmocka_unit_test(who_chose_what_is_for_staff_where_it_is_named),
        cmocka_unit_test(what_is_for_a_cohort_is_voted_on_by_it_alone),
        cmocka_unit_test(it_goes_and_comes_back_with_its_post),
        cmocka_unit_test(who_waits_is_told_no_number),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(a_thread_and_a_person_have_a_share_of_polls),
        cmocka_unit_test(its_author_takes_the_words_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
