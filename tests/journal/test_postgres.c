/* SPDX-License-Identifier: Apache-2.0
 * What only the PostgreSQL backend can get wrong while all is well: opening, versions of the
 * tables, and several processes in the same rooms. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

#include "journal/help_journal.h"
#include "journal/postgres_link.h"

static char url[CLUSTER_URL_BYTES]; /* of database a */

static int setup(void **state)
{
    cluster_reset("a");
    cluster_url("a", url);
    return 0;
}

static struct backend *open_a(void)
{
    char why[256] = "";
    struct backend *backend = postgres_open(url, NULL, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    return backend;
}

static void refused(struct backend *(*open)(const char *, char *, size_t), const char *at,
                    const char *part)
{
    char why[512] = "";
    assert_null(open(at, why, sizeof why));
    if (!strstr(why, part))
        fail_msg("\"%s\" does not say \"%s\"", why, part);
    assert_null(strstr(why, "geheim"));
    assert_null(strchr(why, '\n'));
}

static struct record record_made(const char *room, const char *by, const char *op)
{
    return (struct record){.room = slice_of(room),
                           .type = SLICE("chat.post"),
                           .by = slice_of(by),
                           .op = slice_of(op),
                           .text = SLICE("{}")};
}

static struct journal_result add(struct backend *backend, const char *room, const char *op)
{
    struct record record = record_made(room, "u7", op);
    struct journal_result result;
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    return result;
}

static void verify(struct backend *backend, const char *room, int64_t entries)
{
    int64_t head, broken;
    assert_int_equal(chain_verify(backend, slice_of(room), &head, &broken), ERR_NONE);
    assert_int_equal(broken, 0);
    assert_int_equal(head, entries);
}

static struct backend *open_alone(const char *at, char *why, size_t why_bytes)
{
    return postgres_open(at, NULL, why, why_bytes);
}

static void what_cannot_be_opened_says_why_without_the_password(void **state)
{
    char at[CLUSTER_URL_BYTES];
    refused(open_alone, "postgresql://u:geheim@127.0.0.1:1/a", "refused");
    refused(open_alone, "postgresql://u:ge/geheim@127.0.0.1/a", "%XX");
    refused(open_alone, "postgresql://u:x@geheim@127.0.0.1/a", "%XX");
    refused(open_alone, "postgresql://u:%zzgeheim@127.0.0.1/a", "%XX");
    refused(open_alone, "postgresql://u@127.0.0.1/a?geheim=1", "%XX");
    cluster_url("none", at);
    refused(open_alone, at, "\"none\" does not exist");
    refused(postgres_open_readonly, url, "holds no journal");
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM pg_namespace WHERE nspname = "
                                         "'muster'"),
                     0);
}

static void a_journal_is_read_beside_a_running_server(void **state)
{
    char why[256] = "";
    struct backend *writer = open_a();
    add(writer, "webinar:w1", "a");
    struct backend *reader = postgres_open_readonly(url, why, sizeof why);
    assert_non_null(reader);
    add(writer, "webinar:w1", "b");
    verify(reader, "webinar:w1", 2);
    assert_true(slice_equal(reader->ops->epoch(reader), writer->ops->epoch(writer)));
    reader->ops->close(reader);
    writer->ops->close(writer);
}

/* Put back from a dump or to a point in time: it is in another database, or on another timeline. */
static void a_database_that_was_put_back_has_another_epoch(void **state)
{
    char at[CLUSTER_URL_BYTES], why[256] = "", epochs[3][23];
    struct backend *backend = open_a();
    add(backend, "webinar:w1", "a");
    snprintf(epochs[0], sizeof epochs[0], "%.22s", backend->ops->epoch(backend).at);
    backend->ops->close(backend);
    backend = open_a();
    assert_true(slice_is(backend->ops->epoch(backend), epochs[0]));
    backend->ops->close(backend);
    cluster_sql("b", "CREATE DATABASE put_back TEMPLATE a");
    cluster_url("put_back", at);
    for (int time = 1; time < 3; time++) {
        backend = postgres_open(at, NULL, why, sizeof why);
        assert_non_null(backend);
        snprintf(epochs[time], sizeof epochs[time], "%.22s", backend->ops->epoch(backend).at);
        verify(backend, "webinar:w1", 1);
        backend->ops->close(backend);
    }
    assert_string_not_equal(epochs[1], epochs[0]);
    assert_string_equal(epochs[2], epochs[1]);
    cluster_sql("b", "DROP DATABASE put_back");
    cluster_sql("a", "UPDATE muster.meta SET value = replace(value, '.00000001.', '.00000002.') "
                     "WHERE key = 'history'");
    backend = open_a();
    assert_false(slice_is(backend->ops->epoch(backend), epochs[0]));
    backend->ops->close(backend);
}

