/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_view.c */
#include <stdio.h>

#include "features/poll.h"
#include "help_webinar.h"

static const char single[] = "{'type':'single','title':{'en':'Lunch?'},"
                             "'options':[{'en':'Yes'},{'en':'No'},{'en':'Later'}]}";
static const char changing[] = "{'type':'single','title':{'en':'Lunch?'},'change':true,"
                               "'options':[{'en':'Yes'},{'en':'No'},{'en':'Later'}]}";

/* A draft; its seq. */
static int64_t prepare(struct help_room *help, const char *data)
{
    assert_int_equal(help_send(help, "p1", "poll.prepare", data), 0);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t poll)
{
    return help_act(help, by, type, "poll", poll);
}

static int64_t open_new(struct help_room *help, const char *data)
{
    int64_t poll = prepare(help, data);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    return poll;
}

static enum err vote(struct help_room *help, const char *by, int64_t poll, const char *choices)
{
    return help_sendf(help, by, "poll.vote", "{'poll':%lld,'choices':%s}", (long long)poll,
                      choices);
}

static enum err publish(struct help_room *help, int64_t poll, const char *published)
{
    return help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':%s}", (long long)poll,
                      published);
}

static void a_draft_is_seen_by_staff_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, RINGS_INSIDE, "poll", "{'polls':{}}");
    expect_unseen(help, RINGS_INSIDE, "Lunch");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, ""),
                "{'type':'single','title':{'en':'Lunch?'},"
                "'options':{'1':{'en':'Yes'},'2':{'en':'No'},'3':{'en':'Later'}},"
                "'min':1,'max':1,'change':false,'state':'draft','published':false,"
                "'tally':{'voters':0,'options':{'1':0,'2':0,'3':0}}}");
    assert_int_equal(publish(help, poll, "true"), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(act(help, "p1", "poll.delete", poll), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, ""), NULL);
    help_room_free(&help);
}

static void opening_gives_participants_the_whole_poll(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_ALREADY_EXISTS);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, ""),
                "{'type':'single','title':{'en':'Lunch?'},"
                "'options':{'1':{'en':'Yes'},'2':{'en':'No'},'3':{'en':'Later'}},"
                "'min':1,'max':1,'change':false,'state':'open','published':false,"
                "'opened':1700000000000}");
    expect_unseen(help, RINGS_INSIDE, "tally");
    assert_int_equal(act(help, "p1", "poll.delete", poll), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void votes_are_counted_and_reach_staff(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, single);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, NULL);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "[1]");
    expect_me(help, "u2", "poll", "{'ballots':{}}");
    assert_int_equal(vote(help, "u2", poll, "[1]"), 0);
    assert_int_equal(vote(help, "p1", poll, "[3]"), 0);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':3,'options':{'1':2,'2':0,'3':1}}");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"), NULL);
    help_room_free(&help);
}

