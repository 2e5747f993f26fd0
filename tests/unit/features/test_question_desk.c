/* SPDX-License-Identifier: Apache-2.0
 * server/features/question_desk.c, question_move.c, question_merge.c, question_comment.c, and what
 * each sees for themselves: question_me.c */
#include <stdio.h>

#include "features/question.h"
#include "help_webinar.h"

/* What must be in no byte of anybody but staff and who it is for. */
#define CANARY "canary-4711"

static int64_t ask(struct help_room *help, const char *by, const char *more)
{
    assert_int_equal(help_sendf(help, by, "question.ask", "{'text':'Why?'%s}", more), ERR_NONE);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t question)
{
    return help_act(help, by, type, "question", question);
}

static enum err merge(struct help_room *help, int64_t question, int64_t into)
{
    return help_sendf(help, "m1", "question.merge", "{'question':%d,'into':%d}", (int)question,
                      (int)into);
}

static enum err intake(struct help_room *help, const char *more)
{
    return help_sendf(help, "m1", "question.intake", "{'intake':'open'%s}", more);
}

static enum err answer(struct help_room *help, const char *type, int64_t question, const char *more)
{
    return help_sendf(help, "p1", type, "{'question':%d,'text':'" CANARY "'%s}", (int)question,
                      more);
}

static const char *shown(int64_t question, const char *member)
{
    return help_path("question/questions", question, member);
}

static const char *mine(int64_t question, const char *member)
{
    return help_path("question/mine", question, member);
}

static void an_answer_in_private_is_its_askers_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    help_follow_person(help, "u2");
    assert_int_equal(answer(help, "question.answer", question, ",'private':true"), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    expect_patch_me(help, "u2", NULL);
    expect_me(help, "u1", mine(question, ""), "{'answer':{'text':'" CANARY "','dir':'ltr'}}");
    expect_view(help, RINGS_INSIDE, shown(question, "answer"),
                "{'by':'p1','name':'Name p1','at':1700000000000,'private':true}");
    expect_view(help, HELP_STAFF, shown(question, "answer/text"), "'" CANARY "'");
    assert_int_equal(act(help, "p1", "question.reopen", question), ERR_NONE);
    expect_me(help, "u1", "question/mine", "{}");
    assert_int_equal(
        help_sendf(help, "p1", "question.answer", "{'question':%d,'private':true}", (int)question),
        ERR_BAD_REQUEST);
    help_room_free(&help);
}

/* Through the veil: staff answer the pseudonym. */
static void who_asked_without_a_name_is_answered_alone_too(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(intake(help, ",'anonymous':true"), ERR_NONE);
    int64_t question = ask(help, "u1", ",'anonymous':true");
    help_follow_person(help, "u2");
    assert_int_equal(answer(help, "question.answer", question, ",'private':true"), ERR_NONE);
    expect_me(help, "u1", mine(question, ""),
              "{'anonymous':true,'answer':{'text':'" CANARY "','dir':'ltr'}}");
    expect_me(help, "u2", "question/mine", "{}");
    expect_unseen(help, RINGS_INSIDE, CANARY);
    expect_unseen(help, HELP_STAFF, "u1");
    help_room_free(&help);
}

