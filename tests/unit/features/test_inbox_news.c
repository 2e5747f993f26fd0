/* SPDX-License-Identifier: Apache-2.0
 * server/features/inbox_news.c, forum_news.c, unit_news.c: an inbox and a course, asked together.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/room_news.h"
#include "core/room_query.h"
#include "help_course.h"
#include "help_follow.h"

struct both {
    struct help_room *course, *inbox;
    struct buffer answer;
    struct json *last; /* the answer, as it was read */
    int64_t now_ms;    /* as the server says it; 0: long ago */
};

static struct both *both_new(void)
{
    struct both *both = mem_new(sizeof *both);
    both->course = help_course_new();
    both->inbox = help_room_new("inbox:u1", NULL);
    buffer_init(&both->answer, BOUND_VIEW_BYTES);
    return both;
}

static void both_free(struct both *both)
{
    json_free(&both->last);
    buffer_done(&both->answer);
    help_room_free(&both->course);
    help_room_free(&both->inbox);
    mem_free(both);
}

static struct json *parsed(const char *data)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, BOUND_COMMAND_BYTES);
    buffer_add(&text, slice_of(data));
    help_quotes(&text);
    assert_int_equal(json_parse(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

/* What the owner is answered. */
static const struct json *ask(struct both *both, const char *data)
{
    struct others others = {0};
    struct json *question = parsed(data);
    others_add(&others, SLICE("course:c1"));
    others.now_ms = both->now_ms;
    others.list[0].room = help_room(both->course);
    json_free(&both->last);
    buffer_clear(&both->answer);
    assert_int_equal(room_query_among(help_room(both->inbox),
                                      &(struct room_question){.name = SLICE("inbox.news"),
                                                              .person = SLICE("u1"),
                                                              .data = question},
                                      &others, &both->answer),
                     ERR_NONE);
    assert_int_equal(json_parse(buffer_slice(&both->answer), &both->last), ERR_NONE);
    json_free(&question);
    return both->last;
}

static void expect_unread(struct both *both, int64_t unread)
{
    int64_t found = -1;
    const struct json *rooms = json_get(ask(both, "{'limit':0}"), "rooms");
    (void)json_get_int(json_get(rooms, "course:c1"), "unread", &found);
    assert_int_equal(found, unread);
}

/* The kinds and things of what is new, "post 5 2;…": with `count` when it is there. */
static void expect_news(struct both *both, const char *expected)
{
    char all[1000] = "";
    size_t len = 0;
    const struct json *news = json_get(ask(both, "{}"), "news");
    for (const struct json *at = json_first(news); at; at = json_next(at)) {
        struct slice kind = {NULL, 0};
        int64_t thing = 0, post = 0, count = 0;
        (void)json_get_text(at, "kind", &kind);
        (void)json_get_int(at, "thing", &thing);
        (void)json_get_int(at, "post", &post);
        (void)json_get_int(at, "count", &count);
        len += (size_t)snprintf(all + len, sizeof all - len, "%.*s %d %d %d;", (int)kind.len,
                                kind.at, (int)thing, (int)post, (int)count);
    }
    assert_string_equal(all, expected);
}

/* Effects that reach the inbox of u1 do so. */
static void deliver(struct both *both, const char *type, const char *data)
{
    assert_int_equal(help_send(both->inbox, "system", type, data), ERR_NONE);
}

static void mark(struct both *both, int64_t thread, int64_t upto)
{
    assert_int_equal(help_sendf(both->inbox, "u1", "read.mark",
                                "{'of':'course:c1','thread':%d,'upto':%d}", (int)thread, (int)upto),
                     ERR_NONE);
}

static void follow(struct both *both, const char *what, const char *level)
{
    assert_int_equal(help_sendf(both->inbox, "u1", "follow.set",
                                "{'of':'course:c1'%s,'level':'%s'}", what, level),
                     ERR_NONE);
}

static void ones_own_is_read(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course);
    expect_unread(both, 0);
    int64_t post = help_post_new(both->course, "u2", thread, 0);
    expect_unread(both, 1);
    help_post_new(both->course, "u1", thread, 0);
    expect_unread(both, 1);
    mark(both, thread, post);
    expect_unread(both, 0);
    both_free(both);
}

static void what_is_deleted_leaves_no_badge(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course);
    int64_t post = help_post_new(both->course, "u2", thread, 0);
    expect_news(both, "post 5 6 1;");
    assert_int_equal(help_sendf(both->course, "m1", "forum.delete", "{'post':%d}", (int)post),
                     ERR_NONE);
    expect_unread(both, 0);
    expect_news(both, "");
    both_free(both);
}

