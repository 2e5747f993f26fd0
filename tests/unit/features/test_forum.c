/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum.c */
#include <stdio.h>
#include <string.h>

#include "features/forum.h"
#include "help_course.h"
#include "help_webinar.h"

static const int64_t window_ms = INT64_C(1000) * BOUND_EDIT_SECONDS;

static enum err edit_of(struct help_room *help, const char *by, int64_t post, int64_t version)
{
    return help_sendf(help, by, "forum.edit", "{'post':%lld,'version':%lld,'text':'Changed.'}",
                      (long long)post, (long long)version);
}

/* Of the first text. */
static enum err edit(struct help_room *help, const char *by, int64_t post)
{
    return edit_of(help, by, post, post);
}

static enum err remove_post(struct help_room *help, const char *by, int64_t post)
{
    return help_act(help, by, "forum.delete", "post", post);
}

static enum err accept(struct help_room *help, const char *by, int64_t post, const char *accepted)
{
    return help_sendf(help, by, "forum.accept", "{'post':%lld,'accepted':%s}", (long long)post,
                      accepted);
}

static void what_is_written_is_cleaned_and_bounded(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "u1", "forum.thread",
                               "{'room':'x','op':'y','text':' Who? ','title':' Custody '}"),
                     0);
    expect_data(help, "{'title':'Custody','text':'Who?'}");
    int64_t thread = help_seq(help);
    assert_int_equal(help_sendf(help, "u1", "forum.post", "{'thread':%lld,'reply':%lld,'text':'x'}",
                                (long long)thread, (long long)thread),
                     0);
    char data[64];
    snprintf(data, sizeof data, "{'thread':%lld,'text':'x'}", (long long)thread);
    expect_data(help, data);
    assert_int_equal(help_send(help, "u1", "forum.thread", "{'title':'a'}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "forum.thread", "{'title':' ','text':'a'}"),
                     ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "u1", "forum.post", "{'thread':1}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "forum.post", "{'text':'a'}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "forum.accept", "{'post':1}"), ERR_BAD_REQUEST);
    char text[BOUND_POST_CHARS + 2];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_int_equal(help_sendf(help, "u1", "forum.thread", "{'title':'a','text':'%s'}", text),
                     ERR_TEXT_TOO_LONG);
    text[BOUND_TITLE_CHARS + 1] = 0;
    assert_int_equal(help_sendf(help, "u1", "forum.thread", "{'title':'%s','text':'a'}", text),
                     ERR_TEXT_TOO_LONG);
    help_room_free(&help);
}

static void replies_go_two_levels_deep(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    int64_t comment = help_post_new(help, "u1", thread, post);
    assert_int_equal(help_post(help, "u2", thread, comment), ERR_FORUM_DEPTH);
    assert_int_equal(help_post(help, "u2", thread, thread), 0);
    expect_part(help, RINGS_INSIDE, thread, help_path("thread/posts", help_seq(help), "reply"),
                NULL);
    help_room_free(&help);
}

static void an_answer_needs_what_it_answers(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    int64_t other = help_thread(help);
    assert_int_equal(help_post(help, "u2", other + 100, 0), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "u2", post, 0), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "u2", other, post), ERR_NOT_FOUND);
    assert_int_equal(help_post(help, "u2", other, other + 100), ERR_NOT_FOUND);
    assert_int_equal(remove_post(help, "m1", post), 0);
    assert_int_equal(help_post(help, "u2", thread, post), ERR_FORUM_DELETED);
    help_room_free(&help);
}

static void an_author_edits_within_the_window(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(edit(help, "u1", post), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "h1", post), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "u2", post + 100), ERR_NOT_FOUND);
    help_wait(help, window_ms);
    assert_int_equal(edit(help, "u2", post), 0);
    assert_int_equal(edit(help, "u1", thread), 0);
    help_wait(help, 1);
    assert_int_equal(edit(help, "u2", post), ERR_EDIT_WINDOW);
    help_room_free(&help);
}