static void a_server_that_forgets_is_refused(void **state)
{
    cluster_crash();
    cluster_start_careless();
    refused(open_alone, url, "fsync = off");
    cluster_crash();
    cluster_start();
    cluster_sql("a", "ALTER DATABASE b SET default_transaction_read_only = on");
    char other[CLUSTER_URL_BYTES];
    cluster_url("b", other);
    refused(open_alone, other, "read-only");
    cluster_sql("a", "ALTER DATABASE b RESET default_transaction_read_only");
}

static bool shows(struct postgres_link *link, const char *setting, const char *value)
{
    char sql[64];
    snprintf(sql, sizeof sql, "SHOW %s", setting);
    postgres_link_send_text(link, sql, NULL);
    assert_int_equal(postgres_link_wait(link), ERR_NONE);
    return slice_is(postgres_column_text(link->answers[0], 0, 0), value);
}

static void a_commit_waits_for_the_disk_whatever_the_server_is_told(void **state)
{
    struct postgres_link link = {.url = url};
    cluster_sql("a", "ALTER DATABASE a SET synchronous_commit = off");
    assert_int_equal(postgres_link_ready(&link), ERR_NONE);
    assert_true(shows(&link, "synchronous_commit", "on"));
    assert_true(shows(&link, "lock_timeout", "3s"));
    postgres_link_drop(&link);
    cluster_sql("a", "ALTER DATABASE a SET synchronous_commit = remote_apply");
    assert_int_equal(postgres_link_ready(&link), ERR_NONE);
    assert_true(shows(&link, "synchronous_commit", "remote_apply"));
    postgres_link_drop(&link);
    cluster_sql("a", "ALTER DATABASE a RESET synchronous_commit");
}

static void a_changed_row_breaks_the_chain(void **state)
{
    int64_t head, broken;
    struct backend *backend = open_a();
    for (int i = 0; i < 5; i++)
        add(backend, "webinar:w1", (const char *[]){"a", "b", "c", "d", "e"}[i]);
    cluster_sql("a", "UPDATE muster.entry SET text = '{\"x\":1}' WHERE seq = 3");
    assert_int_equal(chain_verify(backend, SLICE("webinar:w1"), &head, &broken), ERR_NONE);
    assert_int_equal(broken, 3);
    backend->ops->close(backend);
}

static void what_was_erased_is_cleaned_out_of_its_table(void **state)
{
    struct backend *backend = open_a();
    add(backend, "webinar:w1", "a");
    add(backend, "webinar:w1", "b");
    const struct journal_erasure first = {1, SLICE("{}")};
    const atomic_bool stop = false;
    assert_int_equal(backend->ops->erase(backend, SLICE("webinar:w1"), &first, 1), ERR_NONE);
    assert_int_equal(backend->ops->clean(backend, &stop), ERR_NONE);
    /* One row version each: the old one of the erased entry is gone. */
    assert_int_equal(cluster_number("a", "CREATE EXTENSION pgstattuple SCHEMA muster;"
                                         "SELECT tuple_count * 1000 + dead_tuple_count "
                                         "FROM muster.pgstattuple('muster.entry')"),
                     2000);
    backend->ops->close(backend);
}

static void another_journal_in_its_place_is_a_failure(void **state)
{
    struct backend *backend = open_a();
    struct record record = record_made("webinar:w1", "u7", "b");
    struct journal_result result;
    add(backend, "webinar:w1", "a");
    cluster_sql("a", "UPDATE muster.meta SET value = 'abcdefghijklmnopqrstuv'");
    cluster_sql("b", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE application_name = 'muster'");
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_INTERNAL);
    backend->ops->close(backend);
}

