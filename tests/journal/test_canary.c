/* SPDX-License-Identifier: Apache-2.0
 *
 * What was erased is in no byte of the files. Every text has a word of its own at both ends, which
 * is looked for in SQLite's database and log, and in PostgreSQL's tables. The controls erase as the
 * database alone would, and must find something: else the looking proves nothing.
 */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "journal/help_journal.h"

enum { ROOMS = 150, ENTRIES = 3000, GROUP = 20, LONG = 9000, TEXT_BYTES = LONG + 64 };

/* Where entry number n went, and how long its text is. */
static struct {
    int room;
    int64_t seq;
    int bytes;
    bool erased;
} said[ENTRIES];

static uint64_t dice;

static int dice_below(int bound)
{
    dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((dice >> 33) % (uint64_t)bound);
}

/* Rooms take turns at random, so that pages are split in the middle; a third is to be erased. */
static void said_make(void)
{
    static const int bytes[] = {20, 100, 300, 1000, 1900, 3000, LONG};
    int64_t heads[ROOMS] = {0};
    dice = 7;
    for (int n = 0; n < ENTRIES; n++) {
        said[n].room = dice_below(ROOMS);
        said[n].seq = ++heads[said[n].room];
        said[n].bytes = dice_below(bytes[dice_below(7)]);
        said[n].erased = dice_below(3) == 0;
    }
}

/* Letters that nothing can pack, between the two words. */
static const char *text_of(int n)
{
    static char text[TEXT_BYTES];
    uint64_t before = dice;
    int len = snprintf(text, sizeof text, "{\"text\":\"CANARY%05d", n);
    dice = (uint64_t)n;
    for (int i = 0; i < said[n].bytes; i++)
        text[len++] = (char)('a' + dice_below(26));
    snprintf(text + len, sizeof text - (size_t)len, "TAIL%05d\"}", n);
    dice = before;
    return text;
}

/* Valid until the next call. */
static const char *room_of(int room)
{
    static char name[24];
    snprintf(name, sizeof name, "inbox:u%d", room);
    return name;
}

static void fill(struct bench *bench)
{
    static struct receipt receipts[ENTRIES];
    char op[16];
    said_make();
    for (int n = 0; n < ENTRIES; n++) {
        snprintf(op, sizeof op, "op%d", n);
        bench_append(bench, &receipts[n], entry_make(room_of(said[n].room), "u7", op, text_of(n)));
        if (n % GROUP == GROUP - 1)
            bench_wait(bench);
    }
    for (int n = 0; n < ENTRIES; n++)
        assert_int_equal(receipts[n].result.seq, said[n].seq);
}

static void erased(void *context, enum err error)
{
    assert_int_equal(error, ERR_NONE);
    bench_paid(context);
}

static void erase(struct bench *bench)
{
    for (int room = 0; room < ROOMS; room++) {
        static struct journal_erasure things[ENTRIES];
        size_t count = 0;
        for (int n = 0; n < ENTRIES; n++)
            if (said[n].erased && said[n].room == room)
                things[count++] = (struct journal_erasure){said[n].seq, SLICE("{\"of\":1}")};
        bench->owed++;
        journal_erase(bench->journal, slice_of(room_of(room)), things, count, erased, bench);
        bench_wait(bench);
    }
}

/* ---- SQLite ------------------------------------------------------------------------------------
 */

static size_t file_read(const char *path, const char *end, char **bytes)
{
    char whole[256];
    snprintf(whole, sizeof whole, "%s%s", path, end);
    FILE *file = fopen(whole, "rb");
    if (!file)
        return 0;
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    rewind(file);
    *bytes = malloc(len + 1);
    assert_non_null(*bytes);
    assert_int_equal(fread(*bytes, 1, len, file), len);
    fclose(file);
    return len;
}

/* Marks the numbers that stand behind `word` anywhere in the file; how often it stands there. */
static int look(const char *bytes, size_t len, const char *word, bool found[ENTRIES])
{
    const char *at = bytes, *end = bytes + len;
    int count = 0;
    while (at < end && (at = memmem(at, (size_t)(end - at), word, strlen(word)))) {
        char digits[6] = "";
        at += strlen(word);
        memcpy(digits, at, (size_t)(end - at) < 5 ? (size_t)(end - at) : 5);
        int n = atoi(digits);
        if (n < ENTRIES)
            found[n] = true;
        count++;
    }
    return count;
}