static void an_edit_names_the_text_it_replaces(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_act(help, "u2", "forum.edit", "post", post), ERR_BAD_REQUEST);
    assert_int_equal(edit_of(help, "u2", post, thread), ERR_FORUM_CONFLICT);
    assert_int_equal(edit_of(help, "u2", post, post), 0);
    int64_t second = help_seq(help);
    assert_int_equal(edit_of(help, "u2", post, post), ERR_FORUM_CONFLICT);
    assert_int_equal(edit_of(help, "u2", post, second), 0);
    /* Two at once: the order decides. */
    char data[96];
    snprintf(data, sizeof data, "{'post':%lld,'version':%lld,'text':'Late.'}", (long long)post,
             (long long)second);
    assert_int_equal(help_append(help, "u2", "forum.edit", data), ERR_FORUM_CONFLICT);
    /* An old journal does not say. */
    snprintf(data, sizeof data, "{'post':%lld,'text':'Old.'}", (long long)post);
    assert_int_equal(help_append_raw(help, "u2", "forum.edit", data), 0);
    help_room_free(&help);
}

static void a_clock_that_went_back_refuses_no_edit(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    help_wait(help, -600000);
    assert_int_equal(edit(help, "u1", thread), 0);
    help_room_free(&help);
}

static void authors_delete_within_the_window_and_organisers_always(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t first = help_post_new(help, "u2", thread, 0);
    int64_t second = help_post_new(help, "u2", thread, 0);
    int64_t third = help_post_new(help, "u2", thread, 0);
    assert_int_equal(remove_post(help, "u1", first), ERR_PERMISSION_DENIED);
    assert_int_equal(remove_post(help, "u2", first), 0);
    assert_int_equal(remove_post(help, "u2", first), ERR_FORUM_DELETED);
    assert_int_equal(edit(help, "u2", first), ERR_FORUM_DELETED);
    help_wait(help, window_ms + 1);
    assert_int_equal(remove_post(help, "u2", second), ERR_EDIT_WINDOW);
    assert_int_equal(remove_post(help, "m1", second), 0);
    assert_int_equal(remove_post(help, "h1", third), 0);
    assert_int_equal(remove_post(help, "h1", third + 100), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_post_is_accepted_by_staff_or_the_asker(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t first = help_post_new(help, "u2", thread, 0);
    int64_t second = help_post_new(help, "u3", thread, 0);
    const char *path = "thread/accepted";
    char seq[24];
    assert_int_equal(accept(help, "u2", first, "true"), ERR_PERMISSION_DENIED);
    assert_int_equal(accept(help, "u1", first, "true"), 0);
    assert_int_equal(accept(help, "m1", second, "true"), 0);
    snprintf(seq, sizeof seq, "%lld", (long long)second);
    expect_part(help, RINGS_INSIDE, thread, path, seq);
    assert_int_equal(accept(help, "u1", first, "false"), 0);
    expect_part(help, RINGS_INSIDE, thread, path, seq);
    assert_int_equal(accept(help, "u1", second, "false"), 0);
    expect_part(help, RINGS_INSIDE, thread, path, NULL);
    help_room_free(&help);
}

static void only_standing_posts_of_the_first_level_are_accepted(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    int64_t comment = help_post_new(help, "u3", thread, post);
    assert_int_equal(accept(help, "m1", thread, "true"), ERR_BAD_REQUEST);
    assert_int_equal(accept(help, "m1", comment, "true"), ERR_BAD_REQUEST);
    assert_int_equal(accept(help, "m1", comment + 100, "true"), ERR_NOT_FOUND);
    assert_int_equal(accept(help, "m1", post, "true"), 0);
    assert_int_equal(remove_post(help, "m1", post), 0);
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "accepted"), NULL);
    expect_part(help, RINGS_INSIDE, thread, "thread/accepted", NULL);
    assert_int_equal(accept(help, "m1", post, "true"), ERR_FORUM_DELETED);
    help_room_free(&help);
}

static void the_order_settles_a_deletion_against_an_edit(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    char data[96];
    help_post_new(help, "u2", thread, 0);
    snprintf(data, sizeof data, "{'post':%lld,'version':%lld,'text':'Changed.'}", (long long)thread,
             (long long)thread);
    assert_int_equal(remove_post(help, "m1", thread), 0);
    assert_int_equal(help_append(help, "u1", "forum.edit", data), ERR_FORUM_DELETED);
    assert_int_equal(help_post(help, "u2", thread, 0), 0);
    help_room_free(&help);
}

static void an_ended_course_takes_no_posts_but_deletions(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), 0);
    assert_int_equal(help_post(help, "u2", thread, 0), ERR_WRONG_PHASE);
    assert_int_equal(edit(help, "u2", post), ERR_WRONG_PHASE);
    assert_int_equal(accept(help, "u1", post, "true"), ERR_WRONG_PHASE);
    assert_int_equal(remove_post(help, "u2", post), 0);
    help_room_free(&help);
}

