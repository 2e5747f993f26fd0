/* SPDX-License-Identifier: Apache-2.0
 * server/features/captions.c */
#include <stdio.h>

#include "features/captions.h"

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t say(struct help_room *help, const char *language, const char *text)
{
    assert_int_equal(
        help_sendf(help, "p1", "captions.line", "{'language':'%s','text':'%s'}", language, text),
        ERR_NONE);
    return help_seq(help);
}

static struct help_room *offered(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "captions.offer", "{'languages':['fr','pt-br']}"),
                     ERR_NONE);
    return help;
}

/* What people in these rings see of a language: absent when there is no such part. */
static bool shows(struct help_room *help, const char *language, struct rings rings,
                  const char *expected)
{
    struct part part;
    char path[40];
    snprintf(path, sizeof path, "captions/%s", language);
    if (!room_part_find(help_room(help), slice_of(path), &part))
        return false;
    struct buffer view;
    buffer_init(&view, 1 << 20);
    room_view(help_room(help), &(struct viewer){.rings = rings, .part = &part}, NULL, &view);
    bool found = memmem(view.bytes, view.len, expected, strlen(expected));
    buffer_done(&view);
    return found;
}

/* Whether the last entry tells those who follow the room itself anything. */
static bool told_to_the_room(struct help_room *help, const char *by, const char *type,
                             const char *data)
{
    assert_int_equal(help_send(help, by, type, data), ERR_NONE);
    struct entry *entry = entry_new(&(struct entry){.seq = help_seq(help),
                                                    .room = room_name(help_room(help)),
                                                    .type = slice_of(type),
                                                    .by = slice_of(by),
                                                    .op = SLICE("op"),
                                                    .text = SLICE("{\"language\":\"fr\"}")});
    struct buffer patch;
    buffer_init(&patch, 1 << 16);
    bool told = room_patch(help_room(help), entry, &(struct viewer){.rings = HELP_STAFF}, &patch);
    buffer_done(&patch);
    entry_unref(&entry);
    return told;
}

static void the_room_says_which_languages_there_are(void **state)
{
    struct help_room *help = offered();
    expect_view(help, RINGS_INSIDE, "captions", "{'languages':['fr','pt-br']}");
    assert_int_equal(help_send(help, "p1", "captions.offer", "{'languages':[]}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "captions.offer", "{'languages':['FR']}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "captions.offer", "{'languages':['f']}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "captions.offer", "{'languages':['fr-']}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "captions.offer",
                               "{'languages':['aa','bb','cc','dd','ee','ff','gg']}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "h1", "captions.offer", "{'languages':['ar']}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "captions", "{'languages':['ar']}");
    assert_int_equal(help_send(help, "p1", "captions.line", "{'language':'fr','text':'x'}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_line_is_in_its_language_alone(void **state)
{
    struct help_room *help = offered();
    say(help, "fr", "bonjour");
    assert_true(shows(help, "fr", RINGS_INSIDE, "bonjour"));
    assert_false(shows(help, "pt-br", RINGS_INSIDE, "bonjour"));
    assert_true(shows(help, "pt-br", RINGS_INSIDE, "\"lines\":{}"));
    assert_false(shows(help, "en", RINGS_INSIDE, ""));
    expect_unseen(help, HELP_STAFF, "bonjour");
    assert_false(told_to_the_room(help, "p1", "captions.line", "{'language':'fr','text':'x'}"));
    assert_int_equal(help_send(help, "u1", "captions.line", "{'language':'fr','text':'x'}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void who_wrote_it_is_not_told(void **state)
{
    struct help_room *help = offered();
    say(help, "fr", "bonjour");
    assert_false(shows(help, "fr", HELP_STAFF, "p1"));
    help_room_free(&help);
}

static void a_line_says_when_it_was_said(void **state)
{
    struct help_room *help = offered();
    help_wait(help, 10000);
    assert_int_equal(
        help_send(help, "p1", "captions.line",
                  "{'language':'fr','text':'oui','from':1700000001000,'to':1700000002000}"),
        ERR_NONE);
    assert_true(shows(help, "fr", RINGS_INSIDE, "\"from\":1700000001000,\"to\":1700000002000"));
    assert_int_equal(
        help_send(help, "p1", "captions.line",
                  "{'language':'fr','text':'oui','from':1700000002000,'to':1700000001000}"),
        ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "p1", "captions.line",
                               "{'language':'fr','text':'oui','from':1700000071000}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void other_words_take_the_ones_before_away(void **state)
{
    struct help_room *help = offered();
    int64_t line = say(help, "fr", "fautte"), gone[4];
    assert_int_equal(
        help_sendf(help, "m1", "captions.amend", "{'line':%d,'text':'faute'}", (int)line),
        ERR_NONE);
    assert_true(shows(help, "fr", RINGS_INSIDE, "faute"));
    assert_false(shows(help, "fr", RINGS_INSIDE, "fautte"));
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 4), 1);
    assert_int_equal(gone[0], line);
    assert_int_equal(help_send(help, "m1", "captions.amend", "{'line':999,'text':'faute'}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "captions.remove", "line", line), ERR_NONE);
    assert_false(shows(help, "fr", RINGS_INSIDE, "faute"));
    assert_int_equal(help_act(help, "m1", "captions.remove", "line", line), ERR_NOT_FOUND);
    help_room_free(&help);
}

/* Those before them are read page by page, and can be amended for good. */
static void the_youngest_lines_stand_in_the_view(void **state)
{
    struct help_room *help = offered();
    int64_t first = say(help, "fr", "premier");
    for (int i = 0; i < BOUND_CAPTIONS_SHOWN; i++)
        say(help, "fr", "suite");
    assert_false(shows(help, "fr", RINGS_INSIDE, "premier"));
    assert_int_equal(
        help_sendf(help, "m1", "captions.amend", "{'line':%d,'text':'tout premier'}", (int)first),
        ERR_NONE);
    struct buffer page;
    buffer_init(&page, 1 << 16);
    assert_int_equal(help_query(help, "u1", "captions.history", "{'language':'fr'}", &page),
                     ERR_NONE);
    assert_non_null(memmem(page.bytes, page.len, "tout premier", strlen("tout premier")));
    buffer_clear(&page);
    assert_int_equal(
        help_query(help, "u1", "captions.history", "{'language':'fr','limit':2}", &page), ERR_NONE);
    assert_null(memmem(page.bytes, page.len, "premier", strlen("premier")));
    assert_non_null(memmem(page.bytes, page.len, "\"next\":", strlen("\"next\":")));
    assert_int_equal(help_query(help, "u1", "captions.history", "{'language':'en'}", &page),
                     ERR_NOT_FOUND);
    buffer_done(&page);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_room_says_which_languages_there_are),
        cmocka_unit_test(a_line_is_in_its_language_alone),
        cmocka_unit_test(who_wrote_it_is_not_told),
        cmocka_unit_test(a_line_says_when_it_was_said),
        cmocka_unit_test(other_words_take_the_ones_before_away),
        cmocka_unit_test(the_youngest_lines_stand_in_the_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
