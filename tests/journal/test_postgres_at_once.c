/* SPDX-License-Identifier: Apache-2.0
 * Groups that are one statement: when they are, and that a wrong guess changes nothing. */
#include <stdio.h>
#include <threads.h>

#include "journal/help_journal.h"
#include "journal/help_middleman.h"

/* What each commit was, by the words of its statement. */
static const char watch[] =
    "CREATE TABLE muster.seen (at_once bool NOT NULL);"
    "CREATE FUNCTION muster.see() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN IF EXISTS (SELECT FROM added) THEN INSERT INTO muster.seen"
    " VALUES (current_query() LIKE ''WITH locked%''); END IF; RETURN NULL; END';"
    "CREATE TRIGGER see AFTER INSERT ON muster.entry REFERENCING NEW TABLE AS added"
    " FOR EACH STATEMENT EXECUTE FUNCTION muster.see()";

static char url[CLUSTER_URL_BYTES];

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

static struct record record_made(const char *room, const char *op)
{
    struct record record = {.room = slice_of(room),
                            .type = SLICE("chat.post"),
                            .by = SLICE("u7"),
                            .op = slice_of(op),
                            .text = SLICE("{}")};
    record_salt_make(&record);
    return record;
}

static struct journal_result add(struct backend *backend, const char *room, const char *op)
{
    struct record record = record_made(room, op);
    struct journal_result result;
    assert_int_equal(backend_append(backend, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.error, ERR_NONE);
    return result;
}

static void added(struct backend *backend, const char *room, const char *op, int64_t seq)
{
    struct journal_result result = add(backend, room, op);
    assert_false(result.repeated);
    assert_int_equal(result.seq, seq);
}

static void verify(struct backend *backend, const char *room, int64_t entries)
{
    int64_t head, broken;
    assert_int_equal(chain_verify(backend, slice_of(room), &head, &broken), ERR_NONE);
    assert_int_equal(broken, 0);
    assert_int_equal(head, entries);
}

static int64_t seen(bool at_once)
{
    return cluster_number("a", at_once ? "SELECT count(*) FROM muster.seen WHERE at_once"
                                       : "SELECT count(*) FROM muster.seen WHERE NOT at_once");
}

static void a_room_nobody_else_writes_to_takes_one_statement(void **state)
{
    struct backend *backend = open_a();
    cluster_sql("a", watch);
    added(backend, "webinar:w1", "a", 1);
    added(backend, "webinar:w1", "b", 2);
    assert_int_equal(seen(true), 0);
    added(backend, "webinar:w1", "c", 3);
    added(backend, "webinar:w1", "d", 4);
    assert_int_equal(seen(true), 2);
    assert_int_equal(seen(false), 2);
    verify(backend, "webinar:w1", 4);
    backend->ops->close(backend);
}

static void a_room_that_moved_elsewhere_is_found_there(void **state)
{
    struct backend *one = open_a(), *other = open_a();
    cluster_sql("a", watch);
    added(one, "webinar:w1", "a", 1);
    added(one, "webinar:w1", "b", 2);
    added(one, "webinar:w1", "c", 3);
    added(other, "webinar:w1", "d", 4);
    added(one, "webinar:w1", "e", 5);
    /* Both write to it: nobody guesses any more. */
    assert_int_equal(seen(true), 1);
    added(other, "webinar:w1", "f", 6);
    added(one, "webinar:w1", "g", 7);
    assert_int_equal(seen(true), 1);
    /* The other has stopped. */
    added(one, "webinar:w1", "h", 8);
    added(one, "webinar:w1", "i", 9);
    assert_int_equal(seen(true), 2);
    verify(one, "webinar:w1", 9);
    one->ops->close(one);
    other->ops->close(other);
}

static void what_repeats_is_found_behind_a_right_guess(void **state)
{
    struct backend *one = open_a(), *other = open_a();
    struct record record = record_made("webinar:w1", "b");
    struct journal_result result;
    added(other, "webinar:w1", "a", 1);
    added(one, "webinar:w1", "b", 2);
    added(one, "webinar:w1", "c", 3);
    added(one, "webinar:w1", "d", 4);
    result = add(one, "webinar:w1", "a");
    assert_true(result.repeated);
    assert_int_equal(result.seq, 1);
    record.text = SLICE("{\"text\":\"other\"}");
    assert_int_equal(backend_append(one, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.error, ERR_OP_REUSED);
    added(one, "webinar:w1", "e", 5);
    verify(one, "webinar:w1", 5);
    one->ops->close(one);
    other->ops->close(other);
}

/* Rooms are guessed right, wrong, and repeat within the group. */
static void a_group_is_done_whole_or_not_at_all(void **state)
{
    static const char *const rooms[] = {"webinar:w2", "webinar:w1", "course:c1"};
    struct backend *one = open_a(), *other = open_a();
    struct journal_result results[4];
    cluster_sql("a", watch);
    for (int i = 0; i < 3; i++) {
        added(one, rooms[i], "a", 1);
        added(one, rooms[i], "b", 2);
    }
    struct record first[] = {record_made(rooms[0], "c"), record_made(rooms[1], "c"),
                             record_made(rooms[2], "c"), record_made(rooms[0], "c")};
    assert_int_equal(backend_append(one, first, results, 4), ERR_NONE);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(results[i].seq, 3);
        assert_int_equal(results[i].repeated, i == 3);
    }
    assert_int_equal(seen(true), 1);
    added(other, rooms[1], "x", 4);
    struct record second[] = {record_made(rooms[0], "d"), record_made(rooms[1], "d"),
                              record_made(rooms[2], "d")};
    assert_int_equal(backend_append(one, second, results, 3), ERR_NONE);
    for (int i = 0; i < 3; i++)
        assert_int_equal(results[i].seq, i == 1 ? 5 : 4);
    assert_int_equal(seen(true), 1);
    for (int i = 0; i < 3; i++)
        verify(one, rooms[i], i == 1 ? 5 : 4);
    one->ops->close(one);
    other->ops->close(other);
}

/* Another instance appends, and commits when somebody waits for its lock. */
static int append_slowly(void *context)
{
    (void)context;
    cluster_sql(
        "a", "DO $$BEGIN UPDATE muster.room SET head = 4, chain = decode(repeat('aa', 32), 'hex');"
             "INSERT INTO muster.entry VALUES (1, 4, 0, 'chat.post', 'u7', '', 'theirs',"
             " '{}', decode(repeat('aa', 32), 'hex'));"
             "WHILE NOT EXISTS (SELECT FROM pg_stat_activity"
             " WHERE application_name = 'muster' AND wait_event_type = 'Lock')"
             " LOOP PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END$$");
    return 0;
}

/* The statement began before the other's commit, and sees the room as it is after it. */
static void a_guess_that_waits_for_a_lock_is_compared_behind_it(void **state)
{
    struct backend *backend = open_a();
    struct record repeat = record_made("webinar:w1", "theirs");
    struct journal_result result;
    thrd_t thread;
    added(backend, "webinar:w1", "a", 1);
    added(backend, "webinar:w1", "b", 2);
    added(backend, "webinar:w1", "c", 3);
    assert_int_equal(thrd_create(&thread, append_slowly, NULL), thrd_success);
    while (cluster_number("a", "SELECT count(*) FROM pg_locks WHERE"
                               " relation = 'muster.entry'::regclass AND"
                               " mode = 'RowExclusiveLock'") == 0) {
    }
    assert_int_equal(backend_append(backend, &repeat, &result, 1), ERR_NONE);
    thrd_join(thread, NULL);
    assert_int_equal(result.seq, 4);
    assert_true(result.repeated);
    backend->ops->close(backend);
}

static void an_answer_that_was_lost_is_ones_own(void **state)
{
    middleman_open();
    middleman_url("a", url);
    struct backend *backend = open_a();
    struct record records[] = {record_made("webinar:w1", "c"), record_made("webinar:w1", "d")};
    struct journal_result results[2];
    added(backend, "webinar:w1", "a", 1);
    added(backend, "webinar:w1", "b", 2);
    middleman_cut_at_commit();
    assert_int_equal(backend_append(backend, records, results, 2), ERR_NONE);
    assert_int_equal(middleman_cuts(), 1);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(results[i].error, ERR_NONE);
        assert_false(results[i].repeated);
        assert_int_equal(results[i].seq, 3 + i);
    }
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.entry"), 4);
    verify(backend, "webinar:w1", 4);
    backend->ops->close(backend);
    middleman_close();
}

