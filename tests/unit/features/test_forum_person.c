/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_person.c, and the chain of forum_own.c: what one knows of a person is what
 * one sees of them, and no more. */
#include <stdio.h>
#include <string.h>

#include "help_course.h"

static enum err asks(struct help_room *help, const char *by, const char *query, const char *whom,
                     struct buffer *out)
{
    char data[80];
    snprintf(data, sizeof data, "{'person':'%s'}", whom);
    buffer_clear(out);
    return help_query(help, by, query, data, out);
}

/* How many posts of `whom` the card says to `by`; -1: there is nobody. */
static int64_t posts_of(struct help_room *help, const char *by, const char *whom)
{
    struct buffer out;
    struct json *json = NULL;
    int64_t posts = -1;
    buffer_init(&out, BOUND_VIEW_BYTES);
    if (asks(help, by, "forum.card", whom, &out) == ERR_NONE) {
        assert_int_equal(json_parse(buffer_slice(&out), &json), ERR_NONE);
        assert_true(json_get_int(json, "posts", &posts));
    }
    json_free(&json);
    buffer_done(&out);
    return posts;
}

/* And how many pages of `limit` there are; the same number, the youngest first. */
static void expect_posts(struct help_room *help, const char *by, const char *whom, int64_t posts)
{
    struct buffer out;
    int64_t before = 0, count = 0, last = INT64_MAX;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(posts_of(help, by, whom), posts);
    do {
        char data[96], behind[32] = "";
        struct json *json = NULL;
        if (before)
            snprintf(behind, sizeof behind, ",'before':%d", (int)before);
        snprintf(data, sizeof data, "{'person':'%s','limit':2%s}", whom, behind);
        buffer_clear(&out);
        assert_int_equal(help_query(help, by, "forum.by", data, &out), ERR_NONE);
        assert_int_equal(json_parse(buffer_slice(&out), &json), ERR_NONE);
        const struct json *at = json_first(json_get(json, "posts"));
        for (; at; at = json_next(at), count++) {
            int64_t post = 0;
            assert_true(json_get_int(at, "post", &post) && post < last);
            last = post;
        }
        before = 0;
        (void)json_get_int(json, "next", &before);
        json_free(&json);
    } while (before);
    assert_int_equal(count, posts < 0 ? 0 : posts);
    buffer_done(&out);
}

static void a_person_has_the_posts_that_one_sees(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), other = 0;
    char want[400];
    expect_posts(help, "u3", "u2", -1);
    int64_t first = help_post_new(help, "u2", thread, 0);
    for (int i = 0; i < 3; i++)
        other = help_post_new(help, "u2", thread, 0);
    help_post_new(help, "u3", thread, 0);
    expect_posts(help, "u3", "u2", 4);
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%d}", (int)other), ERR_NONE);
    expect_posts(help, "u3", "u2", 3);
    expect_posts(help, "u2", "u2", 3);
    snprintf(want, sizeof want,
             "{'posts':[{'post':%d,'thread':%d,'title':'Chain of custody','dir':'ltr','at':%lld,"
             "'words':'Both.'}]}",
             (int)first, (int)thread, (long long)HELP_START_MS);
    char data[96];
    snprintf(data, sizeof data, "{'person':'u2','before':%d}", (int)first + 1);
    expect_query(help, "u3", "forum.by", data, want);
    help_room_free(&help);
}