/* ---- versions of the tables -------------------------------------------------------------------
 */

/* Version 1 as it was, with two entries: not to be changed when the program is. */
static const char version_1[] =
    "CREATE SCHEMA muster;"
    "CREATE TABLE muster.schema_version (version bigint PRIMARY KEY,"
    " at timestamptz NOT NULL DEFAULT now());"
    "CREATE TABLE muster.meta (key text COLLATE \"C\" PRIMARY KEY, value text NOT NULL);"
    "CREATE TABLE muster.room (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " name text COLLATE \"C\" NOT NULL UNIQUE, head bigint NOT NULL DEFAULT 0,"
    " chain bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'));"
    "CREATE TABLE muster.entry (room bigint NOT NULL, seq bigint NOT NULL, at_ms bigint NOT NULL,"
    " type text COLLATE \"C\" NOT NULL, person text COLLATE \"C\" NOT NULL, name text NOT NULL,"
    " op text COLLATE \"C\" NOT NULL, text text NOT NULL, chain bytea NOT NULL, content bytea,"
    " PRIMARY KEY (room, seq), UNIQUE (room, op, person));"
    "INSERT INTO muster.schema_version VALUES (1);"
    "INSERT INTO muster.meta VALUES ('epoch', 'version1-version1-vers');"
    "INSERT INTO muster.room (name, head, chain) VALUES ('webinar:w1', 2, '\\x%s');"
    "INSERT INTO muster.entry SELECT 1, seq, 5, 'chat.post', 'u7', '', op, '{}', chain"
    " FROM (VALUES (1, 'a', '\\x%s'::bytea), (2, 'b', '\\x%s'::bytea)) AS v (seq, op, chain);";

static void version_1_make(void)
{
    struct hash chain[3] = {{{0}}};
    char hex[3][HASH_HEX + 1], sql[sizeof version_1 + sizeof hex];
    static const char *const ops[] = {"a", "b"};
    for (int i = 1; i <= 2; i++) {
        struct record record = record_made("webinar:w1", "u7", ops[i - 1]);
        record.seq = i;
        record.at_ms = 5;
        chain[i] = chain_link(&chain[i - 1], &record);
        hash_hex(&chain[i], hex[i]);
    }
    snprintf(sql, sizeof sql, version_1, hex[2], hex[1], hex[2]);
    cluster_sql("a", sql);
}

static int64_t version(void)
{
    return cluster_number("a", "SELECT max(version) FROM muster.schema_version");
}

static void an_older_version_is_brought_up_to_date(void **state)
{
    struct backend *newest = open_a();
    newest->ops->close(newest);
    int64_t newest_version = version();
    assert_true(newest_version > 1);
    cluster_reset("a");
    version_1_make();
    refused(postgres_open_readonly, url, "older version");
    assert_int_equal(version(), 1);
    struct backend *backend = open_a();
    assert_int_equal(version(), newest_version);
    assert_true(slice_is(backend->ops->epoch(backend), "version1-version1-vers"));
    assert_int_equal(add(backend, "webinar:w1", "c").seq, 3);
    struct journal_result repeat = add(backend, "webinar:w1", "a");
    assert_true(repeat.repeated);
    assert_int_equal(repeat.seq, 1);
    verify(backend, "webinar:w1", 3);
    backend->ops->close(backend);
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.schema_version"),
                     newest_version);
}

static void a_newer_version_is_refused(void **state)
{
    struct backend *backend = open_a();
    backend->ops->close(backend);
    cluster_sql("a", "INSERT INTO muster.schema_version VALUES (1000)");
    refused(open_alone, url, "newer version of Muster");
    refused(postgres_open_readonly, url, "newer version of Muster");
    assert_int_equal(version(), 1000);
}

/* A process of its own: opens the journal and adds one entry. */
static pid_t instance_start(int number)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    char why[256] = "", op[16];
    struct journal_result result;
    snprintf(op, sizeof op, "op%d", number);
    struct record record = record_made("webinar:w1", "u7", op);
    struct backend *backend = postgres_open(url, NULL, why, sizeof why);
    if (!backend)
        fprintf(stderr, "%s\n", why);
    _exit(!backend || backend_append(backend, &record, &result, 1) != ERR_NONE);
}

