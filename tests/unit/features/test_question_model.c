/* SPDX-License-Identifier: Apache-2.0
 * Votes, merges and their undoing against a plain reference: a table of who voted for what, counted
 * anew each time. And every copy of everybody, after histories of all that is done with questions.
 */
#include <stdio.h>

#include "features/question.h"
#include "help_webinar.h"

enum { ASKED = 24, PEOPLE = 9, STEPS = 2000 };

/* One question of the reference. */
struct told {
    int64_t seq;
    int into;  /* its place; -1: none */
    bool open; /* as far as votes are concerned */
    bool votes[PEOPLE];
};

struct model {
    struct help_room *help;
    struct told told[ASKED];
    unsigned seed;
};

/* Whether the person voted for it or for one merged into it. */
static bool voted(const struct model *model, int which, int person)
{
    bool found = model->told[which].votes[person];
    for (int i = 0; i < ASKED; i++)
        found |= model->told[i].into == which && model->told[i].votes[person];
    return found;
}

static int votes(const struct model *model, int which)
{
    int sum = 0;
    for (int person = 0; person < PEOPLE; person++)
        sum += voted(model, which, person);
    return sum;
}

static int children(const struct model *model, int which)
{
    int sum = 0;
    for (int i = 0; i < ASKED; i++)
        sum += model->told[i].into == which;
    return sum;
}

static void vote(struct model *model, int which, int person, bool is_vote)
{
    struct told *told = &model->told[which];
    char by[16];
    snprintf(by, sizeof by, "u%d", person);
    enum err found = help_act(model->help, by, is_vote ? "question.vote" : "question.unvote",
                              "question", told->seq);
    bool has = voted(model, which, person);
    enum err expected = told->into >= 0    ? ERR_NOT_FOUND
                        : !told->open      ? ERR_QUESTION_STATE
                        : is_vote && has   ? ERR_ALREADY_VOTED
                        : !is_vote && !has ? ERR_NOT_FOUND
                                           : ERR_NONE;
    assert_int_equal(found, expected);
    if (expected)
        return;
    told->votes[person] = is_vote;
    for (int i = 0; i < ASKED && !is_vote; i++)
        if (model->told[i].into == which)
            model->told[i].votes[person] = false;
}

static void merge(struct model *model, int which, int into)
{
    struct told *told = &model->told[which];
    enum err found = help_sendf(model->help, "m1", "question.merge", "{'question':%d,'into':%d}",
                                (int)told->seq, (int)model->told[into].seq);
    bool may = which != into && told->open && told->into < 0 && model->told[into].open &&
               model->told[into].into < 0;
    assert_int_equal(found, !may                         ? ERR_QUESTION_STATE
                            : children(model, which) > 0 ? ERR_QUESTION_MERGED
                                                         : ERR_NONE);
    if (!found)
        told->into = into;
}

static void unmerge(struct model *model, int which)
{
    struct told *told = &model->told[which];
    enum err found = help_act(model->help, "m1", "question.unmerge", "question", told->seq);
    assert_int_equal(found, told->into < 0 ? ERR_QUESTION_STATE : ERR_NONE);
    told->into = -1;
}

static void answer(struct model *model, int which)
{
    struct told *told = &model->told[which];
    const char *type = told->open ? "question.answer" : "question.reopen";
    enum err found = help_act(model->help, "p1", type, "question", told->seq);
    assert_int_equal(found, told->into >= 0 ? ERR_QUESTION_STATE : ERR_NONE);
    if (!found)
        told->open = !told->open;
}