/* Participants know the team and those who wrote; the team whoever is in it; all themselves. */
static void whom_one_does_not_know_is_not_there(void **state)
{
    struct help_room *help = help_course_new();
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(posts_of(help, "u1", "u9"), -1);
    assert_int_equal(posts_of(help, "u1", "h1"), 0);
    assert_int_equal(posts_of(help, "m1", "u9"), 0);
    assert_int_equal(posts_of(help, "u9", "u9"), 0);
    assert_int_equal(asks(help, "u1", "forum.card", "*abc", &out), ERR_BAD_REQUEST);
    assert_int_equal(asks(help, "h1", "forum.by", "*abc", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "u1", "forum.card", "{}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "u1", "forum.by", "{'person':'u1','limit':21}", &out),
                     ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

static void of_a_cohort_others_count_nothing(void **state)
{
    struct help_room *help = help_course_new();
    help_did(help, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_did(help, "h1", "cohort.put", "{'people':['u1','u2'],'cohort':1}");
    help_did(help, "u2", "forum.thread", "{'title':'Ours','text':'canary','cohorts':[1]}");
    expect_posts(help, "u1", "u2", 1);
    expect_posts(help, "u3", "u2", -1);
    expect_posts(help, "m1", "u2", 1);
    help_did(help, "u2", "forum.thread", "{'title':'All','text':'Hello'}");
    expect_posts(help, "u1", "u2", 2);
    expect_posts(help, "u3", "u2", 1);
    help_room_free(&help);
}

static void who_waits_before_a_thread_counts_nothing_behind_it(void **state)
{
    struct help_room *help = help_course_new();
    int64_t topic = help_did(help, "h1", "topic.add", "{'title':{'en':'First'},'kind':'first'}");
    assert_int_equal(help_sendf(help, "h1", "forum.thread",
                                "{'title':'Say','text':'What?','topic':%d}", (int)topic),
                     ERR_NONE);
    int64_t thread = help_seq(help);
    help_post_new(help, "u2", thread, 0);
    expect_posts(help, "u3", "u2", -1);
    expect_posts(help, "u2", "u2", 1);
    expect_posts(help, "m1", "u2", 1);
    expect_posts(help, "u3", "h1", 1);
    help_room_free(&help);
}

static void what_was_written_without_a_name_is_nobodys(void **state)
{
    struct help_room *help = help_course_new();
    int64_t topic = help_did(help, "h1", "topic.add",
                             "{'title':{'en':'Ask'},'kind':'question','anonymous':true}");
    assert_int_equal(help_sendf(help, "u2", "forum.thread",
                                "{'title':'T','text':'x','topic':%d,'anonymous':true,"
                                "'mask':'0123456789abcdef'}",
                                (int)topic),
                     ERR_NONE);
    expect_posts(help, "u3", "u2", -1);
    expect_posts(help, "u2", "u2", 0);
    help_room_free(&help);
}

/* Whatever becomes of threads, each has their own posts and no others. */
static void the_chain_holds_when_threads_move_and_end(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = help_thread(help);
    int64_t mine = help_post_new(help, "u2", one, 0), last = 0;
    help_post_new(help, "u3", one, 0);
    int64_t two = help_did(help, "u2", "forum.thread", "{'title':'Two','text':'Hello'}");
    last = help_post_new(help, "u2", two, 0);
    assert_int_equal(
        help_sendf(help, "m1", "forum.split", "{'post':%d,'title':'Three'}", (int)mine), ERR_NONE);
    expect_posts(help, "u3", "u2", 3);
    assert_int_equal(
        help_sendf(help, "m1", "forum.merge", "{'thread':%d,'into':%d}", (int)two, (int)one),
        ERR_NONE);
    expect_posts(help, "u3", "u2", 3);
    /* The youngest goes, then the oldest, with its thread. */
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%d}", (int)last), ERR_NONE);
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%d}", (int)mine), ERR_NONE);
    expect_posts(help, "u3", "u2", 1);
    /* More tombstones than a thread keeps. */
    for (int i = 0; i < BOUND_THREAD_TOMBSTONES + 3; i++) {
        int64_t post = help_post_new(help, i % 2 ? "u2" : "u3", one, 0);
        assert_int_equal(help_sendf(help, "m1", "forum.delete", "{'post':%d}", (int)post),
                         ERR_NONE);
        help_wait(help, 60000);
    }
    expect_posts(help, "u3", "u2", 1);
    expect_posts(help, "u2", "u3", 1);
    assert_int_equal(help_sendf(help, "m1", "forum.remove", "{'thread':%d}", (int)one), ERR_NONE);
    expect_posts(help, "m1", "u2", 0);
    help_post_new(help, "u2", help_thread(help), 0);
    expect_posts(help, "u3", "u2", 1);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_has_the_posts_that_one_sees),
        cmocka_unit_test(whom_one_does_not_know_is_not_there),
        cmocka_unit_test(of_a_cohort_others_count_nothing),
        cmocka_unit_test(who_waits_before_a_thread_counts_nothing_behind_it),
        cmocka_unit_test(what_was_written_without_a_name_is_nobodys),
        cmocka_unit_test(the_chain_holds_when_threads_move_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