static void all_read_and_kept_unread(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course);
    help_post_new(both->course, "u2", thread, 0);
    assert_int_equal(help_sendf(both->inbox, "u1", "read.all", "{'of':'course:c1','upto':%d}",
                                (int)help_seq(both->course)),
                     ERR_NONE);
    expect_unread(both, 0);
    assert_int_equal(help_sendf(both->inbox, "u1", "read.back",
                                "{'of':'course:c1','thread':%d,'upto':%d}", (int)thread,
                                (int)thread),
                     ERR_NONE);
    expect_unread(both, 1);
    help_post_new(both->course, "u3", thread, 0);
    expect_news(both, "post 5 6 2;");
    both_free(both);
}

/* u1 has opened the first thread and follows it; the second is nothing to them. */
static void levels_say_what_is_told(void **state)
{
    struct both *both = both_new();
    int64_t own = help_thread(both->course);
    help_did(both->course, "u2", "forum.thread", "{'title':'Another','text':'Hello'}");
    int64_t other = help_seq(both->course);
    help_post_new(both->course, "u3", own, 0);
    help_post_new(both->course, "u3", other, 0);
    expect_unread(both, 2);
    expect_news(both, "post 5 7 1;");
    follow(both, ",'thread':6", "following");
    expect_news(both, "post 6 6 2;post 5 7 1;");
    follow(both, "", "watching");
    expect_news(both, "post 6 6 2;post 5 7 1;");
    follow(both, ",'thread':6", "auto");
    expect_news(both, "post 5 7 1;thread 6 6 0;");
    follow(both, "", "normal");
    follow(both, ",'thread':5", "normal");
    expect_news(both, "");
    expect_unread(both, 2);
    follow(both, ",'thread':5", "auto");
    follow(both, "", "muted");
    expect_news(both, "");
    expect_unread(both, 0);
    follow(both, ",'thread':6", "following");
    expect_unread(both, 1);
    both_free(both);
}

/* The nearest choice holds: of the thread, its topic, the room. */
static void a_topic_has_a_level_of_its_own(void **state)
{
    struct both *both = both_new();
    int64_t topic =
        help_did(both->course, "h1", "topic.add", "{'title':{'en':'All'},'kind':'discussion'}");
    char level[40], expected[40];
    assert_int_equal(help_sendf(both->course, "u2", "forum.thread",
                                "{'topic':%d,'title':'Another','text':'Hello'}", (int)topic),
                     ERR_NONE);
    int64_t thread = help_seq(both->course);
    snprintf(level, sizeof level, ",'topic':%d", (int)topic);
    snprintf(expected, sizeof expected, "thread %d %d 0;", (int)thread, (int)thread);
    expect_news(both, "");
    follow(both, level, "watching");
    expect_news(both, expected);
    follow(both, level, "muted");
    expect_news(both, "");
    expect_unread(both, 0);
    follow(both, "", "watching");
    expect_news(both, "");
    both_free(both);
}

/* Each once, whichever rooms are asked along; not where one room alone is asked. */
static void an_invitation_is_told_until_it_is_answered(void **state)
{
    struct both *both = both_new();
    deliver(both, "inbox.invite", "{'of':'webinar:w1','title':{'en':'Traces'},'by':'h1'}");
    expect_news(both, "invitation 0 0 0;");
    assert_int_equal(json_count(json_get(ask(both, "{'of':'course:c1'}"), "news")), 0);
    deliver(both, "inbox.uninvite", "{'of':'webinar:w1'}");
    expect_news(both, "");
    both_free(both);
}

