/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_late.c: votes of who watches a session again stand apart. */
#include <stdio.h>

#include "features/poll_late.h"
#include "help_webinar.h"

static int64_t held(struct help_room *help, const char *asks)
{
    assert_int_equal(
        help_sendf(help, "p1", "poll.prepare", "{'results':'closed','title':{'en':'?'},%s}", asks),
        ERR_NONE);
    int64_t poll = help_seq(help);
    assert_int_equal(help_act(help, "p1", "poll.open", "poll", poll), ERR_NONE);
    return poll;
}

static void over(struct help_room *help)
{
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'ended'}"), ERR_NONE);
}

static enum err says(struct help_room *help, const char *by, const char *type, int64_t poll,
                     const char *members)
{
    return help_sendf(help, by, type, "{'poll':%lld,%s}", (long long)poll, members);
}

/* Where one's own stands. */
static const char *own(int64_t poll)
{
    static char path[64];
    snprintf(path, sizeof path, "poll/ballots/%lld.1.late", (long long)poll);
    return path;
}

static void a_late_vote_stands_apart_and_is_one(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = held(help, "'type':'boolean','ballot':'named'");
    assert_int_equal(says(help, "u2", "poll.vote", poll, "'choices':[1]"), ERR_NONE);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[2]"), ERR_WRONG_PHASE);
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", poll), ERR_NONE);
    over(help);
    assert_int_equal(says(help, "u2", "poll.late", poll, "'choices':[2]"), ERR_ALREADY_VOTED);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[3]"), ERR_CHOICES_INVALID);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[2],'round':2"), ERR_NOT_FOUND);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[2]"), ERR_NONE);
    expect_me(help, "u1", own(poll), "[2]");
    assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[1]"), ERR_ALREADY_VOTED);
    help_tally(help);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':1,'options':{'1':1,'2':0}}");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "late"),
                "{'1':{'voters':1,'options':{'1':0,'2':1},'held':0}}");
    /* Out of sight for everybody else when the sums are. */
    assert_int_equal(
        help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':false}", (long long)poll),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "late"), NULL);
    assert_int_equal(help_act(help, "p1", "poll.delete", "poll", poll), ERR_NONE);
    expect_me(help, "u1", own(poll), NULL);
    help_room_free(&help);
}

static void where_nobody_may_know_who_chose_what_some_are_told_together(void **state)
{
    static const char *const ballots[] = {"confidential", "anonymous"};
    for (int i = 0; i < 2; i++) {
        struct help_room *help = help_webinar_new();
        char asks[64], by[16];
        snprintf(asks, sizeof asks, "'type':'boolean','change':true,'ballot':'%s'", ballots[i]);
        int64_t poll = held(help, asks);
        over(help);
        /* The end closes what was left open. */
        assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[2]"), ERR_NOT_FOUND);
        assert_int_equal(help_act(help, "p1", "poll.close", "poll", poll), ERR_NONE);
        for (int n = 1; n < BOUND_BALLOTS_LEAST; n++) {
            snprintf(by, sizeof by, "u%d", n);
            assert_int_equal(says(help, by, "poll.late", poll, "'choices':[2]"), ERR_NONE);
        }
        assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[1]"), ERR_NONE);
        help_tally(help);
        expect_me(help, "u1", own(poll), "[1]");
        expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "late"),
                    "{'1':{'voters':0,'options':{'1':0,'2':0},'held':4}}");
        assert_int_equal(says(help, "u9", "poll.late", poll, "'choices':[2]"), ERR_NONE);
        help_tally(help);
        expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "late"),
                    "{'1':{'voters':5,'options':{'1':1,'2':4},'held':0}}");
        /* Whoever changes their mind is held again, and counted as before until then. */
        assert_int_equal(says(help, "u1", "poll.late", poll, "'choices':[2]"), ERR_NONE);
        help_tally(help);
        expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "late"),
                    "{'1':{'voters':5,'options':{'1':1,'2':4},'held':1}}");
        help_room_free(&help);
    }
}

static void what_hides_a_ballot_no_more_takes_none(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t secret = held(help, "'type':'boolean','ballot':'secret'");
    int64_t text = held(help, "'type':'text'"),
            team = held(help, "'type':'boolean','participants':true");
    const int64_t polls[] = {secret, text, team};
    for (int i = 0; i < 3; i++)
        assert_int_equal(help_act(help, "p1", "poll.close", "poll", polls[i]), ERR_NONE);
    over(help);
    assert_int_equal(says(help, "u1", "poll.late", secret, "'choices':[1]"), ERR_NOT_AVAILABLE);
    assert_int_equal(says(help, "u1", "poll.late", text, "'choices':[1]"), ERR_NOT_AVAILABLE);
    assert_int_equal(says(help, "p1", "poll.late", team, "'choices':[1]"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "poll.late", "{'poll':9999,'choices':[1]}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

static void each_round_has_its_own_and_a_session_that_goes_on_takes_it(void **state)
{
    struct help_room *help = help_webinar_new();
    char key[64];
    int64_t poll = held(help, "'type':'ranking','min':1,'ballot':'named','options':"
                              "[{'en':'a'},{'en':'b'}]");
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", poll), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.round", "poll", poll), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.close", "poll", poll), ERR_NONE);
    over(help);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'values':[2,1]"), ERR_NONE);
    assert_int_equal(says(help, "u1", "poll.late", poll, "'values':[1,2],'round':2"), ERR_NONE);
    snprintf(key, sizeof key, "{'%lld.1.late':[2,1],'%lld.2.late':[1,2]}", (long long)poll,
             (long long)poll);
    expect_me(help, "u1", "poll/ballots", key);
    assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_NONE);
    assert_int_equal(help_act(help, "p1", "poll.open", "poll", poll), ERR_NONE);
    assert_int_equal(says(help, "u1", "poll.vote", poll, "'values':[2,1],'round':2"), ERR_NONE);
    snprintf(key, sizeof key, "{'%lld.1.late':[2,1],'%lld.2':[2,1]}", (long long)poll,
             (long long)poll);
    expect_me(help, "u1", "poll/ballots", key);
    help_tally(help);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "late/2/voters"), "0");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_late_vote_stands_apart_and_is_one),
        cmocka_unit_test(where_nobody_may_know_who_chose_what_some_are_told_together),
        cmocka_unit_test(what_hides_a_ballot_no_more_takes_none),
        cmocka_unit_test(each_round_has_its_own_and_a_session_that_goes_on_takes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
