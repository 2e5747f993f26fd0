/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "features/chat.h"
#include "features/member.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &chat_feature,
                                                 NULL};

/* Open to strangers; host h1, moderator m1, presenter p1. */
static struct help_room *room_started(void)
{
    struct help_room *help = help_room_new("webinar:w1", features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'p1','role':'presenter'}"),
                     0);
    return help;
}

static struct help_room *room_live(void)
{
    struct help_room *help = room_started();
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live'}"), ERR_NONE);
    return help;
}

static enum err post(struct help_room *help, const char *by, const char *text)
{
    return help_sendf(help, by, "chat.post", "{'text':'%s'}", text);
}

static enum err reply(struct help_room *help, const char *by, const char *text, int64_t seq)
{
    return help_sendf(help, by, "chat.post", "{'text':'%s','reply':%d}", text, (int)seq);
}

static enum err on_message(struct help_room *help, const char *by, const char *type, int64_t seq)
{
    return help_sendf(help, by, type, "{'message':%d}", (int)seq);
}

static enum err mode(struct help_room *help, const char *name)
{
    return help_sendf(help, "m1", "chat.mode", "{'mode':'%s'}", name);
}

/* Expects `json` at the message `seq`, or at its `member`. */
static void expect_message(struct help_room *help, struct rings rings, int64_t seq,
                           const char *member, const char *json)
{
    char path[80];
    snprintf(path, sizeof path, "chat/messages/%d/%s", (int)seq, member);
    expect_view(help, rings, path, json);
}

