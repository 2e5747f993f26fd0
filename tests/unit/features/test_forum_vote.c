/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_vote.c and forum_votes.c */
#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

static enum err vote(struct help_room *help, const char *by, int64_t post)
{
    return help_sendf(help, by, "forum.vote", "{'post':%lld}", (long long)post);
}

static enum err unvote(struct help_room *help, const char *by, int64_t post)
{
    return help_sendf(help, by, "forum.unvote", "{'post':%lld}", (long long)post);
}

static void everybody_has_one_vote_for_the_post_of_another(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(vote(help, "u3", post), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch_me(help, "u3", "{'forum':{'votes':{'6':true}}}");
    assert_int_equal(vote(help, "u3", post), ERR_ALREADY_VOTED);
    assert_int_equal(vote(help, "u2", post), ERR_PERMISSION_DENIED);
    assert_int_equal(vote(help, "u1", post), ERR_NONE);
    assert_int_equal(vote(help, "u3", thread), ERR_NONE);
    help_tally(help);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6/votes", "2");
    expect_view(help, RINGS_INSIDE, "forum/threads/5/votes", "1");
    expect_me(help, "u3", "forum/votes", "{'5':true,'6':true}");
    help_room_free(&help);
}

static void a_vote_is_taken_back(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(unvote(help, "u2", thread), ERR_NOT_FOUND);
    assert_int_equal(vote(help, "u2", thread), ERR_NONE);
    help_tally(help);
    assert_int_equal(unvote(help, "u2", thread), ERR_NONE);
    expect_patch_me(help, "u2", "{'forum':{'votes':{'5':null}}}");
    help_tally(help);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/5/votes", NULL);
    expect_view(help, RINGS_INSIDE, "forum/threads/5/votes", NULL);
    assert_int_equal(vote(help, "u2", thread), ERR_NONE);
    help_room_free(&help);
}

static void a_tombstone_shows_no_votes_and_keeps_them(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(vote(help, "u3", post), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", post), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6/votes", NULL);
    assert_int_equal(vote(help, "u1", post), ERR_FORUM_DELETED);
    assert_int_equal(unvote(help, "u3", post), ERR_FORUM_DELETED);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", post), ERR_NONE);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6/votes", "1");
    expect_me(help, "u3", "forum/votes", "{'6':true}");
    help_room_free(&help);
}

static void what_is_gone_is_in_nobodys_votes(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(vote(help, "u2", thread), ERR_NONE);
    assert_int_equal(vote(help, "u3", thread), ERR_NONE);
    int64_t other = help_thread(help);
    assert_int_equal(vote(help, "u3", other), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "forum.remove", "thread", thread), ERR_NONE);
    expect_patch_me(help, "u2", "{'forum':{'votes':{'5':null}}}");
    expect_me(help, "u2", "forum/votes", "{}");
    char left[32];
    snprintf(left, sizeof left, "{'%lld':true}", (long long)other);
    expect_me(help, "u3", "forum/votes", left);
    help_room_free(&help);
}

static void one_person_has_a_share_of_votes(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = 0, last = 0;
    for (int i = 0; i < BOUND_POST_VOTES_PERSON; i++) {
        if (i % 150 == 0) /* nobody looks into it */
            assert_int_equal(help_send(help, "h1", "forum.thread", "{'title':'a','text':'b'}"), 0);
        if (i % 150 == 0)
            thread = help_seq(help);
        last = help_post_new(help, i % 2 ? "h1" : "m1", thread, 0);
        assert_int_equal(vote(help, "u2", last), ERR_NONE);
    }
    assert_int_equal(vote(help, "u2", thread), ERR_LIMIT_EXCEEDED);
    assert_int_equal(unvote(help, "u2", last), ERR_NONE);
    assert_int_equal(vote(help, "u2", thread), ERR_NONE);
    help_room_free(&help);
}

static void what_is_for_others_is_not_there(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(
        help_send(help, "h1", "forum.thread", "{'title':'a','text':'b','cohorts':[1]}"), ERR_NONE);
    assert_int_equal(vote(help, "u2", help_seq(help)), ERR_NOT_FOUND);
    assert_int_equal(vote(help, "u2", 1000), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u2", "forum.vote", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_one_vote_for_the_post_of_another),
        cmocka_unit_test(a_vote_is_taken_back),
        cmocka_unit_test(a_tombstone_shows_no_votes_and_keeps_them),
        cmocka_unit_test(what_is_gone_is_in_nobodys_votes),
        cmocka_unit_test(one_person_has_a_share_of_votes),
        cmocka_unit_test(what_is_for_others_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
