/* SPDX-License-Identifier: Apache-2.0
 * server/features/completion.c and the files beside it, and the ledgers that it asks. */
#include "features/completion.h"

#include <stdio.h>
#include <string.h>

#include "core/room.h"
#include "features/completion_attended.h"
#include "help_course.h"

struct taught {
    struct help_room *help;
    int64_t unit, article, test, question;
};

#define DID(help, by, type, ...)                                                                   \
    do {                                                                                           \
        assert_int_equal(help_sendf(help, by, type, __VA_ARGS__), ERR_NONE);                       \
    } while (0)

/* An open unit with an article and a test of one question, both count. */
static struct taught taught_new(void)
{
    struct taught of = {.help = help_course_new()};
    of.unit = help_did(of.help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    DID(of.help, "m1", "item.add",
        "{'unit':%lld,'kind':'article','title':{'en':'A'},'text':{'en':'B'},'counts':true}",
        (long long)of.unit);
    of.article = help_seq(of.help);
    DID(of.help, "m1", "item.add", "{'unit':%lld,'kind':'test','title':{'en':'T'},'counts':true}",
        (long long)of.unit);
    of.test = help_seq(of.help);
    DID(of.help, "m1", "test.ask",
        "{'item':%lld,'type':'text','title':{'en':'Name it'},'correct':['phone']}",
        (long long)of.test);
    of.question = help_seq(of.help);
    DID(of.help, "m1", "test.set", "{'item':%lld,'pass':50,'attempts':2}", (long long)of.test);
    return of;
}

static void passes(const struct taught *of, const char *by)
{
    DID(of->help, by, "test.begin", "{'item':%lld}", (long long)of->test);
    DID(of->help, by, "test.answer", "{'item':%lld,'attempt':1,'question':%lld,'texts':['phone']}",
        (long long)of->test, (long long)of->question);
    DID(of->help, by, "test.hand", "{'item':%lld,'attempt':1}", (long long)of->test);
}

static enum err asks(struct help_room *help, const char *by, const char *query, const char *data)
{
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    enum err error = help_query(help, by, query, data, &answer);
    buffer_done(&answer);
    return error;
}

static void expect_record(struct help_room *help, const char *by, const char *person,
                          const char *json)
{
    char data[96];
    snprintf(data, sizeof data, "{'person':'%s'}", person);
    expect_query(help, by, "course.record", data, json);
}

static void staff_see_what_each_has_done(void **state)
{
    struct taught of = taught_new();
    char want[1024];
    int64_t thread = help_thread(of.help);
    int64_t answer = help_post_new(of.help, "u2", thread, 0);
    help_post_new(of.help, "u1", thread, 0); /* their own thread: no answer */
    help_post_new(of.help, "u3", thread, answer);
    DID(of.help, "u1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)answer);
    DID(of.help, "u2", "item.mark", "{'unit':%lld,'item':%lld,'done':true}", (long long)of.unit,
        (long long)of.article);
    DID(of.help, "u1", "item.mark", "{'unit':%lld,'item':%lld,'done':false}", (long long)of.unit,
        (long long)of.article);
    passes(&of, "u2");
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    snprintf(want, sizeof want,
             "{'person':'u2','posts':1,'answers':1,'accepted':1,'votes':0,'opened':2,'done':2,'"
             "passed':1,'assignments':0,'attended':0,"
             "'seen':%lld,'units':{'%lld':{'opened':2,'done':2,'items':{'%lld':true,'%lld':true}}},"
             "'tests':{'%lld':100},'webinars':[]}",
             (long long)HELP_START_MS, (long long)of.unit, (long long)of.article,
             (long long)of.test, (long long)of.test);
    expect_record(of.help, "m1", "u2", want);
    expect_record(of.help, "u2", "u2", want);
    snprintf(want, sizeof want,
             "{'person':'u1','posts':2,'answers':0,'accepted':0,'votes':0,'opened':1,'done':0,'"
             "passed':0,'assignments':0,'attended':0,"
             "'seen':%lld,'units':{'%lld':{'opened':1,'done':0,'items':{'%lld':false}}},"
             "'tests':{},'webinars':[]}",
             (long long)HELP_START_MS, (long long)of.unit, (long long)of.article);
    expect_record(of.help, "h1", "u1", want);
    assert_int_equal(asks(of.help, "u1", "course.record", "{'person':'u2'}"), ERR_NOT_FOUND);
    help_room_free(&of.help);
}

static void what_is_deleted_was_never_done(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t answer = help_post_new(help, "u2", thread, 0);
    DID(help, "u1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)answer);
    DID(help, "u2", "forum.delete", "{'post':%lld}", (long long)answer);
    char want[512];
    snprintf(want, sizeof want,
             "{'person':'u2','posts':0,'answers':0,'accepted':0,'votes':0,'opened':0,'done':0,'"
             "passed':0,'assignments':0,'attended':0,"
             "'seen':%lld,'units':{},'tests':{},'webinars':[]}",
             (long long)HELP_START_MS);
    expect_record(help, "m1", "u2", want);
    help_room_free(&help);
}

static void a_page_is_sorted_and_of_one_cohort(void **state)
{
    struct help_room *help = help_course_new();
    const struct help_list list = {"course.participation", "people", "person"};
    DID(help, "h1", "cohort.add", "{'title':{'en':'A'}}");
    DID(help, "h1", "cohort.add", "{'title':{'en':'B'}}");
    for (int i = 1; i <= 4; i++)
        DID(help, "h1", "member.set", "{'whom':'u%d','role':'participant','name':'%s'}", i,
            i == 1   ? "zoe"
            : i == 2 ? "Élodie"
            : i == 3 ? "abel"
                     : "Yann");
    DID(help, "h1", "cohort.put", "{'cohort':1,'people':['u1','u2']}");
    DID(help, "h1", "cohort.put", "{'cohort':2,'people':['u3']}");
    DID(help, "h1", "cohort.staff", "{'cohort':1,'whom':'u4','staff':true}");
    int64_t thread = help_thread(help);
    help_post_new(help, "u3", thread, 0);
    help_post_new(help, "u3", thread, 0);
    help_expect_ids(help, "m1", &list, "{}", "u1 u2 u3 u4");
    help_expect_ids(help, "m1", &list, "{'sort':'name'}", "u3 u2 u4 u1");
    help_expect_ids(help, "m1", &list, "{'sort':'posts'}", "u3 u1 u2 u4");
    help_expect_ids(help, "m1", &list, "{'cohort':2}", "u3");
    help_expect_ids(help, "m1", &list, "{'after':2}", "u3 u4");
    help_expect_ids(help, "u4", &list, "{}", "u1 u2");
    help_expect_ids(help, "u4", &list, "{'cohort':2}", "");
    assert_int_equal(asks(help, "u4", "course.record", "{'person':'u3'}"), ERR_NOT_FOUND);
    help_expect_ids(help, "u1", &list, "{}", "");
    assert_int_equal(asks(help, "m1", "course.participation", "{'cohort':9}"), ERR_NOT_FOUND);
    assert_int_equal(asks(help, "m1", "course.participation", "{'sort':'age'}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void who_meets_all_rules_has_completed_it_once(void **state)
{
    struct taught of = taught_new();
    int64_t thread = help_thread(of.help);
    DID(of.help, "h1", "completion.rules", "{'answers':1,'items':2,'tests':1}");
    expect_view(of.help, RINGS_INSIDE, "completion/rules", "{'answers':1,'items':2,'tests':1}");
    help_post_new(of.help, "u2", thread, 0);
    DID(of.help, "u2", "item.mark", "{'unit':%lld,'item':%lld,'done':true}", (long long)of.unit,
        (long long)of.article);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 0);
    expect_me(of.help, "u2", "completion", NULL);
    passes(&of, "u2");
    assert_int_equal(help_tick(of.help, HELP_START_MS), 2);
    char want[256];
    snprintf(want, sizeof want, "{'completed':%lld}", (long long)HELP_START_MS);
    expect_me(of.help, "u2", "completion", want);
    snprintf(want, sizeof want,
             "credential academy:main credential.award {'person':'u2','kind':'completion',"
             "'of':'course:c1','title':{'en':'Evidence'},'issued':%lld}\n",
             (long long)HELP_START_MS);
    expect_effects(of.help, want);
    expect_view(of.help, HELP_STAFF, "completion/completed", NULL);
    /* For good: not even when what was done is not done any more, or more is asked for. */
    DID(of.help, "u2", "item.mark", "{'unit':%lld,'item':%lld,'done':false}", (long long)of.unit,
        (long long)of.article);
    DID(of.help, "h1", "completion.rules", "{'posts':900}");
    DID(of.help, "h1", "completion.rules", "{'posts':1}");
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1); /* u1, who opened the thread */
    expect_me(of.help, "u1", "completion/completed", "1700000000000");
    assert_int_equal(help_append(of.help, "system", "completion.reach", "{'whom':'u2','number':1}"),
                     ERR_NOT_FOUND);
    help_room_free(&of.help);
}

static void an_item_that_comes_to_count_is_counted(void **state)
{
    struct taught of = taught_new();
    DID(of.help, "m1", "item.edit",
        "{'unit':%lld,'item':%lld,'kind':'article','title':{'en':'A'},'text':{'en':'B'}}",
        (long long)of.unit, (long long)of.article);
    DID(of.help, "h1", "completion.rules", "{'items':1}");
    DID(of.help, "u2", "item.mark", "{'unit':%lld,'item':%lld,'done':true}", (long long)of.unit,
        (long long)of.article);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 0);
    DID(of.help, "m1", "item.edit",
        "{'unit':%lld,'item':%lld,'kind':'article','title':{'en':'A'},'text':{'en':'B'},"
        "'counts':true}",
        (long long)of.unit, (long long)of.article);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    help_room_free(&of.help);
}

static void an_assignment_counts_once_it_is_handed_back(void **state)
{
    struct taught of = taught_new();
    DID(of.help, "m1", "item.add", "{'unit':%lld,'kind':'assignment','title':{'en':'A plan'}}",
        (long long)of.unit);
    long long item = (long long)help_seq(of.help);
    DID(of.help, "m1", "assignment.set",
        "{'item':%lld,'text':{'en':'Write a plan.'},'takes':'text','attempts':1}", item);
    DID(of.help, "h1", "completion.rules", "{'assignments':1}");
    DID(of.help, "u2", "assignment.hand", "{'item':%lld,'text':'First the door.'}", item);
    DID(of.help, "m1", "assignment.mark", "{'item':%lld,'person':'u2','attempt':1}", item);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 0);
    DID(of.help, "m1", "assignment.mark",
        "{'item':%lld,'person':'u2','attempt':1,'back':true,'passed':true}", item);
    assert_int_equal(help_tick(of.help, HELP_START_MS), 1);
    expect_me(of.help, "u2", "completion/completed", "1700000000000");
    help_room_free(&of.help);
}

static void attends(struct help_room *help, const char *webinar, const char *took,
                    const char *missed)
{
    DID(help, "system", "completion.attend", "{'of':'%s','took':[%s],'missed':[%s]}", webinar, took,
        missed);
}

static void webinars_count_once_each_and_as_they_say(void **state)
{
    struct help_room *help = help_course_new();
    help_follow_person(help, "u2");
    DID(help, "h1", "completion.rules", "{'webinars':2}");
    expect_view(help, RINGS_INSIDE, "completion/rules", "{'webinars':2}");
    attends(help, "webinar:w1", "'u1','u2'", "");
    attends(help, "webinar:w1", "'u2'", "");
    expect_me(help, "u2", "completion", "{'attended':1}");
    expect_unseen(help, HELP_STAFF, "u2");
    assert_int_equal(help_tick(help, HELP_START_MS), 0);
    attends(help, "webinar:w2", "'u1','u2'", "");
    attends(help, "webinar:w1", "", "'u1'");
    /* u1 met the rules for a moment: what was decided meanwhile is decided. */
    assert_int_equal(help_tick(help, HELP_START_MS), 2);
    expect_me(help, "u2", "completion", "{'completed':1700000000000,'attended':2}");
    expect_record(help, "m1", "u2",
                  "{'person':'u2','posts':0,'answers':0,'accepted':0,'votes':0,'opened':0,"
                  "'done':0,'passed':0,'assignments':0,'attended':2,'units':{},'tests':{},"
                  "'completed':1700000000000,'webinars':['webinar:w1','webinar:w2']}");
    attends(help, "webinar:w1", "", "'u2'");
    expect_me(help, "u2", "completion", "{'completed':1700000000000,'attended':1}");
    attends(help, "webinar:w2", "", "'u2'");
    expect_me(help, "u2", "completion", "{'completed':1700000000000,'attended':0}");
    help_room_free(&help);
}

/* Whoever leaves the course completes nothing; what they did counts when they are back. */
static void who_left_is_counted_when_they_are_back(void **state)
{
    struct help_room *help = help_course_new();
    DID(help, "h1", "completion.rules", "{'webinars':1}");
    DID(help, "h1", "member.set", "{'whom':'u2','role':'none'}");
    attends(help, "webinar:w1", "'u2','h1'", "");
    assert_int_equal(help_tick(help, HELP_START_MS), 0);
    DID(help, "h1", "member.set", "{'whom':'u2','role':'participant'}");
    assert_int_equal(help_tick(help, HELP_START_MS), 1);
    expect_me(help, "u2", "completion/completed", "1700000000000");
    help_room_free(&help);
}

static void of_too_many_webinars_no_more_are_counted(void **state)
{
    struct help_room *help = help_course_new();
    char webinar[32];
    for (int i = 0; i < ATTENDED_WEBINARS; i++) {
        snprintf(webinar, sizeof webinar, "webinar:w%d", i);
        attends(help, webinar, "'u2'", "");
    }
    expect_me(help, "u2", "completion/attended", "256");
    assert_int_equal(
        help_append(help, "system", "completion.attend", "{'of':'webinar:x','took':['u2']}"),
        ERR_LIMIT_EXCEEDED);
    attends(help, "webinar:w9", "", "'u2'");
    expect_me(help, "u2", "completion/attended", "255");
    help_room_free(&help);
}

static void staff_correct_it_with_a_reason(void **state)
{
    struct help_room *help = help_course_new();
    help_follow_person(help, "u2");
    assert_int_equal(help_send(help, "m1", "completion.correct", "{'whom':'u2','completed':true}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "completion.correct",
                               "{'whom':'u2','completed':true,'why':'Came on site.'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(
        help_send(help, "m1", "completion.correct", "{'whom':'u2','completed':false,'why':'No.'}"),
        ERR_ALREADY_EXISTS);
    assert_int_equal(
        help_send(help, "m1", "completion.correct", "{'whom':'h1','completed':true,'why':'No.'}"),
        ERR_NOT_FOUND);
    DID(help, "m1", "completion.correct", "{'whom':'u2','completed':true,'why':'Came on site.'}");
    expect_me(help, "u2", "completion", "{'completed':1700000000000,'why':'Came on site.'}");
    DID(help, "m1", "completion.correct", "{'whom':'u2','completed':false,'why':'Somebody else.'}");
    expect_me(help, "u2", "completion", "{'why':'Somebody else.'}");
    expect_effects(help, "credential academy:main credential.recall "
                         "{'person':'u2','kind':'completion','of':'course:c1'}\n");
    expect_unseen(help, HELP_STAFF, "Somebody else");
    /* The server does not decide it again. */
    DID(help, "h1", "completion.rules", "{'posts':1}");
    help_post_new(help, "u2", help_thread(help), 0);
    assert_int_equal(help_tick(help, HELP_START_MS), 1); /* u1 */
    expect_me(help, "u2", "completion/completed", NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_see_what_each_has_done),
        cmocka_unit_test(what_is_deleted_was_never_done),
        cmocka_unit_test(a_page_is_sorted_and_of_one_cohort),
        cmocka_unit_test(who_meets_all_rules_has_completed_it_once),
        cmocka_unit_test(an_item_that_comes_to_count_is_counted),
        cmocka_unit_test(an_assignment_counts_once_it_is_handed_back),
        cmocka_unit_test(webinars_count_once_each_and_as_they_say),
        cmocka_unit_test(who_left_is_counted_when_they_are_back),
        cmocka_unit_test(of_too_many_webinars_no_more_are_counted),
        cmocka_unit_test(staff_correct_it_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
