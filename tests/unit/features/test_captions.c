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

/* Whether what the last entry, of that type, tells people in these rings holds that. */
static bool tells(struct help_room *help, const char *language, struct rings rings,
                  const char *type, const char *expected)
{
    struct part part;
    char path[40];
    snprintf(path, sizeof path, "captions/%s", language);
    assert_true(room_part_find(help_room(help), slice_of(path), &part));
    struct entry *entry = entry_new(&(struct entry){.seq = help_seq(help),
                                                    .room = room_name(help_room(help)),
                                                    .type = slice_of(type),
                                                    .by = SLICE("m1"),
                                                    .op = SLICE("op"),
                                                    .text = SLICE("{}")});
    struct buffer patch;
    buffer_init(&patch, 1 << 16);
    room_patch(help_room(help), entry, &(struct viewer){.rings = rings, .part = &part}, &patch);
    bool found = memmem(patch.bytes, patch.len, expected, strlen(expected));
    buffer_done(&patch);
    entry_unref(&entry);
    return found;
}

/* In which rings somebody stands within a language. */
static struct rings rings_within(struct help_room *help, const char *person, const char *language)
{
    struct part part;
    char path[40];
    snprintf(path, sizeof path, "captions/%s", language);
    assert_true(room_part_find(help_room(help), slice_of(path), &part));
    return room_part_rings(help_room(help), &part, slice_of(person));
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
    int line = (int)help_seq(help);
    assert_true(shows(help, "fr", RINGS_INSIDE, "\"at\":1700000001000"));
    assert_false(shows(help, "fr", RINGS_INSIDE, "1700000002000"));
    assert_int_equal(help_sendf(help, "p1", "captions.amend", "{'line':%d,'text':'non'}", line),
                     ERR_NONE);
    assert_true(shows(help, "fr", RINGS_INSIDE, "\"at\":1700000001000"));
    assert_int_equal(help_sendf(help, "p1", "captions.amend",
                                "{'line':%d,'text':'non','from':1700000003000}", line),
                     ERR_NONE);
    assert_true(shows(help, "fr", RINGS_INSIDE, "\"at\":1700000003000"));
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

/* How many lines stand in the view. */
static int lines_shown(struct help_room *help)
{
    int count = 0;
    for (int64_t seq = 1; seq <= help_seq(help); seq++) {
        char key[32];
        snprintf(key, sizeof key, "\"%lld\":{\"at\"", (long long)seq);
        count += shows(help, "fr", RINGS_INSIDE, key);
    }
    return count;
}

/* What goes costs a line some bytes: ten go with the one that is too many, and none with the next.
 */
static void lines_make_room_ten_at_a_time(void **state)
{
    struct help_room *help = offered();
    int64_t first = 0;
    for (int i = 0; i < BOUND_CAPTIONS_SHOWN; i++) {
        int64_t seq = say(help, "fr", "suite");
        first = first ? first : seq;
        assert_false(tells(help, "fr", RINGS_INSIDE, "captions.line", ":null"));
    }
    assert_int_equal(lines_shown(help), BOUND_CAPTIONS_SHOWN);
    say(help, "fr", "suite");
    assert_int_equal(lines_shown(help), BOUND_CAPTIONS_SHOWN + 1 - 10);
    for (int64_t gone = first; gone < first + 10; gone++) {
        char expected[40];
        snprintf(expected, sizeof expected, "\"%lld\":null", (long long)gone);
        assert_true(tells(help, "fr", RINGS_INSIDE, "captions.line", expected));
    }
    say(help, "fr", "suite");
    assert_false(tells(help, "fr", RINGS_INSIDE, "captions.line", ":null"));
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

/* A line that only history has still is somewhere, with whoever has read back to it. */
static void who_has_read_back_is_told_what_does_not_stand(void **state)
{
    struct help_room *help = offered();
    int64_t first = say(help, "fr", "premier");
    for (int i = 0; i < BOUND_CAPTIONS_SHOWN; i++)
        say(help, "fr", "suite");
    char expected[80];
    snprintf(expected, sizeof expected, "\"lines\":{\"%d\":null}", (int)first);
    assert_int_equal(
        help_sendf(help, "m1", "captions.amend", "{'line':%d,'text':'tout premier'}", (int)first),
        ERR_NONE);
    assert_true(tells(help, "fr", RINGS_INSIDE, "captions.amend", expected));
    assert_int_equal(help_act(help, "m1", "captions.remove", "line", first), ERR_NONE);
    assert_true(tells(help, "fr", RINGS_INSIDE, "captions.remove", expected));
    say(help, "fr", "suite");
    assert_false(tells(help, "fr", RINGS_INSIDE, "captions.line", expected));
    help_room_free(&help);
}

static enum err assign(struct help_room *help, const char *by, const char *whom,
                       const char *languages)
{
    return help_sendf(help, by, "captions.assign", "{'whom':'%s','languages':[%s]}", whom,
                      languages);
}

static void organisers_let_a_person_write_some_languages(void **state)
{
    struct help_room *help = offered();
    help_follow_person(help, "u1");
    assert_int_equal(help_send(help, "u1", "captions.line", "{'language':'fr','text':'x'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(assign(help, "p1", "u1", "'fr'"), ERR_PERMISSION_DENIED);
    assert_int_equal(assign(help, "m1", "u1", "'en'"), ERR_NOT_FOUND);
    assert_int_equal(assign(help, "m1", "u1", ""), ERR_ALREADY_EXISTS);
    assert_int_equal(assign(help, "m1", "u1", "'fr'"), ERR_NONE);
    assert_int_equal(assign(help, "m1", "u1", "'fr'"), ERR_ALREADY_EXISTS);
    expect_me(help, "u1", "captions", "{'languages':['fr']}");
    expect_view(help, HELP_STAFF, "captions",
                "{'languages':['fr','pt-br'],'captioners':{'u1':['fr']}}");
    expect_view(help, RINGS_INSIDE, "captions", "{'languages':['fr','pt-br']}");
    assert_int_equal(help_send(help, "u1", "captions.line", "{'language':'fr','text':'bon'}"),
                     ERR_NONE);
    int64_t line = help_seq(help), other = say(help, "pt-br", "sim");
    assert_int_equal(help_send(help, "u1", "captions.line", "{'language':'pt-br','text':'x'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u1", "captions.remove", "line", other), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u2", "captions.remove", "line", line), ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_sendf(help, "u1", "captions.amend", "{'line':%d,'text':'bonjour'}", (int)line),
        ERR_NONE);
    assert_int_equal(assign(help, "m1", "u1", ""), ERR_NONE);
    expect_me(help, "u1", "captions", "{'languages':[]}");
    assert_int_equal(help_act(help, "u1", "captions.remove", "line", line), ERR_PERMISSION_DENIED);
    expect_view(help, HELP_STAFF, "captions", "{'languages':['fr','pt-br'],'captioners':{}}");
    help_room_free(&help);
}

static void captioners_see_whose_turn_it_is(void **state)
{
    struct help_room *help = offered();
    assert_int_equal(assign(help, "m1", "u1", "'fr'"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "captions.take", "{'language':'fr'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "captions.take", "{'language':'en'}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "captions.take", "{'language':'fr'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "captions.take", "{'language':'fr'}"),
                     ERR_ALREADY_EXISTS);
    assert_true(shows(help, "fr", HELP_STAFF, "\"turn\":{\"by\":\"u1\""));
    assert_false(shows(help, "fr", RINGS_INSIDE, "turn"));
    assert_true(rings_of_staff(rings_within(help, "u1", "fr")));
    assert_false(rings_of_staff(rings_within(help, "u1", "pt-br")));
    assert_false(rings_of_staff(rings_within(help, "u2", "fr")));
    assert_int_equal(help_send(help, "p1", "captions.take", "{'language':'fr'}"), ERR_NONE);
    assert_true(shows(help, "fr", HELP_STAFF, "\"turn\":{\"by\":\"p1\""));
    assert_int_equal(help_send(help, "u1", "captions.leave", "{'language':'fr'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "captions.leave", "{'language':'fr'}"), ERR_NONE);
    assert_true(tells(help, "fr", HELP_STAFF, "captions.leave", "\"turn\":null"));
    assert_false(shows(help, "fr", HELP_STAFF, "turn"));
    assert_int_equal(help_send(help, "m1", "captions.leave", "{'language':'fr'}"), ERR_NOT_FOUND);
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
        cmocka_unit_test(lines_make_room_ten_at_a_time),
        cmocka_unit_test(the_youngest_lines_stand_in_the_view),
        cmocka_unit_test(who_has_read_back_is_told_what_does_not_stand),
        cmocka_unit_test(organisers_let_a_person_write_some_languages),
        cmocka_unit_test(captioners_see_whose_turn_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
