/* SPDX-License-Identifier: Apache-2.0
 * server/features/question.c */
#include <stdio.h>

#include "features/question.h"
#include "help_webinar.h"

static enum err ask(struct help_room *help, const char *by, const char *text)
{
    return help_sendf(help, by, "question.ask", "{'text':'%s'}", text);
}

/* A question of u1; its seq. */
static int64_t ask_new(struct help_room *help)
{
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    return help_seq(help);
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

static void a_question_is_cleaned_and_bounded(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "question.ask", "{'op':'x','text':' Why? ','x':1}"), 0);
    expect_data(help, "{'text':'Why?'}");
    assert_int_equal(help_send(help, "u1", "question.ask", "{}"), ERR_BAD_REQUEST);
    assert_int_equal(ask(help, "u1", " "), ERR_TEXT_INVALID);
    char text[BOUND_QUESTION_CHARS + 2];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_int_equal(ask(help, "u1", text), ERR_TEXT_TOO_LONG);
    assert_int_equal(ask(help, "u1", text + 1), 0);
    help_room_free(&help);
}

static void people_ask_before_and_during_the_session_and_when_it_is_over(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.policy", "{'policy':'open'}"), 0);
    assert_int_equal(ask(help, "u1", "Early?"), 0);
    int64_t question = help_seq(help);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'rehearsal'}"), 0);
    assert_int_equal(ask(help, "u1", "Rehearsed?"), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'live'}"), 0);
    assert_int_equal(ask(help, "u1", "Live?"), 0);
    assert_int_equal(help_send(help, "system", "stage.phase", "{'to':'ended'}"), 0);
    assert_int_equal(ask(help, "u1", "Late?"), 0);
    assert_int_equal(act(help, "u1", "question.vote", question), 0);
    assert_int_equal(act(help, "u2", "question.unvote", question), 0);
    assert_int_equal(act(help, "system", "question.answer", question), 0);
    help_room_free(&help);
}

static void intake_decides_who_asks_and_who_votes(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask_new(help);
    assert_int_equal(help_send(help, "p1", "question.intake", "{'intake':'voting'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "question.intake", "{'intake':'ajar'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "question.intake", "{'intake':'voting'}"), 0);
    expect_view(help, RINGS_INSIDE, "question/intake", "'voting'");
    assert_int_equal(ask(help, "u2", "How?"), ERR_QUESTIONS_CLOSED);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    assert_int_equal(help_send(help, "h1", "question.intake", "{'intake':'closed'}"), 0);
    assert_int_equal(act(help, "u3", "question.vote", question), ERR_QUESTIONS_CLOSED);
    assert_int_equal(act(help, "u2", "question.unvote", question), ERR_QUESTIONS_CLOSED);
    assert_int_equal(act(help, "p1", "question.answer", question), 0);
    help_room_free(&help);
}

static void intake_keeps_moderation_unless_told(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "question",
                "{'intake':'open','moderated':false,'questions':{}}");
    moderate(help);
    assert_int_equal(help_send(help, "m1", "question.intake", "{'intake':'voting'}"), 0);
    expect_view(help, RINGS_INSIDE, "question",
                "{'intake':'voting','moderated':true,'questions':{}}");
    assert_int_equal(
        help_send(help, "m1", "question.intake", "{'intake':'open','moderated':false}"), 0);
    expect_view(help, RINGS_INSIDE, "question/moderated", "false");
    help_room_free(&help);
}

static void one_person_has_few_unanswered_questions(void **state)
{
    struct help_room *help = help_webinar_new();
    moderate(help);
    int64_t first = help_seq(help) + 1;
    for (int i = 0; i < BOUND_QUESTIONS_PENDING_PERSON; i++)
        assert_int_equal(ask(help, "u1", "Why?"), 0);
    assert_int_equal(ask(help, "u1", "Why?"), ERR_QUESTIONS_WAITING);
    assert_int_equal(ask(help, "u2", "Why?"), 0);
    assert_int_equal(act(help, "m1", "question.approve", first), 0);
    assert_int_equal(act(help, "m1", "question.take", first), 0);
    assert_int_equal(ask(help, "u1", "Why?"), ERR_QUESTIONS_WAITING);
    assert_int_equal(act(help, "m1", "question.answer", first), 0);
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    assert_int_equal(act(help, "m1", "question.dismiss", first + 1), 0);
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    assert_int_equal(ask(help, "u1", "Why?"), ERR_QUESTIONS_WAITING);
    help_room_free(&help);
}

