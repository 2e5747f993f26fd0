/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_react.c */
#include <stdio.h>
#include <string.h>

#include "help_webinar.h"

static int64_t post(struct help_room *help, const char *by)
{
    assert_int_equal(help_send(help, by, "chat.post", "{'text':'hello'}"), ERR_NONE);
    return help_seq(help);
}

static enum err react(struct help_room *help, const char *by, int64_t seq, const char *kind,
                      bool on)
{
    return help_sendf(help, by, "chat.react", "{'message':%d,'kind':'%s','on':%s}", (int)seq, kind,
                      on ? "true" : "false");
}

static void each_person_counts_once_for_each_kind(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1");
    const char *path = "chat/messages/7/reactions";
    assert_int_equal(seq, 7);
    expect_view(help, RINGS_INSIDE, path, NULL);
    expect_me(help, "u1", "chat", "{'pending':{}}");
    assert_int_equal(react(help, "u1", seq, "thumb", true), ERR_NONE);
    expect_data(help, "{'message':7,'kind':'thumb','on':true}");
    assert_int_equal(react(help, "u1", seq, "thumb", true), ERR_ALREADY_EXISTS);
    assert_int_equal(react(help, "u1", seq, "heart", true), ERR_NONE);
    assert_int_equal(react(help, "u2", seq, "thumb", true), ERR_NONE);
    expect_view(help, RINGS_INSIDE, path, "{'heart':1,'thumb':2}");
    expect_me(help, "u1", "chat/reacted", "{'7':['heart','thumb']}");
    assert_int_equal(react(help, "u1", seq, "thumb", false), ERR_NONE);
    expect_view(help, RINGS_INSIDE, path, "{'heart':1,'thumb':1}");
    assert_int_equal(react(help, "u1", seq, "thumb", false), ERR_NOT_FOUND);
    assert_int_equal(react(help, "u1", seq, "heart", false), ERR_NONE);
    assert_int_equal(react(help, "u2", seq, "thumb", false), ERR_NONE);
    expect_view(help, RINGS_INSIDE, path, NULL);
    expect_me(help, "u1", "chat/reacted", NULL);
    help_room_free(&help);
}

static void reactions_are_read_strictly(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1");
    assert_int_equal(react(help, "u1", seq, "-thumb", true), ERR_BAD_REQUEST);
    assert_int_equal(react(help, "u1", seq, "anger", true), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "chat.react", "{'message':7,'kind':'thumb'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(react(help, "u1", 1, "thumb", true), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_int_equal(react(help, "h1", post(help, "u1"), "thumb", true), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'off'}"), ERR_NONE);
    assert_int_equal(react(help, "u1", seq, "thumb", true), ERR_CHAT_CLOSED);
    help_room_free(&help);
}

/* What has left the view gives its place back; what stands in it does not. */
static void one_person_reacts_to_so_many_messages(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = post(help, "u2");
    assert_int_equal(react(help, "u1", first, "clap", true), ERR_NONE);
    for (int i = 1; i < BOUND_CHAT_REACTED; i++)
        assert_int_equal(react(help, "u1", post(help, "u2"), "clap", true), ERR_NONE);
    assert_int_equal(react(help, "u1", post(help, "u2"), "clap", true), ERR_LIMIT_EXCEEDED);
    assert_int_equal(react(help, "u1", first, "wow", true), ERR_NONE);
    assert_int_equal(help_act(help, "u2", "chat.delete", "message", first), ERR_NONE);
    assert_int_equal(react(help, "u1", post(help, "u2"), "clap", true), ERR_NONE);
    expect_me(help, "u1", help_path("chat/reacted", first, ""), NULL);
    help_room_free(&help);
}

/* Against plain sets; messages leave, are edited and deleted meanwhile. */
static void sums_are_those_of_the_sets_through_random_histories(void **state)
{
    static const char *const kinds[] = {"clap", "heart", "thumb"};
    for (unsigned history = 1; history <= 3; history++) {
        unsigned seed = history;
        bool sets[4][3][4] = {{{false}}};
        int64_t messages[4] = {0};
        struct help_room *help = help_webinar_new();
        for (unsigned i = 0; i < 4; i++)
            messages[i] = post(help, "u2");
        for (int i = 0; i < 300; i++) {
            unsigned what = help_roll(&seed, 100), m = help_roll(&seed, 4);
            unsigned kind = help_roll(&seed, 3), who = help_roll(&seed, 4);
            const char *by = (const char *[]){"u1", "u2", "u3", "p1"}[who];
            if (what < 70) {
                bool on = help_roll(&seed, 2);
                enum err error = react(help, by, messages[m], kinds[kind], on);
                assert_int_equal(error == ERR_NONE, sets[m][kind][who] != on);
                sets[m][kind][who] = on;
            } else if (what < 80) {
                (void)post(help, "u1");
            } else if (what < 90) {
                assert_int_equal(help_sendf(help, "u2", "chat.edit",
                                            "{'message':%d,'text':'another'}", (int)messages[m]),
                                 ERR_NONE);
            } else if (what < 92) {
                assert_int_equal(help_act(help, "m1", "chat.delete", "message", messages[m]), 0);
                messages[m] = post(help, "u2");
                memset(sets[m], 0, sizeof sets[m]);
            }
            int sum = 0;
            for (unsigned p = 0; p < 4; p++)
                sum += sets[m][kind][p];
            char path[64], text[8];
            snprintf(path, sizeof path, "chat/messages/%d/reactions/%s", (int)messages[m],
                     kinds[kind]);
            snprintf(text, sizeof text, "%d", sum);
            expect_view(help, RINGS_INSIDE, path, sum ? text : NULL);
        }
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_person_counts_once_for_each_kind),
        cmocka_unit_test(reactions_are_read_strictly),
        cmocka_unit_test(one_person_reacts_to_so_many_messages),
        cmocka_unit_test(sums_are_those_of_the_sets_through_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
