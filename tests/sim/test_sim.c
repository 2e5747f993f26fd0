/* SPDX-License-Identifier: Apache-2.0
 * Seeded random histories. After each: every client's copy, kept by patches alone through cuts,
 * stalls and restarts, equals the view that a replay from the journal makes; no participant was
 * sent a byte of what only staff may see, and nobody before the door or sent away one of what is
 * inside; everybody is counted once; and what nobody may know is not in the journal. First with one
 * instance, then with two to five over a bus that loses, delays, repeats, reorders, lies and
 * forges: of these a quarter of what is wanted (help_histories.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/help_assignments.h"
#include "sim/help_attendance.h"
#include "sim/help_ballots.h"
#include "sim/help_burst.h"
#include "sim/help_chat.h"
#include "sim/help_cohorts.h"
#include "sim/help_completion.h"
#include "sim/help_direct.h"
#include "sim/help_drafts.h"
#include "sim/help_firsts.h"
#include "sim/help_groups.h"
#include "sim/help_guests.h"
#include "sim/help_hidden.h"
#include "sim/help_histories.h"
#include "sim/help_late.h"
#include "sim/help_life.h"
#include "sim/help_mentions.h"
#include "sim/help_nameless.h"
#include "sim/help_news.h"
#include "sim/help_passages.h"
#include "sim/help_polls.h"
#include "sim/help_posted.h"
#include "sim/help_reads.h"
#include "sim/help_reports.h"
#include "sim/help_secrets.h"
#include "sim/help_staff.h"
#include "sim/help_tests.h"
#include "sim/help_units.h"
#include "sim/help_witness.h"

/* The first history and every fifth begins with polls of each ballot, the next with what waits in
 * the chat, the ones after it with direct messages and with passages; every third with groups, the
 * next with cohorts, the one after it with assignments and tests. */
enum { STEPS = 80, BALLOTS_EACH = 5, GROUPS_EACH = 3 };

static bool follows_room(struct device *device)
{
    const struct copy *copy = device_copy(device, "webinar:w1");
    return copy && copy->subscribed && json_get(copy->view, "presence");
}

/* Whether the device's person is in the webinar, and not before its door: who was sent out and came
 * back for one of its parts alone is. */
static bool is_inside(struct device *device)
{
    static const char parts[] = "webinar:w1/";
    bool inside = follows_room(device);
    for (int i = 0; i < DEVICE_CHANNELS; i++)
        inside = inside || (device->copies[i].subscribed &&
                            !strncmp(device->copies[i].channel, parts, sizeof parts - 1));
    return inside;
}

/* Everybody who is here, on however many devices and instances, counts once. */
static void expect_counted_once(struct world *world)
{
    int64_t inside = 0, count = 0;
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        inside += (i < PEOPLE || i >= DEVICES) && is_inside(&world->devices[i]);
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        const struct copy *copy = device_copy(&world->devices[i], "webinar:w1");
        if (!follows_room(&world->devices[i]))
            continue;
        assert_true(json_get_int(json_get(copy->view, "presence"), "count", &count));
        assert_int_equal(count, inside);
    }
}

static struct tally {
    unsigned recovered, fresh, kept, gone, behind, read_back, bells, forged, bursts, found, direct,
        direct_read, delayed, works_kept, works_told, tests_kept, tests_told;
    struct hidden hidden;
    struct polls_seen polls;
    struct life life;
    struct groups_seen groups, cohorts;
    struct asked_seen asked;
    struct staff_seen staff;
    struct units_seen units;
    struct mentions_seen mentions;
    struct news_seen news;
    struct reads_seen reads;
    struct completion_seen completion;
    struct passages_seen passages;
    struct firsts_seen firsts;
    struct nameless_seen nameless;
    struct posted_seen posted;
    struct guests_seen guests;
    struct late_seen late;
    unsigned mentioned, unmentioned, attended;
} tally;

