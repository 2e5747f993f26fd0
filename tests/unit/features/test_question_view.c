/* SPDX-License-Identifier: Apache-2.0
 * server/features/question_view.c */
#include <stdio.h>

#include "features/question.h"
#include "help_webinar.h"

static enum err ask(struct help_room *help, const char *by, const char *text)
{
    return help_sendf(help, by, "question.ask", "{'text':'%s'}", text);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t question)
{
    return help_act(help, by, type, "question", question);
}

static void moderate(struct help_room *help)
{
    assert_int_equal(help_send(help, "m1", "question.intake", "{'intake':'open','moderated':true}"),
                     0);
}

/* A pending question of u1; its seq. */
static int64_t pending_new(struct help_room *help)
{
    moderate(help);
    assert_int_equal(ask(help, "u1", "Secret?"), 0);
    return help_seq(help);
}

static const char *shown(int64_t question, const char *member)
{
    return help_path("question/questions", question, member);
}

static void an_open_question_is_seen_by_all(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(ask(help, "u1", "لماذا؟"), 0);
    int64_t question = help_seq(help);
    static const char json[] = "{'by':'u1','name':'Name u1','at':1700000000000,'text':'لماذا؟',"
                               "'dir':'rtl','votes':0,'state':'open'}";
    expect_view(help, RINGS_INSIDE, shown(question, ""), json);
    expect_view(help, HELP_STAFF, shown(question, ""), json);
    expect_me(help, "u1", "question", "{'votes':{},'mine':{}}");
    expect_patch_me(help, "u1", NULL);
    help_room_free(&help);
}

static void a_pending_question_is_seen_by_staff_and_its_author(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = pending_new(help);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, "Secret");
    expect_view(help, HELP_STAFF, shown(question, "state"), "'pending'");
    expect_me(help, "u1", help_path("question/mine", question, ""),
              "{'at':1700000000000,'text':'Secret?','dir':'ltr','state':'pending'}");
    help_follow_person(help, "u2");
    expect_me(help, "u2", "question/mine", "{}");
    assert_int_equal(act(help, "m1", "question.approve", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'open'");
    expect_me(help, "u1", "question/mine", "{}");
    help_room_free(&help);
}

static void dismissing_a_pending_question_says_nothing_to_participants(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = pending_new(help);
    assert_int_equal(act(help, "m1", "question.dismiss", question), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, shown(question, "state"), "'dismissed'");
    expect_me(help, "u1", help_path("question/mine", question, "state"), "'dismissed'");
    assert_int_equal(act(help, "m1", "question.reopen", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "text"), "'Secret?'");
    expect_me(help, "u1", "question/mine", "{}");
    help_room_free(&help);
}

static void a_dismissed_question_goes_and_returns_with_its_votes(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    int64_t question = help_seq(help);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_me(help, "u2", help_path("question/votes", question, ""), "true");
    assert_int_equal(act(help, "p1", "question.dismiss", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, ""), NULL);
    expect_view(help, HELP_STAFF, shown(question, "votes"), "1");
    expect_me(help, "u1", help_path("question/mine", question, "state"), "'dismissed'");
    assert_int_equal(act(help, "p1", "question.reopen", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "votes"), "1");
    assert_int_equal(act(help, "u2", "question.unvote", question), 0);
    expect_me(help, "u2", "question/votes", "{}");
    help_room_free(&help);
}

static void an_answer_stands_with_its_question_until_it_is_reopened(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    int64_t question = help_seq(help);
    assert_int_equal(act(help, "p1", "question.take", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'answering'");
    help_wait(help, 1000);
    assert_int_equal(help_sendf(help, "p1", "question.answer",
                                "{'question':%lld,'text':'Because.'}", (long long)question),
                     0);
    expect_view(help, RINGS_INSIDE, shown(question, "answer"),
                "{'by':'p1','name':'Name p1','at':1700000001000,'text':'Because.','dir':'ltr'}");
    assert_int_equal(act(help, "m1", "question.reopen", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "answer"), NULL);
    assert_int_equal(act(help, "m1", "question.answer", question), 0);
    expect_view(help, RINGS_INSIDE, shown(question, "answer"),
                "{'by':'m1','name':'Name m1','at':1700000001000}");
    expect_unseen(help, RINGS_INSIDE, "Because");
    help_room_free(&help);
}

/* Applies without telling anybody. */
static void apply(struct room *room, const char *by, const char *type, const char *data)
{
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .room = room_name(room),
                                                    .type = slice_of(type),
                                                    .by = slice_of(by),
                                                    .text = slice_of(data)});
    assert_non_null(entry);
    assert_int_equal(room_apply(room, entry), ERR_NONE);
    entry_unref(&entry);
}

static void expect_tally(struct room *room, struct rings rings, bool all, const char *json)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    bool made = room_tally(room, &(struct viewer){.rings = rings}, all, &text);
    assert_int_equal(made, json != NULL);
    if (json)
        assert_true(slice_is(buffer_slice(&text), json));
    buffer_done(&text);
}

