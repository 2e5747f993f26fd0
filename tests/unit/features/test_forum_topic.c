/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_topic.c and forum_topics.c. */
#include <stdio.h>

#include "help_course.h"

static int64_t made(struct help_room *help, const char *type, const char *data)
{
    assert_int_equal(help_send(help, "h1", type, data), ERR_NONE);
    return help_seq(help);
}

static int64_t topic(struct help_room *help, const char *title, const char *kind, const char *more)
{
    assert_int_equal(help_sendf(help, "h1", "topic.add", "{'title':{'en':'%s'},'kind':'%s'%s}",
                                title, kind, more),
                     ERR_NONE);
    return help_seq(help);
}

static enum err thread(struct help_room *help, const char *by, int64_t topic)
{
    return help_sendf(help, by, "forum.thread", "{'title':'Canary','text':'Yes','topic':%lld}",
                      (long long)topic);
}

static const char *path(const char *of, int64_t seq, const char *member)
{
    static char at[4][64];
    static int turn;
    char *out = at[turn++ % 4];
    snprintf(out, 64, "forum/%s/%lld%s%s", of, (long long)seq, *member ? "/" : "", member);
    return out;
}

static void a_topic_holds_threads_and_says_what_it_is(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = topic(help, "Evidence", "question", ",'text':{'en':'What counts'}");
    char expected[256];
    snprintf(expected, sizeof expected,
             "{'title':{'en':'Evidence'},'text':{'en':'What counts'},'kind':'question',"
             "'place':%lld}",
             (long long)one);
    expect_view(help, RINGS_INSIDE, path("topics", one, ""), expected);
    assert_int_equal(thread(help, "u1", one), ERR_NONE);
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)one);
    expect_view(help, RINGS_INSIDE, path("threads", help_seq(help), "topic"), seq);
    assert_int_equal(help_sendf(help, "h1", "topic.remove", "{'topic':%lld}", (long long)one),
                     ERR_TOPIC_USED);
    assert_int_equal(
        help_sendf(help, "h1", "forum.remove", "{'thread':%lld}", (long long)help_seq(help)),
        ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "topic.remove", "{'topic':%lld}", (long long)one),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, path("topics", one, ""), NULL);
    assert_int_equal(thread(help, "u1", one), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "topic.add", "{'title':{'en':'x'},'kind':'question'}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void places_are_given_anew_to_those_that_are_named(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = topic(help, "One", "discussion", ""), two = topic(help, "Two", "discussion", "");
    int64_t three = topic(help, "Three", "discussion", "");
    char seq[24];
    help_sendf(help, "h1", "topic.order", "{'topics':[%lld,%lld]}", (long long)three,
               (long long)one);
    snprintf(seq, sizeof seq, "%lld", (long long)one);
    expect_view(help, RINGS_INSIDE, path("topics", three, "place"), seq);
    snprintf(seq, sizeof seq, "%lld", (long long)three);
    expect_view(help, RINGS_INSIDE, path("topics", one, "place"), seq);
    snprintf(seq, sizeof seq, "%lld", (long long)two);
    expect_view(help, RINGS_INSIDE, path("topics", two, "place"), seq);
    help_room_free(&help);
}