/* Too large for the stack. */
static struct world world;

/* What happens before anything does by chance. */
static void begin(uint64_t seed)
{
    if (seed % BALLOTS_EACH == 1) {
        ballots_run(&world);
        polls_run(&world);
    }
    if (seed % GROUPS_EACH == 0)
        groups_run(&world);
    if (seed % GROUPS_EACH == 1) {
        cohorts_run(&world);
        late_run(&world);
    }
    if (seed % BALLOTS_EACH == 2)
        chat_run(&world);
    if (seed % BALLOTS_EACH == 3)
        direct_run(&world);
    if (seed % BALLOTS_EACH == 4) {
        passages_run(&world);
        firsts_run(&world);
        nameless_run(&world);
        posted_run(&world);
    }
    if (seed % GROUPS_EACH == 2) {
        assignments_run(&world);
        tests_run(&world);
        guests_run(&world);
    }
}

static void run_history(uint64_t seed, unsigned instances)
{
    world_open(&world, seed * UINT64_C(0x2545F4914F6CDD1D), instances);
    begin(seed);
    for (int step = 0; step < STEPS; step++)
        world_step(&world);
    reads_run(&world);
    world_settle(&world);
    witness_agrees(&world);
    secrets_expect(&world);
    polls_expect(&world, &tally.polls);
    life_expect(&world, &tally.life);
    news_heard(&world, &tally.news);
    groups_expect(&world, &tally.groups);
    cohorts_expect(&world, &tally.cohorts);
    staff_expect(&world, &tally.staff);
    units_expect(&world, &tally.units);
    assignments_expect(&world);
    drafts_expect(&world);
    tests_expect(&world);
    mentions_expect(&world, &tally.mentions);
    news_expect(&world, &tally.news);
    reads_expect(&world, &tally.reads);
    completion_expect(&world, &tally.completion);
    passages_expect(&world, &tally.passages);
    firsts_expect(&world, &tally.firsts);
    nameless_expect(&world, &tally.nameless);
    posted_expect(&world, &tally.posted);
    guests_expect(&world, &tally.guests);
    late_expect(&world, &tally.late);
    tally.attended += attendance_expect(&world);
    expect_counted_once(&world);
    expect_bursts_counted(&world, &world.devices[0]);
    tally.bursts += world.bursts_count;
    hidden_expect(&world, &tally.hidden);
    tally.gone += secrets_expect_gone(&world);
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        tally.recovered += world.devices[i].recovered;
        tally.fresh += world.devices[i].fresh;
    }
    for (unsigned i = 0; i < SECRETS_MAX; i++)
        if (world.secrets[i].seq && world.secrets[i].readers)
            tally.direct += world.secrets[i].what == CAUGHT_QUESTION;
        else
            tally.kept += world.secrets[i].seq && !world.secrets[i].open;
    world_close(&world);
    tally.behind += (unsigned)world.behind;
    tally.delayed += world.delayed;
    tally.works_kept += world.works.kept;
    tally.works_told += world.works.told;
    tally.tests_kept += world.tests.kept;
    tally.tests_told += world.tests.told;
    tally.mentioned += world.mentioned;
    tally.unmentioned += world.unmentioned;
    tally.asked.answers += world.asked.answers;
    tally.asked.reasons += world.asked.reasons;
    tally.asked.shut += world.asked.shut;
    tally.asked.merged += world.asked.merged;
    tally.direct_read += world.direct_read;
    tally.read_back += (unsigned)world.read_back;
    tally.found += (unsigned)world.found;
    tally.bells += (unsigned)world.bells;
    tally.forged += (unsigned)world.forged;
}

