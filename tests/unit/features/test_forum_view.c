/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_view.c */
#include <stdio.h>

#include "help_course.h"
#include "help_webinar.h"

static enum err edit(struct help_room *help, const char *by, int64_t post, const char *text)
{
    return help_sendf(help, by, "forum.edit", "{'post':%lld,'version':%lld,'text':'%s'}",
                      (long long)post, (long long)post, text);
}

static enum err accept(struct help_room *help, const char *by, int64_t post, const char *accepted)
{
    return help_sendf(help, by, "forum.accept", "{'post':%lld,'accepted':%s}", (long long)post,
                      accepted);
}

static void the_list_carries_titles_counts_and_how_threads_begin(void **state)
{
    struct help_room *help = help_course_new();
    expect_view(help, RINGS_INSIDE, "forum", "{'threads':{},'counts':{},'topics':{}}");
    int64_t thread = help_thread(help);
    assert_int_equal(thread, 5);
    expect_view(help, RINGS_INSIDE, "forum",
                "{'threads':{'5':{'title':'Chain of custody','dir':'ltr','by':'u1',"
                "'name':'Name u1','at':1700000000000,'posts':1,'replies':0,'last':5,"
                "'last_at':1700000000000,'last_by':'u1','last_name':'Name u1',"
                "'excerpt':{'text':'Who signs?','dir':'ltr'}}},"
                "'counts':{'0':{'threads':1,'last':5,'last_at':1700000000000}},'topics':{}}");
    help_wait(help, 1000);
    int64_t post = help_post_new(help, "u2", thread, 0);
    expect_patch(help, RINGS_INSIDE,
                 "{'forum':{'threads':{'5':{'posts':2,'replies':1,'last':6,"
                 "'last_at':1700000001000,'last_by':'u2','last_name':'Name u2','last_other':5}},"
                 "'counts':{'0':{'last':6,'last_at':1700000001000}}}}");
    assert_int_equal(accept(help, "u1", post, "true"), 0);
    expect_patch(help, RINGS_INSIDE, "{'forum':{'threads':{'5':{'accepted':6}}}}");
    assert_int_equal(edit(help, "u2", post, "Elsewhere"), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, HELP_STAFF, "Elsewhere");
    help_room_free(&help);
}

static void a_thread_carries_its_posts_with_their_latest_texts(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    int64_t comment = help_post_new(help, "u3", thread, post);
    help_wait(help, 2000);
    assert_int_equal(edit(help, "u2", post, "كلاهما"), 0);
    assert_int_equal(comment, 7);
    expect_part(help, RINGS_INSIDE, thread, "",
                "{'thread':{'seq':5,'title':'Chain of custody','dir':'ltr','by':'u1',"
                "'name':'Name u1','at':1700000000000,'posts':{"
                "'5':{'by':'u1','name':'Name u1','at':1700000000000,'text':'Who signs?',"
                "'dir':'ltr'},"
                "'6':{'by':'u2','name':'Name u2','at':1700000000000,'text':'كلاهما','dir':'rtl',"
                "'edited':1700000002000,'version':8},"
                "'7':{'by':'u3','name':'Name u3','at':1700000000000,'text':'Yes.','dir':'ltr',"
                "'reply':6}}}}");
    help_room_free(&help);
}

static void a_tombstone_says_whether_its_author_made_it(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t own = help_post_new(help, "u2", thread, 0),
            other = help_post_new(help, "u2", thread, 0);
    int64_t mod = help_post_new(help, "m1", thread, 0);
    assert_int_equal(help_act(help, "u2", "forum.delete", "post", own), 0);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", other), 0);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", mod), 0);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", own, "moderated"), NULL);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", other, "moderated"), "true");
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", mod, "moderated"), NULL);
    help_room_free(&help);
}

static void a_deleted_post_leaves_a_tombstone_in_its_place(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    int64_t comment = help_post_new(help, "u3", thread, post);
    assert_int_equal(edit(help, "u3", comment, "No."), 0);
    assert_int_equal(help_act(help, "u3", "forum.delete", "post", comment), 0);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", comment, ""),
                "{'by':'u3','name':'Name u3','at':1700000000000,'reply':6,'deleted':true}");
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "posts"), "2");
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "last"), "6");
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", thread), 0);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "posts"), "1");
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "replies"), "1");
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", thread, "text"), NULL);
    expect_part(help, RINGS_INSIDE, thread, "thread/title", "'Chain of custody'");
    help_room_free(&help);
}

/* Expects what the list says of the newest posts that stand. */
static void expect_newest(struct help_room *help, int64_t thread, const char *by, int64_t last,
                          int64_t other)
{
    char json[32];
    snprintf(json, sizeof json, "'%s'", by);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "last_by"), json);
    snprintf(json, sizeof json, "%lld", (long long)last);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "last"), json);
    snprintf(json, sizeof json, "%lld", (long long)other);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "last_other"),
                other ? json : NULL);
}

