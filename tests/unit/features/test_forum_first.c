/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_first.c and forum_unlock.c. */
#include <stdio.h>

#include "help_course.h"

enum { WINDOW_MS = BOUND_EDIT_SECONDS * 1000, OTHERS = 4 };

/* A thread of the host's in a topic of that kind, followed by those who wait too. */
static int64_t first_thread(struct help_room *help)
{
    int64_t topic =
        help_did(help, "h1", "topic.add", "{'title':{'en':'Write first'},'kind':'first'}");
    assert_int_equal(help_sendf(help, "h1", "forum.thread",
                                "{'title':'What would you do?','text':'Say.','topic':%lld}",
                                (long long)topic),
                     ERR_NONE);
    int64_t thread = help_seq(help);
    help_follow_part(help, thread);
    help_follow_part_as(help, RINGS_WAITING, thread);
    return thread;
}

static struct rings within(struct help_room *help, const char *person, int64_t thread)
{
    struct part part = help_part(help, thread);
    return room_part_rings(help_room(help), &part, slice_of(person));
}

static bool waits(struct help_room *help, const char *person, int64_t thread)
{
    return rings_equal(within(help, person, thread), RINGS_WAITING);
}

static enum err asks(struct help_room *help, const char *by, const char *type, const char *of,
                     int64_t seq)
{
    return help_sendf(help, by, type, "{'%s':%lld}", of, (long long)seq);
}

/* The seq between two pieces of text. */
static const char *with(const char *before, int64_t seq, const char *after)
{
    static char text[4][400];
    static int turn;
    char *out = text[turn++ % 4];
    snprintf(out, sizeof text[0], "%s%lld%s", before, (long long)seq, after);
    return out;
}

/* What somebody who waits is told of a post of another. */
static void expect_hidden(struct help_room *help, const char *who, int64_t thread, int64_t post)
{
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(asks(help, who, "forum.vote", "post", post), ERR_NOT_FOUND);
    assert_int_equal(asks(help, who, "forum.delete", "post", post), ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, who, "forum.accept", "{'post':%lld,'accepted':true}", (long long)post),
        ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, who, "forum.post", "{'thread':%lld,'text':'x','quote':%lld}",
                                (long long)thread, (long long)post),
                     ERR_NOT_FOUND);
    assert_int_equal(help_post(help, who, thread, post), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, who, "forum.place", with("{'post':", post, "}"), &out),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, who, "report.send",
                                "{'of':'forum','thing':%lld,'reason':'rude'}", (long long)post),
                     ERR_NOT_FOUND);
    buffer_done(&out);
}

static void one_sees_the_others_when_ones_own_is_fixed(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help), theirs = 0;
    const char *row = with("forum/threads/", thread, "");
    for (int i = 0; i < OTHERS; i++)
        theirs = help_post_new(help, i == 0 ? "m1" : "u9", thread, 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, RINGS_INSIDE, row,
                with("{'title':'What would you do?','dir':'ltr','by':'h1','name':'Name "
                     "h1','at':1700000000000,'posts':1,'replies':0,'last':",
                     thread, ",'last_at':1700000000000,'last_by':'h1','topic':5}"));
    expect_view(help, HELP_STAFF, with("forum/threads/", thread, "/posts"), "5");
    expect_hidden(help, "u1", thread, theirs);
    expect_query(help, "u1", "forum.posts", with("{'thread':", thread, "}"),
                 "{'posts':{},'earlier':0,'later':0,'waits':true}");
    assert_true(waits(help, "u1", thread));
    assert_false(waits(help, "m1", thread));
    help_wait(help, 1000);
    int64_t own = help_post_new(help, "u1", thread, 0);
    char expected[400];
    snprintf(expected, sizeof expected,
             "{'posts':{'%lld':{'by':'u1','name':'Name "
             "u1','at':1700000001000,'text':'Both.','dir':'ltr'}},'earlier':0,"
             "'later':0,'waits':true,'opens':1700001801001}",
             (long long)own);
    expect_query(help, "u1", "forum.posts", with("{'thread':", thread, ",'around':1}"), expected);
    help_wait(help, WINDOW_MS);
    assert_int_equal(help_tick(help, HELP_START_MS + 1000 + WINDOW_MS), 2); /* of m1, u9 */
    assert_true(waits(help, "u1", thread));
    assert_false(waits(help, "u9", thread));
    expect_hidden(help, "u1", thread, theirs);
    help_wait(help, 1);
    assert_int_equal(help_tick(help, HELP_START_MS + 1001 + WINDOW_MS), 1);
    assert_false(waits(help, "u1", thread));
    assert_int_equal(asks(help, "u1", "forum.vote", "post", theirs), ERR_NONE);
    assert_int_equal(help_post(help, "u1", thread, theirs), ERR_NONE);
    /* The list says to nobody but the staff what becomes of it. */
    expect_view(help, RINGS_INSIDE, with("forum/threads/", thread, "/posts"), "1");
    help_room_free(&help);
}

