/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_pages.c, and the window of a thread's view. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help_course.h"

/* A page of the thread as u9 reads it; the caller frees it. */
static struct json *page(struct help_room *help, int64_t thread, const char *asked)
{
    struct buffer text;
    struct json *json = NULL;
    char data[96];
    snprintf(data, sizeof data, "{'thread':%d%s}", (int)thread, asked);
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u9", "forum.posts", data, &text), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

static enum err refused(struct help_room *help, const char *by, const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    enum err error = help_query(help, by, "forum.posts", data, &text);
    buffer_done(&text);
    return error;
}

/* A thread with `count` posts after the opening one: their seqs follow its own. */
static int64_t thread_of(struct help_room *help, int count)
{
    int64_t thread = help_thread(help);
    for (int i = 0; i < count; i++) {
        help_wait(help, 1000);
        assert_int_equal(help_post(help, "m1", thread, 0), 0);
    }
    return thread;
}

/* Expects the posts from the `first` after the opening one to the `last`. */
static void expect_page(struct help_room *help, int64_t thread, const char *asked, int first,
                        int last)
{
    struct json *json = page(help, thread, asked);
    const struct json *posts = json_get(json, "posts");
    int64_t earlier = -1, later = -1;
    assert_int_equal(json_count(posts), last - first + 1);
    for (int i = first; i <= last; i++) {
        char key[24];
        snprintf(key, sizeof key, "%d", (int)thread + i);
        assert_non_null(json_get(json_get(posts, key), "text"));
    }
    json_get_int(json, "earlier", &earlier);
    json_get_int(json, "later", &later);
    assert_int_equal(earlier, first - 1);
    assert_int_equal(later, help_seq(help) - thread - last);
    json_free(&json);
}

static void the_view_of_a_long_thread_is_a_window(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = thread_of(help, BOUND_THREAD_WINDOW);
    expect_part(help, RINGS_INSIDE, thread, "thread/earlier", NULL);
    assert_int_equal(help_post(help, "u2", thread, 0), 0);
    expect_part(help, RINGS_INSIDE, thread, "thread/earlier", "1");
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/5/text", "'Who signs?'");
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6", NULL);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/7/text", "'Both.'");
    expect_view(help, RINGS_INSIDE, "forum/threads/5/replies", "51");
    help_room_free(&help);
}

static void pages_are_read_around_any_place(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = thread_of(help, 120);
    assert_int_equal(thread, 5);
    expect_page(help, thread, "", 71, 120);
    expect_page(help, thread, ",'before':76", 21, 70);
    expect_page(help, thread, ",'before':26", 1, 20);
    expect_page(help, thread, ",'before':5", 1, 0);
    expect_page(help, thread, ",'after':25,'limit':10", 21, 30);
    expect_page(help, thread, ",'after':124", 120, 120);
    expect_page(help, thread, ",'around':65,'limit':10", 55, 64);
    expect_page(help, thread, ",'around':5,'limit':10", 1, 10);
    expect_page(help, thread, ",'around':125,'limit':10", 111, 120);
    expect_page(help, thread, ",'around':9999,'limit':10", 111, 120);
    /* From a moment on: the posts came a second apart. */
    expect_page(help, thread, ",'at':1700000040000,'limit':3", 40, 42);
    expect_page(help, thread, ",'at':1700000040001,'limit':3", 41, 43);
    expect_page(help, thread, ",'at':1,'limit':3", 1, 3);
    expect_page(help, thread, ",'at':1800000000000,'limit':3", 121, 120);
    help_room_free(&help);
}

static void a_short_thread_has_short_pages(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    static const char *const asked[] = {"", ",'before':5", ",'after':5", ",'around':5", ",'at':1"};
    for (size_t i = 0; i < 5; i++)
        expect_page(help, thread, asked[i], 1, 0);
    assert_int_equal(help_post(help, "u2", thread, 0), 0);
    static const char *const all[] = {"", ",'before':7", ",'after':5", ",'around':6", ",'at':1"};
    for (size_t i = 0; i < 5; i++)
        expect_page(help, thread, all[i], 1, 1);
    help_room_free(&help);
}

