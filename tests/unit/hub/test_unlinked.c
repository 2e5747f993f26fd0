/* SPDX-License-Identifier: Apache-2.0
 * Nothing that others are sent, and of a secret poll nothing that stays, joins a person to a
 * choice: two evenings that differ in nothing but who of two people chose what are the same, byte
 * by byte, in the order and at the time of all that is pushed. Where it is kept who chose what the
 * journal is not: so the comparison sees it. */
#include "base/bounds.h"
#include "unit/hub/help_hub.h"

enum { VOTERS = 6 };

/* What is left of an evening. */
struct evening {
    struct buffer host, other; /* pushed to the team, and to who did not vote */
    struct buffer journal;     /* every entry but its op; what is sealed is blotted out */
};

/* How the poll is held, and whether the first two voters change places. */
struct plan {
    const char *ballot, *results;
    bool swapped, one_more; /* one_more: the first chooses something else */
};

static int64_t say(struct rig *rig, const char *by, const char *method, const char *more)
{
    char data[384];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"op%u\",%s}", rig->said++, more);
    return rig_command(rig, by, method, data);
}

static void of_poll(struct rig *rig, const char *method, int64_t poll)
{
    char more[64];
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    assert_true(say(rig, "host", method, more) > 0);
}

/* A sealed choice is a text of this length, and nothing else is. */
enum { SEALED_CHARS = (BALLOT_SEALED_BYTES * 4 + 2) / 3 };

static void blot(char *text)
{
    for (char *at = strchr(text, '"'); at; at = strchr(at + 1, '"')) {
        char *end = strchr(at + 1, '"');
        if (!end)
            return;
        if (end - at - 1 == SEALED_CHARS)
            memset(at + 1, '#', SEALED_CHARS);
        at = end;
    }
}

static void write_entries(void *context, enum err error, struct entry **entries, size_t count)
{
    struct buffer *out = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        char line[4096];
        const struct entry *entry = entries[i];
        snprintf(line, sizeof line, "%lld %lld %.*s %.*s %.*s\n", (long long)entry->seq,
                 (long long)entry->at_ms, (int)entry->type.len, entry->type.at, (int)entry->by.len,
                 entry->by.at, (int)entry->text.len, entry->text.at);
        blot(line);
        buffer_add(out, slice_of(line));
    }
}

/* Six people vote at the same moment: three yes, three no. */
static void vote_all(struct rig *rig, int64_t poll, const struct plan *plan)
{
    struct pending pending[VOTERS];
    for (int i = 0; i < VOTERS; i++) {
        int place = plan->swapped && i < 2 ? 1 - i : i;
        int choice = plan->one_more && i == 0 ? 2 : 1 + place % 2;
        char by[24], data[160];
        snprintf(by, sizeof by, "voter%d", i);
        snprintf(data, sizeof data,
                 "{\"room\":\"webinar:w1\",\"op\":\"v%d\",\"poll\":%lld,\"choices\":[%d]}", i,
                 (long long)poll, choice);
        rig_send(rig, by, "poll.vote", data, &pending[i]);
    }
    rig_turn(rig);
    for (int i = 0; i < VOTERS; i++)
        assert_true(pending[i].done && pending[i].result > 0);
}

static int64_t poll_of(struct rig *rig, const struct plan *plan)
{
    char more[192];
    snprintf(more, sizeof more,
             "\"type\":\"yesno\",\"title\":{\"en\":\"Q\"},\"ballot\":\"%s\",\"results\":\"%s\"",
             plan->ballot, plan->results);
    return say(rig, "host", "poll.prepare", more);
}

static void keep(struct buffer *out, struct line *line)
{
    assert_int_equal(line->closed, 0);
    buffer_add(out, buffer_slice(&line->heard));
    buffer_add(out, slice_of(line->answer));
    line_close(line);
}