/* A page tells from it what is unread: the last one of anybody else than the reader. */
static void the_list_names_the_newest_posts_that_stand(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    expect_newest(help, thread, "u1", thread, 0);
    int64_t second = help_post_new(help, "u2", thread, 0);
    expect_newest(help, thread, "u2", second, thread);
    int64_t third = help_post_new(help, "u2", thread, 0);
    expect_newest(help, thread, "u2", third, thread);
    int64_t own = help_post_new(help, "u1", thread, 0);
    expect_newest(help, thread, "u1", own, third);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", third), 0);
    expect_newest(help, thread, "u1", own, second);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", own), 0);
    expect_newest(help, thread, "u2", second, thread);
    assert_int_equal(help_act(help, "m1", "forum.delete", "post", thread), 0);
    expect_newest(help, thread, "u2", second, 0);
    help_room_free(&help);
}

static void an_author_says_which_way_a_text_runs(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(
        help_send(help, "u1", "forum.thread", "{'title':'OK','text':'C++','dir':'rtl'}"), 0);
    int64_t thread = help_seq(help);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "dir"), "'rtl'");
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", thread, "dir"), "'rtl'");
    assert_int_equal(help_sendf(help, "u1", "forum.post", "{'thread':%lld,'text':'D','dir':'rtl'}",
                                (long long)thread),
                     0);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", help_seq(help), "dir"),
                "'rtl'");
    assert_int_equal(help_sendf(help, "u1", "forum.post", "{'thread':%lld,'text':'D','dir':'up'}",
                                (long long)thread),
                     ERR_BAD_REQUEST);
    assert_int_equal(edit(help, "u1", thread, "C"), 0);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", thread, "dir"), "'ltr'");
    help_room_free(&help);
}

static void one_thread_says_nothing_to_the_readers_of_another(void **state)
{
    struct help_room *help = help_course_new();
    int64_t first = help_thread(help), second = help_thread(help);
    help_post_new(help, "u2", first, 0);
    expect_part(help, RINGS_INSIDE, second, help_path("thread/posts", help_seq(help), ""), NULL);
    struct room *room = help_room(help);
    struct entry *entry =
        entry_new(&(struct entry){.seq = help_seq(help) + 1,
                                  .type = SLICE("forum.post"),
                                  .by = SLICE("u2"),
                                  .text = SLICE("{\"thread\":5,\"text\":\"a\"}")});
    struct parts parts;
    assert_true(room_parts(room, entry, &parts));
    assert_int_equal(parts.count, 1);
    assert_int_equal(part_seq(part_id(&parts.list[0])), first);
    entry_unref(&entry);
    help_room_free(&help);
}

/* A journal that has lost every text. */
static const struct entry *nothing_find(void *context, int64_t seq)
{
    (void)context, (void)seq;
    return NULL;
}

static void a_text_the_journal_has_lost_is_absent(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    struct bodies bodies = {nothing_find, NULL};
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct part part = help_part(help, thread);
    room_view(help_room(help), &(struct viewer){RINGS_INSIDE, &part}, &bodies, &text);
    assert_null(memmem(text.bytes, text.len, "text", 4));
    assert_non_null(memmem(text.bytes, text.len, "Chain of custody", 16));
    buffer_done(&text);
    help_room_free(&help);
}

static void command_random(struct help_room *help, unsigned *seed, const int64_t *threads)
{
    char person[16];
    int64_t thread = threads[help_roll(seed, 3)];
    int64_t post = threads[0] + help_roll(seed, 80);
    snprintf(person, sizeof person, help_roll(seed, 6) ? "u%u" : "m1", help_roll(seed, 6));
    switch (help_roll(seed, 6)) {
    case 0:
        help_post(help, person, thread, 0);
        break;
    case 1:
        help_post(help, person, thread, post);
        break;
    case 2:
        help_act(help, person, "forum.delete", "post", post);
        break;
    case 3:
        accept(help, person, post, help_roll(seed, 3) ? "true" : "false");
        break;
    default:
        edit(help, person, post, help_roll(seed, 2) ? "Changed." : "تغير");
    }
}

static void every_copy_is_true_after_a_random_history(void **state)
{
    struct help_room *help = help_course_new();
    int64_t threads[3];
    unsigned seed = 3;
    for (int i = 0; i < 3; i++)
        threads[i] = help_thread(help);
    for (int step = 0; step < 800; step++) {
        help_wait(help, 2000);
        command_random(help, &seed, threads);
    }
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_carries_titles_counts_and_how_threads_begin),
        cmocka_unit_test(a_thread_carries_its_posts_with_their_latest_texts),
        cmocka_unit_test(a_tombstone_says_whether_its_author_made_it),
        cmocka_unit_test(a_deleted_post_leaves_a_tombstone_in_its_place),
        cmocka_unit_test(the_list_names_the_newest_posts_that_stand),
        cmocka_unit_test(an_author_says_which_way_a_text_runs),
        cmocka_unit_test(one_thread_says_nothing_to_the_readers_of_another),
        cmocka_unit_test(a_text_the_journal_has_lost_is_absent),
        cmocka_unit_test(every_copy_is_true_after_a_random_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