/* Who has read it on a page is told to read it again. */
static void what_changes_outside_of_the_window_is_named(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    assert_int_equal(help_post(help, "u2", thread, 0), 0);
    for (int i = 0; i < BOUND_THREAD_WINDOW; i++)
        assert_int_equal(help_post(help, "m1", thread, 0), 0);
    assert_int_equal(
        help_send(help, "u2", "forum.edit", "{'post':6,'version':6,'text':'Neither.'}"), 0);
    struct json *json = page(help, thread, ",'before':7");
    struct slice text = {NULL, 0};
    json_get_text(json_get(json_get(json, "posts"), "6"), "text", &text);
    assert_true(slice_is(text, "Neither."));
    json_free(&json);
    expect_part(help, RINGS_INSIDE, thread, "thread/posts/6", NULL);
    assert_int_equal(help_send(help, "m1", "forum.delete", "{'post':6}"), 0);
    json = page(help, thread, ",'before':7");
    bool deleted = false;
    json_get_bool(json_get(json_get(json, "posts"), "6"), "deleted", &deleted);
    assert_true(deleted);
    assert_null(json_get(json_get(json_get(json, "posts"), "6"), "text"));
    json_free(&json);
    help_room_free(&help);
}

static void pages_are_asked_for_strictly(void **state)
{
    struct help_room *help = help_course_new();
    (void)thread_of(help, 3);
    static const char *const bad[] = {
        "{}",
        "{'thread':'5'}",
        "{'thread':5,'before':0}",
        "{'thread':5,'before':6,'after':5}",
        "{'thread':5,'around':1.5}",
        "{'thread':5,'limit':51}",
        "{'thread':5,'limit':0}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(refused(help, "u1", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(refused(help, "u1", "{'thread':5,'at':null}"), ERR_NONE);
    /* What is not there is told as what is not for them. */
    assert_int_equal(refused(help, "u1", "{'thread':6}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'members'}"), ERR_NONE);
    assert_int_equal(refused(help, "u9", "{'thread':5}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* One step of one of five people in two threads, most of it in the first. */
static void step(struct help_room *help, unsigned *seed, const int64_t *threads)
{
    static const char *const people[] = {"u1", "u2", "m1", "m1", "h1"};
    const char *by = people[(unsigned)rand_r(seed) % 5];
    int64_t thread = threads[(unsigned)rand_r(seed) % 8 == 0];
    int64_t seq = 5 + (int64_t)((unsigned)rand_r(seed) % (unsigned)help_seq(help));
    unsigned what = (unsigned)rand_r(seed) % 100;
    help_wait(help, 1000);
    if (what < 60)
        help_post(help, by, thread, 0);
    else if (what < 70)
        help_post(help, by, thread, seq);
    else if (what < 80)
        help_sendf(help, by, "forum.edit", "{'post':%d,'version':%d,'text':'edited'}", (int)seq,
                   (int)seq);
    else if (what < 93)
        help_sendf(help, by, "forum.delete", "{'post':%d,'title':%s}", (int)seq,
                   what == 92 ? "true" : "false");
    else if (what < 95)
        help_sendf(help, by, "forum.rename", "{'thread':%d,'title':'T%d'}", (int)thread, (int)seq);
    else
        help_sendf(help, by, "forum.accept", "{'post':%d,'accepted':true}", (int)seq);
}

static void copies_of_windows_follow_through_random_histories(void **state)
{
    for (unsigned history = 1; history <= 4; history++) {
        unsigned seed = history;
        struct help_room *help = help_course_new();
        int64_t threads[2] = {help_thread(help), help_thread(help)};
        for (int i = 0; i < 300; i++)
            step(help, &seed, threads);
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_view_of_a_long_thread_is_a_window),
        cmocka_unit_test(pages_are_read_around_any_place),
        cmocka_unit_test(a_short_thread_has_short_pages),
        cmocka_unit_test(what_changes_outside_of_the_window_is_named),
        cmocka_unit_test(pages_are_asked_for_strictly),
        cmocka_unit_test(copies_of_windows_follow_through_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