/* A standby that must confirm and is not there. Cut short by a time-out, the server would say that
 * it has committed (with a warning), after CUT_MS or more. It may take a moment until it hears that
 * there should be a standby: what is acknowledged until then is acknowledged soon. */
static void a_commit_that_no_standby_confirms_is_not_acknowledged(void **state)
{
    enum { CUT_MS = 3000 };
    struct backend *backend = open_a();
    enum err error = ERR_NONE;
    added(backend, "webinar:w1", "a", 1);
    added(backend, "webinar:w1", "b", 2);
    cluster_sql("b", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    cluster_sql("b", "SELECT pg_reload_conf()");
    for (int64_t seq = 3; error == ERR_NONE; seq++) {
        char op[16];
        snprintf(op, sizeof op, "c%d", (int)seq);
        struct record record = record_made("webinar:w1", op);
        struct journal_result result;
        uint64_t start_us = loop_clock_us();
        error = backend_append(backend, &record, &result, 1);
        assert_true(error != ERR_NONE || loop_clock_us() - start_us < CUT_MS * UINT64_C(1000));
    }
    assert_int_equal(error, ERR_JOURNAL_AWAY);
    cluster_sql("b", "ALTER SYSTEM RESET synchronous_standby_names");
    cluster_sql("b", "SELECT pg_reload_conf()");
    backend->ops->close(backend);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_room_nobody_else_writes_to_takes_one_statement, setup),
        cmocka_unit_test_setup(a_room_that_moved_elsewhere_is_found_there, setup),
        cmocka_unit_test_setup(what_repeats_is_found_behind_a_right_guess, setup),
        cmocka_unit_test_setup(a_group_is_done_whole_or_not_at_all, setup),
        cmocka_unit_test_setup(a_guess_that_waits_for_a_lock_is_compared_behind_it, setup),
        cmocka_unit_test_setup(an_answer_that_was_lost_is_ones_own, setup),
        cmocka_unit_test_setup(a_commit_that_no_standby_confirms_is_not_acknowledged, setup),
    };
    cluster_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cluster_close();
    return failed;
}
