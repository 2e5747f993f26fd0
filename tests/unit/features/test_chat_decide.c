/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_decide.c and chat_told.c */
#include <stdio.h>
#include <string.h>

#include "core/erasure.h"
#include "features/chat_told.h"
#include "help_webinar.h"

static int64_t post(struct help_room *help, const char *by, const char *text)
{
    assert_int_equal(help_sendf(help, by, "chat.post", "{'text':'%s'}", text), ERR_NONE);
    return help_seq(help);
}

static struct help_room *room_approving(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    return help;
}

static enum err decide(struct help_room *help, const char *type, const char *data)
{
    return help_send(help, "m1", type, data);
}

static void several_are_approved_by_one_entry(void **state)
{
    struct help_room *help = room_approving();
    help_follow_person(help, "u2");
    int64_t first = post(help, "u1", "premier");
    (void)post(help, "u2", "two");
    (void)post(help, "u2", "three");
    char data[80];
    snprintf(data, sizeof data, "{'messages':[%d,%d]}", (int)first, (int)first + 2);
    assert_int_equal(decide(help, "chat.approve", data), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, "text"), "'premier'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first + 1, ""), NULL);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first + 2, "text"), "'three'");
    expect_me(help, "u1", "chat/pending", "{}");
    expect_me(help, "u2", help_path("chat/pending", first + 1, "text"), "'two'");
    assert_int_equal(decide(help, "chat.approve", data), ERR_NOT_FOUND);
    /* Its words leave the tape with any of its messages (help_follow.c compares). */
    assert_int_equal(help_act(help, "m1", "chat.delete", "message", first), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "premier");
    help_room_free(&help);
}

static void all_is_what_the_moderator_saw(void **state)
{
    struct help_room *help = room_approving();
    int64_t first = post(help, "u1", "one"), second = post(help, "u2", "two");
    int64_t third = post(help, "u3", "three");
    assert_int_equal(
        help_sendf(help, "u1", "chat.edit", "{'message':%d,'text':'worse'}", (int)first), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "m1", "chat.approve", "{'message':%d,'upto':%d}", (int)first, (int)third),
        ERR_CHAT_CHANGED);
    assert_int_equal(help_sendf(help, "m1", "chat.approve", "{'all':true,'upto':%d}", (int)second),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", first, ""), NULL);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", second, "text"), "'two'");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", third, ""), NULL);
    help_room_free(&help);
}

static void which_is_read_strictly(void **state)
{
    static const char *const bad[] = {
        "{}",
        "{'messages':[]}",
        "{'messages':[7,7]}",
        "{'messages':[8,7]}",
        "{'messages':['7']}",
        "{'message':7,'all':true,'upto':9}",
        "{'all':true}",
        "{'all':false,'upto':7}",
        "{'message':7,'upto':0}",
    };
    struct help_room *help = room_approving();
    (void)post(help, "u1", "one");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(decide(help, "chat.approve", bad[i]), ERR_BAD_REQUEST);
        assert_int_equal(decide(help, "chat.refuse", bad[i]), ERR_BAD_REQUEST);
    }
    help_room_free(&help);
}

static void who_is_refused_is_told_why_and_nobody_else(void **state)
{
    struct help_room *help = room_approving();
    help_follow_person(help, "u2");
    int64_t first = post(help, "u1", "secret one"), second = post(help, "u2", "secret two");
    assert_int_equal(help_sendf(help, "m1", "chat.refuse",
                                "{'messages':[%d,%d],'why':'Off the subject'}", (int)first,
                                (int)second),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, "chat/messages", "{}");
    expect_me(help, "u1", help_path("chat/told", first, ""),
              "{'at':1700000000000,'kind':'refused','why':'Off the subject'}");
    expect_me(help, "u1", help_path("chat/told", second, ""), NULL);
    expect_me(help, "u2", help_path("chat/told", second, "kind"), "'refused'");
    expect_unseen(help, HELP_STAFF, "secret");
    int64_t seqs[4];
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    help_room_free(&help);
}

