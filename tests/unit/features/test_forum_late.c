/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_late.c: a course without history. */
#include "features/forum_late.h"

#include "help_course.h"
#include "help_webinar.h"

#define CANARY "Said before they came"

/* u1 and u2 are there from the beginning; strangers may not come in. */
static struct help_room *course_made(const char *history)
{
    struct help_room *help = help_room_new("course:c1", NULL);
    assert_int_equal(
        help_sendf(help, "system", "stage.create", "{'title':{'en':'Evidence'}%s}", history),
        ERR_NONE);
    help_did(help, "system", "member.set", "{'whom':'h1','role':'host'}");
    help_did(help, "system", "member.set", "{'whom':'u1','role':'participant'}");
    help_did(help, "system", "member.set", "{'whom':'u2','role':'participant'}");
    return help;
}

static int64_t thread_new(struct help_room *help, const char *by, const char *title)
{
    assert_int_equal(
        help_sendf(help, by, "forum.thread", "{'title':'%s','text':'%s'}", title, title), ERR_NONE);
    return help_seq(help);
}

static struct rings come(struct help_room *help, const char *whom)
{
    assert_int_equal(
        help_sendf(help, "h1", "member.set", "{'whom':'%s','role':'participant'}", whom), ERR_NONE);
    struct rings rings = room_rings(help_room(help), slice_of(whom));
    help_follow_rings(help, rings);
    return rings;
}

static void who_comes_late_sees_what_is_begun_from_then_on(void **state)
{
    struct help_room *help = course_made(",'history':false");
    int64_t before = thread_new(help, "u1", CANARY);
    struct rings late = come(help, "u3");
    expect_view(help, late, "stage/history", "false");
    for (int i = 0; i < 2; i++) {
        expect_unseen(help, late, CANARY);
        expect_view(help, late, "forum/threads", "{}");
        expect_view(help, late, "forum/counts", "{}");
        assert_int_equal(help_post(help, "u2", before, 0), ERR_NONE);
        expect_patch(help, late, NULL);
        assert_int_equal(help_post(help, "u3", before, 0), ERR_NOT_FOUND);
        expect_view(help, RINGS_INSIDE, help_path("forum/threads", before, "title"),
                    "'" CANARY "'");
    }
    struct part part = help_part(help, before);
    assert_true(rings_none(room_part_rings(help_room(help), &part, SLICE("u3"))));
    int64_t after = thread_new(help, "u2", "New");
    expect_view(help, late, help_path("forum/threads", after, "title"), "'New'");
    assert_int_equal(help_post(help, "u3", after, 0), ERR_NONE);
    help_room_free(&help);
}

static void those_who_come_between_two_threads_see_the_same(void **state)
{
    struct help_room *help = course_made(",'history':false");
    assert_true(rings_equal(room_rings(help_room(help), SLICE("u1")), RINGS_INSIDE));
    thread_new(help, "u1", CANARY);
    struct rings third = come(help, "u3"), fourth = come(help, "u4");
    assert_true(rings_equal(third, fourth));
    thread_new(help, "u1", "New");
    assert_false(rings_equal(third, come(help, "u5")));
    help_room_free(&help);
}

static void who_comes_again_comes_anew(void **state)
{
    struct help_room *help = course_made(",'history':false");
    thread_new(help, "u1", CANARY);
    help_did(help, "h1", "member.set", "{'whom':'u2','role':'none'}");
    expect_unseen(help, come(help, "u2"), CANARY);
    help_room_free(&help);
}

static void the_team_sees_all_and_so_does_that_of_a_cohort(void **state)
{
    struct help_room *help = course_made(",'history':false");
    int64_t before = thread_new(help, "u1", CANARY);
    come(help, "u3");
    help_did(help, "h1", "cohort.add", "{'title':{'en':'One'}}");
    help_did(help, "h1", "cohort.staff", "{'whom':'u3','cohort':1,'staff':true}");
    assert_int_equal(help_post(help, "u3", before, 0), ERR_NONE);
    help_did(help, "h1", "member.set", "{'whom':'u4','role':'moderator'}");
    assert_int_equal(help_post(help, "u4", before, 0), ERR_NONE);
    help_room_free(&help);
}

/* What moves out of an older thread is as old. */
static void a_piece_of_what_was_before_is_before(void **state)
{
    struct help_room *help = course_made(",'history':false");
    int64_t before = thread_new(help, "u1", CANARY);
    struct rings late = come(help, "u3");
    int64_t post = help_post_new(help, "u2", before, 0);
    assert_int_equal(help_sendf(help, "h1", "forum.split", "{'post':%lld,'title':'" CANARY "'}",
                                (long long)post),
                     ERR_NONE);
    expect_unseen(help, late, CANARY);
    int64_t after = thread_new(help, "u1", "New");
    assert_int_equal(help_post(help, "u3", after, 0), ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)after, (long long)before),
                     ERR_NONE);
    expect_view(help, late, "forum/threads", "{}");
    help_room_free(&help);
}

/* A piece of what was before is the younger one, and would be read in the other thread. */
static void what_was_before_does_not_come_into_what_was_begun_later(void **state)
{
    struct help_room *help = course_made(",'history':false");
    int64_t before = thread_new(help, "u1", "Old");
    struct rings late = come(help, "u3");
    int64_t after = thread_new(help, "u1", "New");
    int64_t post = help_post_new(help, "u2", before, 0);
    assert_int_equal(help_sendf(help, "h1", "forum.split", "{'post':%lld,'title':'" CANARY "'}",
                                (long long)post),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)post, (long long)after),
                     ERR_COHORT_WIDER);
    expect_unseen(help, late, CANARY);
    assert_int_equal(help_sendf(help, "h1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)post, (long long)before),
                     ERR_NONE);
    help_room_free(&help);
}

static void strangers_have_never_come(void **state)
{
    struct help_room *help = course_made(",'history':false");
    thread_new(help, "u1", CANARY);
    help_did(help, "h1", "member.policy", "{'policy':'open'}");
    struct rings stranger = room_rings(help_room(help), SLICE("u9"));
    help_follow_rings(help, stranger);
    thread_new(help, "u1", CANARY);
    expect_unseen(help, stranger, CANARY);
    help_room_free(&help);
}

static void where_nothing_is_said_all_see_all(void **state)
{
    static const char *const said[] = {"", ",'history':true"};
    for (int i = 0; i < 2; i++) {
        struct help_room *help = course_made(said[i]);
        int64_t before = thread_new(help, "u1", CANARY);
        struct rings late = come(help, "u3");
        assert_true(rings_equal(late, RINGS_INSIDE));
        expect_view(help, late, "stage/history", NULL);
        assert_int_equal(help_post(help, "u3", before, 0), ERR_NONE);
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_late_sees_what_is_begun_from_then_on),
        cmocka_unit_test(those_who_come_between_two_threads_see_the_same),
        cmocka_unit_test(who_comes_again_comes_anew),
        cmocka_unit_test(the_team_sees_all_and_so_does_that_of_a_cohort),
        cmocka_unit_test(a_piece_of_what_was_before_is_before),
        cmocka_unit_test(what_was_before_does_not_come_into_what_was_begun_later),
        cmocka_unit_test(strangers_have_never_come),
        cmocka_unit_test(where_nothing_is_said_all_see_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