static void a_topic_of_a_unit_opens_and_is_shut_with_it(void **state)
{
    struct help_room *help = help_course_new();
    char more[48];
    int64_t unit = made(help, "unit.add", "{'title':{'en':'Week 1'},'day':7}");
    snprintf(more, sizeof more, ",'unit':%lld", (long long)unit);
    int64_t one = topic(help, "Canary", "discussion", more);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(thread(help, "u1", one), ERR_NOT_FOUND);
    assert_int_equal(thread(help, "m1", one), ERR_NONE);
    int64_t first = help_seq(help);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, "anary");
    struct part part = help_part(help, first);
    assert_true(rings_none(room_part_rings(help_room(help), &part, slice_of("u1"))));
    assert_int_equal(
        help_sendf(help, "u1", "forum.post", "{'thread':%lld,'text':'x'}", (long long)first),
        ERR_NOT_FOUND);
    help_sendf(help, "h1", "unit.release", "{'unit':%lld}", (long long)unit);
    expect_view(help, RINGS_INSIDE, path("topics", one, "kind"), "'discussion'");
    expect_view(help, RINGS_INSIDE, path("threads", first, "posts"), "1");
    help_sendf(help, "h1", "unit.edit", "{'unit':%lld,'title':{'en':'Week one'}}", (long long)unit);
    help_sendf(help, "h1", "unit.schedule", "{'unit':%lld}", (long long)unit);
    expect_unseen(help, RINGS_INSIDE, "anary");
    expect_view(help, RINGS_INSIDE, path("threads", first, ""), NULL);
    assert_int_equal(thread(help, "u1", one), ERR_NOT_FOUND);
    /* Of no unit any more it is open. */
    help_sendf(help, "h1", "topic.edit", "{'topic':%lld,'title':{'fr':'Canary'}}", (long long)one);
    expect_view(help, RINGS_INSIDE, path("threads", first, "posts"), "1");
    help_sendf(help, "h1", "topic.edit", "{'topic':%lld,'title':{'fr':'Canary'},'unit':%lld}",
               (long long)one, (long long)unit);
    expect_unseen(help, RINGS_INSIDE, "anary");
    /* And what was shut stays so when its unit goes. */
    help_sendf(help, "h1", "unit.remove", "{'unit':%lld}", (long long)unit);
    expect_unseen(help, RINGS_INSIDE, "anary");
    help_room_free(&help);
}

static void a_topic_of_a_cohort_is_for_it_and_for_who_comes_later(void **state)
{
    struct help_room *help = help_course_new();
    made(help, "cohort.add", "{'title':{'en':'A'},'history':false}");
    made(help, "cohort.add", "{'title':{'en':'B'},'history':false}");
    made(help, "cohort.put", "{'people':['u1'],'cohort':1}");
    int64_t one = topic(help, "Canary", "discussion", ",'cohorts':[1]");
    expect_unseen(help, RINGS_INSIDE, "anary");
    expect_unseen(help, room_rings(help_room(help), slice_of("u2")), "anary");
    assert_int_equal(thread(help, "u2", one), ERR_NOT_FOUND);
    assert_int_equal(thread(help, "u1", one), ERR_NONE);
    int64_t first = help_seq(help);
    expect_unseen(help, RINGS_INSIDE, "anary");
    assert_int_equal(help_sendf(help, "h1", "forum.thread",
                                "{'title':'T','text':'x','topic':%lld,'cohorts':[2]}",
                                (long long)one),
                     ERR_COHORT_WIDER);
    /* Who comes sees the topic, and of its threads those that are written from then on. */
    made(help, "cohort.put", "{'people':['u3'],'cohort':1}");
    struct rings later = room_rings(help_room(help), slice_of("u3"));
    expect_view(help, later, path("topics", one, "title"), "{'en':'Canary'}");
    expect_view(help, later, path("threads", first, ""), NULL);
    assert_int_equal(thread(help, "u3", one), ERR_NONE);
    help_room_free(&help);
}

