/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_move.c */
#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

static enum err split(struct help_room *help, const char *by, int64_t post, const char *rest)
{
    return help_sendf(help, by, "forum.split", "{'post':%lld,'rest':%s,'title':'Seals'}",
                      (long long)post, rest);
}

static enum err merge(struct help_room *help, const char *by, int64_t thread, int64_t into)
{
    return help_sendf(help, by, "forum.merge", "{'thread':%lld,'into':%lld}", (long long)thread,
                      (long long)into);
}

/* Where somebody finds a post. */
static void expect_place(struct help_room *help, int64_t post, int64_t thread)
{
    char data[48], place[48];
    snprintf(data, sizeof data, "{'post':%lld}", (long long)post);
    snprintf(place, sizeof place, "{'thread':%lld}", (long long)thread);
    expect_query(help, "u9", "forum.place", data, place);
}

static void an_answer_becomes_a_thread_with_its_comments(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t answer = help_post_new(help, "u2", thread, 0);
    int64_t comment = help_post_new(help, "u3", thread, answer);
    int64_t later = help_post_new(help, "u4", thread, 0);
    assert_int_equal(split(help, "u1", answer, "false"), ERR_PERMISSION_DENIED);
    assert_int_equal(split(help, "m1", comment, "false"), ERR_BAD_REQUEST);
    assert_int_equal(split(help, "m1", thread, "true"), ERR_BAD_REQUEST);
    assert_int_equal(split(help, "m1", answer, "false"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/posts", "2");
    expect_view(help, RINGS_INSIDE, "forum/threads/6/title", "'Seals'");
    expect_view(help, RINGS_INSIDE, "forum/threads/6/posts", "2");
    expect_view(help, RINGS_INSIDE, "forum/threads/6/split", "{'from':5,'seq':9}");
    expect_part(help, RINGS_INSIDE, answer, "thread/posts/7/reply", NULL);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6", NULL);
    expect_place(help, comment, answer);
    expect_place(help, later, thread);
    assert_int_equal(help_post(help, "u5", answer, comment), ERR_NONE);
    help_room_free(&help);
}

static void all_that_is_behind_it_goes_along(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t first = help_post_new(help, "u2", thread, 0);
    int64_t second = help_post_new(help, "u3", thread, 0);
    int64_t comment = help_post_new(help, "u4", thread, first);
    int64_t third = help_post_new(help, "u5", thread, 0);
    assert_int_equal(
        help_sendf(help, "u1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)third),
        ERR_NONE);
    assert_int_equal(split(help, "m1", second, "true"), ERR_NONE);
    expect_place(help, comment, thread);
    expect_place(help, third, second);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/accepted", NULL);
    expect_view(help, RINGS_INSIDE, "forum/threads/7/accepted", "9");
    /* The pieces are one again. */
    help_follow_part(help, second);
    assert_int_equal(merge(help, "m1", second, thread), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/posts", "5");
    expect_view(help, RINGS_INSIDE, "forum/threads/5/accepted", "9");
    expect_view(help, RINGS_INSIDE, "forum/threads/7", NULL);
    expect_place(help, third, thread);
    help_room_free(&help);
}

static void a_thread_goes_into_an_older_one(void **state)
{
    struct help_room *help = help_course_new();
    int64_t older = help_thread(help);
    int64_t post = help_post_new(help, "u2", older, 0);
    int64_t thread = help_thread(help);
    int64_t answer = help_post_new(help, "u3", thread, 0);
    help_post_new(help, "u4", thread, answer);
    int64_t late = help_post_new(help, "u2", older, 0);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", thread), ERR_NONE);
    assert_int_equal(merge(help, "u1", thread, older), ERR_PERMISSION_DENIED);
    assert_int_equal(merge(help, "m1", older, thread), ERR_BAD_REQUEST);
    assert_int_equal(merge(help, "m1", thread, thread), ERR_BAD_REQUEST);
    assert_int_equal(merge(help, "m1", thread, older), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/posts", "5");
    expect_view(help, RINGS_INSIDE, "forum/threads/5/last", "10");
    expect_place(help, post, older);
    expect_place(help, thread, older);
    expect_place(help, late, older);
    assert_int_equal(help_post(help, "u5", thread, 0), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", thread), ERR_NONE);
    expect_part(help, RINGS_INSIDE, older, "thread/posts/7/text", "'Who signs?'");
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", answer), ERR_NONE);
    help_room_free(&help);
}

/* 5 and 6 are cohorts' entries; a1 runs the first. */
static struct help_room *two_groups(void)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'Alpha'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'Bravo'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.staff", "{'whom':'a1','cohort':1,'staff':true}"),
                     ERR_NONE);
    return help;
}

static int64_t thread_for(struct help_room *help, const char *cohorts)
{
    assert_int_equal(help_sendf(help, "h1", "forum.thread", "{'title':'t','text':'x'%s}", cohorts),
                     ERR_NONE);
    return help_seq(help);
}

static void nobody_comes_to_see_more_by_a_merge(void **state)
{
    struct help_room *help = two_groups();
    int64_t alpha = thread_for(help, ",'cohorts':[1]");
    int64_t bravo = thread_for(help, ",'cohorts':[2]");
    int64_t all = thread_for(help, "");
    int64_t more = thread_for(help, ",'cohorts':[1]");
    assert_int_equal(merge(help, "a1", more, alpha), ERR_NONE);
    assert_int_equal(merge(help, "a1", bravo, alpha), ERR_NOT_FOUND);
    assert_int_equal(merge(help, "a1", bravo, 1), ERR_NOT_FOUND);
    assert_int_equal(merge(help, "a1", all, alpha), ERR_PERMISSION_DENIED);
    assert_int_equal(merge(help, "h1", bravo, alpha), ERR_COHORT_WIDER);
    assert_int_equal(merge(help, "h1", all, alpha), ERR_COHORT_WIDER);
    help_room_free(&help);
}

static void a_place_that_is_not_theirs_is_none(void **state)
{
    struct help_room *help = two_groups();
    struct buffer out;
    int64_t alpha = thread_for(help, ",'cohorts':[1]");
    char data[48];
    snprintf(data, sizeof data, "{'post':%lld}", (long long)alpha);
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u9", "forum.place", data, &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u9", "forum.place", "{'post':1000}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u9", "forum.place", "{}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "a1", "forum.place", data, &out), ERR_NONE);
    buffer_done(&out);
    help_room_free(&help);
}

static void something_stands_in_what_is_left(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t answer = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_act(help, "u1", "forum.delete", "post", thread), ERR_NONE);
    assert_int_equal(split(help, "m1", answer, "false"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void long_threads_keep_their_windows(void **state)
{
    struct help_room *help = help_course_new();
    int64_t older = help_thread(help), thread = help_thread(help), middle = 0;
    for (int i = 0; i < 60; i++) {
        help_post_new(help, "u2", older, 0);
        int64_t post = help_post_new(help, "u3", thread, 0);
        middle = i == 20 ? post : middle;
    }
    assert_int_equal(merge(help, "m1", thread, older), ERR_NONE);
    expect_part(help, RINGS_INSIDE, older, "thread/earlier", "71");
    assert_int_equal(split(help, "m1", middle, "true"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, older, "thread/earlier", NULL);
    expect_part(help, RINGS_INSIDE, middle, "thread/earlier", "28");
    help_post_new(help, "u4", older, 0);
    help_post_new(help, "u4", middle, 0);
    help_room_free(&help);
}

/* ---- between topics ----------------------------------------------------------------------------
 */

static int64_t topic(struct help_room *help, const char *kind, const char *more)
{
    assert_int_equal(
        help_sendf(help, "h1", "topic.add", "{'title':{'en':'T'},'kind':'%s'%s}", kind, more),
        ERR_NONE);
    return help_seq(help);
}

static int64_t thread_in(struct help_room *help, const char *by, int64_t topic)
{
    assert_int_equal(help_sendf(help, by, "forum.thread", "{'title':'a','text':'b','topic':%lld}",
                                (long long)topic),
                     ERR_NONE);
    return help_seq(help);
}

static enum err move(struct help_room *help, const char *by, int64_t thread, int64_t topic)
{
    return help_sendf(help, by, "forum.move", "{'thread':%lld,'topic':%lld}", (long long)thread,
                      (long long)topic);
}

static void a_thread_goes_into_another_topic_and_out_again(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), to = topic(help, "discussion", "");
    assert_int_equal(move(help, "u1", thread, to), ERR_PERMISSION_DENIED);
    assert_int_equal(move(help, "m1", thread, 1000), ERR_NOT_FOUND);
    assert_int_equal(move(help, "m1", 1000, to), ERR_NOT_FOUND);
    assert_int_equal(move(help, "m1", thread, to), ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'forum':{'threads':{'5':{'topic':6}},'counts':{'0':null,'6':{'threads':1,"
                 "'last':5,'last_at':1700000000000}}}}");
    assert_int_equal(move(help, "m1", thread, to), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "m1", "forum.move", "{'thread':5}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'forum':{'threads':{'5':{'topic':null}},'counts':{'6':null,'0':{'threads':1,"
                 "'last':5,'last_at':1700000000000}}}}");
    assert_int_equal(help_send(help, "m1", "forum.move", "{'thread':5}"), ERR_ALREADY_EXISTS);
    expect_place(help, thread, thread);
    help_room_free(&help);
}

static void what_a_topic_is_for_holds_for_what_comes_into_it(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), answer = help_post_new(help, "u2", thread, 0);
    int64_t single = topic(help, "single", "");
    thread_in(help, "u1", single);
    assert_int_equal(move(help, "m1", thread, single), ERR_TOPIC_OWN);
    help_sendf(help, "m1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)answer);
    assert_int_equal(move(help, "m1", thread, topic(help, "discussion", "")), ERR_TOPIC_KIND);
    assert_int_equal(move(help, "m1", thread, topic(help, "question", "")), ERR_NONE);
    help_send(help, "h1", "unit.add", "{'title':{'en':'U'}}");
    char unit[32];
    snprintf(unit, sizeof unit, ",'unit':%lld", (long long)help_seq(help));
    int64_t shut = topic(help, "question", unit);
    assert_int_equal(move(help, "m1", thread, shut), ERR_TOPIC_KIND);
    assert_int_equal(move(help, "m1", thread_in(help, "h1", shut), single), ERR_TOPIC_KIND);
    help_room_free(&help);
}

/* Of a topic of others nothing is learned. */
static void the_staff_of_a_cohort_move_within_what_they_see(void **state)
{
    struct help_room *help = help_course_new();
    help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_send(help, "h1", "cohort.add", "{'title':{'en':'B'}}");
    help_send(help, "h1", "cohort.staff", "{'whom':'u7','cohort':1,'staff':true}");
    int64_t of_a = topic(help, "announcement", ",'cohorts':[1]");
    int64_t of_b = topic(help, "discussion", ",'cohorts':[2]"), of_all = help_thread(help);
    assert_int_equal(
        help_send(help, "h1", "forum.thread", "{'title':'a','text':'b','cohorts':[1]}"), ERR_NONE);
    int64_t thread = help_seq(help);
    assert_int_equal(move(help, "u7", thread, of_b), ERR_NOT_FOUND);
    assert_int_equal(move(help, "u7", thread, 1000), ERR_NOT_FOUND);
    assert_int_equal(move(help, "u7", of_all, of_a), ERR_PERMISSION_DENIED);
    assert_int_equal(move(help, "h1", thread, of_b), ERR_COHORT_WIDER);
    assert_int_equal(move(help, "h1", of_all, of_a), ERR_COHORT_WIDER);
    assert_int_equal(move(help, "u7", thread, of_a), ERR_NONE);
    help_room_free(&help);
}

static void what_was_written_counts_where_it_stands(void **state)
{
    struct help_room *help = help_course_new();
    int64_t bound = topic(help, "discussion", ",'block':1,'minutes':60");
    int64_t free = topic(help, "discussion", "");
    int64_t thread = thread_in(help, "u1", bound);
    char wrote[48];
    snprintf(wrote, sizeof wrote, "forum/wrote/%lld", (long long)bound);
    assert_int_equal(help_sendf(help, "u1", "forum.thread", "{'title':'a','text':'b','topic':%lld}",
                                (long long)bound),
                     ERR_TOPIC_THROTTLED);
    assert_int_equal(move(help, "m1", thread, free), ERR_NONE);
    expect_me(help, "u1", wrote, NULL);
    int64_t other = thread_in(help, "u1", bound);
    assert_int_equal(help_act(help, "u1", "forum.delete", "post", other), ERR_NONE);
    expect_me(help, "u1", wrote, NULL);
    help_room_free(&help);
}

static void what_is_restored_counts_again(void **state)
{
    struct help_room *help = help_course_new();
    int64_t bound = topic(help, "discussion", ",'block':2,'minutes':60");
    int64_t thread = thread_in(help, "h1", bound), post = help_post_new(help, "u1", thread, 0);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_NONE);
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_NONE);
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_TOPIC_THROTTLED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_becomes_a_thread_with_its_comments),
        cmocka_unit_test(all_that_is_behind_it_goes_along),
        cmocka_unit_test(a_thread_goes_into_an_older_one),
        cmocka_unit_test(nobody_comes_to_see_more_by_a_merge),
        cmocka_unit_test(a_place_that_is_not_theirs_is_none),
        cmocka_unit_test(something_stands_in_what_is_left),
        cmocka_unit_test(long_threads_keep_their_windows),
        cmocka_unit_test(a_thread_goes_into_another_topic_and_out_again),
        cmocka_unit_test(what_a_topic_is_for_holds_for_what_comes_into_it),
        cmocka_unit_test(the_staff_of_a_cohort_move_within_what_they_see),
        cmocka_unit_test(what_was_written_counts_where_it_stands),
        cmocka_unit_test(what_is_restored_counts_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
