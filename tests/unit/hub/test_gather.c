/* SPDX-License-Identifier: Apache-2.0
 * Votes that come together are few entries, in their order, and each has its own answer. */
#include "help/away.h"
#include "unit/hub/help_hub.h"

#include "base/bounds.h"

enum { VOTERS_MAX = 600 };

/* A poll that takes another choice of the same person, or not; the seq. */
static int64_t open_poll(struct rig *rig, const char *op, bool change)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"type\":\"yesno\",\"title\":{\"en\":\"Q\"},"
             "\"change\":%s}",
             op, change ? "true" : "false");
    int64_t poll = rig_command(rig, "host", "poll.prepare", data);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s.o\",\"poll\":%lld}", op,
             (long long)poll);
    assert_true(rig_command(rig, "host", "poll.open", data) > 0);
    return poll;
}

struct vote {
    const char *by, *op;
    int64_t poll;
    int choice;
};

static void send_vote(struct rig *rig, struct vote vote, struct pending *pending)
{
    char data[128];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"poll\":%lld,\"choices\":[%d]}", vote.op,
             (long long)vote.poll, vote.choice);
    rig_send(rig, vote.by, "poll.vote", data, pending);
}

/* A command about a poll or a question. */
struct about {
    const char *by, *method, *op, *thing;
    int64_t seq;
};

static void send_about(struct rig *rig, struct about about, struct pending *pending)
{
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"%s\":%lld}", about.op,
             about.thing, (long long)about.seq);
    rig_send(rig, about.by, about.method, data, pending);
}

/* What the host sees of the first poll. */
static void expect_tally(struct rig *rig, const char *tally)
{
    struct line line;
    char expected[128];
    line_open(&line, rig, "host");
    line_follow(&line, rig, "webinar:w1", -1);
    const char *from = strstr(line.answer, "\"tally\":");
    snprintf(expected, sizeof expected, "\"tally\":%s", tally);
    assert_non_null(from);
    if (strncmp(from, expected, strlen(expected)) != 0)
        fail_msg("%.120s", from);
    line_close(&line);
}

/* The data of an entry. */
struct read {
    bool done;
    char text[32768];
};

static void took(void *context, enum err error, struct entry **entries, size_t count)
{
    struct read *read = context;
    read->done = true;
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(count, 1);
    snprintf(read->text, sizeof read->text, "%.*s %.*s %.*s", (int)entries[0]->type.len,
             entries[0]->type.at, (int)entries[0]->by.len, entries[0]->by.at,
             (int)entries[0]->text.len, entries[0]->text.at);
}

static const char *entry_text(struct rig *rig, int64_t seq)
{
    static struct read read;
    read.done = false;
    journal_read_seqs(rig->journal, SLICE("webinar:w1"), &seq, 1, took, &read);
    rig_turn(rig);
    assert_true(read.done);
    return read.text;
}

static unsigned acts_in(struct rig *rig, int64_t seq)
{
    unsigned count = 0;
    for (const char *at = entry_text(rig, seq); (at = strstr(at, "[\"")); at++)
        count++;
    return count;
}

static void at_rest_a_vote_is_written_at_once(void **state)
{
    struct rig rig;
    struct pending vote;
    char expected[256];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    send_vote(&rig, (struct vote){"u1", "abc", poll, 2}, &vote);
    assert_int_equal(journal_stats(rig.journal).waiting, 1);
    rig_turn(&rig);
    assert_int_equal(vote.result, poll + 2);
    snprintf(expected, sizeof expected,
             "poll.vote system {\"acts\":{\"%lld\":[[\"u1\",\"ungWv48B\",[2]]]}}", (long long)poll);
    assert_string_equal(entry_text(&rig, vote.result), expected);
    rig_close(&rig);
}

static void those_that_come_while_it_is_written_are_one_entry(void **state)
{
    struct rig rig;
    struct pending votes[4];
    char by[] = "u0";
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    for (int i = 0; i < 4; i++) {
        by[1] = (char)('1' + i);
        send_vote(&rig, (struct vote){by, "abc", poll, 1 + i % 2}, &votes[i]);
    }
    rig_turn(&rig);
    assert_int_equal(votes[0].result, poll + 2);
    for (int i = 1; i < 4; i++)
        assert_int_equal(votes[i].result, poll + 3);
    assert_int_equal(acts_in(&rig, poll + 3), 3);
    expect_tally(&rig, "{\"voters\":4,\"options\":{\"1\":2,\"2\":2,\"3\":0}}");
    rig_restart(&rig);
    expect_tally(&rig, "{\"voters\":4,\"options\":{\"1\":2,\"2\":2,\"3\":0}}");
    rig_close(&rig);
}