/* How many texts can be seen in a file, of those that were erased or of the others. */
static int seen(const char *path, const char *end, bool of_erased)
{
    bool found[ENTRIES] = {false};
    char *bytes = NULL;
    size_t len = file_read(path, end, &bytes);
    int count = 0;
    if (len > 0) {
        look(bytes, len, "CANARY", found);
        look(bytes, len, "TAIL", found);
    }
    for (int n = 0; n < ENTRIES; n++)
        count += found[n] && said[n].erased == of_erased;
    free(bytes);
    return count;
}

/* How often the word at the end of a text stands in a file. */
static int ends_in(const char *path)
{
    bool found[ENTRIES] = {false};
    char *bytes = NULL;
    size_t len = file_read(path, "", &bytes);
    int count = len > 0 ? look(bytes, len, "TAIL", found) : 0;
    free(bytes);
    return count;
}

static void nothing_erased_is_in_the_file_or_its_log(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    assert_true(seen(bench->path, "", true) + seen(bench->path, "-wal", true) > 0);
    erase(bench);
    assert_int_equal(seen(bench->path, "", true), 0);
    assert_int_equal(seen(bench->path, "-wal", true), 0);
    assert_true(seen(bench->path, "", false) > ENTRIES / 2);
    /* Nor does it come back with what is written next, into pages all over the file. */
    for (int room = 0; room < ROOMS; room++)
        bench_fill(bench, room_of(room), ENTRIES, ENTRIES + 2);
    assert_int_equal(seen(bench->path, "", true), 0);
    assert_int_equal(seen(bench->path, "-wal", true), 0);
    journal_close(&bench->journal);
    assert_int_equal(seen(bench->path, "", true), 0);
    bench_open(bench);
}

/* A connection as anybody has it: SQLite's own VFS, everything else as ours. */
static sqlite3 *plain_open(const char *path)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection,
                                  "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;"
                                  "PRAGMA wal_autocheckpoint = 0",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    return connection;
}

static void plain_run(sqlite3 *connection, const char *sql, int n)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(connection, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_int64(statement, 1, ((int64_t)said[n].room + 1) << 32 | said[n].seq);
    sqlite3_bind_int(statement, 2, n);
    sqlite3_bind_text(statement, 3, text_of(n), -1, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
}

static void plain_fill(sqlite3 *connection, int first, int last)
{
    sqlite3_exec(connection, "BEGIN", NULL, NULL, NULL);
    for (int n = first; n <= last; n++)
        plain_run(connection,
                  "INSERT INTO entry (id, room, op, person, at_ms, type, name, text, chain)"
                  " VALUES (?1, ?1 >> 32, ?2, 'u7', 5, 'chat.post', 'Amal', ?3, zeroblob(32))",
                  n);
    sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL);
}

static void plain_erase(sqlite3 *connection)
{
    sqlite3_exec(connection, "BEGIN", NULL, NULL, NULL);
    for (int n = 0; n < ENTRIES; n++)
        if (said[n].erased)
            plain_run(connection,
                      "UPDATE entry SET name = '', text = '{}', content = zeroblob(32)"
                      " WHERE id = ?1 AND ?2 = ?2 AND ?3 = ?3",
                      n);
    sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL);
}