static void an_answer_is_given_other_words_and_other_readers(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    assert_int_equal(answer(help, "question.amend", question, ""), ERR_QUESTION_STATE);
    assert_int_equal(help_sendf(help, "p1", "question.answer", "{'question':%d,'text':'Becuase'}",
                                (int)question),
                     ERR_NONE);
    help_wait(help, 5000);
    assert_int_equal(
        help_sendf(help, "m1", "question.amend", "{'question':%d,'text':'Because'}", (int)question),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "answer"),
                "{'by':'m1','name':'Name m1','at':1700000000000,'text':'Because','dir':'ltr',"
                "'edited':1700000005000}");
    expect_unseen(help, RINGS_INSIDE, "Becuase");
    assert_int_equal(answer(help, "question.amend", question, ",'private':true"), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "Because");
    expect_unseen(help, RINGS_INSIDE, CANARY);
    expect_me(help, "u1", mine(question, "answer/text"), "'" CANARY "'");
    assert_int_equal(answer(help, "question.amend", question, ""), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    assert_int_equal(answer(help, "question.amend", question, ",'private':false"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "answer/text"), "'" CANARY "'");
    expect_me(help, "u1", "question/mine", "{}");
    assert_int_equal(answer(help, "question.amend", question + 50, ""), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void one_of_staff_takes_charge_and_no_participant_hears_of_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    assert_int_equal(act(help, "m1", "question.claim", question), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, shown(question, "claim"), "{'by':'m1','at':1700000000000}");
    assert_int_equal(act(help, "m1", "question.claim", question), ERR_ALREADY_EXISTS);
    assert_int_equal(act(help, "p1", "question.claim", question), ERR_QUESTION_CLAIMED);
    static const char give[] = "{'question':%d,'whom':'%s'}";
    assert_int_equal(help_sendf(help, "h1", "question.claim", give, (int)question, "u2"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "h1", "question.claim", give, (int)question, "p1"), ERR_NONE);
    expect_view(help, HELP_STAFF, shown(question, "claim/by"), "'p1'");
    assert_int_equal(act(help, "h1", "question.unclaim", question), ERR_NONE);
    assert_int_equal(act(help, "h1", "question.unclaim", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "p1", "question.claim", question), ERR_NONE);
    assert_int_equal(act(help, "p1", "question.answer", question), ERR_NONE);
    expect_view(help, HELP_STAFF, shown(question, "claim"), NULL);
    assert_int_equal(act(help, "p1", "question.claim", question), ERR_QUESTION_STATE);
    help_room_free(&help);
}

static void tags_are_words_of_the_room(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    static const char tag[] = "{'question':%d,'tags':%s}";
    assert_int_equal(help_sendf(help, "p1", "question.tag", tag, (int)question, "['law']"),
                     ERR_TAG_UNKNOWN);
    assert_int_equal(help_send(help, "p1", "question.tags", "{'tags':['law']}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "question.tags", "{'tags':['law',' tools ','law','a']}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/tags", "['law','tools','a']");
    assert_int_equal(help_sendf(help, "p1", "question.tag", tag, (int)question, "['tools','law']"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "tags"), "['tools','law']");
    assert_int_equal(
        help_sendf(help, "p1", "question.tag", tag, (int)question, "['a','law','tools','a']"),
        ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "m1", "question.tags", "{'tags':[]}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "tags"), "['tools','law']");
    assert_int_equal(help_sendf(help, "p1", "question.tag", tag, (int)question, "[]"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "tags"), NULL);
    help_room_free(&help);
}

static void the_pin_goes_with_what_it_points_to(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", ""), other = ask(help, "u2", "");
    char pinned[24];
    assert_int_equal(help_send(help, "p1", "question.pin", "{}"), ERR_NOT_FOUND);
    assert_int_equal(act(help, "p1", "question.pin", question), ERR_NONE);
    snprintf(pinned, sizeof pinned, "%lld", (long long)question);
    expect_view(help, RINGS_INSIDE, "question/pin", pinned);
    assert_int_equal(act(help, "p1", "question.answer", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/pin", pinned);
    assert_int_equal(act(help, "p1", "question.dismiss", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/pin", NULL);
    assert_int_equal(act(help, "p1", "question.pin", question), ERR_QUESTION_STATE);
    assert_int_equal(act(help, "p1", "question.pin", other), ERR_NONE);
    assert_int_equal(help_send(help, "p1", "question.pin", "{}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/pin", NULL);
    help_room_free(&help);
}

static void the_author_alone_is_told_why_a_question_was_dismissed(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    assert_int_equal(help_sendf(help, "m1", "question.dismiss",
                                "{'question':%d,'reason':'" CANARY "'}", (int)question),
                     ERR_NONE);
    expect_me(help, "u1", mine(question, "reason"), "{'text':'" CANARY "','dir':'ltr'}");
    expect_view(help, HELP_STAFF, shown(question, "reason/text"), "'" CANARY "'");
    expect_unseen(help, RINGS_INSIDE, CANARY);
    assert_int_equal(act(help, "m1", "question.reopen", question), ERR_NONE);
    expect_me(help, "u1", "question/mine", "{}");
    expect_view(help, HELP_STAFF, shown(question, "reason"), NULL);
    help_room_free(&help);
}

static void who_is_silenced_asks_no_more_and_nobody_learns_who(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char nameless[] = "{'text':'Again?','anonymous':true}";
    assert_int_equal(intake(help, ",'anonymous':true"), ERR_NONE);
    int64_t question = ask(help, "u1", ",'anonymous':true");
    help_follow_person(help, "u2");
    assert_int_equal(act(help, "p1", "question.silence", question), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "m1", "question.silence", question), ERR_NONE);
    expect_unseen(help, HELP_STAFF, "u1");
    expect_me(help, "u1", "question/silenced_nameless", "true");
    expect_me(help, "u1", "question/silenced", NULL);
    expect_me(help, "u2", "question/silenced_nameless", NULL);
    expect_view(help, RINGS_INSIDE, "question/silenced", NULL);
    assert_int_equal(act(help, "m1", "question.silence", question), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "u1", "question.ask", nameless), ERR_QUESTION_SILENCED);
    assert_int_equal(
        help_sendf(help, "u1", "question.edit", "{'question':%d,'text':'x'}", (int)question),
        ERR_QUESTION_SILENCED);
    assert_int_equal(help_send(help, "u2", "question.ask", nameless), ERR_NONE);
    int64_t named = ask(help, "u1", "");
    assert_int_equal(act(help, "m1", "question.silence", named), ERR_NONE);
    expect_me(help, "u1", "question/silenced", "true");
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'Why?'}"),
                     ERR_QUESTION_SILENCED);
    assert_int_equal(act(help, "m1", "question.unsilence", question), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "question.ask", nameless), ERR_NONE);
    assert_int_equal(act(help, "m1", "question.unsilence", question), ERR_NOT_FOUND);
    int64_t staff = ask(help, "p1", "");
    assert_int_equal(act(help, "h1", "question.silence", staff), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void votes_of_merged_questions_are_united_and_taken_apart_exactly(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t into = ask(help, "u1", ""), question = ask(help, "u2", "");
    static const struct {
        const char *who;
        bool first, second;
    } votes[] = {{"u3", true, false}, {"u4", true, true}, {"u5", false, true}};
    for (size_t i = 0; i < 3; i++) {
        if (votes[i].first)
            assert_int_equal(act(help, votes[i].who, "question.vote", into), ERR_NONE);
        if (votes[i].second)
            assert_int_equal(act(help, votes[i].who, "question.vote", question), ERR_NONE);
    }
    assert_int_equal(merge(help, question, into), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(into, "votes"), "3");
    expect_view(help, RINGS_INSIDE, shown(question, "text"), NULL);
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'merged'");
    expect_me(help, "u2", mine(question, "state"), "'merged'");
    assert_int_equal(act(help, "u5", "question.vote", into), ERR_ALREADY_VOTED);
    assert_int_equal(act(help, "u5", "question.vote", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "u4", "question.unvote", into), ERR_NONE);
    expect_me(help, "u4", "question/votes", "{}");
    assert_int_equal(act(help, "u6", "question.vote", into), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(into, "votes"), "3");
    assert_int_equal(act(help, "m1", "question.unmerge", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(into, "votes"), "2");
    expect_view(help, RINGS_INSIDE, shown(question, "votes"), "1");
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'open'");
    expect_me(help, "u2", "question/mine", "{}");
    help_room_free(&help);
}

static void what_may_be_merged(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t into = ask(help, "u1", ""), question = ask(help, "u2", ""), third = ask(help, "u3", "");
    assert_int_equal(merge(help, question, question), ERR_QUESTION_STATE);
    assert_int_equal(merge(help, question, 999), ERR_NOT_FOUND);
    assert_int_equal(merge(help, question, into), ERR_NONE);
    assert_int_equal(merge(help, third, question), ERR_QUESTION_STATE);
    assert_int_equal(merge(help, into, third), ERR_QUESTION_MERGED);
    assert_int_equal(act(help, "u1", "question.withdraw", into), ERR_QUESTION_MERGED);
    assert_int_equal(act(help, "u2", "question.withdraw", question), ERR_QUESTION_STATE);
    assert_int_equal(answer(help, "question.answer", into, ",'private':true"), ERR_QUESTION_MERGED);
    assert_int_equal(act(help, "p1", "question.answer", into), ERR_NONE);
    assert_int_equal(answer(help, "question.amend", into, ",'private':true"), ERR_QUESTION_MERGED);
    assert_int_equal(merge(help, third, into), ERR_QUESTION_STATE);
    assert_int_equal(act(help, "m1", "question.unmerge", third), ERR_QUESTION_STATE);
    /* One that nobody but staff saw leaves no trace for others. */
    assert_int_equal(intake(help, ",'moderated':true"), ERR_NONE);
    int64_t hidden = ask(help, "u4", "");
    assert_int_equal(merge(help, hidden, third), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(hidden, ""), NULL);
    assert_int_equal(act(help, "m1", "question.unmerge", hidden), ERR_NONE);
    expect_view(help, HELP_STAFF, shown(hidden, "state"), "'pending'");
    /* The other was forgotten meanwhile. */
    assert_int_equal(act(help, "m1", "question.dismiss", into), ERR_NONE);
    for (int i = 0; i < BOUND_QUESTIONS_DISMISSED; i++)
        assert_int_equal(act(help, "m1", "question.dismiss", ask(help, "u5", "")), ERR_NONE);
    assert_int_equal(act(help, "m1", "question.unmerge", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'open'");
    help_room_free(&help);
}

/* "question/questions/<question>/comments/<comment>/<member>" */
static const char *said(int64_t question, int64_t comment, const char *member)
{
    static char path[96];
    snprintf(path, sizeof path, "question/questions/%lld/comments/%lld/%s", (long long)question,
             (long long)comment, member);
    return path;
}

static enum err comment(struct help_room *help, const char *by, int64_t question)
{
    return help_sendf(help, by, "question.comment", "{'question':%d,'text':'" CANARY "'}",
                      (int)question);
}

static enum err uncomment(struct help_room *help, const char *by, int64_t question, int64_t seq)
{
    return help_sendf(help, by, "question.uncomment", "{'question':%d,'comment':%d}", (int)question,
                      (int)seq);
}

static void people_comment_where_the_room_allows_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", "");
    assert_int_equal(comment(help, "u2", question), ERR_PERMISSION_DENIED);
    assert_int_equal(comment(help, "p1", question), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(intake(help, ",'comments':true"), ERR_NONE);
    assert_int_equal(comment(help, "u2", question), ERR_NONE);
    int64_t second = help_seq(help);
    expect_view(help, RINGS_INSIDE, said(question, second, "by"), "'u2'");
    assert_int_equal(uncomment(help, "u3", question, second), ERR_PERMISSION_DENIED);
    assert_int_equal(uncomment(help, "u2", question, first), ERR_PERMISSION_DENIED);
    assert_int_equal(uncomment(help, "u2", question, second), ERR_NONE);
    assert_int_equal(uncomment(help, "u2", question, second), ERR_NOT_FOUND);
    assert_int_equal(uncomment(help, "m1", question, first), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    /* What is said to a question goes with it, and comes back with it. */
    assert_int_equal(comment(help, "u2", question), ERR_NONE);
    second = help_seq(help);
    assert_int_equal(act(help, "m1", "question.dismiss", question), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, CANARY);
    assert_int_equal(uncomment(help, "u2", question, second), ERR_NOT_FOUND);
    assert_int_equal(comment(help, "u2", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "m1", "question.reopen", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, said(question, second, "text"), "'" CANARY "'");
    assert_int_equal(act(help, "u1", "question.withdraw", question), ERR_NONE);
    expect_unseen(help, HELP_STAFF, CANARY);
    help_room_free(&help);
}

static void nobody_fills_a_room_with_comments(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t question = ask(help, "u1", ""), other = ask(help, "u1", "");
    assert_int_equal(intake(help, ",'comments':true"), ERR_NONE);
    for (int i = 0; i < BOUND_COMMENTS_PERSON; i++)
        assert_int_equal(comment(help, "u2", question), ERR_NONE);
    assert_int_equal(comment(help, "u2", other), ERR_LIMIT_EXCEEDED);
    assert_int_equal(uncomment(help, "u2", question, help_seq(help)), ERR_NONE);
    assert_int_equal(comment(help, "u2", other), ERR_NONE);
    for (int i = BOUND_COMMENTS_PERSON; i < BOUND_QUESTION_COMMENTS; i++)
        assert_int_equal(comment(help, "p1", question), ERR_NONE);
    assert_int_equal(comment(help, "u3", question), ERR_LIMIT_EXCEEDED);
    assert_int_equal(comment(help, "u3", other), ERR_NONE);
    help_room_free(&help);
}

static void where_answers_alone_are_shown_the_asker_keeps_the_question(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t before = ask(help, "u1", "");
    assert_int_equal(intake(help, ",'shown':'answered'"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/shown", "'answered'");
    int64_t question = ask(help, "u1", "");
    expect_view(help, RINGS_INSIDE, shown(before, "state"), "'open'");
    expect_view(help, RINGS_INSIDE, shown(question, ""), NULL);
    expect_me(help, "u1", mine(question, "state"), "'open'");
    assert_int_equal(act(help, "u2", "question.vote", question), ERR_NOT_FOUND);
    assert_int_equal(act(help, "p1", "question.vote", question), ERR_NONE);
    assert_int_equal(act(help, "p1", "question.take", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "votes"), "1");
    expect_me(help, "u1", "question/mine", "{}");
    assert_int_equal(act(help, "p1", "question.reopen", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, ""), NULL);
    assert_int_equal(act(help, "p1", "question.answer", question), ERR_NONE);
    expect_view(help, RINGS_INSIDE, shown(question, "state"), "'answered'");
    assert_int_equal(intake(help, ",'shown':'all'"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "question/shown", NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_in_private_is_its_askers_alone),
        cmocka_unit_test(who_asked_without_a_name_is_answered_alone_too),
        cmocka_unit_test(an_answer_is_given_other_words_and_other_readers),
        cmocka_unit_test(one_of_staff_takes_charge_and_no_participant_hears_of_it),
        cmocka_unit_test(tags_are_words_of_the_room),
        cmocka_unit_test(the_pin_goes_with_what_it_points_to),
        cmocka_unit_test(the_author_alone_is_told_why_a_question_was_dismissed),
        cmocka_unit_test(who_is_silenced_asks_no_more_and_nobody_learns_who),
        cmocka_unit_test(votes_of_merged_questions_are_united_and_taken_apart_exactly),
        cmocka_unit_test(what_may_be_merged),
        cmocka_unit_test(people_comment_where_the_room_allows_it),
        cmocka_unit_test(nobody_fills_a_room_with_comments),
        cmocka_unit_test(where_answers_alone_are_shown_the_asker_keeps_the_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
