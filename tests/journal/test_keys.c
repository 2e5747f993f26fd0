/* SPDX-License-Identifier: Apache-2.0
 * Keys beside a journal, over every backend: one of a name for all, gone for good when destroyed,
 * and in nothing that is backed up or logged. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <threads.h>
#include <unistd.h>

#include "help/bytes.h"
#include "help/temporary.h"
#include "journal/help_journal.h"
#include "journal/key_store.h"
#include "journal/keys.h"

/* What the journal said of a key. */
struct said {
    struct bench *bench;
    enum err error;
    unsigned char key[JOURNAL_KEY_BYTES];
};

static void key_done(void *context, enum err error, const unsigned char *key)
{
    struct said *said = context;
    said->error = error;
    assert_int_equal(!key, error != ERR_NONE);
    if (key)
        memcpy(said->key, key, sizeof said->key);
    bench_paid(said->bench);
}

static void destroy_done(void *context, enum err error)
{
    struct said *said = context;
    said->error = error;
    bench_paid(said->bench);
}

static struct said ask(struct bench *bench, const char *name)
{
    struct said said = {.bench = bench, .error = ERR_COUNT};
    bench->owed++;
    journal_key(bench->journal, slice_of(name), key_done, &said);
    assert_int_equal(said.error, ERR_COUNT);
    bench_wait(bench);
    return said;
}

static enum err destroy(struct bench *bench, const char *name)
{
    struct said said = {.bench = bench, .error = ERR_COUNT};
    bench->owed++;
    journal_key_destroy(bench->journal, slice_of(name), destroy_done, &said);
    assert_int_equal(said.error, ERR_COUNT);
    bench_wait(bench);
    return said.error;
}

static void a_key_is_made_once(void **state)
{
    struct bench *bench = *state;
    struct said first = ask(bench, "ballot:webinar:w1:12"),
                again = ask(bench, "ballot:webinar:w1:12"),
                other = ask(bench, "ballot:webinar:w1:13");
    assert_int_equal(first.error, ERR_NONE);
    assert_int_equal(again.error, ERR_NONE);
    assert_memory_equal(first.key, again.key, sizeof first.key);
    assert_int_equal(other.error, ERR_NONE);
    assert_memory_not_equal(first.key, other.key, sizeof first.key);
    journal_close(&bench->journal);
    bench_open(bench);
    again = ask(bench, "ballot:webinar:w1:12");
    assert_int_equal(again.error, ERR_NONE);
    if (bench->variant->kind != MEMORY)
        assert_memory_equal(first.key, again.key, sizeof first.key);
}

static void a_destroyed_key_is_never_made_again(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(ask(bench, "a").error, ERR_NONE);
    assert_int_equal(destroy(bench, "a"), ERR_NONE);
    assert_int_equal(ask(bench, "a").error, ERR_EXPIRED);
    assert_int_equal(destroy(bench, "a"), ERR_NONE);
    assert_int_equal(destroy(bench, "never made"), ERR_NONE);
    assert_int_equal(ask(bench, "never made").error, ERR_EXPIRED);
    assert_int_equal(ask(bench, "b").error, ERR_NONE);
    journal_close(&bench->journal);
    bench_open(bench);
    bool kept = bench->variant->kind != MEMORY;
    assert_int_equal(ask(bench, "a").error, kept ? ERR_EXPIRED : ERR_NONE);
    assert_int_equal(ask(bench, "never made").error, kept ? ERR_EXPIRED : ERR_NONE);
    assert_int_equal(ask(bench, "b").error, ERR_NONE);
}

static void what_is_asked_of_a_closed_journal_is_answered(void **state)
{
    struct bench *bench = *state;
    struct said key = {.bench = bench}, burnt = {.bench = bench, .error = ERR_COUNT};
    bench->owed += 2;
    journal_key(bench->journal, SLICE("a"), key_done, &key);
    journal_key_destroy(bench->journal, SLICE("b"), destroy_done, &burnt);
    journal_close(&bench->journal);
    assert_int_equal(bench->owed, 0);
    assert_int_equal(burnt.error, ERR_NONE);
    bench_open(bench);
}

/* ---- SQLite: a folder beside the file ---------------------------------------------------------
 */

static void mode_check(const char *path, unsigned mode)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, mode);
}

