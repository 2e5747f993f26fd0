/* SPDX-License-Identifier: Apache-2.0
 *
 * Votes that came together lose power at every operation of the disk. Whatever was acknowledged is
 * there afterwards, once, and whoever says it again gets the first answer; what was not is done by
 * its repeat. The control is a disk that ignores the log's syncs.
 */
#include <stdlib.h>

#include "help/temporary.h"
#include "journal/backend.h"
#include "journal/help_power.h"
#include "unit/hub/help_hub.h"

enum { VOTERS = 24, WAVE = 8, UP_VOTERS = 4, CUTS_MAX = 400, SEEDS = 4 };

struct urn {
    struct rig rig;
    char folder[64], path[80];
    int64_t poll, question;
    int64_t voted[VOTERS], up[UP_VOTERS]; /* the seqs acknowledged; 0: not */
};

/* False when the disk has no power. */
static bool box_open(struct urn *box)
{
    char why[256] = "", data[128];
    struct backend *backend = sqlite_open(box->path, why, sizeof why);
    if (!backend)
        return false;
    rig_open_on(&box->rig, backend, NULL);
    box->poll = rig_command(&box->rig, "host", "poll.prepare",
                            "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"yesno\","
                            "\"title\":{\"en\":\"Q\"},\"change\":false}");
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld}",
             (long long)box->poll);
    assert_true(rig_command(&box->rig, "host", "poll.open", data) > 0);
    box->question = rig_command(&box->rig, "asker", "question.ask",
                                "{\"room\":\"webinar:w1\",\"op\":\"q\",\"text\":\"why\"}");
    assert_true(box->question > 0);
    return true;
}

static void vote_send(struct urn *box, int voter, struct pending *pending)
{
    char by[8], data[128];
    snprintf(by, sizeof by, "u%d", voter);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"v\",\"poll\":%lld,\"choices\":[%d]}",
             (long long)box->poll, 1 + voter % 3);
    rig_send(&box->rig, by, "poll.vote", data, pending);
}

static void up_send(struct urn *box, int voter, struct pending *pending)
{
    char by[8], data[128];
    snprintf(by, sizeof by, "u%d", voter);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"up\",\"question\":%lld}",
             (long long)box->question);
    rig_send(&box->rig, by, "question.vote", data, pending);
}

static void note(int64_t *seq, const struct pending *pending)
{
    if (pending->done && pending->result > 0)
        *seq = pending->result;
}

/* Three waves of votes, each partly gathered; in the second up-votes come between, in the third
 * somebody says again what they have said. */
static void everybody_votes(struct urn *box)
{
    struct pending votes[VOTERS], ups[UP_VOTERS], again;
    for (int wave = 0; wave < VOTERS / WAVE; wave++) {
        for (int i = wave * WAVE; i < (wave + 1) * WAVE; i++)
            vote_send(box, i, &votes[i]);
        for (int i = 0; wave == 1 && i < UP_VOTERS; i++)
            up_send(box, i, &ups[i]);
        if (wave == 2)
            vote_send(box, 1, &again);
        rig_turn(&box->rig);
        for (int i = wave * WAVE; i < (wave + 1) * WAVE; i++)
            note(&box->voted[i], &votes[i]);
        for (int i = 0; wave == 1 && i < UP_VOTERS; i++)
            note(&box->up[i], &ups[i]);
        if (wave == 2 && again.done && again.result > 0)
            assert_int_equal(again.result, box->voted[1]);
    }
}

struct reading {
    bool done;
    unsigned votes[VOTERS], ups[VOTERS];
};

/* Counts the acts of each person in each entry. */
static void entries_came(void *context, enum err error, struct entry **entries, size_t count)
{
    struct reading *reading = context;
    reading->done = true;
    assert_int_equal(error, ERR_NONE);
    for (size_t n = 0; n < count; n++) {
        char text[4096], act[24];
        bool vote = slice_is(entries[n]->type, "poll.vote");
        if (!vote && !slice_is(entries[n]->type, "question.vote"))
            continue;
        snprintf(text, sizeof text, "%.*s", (int)entries[n]->text.len, entries[n]->text.at);
        for (int i = 0; i < VOTERS; i++) {
            snprintf(act, sizeof act, "[\"u%d\",", i);
            for (const char *at = text; (at = strstr(at, act)); at++)
                (vote ? reading->votes : reading->ups)[i]++;
        }
    }
}