/* A reply is told by name, and so not once more as one of several. */
static void nobody_is_told_twice(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course);
    int64_t post = help_post_new(both->course, "u2", thread, 0);
    expect_effects(both->course,
                   "reply inbox:u1 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                   "'why':'reply','by':'u2','name':'Name u2'}\n");
    deliver(both, "inbox.mention",
            "{'of':'course:c1','thread':5,'post':6,'why':'reply','by':'u2','name':'Name u2'}");
    expect_news(both, "reply 5 6 0;");
    help_post_new(both->course, "u3", thread, post);
    expect_effects(both->course,
                   "reply inbox:u2 inbox.mention {'of':'course:c1','thread':5,'post':7,"
                   "'why':'reply','by':'u3','name':'Name u3'}\n");
    expect_news(both, "post 5 7 1;reply 5 6 0;");
    follow(both, "", "muted");
    expect_news(both, "");
    follow(both, "", "auto");
    assert_int_equal(help_sendf(both->course, "m1", "forum.delete", "{'post':%d}", (int)post),
                     ERR_NONE);
    expect_effects(both->course,
                   "unmention inbox:u1 inbox.unmention {'of':'course:c1','post':6}\n");
    /* Though the word that it is gone has not come. */
    expect_news(both, "post 5 7 1;");
    both_free(both);
}

static void who_is_muted_still_hears_their_name(void **state)
{
    struct both *both = both_new();
    help_thread(both->course);
    assert_int_equal(
        help_send(both->course, "u2", "forum.post", "{'thread':5,'text':'@u1','mentions':['u1']}"),
        ERR_NONE);
    expect_effects(both->course,
                   "mention inbox:u1 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                   "'by':'u2','name':'Name u2'}\n");
    deliver(both, "inbox.mention",
            "{'of':'course:c1','thread':5,'post':6,'by':'u2','name':'Name u2'}");
    follow(both, ",'thread':5", "muted");
    expect_news(both, "mention 5 6 0;");
    expect_unread(both, 0);
    both_free(both);
}

static void an_accepted_answer_is_told_until_it_is_seen(void **state)
{
    struct both *both = both_new();
    help_did(both->course, "u2", "forum.thread", "{'title':'How?','text':'Say'}");
    help_post_new(both->course, "u1", 5, 0);
    expect_effects(both->course,
                   "reply inbox:u2 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                   "'why':'reply','by':'u1','name':'Name u1'}\n");
    mark(both, 5, 6);
    assert_int_equal(help_send(both->course, "u2", "forum.accept", "{'post':6,'accepted':true}"),
                     ERR_NONE);
    expect_effects(both->course,
                   "accepted inbox:u1 inbox.mention {'of':'course:c1','thread':5,'post':6,"
                   "'why':'accepted','said':7,'by':'u2','name':'Name u2'}\n");
    deliver(both, "inbox.mention",
            "{'of':'course:c1','thread':5,'post':6,'why':'accepted','said':7,'by':'u2',"
            "'name':'Name u2'}");
    expect_news(both, "accepted 5 6 0;");
    assert_int_equal(help_send(both->course, "u2", "forum.accept", "{'post':6,'accepted':false}"),
                     ERR_NONE);
    expect_effects(both->course,
                   "unmention inbox:u1 inbox.unmention {'of':'course:c1','post':6}\n");
    expect_news(both, "");
    assert_int_equal(help_send(both->course, "u2", "forum.accept", "{'post':6,'accepted':true}"),
                     ERR_NONE);
    expect_news(both, "accepted 5 6 0;");
    mark(both, 6, 9);
    expect_news(both, "");
    both_free(both);
}

