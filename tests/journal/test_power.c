/* SPDX-License-Identifier: Apache-2.0
 *
 * The durability proof: journals lose power at seeded moments, and whatever was acknowledged must
 * be there afterwards, in its place, with a chain that fits; what was erased is gone, and
 * the mark that was set with acknowledged entries is there. The control is a
 * disk that ignores the log's syncs: if that lost nothing either, the proof would prove nothing.
 * MUSTER_POWER_SEEDS sets the number of journals (default 100, each loses power three times).
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "help/temporary.h"
#include "journal/help_journal.h"
#include "journal/help_power.h"

enum { SEEDS = 100, LIVES = 3, ROOMS = 3, GROUPS = 40, ENTRIES_MAX = 4096, LONG_TEXT = 20000 };

static const char *const rooms[ROOMS] = {"webinar:w1", "course:c1", "inbox:u7"};

/* One journal through its lives. */
struct life {
    char folder[64];
    char path[80];
    struct loop *loop;
    struct journal *journal;
    bool heavy;       /* long texts, so that the log is checkpointed on the way */
    unsigned entries; /* handed in */
    struct {
        int room;
        int64_t seq; /* 0: not acknowledged */
        enum { STANDS, ERASING, ERASED } words;
    } entry[ENTRIES_MAX];
    int64_t marked; /* the mark that is there for certain: see group_append */
};

/* A mark says how many entries were handed in, of all rooms, before it was set. */
#define MARK "counted"

struct promise {
    struct life *life;
    unsigned number;
    bool came;
};

static void appended(void *context, struct entry *entry, const struct journal_result *result)
{
    struct promise *promise = context;
    assert_false(promise->came);
    promise->came = true;
    if (result->error == ERR_NONE)
        promise->life->entry[promise->number].seq = entry->seq;
    else
        assert_int_equal(result->error, ERR_INTERNAL);
}

static struct entry *entry_number(unsigned number, int room, bool heavy)
{
    char op[16];
    char text[LONG_TEXT + 16] = "{\"text\":\"";
    size_t len = 9, fill = heavy ? LONG_TEXT - power_random(LONG_TEXT / 4) : power_random(200);
    memset(text + len, 'x', fill);
    memcpy(text + len + fill, "\"}", 3);
    snprintf(op, sizeof op, "op%u", number);
    return entry_make(rooms[room], "u7", op, text);
}

/* An erasure of some entries of a room. */
struct erasing {
    struct life *life;
    unsigned numbers[8];
    size_t count;
    bool came;
};

static void erased(void *context, enum err error)
{
    struct erasing *erasing = context;
    erasing->came = true;
    for (size_t i = 0; error == ERR_NONE && i < erasing->count; i++)
        erasing->life->entry[erasing->numbers[i]].words = ERASED;
}

/* Up to eight entries of one room that stand and were acknowledged. */
static void some_erase(struct life *life, struct erasing *erasing)
{
    struct journal_erasure things[8];
    int room = (int)power_random(ROOMS);
    *erasing = (struct erasing){.life = life};
    for (unsigned tries = 0; tries < 40 && life->entries > 0 && erasing->count < 8; tries++) {
        unsigned number = power_random(life->entries);
        if (life->entry[number].room != room || life->entry[number].seq == 0 ||
            life->entry[number].words != STANDS)
            continue;
        life->entry[number].words = ERASING;
        things[erasing->count] = (struct journal_erasure){life->entry[number].seq, SLICE("{}")};
        erasing->numbers[erasing->count++] = number;
    }
    journal_erase(life->journal, slice_of(rooms[room]), things, erasing->count, erased, erasing);
}

/* A mark is set among the entries. It rides with the first group that holds them all: once an entry
 * of a later group is acknowledged it is there. */
static void group_append(struct life *life)
{
    struct promise promises[24];
    struct erasing erasing = {.came = true};
    unsigned count = 1 + power_random(24);
    int64_t mark = life->entries;
    if (power_random(6) == 0)
        some_erase(life, &erasing);
    journal_mark_raise(life->journal, MARK, SLICE("webinar:w1"), mark);
    for (unsigned i = 0; i < count; i++) {
        unsigned number = life->entries++;
        assert_true(number < ENTRIES_MAX);
        life->entry[number].room = (int)power_random(ROOMS);
        promises[i] = (struct promise){.life = life, .number = number};
        struct entry *entry = entry_number(number, life->entry[number].room, life->heavy);
        journal_append(life->journal, entry, appended, &promises[i]);
        entry_unref(&entry);
    }
    loop_pass(life->loop, 0);
    for (unsigned i = 0; i < count; i++)
        assert_true(promises[i].came);
    assert_true(erasing.came);
    if (life->entry[life->entries - 1].seq != 0)
        life->marked = mark;
}

