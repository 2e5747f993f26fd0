/* SPDX-License-Identifier: Apache-2.0
 * server/features/cohort.c, and threads that are for some cohorts (server/features/forum_narrow.c)
 */
#include "features/cohort.h"

#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

#define CANARY "For the first alone"

static struct rings of_cohort(int64_t number)
{
    return (struct rings){.all = RING(RING_INSIDE) | RING(RING_GROUP + number - 1)};
}

static struct rings staff_of(int64_t number)
{
    return (struct rings){.all = RING(RING_INSIDE), .staff = RING(RING_GROUP + number - 1)};
}

static enum err put(struct help_room *help, const char *whom, int number)
{
    return help_sendf(help, "m1", "cohort.put", "{'people':['%s'],'cohort':%d}", whom, number);
}

static enum err run_by(struct help_room *help, const char *whom, int number)
{
    return help_sendf(help, "m1", "cohort.staff", "{'whom':'%s','cohort':%d,'staff':true}", whom,
                      number);
}

static int64_t thread_for(struct help_room *help, const char *by, const char *cohorts)
{
    assert_int_equal(help_sendf(help, by, "forum.thread",
                                "{'title':'" CANARY "','text':'" CANARY "','cohorts':%s}", cohorts),
                     ERR_NONE);
    return help_seq(help);
}

static enum err narrow(struct help_room *help, const char *by, int64_t thread, const char *cohorts)
{
    return help_sendf(help, by, "forum.narrow", "{'thread':%lld,'cohorts':%s}", (long long)thread,
                      cohorts);
}

/* u1 in the first, u2 in the second, u3 in none; u4 runs the first. */
static struct help_room *two_cohorts(const char *history)
{
    struct help_room *help = help_course_new();
    for (int64_t number = 1; number <= 2; number++) {
        assert_int_equal(help_sendf(help, "m1", "cohort.add",
                                    "{'title':{'en':'Cohort %d'},'history':%s}", (int)number,
                                    history),
                         ERR_NONE);
        help_follow_rings(help, of_cohort(number));
        help_follow_rings(help, staff_of(number));
    }
    assert_int_equal(put(help, "u1", 1), ERR_NONE);
    assert_int_equal(put(help, "u2", 2), ERR_NONE);
    assert_int_equal(run_by(help, "u4", 1), ERR_NONE);
    return help;
}

static void people_stand_in_the_ring_of_their_cohort(void **state)
{
    struct help_room *help = two_cohorts("true");
    expect_view(help, of_cohort(1), "cohort/cohorts",
                "{'1':{'title':{'en':'Cohort 1'},'count':1}}");
    expect_view(help, of_cohort(1), "cohort/people", NULL);
    expect_view(help, RINGS_INSIDE, "cohort", "{'cohorts':{}}");
    expect_view(help, staff_of(1), "cohort/people", "{'u1':{'name':'','cohort':1}}");
    expect_view(help, HELP_STAFF, "cohort/people/u4", "{'name':'','staff':[1]}");
    expect_me(help, "u1", "cohort", "{'mine':1,'staff':[]}");
    expect_me(help, "u4", "cohort", "{'mine':0,'staff':[1]}");
    assert_int_equal(put(help, "u1", 2), ERR_NONE);
    expect_me(help, "u1", "cohort", "{'mine':2,'staff':[]}");
    expect_patch(help, of_cohort(1),
                 "{'cohort':{'cohorts':{'1':{'title':{'en':'Cohort 1','fr':null,'es':null,"
                 "'ar':null},'count':0}}}}");
    assert_int_equal(help_send(help, "m1", "cohort.put", "{'people':['u1']}"), ERR_NONE);
    expect_me(help, "u1", "cohort/mine", "0");
    help_room_free(&help);
}