/* What is for others alone is in no count and no name: u1 is in no group. */
static void of_a_cohort_others_hear_nothing(void **state)
{
    struct both *both = both_new();
    help_did(both->course, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_thread(both->course);
    assert_int_equal(
        help_send(both->course, "u2", "forum.post", "{'thread':6,'text':'@u1','mentions':['u1']}"),
        ERR_NONE);
    deliver(both, "inbox.mention",
            "{'of':'course:c1','thread':6,'post':7,'by':'u2','name':'Name u2'}");
    follow(both, "", "watching");
    expect_news(both, "mention 6 7 0;");
    expect_unread(both, 1);
    assert_int_equal(help_send(both->course, "m1", "forum.narrow", "{'thread':6,'cohorts':[1]}"),
                     ERR_NONE);
    expect_news(both, "");
    expect_unread(both, 0);
    both_free(both);
}

static void whoever_is_out_is_told_nothing(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course);
    help_post_new(both->course, "u2", thread, 0);
    expect_unread(both, 1);
    assert_int_equal(help_send(both->course, "h1", "member.set", "{'whom':'u1','role':'none'}"),
                     ERR_NONE);
    assert_int_equal(json_count(json_get(ask(both, "{}"), "rooms")), 0);
    assert_int_equal(json_count(json_get(ask(both, "{}"), "news")), 0);
    both_free(both);
}

static void a_course_is_named_where_things_of_it_may_be_listed(void **state)
{
    struct both *both = both_new();
    struct slice title = {NULL, 0};
    const struct json *rooms = json_get(ask(both, "{'limit':1}"), "rooms");
    assert_true(json_get_text(json_get(json_get(rooms, "course:c1"), "title"), "en", &title));
    assert_true(slice_is(title, "Evidence"));
    rooms = json_get(ask(both, "{'limit':0}"), "rooms");
    assert_non_null(json_get(rooms, "course:c1"));
    assert_null(json_get(json_get(rooms, "course:c1"), "title"));
    both_free(both);
}

/* The item that is due next, and when after the beginning; 0: none. */
static void expect_due(struct both *both, int64_t item, int64_t after_ms)
{
    const struct json *rooms = json_get(ask(both, "{'limit':0}"), "rooms");
    const struct json *due = json_get(json_get(rooms, "course:c1"), "due");
    int64_t found = 0, at_ms = HELP_START_MS;
    (void)json_get_int(due, "item", &found);
    (void)json_get_int(due, "at", &at_ms);
    assert_int_equal(found, item);
    assert_int_equal(at_ms - HELP_START_MS, after_ms);
}

static int64_t asks_for(struct both *both, int64_t unit, int after_ms, int closes_ms)
{
    char data[200];
    snprintf(data, sizeof data, "{'unit':%d,'kind':'assignment','title':{'en':'A plan'}}",
             (int)unit);
    int64_t item = help_did(both->course, "h1", "item.add", data);
    assert_int_equal(help_sendf(both->course, "h1", "assignment.set",
                                "{'item':%d,'text':{'en':'Write.'},'takes':'text','attempts':2,"
                                "'due':%lld,'closes':%lld}",
                                (int)item, (long long)HELP_START_MS + after_ms,
                                (long long)HELP_START_MS + closes_ms),
                     ERR_NONE);
    return item;
}

