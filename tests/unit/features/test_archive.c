/* SPDX-License-Identifier: Apache-2.0
 * A course that is archived: it is read, and nothing is written in it (server/features/stage.c and
 * the phases of rows); and what somebody has written there, to take with them
 * (server/features/forum_mine.c). */
#include "features/forum_mine.h"

#include <stdio.h>
#include <string.h>

#include "help_course.h"

static void archives(struct help_room *help, bool archived, int cause)
{
    assert_int_equal(help_sendf(help, "system", "stage.archive", "{'archived':%s,'cause':%d}",
                                archived ? "true" : "false", cause),
                     ERR_NONE);
}

static void what_is_archived_is_read_and_not_written(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), post = help_post_new(help, "u2", thread, 0);
    assert_int_equal(help_send(help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}"), 0);
    archives(help, true, 5);
    expect_view(help, RINGS_INSIDE, "stage/phase", "'ended'");
    expect_view(help, RINGS_INSIDE, "stage/archived", "true");
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_WRONG_PHASE);
    static const char *const writes[][2] = {
        {"forum.thread", "{'title':'A','text':'B'}"},
        {"unit.add", "{'title':{'en':'Two'}}"},
        {"unit.order", "{'units':[1]}"},
        {"topic.add", "{'title':{'en':'T'},'kind':'discussion'}"},
        {"item.mark", "{'unit':1,'item':1,'done':true}"},
        {"test.begin", "{'item':1}"},
        {"completion.rules", "{'posts':1}"},
    };
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++)
        assert_int_equal(help_send(help,
                                   strncmp(writes[i][0], "unit", 4) == 0 ||
                                           strncmp(writes[i][0], "topic", 5) == 0 ||
                                           strncmp(writes[i][0], "completion", 10) == 0
                                       ? "h1"
                                       : "u1",
                                   writes[i][0], writes[i][1]),
                         ERR_WRONG_PHASE);
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "course.record", "{}", &answer), ERR_NONE);
    buffer_done(&answer);
    /* What is taken back is no writing. */
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%lld}", (long long)post), 0);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_WRONG_PHASE);
    archives(help, false, 4); /* said before, and late */
    expect_view(help, RINGS_INSIDE, "stage/archived", "true");
    archives(help, false, 6);
    expect_view(help, RINGS_INSIDE, "stage/archived", NULL);
    expect_view(help, RINGS_INSIDE, "stage/phase", "'live'");
    assert_int_equal(help_post(help, "u1", thread, 0), ERR_NONE);
    help_room_free(&help);
}

static void nothing_opens_in_it(void **state)
{
    struct help_room *help = help_course_new();
    struct due due = {0};
    assert_int_equal(help_send(help, "h1", "unit.add", "{'title':{'en':'One'},'at':1700000001000}"),
                     0);
    assert_true(room_due(help_room(help), HELP_START_MS + 1000, &due));
    archives(help, true, 5);
    assert_false(room_due(help_room(help), HELP_START_MS + 1000, &due));
    archives(help, false, 6);
    assert_true(room_due(help_room(help), HELP_START_MS + 1000, &due));
    help_room_free(&help);
}

static void ones_own_posts_and_no_word_of_anybody_else(void **state)
{
    struct help_room *help = help_course_new();
    char want[1024];
    int64_t thread = help_thread(help);
    int64_t first = help_post_new(help, "u2", thread, 0),
            gone = help_post_new(help, "u2", thread, 0);
    help_post_new(help, "u3", thread, 0);
    assert_int_equal(help_send(help, "u2", "forum.thread", "{'title':'Mine','text':'Look.'}"), 0);
    int64_t own = help_seq(help);
    assert_int_equal(help_sendf(help, "u2", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'Better.'}", (long long)first,
                                (long long)first),
                     0);
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%lld}", (long long)gone), 0);
    snprintf(want, sizeof want,
             "{'posts':[{'post':%lld,'thread':%lld,'at':%lld,'edited':%lld,'text':'Better.'},"
             "{'post':%lld,'thread':%lld,'at':%lld,'deleted':true},"
             "{'post':%lld,'thread':%lld,'title':'Mine','at':%lld,'text':'Look.'}]}",
             (long long)first, (long long)thread, (long long)HELP_START_MS,
             (long long)HELP_START_MS, (long long)gone, (long long)thread, (long long)HELP_START_MS,
             (long long)own, (long long)own, (long long)HELP_START_MS);
    expect_query(help, "u2", "forum.mine", "{}", want);
    expect_query(help, "u9", "forum.mine", "{}", "{'posts':[]}");
    snprintf(want, sizeof want,
             "{'posts':[{'post':%lld,'thread':%lld,'at':%lld,'deleted':true}],'next':%lld}",
             (long long)gone, (long long)thread, (long long)HELP_START_MS, (long long)gone);
    char page[64];
    snprintf(page, sizeof page, "{'after':%lld,'limit':1}", (long long)first);
    expect_query(help, "u2", "forum.mine", page, want);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_archived_is_read_and_not_written),
        cmocka_unit_test(nothing_opens_in_it),
        cmocka_unit_test(ones_own_posts_and_no_word_of_anybody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
