/* SPDX-License-Identifier: Apache-2.0
 * Seeded random histories of a room in which not everybody sees the same, beside the real ones:
 * rings, parts with doors, entries that change two of them. Every copy kept by patches equals the
 * replayed view, and no byte sent to anybody holds a canary of what they were not to see. Then the
 * same with a promise broken on purpose: each fault must show within a few histories. Here a tenth
 * of what is wanted is run (help_histories.h), and a fortieth of several instances. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "hub/feeds.h"
#include "sim/help_histories.h"
#include "sim/help_trial.h"
#include "sim/help_witness.h"
#include "trial/trial.h"

enum { STEPS = 100, CONTROL_SEEDS = 300, SAID_BYTES = 256 };

/* Too large for the stack. */
static struct world world;
static struct trial trial;

static struct tally {
    unsigned seen, refused, moved, recovered;
} tally;

/* Linked in the place of the hub's (tests/CMakeLists.txt), so that it can be broken: the newest
 * feed of the room, or part, serves everybody. */
static bool feeds_without_rings;
struct room_feed *__real_feeds_get(struct feeds *feeds, const struct viewer *viewer,
                                   struct slice channel);
struct room_feed *__wrap_feeds_get(struct feeds *feeds, const struct viewer *viewer,
                                   struct slice channel);
struct room_feed *__wrap_feeds_get(struct feeds *feeds, const struct viewer *viewer,
                                   struct slice channel)
{
    struct room_feed *newest = NULL;
    for (struct room_feed *feed = feeds->first; feeds_without_rings && feed; feed = feed->next)
        if (viewer->part ? feed->viewer.part && part_equal(feed->viewer.part, viewer->part)
                         : !feed->viewer.part)
            newest = feed;
    return newest ? newest : __real_feeds_get(feeds, viewer, channel);
}

static void run_history(uint64_t seed, unsigned instances)
{
    world_open(&world, seed * UINT64_C(0x9e3779b97f4a7c15), instances);
    trial_open(&trial, &world);
    for (int step = 0; step < STEPS; step++)
        if (dice_below(&world.dice, 4) == 0)
            world_step(&world);
        else
            trial_step(&trial);
    trial_search(&trial);
    world_settle(&world);
    trial_search(&trial);
    trial_expect_veiled(&trial);
    witness_agrees(&world);
    tally.seen += trial.seen;
    tally.refused += trial.refused;
    tally.moved += trial.moved;
    for (unsigned i = 0; i < DEVICES; i++)
        tally.recovered += world.devices[i].recovered;
    world_close(&world);
}

static void run_histories(const char *kind, uint64_t count, bool cluster)
{
    tally = (struct tally){0};
    histories_run(kind, count, cluster, run_history);
    print_message("%s: %llu histories: %u canaries seen, %u moves, %u refusals, %u recoveries\n",
                  kind, (unsigned long long)count, tally.seen, tally.moved, tally.refused,
                  tally.recovered);
    if (!histories_judged())
        return;
    assert_true(tally.seen > 10 * count);
    assert_true(tally.moved > count / 2 && tally.refused > count / 2 &&
                tally.recovered > count / 2);
}

static void nobody_is_sent_what_they_may_not_see(void **state)
{
    run_histories("one instance", histories_wanted() / 10 + 1, false);
}

static void nor_on_two_to_five_instances(void **state)
{
    run_histories("several instances", histories_wanted() / 40 + 1, true);
}

static const struct control {
    const char *name;
    enum trial_fault fault;
    bool feeds;
} controls[] = {
    {"a stamp ignored", TRIAL_STAMP_IGNORED, false},
    {"a door left open", TRIAL_DOOR_OPEN, false},
    {"a veil taken out", TRIAL_VEIL_TAKEN_OUT, false},
    {"people who moved not looked at again", TRIAL_MOVED_LEFT_OUT, false},
    {"what was narrowed not taken back", TRIAL_NOT_TAKEN_BACK, false},
    {"feeds without rings", TRIAL_SOUND, true},
};

static void run_broken(const struct control *control, uint64_t seed)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    trial_fault = control->fault;
    feeds_without_rings = control->feeds;
    histories_one(seed, false, run_history);
    _exit(0);
}

/* One history in a process of its own: whether it failed, and in which words. */
static bool fails(const struct control *control, uint64_t seed, char said[SAID_BYTES])
{
    int status = 0;
    FILE *output = tmpfile();
    assert_non_null(output);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(fileno(output), STDOUT_FILENO);
        dup2(fileno(output), STDERR_FILENO);
        run_broken(control, seed);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    rewind(output);
    said[0] = 0;
    while (strncmp(said, "ERROR: ", 7) != 0 && fgets(said, SAID_BYTES, output))
        said[strcspn(said, "\n")] = 0;
    fclose(output);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void a_broken_promise_is_noticed(void **state)
{
    char said[SAID_BYTES] = "";
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        uint64_t seed = 1;
        while (seed <= CONTROL_SEEDS && !fails(&controls[i], seed, said))
            seed++;
        print_message("%s: caught in history %llu: %s\n", controls[i].name,
                      (unsigned long long)seed, said);
        assert_true(seed <= CONTROL_SEEDS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(nobody_is_sent_what_they_may_not_see, histories_print),
        cmocka_unit_test_teardown(nor_on_two_to_five_instances, histories_print),
        cmocka_unit_test(a_broken_promise_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