static void a_kind_says_who_writes_and_what_is_accepted(void **state)
{
    struct help_room *help = help_course_new();
    int64_t news = topic(help, "News", "announcement", "");
    int64_t single = topic(help, "Who we are", "single", "");
    int64_t talk = topic(help, "Talk", "discussion", "");
    int64_t asked = topic(help, "Asked", "question", "");
    assert_int_equal(thread(help, "u1", news), ERR_PERMISSION_DENIED);
    assert_int_equal(thread(help, "m1", news), ERR_NONE);
    int64_t said = help_seq(help);
    assert_int_equal(help_post(help, "u1", said, 0), ERR_PERMISSION_DENIED);
    assert_int_equal(help_post(help, "m1", said, 0), ERR_NONE);
    assert_int_equal(thread(help, "u1", single), ERR_NONE);
    int64_t own = help_seq(help);
    assert_int_equal(thread(help, "u1", single), ERR_TOPIC_OWN);
    assert_int_equal(thread(help, "u2", single), ERR_NONE);
    assert_int_equal(help_post(help, "u2", own, 0), ERR_NONE);
    assert_int_equal(thread(help, "u1", talk), ERR_NONE);
    int64_t post = help_post_new(help, "u2", help_seq(help), 0);
    assert_int_equal(
        help_sendf(help, "u1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)post),
        ERR_TOPIC_KIND);
    assert_int_equal(thread(help, "u1", asked), ERR_NONE);
    post = help_post_new(help, "u2", help_seq(help), 0);
    assert_int_equal(
        help_sendf(help, "u1", "forum.accept", "{'post':%lld,'accepted':true}", (long long)post),
        ERR_NONE);
    assert_int_equal(
        help_send(help, "h1", "topic.add", "{'title':{'en':'x'},'kind':'question','block':3}"),
        ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void one_writes_so_much_in_a_while(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = topic(help, "Talk", "discussion", ",'warn':1,'block':2,'minutes':10");
    char at[64];
    help_follow_person(help, "u1");
    assert_int_equal(thread(help, "u1", one), ERR_NONE);
    int64_t first = help_seq(help);
    help_wait(help, 60000);
    int64_t post = help_post_new(help, "u1", first, 0);
    assert_int_equal(help_post(help, "u1", first, 0), ERR_TOPIC_THROTTLED);
    assert_int_equal(thread(help, "u1", one), ERR_TOPIC_THROTTLED);
    assert_int_equal(help_post(help, "u2", first, 0), ERR_NONE);
    /* Elsewhere nothing holds them. */
    assert_int_equal(help_send(help, "u1", "forum.thread", "{'title':'T','text':'x'}"), ERR_NONE);
    /* Deleting gives the place back at once, and so does time. */
    assert_int_equal(help_sendf(help, "u1", "forum.delete", "{'post':%lld}", (long long)post),
                     ERR_NONE);
    post = help_post_new(help, "u1", first, 0);
    assert_int_equal(help_post(help, "u1", first, 0), ERR_TOPIC_THROTTLED);
    help_wait(help, 9 * 60000 - 1000);
    assert_int_equal(help_post(help, "u1", first, 0), ERR_TOPIC_THROTTLED);
    help_wait(help, 1000);
    assert_int_equal(help_post(help, "u1", first, 0), ERR_NONE);
    assert_int_equal(help_post(help, "u1", first, 0), ERR_TOPIC_THROTTLED);
    /* A command that was overtaken by another one comes to nothing. */
    char data[64];
    snprintf(data, sizeof data, "{'thread':%lld,'text':'x'}", (long long)first);
    assert_int_equal(help_append(help, "u1", "forum.post", data), ERR_TOPIC_THROTTLED);
    for (int i = 0; i < 4; i++)
        help_post_new(help, "m1", first, 0);
    snprintf(at, sizeof at, "forum/wrote/%lld", (long long)one);
    expect_me(help, "u2", at, "{'at':[1700000060000]}");
    assert_int_equal(help_sendf(help, "h1", "forum.remove", "{'thread':%lld}", (long long)first),
                     ERR_NONE);
    expect_me(help, "u1", at, NULL);
    assert_int_equal(thread(help, "u1", one), ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "topic.edit", "{'topic':%lld,'title':{'en':'Talk'}}",
                                (long long)one),
                     ERR_NONE);
    expect_me(help, "u1", at, NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_topic_holds_threads_and_says_what_it_is),
        cmocka_unit_test(places_are_given_anew_to_those_that_are_named),
        cmocka_unit_test(a_topic_of_a_unit_opens_and_is_shut_with_it),
        cmocka_unit_test(a_topic_of_a_cohort_is_for_it_and_for_who_comes_later),
        cmocka_unit_test(a_kind_says_who_writes_and_what_is_accepted),
        cmocka_unit_test(one_writes_so_much_in_a_while),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