static void instances_that_start_at_once_make_the_tables_once(void **state)
{
    enum { INSTANCES = 4, ROUNDS = 3 };
    for (int round = 0; round < ROUNDS; round++) {
        pid_t pids[INSTANCES];
        cluster_reset("a");
        for (int i = 0; i < INSTANCES; i++)
            pids[i] = instance_start(i);
        for (int i = 0; i < INSTANCES; i++) {
            int status = -1;
            assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
            assert_int_equal(status, 0);
        }
        struct backend *backend = open_a();
        verify(backend, "webinar:w1", INSTANCES);
        backend->ops->close(backend);
    }
}

/* ---- several instances in the same rooms ------------------------------------------------------
 */

enum { GROUPS = 120, GROUP = 24, ROOMS = 3, SHARED = GROUPS * 2, STRIDE = GROUPS / 10 };

static const char *const rooms[ROOMS] = {"webinar:w1", "course:c1", "inbox:u7"};

struct hammer {
    struct backend *backend;
    pthread_barrier_t *stride; /* neither is more groups ahead than this */
    const char *by;
    unsigned seed;
    bool backwards;         /* through the shared ops: neither is always the first */
    unsigned failed;        /* groups */
    unsigned added[ROOMS];  /* entries */
    int64_t shared[SHARED]; /* the number that each shared op got */
    bool first[SHARED];     /* it was appended and no repeat */
};

/* Every group has two ops that the other instance appends too, in another group. */
static void group_hammer(struct hammer *hammer, int number)
{
    struct record records[GROUP];
    struct journal_result results[GROUP];
    char ops[GROUP][32];
    int shared = 2 * (hammer->backwards ? GROUPS - 1 - number : number);
    for (int i = 0; i < GROUP; i++) {
        int room = rand_r(&hammer->seed) % ROOMS;
        snprintf(ops[i], sizeof ops[i], "%d.%d", number, i);
        records[i] = record_made(rooms[room], hammer->by, ops[i]);
        if (i >= GROUP - 2) {
            snprintf(ops[i], sizeof ops[i], "shared%d", shared + i - GROUP + 2);
            records[i] = record_made(rooms[(shared / 2 + i) % ROOMS], "system", ops[i]);
        }
    }
    if (backend_append(hammer->backend, records, results, GROUP) != ERR_NONE) {
        hammer->failed++;
        return;
    }
    for (int i = 0; i < GROUP; i++) {
        for (int room = 0; room < ROOMS; room++)
            hammer->added[room] += !results[i].repeated && slice_is(records[i].room, rooms[room]);
        hammer->failed += results[i].error != ERR_NONE;
        if (i >= GROUP - 2) {
            hammer->shared[shared + i - GROUP + 2] = results[i].seq;
            hammer->first[shared + i - GROUP + 2] = !results[i].repeated;
        }
    }
}

static int hammer_run(void *context)
{
    struct hammer *hammer = context;
    for (int number = 0; number < GROUPS; number++) {
        if (number % STRIDE == 0)
            (void)pthread_barrier_wait(hammer->stride);
        group_hammer(hammer, number);
    }
    return 0;
}

static void instances_share_rooms_without_gap_or_repeat(void **state)
{
    pthread_barrier_t stride;
    struct hammer hammers[2] = {{.by = "u1", .seed = 1},
                                {.by = "u2", .seed = 2, .backwards = true}};
    thrd_t threads[2];
    unsigned firsts[2] = {0};
    assert_int_equal(pthread_barrier_init(&stride, NULL, 2), 0);
    for (int i = 0; i < 2; i++) {
        hammers[i].backend = open_a();
        hammers[i].stride = &stride;
        assert_int_equal(thrd_create(&threads[i], hammer_run, &hammers[i]), thrd_success);
    }
    for (int i = 0; i < 2; i++)
        thrd_join(threads[i], NULL);
    pthread_barrier_destroy(&stride);
    for (int i = 0; i < SHARED; i++) {
        assert_true(hammers[0].first[i] != hammers[1].first[i]);
        assert_int_equal(hammers[0].shared[i], hammers[1].shared[i]);
        firsts[0] += hammers[0].first[i];
        firsts[1] += hammers[1].first[i];
    }
    assert_int_equal(hammers[0].failed + hammers[1].failed, 0);
    /* They were in each other's way. */
    assert_true(firsts[0] > SHARED / 10 && firsts[1] > SHARED / 10);
    for (int room = 0; room < ROOMS; room++)
        verify(hammers[0].backend, rooms[room], hammers[0].added[room] + hammers[1].added[room]);
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.entry"),
                     2 * GROUPS * GROUP - SHARED);
    for (int i = 0; i < 2; i++)
        hammers[i].backend->ops->close(hammers[i].backend);
}

