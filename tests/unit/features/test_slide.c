/* SPDX-License-Identifier: Apache-2.0
 * server/features/slide.c, slide_make.c, slide_state.c */
#include "features/slide.h"

#include <stdio.h>

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t add(struct help_room *help)
{
    assert_int_equal(help_send(help, "p1", "slide.add",
                               "{'blob':'aa','bytes':1000,'type':'pdf','name':'Talk.pdf'}"),
                     ERR_NONE);
    return help_seq(help);
}

static enum err page(struct help_room *help, int64_t file, int number)
{
    return help_sendf(help, "system", "slide.page",
                      "{'file':%lld,'page':%d,'blob':'b%d','large':90,'small':10,'bytes':100}",
                      (long long)file, number, number);
}

/* A deck with that number of pages. */
static int64_t deck(struct help_room *help, int pages)
{
    int64_t seq = add(help);
    assert_int_equal(help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':%d}",
                                (long long)seq, pages),
                     ERR_NONE);
    for (int i = 1; i <= pages; i++)
        assert_int_equal(page(help, seq, i), ERR_NONE);
    return seq;
}

static enum err show(struct help_room *help, int64_t seq, int number)
{
    return help_sendf(help, "p1", "slide.show", "{'deck':%lld,'page':%d}", (long long)seq, number);
}

static void staff_see_how_far_the_pages_are(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, ""),
                "{'name':'Talk.pdf','pages':0,'making':{'page':0,'of':0}}");
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':2}", (long long)seq),
        ERR_NONE);
    assert_int_equal(page(help, seq, 1), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, "making"), "{'page':1,'of':2}");
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(page(help, seq, 1), ERR_ALREADY_EXISTS);
    assert_int_equal(page(help, seq, 3), ERR_NOT_FOUND);
    assert_int_equal(page(help, seq, 2), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, ""),
                "{'name':'Talk.pdf','pages':2}");
    assert_int_equal(page(help, seq, 3), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_page_is_shown_in_few_bytes(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = deck(help, 3);
    char whole[80];
    snprintf(whole, sizeof whole, "{'page':1,'deck':%lld,'of':3,'seen':1}", (long long)seq);
    assert_int_equal(show(help, seq, 1), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "slide", whole);
    assert_int_equal(show(help, seq, 3), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'page':3,'seen':3}}");
    assert_int_equal(show(help, seq, 2), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'page':2}}");
    assert_int_equal(show(help, seq, 2), ERR_ALREADY_EXISTS);
    assert_int_equal(show(help, seq, 4), ERR_NOT_FOUND);
    assert_int_equal(show(help, seq + 9, 1), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "p1", "slide.hide", "{}"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'page':0}}");
    assert_int_equal(help_send(help, "p1", "slide.hide", "{}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_sendf(help, "u1", "slide.show", "{'deck':%lld,'page':1}", (long long)seq),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static enum err image(struct help_room *help, int64_t seq, int number, bool staff)
{
    struct buffer out;
    char data[96];
    snprintf(data, sizeof data, "{'deck':%lld,'page':%d,'staff':%s}", (long long)seq, number,
             staff ? "true" : "false");
    buffer_init(&out, 1000);
    enum err error = help_query(help, "system", "slide.image", data, &out);
    buffer_done(&out);
    return error;
}

static void what_was_not_shown_is_nobodys(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = deck(help, 6);
    char data[32], room[96], staff[96];
    snprintf(data, sizeof data, "{'deck':%lld}", (long long)seq);
    snprintf(room, sizeof room, "{'url':'/api/slides/webinar:w1/%lld/room'}", (long long)seq);
    snprintf(staff, sizeof staff, "{'url':'/api/slides/webinar:w1/%lld/staff'}", (long long)seq);
    expect_unseen(help, RINGS_INSIDE, "Talk");
    expect_query(help, "p1", "slide.pages", data, staff);
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(help_query(help, "u1", "slide.pages", data, &out), ERR_NOT_FOUND);
    buffer_done(&out);
    assert_int_equal(image(help, seq, 1, false), ERR_NOT_FOUND);
    assert_int_equal(image(help, seq, 6, true), ERR_NONE);
    assert_int_equal(image(help, seq, 7, true), ERR_NOT_FOUND);
    assert_int_equal(show(help, seq, 2), ERR_NONE);
    expect_query(help, "u1", "slide.pages", data, room);
    assert_int_equal(image(help, seq, 2 + BOUND_SLIDES_AHEAD, false), ERR_NONE);
    assert_int_equal(image(help, seq, 3 + BOUND_SLIDES_AHEAD, false), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u1", "slide.image", data, &out), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void a_file_that_fails_says_why_and_is_tried_again_from_where_it_stopped(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help);
    assert_int_equal(help_act(help, "p1", "slide.again", "deck", seq), ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':3}", (long long)seq),
        ERR_NONE);
    assert_int_equal(page(help, seq, 1), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "system", "slide.fail", "{'file':%lld,'why':'slow'}", (long long)seq),
        ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, ""),
                "{'name':'Talk.pdf','pages':1,'failed':{'why':'slow','page':2}}");
    assert_int_equal(page(help, seq, 2), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "slide.again", "deck", seq), ERR_NONE);
    expect_query(help, "system", "slide.work", "{}",
                 "{'deck':7,'file':7,'blob':'aa','made':1,"
                 "'pages':3}");
    assert_int_equal(page(help, seq, 2), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "slide.cancel", "deck", seq), ERR_NONE);
    assert_int_equal(page(help, seq, 3), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "slide.cancel", "deck", seq), ERR_NOT_FOUND);
    expect_query(help, "system", "slide.work", "{}", "{}");
    help_room_free(&help);
}

