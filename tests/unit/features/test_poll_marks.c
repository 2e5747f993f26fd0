/* SPDX-License-Identifier: Apache-2.0
 * What answers of every type are worth in a quiz: tables that were reckoned by hand, through the
 * whole room and not one function; and a quiz of several polls with all that changes a mark. */
#include <stdio.h>

#include "help_webinar.h"

enum { ANSWERS_MAX = 8 };

#define THREE "'options':[{'en':'a'},{'en':'b'},{'en':'c'}]"
#define FOUR  "'options':[{'en':'a'},{'en':'b'},{'en':'c'},{'en':'d'}]"

/* A question, what people answer, and what each answer is worth. */
static const struct question {
    const char *asks;
    struct {
        const char *ballot;
        int64_t points;
    } answers[ANSWERS_MAX];
} questions[] = {
    {"'type':'single','correct':[2]," THREE,
     {{"'choices':[2]", 100}, {"'choices':[1]", 0}, {"'choices':[3]", 0}, {"'choices':[]", 0}}},
    /* Either is right, and one is all that can be chosen: a half. */
    {"'type':'single','correct':[1,3]," THREE, {{"'choices':[1]", 50}, {"'choices':[2]", 0}}},
    {"'type':'multiple','correct':[1,2]," FOUR,
     {{"'choices':[1,2]", 100},
      {"'choices':[2]", 50},
      {"'choices':[1,2,3]", 50},
      {"'choices':[1,3]", 0},
      {"'choices':[3,4]", 0},
      {"'choices':[1,2,3,4]", 0},
      {"'choices':[]", 0}}},
    {"'type':'multiple','correct':[1,2,3]," FOUR,
     {{"'choices':[1,2,3]", 100},
      {"'choices':[3,1]", 66},
      {"'choices':[2]", 33},
      {"'choices':[1,2,4]", 33},
      {"'choices':[1,2,3,4]", 66},
      {"'choices':[4]", 0}}},
    {"'type':'yesno','correct':[1]",
     {{"'choices':[1]", 100}, {"'choices':[2]", 0}, {"'choices':[3]", 0}}},
    {"'type':'boolean','correct':[2]",
     {{"'choices':[2]", 100}, {"'choices':[1]", 0}, {"'choices':[]", 0}}},
    {"'type':'scale','ask':{'from':0,'to':4},'correct':[4]",
     {{"'choices':[4]", 100}, {"'choices':[5]", 0}, {"'choices':[3]", 0}, {"'choices':[]", 0}}},
    {"'type':'ranking','min':1,'correct':[3,1,2]," THREE,
     {{"'values':[3,1,2]", 100},
      {"'values':[3,2,1]", 33},
      {"'values':[1,2,3]", 0},
      {"'values':[3]", 33},
      {"'values':[3,1]", 66},
      {"'values':[1,3]", 0},
      {"'choices':[]", 0}}},
    {"'type':'numeric','correct':[42]",
     {{"'values':[42]", 100}, {"'values':[41]", 0}, {"'values':[-42]", 0}, {"'choices':[]", 0}}},
    {"'type':'numeric','correct':[-3],'tolerance':2",
     {{"'values':[-3]", 100},
      {"'values':[-5]", 100},
      {"'values':[-1]", 100},
      {"'values':[0]", 0},
      {"'values':[-6]", 0},
      {"'values':[3]", 0}}},
    /* 2.50 with 0.05 of tolerance, in hundredths. */
    {"'type':'numeric','ask':{'decimals':2},'correct':[250],'tolerance':5",
     {{"'values':[250]", 100},
      {"'values':[255]", 100},
      {"'values':[256]", 0},
      {"'values':[2]", 0}}},
    {"'type':'text','correct':['Café','The hash']",
     {{"'texts':['cafe']", 100},
      {"'texts':['CAFÉ']", 100},
      {"'texts':['the Hash']", 100},
      {"'texts':['hash']", 0},
      {"'choices':[]", 0}}},
    {"'type':'text','correct':['مدرسة']", {{"'texts':['مدرسه']", 100}, {"'texts':['درس']", 0}}},
};

static int64_t prepared(struct help_room *help, const char *asks)
{
    assert_int_equal(help_sendf(help, "p1", "poll.prepare",
                                "{%s,'title':{'en':'?'},'quiz':'q1','abstain':true,'change':true}",
                                asks),
                     ERR_NONE);
    int64_t poll = help_seq(help);
    assert_int_equal(help_act(help, "p1", "poll.open", "poll", poll), ERR_NONE);
    return poll;
}

static const char *person(size_t number)
{
    static char name[16];
    snprintf(name, sizeof name, "u%zu", number);
    return name;
}

static void vote(struct help_room *help, const char *by, int64_t poll, const char *ballot)
{
    const char *type = strncmp(ballot, "'texts'", 7) == 0 ? "poll.answer" : "poll.vote";
    assert_int_equal(help_sendf(help, by, type, "{'poll':%lld,%s}", (long long)poll, ballot),
                     ERR_NONE);
}

static void tell(struct help_room *help, int64_t poll)
{
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", poll), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.reveal", "poll", poll), ERR_NONE);
}