/* 1 unless everybody's act is there once, and its repeat is answered with what it was. */
static unsigned vote_lost(struct urn *box, int voter, int64_t first, bool up)
{
    struct pending again;
    if (up)
        up_send(box, voter, &again);
    else
        vote_send(box, voter, &again);
    rig_turn(&box->rig);
    assert_true(again.done);
    return again.result <= 0 || (first != 0 && again.result != first);
}

/* How much of what was acknowledged is not as it was. */
static unsigned box_lost(struct urn *box)
{
    struct reading reading = {.done = false};
    unsigned lost = 0;
    int64_t poll = box->poll, question = box->question;
    if (!box_open(box))
        return 1;
    lost += box->poll != poll || box->question != question;
    for (int i = VOTERS - 1; i >= 0; i--) /* in another order than before */
        lost += vote_lost(box, i, box->voted[i], false);
    for (int i = 0; i < UP_VOTERS; i++)
        lost += vote_lost(box, i, box->up[i], true);
    journal_read(box->rig.journal, SLICE("webinar:w1"), 0, 1024, entries_came, &reading);
    rig_turn(&box->rig);
    assert_true(reading.done);
    for (int i = 0; i < VOTERS; i++)
        lost += reading.votes[i] != 1 || reading.ups[i] != (i < UP_VOTERS);
    rig_close(&box->rig);
    return lost;
}

/* One life with the power going after `cut` operations of the votes. *survived: that was too late.
 */
static unsigned box_live(unsigned cut, unsigned seed, bool lying, bool *survived)
{
    char command[96];
    struct urn *box = calloc(1, sizeof *box);
    assert_non_null(box);
    power_reset(seed);
    power_ignore_log_syncs(false);
    snprintf(box->folder, sizeof box->folder, "%s/muster-gathered-XXXXXX", temporary());
    assert_non_null(mkdtemp(box->folder));
    snprintf(box->path, sizeof box->path, "%s/j.db", box->folder);
    assert_true(box_open(box));
    power_ignore_log_syncs(lying);
    power_cut_after(cut);
    everybody_votes(box);
    *survived = !power_lost();
    if (*survived)
        power_cut();
    rig_close(&box->rig);
    power_on();
    power_ignore_log_syncs(false);
    unsigned lost = box_lost(box);
    snprintf(command, sizeof command, "rm -rf %s", box->folder);
    assert_int_equal(system(command), 0);
    free(box);
    return lost;
}

static void a_gathered_act_survives_every_power_cut(void **state)
{
    unsigned cuts = 0;
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        bool survived = false;
        for (unsigned cut = 1; !survived; cut++, cuts++) {
            unsigned lost = box_live(cut, seed, false, &survived);
            if (lost > 0)
                fail_msg("seed %u, cut at operation %u: %u acts are not as they were", seed, cut,
                         lost);
            assert_true(cut < CUTS_MAX);
        }
    }
    print_message("%u cuts, every act once\n", cuts);
    assert_true(cuts > 10 * SEEDS);
}

static void a_disk_that_lies_about_syncs_is_found_out(void **state)
{
    bool survived = false;
    unsigned cut = 0, bad = 0;
    while (!survived && cut < CUTS_MAX)
        bad += box_live(++cut, 1, true, &survived) > 0;
    print_message("%u of %u cuts on a lying disk lost acts\n", bad, cut);
    assert_true(bad > cut / 4);
}

static int install(void **state)
{
    power_install();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gathered_act_survives_every_power_cut),
        cmocka_unit_test(a_disk_that_lies_about_syncs_is_found_out),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