static void what_is_due_next_is_told_by_ones_own_date_until_it_is_handed_in(void **state)
{
    struct both *both = both_new();
    enum { HOUR = 3600000 };
    int64_t unit = help_did(both->course, "h1", "unit.add", "{'title':{'en':'Week 1'}}");
    assert_int_equal(help_append_raw(both->course, "system", "presence.join",
                                     "{'node':'n1','people':{'u1':'Name u1'}}"),
                     ERR_NONE);
    int64_t late = asks_for(both, unit, HOUR, 9 * HOUR);
    int64_t first = asks_for(both, unit, 2 * HOUR, 9 * HOUR);
    int64_t second = asks_for(both, unit, 3 * HOUR, 9 * HOUR);
    both->now_ms = HELP_START_MS + HOUR + 1;
    expect_due(both, 0, 0);
    assert_int_equal(help_sendf(both->course, "h1", "unit.release", "{'unit':%d}", (int)unit),
                     ERR_NONE);
    expect_due(both, first, 2 * HOUR);
    assert_int_equal(help_sendf(both->course, "m1", "assignment.allow",
                                "{'item':%d,'person':'u1','until':%lld}", (int)first,
                                (long long)HELP_START_MS + 4 * HOUR),
                     ERR_NONE);
    expect_due(both, second, 3 * HOUR);
    assert_int_equal(help_sendf(both->course, "u1", "assignment.write",
                                "{'item':%d,'text':'Mine.'}", (int)second),
                     ERR_NONE);
    expect_due(both, second, 3 * HOUR);
    assert_int_equal(help_sendf(both->course, "u1", "assignment.hand", "{'item':%d,'text':'Mine.'}",
                                (int)second),
                     ERR_NONE);
    expect_due(both, first, 4 * HOUR);
    /* What is late is told behind what is to come, the nearest first, until it is taken no more. */
    both->now_ms = HELP_START_MS + 5 * HOUR;
    expect_due(both, first, 4 * HOUR);
    both->now_ms = HELP_START_MS + 9 * HOUR;
    expect_due(both, 0, 0);
    assert_true(late > 0);
    both_free(both);
}

static void a_unit_that_was_opened_is_told_until_it_is_looked_at(void **state)
{
    struct both *both = both_new();
    help_did(both->course, "h1", "unit.add", "{'title':{'en':'Week 1'},'text':{'en':'About'}}");
    expect_news(both, "");
    help_did(both->course, "h1", "unit.release", "{'unit':5}");
    expect_news(both, "release 5 0 0;");
    mark(both, 5, 6);
    expect_news(both, "");
    both_free(both);
}

static void threads_are_listed_the_youngest_first(void **state)
{
    struct both *both = both_new();
    help_did(both->course, "u2", "forum.thread", "{'title':'One','text':'Say'}");
    help_did(both->course, "u2", "forum.thread", "{'title':'Two','text':'Say'}");
    help_post_new(both->course, "u3", 5, 0);
    const struct json *threads =
        json_get(ask(both, "{'of':'course:c1','threads':true}"), "threads");
    int64_t first = 0, second = 0;
    assert_int_equal(json_count(threads), 2);
    assert_true(json_as_int(json_first(threads), &first));
    assert_true(json_as_int(json_next(json_first(threads)), &second));
    assert_int_equal(first, 5);
    assert_int_equal(second, 6);
    both_free(both);
}

/* How many threads the course lists of that kind, to u1 with their inbox, or to somebody of the
 * team without one; and the first of them. */
static int64_t listed(struct both *both, const char *person, const char *show, int64_t *first)
{
    char data[64];
    int64_t count = -1;
    bool own = slice_is(slice_of(person), "u1");
    snprintf(data, sizeof data, "{'show':'%s'}", show);
    struct json *question = parsed(data);
    buffer_clear(&both->answer);
    json_free(&both->last);
    assert_int_equal(room_query(help_room(both->course),
                                &(struct room_question){.name = SLICE("forum.list"),
                                                        .person = slice_of(person),
                                                        .data = question,
                                                        .own = own ? help_room(both->inbox) : NULL},
                                NULL, &both->answer),
                     ERR_NONE);
    assert_int_equal(json_parse(buffer_slice(&both->answer), &both->last), ERR_NONE);
    json_free(&question);
    const struct json *row = json_first(json_get(both->last, "threads"));
    struct slice key = row ? json_key(row) : SLICE("0");
    *first = strtoll(key.at, NULL, 10);
    (void)json_get_int(both->last, "count", &count);
    return count;
}

static void expect_listed(struct both *both, const char *show, int64_t count, int64_t thread)
{
    int64_t first = 0;
    assert_int_equal(listed(both, "u1", show, &first), count);
    assert_int_equal(first, thread);
}

