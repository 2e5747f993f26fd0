/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_round.c, poll_query.c, poll_quiz.c: what becomes of a poll once people have
 * voted, and who learns what of it when. */
#include <stdio.h>

#include "features/poll_round.h"
#include "help_webinar.h"

static int64_t prepared(struct help_room *help, const char *asks)
{
    assert_int_equal(help_sendf(help, "p1", "poll.prepare", "{%s,'title':{'en':'?'}}", asks),
                     ERR_NONE);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *type, int64_t poll)
{
    return help_act(help, "p1", type, "poll", poll);
}

static int64_t opened(struct help_room *help, const char *asks)
{
    int64_t poll = prepared(help, asks);
    assert_int_equal(act(help, "poll.open", poll), ERR_NONE);
    return poll;
}

static enum err vote(struct help_room *help, const char *by, int64_t poll, const char *members)
{
    return help_sendf(help, by, "poll.vote", "{'poll':%lld,%s}", (long long)poll, members);
}

static enum err archive(struct help_room *help, int64_t poll, const char *archived)
{
    return help_sendf(help, "p1", "poll.archive", "{'poll':%lld,'archived':%s}", (long long)poll,
                      archived);
}

static const char *of(int64_t poll)
{
    static char data[48];
    snprintf(data, sizeof data, "{'poll':%lld}", (long long)poll);
    return data;
}

static void a_second_round_keeps_the_first(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'boolean'");
    char key[48];
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_NONE);
    assert_int_equal(act(help, "poll.round", poll), ERR_POLL_OPEN);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':true}", (long long)poll),
        ERR_NONE);
    assert_int_equal(act(help, "poll.round", poll), ERR_NONE);
    /* A new round is a question again. */
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), NULL);
    expect_unseen(help, RINGS_INSIDE, "voters");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "rounds"),
                "[{'voters':1,'options':{'1':1,'2':0}}]");
    /* What was meant for the first came too late. */
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_POLL_CLOSED);
    assert_int_equal(vote(help, "u1", poll, "'choices':[2],'round':2"), ERR_NONE);
    /* By another key: that the first is gone may be heard later than this. */
    snprintf(key, sizeof key, "{'ballots':{'%lld.2':[2]}}", (long long)poll);
    expect_me(help, "u1", "poll", key);
    assert_int_equal(vote(help, "u2", poll, "'choices':[2],'round':3"), ERR_POLL_CLOSED);
    assert_int_equal(vote(help, "u2", poll, "'choices':[2],'round':0"), ERR_BAD_REQUEST);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':true}", (long long)poll),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "rounds"),
                "[{'voters':1,'options':{'1':1,'2':0}}]");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':1,'options':{'1':0,'2':1}}");
    for (int round = 3; round <= BOUND_POLL_ROUNDS; round++) {
        assert_int_equal(act(help, "poll.round", poll), ERR_NONE);
        assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    }
    assert_int_equal(act(help, "poll.round", poll), ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "poll.retract", poll), ERR_POLL_VOTED);
    assert_int_equal(act(help, "poll.delete", poll), ERR_NONE);
    help_room_free(&help);
}