/* The same by the one of so many that act one after the other. */
static enum err apply_by(struct room *room, int person, const char *type, const char *data)
{
    char by[16];
    snprintf(by, sizeof by, "u%d", person);
    return help_apply(room, by, type, data);
}

static enum err apply_to(struct room *room, const char *by, const char *type, const char *member,
                         int64_t seq)
{
    char data[64];
    snprintf(data, sizeof data, "{\"%s\":%lld,\"text\":\"b\"}", member, (long long)seq);
    return help_apply(room, by, type, data);
}

static const struct feature *const forum_only[] = {&forum_feature, NULL};
static const char a_thread[] = "{\"title\":\"a\",\"text\":\"b\"}";
static const char a_post[] = "{\"thread\":1,\"text\":\"b\"}";

/* Whether there is such a thread. */
static bool stands(const struct room *room, int64_t thread)
{
    struct part part;
    char path[40];
    snprintf(path, sizeof path, "thread/%d", (int)thread);
    return room_part_find(room, slice_of(path), &part);
}

static size_t needs(const struct room *room, int64_t thread, int64_t *seqs, size_t max)
{
    struct part part;
    char path[40];
    snprintf(path, sizeof path, "thread/%d", (int)thread);
    assert_true(room_part_find(room, slice_of(path), &part));
    return room_part_needs(room, &part, seqs, max);
}

static void threads_and_their_posts_are_no_more_than_the_bound(void **state)
{
    struct help_alone *alone = help_alone_new("course:c1", forum_only);
    struct room *room = room_new(SLICE("course:c1"), alone->kinds);
    for (int i = 0; i < BOUND_THREADS; i++)
        assert_int_equal(apply_by(room, i / BOUND_THREADS_PERSON, "forum.thread", a_thread), 0);
    assert_int_equal(help_apply(room, "other", "forum.thread", a_thread), ERR_LIMIT_EXCEEDED);
    for (int i = 1; i < BOUND_THREAD_POSTS; i++)
        assert_int_equal(apply_by(room, i / BOUND_THREAD_POSTS_PERSON, "forum.post", a_post), 0);
    assert_int_equal(help_apply(room, "other", "forum.post", a_post), ERR_THREAD_FULL);
    int64_t seqs[BOUND_THREAD_WINDOW + 2];
    assert_int_equal(needs(room, 1, seqs, BOUND_THREAD_WINDOW + 2), BOUND_THREAD_WINDOW + 1);
    assert_int_equal(seqs[0], 1);
    assert_int_equal(seqs[BOUND_THREAD_WINDOW], room_seq(room) - 1);
    assert_int_equal(needs(room, 1, seqs, 2), 2);
    assert_int_equal(needs(room, 2, seqs, 2), 1);
    room_free(&room);
    help_alone_free(&alone);
}

static void a_participant_has_a_share_of_the_forum_and_deleting_gives_it_back(void **state)
{
    struct help_alone *alone = help_alone_new("course:c1", forum_only);
    struct room *room = room_new(SLICE("course:c1"), alone->kinds);
    for (int i = 0; i < BOUND_THREADS_PERSON; i++)
        assert_int_equal(help_apply(room, "u1", "forum.thread", a_thread), 0);
    assert_int_equal(help_apply(room, "u1", "forum.thread", a_thread), ERR_THREADS_OWN);
    assert_int_equal(help_apply(room, "u2", "forum.thread", a_thread), 0);
    assert_int_equal(apply_to(room, "u1", "forum.delete", "post", 7), 0);
    assert_int_equal(help_apply(room, "u1", "forum.thread", a_thread), 0);
    assert_int_equal(help_apply(room, "u1", "forum.thread", a_thread), ERR_THREADS_OWN);
    for (int i = 1; i < BOUND_THREAD_POSTS_PERSON; i++)
        assert_int_equal(help_apply(room, "u1", "forum.post", a_post), 0);
    int64_t last = room_seq(room);
    assert_int_equal(help_apply(room, "u1", "forum.post", a_post), ERR_POSTS_OWN);
    assert_int_equal(help_apply(room, "u2", "forum.post", a_post), 0);
    assert_int_equal(apply_to(room, "u1", "forum.delete", "post", last), 0);
    assert_int_equal(help_apply(room, "u1", "forum.post", a_post), 0);
    room_free(&room);
    help_alone_free(&alone);
}