static void a_key_lies_beside_the_file_and_nowhere_else(void **state)
{
    struct bench *bench = *state;
    char folder[192], moved[64];
    snprintf(folder, sizeof folder, "%s.keys", bench->path);
    snprintf(moved, sizeof moved, "%s/muster-keys-%d", temporary(), (int)getpid());
    bench_fill(bench, "webinar:w1", 1, 3);
    struct said said = ask(bench, "ballot:webinar:w1:12");
    bench_fill(bench, "webinar:w1", 4, 6);
    mode_check(folder, 0700);
    assert_int_equal(bytes_found(folder, said.key, sizeof said.key), 1);
    assert_int_equal(bytes_found(folder, "webinar", 7), 0);
    assert_int_equal(rename(folder, moved), 0);
    assert_int_equal(bytes_found(bench->folder, said.key, sizeof said.key), 0);
    assert_int_equal(rename(moved, folder), 0);
    assert_int_equal(destroy(bench, "ballot:webinar:w1:12"), ERR_NONE);
    assert_int_equal(bytes_found(bench->folder, said.key, sizeof said.key), 0);
}

static void a_folder_that_others_may_look_into_is_not_used(void **state)
{
    struct bench *bench = *state;
    char folder[192];
    snprintf(folder, sizeof folder, "%s.keys", bench->path);
    assert_int_equal(ask(bench, "a").error, ERR_NONE);
    assert_int_equal(chmod(folder, 0750), 0);
    assert_int_equal(ask(bench, "a").error, ERR_INTERNAL);
    assert_int_equal(destroy(bench, "a"), ERR_INTERNAL);
    assert_false(journal_failed(bench->journal));
    bench_fill(bench, "webinar:w1", 1, 3);
    assert_int_equal(chmod(folder, 0700), 0);
    assert_int_equal(ask(bench, "a").error, ERR_NONE);
}

/* The one file in `folder` whose name ends so. */
static void file_find(const char *folder, const char *end, char *path, size_t path_bytes)
{
    char command[320];
    snprintf(command, sizeof command, "echo %s/*%s", folder, end);
    FILE *shell = popen(command, "r");
    assert_non_null(shell);
    assert_non_null(fgets(path, (int)path_bytes, shell));
    pclose(shell);
    path[strcspn(path, "\n")] = '\0';
    assert_int_equal(access(path, F_OK), 0);
}

/* The process ended between the mark and the burning, or while a key was written. */
static void what_an_end_in_between_left_is_burnt_at_the_next_start(void **state)
{
    struct bench *bench = *state;
    char folder[192], key[256], gone[272], fresh[272];
    snprintf(folder, sizeof folder, "%s.keys", bench->path);
    struct said said = ask(bench, "a");
    file_find(folder, ".key", key, sizeof key);
    snprintf(gone, sizeof gone, "%.*s.gone", (int)strlen(key) - 4, key);
    snprintf(fresh, sizeof fresh, "%s/half.new", folder);
    assert_int_equal(link(key, fresh), 0);
    journal_close(&bench->journal);
    bench_open(bench);
    struct said again = ask(bench, "a"); /* linked under both names: that is the key itself */
    assert_int_equal(again.error, ERR_NONE);
    assert_memory_equal(said.key, again.key, sizeof said.key);
    assert_int_equal(access(fresh, F_OK), -1);
    FILE *mark = fopen(gone, "wb");
    assert_non_null(mark);
    fclose(mark);
    journal_close(&bench->journal);
    bench_open(bench);
    assert_int_equal(ask(bench, "other").error, ERR_NONE);
    assert_int_equal(bytes_found(folder, said.key, sizeof said.key), 0);
    assert_int_equal(ask(bench, "a").error, ERR_EXPIRED);
}

/* ---- PostgreSQL: a table in no log, and copies ------------------------------------------------
 */

/* Two instances, each with a folder of its own. */
struct pair {
    struct backend *backends[2];
    char folders[2][64];
};