static void moves_lead_where_the_table_says(void **state)
{
    static const struct {
        const char *before[3]; /* moves that bring a pending question into the state */
        const char *allowed;   /* the others are refused */
    } cases[] = {
        {{NULL}, "approve dismiss"},
        {{"question.approve"}, "take answer dismiss"},
        {{"question.approve", "question.take"}, "answer dismiss reopen"},
        {{"question.approve", "question.answer"}, "dismiss reopen"},
        {{"question.dismiss"}, "reopen"},
    };
    static const char *const moves[] = {"question.approve", "question.take", "question.answer",
                                        "question.dismiss", "question.reopen"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t m = 0; m < sizeof moves / sizeof moves[0]; m++) {
            struct help_room *help = help_webinar_new();
            moderate(help);
            int64_t question = ask_new(help);
            for (size_t b = 0; cases[i].before[b]; b++)
                assert_int_equal(act(help, "p1", cases[i].before[b], question), 0);
            bool allowed = strstr(cases[i].allowed, moves[m] + strlen("question."));
            assert_int_equal(act(help, "p1", moves[m], question),
                             allowed ? ERR_NONE : ERR_QUESTION_STATE);
            assert_int_equal(act(help, "u1", moves[m], question), ERR_PERMISSION_DENIED);
            assert_int_equal(act(help, "p1", moves[m], question + 100), ERR_NOT_FOUND);
            help_room_free(&help);
        }
    }
}