static void spend(struct evening *evening, const struct plan *plan)
{
    struct rig rig;
    struct line host, other;
    buffer_init(&evening->host, BOUND_VIEW_BYTES);
    buffer_init(&evening->other, BOUND_VIEW_BYTES);
    buffer_init(&evening->journal, BOUND_VIEW_BYTES);
    rig_open(&rig, NULL);
    line_open(&host, &rig, "host");
    line_follow(&host, &rig, "webinar:w1", -1);
    line_open(&other, &rig, "other");
    line_follow(&other, &rig, "webinar:w1", -1);
    int64_t poll = poll_of(&rig, plan);
    of_poll(&rig, "poll.open", poll);
    vote_all(&rig, poll, plan);
    for (int i = 0; i < 12; i++)
        loop_pass(rig.loop, 250);
    of_poll(&rig, "poll.close", poll);
    for (int i = 0; i < 12; i++)
        loop_pass(rig.loop, 250);
    keep(&evening->host, &host);
    keep(&evening->other, &other);
    journal_read(rig.journal, SLICE("webinar:w1"), 0, 1024, write_entries, &evening->journal);
    rig_turn(&rig);
    rig_close(&rig);
}

static void forget(struct evening *evening)
{
    buffer_done(&evening->host);
    buffer_done(&evening->other);
    buffer_done(&evening->journal);
}

static bool same(const struct buffer *a, const struct buffer *b)
{
    return slice_equal(buffer_slice(a), buffer_slice(b));
}

static bool holds(const struct buffer *text, const char *what)
{
    return text->len && memmem(text->bytes, text->len, what, strlen(what));
}

static void nothing_that_is_pushed_depends_on_who_chose_what(void **state)
{
    static const char *const ballots[] = {"confidential", "named", "anonymous", "secret"};
    static const char *const results[] = {"live", "closed"};
    for (int at = 0; at < 8; at++) {
        struct evening evenings[2];
        for (int i = 0; i < 2; i++)
            spend(&evenings[i],
                  &(struct plan){ballots[at / 2], results[at % 2], .swapped = i == 1});
        assert_true(same(&evenings[0].host, &evenings[1].host));
        assert_true(same(&evenings[0].other, &evenings[1].other));
        for (int i = 0; i < 2; i++) {
            assert_false(holds(&evenings[i].host, "voter0"));
            assert_false(holds(&evenings[i].other, "voter0"));
            assert_true(holds(&evenings[i].other, "\"options\":{\"1\":3,\"2\":3,\"3\":0}"));
            forget(&evenings[i]);
        }
    }
}

/* Of a secret poll nor does what stays; of one that is only confidential it does. */
static void nothing_that_stays_does_where_it_is_sealed(void **state)
{
    static const char *const ballots[] = {"secret", "confidential"};
    for (int at = 0; at < 2; at++) {
        struct evening evenings[2];
        for (int i = 0; i < 2; i++)
            spend(&evenings[i], &(struct plan){ballots[at], "closed", .swapped = i == 1});
        assert_int_equal(same(&evenings[0].journal, &evenings[1].journal), at == 0);
        assert_true(holds(&evenings[0].journal, "voter0"));
        assert_int_equal(holds(&evenings[0].journal, "#########"), at == 0);
        for (int i = 0; i < 2; i++)
            forget(&evenings[i]);
    }
}

/* The control: another choice, and not another person, is seen by all. */
static void what_was_chosen_is_seen(void **state)
{
    struct evening evenings[2];
    for (int i = 0; i < 2; i++)
        spend(&evenings[i], &(struct plan){"secret", "closed", .one_more = i == 1});
    assert_false(same(&evenings[0].host, &evenings[1].host));
    assert_false(same(&evenings[0].other, &evenings[1].other));
    assert_false(same(&evenings[0].journal, &evenings[1].journal));
    for (int i = 0; i < 2; i++)
        forget(&evenings[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_is_pushed_depends_on_who_chose_what),
        cmocka_unit_test(nothing_that_stays_does_where_it_is_sealed),
        cmocka_unit_test(what_was_chosen_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