static void one_of_which_nothing_is_heard_is_given_up(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help);
    char op[64], wanted[64];
    struct due due = {.data = NULL};
    int64_t end = room_at_ms(help_room(help)) + BOUND_SLIDE_LOST_SECONDS * INT64_C(1000);
    assert_false(room_due(help_room(help), end - 1, &due));
    assert_true(room_due(help_room(help), end, &due));
    snprintf(wanted, sizeof wanted, "slide.lost.%lld.", (long long)seq);
    snprintf(op, sizeof op, "%.*s", (int)strlen(wanted), due.op);
    assert_string_equal(op, wanted);
    assert_string_equal(due.type, "slide.fail");
    help_room_free(&help);
}

static void a_file_waits_for_its_turn_while_pages_of_another_come(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = add(help), two = add(help);
    struct due due = {.data = NULL};
    int64_t lost_ms = BOUND_SLIDE_LOST_SECONDS * INT64_C(1000);
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':9}", (long long)one),
        ERR_NONE);
    help_wait(help, lost_ms - 1);
    assert_int_equal(page(help, one, 1), ERR_NONE);
    int64_t now = room_at_ms(help_room(help));
    assert_false(room_due(help_room(help), now + lost_ms - 1, &due));
    assert_true(room_due(help_room(help), now + lost_ms, &due));
    char wanted[48];
    snprintf(wanted, sizeof wanted, "slide.lost.%lld.%lld", (long long)two, (long long)now);
    assert_string_equal(due.op, wanted);
    help_room_free(&help);
}

/* The next deadline comes, which is of that type. */
static void comes(struct help_room *help, const char *type)
{
    struct due due = {0};
    struct buffer data;
    char text[128];
    buffer_init(&data, sizeof text);
    due.data = &data;
    assert_true(room_due(help_room(help), INT64_MAX, &due));
    assert_string_equal(due.type, type);
    help_wait(help, due.at_ms - room_at_ms(help_room(help)));
    snprintf(text, sizeof text, "%.*s", (int)data.len, data.bytes);
    assert_int_equal(help_send(help, "system", type, text), ERR_NONE);
    buffer_done(&data);
}

static void a_removed_deck_is_put_back_as_it_was(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = deck(help, 2), gone[8];
    assert_int_equal(show(help, seq, 2), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "slide.restore", "deck", seq), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "p1", "slide.remove", "deck", seq), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'page':0,'deck':null,'of':null,'seen':null}}");
    expect_view(help, HELP_STAFF, "slide/decks", "{}");
    expect_unseen(help, HELP_STAFF, "Talk");
    assert_int_equal(show(help, seq, 1), ERR_NOT_FOUND);
    assert_int_equal(image(help, seq, 1, true), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "u1", "slide.restore", "deck", seq), ERR_PERMISSION_DENIED);
    help_wait(help, 119000);
    assert_int_equal(help_act(help, "m1", "slide.restore", "deck", seq), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, ""),
                "{'name':'Talk.pdf','pages':2}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 0);
    assert_int_equal(show(help, seq, 1), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "slide.remove", "deck", seq), ERR_NONE);
    help_wait(help, 120001);
    assert_int_equal(help_act(help, "m1", "slide.restore", "deck", seq), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void what_is_being_made_of_a_removed_deck_stops_and_goes_on(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help);
    assert_int_equal(help_act(help, "p1", "slide.remove", "deck", seq), ERR_NONE);
    expect_query(help, "system", "slide.work", "{}", "{}");
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':1}", (long long)seq),
        ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "p1", "slide.restore", "deck", seq), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':1}", (long long)seq),
        ERR_NONE);
    assert_int_equal(page(help, seq, 1), ERR_NONE);
    help_room_free(&help);
}

static void a_copy_has_the_files_and_makes_pages_of_its_own(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t one = deck(help, 2), out = deck(help, 1);
    char expected[1024];
    assert_int_equal(help_sendf(help, "m1", "slide.add",
                                "{'deck':%lld,'blob':'cc','bytes':9,'type':'png','name':'x.png'}",
                                (long long)one),
                     ERR_NONE);
    int64_t second = help_seq(help), broken = add(help);
    assert_int_equal(
        help_sendf(help, "system", "slide.fail", "{'file':%lld,'why':'locked'}", (long long)broken),
        ERR_NONE);
    assert_int_equal(help_act(help, "p1", "slide.remove", "deck", out), ERR_NONE);
    assert_int_equal(help_send(help, "system", "slide.carry", "{'to':'webinar:w2'}"), ERR_NONE);
    snprintf(expected, sizeof expected,
             "slides %lld webinar:w2 slide.bring {'of':%lld,'blob':'aa','bytes':1000,'type':'pdf',"
             "'name':'Talk.pdf'}\n"
             "slides %lld webinar:w2 slide.bring {'of':%lld,'blob':'cc','bytes':9,'type':'png',"
             "'name':'Talk.pdf'}\n",
             (long long)one, (long long)one, (long long)second, (long long)one);
    expect_effects(help, expected);
    help_room_free(&help);
}