static struct backend *instance_open(const char *folder)
{
    char url[CLUSTER_URL_BYTES], why[256] = "";
    cluster_url("a", url);
    struct backend *backend = postgres_open(url, folder, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    return backend;
}

static int pair_setup(void **state)
{
    struct pair *pair = calloc(1, sizeof *pair);
    assert_non_null(pair);
    cluster_reset("a");
    for (int i = 0; i < 2; i++) {
        snprintf(pair->folders[i], sizeof pair->folders[i], "%s/muster-keys-%d-%d", temporary(),
                 (int)getpid(), i);
        pair->backends[i] = instance_open(pair->folders[i]);
    }
    *state = pair;
    return 0;
}

static int pair_teardown(void **state)
{
    struct pair *pair = *state;
    for (int i = 0; i < 2; i++) {
        pair->backends[i]->ops->close(pair->backends[i]);
        bytes_remove(pair->folders[i]);
    }
    free(pair);
    return 0;
}

static enum err get(struct backend *backend, const char *name, unsigned char *key)
{
    return backend->ops->key(backend, slice_of(name), false, key);
}

static enum err burn(struct backend *backend, const char *name)
{
    return backend->ops->key_destroy(backend, slice_of(name));
}

/* What the writer does every few seconds, until it has looked at its copies. */
static void look_after(struct backend *backend)
{
    for (int i = 0; i < 60; i++)
        assert_int_equal(backend_append(backend, NULL, NULL, 0), ERR_NONE);
}

struct asker {
    struct backend *backend;
    const char *name;
    enum err error;
    unsigned char key[JOURNAL_KEY_BYTES];
};

static int asker_run(void *context)
{
    struct asker *asker = context;
    asker->error = get(asker->backend, asker->name, asker->key);
    return 0;
}

static void instances_that_ask_at_once_get_one_key(void **state)
{
    struct pair *pair = *state;
    for (int round = 0; round < 20; round++) {
        char name[32];
        thrd_t threads[2];
        struct asker askers[2];
        snprintf(name, sizeof name, "key %d", round);
        for (int i = 0; i < 2; i++) {
            askers[i] = (struct asker){.backend = pair->backends[i], .name = name};
            assert_int_equal(thrd_create(&threads[i], asker_run, &askers[i]), thrd_success);
        }
        for (int i = 0; i < 2; i++) {
            thrd_join(threads[i], NULL);
            assert_int_equal(askers[i].error, ERR_NONE);
        }
        assert_memory_equal(askers[0].key, askers[1].key, JOURNAL_KEY_BYTES);
    }
}

static void what_one_instance_destroys_is_gone_for_all(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], again[JOURNAL_KEY_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_int_equal(bytes_found(pair->folders[1], key, sizeof key), 1);
    assert_int_equal(burn(pair->backends[0], "a"), ERR_NONE);
    assert_int_equal(bytes_found(pair->folders[0], key, sizeof key), 0);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_EXPIRED);
    assert_int_equal(burn(pair->backends[1], "a"), ERR_NONE);
    assert_int_equal(bytes_found(pair->folders[1], key, sizeof key), 0);
}

static void an_instance_that_nobody_asks_burns_its_copy_too(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], again[JOURNAL_KEY_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_int_equal(burn(pair->backends[0], "a"), ERR_NONE);
    look_after(pair->backends[1]);
    assert_int_equal(bytes_found(pair->folders[1], key, sizeof key), 0);
}

/* Everything that the server has in memory goes to disk, of unlogged tables too, which CHECKPOINT
 * leaves out. */
static void flush_all(void)
{
    cluster_sql("a", "CREATE DATABASE c TEMPLATE template0 STRATEGY = file_copy");
    cluster_sql("a", "DROP DATABASE c");
    cluster_sql("a", "CHECKPOINT");
}

/* Everything the server has on disk: tables, write-ahead log, its log, which holds each statement
 * with its parameters. */
static void a_destroyed_key_is_in_no_file_of_the_server(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], other[JOURNAL_KEY_BYTES];
    char hex[2 * JOURNAL_KEY_BYTES + 1];
    cluster_sql("a", "ALTER DATABASE a SET log_statement = 'all'");
    for (int i = 0; i < 2; i++) {
        pair->backends[i]->ops->close(pair->backends[i]);
        pair->backends[i] = instance_open(pair->folders[i]);
    }
    assert_int_equal(get(pair->backends[0], "other", other), ERR_NONE);
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    assert_int_equal(get(pair->backends[1], "a", key), ERR_NONE);
    flush_all();
    /* The control: while it lives it is found, in the table. */
    assert_int_equal(bytes_found(cluster_folder(), key, sizeof key), 1);
    assert_int_equal(burn(pair->backends[0], "a"), ERR_NONE);
    flush_all();
    assert_int_equal(bytes_found(cluster_folder(), key, sizeof key), 0);
    for (int i = 0; i < JOURNAL_KEY_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", key[i]);
    assert_int_equal(bytes_found(cluster_folder(), hex, sizeof hex - 1), 0);
    assert_int_equal(bytes_found(cluster_folder(), other, sizeof other), 1);
    cluster_sql("a", "ALTER DATABASE a RESET log_statement");
    /* A table like any other would have kept it, in the log of what was written at the least:
     * twice, for a page of that log may end in the middle of one. */
    char sql[256];
    cluster_sql("a", "CREATE TABLE muster.logged (value bytea)");
    snprintf(sql, sizeof sql, "INSERT INTO muster.logged VALUES ('\\x%s'), ('\\x%s')", hex, hex);
    cluster_sql("a", sql);
    cluster_sql("a", "DROP TABLE muster.logged");
    flush_all();
    assert_true(bytes_found(cluster_folder(), key, sizeof key) >= 1);
}

