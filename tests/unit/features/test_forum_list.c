/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_list.c, forum_listing.c, forum_order.c and forum_excerpt.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help_course.h"
#include "help_webinar.h"

enum { MANY = BOUND_THREADS_LISTED + 8, KNOWN = 400 };

static int64_t opened(struct help_room *help, const char *by, const char *text, const char *more)
{
    help_wait(help, 1000);
    assert_int_equal(
        help_sendf(help, by, "forum.thread", "{'title':'T','text':'%s'%s}", text, more), ERR_NONE);
    return help_seq(help);
}

static const char *at_thread(int64_t seq, const char *member)
{
    static char path[4][64];
    static int turn;
    char *out = path[turn++ % 4];
    snprintf(out, 64, "forum/threads/%lld%s", (long long)seq, member);
    return out;
}

static void open_many(struct help_room *help, int64_t threads[MANY])
{
    for (int i = 0; i < MANY; i++)
        threads[i] = opened(help, i % 2 ? "u1" : "m1", "Hm", "");
}

/* Whether the view of participants lists it. */
static void expect_at(struct help_room *help, int64_t seq, bool listed)
{
    struct buffer view;
    char key[24];
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_view(help_room(help), &(struct viewer){.rings = RINGS_INSIDE}, NULL, &view);
    struct json *json = NULL;
    assert_int_equal(json_parse_large(buffer_slice(&view), &json), ERR_NONE);
    snprintf(key, sizeof key, "%lld", (long long)seq);
    assert_int_equal(json_get(json_get(json_get(json, "forum"), "threads"), key) != NULL, listed);
    json_free(&json);
    buffer_done(&view);
}

static void what_moves_comes_into_the_list_and_the_last_falls_out(void **state)
{
    struct help_room *help = help_course_new();
    int64_t threads[MANY];
    open_many(help, threads);
    expect_at(help, threads[MANY - 1], true);
    expect_at(help, threads[8], true);
    expect_at(help, threads[7], false);
    help_post_new(help, "u2", threads[0], 0);
    expect_at(help, threads[0], true);
    expect_at(help, threads[8], false);
    assert_int_equal(
        help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':true}", (long long)threads[1]),
        ERR_NONE);
    expect_at(help, threads[1], true);
    expect_at(help, threads[9], false);
    assert_int_equal(help_act(help, "m1", "forum.remove", "thread", threads[MANY - 1]), ERR_NONE);
    expect_at(help, threads[9], true);
    expect_view(help, RINGS_INSIDE, "forum/counts/0/threads", "37");
    help_room_free(&help);
}

/* Whoever has read a thread elsewhere is told that it is another one, or gone. */
static void what_changes_beyond_the_list_is_named(void **state)
{
    struct help_room *help = help_course_new();
    int64_t threads[MANY];
    char patch[96];
    open_many(help, threads);
    assert_int_equal(help_sendf(help, "m1", "forum.rename", "{'thread':%lld,'title':'New'}",
                                (long long)threads[0]),
                     ERR_NONE);
    snprintf(patch, sizeof patch, "{'forum':{'threads':{'%lld':null}}}", (long long)threads[0]);
    expect_patch(help, RINGS_INSIDE, patch);
    help_room_free(&help);
}

/* ---- the query ---------------------------------------------------------------------------------
 */

static struct json *asked(struct help_room *help, const char *by, const char *data)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, "forum.list", data, &text), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

static int64_t count_of(struct help_room *help, const char *by, const char *data)
{
    int64_t count = -1;
    struct json *json = asked(help, by, data);
    json_get_int(json, "count", &count);
    json_free(&json);
    return count;
}