static void staff_have_no_share(void **state)
{
    struct help_room *help = help_course_new();
    for (int i = 0; i <= BOUND_THREADS_PERSON; i++)
        assert_int_equal(help_send(help, "h1", "forum.thread", "{'title':'a','text':'b'}"), 0);
    int64_t thread = help_seq(help);
    for (int i = 0; i <= BOUND_THREAD_POSTS_PERSON; i++)
        assert_int_equal(help_post(help, "m1", thread, 0), 0);
    help_room_free(&help);
}

/* Whether the post still has its place in the thread. */
static bool is_kept(struct help_room *help, int64_t thread, int64_t post)
{
    struct buffer text;
    char data[80], member[32];
    snprintf(data, sizeof data, "{'thread':%d,'around':%d}", (int)thread, (int)post);
    snprintf(member, sizeof member, "\"%d\":{", (int)post);
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u9", "forum.posts", data, &text), ERR_NONE);
    bool kept = memmem(text.bytes, text.len, member, strlen(member)) != NULL;
    buffer_done(&text);
    return kept;
}

/* Deleted posts give their place back at once, and leave a bounded number of tombstones. */
static void a_thread_keeps_the_youngest_tombstones(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t commented = help_post_new(help, "m1", thread, 0);
    int64_t comment = help_post_new(help, "m1", thread, commented);
    int64_t oldest = help_post_new(help, "m1", thread, 0);
    assert_int_equal(remove_post(help, "m1", commented), 0);
    assert_int_equal(remove_post(help, "m1", oldest), 0);
    for (int i = 2; i < BOUND_THREAD_TOMBSTONES; i++)
        assert_int_equal(remove_post(help, "m1", help_post_new(help, "m1", thread, 0)), 0);
    assert_true(is_kept(help, thread, oldest));
    assert_int_equal(remove_post(help, "m1", help_post_new(help, "m1", thread, 0)), 0);
    assert_false(is_kept(help, thread, oldest));
    assert_true(is_kept(help, thread, commented));
    assert_int_equal(remove_post(help, "m1", oldest), ERR_NOT_FOUND);
    /* A comment that is gone gives its post free. */
    assert_int_equal(remove_post(help, "m1", comment), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(remove_post(help, "m1", help_post_new(help, "m1", thread, 0)), 0);
    assert_false(is_kept(help, thread, comment));
    assert_int_equal(remove_post(help, "m1", help_post_new(help, "m1", thread, 0)), 0);
    assert_false(is_kept(help, thread, commented));
    expect_view(help, RINGS_INSIDE, help_path("forum/threads", thread, "posts"), "1");
    help_room_free(&help);
}

/* A tombstone stays as long as its comments. */
static void as_many_tombstones_may_stay_as_have_comments(void **state)
{
    struct help_alone *alone = help_alone_new("course:c1", forum_only);
    struct room *room = room_new(SLICE("course:c1"), alone->kinds);
    char data[80];
    int64_t seqs[BOUND_THREAD_WINDOW + 2];
    assert_int_equal(help_apply(room, "system", "forum.thread", a_thread), 0);
    for (int i = 0; i < BOUND_THREAD_TOMBSTONES + 20; i++) {
        assert_int_equal(help_apply(room, "system", "forum.post", a_post), 0);
        int64_t post = room_seq(room);
        snprintf(data, sizeof data, "{\"thread\":1,\"text\":\"b\",\"reply\":%d}", (int)post);
        assert_int_equal(help_apply(room, "system", "forum.post", data), 0);
        assert_int_equal(apply_to(room, "system", "forum.delete", "post", post), 0);
    }
    assert_int_equal(needs(room, 1, seqs, BOUND_THREAD_WINDOW + 2), BOUND_THREAD_WINDOW / 2 + 1);
    room_free(&room);
    help_alone_free(&alone);
}

static void a_thread_in_which_nothing_stands_is_no_more(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(remove_post(help, "u1", thread), 0);
    assert_true(stands(help_room(help), thread));
    assert_int_equal(remove_post(help, "m1", post), 0);
    expect_view(help, RINGS_INSIDE, "forum/threads", "{}");
    assert_false(stands(help_room(help), thread));
    assert_int_equal(help_post(help, "u2", thread, 0), ERR_NOT_FOUND);
    assert_int_equal(remove_post(help, "m1", post), ERR_NOT_FOUND);
    assert_int_equal(edit(help, "u1", thread), ERR_NOT_FOUND);
    help_room_free(&help);
}

/* As many as fit in with the longest titles and names: the view lists the first of them. */
static void a_list_of_the_longest_titles_fits_into_a_view(void **state)
{
    struct help_alone *alone = help_alone_new("course:c1", forum_only);
    struct room *room = room_new(SLICE("course:c1"), alone->kinds);
    char title[4 * BOUND_TITLE_CHARS + 1] = "", name[4 * BOUND_NAME_CHARS + 1] = "", data[2000];
    for (int i = 0; i < BOUND_TITLE_CHARS; i++)
        memcpy(title + 4 * i, "\xf0\x9f\x9a\x80", 4);
    for (int i = 0; i < BOUND_NAME_CHARS; i++)
        memcpy(name + 4 * i, "\xf0\x9f\x9a\x80", 4);
    snprintf(data, sizeof data, "{\"title\":\"%s\",\"text\":\"b\"}", title);
    enum err error = ERR_NONE;
    int count = 0;
    for (; !error && count < BOUND_THREADS; count++) {
        char by[BOUND_ID_BYTES + 1];
        snprintf(by, sizeof by, "%064d", count);
        struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                        .at_ms = HELP_START_MS,
                                                        .type = SLICE("forum.thread"),
                                                        .by = slice_of(by),
                                                        .name = slice_of(name),
                                                        .text = slice_of(data)});
        error = room_apply(room, entry);
        entry_unref(&entry);
    }
    assert_int_equal(error, ERR_LIMIT_EXCEEDED);
    struct buffer view;
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_view(room, &(struct viewer){RINGS_INSIDE, NULL}, NULL, &view);
    assert_in_range(view.len, 30000, 60000);
    buffer_clear(&view);
    assert_int_equal(apply_to(room, "system", "forum.delete", "post", 1), 0);
    assert_int_equal(help_apply(room, "u1", "forum.thread", data), 0);
    buffer_done(&view);
    room_free(&room);
    help_alone_free(&alone);
}

