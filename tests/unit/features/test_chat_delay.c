/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_delay.c */
#include "features/chat_delay.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/chat.h"
#include "help_webinar.h"

/* Written at 1700000000000 with a delay of ten seconds. */
#define SHOWS "1700000011000"

static struct help_room *room_delayed(void)
{
    struct help_room *help = help_webinar_new();
    help_follow_person(help, "u2");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open','delay':10}"), ERR_NONE);
    return help;
}

static int64_t post(struct help_room *help, const char *by)
{
    assert_int_equal(help_send(help, by, "chat.post", "{'text':'canary'}"), ERR_NONE);
    return help_seq(help);
}

static enum err show(struct help_room *help)
{
    return help_send(help, "system", "chat.show", "{'until':" SHOWS "}");
}

static void nobody_but_its_author_and_staff_see_it_before_its_time(void **state)
{
    struct help_room *help = room_delayed();
    expect_view(help, RINGS_INSIDE, "chat/delay_seconds", "10");
    int64_t seq = post(help, "u1");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch_me(help, "u2", NULL);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_query(help, "u2", "chat.history", "{}", "{'messages':{}}");
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "shows"), SHOWS);
    expect_me(help, "u1", help_path("chat/pending", seq, "shows"), SHOWS);
    assert_int_equal(room_due_ms(help_room(help)), INT64_C(1700000011000));
    assert_int_equal(show(help), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'canary'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "shows"), NULL);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "shows"), NULL);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "pending"), NULL);
    expect_me(help, "u1", "chat/pending", "{}");
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    assert_int_equal(show(help), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void staff_are_not_delayed(void **state)
{
    struct help_room *help = room_delayed();
    int64_t seq = post(help, "p1");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'canary'");
    help_room_free(&help);
}

static void what_is_removed_before_is_never_seen(void **state)
{
    struct help_room *help = room_delayed();
    int64_t seq = post(help, "u1");
    assert_int_equal(help_act(help, "m1", "chat.refuse", "message", seq), ERR_NONE);
    assert_int_equal(show(help), ERR_NOT_FOUND);
    expect_unseen(help, RINGS_INSIDE, "canary");
    seq = post(help, "u1");
    assert_int_equal(help_act(help, "u1", "chat.delete", "message", seq), ERR_NONE);
    assert_int_equal(show(help), ERR_NOT_FOUND);
    seq = post(help, "u1");
    assert_int_equal(help_act(help, "m1", "chat.approve", "message", seq), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'canary'");
    help_room_free(&help);
}

/* Each at its own time, however the delay is set meanwhile. */
static void who_waits_longer_is_shown_later(void **state)
{
    struct help_room *help = room_delayed();
    int64_t first = post(help, "u1");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open','delay':2}"), ERR_NONE);
    int64_t second = post(help, "u2");
    assert_int_equal(room_due_ms(help_room(help)), INT64_C(1700000003000));
    assert_int_equal(help_send(help, "system", "chat.show", "{'until':1700000003000}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", second, "text"), "'canary'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, ""), NULL);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/delay_seconds", NULL);
    assert_int_equal(room_due_ms(help_room(help)), INT64_C(1700000011000));
    assert_int_equal(show(help), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, "text"), "'canary'");
    help_room_free(&help);
}

static void leaving_says_what_becomes_of_what_waits(void **state)
{
    struct help_room *help = room_delayed();
    int64_t seq = post(help, "u1");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'off','pending':'approve'}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'canary'");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open','delay':10}"), ERR_NONE);
    post(help, "u1");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open','pending':'refuse'}"),
                     ERR_NONE);
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open','delay':10}"), ERR_NONE);
    seq = post(help, "u1");
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    expect_me(help, "u1", help_path("chat/pending", seq, "shows"), NULL);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "shows"), NULL);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "pending"), "true");
    help_room_free(&help);
}

/* Another text has its whole time before the team; one that all see has none any more. */
static void an_edit_waits_as_long(void **state)
{
    struct help_room *help = room_delayed();
    int64_t seq = post(help, "u1");
    assert_int_equal(help_send(help, "m1", "chat.words", "{'words':['nonsense']}"), ERR_NONE);
    help_wait(help, 5000);
    const char *edit = "chat.edit";
    assert_int_equal(
        help_sendf(help, "u1", edit, "{'message':%lld,'text':'nonsense'}", (long long)seq),
        ERR_CHAT_EDIT_WAITS);
    assert_int_equal(
        help_sendf(help, "u1", edit, "{'message':%lld,'text':'other'}", (long long)seq), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("chat/messages", seq, "shows"), "1700000016000");
    assert_int_equal(show(help), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "system", "chat.show", "{'until':1700000016000}"), ERR_NONE);
    assert_int_equal(help_sendf(help, "u1", edit, "{'message':%lld,'text':'more'}", (long long)seq),
                     ERR_CHAT_EDIT_WAITS);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'off','delay':10}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_word_waits_for_the_team(void **state)
{
    struct help_room *help = room_delayed();
    assert_int_equal(help_send(help, "m1", "chat.words", "{'words':['canary']}"), ERR_NONE);
    int64_t seq = post(help, "u1");
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    expect_me(help, "u1", help_path("chat/pending", seq, "shows"), NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_but_its_author_and_staff_see_it_before_its_time),
        cmocka_unit_test(staff_are_not_delayed),
        cmocka_unit_test(what_is_removed_before_is_never_seen),
        cmocka_unit_test(who_waits_longer_is_shown_later),
        cmocka_unit_test(leaving_says_what_becomes_of_what_waits),
        cmocka_unit_test(an_edit_waits_as_long),
        cmocka_unit_test(a_word_waits_for_the_team),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