static void a_removed_message_tells_its_author_why(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t seq = post(help, "u1", "hello");
    assert_int_equal(
        help_sendf(help, "m1", "chat.delete", "{'message':%d,'why':'Not here'}", (int)seq),
        ERR_NONE);
    expect_me(help, "u1", help_path("chat/told", seq, ""),
              "{'at':1700000000000,'kind':'removed','why':'Not here'}");
    expect_unseen(help, RINGS_INSIDE, "Not here");
    expect_unseen(help, HELP_STAFF, "Not here");
    seq = post(help, "u1", "mine");
    assert_int_equal(help_act(help, "u1", "chat.delete", "message", seq), ERR_NONE);
    expect_me(help, "u1", help_path("chat/told", seq, ""), NULL);
    help_room_free(&help);
}

static void a_reason_is_forgotten_with_its_entry(void **state)
{
    struct tolds *tolds = tolds_new();
    struct json *data = NULL;
    assert_int_equal(json_parse(SLICE("{\"why\":\"Off the subject\"}"), &data), ERR_NONE);
    tolds_add(tolds, &(struct entry){.seq = 9, .data = data}, SLICE("u1"), 7, TOLD_REMOVED);
    assert_false(tolds_forget(tolds, 7));
    assert_true(tolds_forget(tolds, 9));
    assert_false(tolds_forget(tolds, 9));
    json_free(&data);
    tolds_free(&tolds);
}

static void one_is_told_of_the_youngest_few(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = 0;
    for (int i = 0; i <= BOUND_CHAT_TOLD; i++) {
        int64_t seq = post(help, "u1", "hello");
        first = first ? first : seq;
        assert_int_equal(help_act(help, "m1", "chat.delete", "message", seq), ERR_NONE);
    }
    expect_me(help, "u1", help_path("chat/told", first, ""), NULL);
    expect_me(help, "u1", help_path("chat/told", first + 2, "kind"), "'removed'");
    help_room_free(&help);
}

/* Of all who wait, and of as many at once as may. */
static void a_mode_is_left_with_or_without_what_waits(void **state)
{
    static const struct {
        const char *fate, *shown, *told;
    } cases[] = {{"keep", NULL, NULL}, {"approve", "'hello'", NULL}, {"refuse", NULL, "'refused'"}};
    for (size_t i = 0; i < 3; i++) {
        struct help_room *help = room_approving();
        int64_t seq = post(help, "u1", "hello");
        for (int more = 1; more < BOUND_CHAT_PENDING; more++) {
            char by[16];
            snprintf(by, sizeof by, "v%d", more / BOUND_CHAT_PENDING_PERSON);
            (void)post(help, by, "too");
        }
        assert_int_equal(
            help_sendf(help, "m1", "chat.mode", "{'mode':'open','pending':'%s'}", cases[i].fate),
            ERR_NONE);
        expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), cases[i].shown);
        expect_me(help, "u1", help_path("chat/told", seq, "kind"), cases[i].told);
        assert_int_equal(help_act(help, "m1", "chat.approve", "message", seq),
                         i == 0 ? ERR_NONE : ERR_NOT_FOUND);
        help_room_free(&help);
    }
}

static void staff_are_not_slowed(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'slow','seconds':60}"), ERR_NONE);
    (void)post(help, "p1", "one");
    (void)post(help, "p1", "two");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_are_approved_by_one_entry),
        cmocka_unit_test(all_is_what_the_moderator_saw),
        cmocka_unit_test(which_is_read_strictly),
        cmocka_unit_test(who_is_refused_is_told_why_and_nobody_else),
        cmocka_unit_test(a_removed_message_tells_its_author_why),
        cmocka_unit_test(a_reason_is_forgotten_with_its_entry),
        cmocka_unit_test(one_is_told_of_the_youngest_few),
        cmocka_unit_test(a_mode_is_left_with_or_without_what_waits),
        cmocka_unit_test(staff_are_not_slowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