static void all_see_a_message(void **state)
{
    struct help_room *help = room_live();
    expect_view(help, RINGS_INSIDE, "chat", "{'mode':'open','messages':{}}");
    assert_int_equal(post(help, "u1", "  Good morning\\t! "), ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'chat':{'messages':{'7':{'by':'u1','name':'Name u1','at':1700000000000,"
                 "'text':'Good morning !','dir':'ltr'}}}}");
    expect_view(help, HELP_STAFF, "chat/messages/7/text", "'Good morning !'");
    assert_int_equal(post(help, "u2", "صباح الخير"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/messages/8/dir", "'rtl'");
    expect_patch_me(help, "u2", NULL);
    help_room_free(&help);
}

static void a_message_has_text_within_its_bound(void **state)
{
    struct help_room *help = room_live();
    char text[BOUND_CHAT_CHARS + 2] = {0};
    memset(text, 'x', BOUND_CHAT_CHARS + 1);
    assert_int_equal(post(help, "u1", text), ERR_TEXT_TOO_LONG);
    text[BOUND_CHAT_CHARS] = 0;
    assert_int_equal(post(help, "u1", text), ERR_NONE);
    assert_int_equal(post(help, "u1", " \\n "), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "u1", "chat.post", "{}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':7}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'a','reply':0}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'a','reply':null}"), ERR_NONE);
    expect_data(help, "{'text':'a'}");
    help_room_free(&help);
}

static void the_chat_is_closed_in_rehearsal_and_after_the_end(void **state)
{
    static const struct {
        const char *to;
        enum err error;
    } steps[] = {
        {"rehearsal", ERR_WRONG_PHASE}, {"scheduled", ERR_NONE},    {"live", ERR_NONE},
        {"paused", ERR_NONE},           {"ended", ERR_WRONG_PHASE},
    };
    struct help_room *help = room_started();
    assert_int_equal(post(help, "u1", "early"), ERR_NONE);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        help_sendf(help, "h1", "stage.phase", "{'to':'%s'}", steps[i].to);
        assert_int_equal(post(help, "u1", "now"), steps[i].error);
    }
    expect_view(help, RINGS_INSIDE, "can/participant/chat.post", NULL);
    help_room_free(&help);
}

static void the_oldest_message_falls_out_of_the_window(void **state)
{
    struct help_room *help = room_live();
    int64_t first = help_seq(help) + 1;
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    expect_message(help, RINGS_INSIDE, first, "text", "'hello'");
    assert_int_equal(post(help, "u2", "one more"), ERR_NONE);
    expect_message(help, RINGS_INSIDE, first, "", NULL);
    expect_message(help, RINGS_INSIDE, first + 1, "text", "'hello'");
    help_room_free(&help);
}

/* Long after it has left the view. */
static void an_old_message_is_answered_and_deleted(void **state)
{
    struct help_room *help = room_live();
    int64_t first = help_seq(help) + 1;
    assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    assert_int_equal(reply(help, "u2", "hi", first), ERR_NONE);
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        assert_int_equal(post(help, "u3", "later"), ERR_NONE);
    assert_int_equal(reply(help, "u1", "what?", first + 1), ERR_NONE);
    char seq[16];
    snprintf(seq, sizeof seq, "%d", (int)first);
    expect_message(help, RINGS_INSIDE, help_seq(help), "reply", seq);
    assert_int_equal(on_message(help, "u2", "chat.delete", first), ERR_PERMISSION_DENIED);
    assert_int_equal(on_message(help, "p1", "chat.delete", first), ERR_PERMISSION_DENIED);
    assert_int_equal(on_message(help, "u1", "chat.delete", first), ERR_NONE);
    /* Who has it from history is told. */
    expect_patch(help, RINGS_INSIDE, "{'chat':{'messages':{'7':null}}}");
    expect_patch(help, HELP_STAFF, "{'chat':{'messages':{'7':null}}}");
    assert_int_equal(on_message(help, "u1", "chat.delete", first), ERR_NOT_FOUND);
    assert_int_equal(reply(help, "u1", "what?", first), ERR_NOT_FOUND);
    assert_int_equal(on_message(help, "m1", "chat.delete", first + 1), ERR_NONE);
    /* Who reads history or exports knows it by this. */
    assert_true(room_row(help_room(help), SLICE("chat.delete"))->hides.thing);
    help_room_free(&help);
}

static void a_message_runs_the_way_its_author_says(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'C++','dir':'rtl'}"), ERR_NONE);
    expect_data(help, "{'text':'C++','dir':'rtl'}");
    expect_message(help, RINGS_INSIDE, help_seq(help), "dir", "'rtl'");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'C++','dir':'down'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'C++','dir':'rtl'}"), ERR_NONE);
    char path[64];
    snprintf(path, sizeof path, "chat/pending/%d/dir", (int)help_seq(help));
    expect_me(help, "u1", path, "'rtl'");
    help_room_free(&help);
}

static void a_clock_that_went_back_makes_nobody_wait(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'slow','seconds':10}"), ERR_NONE);
    assert_int_equal(post(help, "u1", "one"), ERR_NONE);
    assert_int_equal(post(help, "u1", "two"), ERR_CHAT_SLOW);
    help_wait(help, -600000);
    assert_int_equal(post(help, "u1", "two"), ERR_NONE);
    assert_int_equal(post(help, "u1", "three"), ERR_CHAT_SLOW);
    help_room_free(&help);
}