/* Opens with the power going after this many operations (0: never); then, with good power, once
 * more.
 */
static bool life_open(struct life *life, unsigned operations)
{
    char why[256] = "";
    power_cut_after(operations);
    struct backend *backend = sqlite_open(life->path, why, sizeof why);
    if (!backend && power_lost()) {
        power_on();
        backend = sqlite_open(life->path, why, sizeof why);
    }
    if (!backend)
        return false;
    life->journal = journal_new(life->loop, backend);
    return true;
}

/* Appends until the power or the journal fails; makes the power fail in the end. */
static void life_run(struct life *life)
{
    for (unsigned groups = life->heavy ? GROUPS : power_random(GROUPS); groups > 0; groups--) {
        group_append(life);
        if (journal_failed(life->journal))
            break;
    }
    if (!power_lost())
        power_cut();
}

static void life_end(struct life *life)
{
    journal_close(&life->journal);
    power_on();
}

struct check {
    const struct life *life;
    int room;
    unsigned lost;
    int64_t head;
};

static bool check_record(void *context, const struct record *record)
{
    struct check *check = context;
    unsigned number = ENTRIES_MAX;
    char op[16];
    snprintf(op, sizeof op, "%.*s", (int)record->op.len, record->op.at);
    assert_int_equal(sscanf(op, "op%u", &number), 1);
    assert_true(number < check->life->entries);
    int64_t seq = check->life->entry[number].seq;
    /* A promised number that is another's now is as bad as a missing one. */
    if (check->life->entry[number].room != check->room || (seq != 0 && seq != record->seq))
        check->lost++;
    if (check->life->entry[number].words == ERASED
            ? !record->erased || record->text.len != 2
            : record->erased && check->life->entry[number].words != ERASING)
        check->lost++;
    check->head = record->seq;
    return true;
}

/* 1 when the mark is behind what it was set to for certain, or ahead of what was handed in. */
static unsigned mark_lost(struct life *life, struct backend *backend)
{
    int64_t mark = 0;
    enum err error = backend->ops->mark_get(backend, slice_of(MARK), SLICE("webinar:w1"), &mark);
    return error != ERR_NONE || mark < life->marked || mark > (int64_t)life->entries;
}

/* How many acknowledged entries are missing, misplaced, behind a broken link or not erased. */
static unsigned life_lost(struct life *life)
{
    char why[256] = "";
    unsigned lost = 0;
    struct backend *backend = sqlite_open(life->path, why, sizeof why);
    if (!backend)
        return life->entries;
    lost += mark_lost(life, backend);
    for (int room = 0; room < ROOMS; room++) {
        struct check check = {.life = life, .room = room};
        int64_t head = 0, broken = 0, before;
        enum err error = chain_verify(backend, slice_of(rooms[room]), &head, &broken);
        if (error != ERR_NONE || broken != 0)
            lost++;
        do {
            before = check.head;
            error = backend->ops->read(backend, slice_of(rooms[room]), before, 1000, check_record,
                                       &check);
        } while (error == ERR_NONE && check.head > before);
        lost += check.lost;
        for (unsigned i = 0; i < life->entries; i++) {
            if (life->entry[i].room == room && life->entry[i].seq > head)
                lost++;
        }
    }
    backend->ops->close(backend);
    return lost;
}

static unsigned acknowledged(const struct life *life)
{
    unsigned count = 0;
    for (unsigned i = 0; i < life->entries; i++)
        count += life->entry[i].seq != 0;
    return count;
}

static struct life *life_new(uint64_t seed)
{
    struct life *life = calloc(1, sizeof *life);
    assert_non_null(life);
    power_reset(seed);
    snprintf(life->folder, sizeof life->folder, "%s/muster-power-XXXXXX", temporary());
    assert_non_null(mkdtemp(life->folder));
    snprintf(life->path, sizeof life->path, "%s/j.db", life->folder);
    life->loop = loop_new_fake(1700000000000);
    life->heavy = power_random(10) == 0;
    return life;
}

static void life_free(struct life *life)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal", ".lock"};
    char path[96];
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(path, sizeof path, "%s%s", life->path, ends[i]);
        unlink(path);
    }
    rmdir(life->folder);
    loop_free(&life->loop);
    free(life);
}

/* Three lives of the journal `seed`; returns what was lost, and adds up what was promised. */
static unsigned journal_live(uint64_t seed, bool lying, unsigned *promised)
{
    struct life *life = life_new(seed);
    unsigned lost = 0;
    power_ignore_log_syncs(lying);
    for (int n = 0; n < LIVES && lost == 0; n++) {
        unsigned few = life->heavy ? 4000 : 60, many = life->heavy ? 8000 : 3000;
        if (!life_open(life, 1 + power_random(power_random(2) ? few : many))) {
            lost = life->entries + 1;
            break;
        }
        life_run(life);
        life_end(life);
        lost = life_lost(life);
    }
    *promised += acknowledged(life);
    life_free(life);
    return lost;
}

