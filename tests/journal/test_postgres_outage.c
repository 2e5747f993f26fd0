/* SPDX-License-Identifier: Apache-2.0
 * PostgreSQL away: connections killed, cut and swallowed, the server crashed, stopped and demoted.
 * What was acknowledged stays, nothing is there twice, and all goes on when it is back. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#include "journal/help_journal.h"
#include "journal/help_middleman.h"

enum { GROUP = 8, ROOMS = 2, GROUPS_MAX = 20000, KILLS = 40, CRASHES = 3, SOME = 8 };

/* An answer within this, or it hangs: six seconds of trying, and one silence of four. */
enum { BOUND_US = 13000000 };

/* And no refusal before this: six seconds but for the last pause between two attempts. */
enum { TRIED_US = 4900000 };

/* Refused without trying, and not after six seconds of it: half-way between the two, for a machine
 * that has much else to do. */
enum { AT_ONCE_US = 3000000 };

static const char *const rooms[ROOMS] = {"webinar:w1", "inbox:u7"};

static void sleep_ms(long ms)
{
    const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static struct backend *open_at(const char *url)
{
    char why[512] = "";
    struct backend *backend = postgres_open(url, NULL, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    return backend;
}

static struct backend *open_new(void)
{
    char url[CLUSTER_URL_BYTES];
    cluster_reset("a");
    cluster_url("a", url);
    return open_at(url);
}

/* ---- a writer in the storm --------------------------------------------------------------------
 */

/* Appends groups of new ops until told to stop; remembers what it was promised. */
struct writer {
    struct backend *backend;
    atomic_bool stop;
    atomic_int groups; /* acknowledged */
    atomic_int away;
    int wrong;
    int64_t seqs[GROUPS_MAX][GROUP];
};

static struct record record_made(int group, int i, char op[32])
{
    snprintf(op, 32, "%d.%d", group, i);
    struct record record = {.at_ms = 1700000000000 + group,
                            .room = slice_of(rooms[i % ROOMS]),
                            .type = SLICE("chat.post"),
                            .by = SLICE("u7"),
                            .name = SLICE("Amal"),
                            .op = slice_of(op),
                            .text = SLICE("{\"text\":\"hello\"}")};
    record_salt_make(&record);
    return record;
}

/* As a sender would: who hears that the journal is away asks again with the same op, and may then
 * hear that it is a repeat. */
static void group_append(struct writer *writer, int group)
{
    struct record records[GROUP];
    struct journal_result results[GROUP];
    char ops[GROUP][32];
    enum err error;
    bool asked_again = false;
    for (int i = 0; i < GROUP; i++)
        records[i] = record_made(group, i, ops[i]);
    while ((error = backend_append(writer->backend, records, results, GROUP)) == ERR_JOURNAL_AWAY) {
        writer->away++;
        asked_again = true;
        sleep_ms(100);
    }
    writer->wrong += error != ERR_NONE;
    for (int i = 0; i < GROUP; i++) {
        writer->wrong += results[i].error != ERR_NONE || (results[i].repeated && !asked_again);
        writer->seqs[group][i] = results[i].seq;
    }
}

static int writer_run(void *context)
{
    struct writer *writer = context;
    for (int group = 0; !atomic_load(&writer->stop) && group < GROUPS_MAX; group++) {
        group_append(writer, group);
        atomic_store(&writer->groups, group + 1);
    }
    return 0;
}

/* Waits until it has been promised this many groups more, however long that takes. */
static void writer_goes_on(struct writer *writer, int groups)
{
    int until = atomic_load(&writer->groups) + groups;
    while (atomic_load(&writer->groups) < (until < GROUPS_MAX ? until : GROUPS_MAX))
        sleep_ms(1);
}

/* What the journal holds against what was promised. */
struct audit {
    const struct writer *writer;
    int64_t entries;
    int lost;
};

static bool audit_record(void *context, const struct record *record)
{
    struct audit *audit = context;
    int group = -1, i = -1;
    char op[32];
    snprintf(op, sizeof op, "%.*s", (int)record->op.len, record->op.at);
    assert_int_equal(sscanf(op, "%d.%d", &group, &i), 2);
    audit->entries++;
    audit->lost += group >= audit->writer->groups || audit->writer->seqs[group][i] != record->seq;
    return true;
}

/* Every promised entry in its place, and none that was not promised. */
static void audit(struct writer *writer)
{
    struct backend *backend = writer->backend;
    struct audit audit = {.writer = writer};
    for (int room = 0; room < ROOMS; room++) {
        int64_t head = 0, broken = 0;
        assert_int_equal(chain_verify(backend, slice_of(rooms[room]), &head, &broken), ERR_NONE);
        assert_int_equal(broken, 0);
        for (int64_t after = 0; after < head; after += 1000)
            assert_int_equal(backend->ops->read(backend, slice_of(rooms[room]), after, 1000,
                                                audit_record, &audit),
                             ERR_NONE);
    }
    assert_int_equal(audit.lost, 0);
    assert_int_equal(audit.entries, writer->groups * GROUP);
}

static struct writer *writer_start(struct backend *backend, thrd_t *thread)
{
    struct writer *writer = calloc(1, sizeof *writer);
    assert_non_null(writer);
    writer->backend = backend;
    assert_int_equal(thrd_create(thread, writer_run, writer), thrd_success);
    return writer;
}

static void writer_end(struct writer *writer, thrd_t thread)
{
    atomic_store(&writer->stop, true);
    thrd_join(thread, NULL);
    assert_int_equal(writer->wrong, 0);
    audit(writer);
    writer->backend->ops->close(writer->backend);
    free(writer);
}

static void a_killed_connection_loses_and_doubles_nothing(void **state)
{
    thrd_t thread;
    int64_t killed = 0;
    struct writer *writer = writer_start(open_new(), &thread);
    while (killed < KILLS) {
        sleep_ms(rand() % 50);
        killed += cluster_number("b", "SELECT count(pg_terminate_backend(pid)) "
                                      "FROM pg_stat_activity WHERE application_name = 'muster' "
                                      "AND query NOT LIKE '%epoch%'");
    }
    writer_goes_on(writer, SOME);
    print_message("%lld connections killed, %d groups\n", (long long)killed, writer->groups);
    writer_end(writer, thread);
}

static void a_crash_of_the_server_loses_and_doubles_nothing(void **state)
{
    thrd_t thread;
    struct writer *writer = writer_start(open_new(), &thread);
    for (int i = 0; i < CRASHES; i++) {
        writer_goes_on(writer, SOME);
        sleep_ms(rand() % 100);
        cluster_crash();
        sleep_ms(100);
        cluster_start();
    }
    writer_goes_on(writer, SOME);
    print_message("%d crashes, %d groups, %d times away\n", CRASHES, writer->groups, writer->away);
    writer_end(writer, thread);
}

/* ---- the worst moments ------------------------------------------------------------------------
 */

static struct backend *open_through_middleman(void)
{
    char url[CLUSTER_URL_BYTES];
    cluster_reset("a");
    middleman_open();
    middleman_url("a", url);
    return open_at(url);
}

static void a_commit_whose_answer_was_lost_is_ones_own(void **state)
{
    struct record records[4];
    struct journal_result results[4];
    char ops[4][32];
    struct backend *backend = open_through_middleman();
    for (int i = 0; i < 4; i++)
        records[i] = record_made(0, i, ops[i]);
    assert_int_equal(backend_append(backend, records, results, 1), ERR_NONE);
    /* The first is a repeat, though of the very same entry, and so is the last. */
    records[3] = records[2];
    middleman_cut_at_commit();
    assert_int_equal(backend_append(backend, &records[1], &results[1], 3), ERR_NONE);
    assert_int_equal(middleman_cuts(), 1);
    assert_int_equal(results[1].seq, 1);
    assert_int_equal(results[2].seq, 2);
    for (int i = 1; i <= 2; i++) {
        assert_false(results[i].repeated);
        assert_int_equal(records[i].seq, results[i].seq);
    }
    assert_int_equal(results[3].seq, 2);
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.entry"), 3);
    /* Nothing is in doubt any more: what is the same now is a repeat. */
    assert_int_equal(backend_append(backend, &records[1], &results[1], 1), ERR_NONE);
    assert_true(results[1].repeated);
    assert_int_equal(results[1].seq, 1);
    /* Another entry under an op that was committed and lost stays another. */
    records[1] = record_made(1, 0, ops[1]);
    records[2] = record_made(0, 0, ops[2]);
    records[2].text = SLICE("{\"text\":\"other\"}");
    middleman_cut_at_commit();
    assert_int_equal(backend_append(backend, &records[1], &results[1], 2), ERR_NONE);
    assert_int_equal(middleman_cuts(), 2);
    assert_false(results[1].repeated);
    assert_int_equal(results[2].error, ERR_OP_REUSED);
    int64_t head, broken;
    assert_int_equal(chain_verify(backend, SLICE("webinar:w1"), &head, &broken), ERR_NONE);
    assert_int_equal(broken, 0);
    backend->ops->close(backend);
    middleman_close();
}

static int head_read(void *context)
{
    struct backend *backend = context;
    int64_t head = -1;
    const struct slice room = SLICE("webinar:w1");
    return backend->ops->heads(backend, &room, 1, &head) == ERR_NONE ? (int)head : -1;
}

static void a_network_that_swallows_everything_holds_nobody_for_long(void **state)
{
    struct record record;
    struct journal_result result = {0};
    char op[32];
    thrd_t reading;
    int head = -1;
    struct backend *backend = open_through_middleman();
    middleman_swallow();
    uint64_t start_us = loop_clock_us();
    record = record_made(0, 0, op);
    assert_int_equal(thrd_create(&reading, head_read, backend), thrd_success);
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    thrd_join(reading, &head);
    uint64_t took_us = loop_clock_us() - start_us;
    assert_in_range(took_us, 1000000, BOUND_US);
    assert_int_equal(result.seq, 1);
    assert_false(result.repeated);
    assert_in_range(head, 0, 1);
    backend->ops->close(backend);
    middleman_close();
}

static void a_lock_held_by_another_is_waited_for(void **state)
{
    thrd_t thread;
    struct writer *writer = writer_start(open_new(), &thread);
    writer_goes_on(writer, SOME);
    /* An instance that has stalled with its locks. */
    cluster_sql("a", "DO $$BEGIN LOCK TABLE muster.room; PERFORM pg_sleep(3.3); END$$");
    writer_goes_on(writer, SOME);
    assert_int_equal(writer->away, 0);
    writer_end(writer, thread);
}

static int promote(void *context)
{
    (void)context;
    sleep_ms(500);
    cluster_sql("b", "SELECT pg_promote()");
    return 0;
}

static void a_server_in_recovery_is_waited_for(void **state)
{
    struct record record;
    struct journal_result result = {0};
    char op[32], url[CLUSTER_URL_BYTES], why[256];
    thrd_t thread;
    struct backend *backend = open_new();
    record = record_made(0, 0, op);
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    cluster_crash();
    cluster_start_standby();
    cluster_url("a", url);
    assert_null(postgres_open(url, NULL, why, sizeof why));
    struct backend *reader = postgres_open_readonly(url, why, sizeof why);
    assert_non_null(reader);
    reader->ops->close(reader);
    assert_int_equal(thrd_create(&thread, promote, NULL), thrd_success);
    record = record_made(1, 0, op);
    /* Where promotion takes longer than one waits, one asks again; nobody is refused before. */
    uint64_t start_us = loop_clock_us();
    enum err error;
    while ((error = backend_append(backend, &record, &result, 1)) == ERR_JOURNAL_AWAY) {
        assert_true(loop_clock_us() - start_us > TRIED_US);
        sleep_ms(100);
    }
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(result.seq, 2);
    thrd_join(thread, NULL);
    backend->ops->close(backend);
}

/* ---- away for longer, as the floor above sees it ----------------------------------------------
 */

static const struct variant real = {.name = "postgresql on a real loop", .kind = POSTGRES};

struct patience {
    struct bench *bench;
    bool away; /* what is waited for */
    int left;
};

static void look(void *context)
{
    struct patience *patience = context;
    if (journal_away(patience->bench->journal) == patience->away || --patience->left == 0)
        loop_stop(patience->bench->loop);
}

/* Runs the loop until the journal is away, or back, with nobody asking anything of it. */
static void wait_until(struct bench *bench, bool away)
{
    struct patience patience = {bench, away, BOUND_US / 50000};
    struct timer *timer = loop_every(bench->loop, 50, look, &patience);
    loop_run(bench->loop);
    timer_close(&timer);
    assert_int_equal(journal_away(bench->journal), away);
}

/* What one reader finds out the others know: those that have no connection, and those that lose it
 * only now. */
static void readers_know(struct backend *const readers[3])
{
    uint64_t start_us = loop_clock_us();
    for (int i = 0; i < 3; i++)
        assert_int_equal(head_read(readers[i]), -1);
    assert_in_range(loop_clock_us() - start_us, 0, AT_ONCE_US);
}

/* Where the server has only just begun to answer, one asks again. */
static void readers_close(struct backend *const readers[3])
{
    uint64_t start_us = loop_clock_us();
    for (int i = 2; i >= 0; i--) {
        while (head_read(readers[i]) < 0) {
            assert_true(loop_clock_us() - start_us < BOUND_US);
            sleep_ms(100);
        }
        readers[i]->ops->close(readers[i]);
    }
}

static void a_server_that_is_away_refuses_for_a_while(void **state)
{
    struct bench *bench = *state;
    struct receipt receipts[3];
    struct page page, early = {.bench = bench};
    thrd_t reading;
    int head = 0;
    struct backend *first = open_at(bench->path);
    struct backend *const readers[] = {first, first->ops->reader(first), first->ops->reader(first)};
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "a", "{}").seq, 1);
    assert_int_equal(head_read(readers[1]), 1);
    uint64_t commits = journal_stats(bench->journal).commits;
    cluster_crash();
    assert_int_equal(thrd_create(&reading, head_read, first), thrd_success);
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 10, page_read_done, &early);
    uint64_t start_us = loop_clock_us();
    bench_wait(bench);
    assert_int_equal(early.error, ERR_JOURNAL_AWAY);
    wait_until(bench, true);
    assert_in_range(loop_clock_us() - start_us, 1000000, BOUND_US);
    thrd_join(reading, &head);
    assert_int_equal(head, -1);
    readers_know(readers);
    /* Everything fails at once now. */
    start_us = loop_clock_us();
    for (int i = 0; i < 3; i++)
        bench_append(bench, &receipts[i],
                     entry_make("webinar:w1", "u7", (const char *[]){"b", "c", "d"}[i], "{}"));
    bench_wait(bench);
    assert_in_range(loop_clock_us() - start_us, 0, AT_ONCE_US);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(receipts[i].result.error, ERR_JOURNAL_AWAY);
        assert_int_equal(receipts[i].entry_seq, 0);
    }
    start_us = loop_clock_us();
    bench_read(bench, &page, "webinar:w1", 0, 10);
    assert_int_equal(page.error, ERR_JOURNAL_AWAY);
    assert_in_range(loop_clock_us() - start_us, 0, AT_ONCE_US);
    assert_true(journal_away(bench->journal));
    assert_false(journal_failed(bench->journal));
    cluster_start();
    wait_until(bench, false);
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "c", "{}").seq, 2);
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "e", "{}").seq, 3);
    assert_int_equal(bench_head(bench, "webinar:w1"), 3);
    readers_close(readers);
    assert_int_equal(journal_stats(bench->journal).commits, commits + 2);
    assert_int_equal(journal_stats(bench->journal).waiting, 0);
}

