/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_edit.c */
#include <stdio.h>

#include "core/erasure.h"
#include "help_webinar.h"

static int64_t post(struct help_room *help, const char *by, const char *text)
{
    assert_int_equal(help_sendf(help, by, "chat.post", "{'text':'%s'}", text), ERR_NONE);
    return help_seq(help);
}

static enum err edit(struct help_room *help, const char *by, int64_t seq, const char *text)
{
    return help_sendf(help, by, "chat.edit", "{'message':%d,'text':'%s'}", (int)seq, text);
}

static enum err mode(struct help_room *help, const char *name)
{
    return help_sendf(help, "m1", "chat.mode", "{'mode':'%s'}", name);
}

static void a_text_is_replaced_for_everybody(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "at for");
    const char *path = help_path("chat/messages", seq, "text");
    help_wait(help, 5000);
    assert_int_equal(edit(help, "u1", seq, "at four"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, path, "'at four'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "edited"), "1700000005000");
    expect_unseen(help, RINGS_INSIDE, "at for\"");
    expect_unseen(help, HELP_STAFF, "at for\"");
    /* Who has not been sent the first text never is: its event is taken back, and this one says it
     * all (help_follow.c compares). */
    assert_true(room_row(help_room(help), SLICE("chat.edit"))->hides.thing);
    assert_int_equal(edit(help, "u1", seq, "at five"), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "text"), "'at five'");
    help_room_free(&help);
}

static void only_the_author_edits_and_not_for_long(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "hello");
    assert_int_equal(edit(help, "u2", seq, "bye"), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "h1", seq, "bye"), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "u1", 1, "bye"), ERR_NOT_FOUND);
    assert_int_equal(edit(help, "u1", seq, " "), ERR_TEXT_INVALID);
    help_wait(help, INT64_C(1000) * BOUND_EDIT_SECONDS);
    assert_int_equal(edit(help, "u1", seq, "bye"), ERR_NONE);
    help_wait(help, 1);
    assert_int_equal(edit(help, "u1", seq, "again"), ERR_EDIT_WINDOW);
    help_room_free(&help);
}

/* Those who have it from history are told that it is another one; history has the newest. */
static void a_message_that_left_the_view_is_edited_too(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "at for");
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        (void)post(help, "u2", "later");
    help_wait(help, 5000);
    assert_int_equal(edit(help, "u1", seq, "at four"), ERR_NONE);
    char patch[80], page[300];
    snprintf(patch, sizeof patch, "{'chat':{'messages':{'%d':null}}}", (int)seq);
    expect_patch(help, RINGS_INSIDE, patch);
    snprintf(page, sizeof page,
             "{'messages':{'%d':{'by':'u1','name':'Name u1','at':1700000000000,'text':'at four',"
             "'dir':'ltr','edited':1700000005000,'version':%d}}}",
             (int)seq, (int)help_seq(help));
    expect_query(help, "u3", "chat.history", "{'limit':1}", page);
    assert_int_equal(edit(help, "u2", seq, "no"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* The event of the message that is edited had said what left the view for it. */
static void an_edit_says_again_what_left(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = post(help, "u1", "first");
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        (void)post(help, "u2", "later");
    assert_int_equal(edit(help, "u2", help_seq(help), "now"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, ""), NULL);
    help_room_free(&help);
}

static void what_waits_is_edited_without_telling_the_others(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    int64_t seq = post(help, "u1", "secret one");
    assert_int_equal(edit(help, "u2", seq, "x"), ERR_NOT_FOUND);
    assert_int_equal(edit(help, "p1", seq, "x"), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "u1", seq, "secret two"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "text"), "'secret two'");
    expect_me(help, "u1", help_path("chat/pending", seq, "text"), "'secret two'");
    assert_int_equal(help_act(help, "m1", "chat.approve", "message", seq), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'secret two'");
    help_room_free(&help);
}

/* Staff who have not been sent the approval are sent the edit alone. */
static void an_edit_says_again_that_a_message_was_approved(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    int64_t seq = post(help, "u1", "one");
    assert_int_equal(help_act(help, "m1", "chat.approve", "message", seq), ERR_NONE);
    assert_int_equal(mode(help, "open"), ERR_NONE);
    assert_int_equal(edit(help, "u1", seq, "two"), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "pending"), NULL);
    help_room_free(&help);
}

/* Nobody gets past the team by an edit. */
static void where_messages_are_looked_at_first_a_shown_one_stays(void **state)
{
    static const struct {
        const char *mode, *by;
        enum err error;
    } cases[] = {{"slow", "u1", ERR_NONE},      {"approve", "u1", ERR_CHAT_EDIT_WAITS},
                 {"approve", "p1", ERR_NONE},   {"staff", "u1", ERR_CHAT_CLOSED},
                 {"staff", "p1", ERR_NONE},     {"off", "u1", ERR_CHAT_CLOSED},
                 {"off", "p1", ERR_CHAT_CLOSED}};
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(mode(help, "open"), ERR_NONE);
        int64_t seq = post(help, cases[i].by, "hello");
        assert_int_equal(mode(help, cases[i].mode), ERR_NONE);
        assert_int_equal(edit(help, cases[i].by, seq, "bye"), cases[i].error);
    }
    help_room_free(&help);
}

static void expect_withdrawn(struct help_room *help, size_t count, int64_t first, int64_t second)
{
    int64_t seqs[4] = {0};
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), count);
    assert_int_equal(seqs[0], first);
    assert_int_equal(seqs[1], second);
}

/* Each text goes when another takes its place, the last with the message. */
static void the_journal_keeps_the_newest_text_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "one");
    assert_int_equal(edit(help, "u1", seq, "two"), ERR_NONE);
    int64_t second = help_seq(help);
    assert_int_equal(edit(help, "u1", seq, "three"), ERR_NONE);
    expect_withdrawn(help, 2, seq, second);
    assert_int_equal(
        help_sendf(help, "system", "room.erase", "{'seqs':[%d,%d]}", (int)seq, (int)second),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'three'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "name"), "'Name u1'");
    int64_t third = second + 1;
    assert_int_equal(help_act(help, "u1", "chat.delete", "message", seq), ERR_NONE);
    expect_withdrawn(help, 1, third, 0);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_replaced_for_everybody),
        cmocka_unit_test(only_the_author_edits_and_not_for_long),
        cmocka_unit_test(a_message_that_left_the_view_is_edited_too),
        cmocka_unit_test(an_edit_says_again_what_left),
        cmocka_unit_test(what_waits_is_edited_without_telling_the_others),
        cmocka_unit_test(an_edit_says_again_that_a_message_was_approved),
        cmocka_unit_test(where_messages_are_looked_at_first_a_shown_one_stays),
        cmocka_unit_test(the_journal_keeps_the_newest_text_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