static void files_of_one_deck_become_one_deck(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char other[] = "{'of':4,'blob':'dd','bytes':1,'type':'png','name':'Other'}";
    assert_int_equal(help_send(help, "system", "slide.bring", other), ERR_NONE);
    assert_int_equal(help_send(help, "system", "slide.bring",
                               "{'of':3,'blob':'aa','bytes':1000,'type':'pdf','name':'Talk.pdf'}"),
                     ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(help_send(help, "system", "slide.bring",
                               "{'of':3,'blob':'cc','bytes':9,'type':'png','name':'Talk.pdf'}"),
                     ERR_NONE);
    int64_t file = help_seq(help);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':1}",
                                    (long long)(i ? file : seq)),
                         ERR_NONE);
        assert_int_equal(page(help, i ? file : seq, 1), ERR_NONE);
    }
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, ""),
                "{'name':'Talk.pdf','pages':2}");
    help_room_free(&help);
}

static void the_words_and_pages_of_a_removed_deck_are_erased(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = deck(help, 2), gone[8];
    assert_int_equal(
        help_sendf(help, "p1", "slide.rename", "{'deck':%lld,'name':'One'}", (long long)seq),
        ERR_NONE);
    assert_int_equal(
        help_sendf(help, "p1", "slide.rename", "{'deck':%lld,'name':'Two'}", (long long)seq),
        ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("slide/decks", seq, "name"), "'Two'");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 1); /* One */
    assert_int_equal(show(help, seq, 2), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "slide.remove", "deck", seq), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'page':0,'deck':null,'of':null,'seen':null}}");
    expect_view(help, HELP_STAFF, "slide/decks", "{}");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 1);
    comes(help, "slide.clear");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 5);
    assert_int_equal(help_act(help, "p1", "slide.remove", "deck", seq), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void more_files_are_more_pages_of_a_deck(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = deck(help, 2);
    assert_int_equal(show(help, seq, 1), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "slide.add",
                                "{'deck':%lld,'blob':'cc','bytes':9,'type':'png','name':'x.png'}",
                                (long long)seq),
                     ERR_NONE);
    int64_t file = help_seq(help);
    assert_int_equal(
        help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':1}", (long long)file),
        ERR_NONE);
    assert_int_equal(page(help, file, 1), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'slide':{'of':3}}");
    assert_int_equal(show(help, seq, 3), ERR_NONE);
    help_room_free(&help);
}

static void so_many_and_no_more(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = add(help);
    assert_int_equal(help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':%d}",
                                (long long)seq, BOUND_DECK_PAGES + 1),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':%d}",
                                (long long)seq, BOUND_DECK_PAGES),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "slide.add",
                                "{'deck':%lld,'blob':'cc','bytes':9,'type':'png','name':'x.png'}",
                                (long long)seq),
                     ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "slide.begin", "{'file':%lld,'pages':1}",
                                (long long)help_seq(help)),
                     ERR_LIMIT_EXCEEDED);
    for (int i = 1; i < BOUND_DECKS; i++)
        add(help);
    assert_int_equal(help_send(help, "p1", "slide.add",
                               "{'blob':'aa','bytes':1,'type':'pdf','name':'Talk.pdf'}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "p1", "slide.add",
                               "{'blob':'aa','bytes':1,'type':'webp','name':'Talk.pdf'}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void one_points_at_what_is_shown(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "p1", "slide.point", "{'x':1,'y':1000}"), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "p1", "slide.point", "{'x':-1,'y':0}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "p1", "slide.point", "{'x':1,'y':1001}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_see_how_far_the_pages_are),
        cmocka_unit_test(a_page_is_shown_in_few_bytes),
        cmocka_unit_test(what_was_not_shown_is_nobodys),
        cmocka_unit_test(a_file_that_fails_says_why_and_is_tried_again_from_where_it_stopped),
        cmocka_unit_test(one_of_which_nothing_is_heard_is_given_up),
        cmocka_unit_test(a_file_waits_for_its_turn_while_pages_of_another_come),
        cmocka_unit_test(a_removed_deck_is_put_back_as_it_was),
        cmocka_unit_test(what_is_being_made_of_a_removed_deck_stops_and_goes_on),
        cmocka_unit_test(a_copy_has_the_files_and_makes_pages_of_its_own),
        cmocka_unit_test(files_of_one_deck_become_one_deck),
        cmocka_unit_test(the_words_and_pages_of_a_removed_deck_are_erased),
        cmocka_unit_test(more_files_are_more_pages_of_a_deck),
        cmocka_unit_test(so_many_and_no_more),
        cmocka_unit_test(one_points_at_what_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