static void published_sums_reach_participants_and_go_again(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, changing);
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(publish(help, poll, "true"), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':1,'options':{'1':1,'2':0,'3':0}}");
    assert_int_equal(vote(help, "u2", poll, "[2]"), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':2,'options':{'1':1,'2':1,'3':0}}");
    assert_int_equal(publish(help, poll, "false"), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"), NULL);
    assert_int_equal(vote(help, "u1", poll, "[3]"), 0);
    expect_unseen(help, RINGS_INSIDE, "tally");
    assert_int_equal(publish(help, poll, "1"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_poll_published_as_a_draft_opens_with_its_sums(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = prepare(help, single);
    assert_int_equal(publish(help, poll, "true"), 0);
    assert_int_equal(act(help, "p1", "poll.open", poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':0,'options':{'1':0,'2':0,'3':0}}");
    help_room_free(&help);
}

/* Applies without telling anybody. */
static void apply(struct room *room, const char *by, const char *type, const char *data)
{
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .at_ms = HELP_START_MS,
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

static void sums_gather_until_they_are_sent(void **state)
{
    static const struct feature *const polls_only[] = {&poll_feature, NULL};
    struct help_alone *alone = help_alone_new("webinar:w1", polls_only);
    struct room *room = room_new(SLICE("webinar:w1"), alone->kinds);
    apply(room, "system", "poll.prepare", "{\"type\":\"yesno\",\"title\":{\"en\":\"a\"}}");
    apply(room, "system", "poll.open", "{\"poll\":1}");
    apply(room, "system", "poll.prepare", "{\"type\":\"yesno\",\"title\":{\"en\":\"b\"}}");
    expect_tally(room, HELP_STAFF, false, NULL);
    apply(room, "u1", "poll.vote", "{\"poll\":1,\"choices\":[1]}");
    apply(room, "u2", "poll.vote", "{\"poll\":1,\"choices\":[2]}");
    assert_true(room_tally_wait_ms(room) >= 0);
    expect_tally(room, RINGS_INSIDE, false, NULL);
    expect_tally(room, HELP_STAFF, false,
                 "{\"poll\":{\"polls\":{\"1\":{\"tally\":{\"voters\":2,"
                 "\"options\":{\"1\":1,\"2\":1,\"3\":0}}}}}}");
    room_tally_sent(room);
    expect_tally(room, HELP_STAFF, false, NULL);
    expect_tally(room, RINGS_INSIDE, true, NULL);
    apply(room, "system", "poll.publish", "{\"poll\":1,\"published\":true}");
    expect_tally(room, RINGS_INSIDE, true,
                 "{\"poll\":{\"polls\":{\"1\":{\"tally\":{\"voters\":2,"
                 "\"options\":{\"1\":1,\"2\":1,\"3\":0}}}}}}");
    room_free(&room);
    help_alone_free(&alone);
}

/* Recounts one poll from the ballots that stand in `me` of every voter. */
static void expect_recount(struct help_room *help, int64_t poll, int voters_max)
{
    int64_t counts[4] = {0}, voters = 0;
    for (int voter = 0; voter < voters_max; voter++) {
        char person[16], key[24];
        struct buffer text;
        struct json *me;
        buffer_init(&text, BOUND_VIEW_BYTES);
        snprintf(person, sizeof person, "u%d", voter);
        snprintf(key, sizeof key, "%lld", (long long)poll);
        room_me(help_room(help), slice_of(person), &text);
        assert_int_equal(json_parse(buffer_slice(&text), &me), ERR_NONE);
        const struct json *ballot = json_get(json_get(json_get(me, "poll"), "ballots"), key);
        voters += ballot != NULL;
        for (const struct json *item = json_first(ballot); item; item = json_next(item)) {
            int64_t number = 0;
            assert_true(json_as_int(item, &number) && number >= 1 && number <= 3);
            counts[number]++;
        }
        json_free(&me);
        buffer_done(&text);
    }
    char tally[128];
    snprintf(tally, sizeof tally, "{'voters':%d,'options':{'1':%d,'2':%d,'3':%d}}", (int)voters,
             (int)counts[1], (int)counts[2], (int)counts[3]);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"), tally);
}

enum { VOTERS = 12 };

/* What the hub would tell of a secret poll; good until the next call. */
static const char *help_sums(int64_t poll)
{
    static char sums[96];
    snprintf(sums, sizeof sums, "{'poll':%lld,'voters':6,'options':{'1':4,'3':2}}",
             (long long)poll);
    return sums;
}

static void command_random(struct help_room *help, unsigned *seed, int64_t poll)
{
    static const char *const choices[] = {"[1]", "[2]", "[3]", "[1,2]", "[2,3]", "[1,2,3]"};
    static const char *const types[] = {"poll.open", "poll.close"};
    char person[16];
    snprintf(person, sizeof person, "u%u", help_roll(seed, VOTERS));
    static const char *const edits[] = {
        "'type':'single','title':{'en':'a','fr':'b'},'options':[{'en':'1','fr':'2'},{'en':'3','fr':"
        "'4'}]",
        "'type':'multiple','title':{'ar':'a'},'options':[{'ar':'1'},{'ar':'2'},{'ar':'3'}]",
        "'type':'yesno','title':{'en':'a'},'ballot':'anonymous'"};
    unsigned what = help_roll(seed, 12);
    if (what == 10)
        help_sendf(help, "p1", "poll.edit", "{'poll':%lld,%s}", (long long)poll,
                   edits[help_roll(seed, 3)]);
    else if (what == 11)
        help_sendf(help, "p1", help_roll(seed, 2) ? "poll.retract" : "poll.order",
                   "{'poll':%lld,'polls':[%lld,%lld]}", (long long)poll, (long long)poll,
                   (long long)poll + help_roll(seed, 3) + 1);
    else if (what < 7)
        vote(help, person, poll, choices[help_roll(seed, 6)]);
    else if (what < 9)
        act(help, "p1", types[help_roll(seed, 2)], poll);
    else if (help_roll(seed, 2))
        publish(help, poll, help_roll(seed, 2) ? "true" : "false");
    else
        help_append_raw(help, "system", "poll.sums", help_sums(poll));
}

/* Neither staff nor anybody sees more than how many have voted, until it is told. */
static void a_secret_poll_shows_its_sums_when_they_are_told(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, "{'type':'yesno','title':{'en':'a'},'ballot':'secret'}");
    assert_int_equal(publish(help, poll, "true"), 0);
    char person[16], clear[48], few[48];
    snprintf(clear, sizeof clear, "{'poll':%lld,'choices':[1]}", (long long)poll);
    snprintf(few, sizeof few, "{'poll':%lld,'voters':4}", (long long)poll);
    for (int i = 0; i < 6; i++) {
        snprintf(person, sizeof person, "u%d", i);
        assert_int_equal(vote(help, person, poll, i < 4 ? "[1]" : "[3]"), 0);
    }
    assert_int_equal(vote(help, "u1", poll, "[1]"), ERR_ALREADY_VOTED);
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "[]");
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"), "{'voters':6}");
    /* In the journal's order a choice that anybody could read is none. */
    assert_int_equal(help_append_raw(help, "u7", "poll.vote", clear), ERR_CHOICES_INVALID);
    assert_int_equal(help_append_raw(help, "system", "poll.sums", help_sums(poll)),
                     ERR_NOT_AVAILABLE);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "result"), "'counting'");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"), "{'voters':6}");
    assert_int_equal(act(help, "p1", "poll.open", poll), ERR_NOT_AVAILABLE);
    assert_int_equal(act(help, "p1", "poll.delete", poll), ERR_NOT_AVAILABLE);
    assert_int_equal(help_append_raw(help, "system", "poll.sums", few), ERR_NOT_AVAILABLE);
    assert_int_equal(help_append_raw(help, "system", "poll.sums", help_sums(poll)), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "result"), "'counted'");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally"),
                "{'voters':6,'options':{'1':4,'2':0,'3':2}}");
    assert_int_equal(help_append_raw(help, "system", "poll.sums", help_sums(poll)),
                     ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

static void a_secret_poll_of_few_has_no_sums(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = open_new(help, "{'type':'yesno','title':{'en':'a'},'ballot':'secret'}");
    assert_int_equal(vote(help, "u1", poll, "[1]"), 0);
    assert_int_equal(act(help, "p1", "poll.close", poll), 0);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "result"), "'few'");
    assert_int_equal(help_append_raw(help, "system", "poll.sums", help_sums(poll)),
                     ERR_NOT_AVAILABLE);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"), "{'voters':1}");
    help_room_free(&help);
}

static void every_copy_and_count_is_true_after_a_random_history(void **state)
{
    static const char *const kinds[] = {single,
                                        changing,
                                        "{'type':'yesno','title':{'en':'a'},'change':true}",
                                        "{'type':'multiple','title':{'en':'a'},'change':true,"
                                        "'options':[{'en':'a'},{'en':'b'},{'en':'c'}]}",
                                        "{'type':'yesno','title':{'en':'a'},'change':true,"
                                        "'ballot':'anonymous'}",
                                        "{'type':'yesno','title':{'en':'a'},'change':true,"
                                        "'ballot':'secret'}",
                                        "{'type':'yesno','title':{'en':'a'},'ballot':'secret'}"};
    enum { POLLS = sizeof kinds / sizeof kinds[0] };
    struct help_room *help = help_webinar_new();
    int64_t polls[POLLS];
    unsigned seed = 20;
    for (int i = 0; i < POLLS; i++)
        polls[i] = i < 2 ? open_new(help, kinds[i]) : prepare(help, kinds[i]);
    for (int step = 0; step < 1500; step++) {
        help_wait(help, 100);
        command_random(help, &seed, polls[help_roll(&seed, POLLS)]);
    }
    expect_recount(help, polls[0], VOTERS);
    expect_recount(help, polls[1], VOTERS);
    expect_recount(help, polls[4], VOTERS);
    for (int i = 0; i < POLLS; i++) {
        act(help, "p1", "poll.close", polls[i]);
        help_append_raw(help, "system", "poll.sums", help_sums(polls[i]));
        assert_int_equal(act(help, "p1", "poll.delete", polls[i]), 0);
    }
    expect_view(help, HELP_STAFF, "poll/polls", "{}");
    expect_me(help, "u1", "poll/ballots", "{}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_seen_by_staff_alone),
        cmocka_unit_test(opening_gives_participants_the_whole_poll),
        cmocka_unit_test(votes_are_counted_and_reach_staff),
        cmocka_unit_test(published_sums_reach_participants_and_go_again),
        cmocka_unit_test(a_poll_published_as_a_draft_opens_with_its_sums),
        cmocka_unit_test(sums_gather_until_they_are_sent),
        cmocka_unit_test(a_secret_poll_shows_its_sums_when_they_are_told),
        cmocka_unit_test(a_secret_poll_of_few_has_no_sums),
        cmocka_unit_test(every_copy_and_count_is_true_after_a_random_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
