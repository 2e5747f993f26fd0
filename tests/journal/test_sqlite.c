/* SPDX-License-Identifier: Apache-2.0
 * What only the SQLite file can get wrong: reopening, tampering, locks, files that are not ours. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/help_journal.h"

static void fill(struct bench *bench, const char *room, int first, int last)
{
    for (int n = first; n <= last; n++) {
        char op[16];
        snprintf(op, sizeof op, "op%d", n);
        assert_int_equal(bench_add(bench, room, "u7", op, "{\"text\":\"hello\"}").seq, n);
    }
}

/* Someone with the file and the sqlite3 shell. */
static void tamper(const struct bench *bench, const char *sql)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(bench->path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

static void refused(const char *path, const char *sentence)
{
    char why[256] = "", expected[256];
    struct backend *backend = sqlite_open(path, why, sizeof why);
    assert_null(backend);
    snprintf(expected, sizeof expected, "%s %s", path, sentence);
    assert_string_equal(why, expected);
}

static void numbers_epoch_and_chain_go_on_after_reopening(void **state)
{
    struct bench *bench = *state;
    char epoch[23] = "";
    int64_t head;
    fill(bench, "webinar:w1", 1, 20);
    memcpy(epoch, journal_epoch(bench->journal).at, 22);
    journal_close(&bench->journal);
    bench_open(bench);
    assert_true(slice_is(journal_epoch(bench->journal), epoch));
    fill(bench, "webinar:w1", 21, 40);
    struct journal_result again =
        bench_add(bench, "webinar:w1", "u7", "op5", "{\"text\":\"hello\"}");
    assert_true(again.repeated);
    assert_int_equal(again.seq, 5);
    journal_close(&bench->journal);
    assert_int_equal(bench_verify(bench, "webinar:w1", &head), 0);
    assert_int_equal(head, 40);
}

static void a_changed_row_breaks_the_chain(void **state)
{
    static const struct {
        const char *sql;
        int64_t broken;
    } cases[] = {
        {"UPDATE entry SET text = '{\"text\":\"hallo\"}' WHERE op = 'op7'", 7},
        {"UPDATE entry SET name = 'Eve' WHERE op = 'op6'", 6},
        {"UPDATE entry SET person = 'eve' WHERE op = 'op5'", 5},
        {"UPDATE entry SET at_ms = at_ms + 1 WHERE op = 'op4'", 4},
        {"UPDATE entry SET content = zeroblob(32) WHERE op = 'op3'", 3},
        {"DELETE FROM entry WHERE op = 'op2'", 2},
    };
    struct bench *bench = *state;
    int64_t head;
    fill(bench, "webinar:w1", 1, 10);
    journal_close(&bench->journal);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tamper(bench, cases[i].sql);
        assert_int_equal(bench_verify(bench, "webinar:w1", &head), cases[i].broken);
        assert_int_equal(head, cases[i].broken - 1);
    }
}

static void a_row_that_is_no_entry_is_an_error_and_no_crash(void **state)
{
    struct bench *bench = *state;
    struct page page;
    fill(bench, "webinar:w1", 1, 3);
    journal_close(&bench->journal);
    tamper(bench, "UPDATE entry SET text = '{\"text\"' WHERE op = 'op2'");
    bench_open(bench);
    bench_read(bench, &page, "webinar:w1", 0, 10);
    assert_int_equal(page.error, ERR_INTERNAL);
    assert_int_equal(page.count, 0);
    journal_close(&bench->journal);
    tamper(bench, "UPDATE entry SET text = '{}', chain = zeroblob(31) WHERE op = 'op2'");
    bench_open(bench);
    bench_read(bench, &page, "webinar:w1", 0, 10);
    assert_int_equal(page.error, ERR_INTERNAL);
}

static void erased(void *context, enum err error)
{
    struct receipt *receipt = context;
    receipt->result.error = error;
    bench_paid(receipt->bench);
}

static enum err erase(struct bench *bench, int64_t seq)
{
    struct receipt receipt = {.bench = bench};
    const struct journal_erasure thing = {.seq = seq};
    bench->owed++;
    journal_erase(bench->journal, SLICE("webinar:w1"), &thing, 1, erased, &receipt);
    bench_wait(bench);
    return receipt.result.error;
}

