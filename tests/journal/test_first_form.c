/* SPDX-License-Identifier: Apache-2.0
 * Journals of the first form, as it wrote them (tests/journal/first_form), and of what was released
 * last (tests/journal/released) are brought over when they are opened: whole, and at once or not at
 * all. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/help_journal.h"

/* Three rooms of eight entries each; these are erased. */
static const struct {
    const char *room;
    int64_t erased[2];
} rooms[] = {{"webinar:w1", {2, 8}}, {"course:c1", {0, 0}}, {"inbox:u7", {1, 0}}};
enum { ROOMS = sizeof rooms / sizeof rooms[0], ENTRIES = 8 };

static bool is_released(const struct bench *bench)
{
    return strncmp(bench->variant->name, "released", 8) == 0;
}

static char *fixture(const struct bench *bench, const char *name)
{
    char path[256];
    const char *folder = is_released(bench) ? "released" : "first_form";
    snprintf(path, sizeof path, MUSTER_SOURCE "/tests/journal/%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    size_t len = fread(text, 1, (1 << 16) - 1, file);
    assert_true(len > 0 && len < (1 << 16) - 1);
    fclose(file);
    return text;
}

static void sqlite_run(const struct bench *bench, const char *sql)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(bench->path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

/* Puts a journal of the first form in the place of the bench's. */
static void make(struct bench *bench)
{
    bool postgres = bench->variant->kind == POSTGRES;
    char *sql = fixture(bench, postgres ? "postgres.sql" : "sqlite.sql");
    journal_close(&bench->journal);
    if (postgres) {
        cluster_reset("a");
        cluster_sql("a", sql);
    } else {
        unlink(bench->path);
        sqlite_run(bench, sql);
    }
    free(sql);
}

static int64_t version(const struct bench *bench)
{
    if (bench->variant->kind == POSTGRES)
        return cluster_number("a", "SELECT max(version) FROM muster.schema_version");
    sqlite3 *connection;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(bench->path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(connection, "PRAGMA user_version", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(connection);
    return found;
}

/* What a server of today makes of it. */
static int64_t newest(const struct bench *bench)
{
    return bench->variant->kind == POSTGRES ? 9 : 5;
}

static struct backend *open_readonly(const struct bench *bench, char *why, size_t why_bytes)
{
    return bench->variant->kind == POSTGRES ? postgres_open_readonly(bench->path, why, why_bytes)
                                            : sqlite_open_readonly(bench->path, why, why_bytes);
}

static bool is_erased(int room, int64_t seq)
{
    return seq == rooms[room].erased[0] || seq == rooms[room].erased[1];
}

/* All is there as it was: chains, words, what was erased, the mark. */
static void assert_whole(struct bench *bench)
{
    int64_t head;
    for (int room = 0; room < ROOMS; room++) {
        struct page page;
        bench_open(bench);
        bench_read(bench, &page, rooms[room].room, 0, 100);
        assert_int_equal(page.error, ERR_NONE);
        assert_int_equal(page.count, ENTRIES);
        for (size_t i = 0; i < page.count; i++) {
            const struct entry *entry = page.entries[i];
            bool gone = is_erased(room, entry->seq);
            assert_int_equal(entry->erased, gone);
            assert_int_equal(slice_is(entry->text, "{}"), gone);
            assert_true(gone || json_get(entry->data, "text"));
        }
        page_done(&page);
        assert_int_equal(bench_mark(bench, "alive", ""), INT64_C(1700000000123));
        assert_int_equal(bench_mark(bench, "alive", rooms[room].room), 0);
        journal_close(&bench->journal);
        assert_int_equal(bench_verify(bench, rooms[room].room, &head), 0);
        assert_int_equal(head, ENTRIES);
    }
}

static void a_journal_of_the_first_form_is_brought_over(void **state)
{
    struct bench *bench = *state;
    char why[256] = "";
    make(bench);
    assert_null(open_readonly(bench, why, sizeof why));
    assert_non_null(strstr(why, "older version of Muster: start the server once"));
    assert_true(version(bench) < newest(bench));
    assert_whole(bench);
    assert_int_equal(version(bench), newest(bench));
    struct backend *backend = open_readonly(bench, why, sizeof why);
    assert_non_null(backend);
    backend->ops->close(backend);
    assert_whole(bench);
    bench_open(bench);
}

static void erased(void *context, enum err error)
{
    assert_int_equal(error, ERR_NONE);
    bench_paid(context);
}

static void what_was_brought_over_goes_on(void **state)
{
    struct bench *bench = *state;
    const struct journal_erasure things[] = {{2, {NULL, 0}}, {3, SLICE("{\"of\":1}")}};
    struct receipt receipt;
    int64_t head;
    make(bench);
    bench_open(bench);
    /* Repeats of an entry that stands and of one that was erased; and a new one. */
    bench_append(bench, &receipt,
                 entry_make("webinar:w1", "u7", "op9", "{\"text\":\"WORDS-9 مرحبا é\"}"));
    bench_wait(bench);
    assert_true(receipt.result.repeated);
    assert_int_equal(receipt.result.seq, 4);
    assert_true(bench_add(bench, "webinar:w1", "u7", "op21", "{\"text\":\"x\"}").repeated);
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "new", "{\"text\":\"x\"}").seq, 9);
    bench->owed++;
    journal_erase(bench->journal, SLICE("webinar:w1"), things, 2, erased, bench);
    bench_wait(bench);
    journal_close(&bench->journal);
    assert_int_equal(bench_verify(bench, "webinar:w1", &head), 0);
    assert_int_equal(head, 9);
    bench_open(bench);
}

/* ---- interrupted -------------------------------------------------------------------------------
 */

/* The process is killed after a number of steps of SQLite's machine within statements of the
 * change. */
struct kill_after {
    int steps;
};

static int step(void *context)
{
    struct kill_after *kill_after = context;
    if (--kill_after->steps == 0)
        _exit(9);
    return 0;
}

static int hooked(sqlite3 *connection, char **why, const struct sqlite3_api_routines *api)
{
    static struct kill_after at;
    const char *steps = getenv("MUSTER_KILL_AFTER");
    (void)why;
    (void)api;
    at.steps = steps ? atoi(steps) : 0;
    if (at.steps > 0)
        sqlite3_progress_handler(connection, 1, step, &at);
    return SQLITE_OK;
}

/* True when it was killed on the way. */
static bool open_and_die(const struct bench *bench, int steps)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char why[256], text[16];
        snprintf(text, sizeof text, "%d", steps);
        setenv("MUSTER_KILL_AFTER", text, 1);
        sqlite3_auto_extension((void (*)(void))hooked);
        struct backend *backend = sqlite_open(bench->path, why, sizeof why);
        _exit(backend ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9));
    return WEXITSTATUS(status) == 9;
}