/* Each thread once, whatever moves meanwhile. */
static void pages_show_all_that_stays(void **state)
{
    struct help_room *help = help_course_new();
    int64_t threads[MANY];
    bool seen[KNOWN] = {false};
    char data[128] = "{'limit':7}", next[80];
    open_many(help, threads);
    for (int pages = 0; data[0]; pages++) {
        struct json *json = asked(help, "u9", data);
        const struct json *each = json_first(json_get(json, "threads"));
        struct slice after;
        for (; each; each = json_next(each)) {
            int64_t seq = strtoll(json_key(each).at, NULL, 10);
            assert_false(seen[seq]);
            seen[seq] = true;
        }
        data[0] = '\0';
        if (json_get_text(json, "next", &after)) {
            snprintf(next, sizeof next, "%.*s", (int)after.len, after.at);
            snprintf(data, sizeof data, "{'limit':7,'after':'%s'}", next);
        }
        json_free(&json);
        help_post_new(help, "u3", threads[MANY - 1 - pages], 0);
    }
    for (int i = 0; i < MANY; i++)
        assert_true(seen[threads[i]]);
    help_room_free(&help);
}

static void one_asks_for_what_one_looks_for(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "topic.add", "{'title':{'en':'A'},'kind':'question'}"),
                     ERR_NONE);
    int64_t topic = help_seq(help);
    char more[48];
    snprintf(more, sizeof more, ",'topic':%lld", (long long)topic);
    int64_t first = opened(help, "u1", "One", ""), second = opened(help, "u2", "Two", more);
    int64_t third = opened(help, "u1", "Three", "");
    help_post_new(help, "u3", first, 0);
    snprintf(more, sizeof more, "{'topic':%lld}", (long long)topic);
    assert_int_equal(count_of(help, "u1", "{}"), 3);
    assert_int_equal(count_of(help, "u1", more), 1);
    assert_int_equal(count_of(help, "u1", "{'topic':0}"), 2);
    assert_int_equal(count_of(help, "u1", "{'show':'mine'}"), 2);
    assert_int_equal(count_of(help, "u1", "{'show':'open'}"), 2);
    /* Without an inbox nothing is read; one's own is. */
    assert_int_equal(count_of(help, "u1", "{'show':'unread'}"), 2);
    assert_int_equal(count_of(help, "u1", "{'words':'\u0442'}"), 0);
    assert_int_equal(count_of(help, "u1", "{'words':'t'}"), 3);
    snprintf(more, sizeof more, "{'goes':%lld}", (long long)third);
    assert_int_equal(count_of(help, "u1", more), 1);
    (void)second;
    help_room_free(&help);
}

static void expect_refused(struct help_room *help, const char *data, enum err error)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "forum.list", data, &text), error);
    buffer_done(&text);
}

static void questions_are_read_strictly(void **state)
{
    struct help_room *help = help_course_new();
    expect_refused(help, "{'show':'some'}", ERR_BAD_REQUEST);
    expect_refused(help, "{'order':'up'}", ERR_BAD_REQUEST);
    expect_refused(help, "{'limit':51}", ERR_BAD_REQUEST);
    expect_refused(help, "{'topic':-1}", ERR_BAD_REQUEST);
    expect_refused(help, "{'after':'1:2'}", ERR_BAD_REQUEST);
    expect_refused(help, "{'after':'1:2:3:4'}", ERR_BAD_REQUEST);
    expect_refused(help, "{'after':5}", ERR_BAD_REQUEST);
    expect_refused(help, "{'goes':900}", ERR_NOT_FOUND);
    help_room_free(&help);
}

/* ---- how a thread begins -----------------------------------------------------------------------
 */