static void a_secret_poll_has_one_round(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'boolean','ballot':'secret'");
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(act(help, "poll.round", poll), ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

static void results_come_out_when_it_was_said(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t never = opened(help, "'type':'boolean'");
    int64_t voted = opened(help, "'type':'boolean','results':'voted'");
    int64_t closed = opened(help, "'type':'boolean','results':'closed'");
    int64_t live = opened(help, "'type':'boolean','results':'live'");
    const int64_t polls[] = {never, voted, closed, live};
    const char *sums = "{'voters':1,'options':{'1':1,'2':0}}";
    for (int i = 0; i < 4; i++) {
        assert_int_equal(vote(help, "u1", polls[i], "'choices':[1]"), ERR_NONE);
        help_tally(help);
        expect_view(help, RINGS_INSIDE, help_path("poll/polls", polls[i], "tally"),
                    i == 3 ? sums : NULL);
    }
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    for (int i = 0; i < 4; i++) {
        enum err has = i == 1 || i == 3 ? ERR_NONE : ERR_NOT_AVAILABLE;
        assert_int_equal(help_query(help, "u1", "poll.results", of(polls[i]), &out), has);
        assert_int_equal(help_query(help, "u2", "poll.results", of(polls[i]), &out),
                         i == 3 ? ERR_NONE : ERR_NOT_AVAILABLE);
        assert_int_equal(act(help, "poll.close", polls[i]), ERR_NONE);
        expect_view(help, RINGS_INSIDE, help_path("poll/polls", polls[i], "tally"),
                    i == 0 ? NULL : sums);
    }
    int64_t draft = prepared(help, "'type':'boolean','results':'live'");
    assert_int_equal(help_query(help, "u1", "poll.results", of(draft), &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

/* "canary" stands in the answer alone. */
static void what_is_correct_is_told_when_it_is_revealed(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepared(help, "'type':'text','correct':['canary'],'results':'live'");
    assert_int_equal(act(help, "poll.reveal", poll), ERR_POLL_NOT_OPEN);
    assert_int_equal(act(help, "poll.open", poll), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "correct"), "['canary']");
    assert_int_equal(act(help, "poll.reveal", poll), ERR_POLL_OPEN);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_unseen(help, RINGS_INSIDE, "correct");
    assert_int_equal(act(help, "poll.reveal", poll), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "correct"), "['canary']");
    assert_int_equal(act(help, "poll.reveal", poll), ERR_ALREADY_EXISTS);
    /* Who knows the answer is not asked again. */
    assert_int_equal(act(help, "poll.open", poll), ERR_NOT_AVAILABLE);
    assert_int_equal(act(help, "poll.round", poll), ERR_NOT_AVAILABLE);
    assert_int_equal(act(help, "poll.retract", poll), ERR_NOT_AVAILABLE);
    int64_t none = opened(help, "'type':'boolean'");
    assert_int_equal(act(help, "poll.close", none), ERR_NONE);
    assert_int_equal(act(help, "poll.reveal", none), ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

static void expect_gone(struct help_room *help, int64_t poll)
{
    char patch[64];
    snprintf(patch, sizeof patch, "{'poll':{'polls':{'%lld':null}}}", (long long)poll);
    expect_patch(help, RINGS_INSIDE, patch);
}

static void what_is_put_away_is_out_of_sight(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'numeric','ask':{'unit':{'en':'canary'}},'results':'live'");
    assert_int_equal(archive(help, poll, "true"), ERR_POLL_OPEN);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(archive(help, poll, "true"), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "state"), "'archived'");
    assert_int_equal(vote(help, "u1", poll, "'values':[1]"), ERR_NOT_FOUND);
    assert_int_equal(act(help, "poll.open", poll), ERR_NOT_AVAILABLE);
    assert_int_equal(archive(help, poll, "false"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "ask"),
                "{'unit':{'en':'canary'}}");
    assert_int_equal(archive(help, poll, "true"), ERR_NONE);
    assert_int_equal(act(help, "poll.delete", poll), ERR_NONE);
    expect_gone(help, poll);
    help_room_free(&help);
}

/* What takes back all that was told of a poll says again that it is out of sight: some have missed
 * the first time, and are not sent it any more. Of what they never saw they hear nothing. */
static void who_missed_that_it_went_is_told_again(void **state)
{
    static const char off[] = "{'poll':%lld,'published':false}";
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'cloud'"), draft = prepared(help, "'type':'cloud'");
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(archive(help, poll, "true"), ERR_NONE);
    expect_gone(help, poll);
    assert_int_equal(help_sendf(help, "p1", "poll.publish", off, (long long)poll), ERR_NONE);
    expect_gone(help, poll);
    assert_int_equal(help_sendf(help, "p1", "poll.show",
                                "{'poll':%lld,'word':'abcdefgh','shown':false}", (long long)poll),
                     ERR_NONE);
    expect_gone(help, poll);
    assert_int_equal(help_sendf(help, "p1", "poll.publish", off, (long long)draft), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(act(help, "poll.open", draft), ERR_NONE);
    assert_int_equal(act(help, "poll.retract", draft), ERR_NONE);
    assert_int_equal(act(help, "poll.delete", draft), ERR_NONE);
    expect_gone(help, draft);
    help_room_free(&help);
}

/* So is a ballot of a round before: its end is told with every act that takes that news back. */
static void ballots_of_rounds_before_go_again(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'boolean'");
    char patch[128];
    assert_int_equal(vote(help, "u1", poll, "'choices':[1]"), ERR_NONE);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(act(help, "poll.round", poll), ERR_NONE);
    assert_int_equal(vote(help, "u1", poll, "'choices':[1],'round':2"), ERR_NONE);
    assert_int_equal(act(help, "poll.close", poll), ERR_NONE);
    assert_int_equal(archive(help, poll, "true"), ERR_NONE);
    snprintf(patch, sizeof patch,
             "{'poll':{'polls':{'%lld':null}},'me':{'poll':{'ballots':{'%lld':null}}}}",
             (long long)poll, (long long)poll);
    expect_patch(help, RINGS_INSIDE, patch);
    assert_int_equal(act(help, "poll.delete", poll), ERR_NONE);
    snprintf(
        patch, sizeof patch,
        "{'poll':{'polls':{'%lld':null}},'me':{'poll':{'ballots':{'%lld':null,'%lld.2':null}}}}",
        (long long)poll, (long long)poll, (long long)poll);
    expect_patch(help, RINGS_INSIDE, patch);
    help_room_free(&help);
}

static void who_chose_what_is_asked_by_staff_of_named_polls_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t named = opened(help, "'type':'ranking','ballot':'named','options':[{'en':'a'},"
                                 "{'en':'b'}]");
    int64_t quiet = opened(help, "'type':'boolean'");
    int64_t veiled = opened(help, "'type':'boolean','ballot':'anonymous'");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(vote(help, "u1", named, "'values':[2,1]"), ERR_NONE);
    assert_int_equal(vote(help, "u1", quiet, "'choices':[1]"), ERR_NONE);
    expect_query(help, "m1", "poll.ballots", of(named),
                 "{'ballots':[{'person':'u1','ballot':[2,1]}],'all':1}");
    assert_int_equal(help_query(help, "u1", "poll.ballots", of(named), &out),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_query(help, "m1", "poll.ballots", of(quiet), &out), ERR_NOT_AVAILABLE);
    assert_int_equal(help_query(help, "h1", "poll.ballots", of(veiled), &out), ERR_NOT_AVAILABLE);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", named, "ballot"), "'named'");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", quiet, "ballot"), NULL);
    buffer_done(&out);
    help_room_free(&help);
}

static void a_page_of_ballots_goes_on_where_it_ended(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'boolean','ballot':'named'");
    struct buffer out;
    struct json *json = NULL;
    char acts[8192], asked[64];
    int64_t next = 0;
    buffer_init(&out, BOUND_VIEW_BYTES);
    snprintf(acts, sizeof acts, "{'acts':{'%lld':[", (long long)poll);
    for (int i = 0; i < BOUND_POLL_PAGE + 1; i++)
        snprintf(acts + strlen(acts), sizeof acts - strlen(acts), "%s['v%d','op%06d',[1]]",
                 i ? "," : "", i, i);
    snprintf(acts + strlen(acts), sizeof acts - strlen(acts), "]}}");
    assert_int_equal(help_append_raw(help, "system", "poll.vote", acts), ERR_NONE);
    for (int page = 0; page < 2; page++) {
        snprintf(asked, sizeof asked, "{'poll':%lld,'after':%lld}", (long long)poll,
                 (long long)next);
        buffer_clear(&out);
        assert_int_equal(help_query(help, "m1", "poll.ballots", asked, &out), ERR_NONE);
        assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
        assert_int_equal(json_count(json_get(json, "ballots")), page ? 1 : BOUND_POLL_PAGE);
        assert_int_equal(json_get_int(json, "next", &next), page == 0);
        json_free(&json);
    }
    buffer_done(&out);
    help_room_free(&help);
}

/* Two questions: one with two right answers, one number. */
static void a_quiz_is_told_by_aliases(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t several = opened(help, "'type':'multiple','quiz':'q1','correct':[1,2],'options':"
                                   "[{'en':'a'},{'en':'b'},{'en':'c'}]");
    int64_t number = opened(help, "'type':'numeric','quiz':'q1','correct':[42],'tolerance':2");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(vote(help, "u1", several, "'choices':[1]"), ERR_NONE);
    assert_int_equal(vote(help, "u1", number, "'values':[44]"), ERR_NONE);
    assert_int_equal(vote(help, "u2", several, "'choices':[1,2]"), ERR_NONE);
    assert_int_equal(vote(help, "u2", number, "'values':[45]"), ERR_NONE);
    assert_int_equal(vote(help, "u3", several, "'choices':[1,3]"), ERR_NONE);
    const char *tell = "{'quiz':'q1','published':true}";
    assert_int_equal(act(help, "poll.close", several), ERR_NONE);
    assert_int_equal(act(help, "poll.close", number), ERR_NONE);
    /* How people stand would tell what is correct. */
    assert_int_equal(help_send(help, "p1", "poll.board", tell), ERR_NOT_FOUND);
    assert_int_equal(act(help, "poll.reveal", several), ERR_NONE);
    assert_int_equal(help_send(help, "p1", "poll.board", tell), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "poll/boards/q1/of", "3");
    assert_int_equal(act(help, "poll.reveal", number), ERR_NONE);
    assert_int_equal(help_query(help, "u1", "poll.place", "{'quiz':'q2'}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "p1", "poll.board", tell), ERR_NONE);
    struct json *json = NULL;
    static const struct {
        const char *person;
        int64_t points, place;
    } stand[] = {{"u1", 150, 1}, {"u2", 100, 2}, {"u3", 0, 3}};
    for (int i = 0; i < 3; i++) {
        int64_t points = -1, place = -1;
        buffer_clear(&out);
        assert_int_equal(help_query(help, stand[i].person, "poll.place", "{'quiz':'q1'}", &out),
                         ERR_NONE);
        assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
        json_get_int(json, "points", &points);
        json_get_int(json, "place", &place);
        assert_int_equal(points, stand[i].points);
        assert_int_equal(place, stand[i].place);
        json_free(&json);
    }
    expect_unseen(help, RINGS_INSIDE, "u2");
    assert_int_equal(help_send(help, "p1", "poll.board", "{'quiz':'q1','published':false}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "poll/boards", NULL);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_round_keeps_the_first),
        cmocka_unit_test(a_secret_poll_has_one_round),
        cmocka_unit_test(results_come_out_when_it_was_said),
        cmocka_unit_test(what_is_correct_is_told_when_it_is_revealed),
        cmocka_unit_test(what_is_put_away_is_out_of_sight),
        cmocka_unit_test(who_missed_that_it_went_is_told_again),
        cmocka_unit_test(ballots_of_rounds_before_go_again),
        cmocka_unit_test(who_chose_what_is_asked_by_staff_of_named_polls_alone),
        cmocka_unit_test(a_page_of_ballots_goes_on_where_it_ended),
        cmocka_unit_test(a_quiz_is_told_by_aliases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