static unsigned seeds_wanted(void)
{
    const char *text = getenv("MUSTER_POWER_SEEDS");
    unsigned long count = text ? strtoul(text, NULL, 10) : 0;
    return count > 0 ? (unsigned)count : SEEDS;
}

static void no_acknowledged_entry_is_lost_when_the_power_goes(void **state)
{
    unsigned promised = 0, seeds = seeds_wanted();
    for (unsigned seed = 1; seed <= seeds; seed++) {
        unsigned lost = journal_live(seed, false, &promised);
        if (lost > 0)
            fail_msg("seed %u lost %u entries", seed, lost);
    }
    print_message("%u journals, %u power cuts, %u entries acknowledged, 0 lost\n", seeds,
                  seeds * LIVES, promised);
    assert_true(promised > seeds * 50);
}

static void a_disk_that_lies_about_syncs_is_found_out(void **state)
{
    unsigned promised = 0, seeds = seeds_wanted() / 5, bad = 0;
    for (unsigned seed = 1; seed <= seeds; seed++)
        bad += journal_live(seed, true, &promised) > 0;
    print_message("%u of %u journals on a lying disk lost entries\n", bad, seeds);
    assert_true(bad > seeds / 2);
}

static void nothing_is_acknowledged_after_a_failed_sync(void **state)
{
    unsigned promised = 0, failed = 0, seeds = seeds_wanted() / 2;
    for (unsigned seed = 1; seed <= seeds; seed++) {
        struct life *life = life_new(seed);
        assert_true(life_open(life, 0));
        power_fail_sync_after(1 + power_random(36));
        for (int groups = 0; groups < GROUPS && !journal_failed(life->journal); groups++)
            group_append(life);
        assert_int_equal(power_sync_failed(), journal_failed(life->journal));
        failed += journal_failed(life->journal);
        unsigned before = acknowledged(life);
        if (journal_failed(life->journal)) {
            group_append(life);
            assert_int_equal(acknowledged(life), before);
        }
        /* The process ends and starts again; the cache still shows what the disk does not hold. */
        journal_close(&life->journal);
        assert_true(life_open(life, 0));
        for (int groups = 0; groups < 5; groups++)
            group_append(life);
        assert_false(journal_failed(life->journal));
        assert_true(acknowledged(life) > before);
        power_cut();
        life_end(life);
        unsigned lost = life_lost(life);
        if (lost > 0)
            fail_msg("seed %u lost %u entries", seed, lost);
        promised += acknowledged(life);
        life_free(life);
    }
    print_message("%u failed syncs, %u entries acknowledged, 0 lost\n", failed, promised);
    assert_true(failed > seeds / 2);
}

/* A journal of the first form loses power at each of the operations that bring it over. */
static void a_change_of_form_survives_every_power_cut(void **state)
{
    static char sql[1 << 16];
    unsigned cuts = 0;
    FILE *file = fopen(MUSTER_SOURCE "/tests/journal/first_form/sqlite.sql", "r");
    assert_non_null(file);
    assert_true(fread(sql, 1, sizeof sql - 1, file) > 0);
    fclose(file);
    for (bool survived = false; !survived; cuts++) {
        struct life *life = life_new(cuts + 1);
        sqlite3 *old;
        assert_int_equal(sqlite3_open(life->path, &old), SQLITE_OK);
        assert_int_equal(sqlite3_exec(old, sql, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_close(old), SQLITE_OK);
        char why[256] = "";
        power_cut_after(1 + cuts);
        struct backend *backend = sqlite_open(life->path, why, sizeof why);
        survived = backend && !power_lost();
        power_cut();
        if (backend)
            backend->ops->close(backend);
        power_on();
        for (int room = 0; room < ROOMS; room++) {
            int64_t head = 0, broken = 0;
            backend = sqlite_open(life->path, why, sizeof why);
            if (!backend)
                fail_msg("after %u operations: %s", 1 + cuts, why);
            chain_verify(backend, slice_of(rooms[room]), &head, &broken);
            assert_int_equal(head, 8);
            assert_int_equal(broken, 0);
            backend->ops->close(backend);
        }
        life_free(life);
    }
    print_message("%u power cuts on the way to the new form\n", cuts - 1);
    assert_true(cuts > 20);
}

static int install(void **state)
{
    power_install();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_acknowledged_entry_is_lost_when_the_power_goes),
        cmocka_unit_test(a_disk_that_lies_about_syncs_is_found_out),
        cmocka_unit_test(nothing_is_acknowledged_after_a_failed_sync),
        cmocka_unit_test(a_change_of_form_survives_every_power_cut),
    };
    return cmocka_run_group_tests(tests, install, NULL);
}