static void a_thread_begins_in_plain_words(void **state)
{
    struct help_room *help = help_course_new();
    int64_t seq = opened(help, "u1", "> **Who** signs [the form](https://x.org/a)?\\n- `one`", "");
    expect_view(help, RINGS_INSIDE, at_thread(seq, "/excerpt"),
                "{'text':'Who signs the form? one','dir':'ltr'}");
    assert_int_equal(help_sendf(help, "u1", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'من؟'}", (long long)seq,
                                (long long)seq),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, at_thread(seq, "/excerpt"), "{'text':'من؟','dir':'rtl'}");
    help_post_new(help, "u2", seq, 0);
    assert_int_equal(help_act(help, "u1", "forum.delete", "post", seq), ERR_NONE);
    expect_view(help, RINGS_INSIDE, at_thread(seq, "/excerpt"), NULL);
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", seq), ERR_NONE);
    expect_view(help, RINGS_INSIDE, at_thread(seq, "/excerpt"), "{'text':'من؟','dir':'rtl'}");
    help_room_free(&help);
}

/* What the list says of a thread by the query, and nothing by the view: no fold keeps the words of
 * answers. */
static void expect_begins(struct help_room *help, int64_t seq, const char *text)
{
    struct json *json = asked(help, "u9", "{}");
    char key[24];
    struct slice found = {"", 0};
    snprintf(key, sizeof key, "%lld", (long long)seq);
    const struct json *row = json_get(json_get(json, "threads"), key);
    (void)json_get_text(json_get(row, "excerpt"), "text", &found);
    if (!row || !slice_is(found, text))
        fail_msg("%lld begins with %.*s", (long long)seq, (int)found.len, found.at);
    json_free(&json);
}

static void a_piece_of_another_thread_begins_in_its_own_words(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = opened(help, "u1", "Who signs?", "");
    int64_t first = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_sendf(help, "u3", "forum.post", "{'thread':%lld,'text':'**The** clerk'}",
                                (long long)thread),
                     ERR_NONE);
    int64_t answer = help_seq(help);
    assert_int_equal(
        help_sendf(help, "m1", "forum.split", "{'post':%lld,'title':'S'}", (long long)answer),
        ERR_NONE);
    expect_begins(help, answer, "The clerk");
    expect_begins(help, thread, "Who signs?");
    expect_view(help, RINGS_INSIDE, at_thread(answer, "/excerpt"), NULL);
    /* It goes on with it into another topic, and does not with the thread into an older one. */
    int64_t topic = help_did(help, "h1", "topic.add", "{'title':{'en':'T'},'kind':'discussion'}");
    assert_int_equal(help_sendf(help, "m1", "forum.move", "{'thread':%lld,'topic':%lld}",
                                (long long)answer, (long long)topic),
                     ERR_NONE);
    expect_begins(help, answer, "The clerk");
    assert_int_equal(help_sendf(help, "m1", "forum.split", "{'post':%lld,'rest':true,'title':'R'}",
                                (long long)first),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)first, (long long)thread),
                     ERR_NONE);
    expect_begins(help, thread, "Who signs?");
    /* A tombstone has no words, nor has what was erased. */
    help_post_new(help, "u4", answer, 0);
    assert_int_equal(help_act(help, "u3", "forum.delete", "post", answer), ERR_NONE);
    expect_begins(help, answer, "");
    assert_int_equal(help_act(help, "m1", "forum.restore", "post", answer), ERR_NONE);
    expect_begins(help, answer, "The clerk");
    assert_int_equal(help_sendf(help, "u3", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'A judge'}", (long long)answer,
                                (long long)answer),
                     ERR_NONE);
    expect_begins(help, answer, "A judge");
    expect_view(help, RINGS_INSIDE, at_thread(answer, "/excerpt"),
                "{'text':'A judge','dir':'ltr'}");
    help_room_free(&help);
}

/* ---- random histories --------------------------------------------------------------------------
 */

struct history {
    struct help_room *help;
    unsigned seed;
    int64_t topics[3], posts[KNOWN];
    int count;
};

static int roll(struct history *history, int below)
{
    history->seed = history->seed * 1103515245u + 12345u;
    return (int)((history->seed >> 16) % (unsigned)below);
}

static long long any(struct history *history)
{
    return history->count ? history->posts[roll(history, history->count)] : 1;
}

static void learn(struct history *history, enum err error)
{
    if (!error && history->count < KNOWN)
        history->posts[history->count++] = help_seq(history->help);
}