static void a_dismissed_question_is_in_no_tally_of_participants(void **state)
{
    static const struct feature *const questions_only[] = {&question_feature, NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", questions_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    apply(room, "u1", "question.ask", "{\"text\":\"a\"}");
    apply(room, "u1", "question.ask", "{\"text\":\"b\"}");
    apply(room, "u2", "question.vote", "{\"question\":1}");
    apply(room, "u2", "question.vote", "{\"question\":2}");
    apply(room, "system", "question.dismiss", "{\"question\":1}");
    static const char both[] =
        "{\"question\":{\"questions\":{\"1\":{\"votes\":1},\"2\":{\"votes\":1}}}}";
    static const char second[] = "{\"question\":{\"questions\":{\"2\":{\"votes\":1}}}}";
    expect_tally(room, HELP_STAFF, false, both);
    expect_tally(room, RINGS_INSIDE, false, second);
    room_tally_sent(room);
    expect_tally(room, HELP_STAFF, false, NULL);
    expect_tally(room, RINGS_INSIDE, true, second);
    apply(room, "u2", "question.unvote", "{\"question\":2}");
    expect_tally(room, RINGS_INSIDE, false, "{\"question\":{\"questions\":{\"2\":{\"votes\":0}}}}");
    room_free(&room);
    help_alone_free(&alone);
}

static void command_random(struct help_room *help, unsigned *seed, int64_t first)
{
    static const char *const staff[] = {"question.approve", "question.take",   "question.answer",
                                        "question.dismiss", "question.reopen", "question.answer"};
    static const char *const people[] = {"question.vote", "question.unvote"};
    char person[16];
    int64_t question = first + help_roll(seed, 60);
    snprintf(person, sizeof person, "u%u", help_roll(seed, 8));
    unsigned what = help_roll(seed, 14);
    if (what == 12)
        help_sendf(help, person, "question.edit", "{'question':%lld,'text':'How?'}",
                   (long long)question);
    else if (what == 13)
        act(help, person, "question.withdraw", question);
    else if (what == 0 && help_roll(seed, 2))
        ask(help, person, "Why?");
    else if (what == 0)
        help_send(help, person, "question.ask", "{'text':'Why?','anonymous':true}");
    else if (what == 1)
        help_sendf(help, "p1", "question.answer", "{'question':%lld,'text':'So.'}",
                   (long long)question);
    else if (what == 2)
        help_sendf(help, "m1", "question.intake", "{'intake':'%s','moderated':%s,'anonymous':%s}",
                   help_roll(seed, 4) ? "open" : "voting", help_roll(seed, 2) ? "true" : "false",
                   help_roll(seed, 4) ? "true" : "false");
    else if (what < 7)
        act(help, "p1", staff[help_roll(seed, 6)], question);
    else
        act(help, person, people[help_roll(seed, 2)], question);
}

static void every_copy_is_true_after_a_random_history(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = help_seq(help) + 1;
    unsigned seed = 7;
    for (int step = 0; step < 4000; step++) {
        help_wait(help, 100);
        command_random(help, &seed, first);
    }
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_open_question_is_seen_by_all),
        cmocka_unit_test(a_pending_question_is_seen_by_staff_and_its_author),
        cmocka_unit_test(dismissing_a_pending_question_says_nothing_to_participants),
        cmocka_unit_test(a_dismissed_question_goes_and_returns_with_its_votes),
        cmocka_unit_test(an_answer_stands_with_its_question_until_it_is_reopened),
        cmocka_unit_test(a_dismissed_question_is_in_no_tally_of_participants),
        cmocka_unit_test(every_copy_is_true_after_a_random_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