static void sums_are_those_of_a_recount(void **state)
{
    struct model model = {.help = help_webinar_new(), .seed = 11};
    for (int i = 0; i < ASKED; i++) {
        char by[16];
        snprintf(by, sizeof by, "u%d", i % PEOPLE);
        assert_int_equal(help_send(model.help, by, "question.ask", "{'text':'Why?'}"), ERR_NONE);
        model.told[i] = (struct told){.seq = help_seq(model.help), .into = -1, .open = true};
    }
    for (int step = 0; step < STEPS; step++) {
        int which = (int)help_roll(&model.seed, ASKED);
        unsigned roll = help_roll(&model.seed, 20);
        if (roll < 16)
            vote(&model, which, (int)help_roll(&model.seed, PEOPLE), roll < 11);
        else if (roll < 18)
            merge(&model, which, (int)help_roll(&model.seed, ASKED));
        else if (roll == 18)
            unmerge(&model, which);
        else if (help_roll(&model.seed, 3) == 0)
            answer(&model, which);
        if (step % 20)
            continue;
        help_tally(model.help);
        for (int i = 0; i < ASKED; i++) {
            char sum[16];
            snprintf(sum, sizeof sum, "%d", votes(&model, i));
            expect_view(model.help, HELP_STAFF,
                        help_path("question/questions", model.told[i].seq, "votes"), sum);
        }
    }
    help_room_free(&model.help);
}

static void staff_random(struct help_room *help, unsigned *seed, long long question)
{
    static const char *const moves[] = {
        "question.approve", "question.take",    "question.answer",    "question.dismiss",
        "question.reopen",  "question.unmerge", "question.unclaim",   "question.silence",
        "question.claim",   "question.pin",     "question.unsilence", "question.merge"};
    static const struct {
        const char *type, *members;
    } more[] = {
        {"question.amend", "'text':'So.','private':true"},
        {"question.amend", "'text':'So then.','private':false"},
        {"question.answer", "'text':'Alone.','private':true"},
        {"question.dismiss", "'reason':'No'"},
        {"question.tag", "'tags':['a']"},
        {"question.tag", "'tags':[]"},
        {"question.tags", "'tags':['a','b']"},
        {"question.intake", "'intake':'open','shown':'answered'"},
        {"question.intake", "'intake':'open','shown':'all','comments':true"},
        {"question.intake", "'intake':'open','moderated':true,'comments':false"},
        {"question.intake", "'intake':'open','moderated':false,'anonymous':true"},
    };
    unsigned which = help_roll(seed, 46);
    if (which < 12)
        help_sendf(help, "m1", moves[which], "{'question':%lld,'into':%lld}", question,
                   question + (long long)help_roll(seed, 9) - 4);
    else if (which < 30)
        help_sendf(help, "p1", moves[1 + which % 4], "{'question':%lld}", question);
    else if (which < 30 + sizeof more / sizeof more[0])
        help_sendf(help, "m1", more[which - 30].type, "{'question':%lld,%s}", question,
                   more[which - 30].members);
}

static void people_random(struct help_room *help, unsigned *seed, long long question)
{
    static const char *const acts[] = {"question.vote",    "question.vote",      "question.unvote",
                                       "question.comment", "question.uncomment", "question.edit",
                                       "question.withdraw"};
    char by[16];
    snprintf(by, sizeof by, "u%u", help_roll(seed, 6));
    unsigned which = help_roll(seed, 10);
    if (which > 6)
        help_sendf(help, by, "question.ask", "{'text':'Why?','anonymous':%s}",
                   which > 8 ? "true" : "false");
    else
        help_sendf(help, which == 4 ? "m1" : by, acts[which],
                   "{'question':%lld,'text':'Hm','comment':%lld}", question,
                   (long long)help_seq(help) - (long long)help_roll(seed, 8));
}

static void every_copy_is_true_whatever_is_done_with_questions(void **state)
{
    for (unsigned seed = 1; seed < 4; seed++) {
        struct help_room *help = help_webinar_new();
        unsigned dice = seed;
        int64_t first = help_seq(help) + 1;
        for (int step = 0; step < 2500; step++) {
            long long question = first + help_roll(&dice, 40);
            if (help_roll(&dice, 2))
                people_random(help, &dice, question);
            else
                staff_random(help, &dice, question);
        }
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_a_recount),
        cmocka_unit_test(every_copy_is_true_whatever_is_done_with_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
