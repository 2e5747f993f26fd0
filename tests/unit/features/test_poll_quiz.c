/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_quiz.c, poll_alias.c: what an answer is worth where time counts, who may not
 * take part, and under which name people stand. */
#include <stdio.h>

#include "features/poll_quiz.h"
#include "help_webinar.h"

static int64_t prepared(struct help_room *help, const char *asks)
{
    assert_int_equal(help_sendf(help, "p1", "poll.prepare", "{%s,'title':{'en':'?'}}", asks),
                     ERR_NONE);
    return help_seq(help);
}

static void act(struct help_room *help, const char *type, int64_t poll)
{
    assert_int_equal(help_act(help, "p1", type, "poll", poll), ERR_NONE);
}

static enum err vote(struct help_room *help, const char *by, int64_t poll, const char *members)
{
    return help_sendf(help, by, "poll.vote", "{'poll':%lld,%s}", (long long)poll, members);
}

/* Half of an answer is lost within ten seconds. Each says how long they had the question when they
 * answered, `after` it was opened; by hand, what is left of 100. */
static void time_runs_from_ones_own_receipt_within_bounds(void **state)
{
    static const struct {
        const char *by, *ballot;
        int64_t after_ms, points;
    } votes[] = {
        {"u1", "'choices':[1]", 0, 100},
        {"u2", "'choices':[1]", 2000, 90},           /* nothing said: since it was opened */
        {"u3", "'ms':0,'choices':[1]", 2000, 100},   /* it came with the answer */
        {"u4", "'ms':1000,'choices':[1]", 3000, 95}, /* it came two seconds late */
        {"u5", "'ms':9000,'choices':[1]", 4000, 80}, /* no longer than it was open */
        {"u6", "'ms':0,'choices':[1]", 16000, 95},   /* fifteen seconds late at most */
        {"u7", "'choices':[1]", 60000, 50},          /* half is never lost */
        {"u8", "'ms':0,'choices':[2]", 60000, 0},
        {"u9", "'ms':0,'choices':[1]", 60000, 50},
    };
    struct help_room *help = help_webinar_new();
    int64_t poll = prepared(help, "'type':'boolean','correct':[1],'quiz':'q1','timed':10"), at = 0;
    act(help, "poll.open", poll);
    for (size_t i = 0; i < sizeof votes / sizeof votes[0]; i++) {
        help_wait(help, votes[i].after_ms - at);
        at = votes[i].after_ms;
        assert_int_equal(vote(help, votes[i].by, poll, votes[i].ballot), ERR_NONE);
        assert_int_equal(help_place(help, votes[i].by, "points", poll),
                         -1); /* not before its time */
    }
    act(help, "poll.close", poll);
    act(help, "poll.reveal", poll);
    for (size_t i = 0; i < sizeof votes / sizeof votes[0]; i++)
        assert_int_equal(help_place(help, votes[i].by, NULL, poll), votes[i].points);
    assert_int_equal(help_place(help, "m1", NULL, poll), -1);
    help_room_free(&help);
}

static void only_a_quiz_is_timed(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char *const refused[] = {
        "'type':'boolean','timed':10",
        "'type':'boolean','correct':[1],'timed':10",
        "'type':'boolean','correct':[1],'quiz':'q1','timed':0",
        "'type':'boolean','correct':[1],'quiz':'q1','timed':3601",
        "'type':'boolean','ballot':'anonymous','participants':true",
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(
            help_sendf(help, "p1", "poll.prepare", "{%s,'title':{'en':'?'}}", refused[i]),
            ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void of_several_right_ones_some_are_worth_their_share(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepared(help, "'type':'multiple','correct':[1,2],'quiz':'q1',"
                                  "'options':[{'en':'a'},{'en':'b'},{'en':'c'}]");
    act(help, "poll.open", poll);
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_NONE);
    assert_int_equal(vote(help, "u2", poll, "'choices':[1,3]"), ERR_NONE);
    act(help, "poll.close", poll);
    act(help, "poll.reveal", poll);
    assert_int_equal(help_place(help, "u1", NULL, poll), 50);
    assert_int_equal(help_place(help, "u2", NULL, poll), 0);
    assert_int_equal(help_place(help, "u1", "of", 0), -1); /* it is not told how people stand */
    help_room_free(&help);
}

static void the_team_may_be_left_out(void **state)
{
    static const char *const team[] = {"p1", "m1", "h1"};
    struct help_room *help = help_webinar_new();
    int64_t poll = prepared(help, "'type':'boolean','participants':true");
    act(help, "poll.open", poll);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "participants"), "true");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(vote(help, team[i], poll, "'choices':[1]"), ERR_PERMISSION_DENIED);
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally/voters"), "1");
    act(help, "poll.close", poll);
    help_room_free(&help);
}

static void an_edit_takes_both_back(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll =
        prepared(help, "'type':'boolean','correct':[1],'quiz':'q1','timed':10,'participants':true");
    assert_int_equal(help_sendf(help, "p1", "poll.edit",
                                "{'poll':%lld,'type':'boolean','title':{'en':'?'}}",
                                (long long)poll),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "timed"), NULL);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "participants"), NULL);
    help_room_free(&help);
}

static enum err alias(struct help_room *help, const char *by)
{
    return help_send(help, by, "poll.alias", "{'quiz':'q1'}");
}

/* Nothing of it reaches anybody, and the journal does not say which. */
static void whoever_does_not_like_their_alias_takes_another(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(alias(help, "u1"), ERR_NOT_FOUND);
    int64_t poll = prepared(help, "'type':'boolean','correct':[1],'quiz':'q1'");
    assert_int_equal(alias(help, "u1"), ERR_NOT_FOUND); /* a draft is known to staff alone */
    act(help, "poll.open", poll);
    int64_t first = help_place(help, "u1", "alias", 0), other = help_place(help, "u2", "alias", 0);
    assert_true(first > 0 && other > 0 && first != other);
    assert_int_equal(alias(help, "u1"), ERR_NONE);
    expect_data(help, "{'quiz':'q1'}");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, NULL);
    int64_t second = help_place(help, "u1", "alias", 0);
    assert_true(second > 0 && second != first);
    assert_int_equal(help_place(help, "u2", "alias", 0), other);
    for (int turn = 2; turn < BOUND_POLL_ALIASES; turn++)
        assert_int_equal(alias(help, "u1"), ERR_NONE);
    assert_int_equal(alias(help, "u1"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_NONE);
    act(help, "poll.close", poll);
    act(help, "poll.reveal", poll);
    char top[64];
    snprintf(top, sizeof top, "[[%lld,100]]", (long long)help_place(help, "u1", "alias", 0));
    assert_int_equal(help_send(help, "p1", "poll.board", "{'quiz':'q1','published':true}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "poll/boards/q1/top", top);
    /* Another name now would tell whose the one before was. */
    assert_int_equal(alias(help, "u2"), ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_runs_from_ones_own_receipt_within_bounds),
        cmocka_unit_test(only_a_quiz_is_timed),
        cmocka_unit_test(of_several_right_ones_some_are_worth_their_share),
        cmocka_unit_test(the_team_may_be_left_out),
        cmocka_unit_test(an_edit_takes_both_back),
        cmocka_unit_test(whoever_does_not_like_their_alias_takes_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