static void after_a_crash_whoever_has_a_copy_puts_it_back(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], again[JOURNAL_KEY_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    cluster_crash();
    cluster_start();
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.key_bytes"), 0);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NOT_AVAILABLE);
    look_after(pair->backends[0]);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_memory_equal(key, again, sizeof key);
    cluster_crash();
    cluster_start();
    pair->backends[1]->ops->close(pair->backends[1]);
    pair->backends[1] = instance_open(pair->folders[1]);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_memory_equal(key, again, sizeof key);
    assert_int_equal(burn(pair->backends[1], "a"), ERR_NONE);
    cluster_crash();
    cluster_start();
    assert_int_equal(get(pair->backends[0], "a", again), ERR_EXPIRED);
}

static enum err renew(struct backend *backend, const char *name, unsigned char *key)
{
    return backend->ops->key(backend, slice_of(name), true, key);
}

static void a_key_that_nobody_brings_is_made_anew_for_all(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], fresh[JOURNAL_KEY_BYTES], again[JOURNAL_KEY_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    assert_int_equal(renew(pair->backends[1], "a", again), ERR_NONE);
    assert_memory_equal(again, key, sizeof key);
    assert_int_equal(renew(pair->backends[1], "b", again), ERR_NONE);
    pair->backends[1]->ops->close(pair->backends[1]);
    bytes_remove(pair->folders[1]);
    cluster_crash();
    cluster_start();
    pair->backends[1] = instance_open(pair->folders[1]);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NOT_AVAILABLE);
    assert_int_equal(renew(pair->backends[1], "a", fresh), ERR_NONE);
    assert_memory_not_equal(fresh, key, sizeof key);
    /* Who has a copy of the old one still brings nothing, and takes the new one in its place. */
    look_after(pair->backends[0]);
    assert_int_equal(get(pair->backends[0], "a", again), ERR_NONE);
    assert_memory_equal(again, fresh, sizeof fresh);
    assert_int_equal(bytes_found(pair->folders[0], key, sizeof key), 0);
    cluster_crash();
    cluster_start();
    look_after(pair->backends[0]);
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_memory_equal(again, fresh, sizeof fresh);
    assert_int_equal(burn(pair->backends[0], "a"), ERR_NONE);
    assert_int_equal(renew(pair->backends[1], "a", again), ERR_EXPIRED);
}

/* One that is about to commit without end, too. */
static void after_a_crash_who_has_no_rest_puts_its_copy_back(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES], again[JOURNAL_KEY_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    look_after(pair->backends[0]);
    cluster_crash();
    cluster_start();
    for (int i = 0; i < 2; i++) {
        char op[16];
        snprintf(op, sizeof op, "op%d", i);
        struct record record = {.room = SLICE("webinar:w1"),
                                .type = SLICE("chat.post"),
                                .by = SLICE("u1"),
                                .op = slice_of(op),
                                .text = SLICE("{}")};
        struct journal_result result;
        assert_int_equal(backend_append(pair->backends[0], &record, &result, 1), ERR_NONE);
    }
    assert_int_equal(get(pair->backends[1], "a", again), ERR_NONE);
    assert_memory_equal(key, again, sizeof key);
}

static void a_folder_that_cannot_keep_keys_is_said_at_the_start(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES];
    char url[CLUSTER_URL_BYTES], why[256] = "";
    cluster_url("a", url);
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    assert_int_equal(chmod(pair->folders[0], 0755), 0);
    assert_null(postgres_open(url, pair->folders[0], why, sizeof why));
    assert_non_null(strstr(why, pair->folders[0]));
    assert_non_null(strstr(why, "Permission denied"));
    assert_int_equal(chmod(pair->folders[0], 0700), 0);
    struct backend *backend = postgres_open(url, pair->folders[0], why, sizeof why);
    assert_non_null(backend);
    backend->ops->close(backend);
}