/* Of a few histories nothing can be said of what is rare in them. */
static void expect_enough(uint64_t count)
{
    enum { FEW = 1000 };
    if (count < FEW)
        return;
    assert_true(tally.hidden.veiled > count / 4 && tally.hidden.sealed > count / 4);
    assert_true(tally.hidden.counted > count / 10 && tally.hidden.few > count / 10);
    assert_true(tally.guests.kept > count && tally.guests.heard > count);
    assert_true(tally.guests.handed * 10 > count && tally.guests.read > count / 4);
    assert_true(tally.late.kept > count && tally.late.heard > count);
    assert_true(tally.recovered > count / 2);
    assert_true(tally.fresh > count);
    assert_true(tally.kept > count / 8);
    assert_true(tally.behind > count / 20);
    assert_true(tally.read_back > count / 3);
    assert_true(tally.found > count / 3);
    assert_true(tally.bursts > count / 2);
    assert_true(tally.polls.shown > count / 5 && tally.polls.revealed > count / 5);
    assert_true(tally.polls.rounds > count / 2 && tally.polls.kept > count);
    assert_true(tally.groups.heard > count / 8 && tally.groups.kept > count);
    assert_true(tally.cohorts.heard > count / 8 && tally.cohorts.kept > count);
    assert_true(tally.delayed > count / 20);
    assert_true(tally.asked.answers > count / 60 && tally.asked.reasons > count / 60);
    assert_true(tally.asked.shut > count / 20 && tally.asked.merged > count / 60);
    assert_true(tally.direct > count && tally.direct_read > count / 50);
    assert_true(tally.polls.aliases > count / 20 && tally.polls.kept_polls > count / 10);
    assert_true(tally.staff.noted > count / 10 && tally.staff.looked > count / 400);
    assert_true(tally.staff.signs > count && tally.staff.unsigned_acts > count);
    assert_true(tally.mentioned > count / 4 && tally.unmentioned > count / 50);
    assert_true(tally.attended > count);
    assert_true(tally.mentions.tried > count / 4 && tally.mentions.told > count / 4);
    assert_true(tally.news.unread > count && tally.news.read > count && tally.news.told > count &&
                tally.news.words > count);
    assert_true(tally.reads.compared > count && tally.reads.all > count / 4 &&
                tally.reads.back > count / 20);
    assert_true(tally.passages.read > count / 50 && tally.passages.refused > count / 50);
    assert_true(tally.passages.reported > count / 20);
    assert_true(tally.posted.held > count / 4 && tally.posted.shown > count / 8 &&
                tally.posted.kept > count / 8 && tally.posted.nameless > 0);
    assert_true(tally.nameless.written > count / 4 && tally.nameless.changed > count / 20);
    assert_true(tally.firsts.kept > count && tally.firsts.told > count / 20);
    assert_true(tally.units.shut > count / 20 && tally.units.open > count / 20);
    assert_true(tally.works_kept > count / 4 && tally.works_told > count / 8);
    assert_true(tally.tests_kept > count / 4 && tally.tests_told > count / 20);
    assert_true(tally.completion.completed > count / 50 && tally.completion.corrected > count / 50);
    assert_true(tally.life.waited > count / 8 && tally.life.told > count / 200);
}

