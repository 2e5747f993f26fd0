/* SPDX-License-Identifier: Apache-2.0
 * server/features/inbox_bookmarks.c and inbox_bookmarks_list.c; what inbox_news.c makes of them. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "core/erasure.h"
#include "core/room_news.h"
#include "core/room_query.h"
#include "help_course.h"
#include "help_follow.h"

#define MARK "'of':'course:c1','thing':5,'post':6"

static enum err marked(struct help_room *inbox, const char *more)
{
    return help_sendf(inbox, "u1", "bookmark.set", "{" MARK "%s}", more);
}

/* What u1 is answered with the course beside their inbox, at that time. */
static void expect_answer(struct help_room *inbox, struct help_room *course, int64_t now_ms,
                          const char *query, const char *expected)
{
    struct others others = {.now_ms = now_ms};
    struct buffer out, want;
    struct json *data = NULL;
    others_add(&others, SLICE("course:c1"));
    others.list[0].room = course ? help_room(course) : NULL;
    buffer_init(&out, BOUND_VIEW_BYTES);
    buffer_init(&want, BOUND_VIEW_BYTES);
    buffer_add(&want, slice_of(expected));
    help_quotes(&want);
    assert_int_equal(json_parse(SLICE("{}"), &data), ERR_NONE);
    assert_int_equal(
        room_query_among(
            help_room(inbox),
            &(struct room_question){.name = slice_of(query), .person = SLICE("u1"), .data = data},
            &others, &out),
        ERR_NONE);
    buffer_add_byte(&out, '\0');
    buffer_add_byte(&want, '\0');
    const char *found = strstr((const char *)out.bytes, (const char *)want.bytes);
    if (!found)
        fail_msg("%s\nis not in\n%s", (const char *)want.bytes, (const char *)out.bytes);
    json_free(&data);
    buffer_done(&want);
    buffer_done(&out);
}

