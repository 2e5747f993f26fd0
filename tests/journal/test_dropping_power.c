/* SPDX-License-Identifier: Apache-2.0
 * The power fails while a room is dropped, at seeded moments: it is there and whole, or was
 * dropped; asked again, it goes, and no word of it is in the files. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "help/temporary.h"
#include "journal/help_journal.h"
#include "journal/help_power.h"

enum { SEEDS = 60, LONG_ROOM = 700 };
#define GONE   "webinar:gone"
#define CANARY "CANARY-OF-THE-ROOM"

struct disk {
    char folder[64], path[80];
};

static struct backend *disk_open(const struct disk *disk)
{
    char why[256] = "";
    struct backend *backend = sqlite_open(disk->path, why, sizeof why);
    if (!backend && power_lost()) {
        power_on();
        backend = sqlite_open(disk->path, why, sizeof why);
    }
    assert_non_null(backend);
    return backend;
}

static void disk_fill(struct backend *backend, const char *room, int count)
{
    for (int n = 1; n <= count; n++) {
        char op[16];
        struct journal_result result;
        snprintf(op, sizeof op, "op%d", n);
        struct entry *entry = entry_make(room, "u7", op, "{\"text\":\"" CANARY "\"}");
        struct record record = record_of(entry);
        assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
        entry_unref(&entry);
    }
}

/* Whether the words are in the database file, of which the log is a part as long as it is there. */
static bool holds(const struct disk *disk, const char *end)
{
    char path[96];
    snprintf(path, sizeof path, "%s%s", disk->path, end);
    FILE *file = fopen(path, "r");
    size_t len = 0, matched = 0;
    bool found = false;
    for (int byte; file && !found && (byte = fgetc(file)) != EOF; len++) {
        matched = byte == CANARY[matched] ? matched + 1 : byte == CANARY[0];
        found = matched == sizeof CANARY - 1;
    }
    if (file)
        fclose(file);
    return found;
}

/* Either all of it is there, with a good chain, or it was dropped; then asked again it goes. */
static void disk_check(const struct disk *disk, bool acknowledged)
{
    struct journal_end end;
    struct journal_result result;
    int64_t head = 0, broken = 0;
    struct backend *backend = disk_open(disk);
    assert_int_equal(chain_verify(backend, SLICE(GONE), &head, &broken), ERR_NONE);
    assert_int_equal(broken, 0);
    assert_true(head == 0 || (head == LONG_ROOM && !acknowledged));
    enum err error = ERR_NONE;
    for (end.left = true; !error && end.left;)
        error = backend->ops->drop(backend, SLICE(GONE), 1, &end);
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(end.seq, LONG_ROOM);
    struct entry *entry = entry_make(GONE, "u7", "again", "{}");
    struct record record = record_of(entry);
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.error, ERR_ROOM_DROPPED);
    entry_unref(&entry);
    backend->ops->close(backend);
    assert_false(holds(disk, ""));
    assert_false(holds(disk, "-wal"));
}

static void it_is_there_or_dropped_when_the_power_fails(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    unsigned cut = 0, whole = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct disk disk;
        struct journal_end end = {.left = true};
        power_reset(seed);
        snprintf(disk.folder, sizeof disk.folder, "%s/muster-drop-XXXXXX", temporary());
        assert_non_null(mkdtemp(disk.folder));
        snprintf(disk.path, sizeof disk.path, "%s/j.db", disk.folder);
        struct backend *backend = disk_open(&disk);
        disk_fill(backend, GONE, LONG_ROOM);
        power_cut_after(1 + power_random(200));
        enum err error = ERR_NONE;
        while (!error && end.left)
            error = backend->ops->drop(backend, SLICE(GONE), 1, &end);
        cut += power_lost();
        whole += error != ERR_NONE;
        if (!power_lost())
            power_cut();
        backend->ops->close(backend);
        power_on();
        disk_check(&disk, error == ERR_NONE);
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            char path[96];
            snprintf(path, sizeof path, "%s%s", disk.path, ends[i]);
            unlink(path);
        }
        rmdir(disk.folder);
    }
    print_message("%u power cuts, %u of them before it was acknowledged\n", cut, whole);
    assert_true(cut > SEEDS / 4);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(it_is_there_or_dropped_when_the_power_fails),
    };
    power_install();
    return cmocka_run_group_tests(cases, NULL, NULL);
}
