/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_pin.c */
#include <stdio.h>
#include <string.h>

#include "help_webinar.h"

static int64_t post(struct help_room *help, const char *by, const char *text)
{
    assert_int_equal(help_sendf(help, by, "chat.post", "{'text':'%s'}", text), ERR_NONE);
    return help_seq(help);
}

static enum err pin(struct help_room *help, const char *by, int64_t seq, bool pinned)
{
    return help_sendf(help, by, "chat.pin", "{'message':%d,'pinned':%s}", (int)seq,
                      pinned ? "true" : "false");
}

static void a_pin_stays_when_its_message_leaves_the_view(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "read this");
    assert_int_equal(pin(help, "u1", seq, true), ERR_PERMISSION_DENIED);
    assert_int_equal(pin(help, "p1", seq, true), ERR_NONE);
    assert_int_equal(pin(help, "p1", seq, true), ERR_ALREADY_EXISTS);
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        (void)post(help, "u2", "later");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, ""), NULL);
    expect_view(help, RINGS_INSIDE, help_path("chat/pins", seq, ""),
                "{'by':'u1','name':'Name u1','at':1700000000000,'text':'read this','dir':'ltr'}");
    assert_int_equal(
        help_sendf(help, "u1", "chat.edit", "{'message':%d,'text':'read that'}", (int)seq),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/pins", seq, "text"), "'read that'");
    expect_unseen(help, RINGS_INSIDE, "read this");
    assert_int_equal(pin(help, "h1", seq, false), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/pins", NULL);
    assert_int_equal(pin(help, "h1", seq, false), ERR_NOT_FOUND);
    /* It has left the view: its words are not in memory. */
    assert_int_equal(pin(help, "h1", seq, true), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_pin_goes_with_its_message(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = post(help, "u1", "a slip"), second = post(help, "u2", "fine");
    assert_int_equal(pin(help, "m1", first, true), ERR_NONE);
    assert_int_equal(pin(help, "m1", second, true), ERR_NONE);
    assert_int_equal(help_act(help, "u1", "chat.delete", "message", first), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "a slip");
    expect_view(help, RINGS_INSIDE, help_path("chat/pins", second, "text"), "'fine'");
    assert_int_equal(help_act(help, "u2", "chat.delete", "message", second), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/pins", NULL);
    help_room_free(&help);
}

static void three_are_pinned_and_none_that_waits(void **state)
{
    struct help_room *help = help_webinar_new();
    for (int i = 0; i < BOUND_CHAT_PINS; i++)
        assert_int_equal(pin(help, "h1", post(help, "u1", "hello"), true), ERR_NONE);
    int64_t more = post(help, "u1", "hello");
    assert_int_equal(pin(help, "h1", more, true), ERR_CHAT_PINS);
    assert_int_equal(pin(help, "h1", more - 2, false), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_int_equal(pin(help, "h1", post(help, "u1", "waits"), true), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void copies_follow_through_random_histories(void **state)
{
    for (unsigned history = 1; history <= 4; history++) {
        unsigned seed = history;
        struct help_room *help = help_webinar_new();
        for (int i = 0; i < 300; i++) {
            unsigned what = help_roll(&seed, 10);
            int64_t seq = help_seq(help) - (int64_t)help_roll(&seed, 20);
            if (what < 3)
                (void)post(help, "u1", "hello");
            else if (what < 7)
                (void)pin(help, "p1", seq, help_roll(&seed, 3));
            else if (what < 9)
                (void)help_sendf(help, "u1", "chat.edit", "{'message':%d,'text':'other %d'}",
                                 (int)seq, i);
            else
                (void)help_act(help, "m1", "chat.delete", "message", seq);
        }
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pin_stays_when_its_message_leaves_the_view),
        cmocka_unit_test(a_pin_goes_with_its_message),
        cmocka_unit_test(three_are_pinned_and_none_that_waits),
        cmocka_unit_test(copies_follow_through_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