static void a_reply_to_a_reply_stands_under_the_first_message(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(post(help, "u1", "a question"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(reply(help, "u2", "an answer", first), ERR_NONE);
    expect_message(help, RINGS_INSIDE, first + 1, "reply", "7");
    assert_int_equal(reply(help, "u1", "thanks", first + 1), ERR_NONE);
    expect_message(help, RINGS_INSIDE, first + 2, "reply", "7");
    help_room_free(&help);
}

static void a_reply_needs_a_message(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(reply(help, "u1", "what?", 1), ERR_NOT_FOUND);
    assert_int_equal(post(help, "u1", "a question"), ERR_NONE);
    int64_t seq = help_seq(help);
    /* Deleted while the answer was under way: the order decides. */
    assert_int_equal(on_message(help, "u1", "chat.delete", seq), ERR_NONE);
    assert_int_equal(help_append(help, "u2", "chat.post", "{'text':'an answer','reply':7}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void slow_mode_refuses_a_second_message(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'slow','seconds':30}"), 0);
    expect_view(help, RINGS_INSIDE, "chat", "{'mode':'slow','slow_seconds':30,'messages':{}}");
    assert_int_equal(post(help, "u1", "one"), ERR_NONE);
    assert_int_equal(post(help, "u1", "two"), ERR_CHAT_SLOW);
    assert_int_equal(help_append(help, "u1", "chat.post", "{'text':'two'}"), ERR_CHAT_SLOW);
    assert_int_equal(post(help, "u2", "one"), ERR_NONE);
    help_wait(help, 29999);
    assert_int_equal(post(help, "u1", "two"), ERR_CHAT_SLOW);
    help_wait(help, 1);
    assert_int_equal(post(help, "u1", "two"), ERR_NONE);
    assert_int_equal(post(help, "u1", "three"), ERR_CHAT_SLOW);
    help_room_free(&help);
}

static void slow_mode_leaves_staff_alone_and_ends_with_its_mode(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "slow"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/slow_seconds", "10");
    static const char *const staff[] = {"p1", "m1", "h1", "system"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(post(help, staff[i], "one"), ERR_NONE);
        assert_int_equal(post(help, staff[i], "two"), ERR_NONE);
    }
    assert_int_equal(post(help, "u1", "one"), ERR_NONE);
    assert_int_equal(mode(help, "open"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/slow_seconds", NULL);
    assert_int_equal(post(help, "u1", "two"), ERR_NONE);
    assert_int_equal(mode(help, "slow"), ERR_NONE);
    assert_int_equal(post(help, "u1", "three"), ERR_NONE);
    help_room_free(&help);
}

static void modes_are_read_strictly(void **state)
{
    struct help_room *help = room_live();
    static const char *const bad[] = {
        "{}",
        "{'mode':'loud'}",
        "{'mode':'slow','seconds':0}",
        "{'mode':'slow','seconds':3601}",
        "{'mode':'slow','seconds':'1'}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "m1", "chat.mode", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "chat.mode", "{'mode':'off','seconds':7}"), ERR_NONE);
    expect_data(help, "{'mode':'off'}");
    assert_int_equal(help_send(help, "p1", "chat.mode", "{'mode':'open'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "chat.mode", "{'mode':'open'}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void a_closed_chat_takes_messages_of_nobody_or_of_staff(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "staff"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_CHAT_CLOSED);
    assert_int_equal(post(help, "p1", "hello"), ERR_NONE);
    assert_int_equal(mode(help, "off"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_CHAT_CLOSED);
    assert_int_equal(post(help, "h1", "hello"), ERR_CHAT_CLOSED);
    help_room_free(&help);
}

static void a_pending_message_is_seen_by_its_author_and_staff(void **state)
{
    struct help_room *help = room_live();
    help_follow_person(help, "u2");
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(post(help, "u1", "secret word"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, "secret word");
    expect_view(help, HELP_STAFF, "chat/messages/8",
                "{'by':'u1','name':'Name u1','at':1700000000000,'text':'secret word','dir':'ltr',"
                "'pending':true}");
    expect_me(help, "u1", "chat",
              "{'pending':{'8':{'at':1700000000000,'text':'secret word','dir':'ltr'}}}");
    expect_me(help, "u2", "chat", "{'pending':{}}");
    assert_int_equal(post(help, "p1", "staff need no approval"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "chat/messages/9/text", "'staff need no approval'");
    help_room_free(&help);
}

static void an_approved_message_is_seen_by_all(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(on_message(help, "u1", "chat.approve", seq), ERR_PERMISSION_DENIED);
    assert_int_equal(on_message(help, "p1", "chat.approve", seq), ERR_PERMISSION_DENIED);
    assert_int_equal(on_message(help, "m1", "chat.approve", seq), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'chat':{'messages':{'8':{'pending':null}}}}");
    expect_patch(help, RINGS_INSIDE,
                 "{'chat':{'messages':{'8':{'by':'u1','name':'Name u1','at':1700000000000,"
                 "'text':'hello','dir':'ltr'}}}}");
    expect_patch_me(help, "u1", "{'chat':{'pending':{'8':null}}}");
    assert_int_equal(on_message(help, "m1", "chat.approve", seq), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void an_approved_message_makes_the_oldest_fall(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(post(help, "u1", "waiting"), ERR_NONE);
    int64_t seq = help_seq(help);
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++)
        assert_int_equal(post(help, "p1", "hello"), ERR_NONE);
    assert_int_equal(on_message(help, "m1", "chat.approve", seq), ERR_NONE);
    expect_message(help, RINGS_INSIDE, seq, "text", "'waiting'");
    expect_message(help, HELP_STAFF, seq + 1, "", NULL);
    expect_message(help, HELP_STAFF, seq + 2, "text", "'hello'");
    help_room_free(&help);
}

static void pending_messages_outlive_their_mode(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    int64_t seq = help_seq(help);
    assert_int_equal(mode(help, "open"), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "hello");
    assert_int_equal(on_message(help, "h1", "chat.approve", seq), ERR_NONE);
    expect_message(help, RINGS_INSIDE, seq, "text", "'hello'");
    help_room_free(&help);
}

static void a_person_has_five_pending_messages_at_most(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    for (int i = 0; i < 5; i++)
        assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_CHAT_WAITING);
    assert_int_equal(post(help, "u2", "hello"), ERR_NONE);
    assert_int_equal(on_message(help, "u1", "chat.delete", help_seq(help) - 1), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    help_room_free(&help);
}

static void the_list_of_pending_messages_is_bounded(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    for (int i = 0; i < BOUND_CHAT_WINDOW; i++) {
        char by[16];
        snprintf(by, sizeof by, "u%d", i / 5);
        assert_int_equal(post(help, by, "hello"), ERR_NONE);
    }
    assert_int_equal(post(help, "v1", "hello"), ERR_TOO_MANY_REQUESTS);
    help_room_free(&help);
}

static void authors_delete_their_own_and_moderators_any(void **state)
{
    static const struct {
        const char *by;
        enum err error;
    } cases[] = {{"u1", ERR_NONE},
                 {"m1", ERR_NONE},
                 {"h1", ERR_NONE},
                 {"system", ERR_NONE},
                 {"p1", ERR_PERMISSION_DENIED},
                 {"u2", ERR_PERMISSION_DENIED}};
    struct help_room *help = room_live();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(post(help, "u1", "a slip"), ERR_NONE);
        int64_t seq = help_seq(help);
        assert_int_equal(on_message(help, cases[i].by, "chat.delete", seq), cases[i].error);
        const char *left = cases[i].error ? "'a slip'" : NULL;
        expect_message(help, RINGS_INSIDE, seq, "text", left);
    }
    assert_int_equal(on_message(help, "h1", "chat.delete", 1), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "h1", "chat.delete", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_deleted_message_is_gone_from_every_byte(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(post(help, "u1", "a slip"), ERR_NONE);
    assert_int_equal(on_message(help, "m1", "chat.delete", help_seq(help)), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, "{'chat':{'messages':{'7':null}}}");
    expect_unseen(help, RINGS_INSIDE, "a slip");
    expect_unseen(help, HELP_STAFF, "a slip");
    help_room_free(&help);
}

static void a_pending_message_is_deleted_without_telling_the_others(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    static const char *const by[] = {"u1", "m1"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
        int64_t seq = help_seq(help);
        assert_int_equal(on_message(help, "u2", "chat.delete", seq), ERR_NOT_FOUND);
        assert_int_equal(on_message(help, "p1", "chat.delete", seq), ERR_PERMISSION_DENIED);
        assert_int_equal(on_message(help, by[i], "chat.delete", seq), ERR_NONE);
        expect_patch(help, RINGS_INSIDE, NULL);
        expect_view(help, HELP_STAFF, "chat/messages", "{}");
        expect_me(help, "u1", "chat/pending", "{}");
    }
    expect_patch_me(help, "m1", NULL);
    help_room_free(&help);
}

static void nobody_answers_a_pending_message(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(mode(help, "approve"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_NONE);
    assert_int_equal(reply(help, "u2", "yes?", help_seq(help)), ERR_NOT_FOUND);
    assert_int_equal(reply(help, "h1", "yes?", help_seq(help)), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void strangers_do_not_write(void **state)
{
    struct help_room *help = room_live();
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'members'}"), ERR_NONE);
    assert_int_equal(post(help, "u1", "hello"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* One step of one of eight people; most are refused for one reason or another. */
static void step(struct help_room *help, unsigned *seed)
{
    static const char *const people[] = {"u1", "u2", "u3", "u4", "p1", "m1", "h1", "system"};
    static const char *const modes[] = {"open", "slow", "approve", "approve", "staff", "off"};
    const char *by = people[(unsigned)rand_r(seed) % 8];
    int64_t back = (int64_t)((unsigned)rand_r(seed) % 130);
    int64_t seq = help_seq(help) > back ? help_seq(help) - back : 1;
    unsigned what = (unsigned)rand_r(seed) % 100;
    help_wait(help, (int64_t)((unsigned)rand_r(seed) % 4000));
    if (what < 55)
        post(help, by, "hello");
    else if (what < 70)
        reply(help, by, "yes", seq);
    else if (what < 82)
        on_message(help, by, "chat.approve", seq);
    else if (what < 90)
        on_message(help, by, "chat.delete", seq);
    else if (what < 97)
        help_sendf(help, by, "chat.edit", "{'message':%d,'text':'other'}", (int)seq);
    else
        mode(help, modes[(unsigned)rand_r(seed) % 6]);
}

static void copies_follow_through_random_histories(void **state)
{
    for (unsigned history = 1; history <= 4; history++) {
        unsigned seed = history;
        struct help_room *help = room_live();
        for (int i = 0; i < 400; i++)
            step(help, &seed);
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_see_a_message),
        cmocka_unit_test(a_message_has_text_within_its_bound),
        cmocka_unit_test(the_chat_is_closed_in_rehearsal_and_after_the_end),
        cmocka_unit_test(the_oldest_message_falls_out_of_the_window),
        cmocka_unit_test(an_old_message_is_answered_and_deleted),
        cmocka_unit_test(a_message_runs_the_way_its_author_says),
        cmocka_unit_test(a_clock_that_went_back_makes_nobody_wait),
        cmocka_unit_test(a_reply_to_a_reply_stands_under_the_first_message),
        cmocka_unit_test(a_reply_needs_a_message),
        cmocka_unit_test(slow_mode_refuses_a_second_message),
        cmocka_unit_test(slow_mode_leaves_staff_alone_and_ends_with_its_mode),
        cmocka_unit_test(modes_are_read_strictly),
        cmocka_unit_test(a_closed_chat_takes_messages_of_nobody_or_of_staff),
        cmocka_unit_test(a_pending_message_is_seen_by_its_author_and_staff),
        cmocka_unit_test(an_approved_message_is_seen_by_all),
        cmocka_unit_test(an_approved_message_makes_the_oldest_fall),
        cmocka_unit_test(pending_messages_outlive_their_mode),
        cmocka_unit_test(a_person_has_five_pending_messages_at_most),
        cmocka_unit_test(the_list_of_pending_messages_is_bounded),
        cmocka_unit_test(authors_delete_their_own_and_moderators_any),
        cmocka_unit_test(a_deleted_message_is_gone_from_every_byte),
        cmocka_unit_test(a_pending_message_is_deleted_without_telling_the_others),
        cmocka_unit_test(nobody_answers_a_pending_message),
        cmocka_unit_test(strangers_do_not_write),
        cmocka_unit_test(copies_follow_through_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