static void a_refused_one_among_them_is_refused_alone(void **state)
{
    struct rig rig;
    struct pending first, votes[3];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &first);
    send_vote(&rig, (struct vote){"u2", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u2", "b", poll, 2}, &votes[1]); /* at its turn it has voted */
    send_vote(&rig, (struct vote){"u3", "a", poll, 2}, &votes[2]);
    rig_turn(&rig);
    assert_int_equal(votes[0].result, poll + 3);
    assert_int_equal(votes[1].result, -ERR_ALREADY_VOTED);
    assert_int_equal(votes[2].result, poll + 3);
    assert_int_equal(hub_stats(rig.hub).voids, 1);
    expect_tally(&rig, "{\"voters\":3,\"options\":{\"1\":2,\"2\":1,\"3\":0}}");
    rig_close(&rig);
}

/* Whoever was before the close is before it, whoever came behind it is behind it. */
static void any_other_command_comes_behind_those_before_it(void **state)
{
    struct rig rig;
    struct pending votes[4], close, chat;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u2", "a", poll, 1}, &votes[1]);
    send_about(&rig, (struct about){"host", "poll.close", "c", "poll", poll}, &close);
    send_vote(&rig, (struct vote){"u3", "a", poll, 1}, &votes[2]);
    rig_send(&rig, "host", "chat.post", "{\"room\":\"webinar:w1\",\"op\":\"x\",\"text\":\"t\"}",
             &chat);
    send_vote(&rig, (struct vote){"u4", "a", poll, 1}, &votes[3]);
    rig_turn(&rig);
    assert_int_equal(votes[0].result, poll + 2);
    assert_int_equal(votes[1].result, poll + 3);
    assert_int_equal(close.result, poll + 4);
    assert_int_equal(votes[2].result, -ERR_POLL_CLOSED);
    assert_int_equal(chat.result, poll + 6);
    assert_int_equal(votes[3].result, -ERR_POLL_CLOSED);
    expect_tally(&rig, "{\"voters\":2,\"options\":{\"1\":2,\"2\":0,\"3\":0}}");
    rig_close(&rig);
}

/* An up-vote between two votes, and one taken back behind it. */
static void other_acts_keep_their_order_too(void **state)
{
    struct rig rig;
    struct pending votes[3], up, again, down;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", true);
    int64_t asked = rig_command(&rig, "u9", "question.ask",
                                "{\"room\":\"webinar:w1\",\"op\":\"q\",\"text\":\"why\"}");
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u1", "b", poll, 2}, &votes[1]);
    send_about(&rig, (struct about){"u1", "question.vote", "c", "question", asked}, &up);
    send_about(&rig, (struct about){"u2", "question.vote", "c", "question", asked}, &again);
    send_about(&rig, (struct about){"u1", "question.unvote", "d", "question", asked}, &down);
    send_vote(&rig, (struct vote){"u1", "e", poll, 3}, &votes[2]);
    rig_turn(&rig);
    assert_int_equal(votes[1].result, votes[0].result + 1);
    assert_int_equal(up.result, votes[1].result + 1);
    assert_int_equal(again.result, up.result);
    /* At arrival there was nothing to take back yet. */
    assert_int_equal(down.result, -ERR_NOT_FOUND);
    assert_int_equal(votes[2].result, up.result + 1);
    expect_tally(&rig, "{\"voters\":1,\"options\":{\"1\":0,\"2\":0,\"3\":1}}");
    rig_close(&rig);
}

static void acts_about_two_things_are_answered_for_the_right_one(void **state)
{
    struct rig rig;
    struct pending first, votes[4];
    rig_open(&rig, NULL);
    int64_t one = open_poll(&rig, "p", false), two = open_poll(&rig, "q", false);
    send_vote(&rig, (struct vote){"u1", "a", one, 1}, &first);
    send_vote(&rig, (struct vote){"u2", "a", one, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u2", "b", two, 2}, &votes[1]);
    send_vote(&rig, (struct vote){"u2", "c", one, 2}, &votes[2]);
    send_vote(&rig, (struct vote){"u3", "d", two, 2}, &votes[3]);
    rig_turn(&rig);
    assert_int_equal(votes[0].result, first.result + 1);
    assert_int_equal(votes[1].result, first.result + 1);
    assert_int_equal(votes[2].result, -ERR_ALREADY_VOTED);
    assert_int_equal(votes[3].result, first.result + 1);
    rig_close(&rig);
}

static void a_repeat_on_its_way_is_done_once(void **state)
{
    struct rig rig;
    struct pending votes[4];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", true);
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[1]);
    send_vote(&rig, (struct vote){"u1", "b", poll, 2}, &votes[2]);
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[3]);
    rig_turn(&rig);
    assert_int_equal(votes[0].result, poll + 2);
    assert_int_equal(votes[1].result, poll + 2);
    assert_int_equal(votes[2].result, poll + 3);
    assert_int_equal(votes[3].result, poll + 2);
    expect_tally(&rig, "{\"voters\":1,\"options\":{\"1\":0,\"2\":1,\"3\":0}}");
    assert_int_equal(hub_stats(rig.hub).repeats, 2);
    rig_close(&rig);
}

/* Each follower is told of their own vote, once, and the sums are right. */
static void hundreds_are_a_few_entries(void **state)
{
    static struct pending votes[VOTERS_MAX];
    struct line lines[3];
    struct rig rig;
    char by[16], ballots[64];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    for (int i = 0; i < 3; i++) {
        snprintf(by, sizeof by, "u%d", i * 299);
        line_open(&lines[i], &rig, by);
        line_follow(&lines[i], &rig, "webinar:w1", -1);
    }
    uint64_t entries = journal_stats(rig.journal).entries;
    for (int i = 0; i < VOTERS_MAX; i++) {
        snprintf(by, sizeof by, "u%d", i);
        send_vote(&rig, (struct vote){by, "abc", poll, 1 + i % 3}, &votes[i]);
    }
    rig_turn(&rig);
    assert_int_equal(journal_stats(rig.journal).entries - entries, 4); /* 1, 250, 250, 99 */
    for (int i = 0; i < VOTERS_MAX; i++)
        assert_int_equal(votes[i].result,
                         votes[0].result + (i + BOUND_GATHER_ACTS - 1) / BOUND_GATHER_ACTS);
    for (int i = 0; i < 3; i++) {
        snprintf(ballots, sizeof ballots, "\"me\":{\"poll\":{\"ballots\":{\"%lld\":[%d]}}}",
                 (long long)poll, 1 + i * 299 % 3);
        assert_int_equal(line_heard(&lines[i], "\"ballots\""), 1);
        assert_int_equal(line_heard(&lines[i], ballots), 1);
        line_close(&lines[i]);
    }
    expect_tally(&rig, "{\"voters\":600,\"options\":{\"1\":200,\"2\":200,\"3\":200}}");
    rig_close(&rig);
}

/* Long ids, every option: an entry is bounded in bytes too. */
static void an_entry_is_bounded_in_bytes(void **state)
{
    static struct pending votes[VOTERS_MAX];
    struct rig rig;
    char by[65], data[512];
    rig_open(&rig, NULL);
    int64_t poll = rig_command(
        &rig, "host", "poll.prepare",
        "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"multiple\",\"title\":{\"en\":\"Q\"},"
        "\"options\":[{\"en\":\"1\"},{\"en\":\"2\"},{\"en\":\"3\"},{\"en\":\"4\"},{\"en\":\"5\"},"
        "{\"en\":\"6\"},{\"en\":\"7\"},{\"en\":\"8\"},{\"en\":\"9\"},{\"en\":\"a\"},{\"en\":\"b\"},"
        "{\"en\":\"c\"},{\"en\":\"d\"},{\"en\":\"e\"},{\"en\":\"f\"},{\"en\":\"g\"},{\"en\":\"h\"},"
        "{\"en\":\"i\"},{\"en\":\"j\"},{\"en\":\"k\"}]}");
    struct pending opened;
    send_about(&rig, (struct about){"host", "poll.open", "o", "poll", poll}, &opened);
    rig_turn(&rig);
    for (int i = 0; i < VOTERS_MAX; i++) {
        snprintf(by, sizeof by, "%064d", i);
        snprintf(data, sizeof data,
                 "{\"room\":\"webinar:w1\",\"op\":\"abc\",\"poll\":%lld,\"choices\":[1,2,3,4,5,6,7,"
                 "8,9,10,11,12,13,14,15,16,17,18,19,20]}",
                 (long long)poll);
        rig_send(&rig, by, "poll.vote", data, &votes[i]);
    }
    rig_turn(&rig);
    for (int i = 0; i < VOTERS_MAX; i++)
        assert_true(votes[i].result > 0);
    assert_true(votes[VOTERS_MAX - 1].result > votes[0].result + 3);
    assert_true(acts_in(&rig, votes[0].result + 1) < BOUND_GATHER_ACTS);
    assert_true(strlen(entry_text(&rig, votes[0].result + 1)) < BOUND_GATHER_BYTES);
    expect_tally(&rig, "{\"voters\":600,");
    rig_close(&rig);
}

static void while_the_journal_is_away_each_is_told(void **state)
{
    struct rig rig;
    struct pending votes[3];
    struct away *away = away_new();
    rig_open_on(&rig, &away->backend, NULL);
    int64_t poll = open_poll(&rig, "p", false);
    away->writing = true;
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u2", "a", poll, 1}, &votes[1]);
    send_vote(&rig, (struct vote){"u3", "a", poll, 1}, &votes[2]);
    rig_turn(&rig);
    for (int i = 0; i < 3; i++)
        assert_int_equal(votes[i].result, -ERR_JOURNAL_AWAY);
    away->writing = false;
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    rig_turn(&rig);
    assert_int_equal(votes[0].result, poll + 2);
    rig_close(&rig);
}

/* Committed, and nobody heard of it: the retry gets the first answer, before and behind a restart.
 */
static void what_was_committed_unheard_is_answered_when_repeated(void **state)
{
    struct rig rig;
    struct pending votes[3];
    struct away *away = away_new();
    rig_open_on(&rig, &away->backend, NULL);
    int64_t poll = open_poll(&rig, "p", true);
    away->losing = true;
    send_vote(&rig, (struct vote){"u1", "a", poll, 1}, &votes[0]);
    send_vote(&rig, (struct vote){"u2", "a", poll, 1}, &votes[1]);
    send_vote(&rig, (struct vote){"u3", "a", poll, 1}, &votes[2]);
    rig_turn(&rig);
    assert_int_equal(votes[2].result, -ERR_JOURNAL_AWAY);
    away->losing = false;
    send_vote(&rig, (struct vote){"u2", "a", poll, 1}, &votes[1]);
    rig_turn(&rig);
    assert_int_equal(votes[1].result, poll + 3);
    rig_restart(&rig);
    send_vote(&rig, (struct vote){"u3", "a", poll, 1}, &votes[2]);
    rig_turn(&rig);
    assert_int_equal(votes[2].result, poll + 3);
    expect_tally(&rig, "{\"voters\":3,\"options\":{\"1\":3,\"2\":0,\"3\":0}}");
    rig_close(&rig);
}

/* An inbox has one writer: what is said while an entry is written is one entry, answered alike. */
static void read_positions_become_one_entry(void **state)
{
    static const char course[] = "{\"room\":\"course:c1\",\"op\":\"c%d\",%s}";
    static const char *const made[][2] = {
        {"stage.create", "\"title\":{\"en\":\"C\"}"},
        {"member.policy", "\"policy\":\"open\""},
        {"forum.thread", "\"title\":\"t\",\"text\":\"x\""},
        {"forum.thread", "\"title\":\"u\",\"text\":\"y\""},
    };
    struct rig rig;
    struct line line;
    struct pending marks[4];
    char data[256];
    rig_open(&rig, NULL);
    for (int i = 0; i < 4; i++) {
        snprintf(data, sizeof data, course, i, made[i][1]);
        assert_int_equal(rig_command(&rig, i < 2 ? "system" : "u1", made[i][0], data), i + 1);
    }
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "inbox:me", -1);
    for (int i = 0; i < 4; i++) {
        snprintf(data, sizeof data,
                 "{\"room\":\"inbox:me\",\"op\":\"m%d\",\"of\":\"course:c1\",\"thread\":%d,"
                 "\"upto\":%d}",
                 i, 3 + i % 2, 3 + i / 2);
        rig_send(&rig, "u1", "read.mark", data, &marks[i]);
    }
    rig_turn(&rig);
    assert_int_equal(marks[0].result, 1);
    for (int i = 1; i < 4; i++)
        assert_int_equal(marks[i].result, 2);
    assert_int_equal(line_heard(&line, "{\"course:c1\":{\"4\":4,\"3\":4}}"), 1);
    /* The op of one that was written alone is known; that of one that was merged says it again. */
    assert_int_equal(rig_command(&rig, "u1", "read.mark",
                                 "{\"room\":\"inbox:me\",\"op\":\"m0\",\"of\":\"course:c1\","
                                 "\"thread\":3,\"upto\":3}"),
                     1);
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_a_vote_is_written_at_once),
        cmocka_unit_test(those_that_come_while_it_is_written_are_one_entry),
        cmocka_unit_test(a_refused_one_among_them_is_refused_alone),
        cmocka_unit_test(any_other_command_comes_behind_those_before_it),
        cmocka_unit_test(other_acts_keep_their_order_too),
        cmocka_unit_test(acts_about_two_things_are_answered_for_the_right_one),
        cmocka_unit_test(a_repeat_on_its_way_is_done_once),
        cmocka_unit_test(hundreds_are_a_few_entries),
        cmocka_unit_test(an_entry_is_bounded_in_bytes),
        cmocka_unit_test(while_the_journal_is_away_each_is_told),
        cmocka_unit_test(read_positions_become_one_entry),
        cmocka_unit_test(what_was_committed_unheard_is_answered_when_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
