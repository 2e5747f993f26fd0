/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_history.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "features/chat.h"
#include "features/member.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &chat_feature,
                                                 NULL};

/* Live and open to strangers; host h1, moderator m1. The first message has the seq 6. */
enum { FIRST = 6 };

static struct help_room *room_live(void)
{
    struct help_room *help = help_room_new("webinar:w1", features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), 0);
    assert_int_equal(help_seq(help) + 1, FIRST);
    return help;
}

static void post_many(struct help_room *help, int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'hello'}"), ERR_NONE);
}

static enum err on_message(struct help_room *help, const char *by, const char *type, int64_t seq)
{
    return help_sendf(help, by, type, "{'message':%d}", (int)seq);
}

/* The answer; the caller frees it. */
static struct json *ask(struct help_room *help, const char *by, const char *data)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, "chat.history", data, &text), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

static enum err refused(struct help_room *help, const char *by, const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    enum err error = help_query(help, by, "chat.history", data, &text);
    buffer_done(&text);
    return error;
}

/* Expects the messages from `first` to `last` without a gap, and the `next`; 0: none. */
static void expect_page(struct help_room *help, const char *data, int64_t first, int64_t last,
                        int64_t next)
{
    struct json *page = ask(help, "u9", data);
    const struct json *messages = json_get(page, "messages");
    int64_t found = 0;
    assert_int_equal(json_count(messages), last - first + 1);
    for (int64_t seq = first; seq <= last; seq++) {
        char key[24];
        snprintf(key, sizeof key, "%d", (int)seq);
        assert_non_null(json_get(messages, key));
    }
    json_get_int(page, "next", &found);
    assert_int_equal(found, next);
    json_free(&page);
}

static void a_message_is_as_it_was_in_the_view(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'C++','dir':'rtl'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "chat.post", "{'text':'yes','reply':6}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'so','reply':7}"), ERR_NONE);
    expect_query(help, "u9", "chat.history", "{'before':100}",
                 "{'messages':{'6':{'by':'u1','name':'Name u1','at':1700000000000,'text':'C++',"
                 "'dir':'rtl'},'7':{'by':'u2','name':'Name u2','at':1700000000000,'text':'yes',"
                 "'dir':'ltr','reply':6},'8':{'by':'u1','name':'Name u1','at':1700000000000,"
                 "'text':'so','dir':'ltr','reply':6}}}");
    help_room_free(&help);
}

static void pages_go_back_to_the_first_message(void **state)
{
    struct help_room *help = room_live();
    post_many(help, BOUND_CHAT_WINDOW + 120);
    /* Without a seq: what has left the view. */
    expect_page(help, "{'limit':50}", FIRST + 70, FIRST + 119, FIRST + 70);
    expect_page(help, "{'limit':50,'before':76}", FIRST + 20, FIRST + 69, FIRST + 20);
    expect_page(help, "{'limit':50,'before':26}", FIRST, FIRST + 19, 0);
    expect_page(help, "{'limit':50,'before':6}", 1, 0, 0);
    expect_page(help, "{}", FIRST + 20, FIRST + 119, FIRST + 20);
    help_room_free(&help);
}

static void pages_go_forward_too(void **state)
{
    struct help_room *help = room_live();
    post_many(help, 30);
    expect_page(help, "{'after':6,'limit':10}", FIRST + 1, FIRST + 10, FIRST + 10);
    expect_page(help, "{'after':16,'limit':50}", FIRST + 11, FIRST + 29, 0);
    expect_page(help, "{'after':35}", 1, 0, 0);
    help_room_free(&help);
}

static void nothing_has_left_a_short_chat(void **state)
{
    struct help_room *help = room_live();
    expect_query(help, "u9", "chat.history", "{}", "{'messages':{}}");
    post_many(help, 3);
    expect_query(help, "u9", "chat.history", "{}", "{'messages':{}}");
    help_room_free(&help);
}

static void what_was_deleted_or_waits_is_in_no_page(void **state)
{
    struct help_room *help = room_live();
    post_many(help, 3);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'a slip'}"), ERR_NONE);
    assert_int_equal(on_message(help, "m1", "chat.delete", help_seq(help)), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'waits'}"), ERR_NONE);
    /* Staff and its author have it in the view and in `me`. */
    static const char *const people[] = {"u1", "u2", "m1", "h1"};
    for (size_t i = 0; i < 4; i++) {
        struct json *page = ask(help, people[i], "{'before':100}");
        assert_int_equal(json_count(json_get(page, "messages")), 3);
        json_free(&page);
    }
    help_room_free(&help);
}

static void one_approved_late_leaves_no_gap(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'approve'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'waits'}"), ERR_NONE);
    int64_t late = help_seq(help);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'open'}"), ERR_NONE);
    post_many(help, BOUND_CHAT_WINDOW + 20);
    int64_t first = late + 2;
    assert_int_equal(on_message(help, "m1", "chat.approve", late), ERR_NONE);
    /* In the view stands the late one beside the youngest 99. */
    expect_page(help, "{'limit':21}", first, first + 20, first);
    expect_page(help, "{'limit':9,'before':9}", late, late, 0);
    help_room_free(&help);
}

static void who_may_not_come_in_reads_nothing(void **state)
{
    struct help_room *help = room_live();
    post_many(help, 1);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'members'}"), ERR_NONE);
    assert_int_equal(refused(help, "u9", "{}"), ERR_PERMISSION_DENIED);
    assert_int_equal(refused(help, "m1", "{}"), ERR_NONE);
    help_room_free(&help);
}

static void questions_are_read_strictly(void **state)
{
    struct help_room *help = room_live();
    static const char *const bad[] = {"{'before':'6'}", "{'before':-1}", "{'before':8,'after':3}",
                                      "{'limit':0}",    "{'limit':101}", "{'after':1.5}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(refused(help, "u1", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(refused(help, "u1", "{'before':null,'limit':null}"), ERR_NONE);
    help_room_free(&help);
}

/* The event that said that a message leaves the view is taken back with the message it made room
 * for: the deletion says it again (help_follow.c compares). */
static void a_deletion_says_again_what_left(void **state)
{
    struct help_room *help = room_live();
    post_many(help, BOUND_CHAT_WINDOW + 1);
    int64_t newest = help_seq(help);
    assert_int_equal(on_message(help, "u1", "chat.delete", newest), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'chat':{'messages':{'6':null,'106':null}}}");
    post_many(help, BOUND_CHAT_WINDOW);
    assert_int_equal(on_message(help, "u1", "chat.delete", newest - 1), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_as_it_was_in_the_view),
        cmocka_unit_test(pages_go_back_to_the_first_message),
        cmocka_unit_test(pages_go_forward_too),
        cmocka_unit_test(nothing_has_left_a_short_chat),
        cmocka_unit_test(what_was_deleted_or_waits_is_in_no_page),
        cmocka_unit_test(one_approved_late_leaves_no_gap),
        cmocka_unit_test(who_may_not_come_in_reads_nothing),
        cmocka_unit_test(questions_are_read_strictly),
        cmocka_unit_test(a_deletion_says_again_what_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