static void write_thread(struct history *history, const char *by)
{
    char more[48] = "";
    int which = roll(history, 6);
    if (which < 3)
        snprintf(more, sizeof more, ",'topic':%lld", (long long)history->topics[which]);
    else if (which == 3)
        snprintf(more, sizeof more, ",'cohorts':[1]");
    learn(history, help_sendf(history->help, roll(history, 2) ? "m1" : by, "forum.thread",
                              "{'title':'T','text':'x'%s}", more));
}

static void step(struct history *history)
{
    static const char *const people[] = {"u1", "u2", "u3", "m1"};
    static const char *const acts[] = {"forum.delete", "forum.restore", "forum.remove"};
    struct help_room *help = history->help;
    const char *by = people[roll(history, 4)];
    int what = roll(history, 20);
    help_wait(help, 1000);
    if (what < 5)
        write_thread(history, by);
    else if (what < 10)
        learn(history,
              help_sendf(help, by, "forum.post", "{'thread':%lld,'text':'y'}", any(history)));
    else if (what < 12)
        (void)help_sendf(help, "m1", acts[what - 10], "{'post':%lld}", any(history));
    else if (what < 13)
        (void)help_sendf(help, "m1", acts[2], "{'thread':%lld}", any(history));
    else if (what < 15)
        (void)help_sendf(help, "m1", "forum.pin", "{'thread':%lld,'pinned':%s}", any(history),
                         roll(history, 2) ? "true" : "false");
    else if (what == 15)
        (void)help_sendf(help, "m1", "forum.merge", "{'thread':%lld,'into':%lld}", any(history),
                         any(history));
    else if (what == 16)
        (void)help_sendf(help, "m1", "forum.move", "{'thread':%lld,'topic':%lld}", any(history),
                         (long long)history->topics[roll(history, 2)]);
    else if (what == 17)
        (void)help_sendf(help, "m1", "forum.split", "{'post':%lld,'title':'S'}", any(history));
    else if (what == 18)
        (void)help_sendf(help, "m1", "forum.narrow", "{'thread':%lld,'cohorts':[1]}", any(history));
    else
        (void)help_sendf(help, by, "forum.vote", "{'post':%lld}", any(history));
}

static int64_t topic_of(struct help_room *help, const char *kind)
{
    assert_int_equal(help_sendf(help, "h1", "topic.add", "{'title':{'en':'A'},'kind':'%s'}", kind),
                     ERR_NONE);
    return help_seq(help);
}

/* The helper compares all copies with fresh views after every entry, those of a cohort among them.
 */
static void copies_of_lists_follow_through_random_histories(void **state)
{
    for (unsigned seed = 1; seed <= 3; seed++) {
        struct history history = {.help = help_course_new(), .seed = seed};
        struct help_room *help = history.help;
        assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'},'history':true}"),
                         ERR_NONE);
        help_follow_rings(help, rings_both(RINGS_INSIDE, (struct rings){.all = RING(RING_GROUP)}));
        history.topics[0] = topic_of(help, "discussion");
        history.topics[1] = topic_of(help, "question");
        history.topics[2] = topic_of(help, "first");
        for (int i = 0; i < MANY; i++)
            write_thread(&history, "u1");
        for (int i = 0; i < 250; i++)
            step(&history);
        help_room_free(&history.help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_moves_comes_into_the_list_and_the_last_falls_out),
        cmocka_unit_test(what_changes_beyond_the_list_is_named),
        cmocka_unit_test(pages_show_all_that_stays),
        cmocka_unit_test(one_asks_for_what_one_looks_for),
        cmocka_unit_test(questions_are_read_strictly),
        cmocka_unit_test(a_thread_begins_in_plain_words),
        cmocka_unit_test(a_piece_of_another_thread_begins_in_its_own_words),
        cmocka_unit_test(copies_of_lists_follow_through_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