/* Somebody reads the log, for as long as they like: the writer does not wait for that. */
static void a_reader_in_the_way_puts_an_erasure_off(void **state)
{
    struct bench *bench = *state;
    struct stat log;
    char path[CLUSTER_URL_BYTES + 8];
    sqlite3 *reader;
    fill(bench, "webinar:w1", 1, 3);
    assert_int_equal(sqlite3_open(bench->path, &reader), SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT * FROM entry", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(erase(bench, 2), ERR_TOO_MANY_REQUESTS);
    fill(bench, "webinar:w1", 4, 4);
    assert_int_equal(sqlite3_close(reader), SQLITE_OK);
    assert_int_equal(erase(bench, 2), ERR_NONE);
    snprintf(path, sizeof path, "%s-wal", bench->path);
    assert_int_equal(stat(path, &log), 0);
    assert_int_equal(log.st_size, 0);
}

static void a_damaged_row_cannot_be_erased_and_the_journal_goes_on(void **state)
{
    struct bench *bench = *state;
    fill(bench, "webinar:w1", 1, 3);
    journal_close(&bench->journal);
    tamper(bench, "UPDATE entry SET chain = zeroblob(31) WHERE op = 'op2'");
    bench_open(bench);
    assert_int_equal(erase(bench, 2), ERR_INTERNAL);
    fill(bench, "webinar:w1", 4, 4);
    assert_false(journal_failed(bench->journal));
}

static void only_one_at_a_time(void **state)
{
    struct bench *bench = *state;
    char link[96];
    fill(bench, "webinar:w1", 1, 3);
    refused(bench->path, "is in use by another Muster process");
    snprintf(link, sizeof link, "%s/link.db", bench->folder);
    assert_int_equal(symlink(bench->path, link), 0);
    refused(link, "is in use by another Muster process");
    /* The refused ones must not have taken anything from the first. */
    fill(bench, "webinar:w1", 4, 6);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char why[256];
        _exit(sqlite_open(bench->path, why, sizeof why) ? 1 : 0);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    journal_close(&bench->journal);
    bench_open(bench);
    assert_int_equal(bench_head(bench, "webinar:w1"), 6);
}

static void what_cannot_be_opened_says_why(void **state)
{
    struct bench *bench = *state;
    char path[CLUSTER_URL_BYTES + 16];
    journal_close(&bench->journal);
    snprintf(path, sizeof path, "%s/none/j.db", bench->folder);
    refused(path, "cannot be opened: No such file or directory");
    refused(bench->folder, "is not a file");
    snprintf(path, sizeof path, "%s/text.db", bench->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 100; i++)
        fputs("This is a letter and not a database.\n", file);
    fclose(file);
    refused(path, "is not an SQLite database");
    tamper(bench, "PRAGMA user_version = 99");
    refused(bench->path,
            "was written by a newer version of Muster: start that one again, or put back the "
            "backup that was made before the upgrade, with muster journal restore");
}

static void another_programs_database_is_left_alone(void **state)
{
    struct bench *bench = *state;
    struct bench other = {.variant = bench->variant};
    snprintf(other.path, sizeof other.path, "%s/other.db", bench->folder);
    tamper(&other, "CREATE TABLE birds (name TEXT); INSERT INTO birds VALUES ('wren')");
    refused(other.path, "is not a Muster journal");
    sqlite3 *connection;
    sqlite3_stmt *statement;
    sqlite3_open(other.path, &connection);
    assert_int_equal(sqlite3_prepare_v2(connection, "PRAGMA journal_mode", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "delete");
    sqlite3_finalize(statement);
    sqlite3_close(connection);
}

static void nobody_else_may_read_the_files(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    struct bench *bench = *state;
    struct stat about;
    journal_close(&bench->journal);
    assert_int_equal(chmod(bench->path, 0664), 0);
    bench_open(bench);
    fill(bench, "webinar:w1", 1, 1);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[CLUSTER_URL_BYTES + 16];
        snprintf(path, sizeof path, "%s%s", bench->path, ends[i]);
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
}

/* A process that ends without closing anything. */
static void what_was_acknowledged_survives_a_killed_process(void **state)
{
    struct bench *bench = *state;
    int64_t head;
    journal_close(&bench->journal);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct backend *backend = bench_backend(bench);
        struct record record = {.room = SLICE("webinar:w1"),
                                .type = SLICE("chat.post"),
                                .by = SLICE("u7"),
                                .op = SLICE("a"),
                                .text = SLICE("{}")};
        struct journal_result result;
        _exit(backend_append(backend, &record, &result, 1) == ERR_NONE ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(bench_verify(bench, "webinar:w1", &head), 0);
    assert_int_equal(head, 1);
}

static void reading_only_works_beside_a_server_and_alone(void **state)
{
    struct bench *bench = *state;
    char why[256] = "";
    int64_t head, broken;
    fill(bench, "webinar:w1", 1, 5);
    for (int running = 1; running >= 0; running--) {
        struct backend *reader = sqlite_open_readonly(bench->path, why, sizeof why);
        assert_string_equal(why, "");
        assert_non_null(reader);
        assert_int_equal(reader->ops->epoch(reader).len, 22);
        assert_int_equal(chain_verify(reader, SLICE("webinar:w1"), &head, &broken), ERR_NONE);
        assert_int_equal(broken, 0);
        assert_int_equal(head, 5);
        reader->ops->close(reader);
        if (running)
            journal_close(&bench->journal);
    }
    bench_open(bench);
    assert_int_equal(bench_head(bench, "webinar:w1"), 5);
    char path[CLUSTER_URL_BYTES + 16];
    snprintf(path, sizeof path, "%s/none.db", bench->folder);
    assert_null(sqlite_open_readonly(path, why, sizeof why));
    assert_int_equal(access(path, F_OK), -1);
}

/* One who reads on and on, and begins again at the end. */
struct walker {
    struct backend *backend; /* owned */
    pthread_t thread;
    atomic_bool stop;
    int64_t last;
};

static bool walker_record(void *context, const struct record *record)
{
    struct walker *walker = context;
    walker->last = record->seq;
    return true;
}

static void *walker_walk(void *context)
{
    struct walker *walker = context;
    const struct backend_ops *ops = walker->backend->ops;
    while (!atomic_load(&walker->stop)) {
        int64_t before = walker->last;
        if (ops->read(walker->backend, SLICE("webinar:w1"), before, 32, walker_record, walker))
            return context;
        if (walker->last == before)
            walker->last = 0;
    }
    return NULL;
}

static void the_log_has_an_end_though_somebody_always_reads(void **state)
{
    enum { WALKERS = 3, GROUPS = 80, GROUP = 64, TEXT_BYTES = 20000, MB = 1 << 20 };
    struct bench *bench = *state;
    static char text[TEXT_BYTES + 16] = "{\"text\":\"";
    static struct walker walkers[WALKERS];
    char log[CLUSTER_URL_BYTES + 16], ops[GROUP][32];
    struct record records[GROUP];
    struct journal_result results[GROUP];
    struct stat about = {0};
    memset(text + 9, 'x', TEXT_BYTES);
    memcpy(text + 9 + TEXT_BYTES, "\"}", 3);
    fill(bench, "webinar:w1", 1, 10);
    journal_close(&bench->journal);
    struct backend *backend = bench_backend(bench);
    for (int i = 0; i < WALKERS; i++) {
        walkers[i].backend = backend->ops->reader(backend);
        assert_non_null(walkers[i].backend);
        assert_int_equal(pthread_create(&walkers[i].thread, NULL, walker_walk, &walkers[i]), 0);
    }
    for (int g = 0; g < GROUPS; g++) {
        for (int i = 0; i < GROUP; i++) {
            snprintf(ops[i], sizeof ops[i], "long%d-%d", g, i);
            records[i] = (struct record){.room = SLICE("webinar:w1"),
                                         .type = SLICE("chat.post"),
                                         .by = SLICE("u7"),
                                         .op = slice_of(ops[i]),
                                         .text = slice_of(text)};
        }
        assert_int_equal(backend_append(backend, records, results, GROUP), ERR_NONE);
    }
    for (int i = 0; i < WALKERS; i++) {
        void *failed;
        atomic_store(&walkers[i].stop, true);
        assert_int_equal(pthread_join(walkers[i].thread, &failed), 0);
        assert_null(failed);
        walkers[i].backend->ops->close(walkers[i].backend);
    }
    snprintf(log, sizeof log, "%s-wal", bench->path);
    assert_int_equal(stat(log, &about), 0);
    print_message("%d MB written, the log has %d\n", GROUPS * GROUP * TEXT_BYTES / MB,
                  (int)(about.st_size / MB));
    assert_in_range(about.st_size, 4 * MB, 70 * MB);
    backend->ops->close(backend);
    bench_open(bench);
}

static const struct variant real = {.name = "sqlite on a real loop", .kind = SQLITE};

#define CASE(fn)                                                                                   \
    cmocka_unit_test_prestate_setup_teardown(fn, bench_setup, bench_teardown, (void *)&real)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(numbers_epoch_and_chain_go_on_after_reopening),
        CASE(a_changed_row_breaks_the_chain),
        CASE(a_row_that_is_no_entry_is_an_error_and_no_crash),
        CASE(a_reader_in_the_way_puts_an_erasure_off),
        CASE(a_damaged_row_cannot_be_erased_and_the_journal_goes_on),
        CASE(only_one_at_a_time),
        CASE(what_cannot_be_opened_says_why),
        CASE(another_programs_database_is_left_alone),
        CASE(nobody_else_may_read_the_files),
        CASE(what_was_acknowledged_survives_a_killed_process),
        CASE(reading_only_works_beside_a_server_and_alone),
        CASE(the_log_has_an_end_though_somebody_always_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