static void look_for_secret(void *context)
{
    unsigned char secret[JOURNAL_SECRET_BYTES];
    struct bench *bench = context;
    if (journal_secret(bench->journal, secret))
        loop_stop(bench->loop);
}

static void wait_secret(struct bench *bench)
{
    struct timer *timer = loop_every(bench->loop, 50, look_for_secret, bench);
    loop_run(bench->loop);
    timer_close(&timer);
}

static void a_secret_that_could_not_be_had_is_asked_for_again(void **state)
{
    unsigned char secret[JOURNAL_SECRET_BYTES];
    struct backend *backend = open_new();
    cluster_crash();
    struct bench bench = {.variant = &real, .loop = loop_new()};
    bench.journal = journal_new(bench.loop, backend);
    wait_until(&bench, true);
    assert_false(journal_secret(bench.journal, secret));
    cluster_start();
    wait_until(&bench, false);
    /* It was back for the probe, and perhaps not for what was asked just before it. */
    wait_secret(&bench);
    assert_true(journal_secret(bench.journal, secret));
    journal_close(&bench.journal);
    loop_free(&bench.loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_connection_loses_and_doubles_nothing),
        cmocka_unit_test(a_crash_of_the_server_loses_and_doubles_nothing),
        cmocka_unit_test(a_commit_whose_answer_was_lost_is_ones_own),
        cmocka_unit_test(a_network_that_swallows_everything_holds_nobody_for_long),
        cmocka_unit_test(a_lock_held_by_another_is_waited_for),
        cmocka_unit_test(a_server_in_recovery_is_waited_for),
        cmocka_unit_test(a_secret_that_could_not_be_had_is_asked_for_again),
        {"a_server_that_is_away_refuses_for_a_while", a_server_that_is_away_refuses_for_a_while,
         bench_setup, bench_teardown, (void *)&real},
    };
    cluster_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cluster_close();
    return failed;
}