/* A dump holds a lock that the wiping needs: nobody waits for it, and it is done later. */
static void while_somebody_reads_the_table_destroying_says_try_again(void **state)
{
    struct pair *pair = *state;
    unsigned char key[JOURNAL_KEY_BYTES];
    char command[CLUSTER_URL_BYTES + 160], url[CLUSTER_URL_BYTES];
    assert_int_equal(get(pair->backends[0], "a", key), ERR_NONE);
    cluster_url("a", url);
    snprintf(command, sizeof command, "psql -qAt '%s'", url);
    FILE *dump = popen(command, "w");
    assert_non_null(dump);
    fprintf(dump, "BEGIN; SELECT count(*) FROM muster.key_bytes;\n");
    fflush(dump);
    while (cluster_number("a", "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid ="
                               " l.relation WHERE c.relname = 'key_bytes' AND l.pid <>"
                               " pg_backend_pid()") == 0)
        continue;
    assert_int_equal(burn(pair->backends[0], "a"), ERR_JOURNAL_AWAY);
    assert_int_equal(get(pair->backends[0], "a", key), ERR_EXPIRED);
    fprintf(dump, "COMMIT;\n");
    pclose(dump);
    assert_int_equal(burn(pair->backends[0], "a"), ERR_NONE);
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.key WHERE state = 'wiped'"),
                     1);
}

static const struct variant variants[] = {
    {.name = "memory on a fake loop", .fake = true},
    {.name = "sqlite on a fake loop", .kind = SQLITE, .fake = true},
    {.name = "sqlite on a real loop", .kind = SQLITE},
    {.name = "postgresql on a real loop", .kind = POSTGRES},
};

/* Of a store that keeps its keys in memory alone. */
static void what_is_kept_is_listed(void **state)
{
    static const unsigned char key[JOURNAL_KEY_BYTES] = {1};
    struct key_hash list[3], one = key_store_hash(SLICE("one"));
    struct key_hash two = key_store_hash(SLICE("two"));
    struct key_store *store = key_store_new(NULL);
    (void)state;
    assert_int_equal(key_store_put(store, &one, key), ERR_NONE);
    assert_int_equal(key_store_put(store, &two, key), ERR_NONE);
    memset(list, 'x', sizeof list);
    assert_int_equal(key_store_list(store, list, 3), 2);
    assert_string_equal(list[0].hex, one.hex);
    assert_string_equal(list[1].hex, two.hex);
    key_store_free(&store);
}

#define CASE(fn, v)                                                                                \
    {                                                                                              \
#fn, fn, bench_setup, bench_teardown, (void *)(uintptr_t)&variants[v]                      \
    }

int main(void)
{
    int failed = 0;
    cluster_open();
    for (size_t v = 0; v < sizeof variants / sizeof variants[0]; v++) {
        const struct CMUnitTest tests[] = {
            CASE(a_key_is_made_once, v),
            CASE(a_destroyed_key_is_never_made_again, v),
            CASE(what_is_asked_of_a_closed_journal_is_answered, v),
            /* SQLite's alone. */
            CASE(a_key_lies_beside_the_file_and_nowhere_else, v),
            CASE(a_folder_that_others_may_look_into_is_not_used, v),
            CASE(what_an_end_in_between_left_is_burnt_at_the_next_start, v),
        };
        failed += _cmocka_run_group_tests(variants[v].name, tests,
                                          variants[v].kind == SQLITE ? 6 : 3, NULL, NULL);
    }
    const struct CMUnitTest shared[] = {
        cmocka_unit_test(what_is_kept_is_listed),
        cmocka_unit_test_setup_teardown(instances_that_ask_at_once_get_one_key, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(what_one_instance_destroys_is_gone_for_all, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(an_instance_that_nobody_asks_burns_its_copy_too, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(a_destroyed_key_is_in_no_file_of_the_server, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(after_a_crash_whoever_has_a_copy_puts_it_back, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(a_key_that_nobody_brings_is_made_anew_for_all, pair_setup,
                                        pair_teardown),
        cmocka_unit_test_setup_teardown(after_a_crash_who_has_no_rest_puts_its_copy_back,
                                        pair_setup, pair_teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_keep_keys_is_said_at_the_start,
                                        pair_setup, pair_teardown),
        cmocka_unit_test_setup_teardown(while_somebody_reads_the_table_destroying_says_try_again,
                                        pair_setup, pair_teardown),
    };
    failed += cmocka_run_group_tests(shared, NULL, NULL);
    cluster_close();
    return failed;
}