static void the_list_and_the_bell_say_the_same(void **state)
{
    struct both *both = both_new();
    int64_t own = help_thread(both->course);
    int64_t other =
        help_did(both->course, "u2", "forum.thread", "{'title':'Another','text':'Hello'}");
    expect_unread(both, 1);
    expect_listed(both, "unread", 1, other);
    follow(both, ",'thread':6", "muted");
    assert_int_equal(other, 6);
    expect_unread(both, 0);
    expect_listed(both, "unread", 0, 0);
    assert_null(json_first(json_get(both->last, "new")));
    help_post_new(both->course, "u2", own, 0);
    expect_unread(both, 1);
    expect_listed(both, "unread", 1, own);
    expect_listed(both, "all", 2, own);
    both_free(both);
}

/* What one has written in, one's choices, and for the team without a choice all. */
static void what_one_follows_is_listed(void **state)
{
    struct both *both = both_new();
    int64_t own = help_thread(both->course);
    int64_t other =
                help_did(both->course, "u2", "forum.thread", "{'title':'Another','text':'Hello'}"),
            first = 0;
    expect_listed(both, "followed", 1, own);
    follow(both, ",'thread':6", "following");
    expect_listed(both, "followed", 2, other);
    follow(both, ",'thread':5", "muted");
    expect_listed(both, "followed", 1, other);
    follow(both, "", "watching");
    follow(both, ",'thread':5", "auto");
    expect_listed(both, "followed", 2, other);
    assert_int_equal(listed(both, "u3", "followed", &first), 0);
    both_free(both);
}

/* Until it is decided, to those alone who decide. */
static void what_is_reported_is_listed_to_those_who_decide(void **state)
{
    struct both *both = both_new();
    int64_t thread = help_thread(both->course), first = 0;
    help_did(both->course, "u2", "forum.thread", "{'title':'Another','text':'Hello'}");
    int64_t post = help_post_new(both->course, "u2", thread, 0);
    assert_int_equal(listed(both, "m1", "reported", &first), 0);
    assert_int_equal(help_sendf(both->course, "u3", "report.send",
                                "{'of':'forum','thing':%d,'reason':'spam'}", (int)post),
                     ERR_NONE);
    int64_t report = help_seq(both->course);
    assert_int_equal(listed(both, "m1", "reported", &first), 1);
    assert_int_equal(first, thread);
    expect_listed(both, "reported", 0, 0);
    assert_int_equal(listed(both, "u3", "reported", &first), 0);
    assert_int_equal(help_sendf(both->course, "m1", "report.decide",
                                "{'report':%d,'decision':'kept'}", (int)report),
                     ERR_NONE);
    assert_int_equal(listed(both, "m1", "reported", &first), 0);
    both_free(both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ones_own_is_read),
        cmocka_unit_test(what_is_deleted_leaves_no_badge),
        cmocka_unit_test(all_read_and_kept_unread),
        cmocka_unit_test(levels_say_what_is_told),
        cmocka_unit_test(a_topic_has_a_level_of_its_own),
        cmocka_unit_test(an_invitation_is_told_until_it_is_answered),
        cmocka_unit_test(nobody_is_told_twice),
        cmocka_unit_test(who_is_muted_still_hears_their_name),
        cmocka_unit_test(an_accepted_answer_is_told_until_it_is_seen),
        cmocka_unit_test(of_a_cohort_others_hear_nothing),
        cmocka_unit_test(whoever_is_out_is_told_nothing),
        cmocka_unit_test(a_course_is_named_where_things_of_it_may_be_listed),
        cmocka_unit_test(what_is_due_next_is_told_by_ones_own_date_until_it_is_handed_in),
        cmocka_unit_test(a_unit_that_was_opened_is_told_until_it_is_looked_at),
        cmocka_unit_test(threads_are_listed_the_youngest_first),
        cmocka_unit_test(the_list_and_the_bell_say_the_same),
        cmocka_unit_test(what_one_follows_is_listed),
        cmocka_unit_test(what_is_reported_is_listed_to_those_who_decide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