static void a_thread_needs_the_entries_with_its_latest_texts(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    int64_t first = help_post_new(help, "u2", thread, 0);
    int64_t second = help_post_new(help, "u2", thread, 0);
    assert_int_equal(edit(help, "u2", first), 0);
    int64_t edited = help_seq(help);
    assert_int_equal(remove_post(help, "u2", second), 0);
    int64_t seqs[8];
    assert_int_equal(needs(help_room(help), thread, seqs, 8), 2);
    assert_int_equal(seqs[0], thread);
    assert_int_equal(seqs[1], edited);
    assert_false(stands(help_room(help), first));
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_cleaned_and_bounded),
        cmocka_unit_test(replies_go_two_levels_deep),
        cmocka_unit_test(an_answer_needs_what_it_answers),
        cmocka_unit_test(an_author_edits_within_the_window),
        cmocka_unit_test(an_edit_names_the_text_it_replaces),
        cmocka_unit_test(a_clock_that_went_back_refuses_no_edit),
        cmocka_unit_test(authors_delete_within_the_window_and_organisers_always),
        cmocka_unit_test(a_post_is_accepted_by_staff_or_the_asker),
        cmocka_unit_test(only_standing_posts_of_the_first_level_are_accepted),
        cmocka_unit_test(the_order_settles_a_deletion_against_an_edit),
        cmocka_unit_test(an_ended_course_takes_no_posts_but_deletions),
        cmocka_unit_test(threads_and_their_posts_are_no_more_than_the_bound),
        cmocka_unit_test(a_participant_has_a_share_of_the_forum_and_deleting_gives_it_back),
        cmocka_unit_test(staff_have_no_share),
        cmocka_unit_test(a_thread_keeps_the_youngest_tombstones),
        cmocka_unit_test(as_many_tombstones_may_stay_as_have_comments),
        cmocka_unit_test(a_thread_in_which_nothing_stands_is_no_more),
        cmocka_unit_test(a_list_of_the_longest_titles_fits_into_a_view),
        cmocka_unit_test(a_thread_needs_the_entries_with_its_latest_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