static void cut_log(sqlite3 *connection)
{
    assert_int_equal(
        sqlite3_wal_checkpoint_v2(connection, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
        SQLITE_OK);
}

/* The controls: without the log cut, and with SQLite's own way to write pages. */
static void sqlite_alone_leaves_some(void **state)
{
    struct bench *bench = *state;
    said_make();
    journal_close(&bench->journal);
    sqlite3 *connection = plain_open(bench->path);
    for (int n = 0; n < ENTRIES; n += GROUP)
        plain_fill(connection, n, n + GROUP - 1);
    cut_log(connection);
    plain_erase(connection);
    int file = seen(bench->path, "", true);
    cut_log(connection);
    int cut = seen(bench->path, "", true);
    print_message("erased texts in the file: %d before the log was cut, %d after\n", file, cut);
    assert_true(file > ENTRIES / 4);
    assert_true(cut > 0);
    sqlite3_close(connection);
    bench_open(bench);
}

/* Such a file of the first form holds copies of texts that nobody has erased yet. Brought over, it
 * holds none of them when they are. */
static void what_an_older_file_holds_goes_too(void **state)
{
    struct bench *bench = *state;
    said_make();
    journal_close(&bench->journal);
    sqlite3 *connection = plain_open(bench->path);
    assert_int_equal(sqlite3_exec(connection,
                                  "ALTER TABLE entry DROP COLUMN salt; DROP TABLE mark;"
                                  "ALTER TABLE room DROP COLUMN head;"
                                  "ALTER TABLE room DROP COLUMN chain;"
                                  "ALTER TABLE room DROP COLUMN dropped_ms;"
                                  "PRAGMA user_version = 1",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (int room = 0; room < ROOMS; room++) {
        char sql[80];
        snprintf(sql, sizeof sql, "INSERT INTO room VALUES (%d, '%s')", room + 1, room_of(room));
        assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    for (int n = 0; n < ENTRIES; n += GROUP)
        plain_fill(connection, n, n + GROUP - 1);
    sqlite3_close(connection);
    int before = ends_in(bench->path);
    bench_open(bench);
    print_message("%d texts stood %d times in the file\n", ENTRIES, before);
    assert_true(before > ENTRIES);
    assert_int_equal(ends_in(bench->path), ENTRIES);
    erase(bench);
    assert_int_equal(seen(bench->path, "", true), 0);
    assert_int_equal(seen(bench->path, "-wal", true), 0);
}

/* ---- PostgreSQL --------------------------------------------------------------------------------
 */

/* How many erased texts can be seen in the files of the table and of its TOAST table. */
static int seen_in_tables(const struct bench *bench)
{
    int count = 0;
    PGconn *connection = PQconnectdb(bench->path);
    PQclear(PQexec(connection, "CHECKPOINT"));
    PGresult *result =
        PQexec(connection, "SELECT current_setting('data_directory') || '/' ||"
                           " pg_relation_filepath(t.oid) FROM pg_class AS c, pg_class AS t"
                           " WHERE c.oid = 'muster.entry'::regclass"
                           " AND t.oid IN (c.oid, c.reltoastrelid)");
    assert_int_equal(PQntuples(result), 2);
    for (int row = 0; row < 2; row++)
        count += seen(PQgetvalue(result, row, 0), "", true);
    PQclear(result);
    PQfinish(connection);
    return count;
}

static int64_t dead_rows(void)
{
    return cluster_number("a", "SELECT dead_tuple_count FROM muster.pgstattuple('muster.entry')") +
           cluster_number("a", "SELECT sum(dead_tuple_count) FROM pg_class,"
                               " muster.pgstattuple(reltoastrelid)"
                               " WHERE pg_class.oid = 'muster.entry'::regclass");
}

static void postgresql_is_cleaned_in_steps(void **state)
{
    struct bench *bench = *state;
    const atomic_bool stop = false;
    fill(bench);
    cluster_sql("a", "CREATE EXTENSION pgstattuple SCHEMA muster;"
                     "ALTER TABLE muster.entry SET (autovacuum_enabled = off,"
                     " toast.autovacuum_enabled = off)");
    erase(bench);
    int first = seen_in_tables(bench);
    assert_true(dead_rows() > ENTRIES / 8);
    struct backend *backend = bench_backend(bench);
    assert_int_equal(backend->ops->clean(backend, &stop), ERR_NONE);
    backend->ops->close(backend);
    assert_int_equal(dead_rows(), 0);
    int cleaned = seen_in_tables(bench);
    cluster_sql("a", "VACUUM FULL muster.entry");
    print_message("erased texts in the tables: %d, %d after VACUUM\n", first, cleaned);
    assert_true(first > ENTRIES / 8);
    assert_true(cleaned < first);
    assert_int_equal(seen_in_tables(bench), 0);
}

int main(void)
{
    static const struct variant sqlite = {.name = "sqlite", .kind = SQLITE};
    static const struct variant postgres = {.name = "postgresql", .kind = POSTGRES};
#define CASE(fn, variant)                                                                          \
    {                                                                                              \
#fn, fn, bench_setup, bench_teardown, (void *)&variant                                     \
    }
    const struct CMUnitTest cases[] = {
        CASE(nothing_erased_is_in_the_file_or_its_log, sqlite),
        CASE(sqlite_alone_leaves_some, sqlite),
        CASE(what_an_older_file_holds_goes_too, sqlite),
        CASE(postgresql_is_cleaned_in_steps, postgres),
    };
    cluster_open();
    int failed = cmocka_run_group_tests(cases, NULL, NULL);
    cluster_close();
    return failed;
}
