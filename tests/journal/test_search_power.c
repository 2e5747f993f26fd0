/* SPDX-License-Identifier: Apache-2.0
 *
 * Indexes lose power at seeded moments, also between an index's words and the number it has come
 * to. Afterwards every entry up to that number is found, once, none beyond it, and none that was
 * forgotten; the number is no less than what was acknowledged. The control is a disk that ignores
 * the log's syncs. MUSTER_POWER_SEEDS sets the number of indexes, each loses power three times.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "help/temporary.h"
#include "journal/help_power.h"
#include "journal/help_search.h"

enum { SEEDS = 60, LIVES = 3, BATCHES = 40, BATCH = 8, ENTRIES_MAX = LIVES * BATCHES * BATCH };

struct life {
    struct finder finder;
    int64_t acknowledged; /* the number that is there for certain */
    enum { STANDS, FORGETTING, FORGOTTEN } words[ENTRIES_MAX + 1];
};

static void batch_index(struct life *life)
{
    static char texts[BATCH][32];
    struct search_document documents[BATCH];
    int64_t from = life->acknowledged, count = 1 + power_random(BATCH);
    for (int64_t i = 0; i < count; i++) {
        snprintf(texts[i], sizeof texts[i], "entry n%d of %u", (int)(from + i + 1),
                 power_random(9));
        documents[i] = (struct search_document){
            .seq = from + i + 1, .at_ms = from + i + 1, .text = slice_of(texts[i])};
    }
    const struct search_batch batch = {.room = SLICE("course:c1"),
                                       .from = from,
                                       .upto = from + count,
                                       .documents = documents,
                                       .count = (size_t)count};
    if (search_index(life->finder.search, &batch) == ERR_NONE)
        life->acknowledged = batch.upto;
}

static void some_forget(struct life *life)
{
    int64_t seq = 1 + power_random((unsigned)life->acknowledged);
    if (life->words[seq] == STANDS)
        life->words[seq] = FORGETTING;
    if (search_forget(life->finder.search, SLICE("course:c1"), &seq, 1) == ERR_NONE)
        life->words[seq] = FORGOTTEN;
}

static void life_run(struct life *life, unsigned operations)
{
    char why[256];
    bool left;
    power_cut_after(operations);
    life->finder.search = sqlite_search_open(life->finder.path, why, sizeof why);
    for (int n = 0; life->finder.search && n < BATCHES && !power_lost(); n++) {
        batch_index(life);
        if (life->acknowledged > 0 && power_random(4) == 0)
            some_forget(life);
        if (power_random(8) == 0)
            search_clean(life->finder.search, &left);
    }
    if (!power_lost())
        power_cut();
    if (life->finder.search)
        finder_close(&life->finder);
    power_on();
}

/* How much of the index is not as it must be. Goes on from where it is. */
static unsigned life_lost(struct life *life)
{
    char why[256], text[32];
    int64_t upto = 0;
    unsigned lost = 0;
    power_cut_after(0);
    life->finder.search = sqlite_search_open(life->finder.path, why, sizeof why);
    if (!life->finder.search)
        return ENTRIES_MAX;
    if (search_upto(life->finder.search, SLICE("course:c1"), &upto) != ERR_NONE ||
        upto < life->acknowledged)
        lost++;
    for (int64_t n = 1; lost == 0 && n <= upto + BATCH && n <= ENTRIES_MAX; n++) {
        snprintf(text, sizeof text, "n%d", (int)n);
        size_t found = finder_ask(&life->finder, text, "course:c1", NULL);
        if (n > upto)
            lost += found != 0;
        else if (life->words[n] != FORGETTING)
            lost += found != (life->words[n] == STANDS);
    }
    life->acknowledged = upto;
    finder_clean(&life->finder);
    finder_close(&life->finder);
    return lost;
}

static unsigned index_live(uint64_t seed, bool lying, int64_t *promised)
{
    struct life *life = calloc(1, sizeof *life);
    char command[96];
    unsigned lost = 0;
    assert_non_null(life);
    power_reset(seed);
    snprintf(life->finder.folder, sizeof life->finder.folder, "%s/muster-search-XXXXXX",
             temporary());
    assert_non_null(mkdtemp(life->finder.folder));
    snprintf(life->finder.path, sizeof life->finder.path, "%s/search.db", life->finder.folder);
    power_ignore_log_syncs(lying);
    for (int n = 0; n < LIVES && lost == 0; n++) {
        life_run(life, 1 + power_random(power_random(2) ? 60 : 900));
        lost = life_lost(life);
    }
    *promised += life->acknowledged;
    snprintf(command, sizeof command, "rm -rf %s", life->finder.folder);
    assert_int_equal(system(command), 0);
    free(life);
    return lost;
}

static unsigned seeds_wanted(void)
{
    const char *text = getenv("MUSTER_POWER_SEEDS");
    unsigned long count = text ? strtoul(text, NULL, 10) : 0;
    return count > 0 ? (unsigned)count : SEEDS;
}

static void an_index_agrees_with_its_number_when_the_power_goes(void **state)
{
    int64_t promised = 0;
    unsigned seeds = seeds_wanted();
    for (unsigned seed = 1; seed <= seeds; seed++) {
        unsigned lost = index_live(seed, false, &promised);
        if (lost > 0)
            fail_msg("seed %u: %u entries are not as they must be", seed, lost);
    }
    print_message("%u indexes, %u power cuts, %d entries indexed\n", seeds, seeds * LIVES,
                  (int)promised);
    assert_true(promised > seeds * 20);
}

static void a_disk_that_lies_about_syncs_is_found_out(void **state)
{
    int64_t promised = 0;
    unsigned bad = 0, seeds = seeds_wanted() / 3;
    for (unsigned seed = 1; seed <= seeds; seed++)
        bad += index_live(seed, true, &promised) > 0;
    print_message("%u of %u indexes on a lying disk lost entries\n", bad, seeds);
    assert_true(bad > seeds / 3);
}

static int install(void **state)
{
    power_install();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_agrees_with_its_number_when_the_power_goes),
        cmocka_unit_test(a_disk_that_lies_about_syncs_is_found_out),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