static void run_histories(const char *kind, uint64_t count, bool cluster)
{
    tally = (struct tally){0};
    histories_run(kind, count, cluster, run_history);
    print_message(
        "%s: %llu histories: %u recoveries, %u fresh views, %u secrets kept, %u gone, %u behind\n",
        kind, (unsigned long long)count, tally.recovered, tally.fresh, tally.kept, tally.gone,
        tally.behind);
    print_message("%s: %u of pseudonyms, %u sealed, of secret polls %u counted, %u without sums\n",
                  kind, tally.hidden.veiled, tally.hidden.sealed, tally.hidden.counted,
                  tally.hidden.few);
    print_message("%s: %u answers to polls, %u shown, %u revealed, %u rounds, %u boards, %u late\n",
                  kind, tally.polls.answers, tally.polls.shown, tally.polls.revealed,
                  tally.polls.rounds, tally.polls.boards, tally.polls.late);
    print_message("%s: %u aliases, %u polls kept for later\n", kind, tally.polls.aliases,
                  tally.polls.kept_polls);
    print_message("%s: canaries: %u kept, %u put away, %u gone\n", kind, tally.polls.kept,
                  tally.polls.away, tally.polls.gone);
    print_message("%s: before the door %u waited, %u were sent out, %u were told\n", kind,
                  tally.life.waited, tally.life.out, tally.life.told);
    print_message("%s: of words in groups %u were heard, %u kept\n", kind, tally.groups.heard,
                  tally.groups.kept);
    print_message("%s: of words in cohorts %u were heard, %u kept\n", kind, tally.cohorts.heard,
                  tally.cohorts.kept);
    print_message("%s: of words in a course without history %u were heard, %u kept\n", kind,
                  tally.late.heard, tally.late.kept);
    print_message("%s: of what was read %u compared, %u times all, %u times taken back\n", kind,
                  tally.reads.compared, tally.reads.all, tally.reads.back);
    print_message("%s: of passages %u gone, %u histories read, %u refused, %u reports\n", kind,
                  tally.passages.gone, tally.passages.read, tally.passages.refused,
                  tally.passages.reported);
    print_message("%s: of words behind one's own post %u were kept, %u told\n", kind,
                  tally.firsts.kept, tally.firsts.told);
    print_message("%s: without a name %u were written, %u changed, told %u times\n", kind,
                  tally.nameless.written, tally.nameless.changed, tally.nameless.told);
    print_message("%s: of files %u stand in posts, %u without a name; %u were had, %u not\n", kind,
                  tally.posted.held, tally.posted.nameless, tally.posted.shown, tally.posted.kept);
    print_message("%s: %u direct messages, %u read back; %u delayed in the chat\n", kind,
                  tally.direct, tally.direct_read, tally.delayed);
    print_message("%s: of questions %u answered alone, %u reasons, %u shut, %u merged unheard\n",
                  kind, tally.asked.answers, tally.asked.reasons, tally.asked.shut,
                  tally.asked.merged);
    print_message("%s: %u notes on people, %u read; of acts of staff %u told by whom, %u not\n",
                  kind, tally.staff.noted, tally.staff.looked, tally.staff.signs,
                  tally.staff.unsigned_acts);
    print_message("%s: %u messages mentioned somebody, %u did no more; %u tried who is here\n",
                  kind, tally.mentioned, tally.unmentioned, tally.mentions.tried);
    print_message("%s: of words of units %u were never open, %u were, %u were looked for again\n",
                  kind, tally.units.shut, tally.units.open, tally.units.again);
    print_message("%s: of assignments %u words kept, %u told; of tests %u kept, %u told\n", kind,
                  tally.works_kept, tally.works_told, tally.tests_kept, tally.tests_told);
    print_message("%s: of %u people the time was reckoned twice\n", kind, tally.attended);
    print_message("%s: %u completed the course, %u were corrected\n", kind,
                  tally.completion.completed, tally.completion.corrected);
    if (histories_judged())
        expect_enough(count);
}

static void every_copy_equals_the_replayed_view(void **state)
{
    uint64_t count = histories_wanted();
    run_histories("one instance", count, false);
    if (histories_judged())
        assert_true(tally.gone > count / 2 && tally.life.out > count / 40 &&
                    tally.polls.away > count / 4 && tally.polls.gone > count / 4);
}

static void so_it_does_on_two_to_five_instances(void **state)
{
    uint64_t count = histories_wanted() / 4 + 1;
    run_histories("several instances", count, true);
    print_message("%u entries taken from the bus, %u not believed\n", tally.bells, tally.forged);
    if (histories_judged())
        assert_true(tally.bells > 10 * count && tally.forged > count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_copy_equals_the_replayed_view, histories_print),
        cmocka_unit_test_teardown(so_it_does_on_two_to_five_instances, histories_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
