/* SPDX-License-Identifier: Apache-2.0
 * server/features/question_own.c */
#include <stdio.h>

#include "help_webinar.h"

static int64_t ask(struct help_room *help, const char *by, const char *text)
{
    assert_int_equal(help_sendf(help, by, "question.ask", "{'text':'%s'}", text), ERR_NONE);
    return help_seq(help);
}

static enum err edit(struct help_room *help, const char *by, int64_t question, const char *text)
{
    return help_sendf(help, by, "question.edit", "{'question':%d,'text':'%s'}", (int)question,
                      text);
}

static enum err withdraw_question(struct help_room *help, const char *by, int64_t question)
{
    return help_act(help, by, "question.withdraw", "question", question);
}

static enum err intake(struct help_room *help, const char *moderated, const char *anonymous)
{
    return help_sendf(help, "m1", "question.intake",
                      "{'intake':'open','moderated':%s,'anonymous':%s}", moderated, anonymous);
}

static void everybody_sees_the_new_text_and_that_it_was_changed(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "Wen?");
    help_wait(help, 5000);
    assert_int_equal(edit(help, "u1", question, "When?"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "text"), "'When?'");
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "edited"),
                "1700000005000");
    expect_unseen(help, RINGS_INSIDE, "Wen?");
    help_room_free(&help);
}

/* People voted for what it asks: they see that it was changed, and may take their vote back. */
static void votes_stay_with_an_edited_question(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "Wen?");
    assert_int_equal(help_act(help, "u2", "question.vote", "question", question), ERR_NONE);
    assert_int_equal(edit(help, "u1", question, "When?"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, "votes"), "1");
    assert_int_equal(help_act(help, "u2", "question.unvote", "question", question), ERR_NONE);
    help_room_free(&help);
}

static void what_was_approved_waits_again(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(intake(help, "true", "false"), ERR_NONE);
    int64_t question = ask(help, "u1", "When?");
    assert_int_equal(edit(help, "u1", question, "When then?"), ERR_NONE);
    expect_me(help, "u1", help_path("question/mine", question, "text"), "'When then?'");
    assert_int_equal(help_act(help, "m1", "question.approve", "question", question), ERR_NONE);
    assert_int_equal(edit(help, "u1", question, "An insult"), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "An insult");
    expect_view(help, RINGS_INSIDE, help_path("question/questions", question, ""), NULL);
    expect_view(help, HELP_STAFF, help_path("question/questions", question, "state"), "'pending'");
    expect_me(help, "u1", help_path("question/mine", question, "state"), "'pending'");
    help_room_free(&help);
}

static void it_is_its_authors_alone_and_only_while_it_waits(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "When?");
    static const char *const others[] = {"u2", "p1", "m1", "h1"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(edit(help, others[i], question, "Mine"), ERR_PERMISSION_DENIED);
        assert_int_equal(withdraw_question(help, others[i], question), ERR_PERMISSION_DENIED);
    }
    assert_int_equal(edit(help, "u1", question, " "), ERR_TEXT_INVALID);
    assert_int_equal(edit(help, "u1", question + 1, "When?"), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "p1", "question.take", "question", question), ERR_NONE);
    assert_int_equal(edit(help, "u1", question, "Now?"), ERR_QUESTION_STATE);
    assert_int_equal(withdraw_question(help, "u1", question), ERR_QUESTION_STATE);
    assert_int_equal(help_act(help, "p1", "question.reopen", "question", question), ERR_NONE);
    for (int i = 0; i < BOUND_QUESTION_EDITS; i++)
        assert_int_equal(edit(help, "u1", question, "Now?"), ERR_NONE);
    assert_int_equal(edit(help, "u1", question, "Now?"), ERR_LIMIT_EXCEEDED);
    /* What is hidden from others they do not learn of. */
    assert_int_equal(intake(help, "true", "false"), ERR_NONE);
    int64_t hidden = ask(help, "u1", "Where?");
    assert_int_equal(edit(help, "u2", hidden, "Mine"), ERR_NOT_FOUND);
    assert_int_equal(withdraw_question(help, "u2", hidden), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_withdrawn_question_is_gone_and_its_place_free(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "When?");
    assert_int_equal(edit(help, "u1", question, "A slip"), ERR_NONE);
    for (int i = 1; i < BOUND_QUESTIONS_PENDING_PERSON; i++)
        (void)ask(help, "u1", "And?");
    assert_int_equal(help_act(help, "u2", "question.vote", "question", question), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'More?'}"),
                     ERR_QUESTIONS_WAITING);
    assert_int_equal(withdraw_question(help, "u1", question), ERR_NONE);
    expect_unseen(help, HELP_STAFF, "A slip");
    expect_view(help, HELP_STAFF, help_path("question/questions", question, ""), NULL);
    expect_me(help, "u2", "question/votes", "{}");
    assert_int_equal(withdraw_question(help, "u1", question), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'More?'}"), ERR_NONE);
    help_room_free(&help);
}

