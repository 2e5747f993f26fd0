/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_veil.c. */
#include <stdio.h>
#include <string.h>

#include "core/veil.h"
#include "help_course.h"

#define MASK "'anonymous':true,'mask':'0123456789abcdef'"

static int64_t topic(struct help_room *help)
{
    return help_did(help, "h1", "topic.add",
                    "{'title':{'en':'Ask'},'kind':'question','anonymous':true}");
}

static enum err opens(struct help_room *help, const char *by, int64_t topic, const char *how)
{
    return help_sendf(help, by, "forum.thread", "{'title':'T','text':'x','topic':%lld,%s}",
                      (long long)topic, how);
}

static enum err posts(struct help_room *help, const char *by, int64_t thread)
{
    return help_sendf(help, by, "forum.post", "{'thread':%lld,'text':'y','anonymous':true}",
                      (long long)thread);
}

static enum err asks(struct help_room *help, const char *by, const char *type, int64_t post,
                     const char *more)
{
    return help_sendf(help, by, type, "{'post':%lld%s}", (long long)post, more);
}

/* Under what somebody writes there. */
static void self(struct help_room *help, const char *who, int64_t thread, char out[64])
{
    struct buffer text;
    char data[48];
    buffer_init(&text, 256);
    snprintf(data, sizeof data, "{'thread':%lld}", (long long)thread);
    assert_int_equal(help_query(help, who, "forum.self", data, &text), ERR_NONE);
    const char *at = memchr(text.bytes, '*', text.len);
    snprintf(out, 64, "%.*s", VEIL_NAME_BYTES - 1, at ? at : "");
    buffer_done(&text);
}

static void one_is_one_person_in_a_thread_and_nobody_across(void **state)
{
    struct help_room *help = help_course_new();
    int64_t in = topic(help);
    char here[64], there[64], path[64], by[72];
    assert_int_equal(opens(help, "u2", in, "'cohorts':[1],'anonymous':true"), ERR_BAD_REQUEST);
    assert_int_equal(opens(help, "u2", in, "'anonymous':true"), ERR_BAD_REQUEST);
    assert_int_equal(opens(help, "u2", in, "'mask':'0123456789abcdef'"), ERR_BAD_REQUEST);
    assert_int_equal(opens(help, "u2", in, MASK), ERR_NONE);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    self(help, "u2", thread, here);
    assert_int_equal(posts(help, "u2", thread), ERR_NONE);
    int64_t post = help_seq(help);
    /* Both are of the same, who has no name. */
    snprintf(path, sizeof path, "thread/posts/%lld/by", (long long)post);
    snprintf(by, sizeof by, "'%s'", here);
    expect_part(help, HELP_STAFF, thread, path, by);
    expect_part(help, HELP_STAFF, thread, "thread/by", by);
    expect_part(help, HELP_STAFF, thread, "thread/name", NULL);
    expect_unseen(help, HELP_STAFF, "u2");
    assert_int_equal(opens(help, "u3", in, MASK), ERR_ALREADY_EXISTS);
    assert_int_equal(opens(help, "u2", in, "'anonymous':true,'mask':'fedcba9876543210'"), ERR_NONE);
    self(help, "u2", help_seq(help), there);
    assert_string_not_equal(here, there);
    help_room_free(&help);
}