static void a_place_is_marked_once_and_its_note_is_in_no_view(void **state)
{
    struct help_room *inbox = help_room_new("inbox:u1", NULL);
    int64_t seqs[8];
    assert_int_equal(marked(inbox, ",'note':'canary one','remind':1700000005000"), ERR_NONE);
    assert_int_equal(marked(inbox, ",'note':'canary two'"), ERR_NONE);
    expect_view(inbox, HELP_STAFF, "inbox/bookmarks",
                "{'1':{'of':'course:c1','thing':5,'post':6,'at':1700000000000}}");
    expect_unseen(inbox, HELP_STAFF, "canary");
    assert_int_equal(erasure_due(help_room(inbox), INT64_MAX, seqs, 8), 1);
    assert_int_equal(seqs[0], 1);
    assert_int_equal(help_send(inbox, "u1", "bookmark.remove", "{'bookmark':1}"), ERR_NONE);
    expect_view(inbox, HELP_STAFF, "inbox/bookmarks", "{}");
    assert_int_equal(erasure_due(help_room(inbox), INT64_MAX, seqs, 8), 2);
    assert_int_equal(seqs[1], 2);
    assert_int_equal(help_send(inbox, "u1", "bookmark.remove", "{'bookmark':1}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(inbox, "u1", "bookmark.mark", "{'bookmark':1,'as':'done'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(inbox, "u2", "bookmark.set", "{" MARK "}"), ERR_PERMISSION_DENIED);
    help_room_free(&inbox);
}

static void what_is_no_place_is_refused_and_there_is_a_limit(void **state)
{
    static const char *const bad[] = {
        "{'of':'course:c1'}",
        "{'of':'inbox:u1','thing':5}",
        "{'of':'course:c1','post':5}",
        "{'of':'webinar:w1','thing':5,'second':3}",
        "{'of':'webinar:w1','second':-1}",
        "{'of':'webinar:w1','second':86401}",
        "{'of':'course:c1','thing':5,'remind':0}",
        "{'of':'course:c1','thing':5,'remind':253402300800000}",
        "{'of':'course:c1','thing':5,'note':7}",
    };
    struct help_room *inbox = help_room_new("inbox:u1", NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(inbox, "u1", "bookmark.set", bad[i]), ERR_BAD_REQUEST);
    for (int i = 0; i < BOUND_BOOKMARKS; i++)
        assert_int_equal(
            help_sendf(inbox, "u1", "bookmark.set", "{'of':'webinar:w1','second':%d}", i),
            ERR_NONE);
    assert_int_equal(marked(inbox, ""), ERR_LIMIT_EXCEEDED);
    assert_int_equal(
        help_send(inbox, "u1", "bookmark.set", "{'of':'webinar:w1','second':7,'note':'n'}"),
        ERR_NONE);
    assert_int_equal(help_send(inbox, "u1", "bookmark.remove", "{'bookmark':1}"), ERR_NONE);
    assert_int_equal(marked(inbox, ""), ERR_NONE);
    help_room_free(&inbox);
}

static void the_list_says_what_stands_there_now(void **state)
{
    struct help_room *course = help_course_new(), *inbox = help_room_new("inbox:u1", NULL);
    int64_t thread = help_thread(course);
    int64_t post = help_post_new(course, "u2", thread, 0);
    assert_int_equal(post, 6);
    assert_int_equal(marked(inbox, ",'note':'Mine'"), ERR_NONE);
    expect_answer(inbox, course, HELP_START_MS, "bookmark.list",
                  "{'bookmarks':[{'bookmark':1,'of':'course:c1','thing':5,'post':6,"
                  "'at':1700000000000,'note':'Mine','title':'Chain of custody','dir':'ltr',"
                  "'by':'u2','name':'Name u2','room':{'en':'Evidence'}}]}");
    /* Muted or not: they marked it themselves. */
    assert_int_equal(help_send(inbox, "u1", "follow.set", "{'of':'course:c1','level':'muted'}"),
                     ERR_NONE);
    expect_answer(inbox, course, HELP_START_MS, "bookmark.list", "'title':'Chain of custody'");
    assert_int_equal(help_send(course, "m1", "forum.delete", "{'post':6}"), ERR_NONE);
    const char *gone = "{'bookmarks':[{'bookmark':1,'of':'course:c1','thing':5,'post':6,"
                       "'at':1700000000000,'note':'Mine','gone':true}]}";
    expect_answer(inbox, course, HELP_START_MS, "bookmark.list", gone);
    expect_answer(inbox, NULL, HELP_START_MS, "bookmark.list", gone);
    help_room_free(&inbox);
    help_room_free(&course);
}

/* A thread of a cohort, to somebody of another: as if it were not there. */
static void what_is_not_theirs_is_gone_like_what_never_was(void **state)
{
    struct help_room *course = help_course_new(), *inbox = help_room_new("inbox:u1", NULL);
    help_did(course, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_did(course, "h1", "cohort.put", "{'people':['u2'],'cohort':1}");
    int64_t thread =
        help_did(course, "u2", "forum.thread", "{'title':'Ours','text':'canary','cohorts':[1]}");
    assert_int_equal(
        help_sendf(inbox, "u1", "bookmark.set", "{'of':'course:c1','thing':%d}", (int)thread),
        ERR_NONE);
    expect_answer(inbox, course, HELP_START_MS, "bookmark.list",
                  "'at':1700000000000,'gone':true}]}");
    help_room_free(&inbox);
    help_room_free(&course);
}

static void a_reminder_is_news_from_its_time_until_it_was_heard(void **state)
{
    struct help_room *course = help_course_new(), *inbox = help_room_new("inbox:u1", NULL);
    const int64_t at_ms = HELP_START_MS + 5000;
    int64_t thread = help_thread(course);
    help_post_new(course, "u2", thread, 0);
    assert_int_equal(help_send(inbox, "u1", "read.all", "{'of':'course:c1','upto':6}"), ERR_NONE);
    assert_int_equal(marked(inbox, ",'note':'Mine','remind':1700000005000"), ERR_NONE);
    expect_answer(inbox, course, at_ms - 1, "inbox.news", "'news':[],'wakes':1700000005000");
    const char *told =
        "'news':[{'kind':'bookmark','key':'bookmark/course:c1/5/2','of':'course:c1',"
        "'thing':5,'post':6,'said':2,'by':'u2','name':'Name u2','title':'Chain of custody',"
        "'dir':'ltr','words':'Mine','at':1700000005000,'urgency':'high'}]";
    expect_answer(inbox, course, at_ms, "inbox.news", told);
    expect_answer(inbox, course, at_ms + 86400000, "inbox.news", told);
    /* Of what they see no more there is their own note alone. */
    expect_answer(inbox, NULL, at_ms, "inbox.news",
                  "'thing':5,'post':6,'said':2,'words':'Mine','at':1700000005000");
    /* Heard before its time it is not. */
    assert_int_equal(help_send(inbox, "u1", "bookmark.mark", "{'bookmark':2,'as':'heard'}"),
                     ERR_NONE);
    expect_answer(inbox, course, at_ms, "inbox.news", told);
    help_wait(inbox, 5000);
    assert_int_equal(help_send(inbox, "u1", "bookmark.mark", "{'bookmark':2,'as':'heard'}"),
                     ERR_NONE);
    expect_answer(inbox, course, at_ms, "inbox.news", "'news':[]");
    /* Put off, it comes again, as another thing. */
    assert_int_equal(marked(inbox, ",'remind':1700000006000"), ERR_NONE);
    expect_answer(inbox, course, at_ms, "inbox.news", "'news':[],'wakes':1700000006000");
    expect_answer(inbox, course, at_ms + 1000, "inbox.news", "'key':'bookmark/course:c1/5/5'");
    assert_int_equal(help_send(inbox, "u1", "bookmark.mark", "{'bookmark':2,'as':'done'}"),
                     ERR_NONE);
    expect_answer(inbox, course, at_ms + 1000, "inbox.news", "'news':[]");
    expect_view(inbox, HELP_STAFF, "inbox/bookmarks/2/done", "true");
    assert_int_equal(help_send(inbox, "u1", "bookmark.mark", "{'bookmark':2,'as':'open'}"),
                     ERR_NONE);
    expect_view(inbox, HELP_STAFF, "inbox/bookmarks/2/done", NULL);
    expect_answer(inbox, course, at_ms + 1000, "inbox.news", "'kind':'bookmark'");
    help_room_free(&inbox);
    help_room_free(&course);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_marked_once_and_its_note_is_in_no_view),
        cmocka_unit_test(what_is_no_place_is_refused_and_there_is_a_limit),
        cmocka_unit_test(the_list_says_what_stands_there_now),
        cmocka_unit_test(what_is_not_theirs_is_gone_like_what_never_was),
        cmocka_unit_test(a_reminder_is_news_from_its_time_until_it_was_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
