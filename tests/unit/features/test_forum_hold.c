/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_hold.c */
#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

static void staff_pin_some_threads(void **state)
{
    struct help_room *help = help_course_new();
    help_thread(help);
    assert_int_equal(help_send(help, "u1", "forum.pin", "{'thread':5,'pinned':true}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "forum.pin", "{'thread':5,'pinned':true}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/pinned", "true");
    for (int i = 1; i < BOUND_THREADS_PINNED; i++)
        assert_int_equal(help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':true}",
                                    (long long)help_thread(help)),
                         ERR_NONE);
    int64_t more = help_thread(help);
    assert_int_equal(
        help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':true}", (long long)more),
        ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "m1", "forum.pin", "{'thread':5,'pinned':true}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "forum.remove", "{'thread':5}"), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':true}", (long long)more),
        ERR_NONE);
    assert_int_equal(
        help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':false}", (long long)more),
        ERR_NONE);
    help_room_free(&help);
}

static void in_a_closed_thread_staff_alone_write(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_send(help, "u1", "forum.close", "{'thread':5}"), ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(help, "m1", "forum.close", "{'thread':5,'reason':'It is answered.'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/closed", "true");
    expect_part(help, RINGS_INSIDE, thread, "thread/closed",
                "{'at':1700000000000,'reason':'It is answered.','dir':'ltr'}");
    assert_int_equal(help_post(help, "u2", thread, 0), ERR_FORUM_CLOSED);
    assert_int_equal(help_sendf(help, "u2", "forum.edit", "{'post':%lld,'version':%lld,'text':'x'}",
                                (long long)post, (long long)post),
                     ERR_FORUM_CLOSED);
    assert_int_equal(help_send(help, "u2", "forum.vote", "{'post':5}"), ERR_FORUM_CLOSED);
    assert_int_equal(help_post(help, "m1", thread, 0), ERR_NONE);
    /* Another reason takes the place of the first. */
    assert_int_equal(help_send(help, "m1", "forum.close", "{'thread':5}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/closed", "{'at':1700000000000}");
    assert_int_equal(help_send(help, "m1", "forum.reopen", "{'thread':5}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/closed", NULL);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/closed", NULL);
    assert_int_equal(help_send(help, "m1", "forum.reopen", "{'thread':5}"), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "u2", thread, 0), ERR_NONE);
    help_room_free(&help);
}

static void the_reason_goes_with_its_words(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "u1", "forum.thread", "{'title':'t','text':'x'}"), ERR_NONE);
    int64_t thread = help_seq(help); /* nobody follows it */
    assert_int_equal(help_send(help, "m1", "forum.close", "{'thread':5,'reason':'Because.'}"),
                     ERR_NONE);
    int64_t seq = help_seq(help);
    assert_false(room_withdrawn(help_room(help), seq));
    assert_int_equal(help_send(help, "m1", "forum.reopen", "{'thread':5}"), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), seq));
    assert_int_equal(help_send(help, "m1", "forum.close", "{'thread':5,'reason':'So.'}"), ERR_NONE);
    seq = help_seq(help);
    assert_int_equal(help_sendf(help, "system", "room.erase", "{'seqs':[%lld]}", (long long)seq),
                     ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/closed", "{'at':1700000000000}");
    assert_int_equal(help_send(help, "m1", "forum.remove", "{'thread':5}"), ERR_NONE);
    help_room_free(&help);
}

static void a_deleted_post_stands_again_while_its_words_do(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    help_post_new(help, "u3", thread, 0);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_ALREADY_EXISTS);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), post));
    expect_view(help, RINGS_INSIDE, "forum/threads/5/posts", "2");
    assert_int_equal(help_act(help, "u2", "forum.restore", "post", post), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_NONE);
    assert_false(room_withdrawn(help_room(help), post));
    expect_view(help, RINGS_INSIDE, "forum/threads/5/posts", "3");
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6",
                "{'by':'u2','name':'Name u2','at':1700000000000,'text':'Both.','dir':'ltr'}");
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", 1000), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void it_does_not_once_they_are_erased(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "u1", "forum.thread", "{'title':'t','text':'x'}"), ERR_NONE);
    int64_t post = help_post_new(help, "u2", help_seq(help), 0); /* nobody follows it */
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[6]}"), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_FORUM_DELETED);
    help_room_free(&help);
}

static void an_opening_post_does_not_come_back_without_its_title(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_act(help, "u1", "forum.delete", "post", thread), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", thread), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/5/text", "'Who signs?'");
    assert_int_equal(help_send(help, "m1", "forum.delete", "{'post':5,'title':true}"), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", thread), ERR_FORUM_DELETED);
    help_room_free(&help);
}

/* The words of a quote are where the post is, and nowhere else. */
static void a_quote_goes_with_what_it_quotes(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(help_send(help, "u2", "forum.post", "{'thread':5,'text':'CANARY'}"), ERR_NONE);
    assert_int_equal(
        help_send(help, "u3", "forum.post", "{'thread':5,'quote':6,'text':'I doubt it.'}"),
        ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/7/quote", "6");
    assert_int_equal(help_send(help, "u2", "forum.delete", "{'post':6}"), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6/deleted", "true");
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/7/quote", "6");
    expect_unseen(help, RINGS_INSIDE, "CANARY");
    assert_int_equal(help_send(help, "u3", "forum.post", "{'thread':5,'quote':6,'text':'x'}"),
                     ERR_FORUM_DELETED);
    int64_t other = help_thread(help);
    assert_int_equal(help_sendf(help, "u3", "forum.post", "{'thread':5,'quote':%lld,'text':'x'}",
                                (long long)other),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_pin_some_threads),
        cmocka_unit_test(in_a_closed_thread_staff_alone_write),
        cmocka_unit_test(the_reason_goes_with_its_words),
        cmocka_unit_test(a_deleted_post_stands_again_while_its_words_do),
        cmocka_unit_test(it_does_not_once_they_are_erased),
        cmocka_unit_test(an_opening_post_does_not_come_back_without_its_title),
        cmocka_unit_test(a_quote_goes_with_what_it_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