static void a_change_that_was_interrupted_is_made_again(void **state)
{
    struct bench *bench = *state;
    int kills = 0;
    journal_close(&bench->journal);
    for (int steps = 1;; steps += 1 + steps / 8) {
        make(bench);
        if (!open_and_die(bench, steps))
            break;
        kills++;
        assert_int_equal(version(bench), is_released(bench) ? 4 : 1);
        assert_whole(bench);
        assert_int_equal(version(bench), newest(bench));
    }
    print_message("killed %d times\n", kills);
    assert_true(kills > (is_released(bench) ? 3 : 10));
    bench_open(bench);
}

/* PostgreSQL stops as in a crash while the change waits to end. */
static void a_server_that_stops_amid_the_change_has_not_begun_it(void **state)
{
    struct bench *bench = *state;
    char why[256] = "";
    make(bench);
    /* Somebody reads the table: to add a column waits for that. */
    PGconn *reading = PQconnectdb(bench->path);
    PQclear(PQexec(reading, "BEGIN"));
    PQclear(PQexec(reading, "SELECT count(*) FROM muster.entry"));
    pid_t opening = fork();
    assert_true(opening >= 0);
    if (opening == 0)
        _exit(postgres_open(bench->path, NULL, why, sizeof why) ? 0 : 1);
    while (cluster_number("b", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE "
                               "'ALTER TABLE muster.entry%' AND wait_event_type = 'Lock'") != 1)
        continue;
    cluster_crash();
    int status = -1;
    assert_int_equal(waitpid(opening, &status, 0), opening);
    assert_int_equal(WEXITSTATUS(status), 1);
    PQfinish(reading);
    cluster_start();
    assert_int_equal(version(bench), 3);
    assert_whole(bench);
    assert_int_equal(version(bench), newest(bench));
    bench_open(bench);
}

int main(void)
{
    static const struct variant sqlite = {.name = "sqlite", .kind = SQLITE};
    static const struct variant postgres = {.name = "postgresql", .kind = POSTGRES};
    static const struct variant sqlite_released = {.name = "released sqlite", .kind = SQLITE};
    static const struct variant postgres_released = {.name = "released postgresql",
                                                     .kind = POSTGRES};
#define CASE(fn, variant)                                                                          \
    {                                                                                              \
#fn, fn, bench_setup, bench_teardown, (void *)&variant                                     \
    }
    const struct CMUnitTest cases[] = {
        CASE(a_journal_of_the_first_form_is_brought_over, sqlite),
        CASE(what_was_brought_over_goes_on, sqlite),
        CASE(a_change_that_was_interrupted_is_made_again, sqlite),
        CASE(a_journal_of_the_first_form_is_brought_over, sqlite_released),
        CASE(what_was_brought_over_goes_on, sqlite_released),
        CASE(a_change_that_was_interrupted_is_made_again, sqlite_released),
        CASE(a_journal_of_the_first_form_is_brought_over, postgres_released),
        CASE(what_was_brought_over_goes_on, postgres_released),
        CASE(a_journal_of_the_first_form_is_brought_over, postgres),
        CASE(what_was_brought_over_goes_on, postgres),
        CASE(a_server_that_stops_amid_the_change_has_not_begun_it, postgres),
    };
    cluster_open();
    int failed = cmocka_run_group_tests(cases, NULL, NULL);
    cluster_close();
    return failed;
}