/* ---- the secret they share --------------------------------------------------------------------
 */

struct asker {
    struct backend *backend;
    enum err error;
    unsigned char secret[JOURNAL_SECRET_BYTES];
};

static int asker_run(void *context)
{
    struct asker *asker = context;
    asker->error = asker->backend->ops->secret(asker->backend, asker->secret);
    return 0;
}

static void instances_that_ask_at_once_get_one_secret(void **state)
{
    enum { ASKERS = 4, ROUNDS = 20 };
    struct asker askers[ASKERS];
    unsigned char before[JOURNAL_SECRET_BYTES] = {0};
    for (int i = 0; i < ASKERS; i++)
        askers[i].backend = open_a();
    for (int round = 0; round < ROUNDS; round++) {
        thrd_t threads[ASKERS];
        for (int i = 0; i < ASKERS; i++)
            assert_int_equal(thrd_create(&threads[i], asker_run, &askers[i]), thrd_success);
        for (int i = 0; i < ASKERS; i++) {
            thrd_join(threads[i], NULL);
            assert_int_equal(askers[i].error, ERR_NONE);
            assert_memory_equal(askers[i].secret, askers[0].secret, sizeof askers[i].secret);
        }
        assert_memory_not_equal(askers[0].secret, before, sizeof before);
        memcpy(before, askers[0].secret, sizeof before);
        cluster_sql("a", "DELETE FROM muster.secret");
    }
    for (int i = 0; i < ASKERS; i++)
        askers[i].backend->ops->close(askers[i].backend);
}

static void without_the_table_of_secrets_all_else_goes_on(void **state)
{
    unsigned char secret[JOURNAL_SECRET_BYTES];
    struct backend *backend = open_a();
    assert_int_equal(add(backend, "webinar:w1", "a").seq, 1);
    cluster_sql("a", "ALTER TABLE muster.secret RENAME TO secret_away");
    assert_int_equal(backend->ops->secret(backend, secret), ERR_INTERNAL);
    assert_int_equal(add(backend, "webinar:w1", "b").seq, 2);
    verify(backend, "webinar:w1", 2);
    backend->ops->close(backend);
    struct loop *loop = loop_new_fake(0);
    struct journal *journal = journal_new(loop, open_a());
    loop_pass(loop, 10000);
    assert_false(journal_secret(journal, secret));
    assert_false(journal_failed(journal));
    journal_close(&journal);
    loop_free(&loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_cannot_be_opened_says_why_without_the_password, setup),
        cmocka_unit_test_setup(a_journal_is_read_beside_a_running_server, setup),
        cmocka_unit_test_setup(a_database_that_was_put_back_has_another_epoch, setup),
        cmocka_unit_test_setup(a_server_that_forgets_is_refused, setup),
        cmocka_unit_test_setup(a_commit_waits_for_the_disk_whatever_the_server_is_told, setup),
        cmocka_unit_test_setup(a_changed_row_breaks_the_chain, setup),
        cmocka_unit_test_setup(what_was_erased_is_cleaned_out_of_its_table, setup),
        cmocka_unit_test_setup(another_journal_in_its_place_is_a_failure, setup),
        cmocka_unit_test_setup(instances_that_ask_at_once_get_one_secret, setup),
        cmocka_unit_test_setup(without_the_table_of_secrets_all_else_goes_on, setup),
        cmocka_unit_test_setup(an_older_version_is_brought_up_to_date, setup),
        cmocka_unit_test_setup(a_newer_version_is_refused, setup),
        cmocka_unit_test_setup(instances_that_start_at_once_make_the_tables_once, setup),
        cmocka_unit_test_setup(instances_share_rooms_without_gap_or_repeat, setup),
    };
    cluster_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cluster_close();
    return failed;
}