static void one_changes_deletes_and_accepts_as_the_same(void **state)
{
    struct help_room *help = help_course_new();
    int64_t in = topic(help);
    char edit[64];
    assert_int_equal(opens(help, "u2", in, MASK), ERR_NONE);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    assert_int_equal(posts(help, "u3", thread), ERR_NONE);
    int64_t post = help_seq(help);
    snprintf(edit, sizeof edit, ",'version':%lld,'text':'z'", (long long)post);
    assert_int_equal(asks(help, "u2", "forum.edit", post, edit), ERR_PERMISSION_DENIED);
    assert_int_equal(asks(help, "u3", "forum.edit", post, edit), ERR_NONE);
    expect_part(help, HELP_STAFF, thread, "thread/name", NULL);
    assert_int_equal(asks(help, "u3", "forum.accept", post, ",'accepted':true"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(asks(help, "u2", "forum.accept", post, ",'accepted':true"), ERR_NONE);
    assert_int_equal(asks(help, "u2", "forum.delete", post, ""), ERR_PERMISSION_DENIED);
    assert_int_equal(asks(help, "u3", "forum.delete", post, ""), ERR_NONE);
    expect_unseen(help, HELP_STAFF, "u3");
    /* And staff what they moderate, by name. */
    assert_int_equal(asks(help, "m1", "forum.delete", thread, ""), ERR_NONE);
    help_room_free(&help);
}

static void it_goes_where_a_topic_says_so_and_not_for_staff(void **state)
{
    struct help_room *help = help_course_new();
    int64_t talk = help_thread(help), in = topic(help);
    assert_int_equal(posts(help, "u2", talk), ERR_NOT_AVAILABLE);
    assert_int_equal(opens(help, "m1", in, MASK), ERR_NOT_AVAILABLE);
    assert_int_equal(opens(help, "u1", in, "'dir':'ltr'"), ERR_NONE);
    int64_t thread = help_seq(help);
    assert_int_equal(posts(help, "h1", thread), ERR_NOT_AVAILABLE);
    assert_int_equal(posts(help, "u2", thread), ERR_NONE);
    int64_t post = help_seq(help);
    help_did(help, "h1", "cohort.add", "{'title':{'en':'A'},'history':false}");
    assert_int_equal(asks(help, "h1", "forum.split", post, ",'title':'T'"), ERR_TOPIC_KIND);
    assert_int_equal(
        help_send(help, "h1", "topic.add", "{'title':{'en':'x'},'kind':'first','anonymous':true}"),
        ERR_TOPIC_KIND);
    assert_int_equal(
        help_send(help, "h1", "topic.add",
                  "{'title':{'en':'x'},'kind':'question','anonymous':true,'cohorts':[1]}"),
        ERR_TOPIC_KIND);
    /* Narrowed, nobody can say any more who sees it. */
    assert_int_equal(
        help_sendf(help, "h1", "forum.narrow", "{'thread':%lld,'cohorts':[1]}", (long long)thread),
        ERR_NONE);
    assert_int_equal(posts(help, "u2", thread), ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "h1", "topic.edit", "{'topic':%lld,'title':{'en':'Ask'}}", (long long)in),
        ERR_NONE);
    assert_int_equal(opens(help, "u2", in, MASK), ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

/* Nobody is told who mentions them, and nobody's posts are more by it. */
static void nothing_counts_it_for_anybody(void **state)
{
    struct help_room *help = help_course_new();
    int64_t in = topic(help);
    assert_int_equal(opens(help, "u2", in, MASK), ERR_NONE);
    assert_int_equal(help_sendf(help, "u2", "forum.post",
                                "{'thread':%lld,'text':'@h1','anonymous':true,'mentions':['h1']}",
                                (long long)help_seq(help)),
                     ERR_NONE);
    expect_effects(help, "");
    expect_query(help, "u2", "forum.mine", "{}", "{'posts':[]}");
    help_room_free(&help);
}

/* Whether a thread is opened there, under the mask of that digit, or with a name (0). */
static enum err opens_as(struct help_room *help, const char *by, int64_t topic, int digit)
{
    char mask[64] = "";
    if (digit)
        snprintf(mask, sizeof mask, ",'anonymous':true,'mask':'%016d'", digit);
    return help_sendf(help, by, "forum.thread", "{'title':'T','text':'x','topic':%lld%s}",
                      (long long)topic, mask);
}

static void what_one_writes_without_a_name_counts_too(void **state)
{
    struct help_room *help = help_course_new();
    int64_t topic = help_did(help, "h1", "topic.add",
                             "{'title':{'en':'x'},'kind':'discussion','anonymous':true,"
                             "'block':3,'warn':1,'minutes':10}");
    assert_int_equal(opens_as(help, "u2", topic, 1), ERR_NONE);
    int64_t thread = help_seq(help);
    assert_int_equal(opens_as(help, "u2", topic, 2), ERR_NONE);
    assert_int_equal(opens_as(help, "u2", topic, 0), ERR_NONE);
    assert_int_equal(opens_as(help, "u2", topic, 3), ERR_TOPIC_THROTTLED);
    assert_int_equal(opens_as(help, "u2", topic, 0), ERR_TOPIC_THROTTLED);
    assert_int_equal(posts(help, "u2", thread), ERR_TOPIC_THROTTLED);
    assert_int_equal(opens_as(help, "u3", topic, 4), ERR_NONE);
    assert_int_equal(posts(help, "u3", thread), ERR_NONE);
    /* Its place is free at once. */
    assert_int_equal(asks(help, "u2", "forum.delete", thread, ""), ERR_NONE);
    assert_int_equal(posts(help, "u2", thread), ERR_NONE);
    assert_int_equal(posts(help, "u2", thread), ERR_TOPIC_THROTTLED);
    help_wait(help, 10 * 60000);
    assert_int_equal(posts(help, "u2", thread), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_one_person_in_a_thread_and_nobody_across),
        cmocka_unit_test(one_changes_deletes_and_accepts_as_the_same),
        cmocka_unit_test(it_goes_where_a_topic_says_so_and_not_for_staff),
        cmocka_unit_test(nothing_counts_it_for_anybody),
        cmocka_unit_test(what_one_writes_without_a_name_counts_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