/* What hid it is taken back by whatever hides it again: whoever is behind hears it from that. */
static void who_is_behind_hears_that_what_they_saw_is_hidden(void **state)
{
    static const char *const ends[] = {"question.edit", "question.dismiss", "question.withdraw",
                                       "question.uncomment"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct help_room *help = help_webinar_new();
        int64_t question = ask(help, "u1", "When?");
        assert_int_equal(intake(help, "true", "false"), ERR_NONE);
        assert_int_equal(help_sendf(help, "m1", "question.comment", "{'question':%d,'text':'Hm'}",
                                    (int)question),
                         ERR_NONE);
        int64_t comment = help_seq(help);
        assert_int_equal(edit(help, "u1", question, "An insult"), ERR_NONE);
        assert_int_equal(help_sendf(help, i % 2 ? "m1" : "u1", ends[i],
                                    "{'question':%d,'text':'More','comment':%d}", (int)question,
                                    (int)comment),
                         ERR_NONE);
        expect_view(help, RINGS_INSIDE, help_path("question/questions", question, ""), NULL);
        help_tally(help);
        help_room_free(&help);
    }
}

/* Under the pseudonym, so that nobody learns whose it is. */
static void who_asked_without_a_name_edits_and_withdraws_too(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(intake(help, "false", "true"), ERR_NONE);
    help_follow_person(help, "u1");
    help_follow_person(help, "u2");
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'Wen?','anonymous':true}"),
                     ERR_NONE);
    int64_t question = help_seq(help);
    expect_me(help, "u1", help_path("question/mine", question, ""), "{'anonymous':true}");
    expect_me(help, "u2", "question/mine", "{}");
    assert_int_equal(edit(help, "u2", question, "Mine"), ERR_PERMISSION_DENIED);
    assert_int_equal(edit(help, "u1", question, "When?"), ERR_NONE);
    expect_unseen(help, HELP_STAFF, "u1");
    assert_int_equal(intake(help, "true", "true"), ERR_NONE);
    assert_int_equal(edit(help, "u1", question, "When then?"), ERR_NONE);
    expect_me(help, "u1", help_path("question/mine", question, "text"), "'When then?'");
    assert_int_equal(help_act(help, "m1", "question.approve", "question", question), ERR_NONE);
    expect_me(help, "u1", help_path("question/mine", question, ""), "{'anonymous':true}");
    assert_int_equal(withdraw_question(help, "u1", question), ERR_NONE);
    expect_me(help, "u1", "question/mine", "{}");
    expect_view(help, HELP_STAFF, "question/questions", "{}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_sees_the_new_text_and_that_it_was_changed),
        cmocka_unit_test(votes_stay_with_an_edited_question),
        cmocka_unit_test(what_was_approved_waits_again),
        cmocka_unit_test(it_is_its_authors_alone_and_only_while_it_waits),
        cmocka_unit_test(a_withdrawn_question_is_gone_and_its_place_free),
        cmocka_unit_test(who_is_behind_hears_that_what_they_saw_is_hidden),
        cmocka_unit_test(who_asked_without_a_name_edits_and_withdraws_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