static void each_type_is_marked_as_by_hand(void **state)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const struct question *question = &questions[i];
        struct help_room *help = help_webinar_new();
        int64_t poll = prepared(help, question->asks);
        for (size_t k = 0; k < ANSWERS_MAX && question->answers[k].ballot; k++)
            vote(help, person(k), poll, question->answers[k].ballot);
        assert_int_equal(help_place(help, person(0), NULL, poll), -1); /* not before it is told */
        tell(help, poll);
        for (size_t k = 0; k < ANSWERS_MAX && question->answers[k].ballot; k++)
            if (help_place(help, person(k), NULL, poll) != question->answers[k].points)
                fail_msg("%s: %s is worth %lld and not %lld", question->asks,
                         question->answers[k].ballot,
                         (long long)help_place(help, person(k), NULL, poll),
                         (long long)question->answers[k].points);
        assert_int_equal(help_place(help, "u99", NULL, poll), -1); /* nor to who did not vote */
        help_room_free(&help);
    }
}

/* What cannot be right or wrong, or must not be known of a person, is in no quiz. */
static void what_cannot_be_marked_is_refused(void **state)
{
    static const struct {
        const char *asks;
        enum err error;
    } refused[] = {
        {"'type':'points','correct':[1]," THREE, ERR_CHOICES_INVALID},
        {"'type':'cloud','correct':['a']", ERR_CHOICES_INVALID},
        {"'type':'points'," THREE, ERR_BAD_REQUEST},
        {"'type':'boolean','correct':[1],'ballot':'anonymous'", ERR_BAD_REQUEST},
        {"'type':'boolean','correct':[1],'ballot':'secret'", ERR_BAD_REQUEST},
    };
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(help_sendf(help, "p1", "poll.prepare",
                                    "{%s,'title':{'en':'?'},'quiz':'q1'}", refused[i].asks),
                         refused[i].error);
    help_room_free(&help);
}

/* Of a poll that is asked again the last round counts, of ballots the last one, in their own time.
 * By hand, of 100 each:
 *        first (round 2)   second, half lost in 10 s        third (not told)   sum   place
 *   u0   right      100    right after 2 s            90    right              190       1
 *   u1   half        50    wrong, then right at 6 s   70    right              120       3
 *   u2   wrong        0    right, as it was shown    100    -                  100       4
 *   u3   -            -    -                           -    right                -       -
 *   u4   abstained    0    wrong                       0    -                    0       6
 *   u5   right      100    right after 12 s           50    -                  150       2
 *   u6   half        50    right, then abstained       0    -                   50       5 */
static void a_quiz_is_summed_as_by_hand(void **state)
{
    static const struct {
        const char *first;
        int64_t of_first, of_second, sum, place;
    } people[] = {
        {"'choices':[1,2]", 100, 90, 190, 1}, {"'choices':[1]", 50, 70, 120, 3},
        {"'choices':[3]", 0, 100, 100, 4},    {NULL, -1, -1, -1, -1},
        {"'choices':[]", 0, 0, 0, 6},         {"'choices':[2,1]", 100, 50, 150, 2},
        {"'choices':[2]", 50, 0, 50, 5},
    };
    enum { PEOPLE = sizeof people / sizeof people[0] };
    struct help_room *help = help_webinar_new();
    int64_t first = prepared(help, "'type':'multiple','correct':[1,2]," THREE);
    vote(help, "u2", first, "'choices':[1,2]"); /* all right, in a round that does not count */
    vote(help, "u3", first, "'choices':[1,2]");
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", first), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.round", "poll", first), ERR_NONE);
    for (int i = 0; i < PEOPLE; i++)
        if (people[i].first)
            assert_int_equal(help_sendf(help, person((size_t)i), "poll.vote",
                                        "{'poll':%lld,%s,'round':2}", (long long)first,
                                        people[i].first),
                             ERR_NONE);
    tell(help, first);
    int64_t second = prepared(help, "'type':'boolean','correct':[1],'timed':10");
    vote(help, "u1", second, "'choices':[2]");
    vote(help, "u2", second, "'choices':[1]");
    vote(help, "u4", second, "'choices':[2]");
    vote(help, "u6", second, "'choices':[1]");
    help_wait(help, 2000);
    vote(help, "u0", second, "'choices':[1]");
    help_wait(help, 4000);
    vote(help, "u1", second, "'choices':[1]");
    vote(help, "u6", second, "'choices':[]");
    help_wait(help, 6000);
    vote(help, "u5", second, "'choices':[1]");
    tell(help, second);
    int64_t third = prepared(help, "'type':'boolean','correct':[1]");
    for (int i = 0; i < 4; i++)
        vote(help, person((size_t)i), third, "'choices':[1]");
    assert_int_equal(help_send(help, "p1", "poll.board", "{'quiz':'q1','published':true}"),
                     ERR_NONE);
    for (int i = 0; i < PEOPLE; i++) {
        const char *by = person((size_t)i);
        assert_int_equal(help_place(help, by, NULL, first), people[i].of_first);
        assert_int_equal(help_place(help, by, NULL, second), people[i].of_second);
        assert_int_equal(help_place(help, by, NULL, third), -1);
        assert_int_equal(help_place(help, by, "points", 0), people[i].sum);
        assert_int_equal(help_place(help, by, "place", 0), people[i].place);
    }
    expect_view(help, RINGS_INSIDE, "poll/boards/q1/of", "6");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_is_marked_as_by_hand),
        cmocka_unit_test(what_cannot_be_marked_is_refused),
        cmocka_unit_test(a_quiz_is_summed_as_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