static void one_person_has_one_vote_and_may_withdraw_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask_new(help);
    assert_int_equal(act(help, "u2", "question.unvote", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    assert_int_equal(act(help, "u2", "question.vote", question), ERR_ALREADY_VOTED);
    assert_int_equal(act(help, "u1", "question.vote", question), 0);
    assert_int_equal(act(help, "p1", "question.vote", question), 0);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "votes"), "3");
    assert_int_equal(act(help, "u2", "question.unvote", question), 0);
    assert_int_equal(act(help, "u2", "question.unvote", question), ERR_NOT_FOUND);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "votes"), "2");
    assert_int_equal(act(help, "u2", "question.vote", question + 100), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u2", "question.vote", "{'question':0}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_hidden_question_takes_no_votes_and_is_not_betrayed(void **state)
{
    struct help_room *help = help_webinar_new();
    moderate(help);
    int64_t question = ask_new(help);
    assert_int_equal(act(help, "u2", "question.vote", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "p1", "question.vote", question), ERR_QUESTION_STATE);
    assert_int_equal(act(help, "p1", "question.approve", question), 0);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    assert_int_equal(act(help, "p1", "question.dismiss", question), 0);
    assert_int_equal(act(help, "u3", "question.vote", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "u2", "question.unvote", question), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void an_answered_question_takes_no_votes(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask_new(help);
    assert_int_equal(act(help, "p1", "question.take", question), 0);
    assert_int_equal(act(help, "u2", "question.vote", question), 0);
    assert_int_equal(act(help, "p1", "question.answer", question), 0);
    assert_int_equal(act(help, "u3", "question.vote", question), ERR_QUESTION_STATE);
    assert_int_equal(act(help, "u2", "question.unvote", question), ERR_QUESTION_STATE);
    help_room_free(&help);
}

static void a_written_answer_is_cleaned_and_bounded(void **state)
{
    struct help_room *help = help_webinar_new();
    long long question = (long long)ask_new(help);
    static const char data[] = "{'question':%lld,'text':'%s'}";
    char text[BOUND_ANSWER_CHARS + 2];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    assert_int_equal(help_sendf(help, "p1", "question.answer", data, question, text),
                     ERR_TEXT_TOO_LONG);
    assert_int_equal(help_sendf(help, "p1", "question.answer", data, question, " "),
                     ERR_TEXT_INVALID);
    assert_int_equal(help_sendf(help, "p1", "question.answer", data, question, " Because. "), 0);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "answer"),
                "{'by':'p1','name':'Name p1','at':1700000000000,'text':'Because.','dir':'ltr'}");
    help_room_free(&help);
}

static void a_room_holds_so_many_questions_that_are_not_dismissed(void **state)
{
    static const struct feature *const questions_only[] = {&question_feature, NULL};
    static const char text[] = "{\"text\":\"Why?\"}", first[] = "{\"question\":1}";
    struct help_alone *alone = help_alone_new("webinar:w1", questions_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    for (int i = 0; i < BOUND_QUESTIONS; i++) {
        char by[16];
        snprintf(by, sizeof by, "u%d", i);
        assert_int_equal(help_apply(room, by, "question.ask", text), ERR_NONE);
    }
    assert_int_equal(help_apply(room, "v", "question.ask", text), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_apply(room, "system", "question.dismiss", first), ERR_NONE);
    assert_int_equal(help_apply(room, "v", "question.ask", text), ERR_NONE);
    assert_int_equal(help_apply(room, "system", "question.reopen", first), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_apply(room, "w", "question.ask", text), ERR_LIMIT_EXCEEDED);
    room_free(&room);
    help_alone_free(&alone);
}

/* A dismissed question frees its place; a bounded number is kept, and the oldest is forgotten. */
static void the_oldest_dismissed_question_is_forgotten(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = ask_new(help);
    assert_int_equal(act(help, "u2", "question.vote", first), 0);
    assert_int_equal(act(help, "m1", "question.dismiss", first), 0);
    assert_int_equal(act(help, "m1", "question.reopen", first), 0);
    int64_t second = ask_new(help);
    assert_int_equal(act(help, "m1", "question.dismiss", second), 0);
    assert_int_equal(act(help, "m1", "question.dismiss", first), 0);
    for (int i = 2; i < BOUND_QUESTIONS_DISMISSED; i++)
        assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
    expect_view(help, HELP_STAFF, help_path("question/questions", second, "state"), "'dismissed'");
    assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
    expect_view(help, HELP_STAFF, help_path("question/questions", second, ""), NULL);
    expect_me(help, "u1", help_path("question/mine", second, ""), NULL);
    expect_me(help, "u2", help_path("question/votes", first, ""), "true");
    assert_int_equal(act(help, "m1", "question.reopen", second), ERR_NOT_FOUND);
    expect_me(help, "u1", help_path("question/mine", first, "state"), "'dismissed'");
    help_room_free(&help);
}

/* What the event of a dismissal says is taken back by a later one about the same question; whoever
 * is behind hears of the forgotten ones from that. */
static void staff_who_are_behind_keep_none_that_was_forgotten(void **state)
{
    static const char *const ends[] = {"question.dismiss", "question.edit", "question.withdraw"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct help_room *help = help_webinar_new();
        for (int n = 0; n < BOUND_QUESTIONS_DISMISSED; n++)
            assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
        int64_t question = ask_new(help);
        for (int again = 0; again < 2; again++) {
            assert_int_equal(act(help, "m1", "question.dismiss", question), 0);
            assert_int_equal(act(help, "m1", "question.reopen", question), 0);
            assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
        }
        if (i == 1)
            assert_int_equal(help_sendf(help, "u1", "question.edit",
                                        "{'question':%d,'text':'Otherwise?'}", (int)question),
                             0);
        else
            assert_int_equal(act(help, i ? "u1" : "m1", ends[i], question), 0);
        help_room_free(&help);
    }
}

/* Each of its dismissals may have made another be forgotten, which is told again and again. */
static void a_question_is_not_reopened_for_ever(void **state)
{
    struct help_room *help = help_webinar_new();
    for (int n = 0; n < BOUND_QUESTIONS_DISMISSED; n++)
        assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
    int64_t question = ask_new(help);
    for (int n = 1; n < BOUND_QUESTION_RETURNS; n++) {
        assert_int_equal(act(help, "m1", "question.dismiss", question), 0);
        assert_int_equal(act(help, "m1", "question.reopen", question), 0);
        assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
    }
    assert_int_equal(act(help, "m1", "question.dismiss", question), 0);
    assert_int_equal(act(help, "m1", "question.reopen", question), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static void votes_of_a_forgotten_question_are_nobodys(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = ask_new(help);
    assert_int_equal(act(help, "u2", "question.vote", first), 0);
    assert_int_equal(act(help, "m1", "question.dismiss", first), 0);
    expect_me(help, "u2", help_path("question/votes", first, ""), "true");
    for (int i = 0; i < BOUND_QUESTIONS_DISMISSED; i++)
        assert_int_equal(act(help, "m1", "question.dismiss", ask_new(help)), 0);
    expect_me(help, "u2", "question/votes", "{}");
    help_room_free(&help);
}

static void a_participant_has_a_share_of_the_questions(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t first = help_seq(help) + 1;
    for (int i = 0; i < BOUND_QUESTIONS_PERSON; i++)
        assert_int_equal(act(help, "p1", "question.answer", ask_new(help)), 0);
    assert_int_equal(ask(help, "u1", "Why?"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(ask(help, "u2", "Why?"), 0);
    assert_int_equal(act(help, "p1", "question.dismiss", first), 0);
    assert_int_equal(ask(help, "u1", "Why?"), 0);
    help_room_free(&help);
}

/* `count` of the longest characters. */
static const char *longest(int count)
{
    static char text[4 * BOUND_ANSWER_CHARS + 1];
    for (int i = 0; i < count; i++)
        memcpy(text + 4 * i, "\xf0\x9f\x9a\x80", 4);
    text[4 * count] = 0;
    return text;
}

static enum err apply_text(struct room *room, const char *by, int64_t question, int chars)
{
    char data[100 + 4 * BOUND_ANSWER_CHARS];
    snprintf(data, sizeof data, "{\"question\":%lld,\"text\":\"%s\"}", (long long)question,
             longest(chars));
    return help_apply(room, by, question ? "question.answer" : "question.ask", data);
}

static void the_longest_questions_and_answers_fit_into_a_view(void **state)
{
    static const struct feature *const questions_only[] = {&question_feature, NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", questions_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    int questions = 0, answers = 0;
    char by[BOUND_ID_BYTES + 1];
    do {
        snprintf(by, sizeof by, "%064d", ++questions);
    } while (questions <= BOUND_QUESTIONS && !apply_text(room, by, 0, BOUND_QUESTION_CHARS));
    assert_in_range(questions, BOUND_QUESTIONS / 2, BOUND_QUESTIONS);
    while (!apply_text(room, "system", ++answers, BOUND_ANSWER_CHARS))
        continue;
    assert_in_range(answers, 200, questions - 1);
    struct buffer view;
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_view(room, &(struct viewer){HELP_STAFF, 0}, NULL, &view);
    assert_in_range(view.len, BOUND_ANSWERS_BYTES, BOUND_QUESTIONS_BYTES + BOUND_ANSWERS_BYTES);
    buffer_done(&view);
    /* What is dismissed gives the room of its answer back, and its own. */
    assert_int_equal(help_apply(room, "system", "question.dismiss", "{\"question\":1}"), 0);
    assert_int_equal(apply_text(room, "system", answers, BOUND_ANSWER_CHARS), 0);
    assert_int_equal(apply_text(room, "v", 0, BOUND_QUESTION_CHARS), 0);
    room_free(&room);
    help_alone_free(&alone);
}

static void questions_and_answers_run_the_way_their_authors_say(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'C?','dir':'rtl'}"), 0);
    int64_t question = help_seq(help);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "dir"), "'rtl'");
    assert_int_equal(help_sendf(help, "p1", "question.answer",
                                "{'question':%lld,'text':'C.','dir':'rtl'}", (long long)question),
                     0);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "answer/dir"),
                "'rtl'");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_cleaned_and_bounded),
        cmocka_unit_test(people_ask_before_and_during_the_session_and_when_it_is_over),
        cmocka_unit_test(intake_decides_who_asks_and_who_votes),
        cmocka_unit_test(intake_keeps_moderation_unless_told),
        cmocka_unit_test(one_person_has_few_unanswered_questions),
        cmocka_unit_test(moves_lead_where_the_table_says),
        cmocka_unit_test(one_person_has_one_vote_and_may_withdraw_it),
        cmocka_unit_test(a_hidden_question_takes_no_votes_and_is_not_betrayed),
        cmocka_unit_test(an_answered_question_takes_no_votes),
        cmocka_unit_test(a_written_answer_is_cleaned_and_bounded),
        cmocka_unit_test(a_room_holds_so_many_questions_that_are_not_dismissed),
        cmocka_unit_test(the_oldest_dismissed_question_is_forgotten),
        cmocka_unit_test(staff_who_are_behind_keep_none_that_was_forgotten),
        cmocka_unit_test(a_question_is_not_reopened_for_ever),
        cmocka_unit_test(votes_of_a_forgotten_question_are_nobodys),
        cmocka_unit_test(a_participant_has_a_share_of_the_questions),
        cmocka_unit_test(the_longest_questions_and_answers_fit_into_a_view),
        cmocka_unit_test(questions_and_answers_run_the_way_their_authors_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