static void who_may_not_be_put_is_refused(void **state)
{
    struct help_room *help = two_cohorts("true");
    assert_int_equal(put(help, "u1", 3), ERR_NOT_FOUND);
    assert_int_equal(put(help, "m1", 1), ERR_NOT_FOUND);
    assert_int_equal(run_by(help, "h1", 1), ERR_NOT_FOUND);
    assert_int_equal(run_by(help, "u1", 3), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "cohort.put", "{'people':[],'cohort':1}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "cohort.put", "{'cohort':1}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u4", "cohort.put", "{'people':['u3'],'cohort':1}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "cohort.add", "{'history':true}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_thread_for_a_cohort_is_shown_to_it_alone(void **state)
{
    struct help_room *help = two_cohorts("true");
    help_follow_rings(help, RINGS_INSIDE);
    int64_t thread = thread_for(help, "u1", "[1]");
    expect_view(help, of_cohort(1), help_path("forum/threads", thread, "cohorts"), "[]");
    expect_view(help, staff_of(1), help_path("forum/threads", thread, "cohorts"), "[1]");
    expect_view(help, HELP_STAFF, help_path("forum/threads", thread, "cohorts"), "[1]");
    for (int i = 0; i < 2; i++) {
        expect_unseen(help, of_cohort(2), CANARY);
        expect_unseen(help, RINGS_INSIDE, CANARY);
        expect_patch(help, of_cohort(2), NULL);
        expect_patch(help, RINGS_INSIDE, NULL);
        assert_int_equal(help_post(help, "u1", thread, 0), ERR_NONE);
    }
    help_room_free(&help);
}

/* To the letter as of a thread that is not there. */
static void to_others_it_is_not_there(void **state)
{
    struct help_room *help = two_cohorts("true");
    int64_t thread = thread_for(help, "u1", "[1]");
    int64_t post = help_post_new(help, "u1", thread, 0);
    static const char *const others[] = {"u2", "u3"};
    struct part part = help_part(help, thread);
    for (size_t i = 0; i < 2; i++) {
        const char *by = others[i];
        assert_int_equal(help_post(help, by, thread, 0), ERR_NOT_FOUND);
        assert_int_equal(help_act(help, by, "forum.delete", "post", post), ERR_NOT_FOUND);
        assert_int_equal(help_act(help, by, "forum.remove", "thread", thread), ERR_NOT_FOUND);
        assert_int_equal(narrow(help, by, thread, "[1]"), ERR_NOT_FOUND);
        assert_int_equal(
            help_sendf(help, by, "forum.rename", "{'thread':%lld,'title':'x'}", (long long)thread),
            ERR_NOT_FOUND);
        assert_int_equal(
            help_sendf(help, by, "forum.accept", "{'post':%lld,'accepted':true}", (long long)post),
            ERR_NOT_FOUND);
        assert_int_equal(help_sendf(help, by, "forum.edit",
                                    "{'post':%lld,'version':%lld,'text':'x'}", (long long)post,
                                    (long long)post),
                         ERR_NOT_FOUND);
        assert_true(rings_none(room_part_rings(help_room(help), &part, slice_of(by))));
    }
    assert_false(rings_none(room_part_rings(help_room(help), &part, SLICE("u1"))));
    assert_false(rings_none(room_part_rings(help_room(help), &part, SLICE("u4"))));
    help_room_free(&help);
}

static void one_writes_for_cohorts_in_which_one_stands(void **state)
{
    struct help_room *help = two_cohorts("true");
#define OPEN "{'title':'t','text':'x','cohorts':%s}"
    assert_int_equal(help_sendf(help, "u1", "forum.thread", OPEN, "[2]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u1", "forum.thread", OPEN, "[3]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u1", "forum.thread", OPEN, "[1,2]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u3", "forum.thread", OPEN, "[1]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "m1", "forum.thread", OPEN, "[3]"), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "m1", "forum.thread", OPEN, "[0]"), ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "m1", "forum.thread", OPEN, "[]"), ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "m1", "forum.thread", OPEN, "'1'"), ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "m1", "forum.thread", OPEN, "[2,1,2]"), ERR_NONE);
    expect_data(help, "{'title':'t','text':'x','cohorts':[1,2]}");
    assert_int_equal(help_sendf(help, "u4", "forum.thread", OPEN, "[1]"), ERR_NONE);
    help_room_free(&help);
}

static void staff_of_a_cohort_moderate_what_is_for_it_alone(void **state)
{
    struct help_room *help = two_cohorts("true");
    int64_t own = thread_for(help, "u1", "[1]"), both = thread_for(help, "m1", "[1,2]");
    int64_t all = help_thread(help);
    int64_t post = help_post_new(help, "u1", own, 0);
    assert_int_equal(help_act(help, "u4", "forum.delete", "post", post), ERR_NONE);
    expect_part(help, staff_of(1), own, help_path("thread/posts", post, "moderated"), "true");
    assert_int_equal(help_act(help, "u4", "forum.remove", "thread", all), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u4", "forum.remove", "thread", both), ERR_PERMISSION_DENIED);
    assert_int_equal(narrow(help, "u4", both, "[1]"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u1", "forum.remove", "thread", own), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u4", "forum.remove", "thread", own), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "m1", "cohort.staff", "{'whom':'u4','cohort':1,'staff':false}"), ERR_NONE);
    assert_int_equal(help_act(help, "u4", "forum.remove", "thread", both), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_thread_is_only_narrowed(void **state)
{
    struct help_room *help = two_cohorts("true");
    help_follow_rings(help, RINGS_INSIDE);
    int64_t thread = help_thread(help);
    assert_int_equal(narrow(help, "u1", thread, "[1]"), ERR_PERMISSION_DENIED);
    assert_int_equal(narrow(help, "m1", thread, "[3]"), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "forum.narrow", "thread", thread), ERR_BAD_REQUEST);
    assert_int_equal(narrow(help, "m1", thread, "[1,2]"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, ""), NULL);
    expect_view(help, of_cohort(2), help_path("forum/threads", thread, "cohorts"), "[]");
    assert_int_equal(narrow(help, "m1", thread, "[1]"), ERR_NONE);
    expect_view(help, of_cohort(2), help_path("forum/threads", thread, ""), NULL);
    assert_int_equal(narrow(help, "m1", thread, "[1,2]"), ERR_COHORT_WIDER);
    assert_int_equal(narrow(help, "m1", thread, "[2]"), ERR_COHORT_WIDER);
    assert_int_equal(narrow(help, "u4", thread, "[1]"), ERR_NONE);
    help_room_free(&help);
}

static void nobody_is_told_of_what_they_do_not_see(void **state)
{
    struct help_room *help = two_cohorts("true");
#define MENTIONING "{'title':'t','text':'x','mentions':['u1','u2','u3'],'cohorts':[1]}"
    assert_int_equal(help_send(help, "m1", "forum.thread", MENTIONING), ERR_NONE);
    char line[256];
    snprintf(line, sizeof line,
             "mention inbox:u1 inbox.mention {'of':'course:c1','thread':%d,'post':%d,'by':'m1',"
             "'name':'Name m1'}\n",
             (int)help_seq(help), (int)help_seq(help));
    expect_effects(help, line);
    help_room_free(&help);
}

/* A notice of what is not theirs any more goes. */
static void narrowing_takes_mentions_back(void **state)
{
    struct help_room *help = two_cohorts("true");
    assert_int_equal(help_send(help, "m1", "forum.thread",
                               "{'title':'t','text':'x','mentions':['u1','u2','u3']}"),
                     ERR_NONE);
    int thread = (int)help_seq(help);
    assert_int_equal(narrow(help, "m1", thread, "[1]"), ERR_NONE);
    char lines[512];
    snprintf(lines, sizeof lines,
             "unmention inbox:u2 inbox.unmention {'of':'course:c1','post':%d}\n"
             "unmention inbox:u3 inbox.unmention {'of':'course:c1','post':%d}\n",
             thread, thread);
    expect_effects(help, lines);
    assert_int_equal(help_act(help, "m1", "forum.remove", "thread", thread), ERR_NONE);
    snprintf(lines, sizeof lines,
             "unmention inbox:u1 inbox.unmention {'of':'course:c1','post':%d}\n", thread);
    expect_effects(help, lines);
    help_room_free(&help);
}

static void what_was_for_a_cohort_that_is_gone_is_for_staff(void **state)
{
    struct help_room *help = two_cohorts("true");
    int64_t thread = thread_for(help, "u1", "[1]");
    assert_int_equal(help_send(help, "m1", "cohort.remove", "{'cohort':1}"), ERR_NONE);
    expect_me(help, "u1", "cohort", "{'mine':0,'staff':[]}");
    expect_me(help, "u4", "cohort", "{'mine':0,'staff':[]}");
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "m1", thread, 0), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "cohort.add", "{'title':{'en':'Next'}}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "cohort/cohorts/3/count", "0");
    assert_int_equal(put(help, "u1", 3), ERR_NONE);
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void late_comers_see_no_history_where_there_is_none(void **state)
{
    struct help_room *help = two_cohorts("false");
    assert_int_equal(put(help, "u5", 1), ERR_NONE);
    int64_t before = thread_for(help, "u1", "[1]");
    assert_int_equal(put(help, "u3", 1), ERR_NONE);
    struct rings late = room_rings(help_room(help), SLICE("u3"));
    help_follow_rings(help, late);
    int64_t after = thread_for(help, "u1", "[1]");
    assert_int_equal(help_post(help, "u3", before, 0), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "u5", before, 0), ERR_NONE);
    assert_int_equal(help_post(help, "u3", after, 0), ERR_NONE);
    expect_view(help, late, help_path("forum/threads", before, ""), NULL);
    expect_view(help, late, "cohort/cohorts", "{'1':{'title':{'en':'Cohort 1'},'count':3}}");
    /* Together with those who came when nothing had been written since. */
    assert_int_equal(narrow(help, "m1", before, "[1]"), ERR_NONE);
    assert_int_equal(help_post(help, "u3", before, 0), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void with_history_they_see_it(void **state)
{
    struct help_room *help = two_cohorts("true");
    int64_t before = thread_for(help, "u1", "[1]");
    assert_int_equal(put(help, "u3", 1), ERR_NONE);
    assert_int_equal(help_post(help, "u3", before, 0), ERR_NONE);
    help_room_free(&help);
}

static void rings_are_given_once(void **state)
{
    struct help_room *help = two_cohorts("false");
    for (int i = 0; i < BOUND_COHORTS - 2; i++) {
        thread_for(help, "m1", "[1]");
        assert_int_equal(put(help, i % 2 ? "u3" : "u1", i % 2 ? 1 : 2), ERR_NONE);
        if (i % 2 == 0)
            assert_int_equal(help_send(help, "m1", "cohort.add", "{'title':{'en':'x'}}"), ERR_NONE);
        else
            assert_int_equal(help_send(help, "m1", "cohort.put", "{'people':['u3']}"), ERR_NONE);
    }
    assert_int_equal(help_send(help, "m1", "cohort.add", "{'title':{'en':'x'}}"),
                     ERR_LIMIT_EXCEEDED);
    thread_for(help, "m1", "[1]");
    assert_int_equal(put(help, "u3", 1), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "m1", "cohort.deal", "{}"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static void chance_gives_everybody_a_place(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "m1", "cohort.deal", "{}"), ERR_NOT_FOUND);
    assert_int_equal(help_append_raw(help, "system", "presence.join",
                                     "{\"node\":\"n\",\"people\":{\"u1\":\"One\",\"u2\":\"Two\","
                                     "\"u3\":\"Three\",\"u4\":\"Four\",\"m1\":\"M\"}}"),
                     ERR_NONE);
    for (int i = 0; i < 2; i++)
        assert_int_equal(help_send(help, "m1", "cohort.add", "{'title':{'en':'x'}}"), ERR_NONE);
    assert_int_equal(run_by(help, "u4", 1), ERR_NONE);
    assert_int_equal(put(help, "u1", 1), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "cohort.deal", "{}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "cohort/people/u1/cohort", "1");
    expect_view(help, HELP_STAFF, "cohort/people/u4/cohort", NULL);
    expect_view(help, HELP_STAFF, "cohort/people/m1", NULL);
    expect_view(help, HELP_STAFF, "cohort/people/u2/name", "'Two'");
    expect_view(help, HELP_STAFF, "cohort/cohorts/2/count", "1");
    expect_view(help, HELP_STAFF, "cohort/cohorts/1/count", "2");
    help_room_free(&help);
}

static void who_is_of_the_team_now_has_no_place(void **state)
{
    struct help_room *help = two_cohorts("true");
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'moderator'}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "cohort/people/u1", NULL);
    expect_view(help, HELP_STAFF, "cohort/cohorts/1/count", "0");
    assert_int_equal(
        help_send(help, "h1", "member.set", "{'whom':'u1','role':'participant','name':'One'}"),
        ERR_NONE);
    expect_view(help, HELP_STAFF, "cohort/people/u1", "{'name':'One'}");
    assert_int_equal(help_send(help, "h1", "member.ban", "{'whom':'u2','name':'Two','why':'x'}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "cohort/people/u2", NULL);
    help_room_free(&help);
}

static void who_was_let_in_is_known_by_name_before_they_have_been_there(void **state)
{
    struct help_room *help = help_course_new();
    help_did(help, "system", "member.admit",
             "{'whom':'u9','role':'participant','name':'Of Kenya'}");
    expect_view(help, HELP_STAFF, "cohort/people/u9/name", "'Of Kenya'");
    expect_view(help, RINGS_INSIDE, "cohort/people/u9", NULL);
    help_room_free(&help);
}

static void a_cohort_gets_another_name(void **state)
{
    struct help_room *help = two_cohorts("true");
    assert_int_equal(help_send(help, "m1", "cohort.edit", "{'cohort':1,'title':{'ar':'المجموعة'}}"),
                     ERR_NONE);
    expect_view(help, of_cohort(1), "cohort/cohorts/1/title", "{'ar':'المجموعة'}");
    expect_patch(help, of_cohort(2), NULL);
    assert_int_equal(help_send(help, "m1", "cohort.edit", "{'cohort':9,'title':{'en':'x'}}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_stand_in_the_ring_of_their_cohort),
        cmocka_unit_test(who_may_not_be_put_is_refused),
        cmocka_unit_test(a_thread_for_a_cohort_is_shown_to_it_alone),
        cmocka_unit_test(to_others_it_is_not_there),
        cmocka_unit_test(one_writes_for_cohorts_in_which_one_stands),
        cmocka_unit_test(staff_of_a_cohort_moderate_what_is_for_it_alone),
        cmocka_unit_test(a_thread_is_only_narrowed),
        cmocka_unit_test(nobody_is_told_of_what_they_do_not_see),
        cmocka_unit_test(narrowing_takes_mentions_back),
        cmocka_unit_test(what_was_for_a_cohort_that_is_gone_is_for_staff),
        cmocka_unit_test(late_comers_see_no_history_where_there_is_none),
        cmocka_unit_test(with_history_they_see_it),
        cmocka_unit_test(rings_are_given_once),
        cmocka_unit_test(chance_gives_everybody_a_place),
        cmocka_unit_test(who_is_of_the_team_now_has_no_place),
        cmocka_unit_test(who_was_let_in_is_known_by_name_before_they_have_been_there),
        cmocka_unit_test(a_cohort_gets_another_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
