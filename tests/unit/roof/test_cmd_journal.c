/* SPDX-License-Identifier: Apache-2.0
 * What `muster journal` says of entries that were erased. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "journal/backend.h"
#include "subcommand.h"

static char folder[] = "/tmp/muster-cmd-XXXXXX";

static void journal_make(void)
{
    static const char *const ops[] = {"a", "b", "c"};
    const struct journal_erasure second = {2, SLICE("{\"of\":1}")};
    struct record records[3];
    struct journal_result results[3];
    char path[64], why[256];
    snprintf(path, sizeof path, "%s/j.db", folder);
    struct backend *backend = sqlite_open(path, why, sizeof why);
    assert_non_null(backend);
    for (int i = 0; i < 3; i++) {
        records[i] = (struct record){.room = SLICE("webinar:w1"),
                                     .type = SLICE("chat.post"),
                                     .by = SLICE("u7"),
                                     .name = SLICE("Member"),
                                     .op = slice_of(ops[i]),
                                     .text = SLICE("{\"text\":\"words\"}")};
        record_salt_make(&records[i]);
    }
    assert_int_equal(backend_append(backend, records, results, 3), ERR_NONE);
    assert_int_equal(backend->ops->erase(backend, SLICE("webinar:w1"), &second, 1), ERR_NONE);
    backend->ops->close(backend);
}

/* Runs `muster journal` with two words; what it prints, valid until the next call. */
static const char *said(const char *verb, const char *room)
{
    static char out[4096];
    char url[80], path[64];
    snprintf(url, sizeof url, "sqlite:%s/j.db", folder);
    snprintf(path, sizeof path, "%s/out", folder);
    char *words[] = {(char *)(uintptr_t) "muster",    (char *)(uintptr_t) "journal",
                     (char *)(uintptr_t)verb,         (char *)(uintptr_t)room,
                     (char *)(uintptr_t) "--journal", url};
    int before = dup(1);
    fflush(stdout);
    assert_non_null(freopen(path, "w", stdout));
    assert_int_equal(subcommand_run(&cmd_journal, 6, words), 0);
    fflush(stdout);
    dup2(before, 1);
    close(before);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    out[fread(out, 1, sizeof out - 1, file)] = '\0';
    fclose(file);
    return out;
}

static void what_was_erased_is_counted(void **state)
{
    (void)state;
    assert_non_null(
        strstr(said("verify", "webinar:w1"), "webinar:w1: 3 entries, 1 erased, chain "));
}

static void what_was_erased_says_so_and_shows_what_was_kept(void **state)
{
    (void)state;
    const char *lines = said("print", "webinar:w1");
    const char *first = strstr(lines, "\"seq\":1"), *second = strstr(lines, "\"seq\":2"),
               *third = strstr(lines, "\"seq\":3");
    assert_true(first && second && third);
    /* Nobody has made the room: all of it is void. */
    const char *kept = strstr(lines, "\"name\":\"\",\"op\":\"b\",\"data\":{\"of\":1},"
                                     "\"erased\":true,\"void\":");
    assert_true(kept && kept > second && kept < third);
    assert_null(strstr(third, "erased"));
    assert_non_null(strstr(third, "words"));
}

static int setup(void **state)
{
    (void)state;
    clearenv(); /* MUSTER_… would be settings */
    assert_non_null(mkdtemp(folder));
    journal_make();
    return 0;
}

static int teardown(void **state)
{
    static const char *const names[] = {"j.db", "j.db-wal", "j.db-shm", "j.db.lock", "out"};
    char path[64];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_erased_is_counted),
        cmocka_unit_test(what_was_erased_says_so_and_shows_what_was_kept),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