static void what_goes_before_counts_no_more(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help), now_ms = HELP_START_MS;
    help_post_new(help, "u2", thread, 0);
    int64_t own = help_post_new(help, "u1", thread, 0);
    assert_int_equal(asks(help, "u1", "forum.delete", "post", own), ERR_NONE);
    help_wait(help, WINDOW_MS + 1);
    now_ms += WINDOW_MS + 1;
    assert_int_equal(help_tick(help, now_ms), 1);
    assert_true(waits(help, "u1", thread));
    /* It stands again, as long as ever. */
    assert_int_equal(asks(help, "h1", "forum.restore", "post", own), ERR_NONE);
    assert_int_equal(help_tick(help, now_ms), 1);
    assert_false(waits(help, "u1", thread));
    /* Who has seen the others waits no more, whatever becomes of theirs. */
    assert_int_equal(asks(help, "m1", "forum.delete", "post", own), ERR_NONE);
    assert_false(waits(help, "u1", thread));
    assert_int_equal(help_append(help, "system", "forum.unlock", with("{'post':", own, "}")),
                     ERR_NOT_FOUND);
    assert_int_equal(asks(help, "h1", "forum.remove", "thread", thread), ERR_NONE);
    help_room_free(&help);
}

/* Of what was written before one saw the others nothing can be changed, however young it is. */
static void what_was_written_before_is_as_it_is(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help);
    help_post_new(help, "u1", thread, 0);
    help_wait(help, WINDOW_MS);
    int64_t late = help_post_new(help, "u1", thread, 0);
    assert_int_equal(help_sendf(help, "u1", "forum.edit", "{'post':%lld,'version':%lld,'text':'y'}",
                                (long long)late, (long long)late),
                     ERR_NONE);
    help_wait(help, 1);
    assert_int_equal(help_tick(help, HELP_START_MS + WINDOW_MS + 1), 1);
    assert_int_equal(help_sendf(help, "u1", "forum.edit", "{'post':%lld,'version':%lld,'text':'z'}",
                                (long long)late, (long long)help_seq(help)),
                     ERR_EDIT_WINDOW);
    assert_int_equal(asks(help, "u1", "forum.delete", "post", late), ERR_EDIT_WINDOW);
    int64_t after = help_post_new(help, "u1", thread, 0);
    assert_int_equal(asks(help, "u1", "forum.delete", "post", after), ERR_NONE);
    assert_int_equal(help_tick(help, HELP_START_MS + 3 * WINDOW_MS), 0);
    help_room_free(&help);
}

static void nobody_who_waits_is_told_by_a_mention(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help);
    assert_int_equal(help_sendf(help, "u2", "forum.post",
                                "{'thread':%lld,'text':'@u1 @m1','mentions':['u1','m1']}",
                                (long long)thread),
                     ERR_NONE);
    char line[300];
    snprintf(line, sizeof line,
             "mention inbox:m1 inbox.mention {'of':'course:c1','thread':%lld,'post':%lld,"
             "'by':'u2','name':'Name u2'}\n"
             "reply inbox:h1 inbox.mention {'of':'course:c1','thread':%lld,'post':%lld,"
             "'why':'reply','by':'u2','name':'Name u2'}\n",
             (long long)thread, (long long)help_seq(help), (long long)thread,
             (long long)help_seq(help));
    expect_effects(help, line);
    help_room_free(&help);
}

/* To those who wait only the opening post is there, and what becomes of that. */
static void patches_say_nothing_of_others(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help);
    int64_t theirs = help_post_new(help, "u2", thread, 0);
    expect_part(help, RINGS_WAITING, thread, with("thread/posts/", theirs, ""), NULL);
    expect_part(help, RINGS_WAITING, thread, "thread/waits", "true");
    expect_part(help, RINGS_INSIDE, thread, with("thread/posts/", theirs, "/by"), "'u2'");
    assert_int_equal(asks(help, "m1", "forum.vote", "post", theirs), ERR_NONE);
    assert_int_equal(asks(help, "u1", "forum.vote", "post", thread), ERR_NONE);
    help_tally(help);
    expect_part(help, RINGS_WAITING, thread, with("thread/posts/", thread, "/votes"), "1");
    assert_int_equal(asks(help, "m1", "forum.delete", "post", theirs), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(asks(help, "m1", "forum.restore", "post", theirs), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_sendf(help, "m1", "forum.close", "{'thread':%lld}", (long long)thread),
                     ERR_NONE);
    expect_part(help, RINGS_WAITING, thread, "thread/closed/at", "1700000000000");
    assert_int_equal(
        help_sendf(help, "m1", "forum.delete", "{'post':%lld,'title':true}", (long long)thread),
        ERR_NONE);
    expect_part(help, RINGS_WAITING, thread, "thread/title", NULL);
    expect_view(help, RINGS_INSIDE, with("forum/threads/", thread, "/posts"), "0");
    help_room_free(&help);
}

static void its_posts_stay_where_they_are(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = first_thread(help), talk = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_sendf(help, "u1", "forum.thread", "{'title':'T','text':'x','topic':5}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_sendf(help, "h1", "forum.thread", "{'title':'T','text':'x','topic':5}"),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)help_seq(help), (long long)thread),
                     ERR_TOPIC_KIND);
    assert_int_equal(
        help_sendf(help, "h1", "forum.split", "{'post':%lld,'title':'T'}", (long long)post),
        ERR_TOPIC_KIND);
    assert_int_equal(asks(help, "h1", "forum.move", "thread", thread), ERR_TOPIC_KIND);
    assert_int_equal(
        help_sendf(help, "h1", "forum.move", "{'thread':%lld,'topic':5}", (long long)talk),
        ERR_TOPIC_KIND);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_sees_the_others_when_ones_own_is_fixed),
        cmocka_unit_test(what_goes_before_counts_no_more),
        cmocka_unit_test(what_was_written_before_is_as_it_is),
        cmocka_unit_test(nobody_who_waits_is_told_by_a_mention),
        cmocka_unit_test(patches_say_nothing_of_others),
        cmocka_unit_test(its_posts_stay_where_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
