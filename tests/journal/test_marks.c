/* SPDX-License-Identifier: Apache-2.0
 * Marks of rooms: set, raised, listed and compared with the rooms' ends, over every backend; and
 * when the writer writes them. */
#include <stdio.h>

#include "journal/help_pool.h"
#include "journal/marks.h"

/* The rooms a question gave, as "room=value/head " one after another. */
struct listed {
    struct bench *bench;
    char text[512];
};

static void list(void *context, enum err error, const struct journal_mark *marks, size_t count)
{
    struct listed *listed = context;
    size_t len = 0;
    assert_int_equal(error, ERR_NONE);
    listed->text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(listed->text + len, sizeof listed->text - len, "%.*s=%lld/%lld ",
                                (int)marks[i].room.len, marks[i].room.at, (long long)marks[i].value,
                                (long long)marks[i].head);
    bench_paid(listed->bench);
}

static void assert_due(struct bench *bench, const char *after, int64_t upto, size_t limit,
                       const char *text)
{
    struct listed listed = {.bench = bench};
    bench->owed++;
    journal_marks(bench->journal, "alarm", slice_of(after), upto, limit, list, &listed);
    bench_wait(bench);
    assert_string_equal(listed.text, text);
}

static void assert_behind(struct bench *bench, const char *after, size_t limit, const char *text)
{
    struct listed listed = {.bench = bench};
    bench->owed++;
    journal_behind(bench->journal, "effects", slice_of(after), limit, list, &listed);
    bench_wait(bench);
    assert_string_equal(listed.text, text);
}

static void set(struct bench *bench, const char *name, const char *room, int64_t value)
{
    journal_mark_set(bench->journal, name, slice_of(room), value, 0);
}

static void raise_to(struct bench *bench, const char *name, const char *room, int64_t value)
{
    journal_mark_raise(bench->journal, name, slice_of(room), value);
}

/* The writer works in order: when an entry is there, what was handed in before it is too. */
static void settle(struct bench *bench)
{
    static int number;
    bench_fill(bench, "webinar:settle", number + 1, number + 1);
    number++;
}

static void a_mark_is_one_names_in_one_room(void **state)
{
    struct bench *bench = *state;
    set(bench, "alarm", "webinar:w1", 1);
    set(bench, "alarm", "webinar:w", 2);
    set(bench, "alarm", "", 3);
    set(bench, "effects", "webinar:w1", INT64_MAX);
    set(bench, "alarmw", "ebinar:w1", INT64_MIN);
    settle(bench);
    assert_int_equal(bench_mark(bench, "alarm", "webinar:w1"), 1);
    assert_int_equal(bench_mark(bench, "alarm", "webinar:w"), 2);
    assert_int_equal(bench_mark(bench, "alarm", ""), 3);
    assert_int_equal(bench_mark(bench, "effects", "webinar:w1"), INT64_MAX);
    assert_int_equal(bench_mark(bench, "alarmw", "ebinar:w1"), INT64_MIN);
    assert_int_equal(bench_mark(bench, "alarm", "webinar:w2"), 0);
    assert_int_equal(bench_mark(bench, "other", ""), 0);
}

static void raising_never_lowers(void **state)
{
    struct bench *bench = *state;
    raise_to(bench, "effects", "course:c1", -7);
    settle(bench);
    assert_int_equal(bench_mark(bench, "effects", "course:c1"), -7);
    raise_to(bench, "effects", "course:c1", 9);
    settle(bench);
    raise_to(bench, "effects", "course:c1", 8);
    settle(bench);
    assert_int_equal(bench_mark(bench, "effects", "course:c1"), 9);
    set(bench, "effects", "course:c1", 5);
    settle(bench);
    assert_int_equal(bench_mark(bench, "effects", "course:c1"), 5);
}

static void set_after(struct bench *bench, int64_t seq, int64_t value)
{
    journal_mark_set(bench->journal, "alarm", SLICE("course:c1"), value, seq);
}

/* Whoever is behind says of a room what is not so any more. */
static void what_is_said_of_a_later_entry_stays(void **state)
{
    struct bench *bench = *state;
    set_after(bench, 9, 900);
    settle(bench);
    set_after(bench, 3, INT64_MAX);
    settle(bench);
    assert_int_equal(bench_mark(bench, "alarm", "course:c1"), 900);
    set_after(bench, 9, 901);
    settle(bench);
    assert_int_equal(bench_mark(bench, "alarm", "course:c1"), 901);
    set_after(bench, 10, 1000);
    set_after(bench, 4, 400);
    settle(bench);
    assert_int_equal(bench_mark(bench, "alarm", "course:c1"), 1000);
}

static void what_is_set_in_one_turn_ends_as_if_one_by_one(void **state)
{
    struct bench *bench = *state;
    set(bench, "effects", "course:c1", 20);
    settle(bench);
    set(bench, "effects", "course:c1", 5);
    raise_to(bench, "effects", "course:c1", 3);
    raise_to(bench, "effects", "course:c1", 7);
    raise_to(bench, "effects", "course:c2", 4);
    raise_to(bench, "effects", "course:c2", 2);
    raise_to(bench, "effects", "course:c3", 4);
    set(bench, "effects", "course:c3", 2);
    settle(bench);
    assert_int_equal(bench_mark(bench, "effects", "course:c1"), 7);
    assert_int_equal(bench_mark(bench, "effects", "course:c2"), 4);
    assert_int_equal(bench_mark(bench, "effects", "course:c3"), 2);
}

static void marks_outlive_the_process(void **state)
{
    struct bench *bench = *state;
    bool kept = bench->variant->kind != MEMORY;
    set(bench, "alarm", "webinar:w1", 77);
    journal_close(&bench->journal); /* nothing else was handed in */
    bench_open(bench);
    assert_int_equal(bench_mark(bench, "alarm", "webinar:w1"), kept ? 77 : 0);
}

static void what_is_due_is_listed_in_pages(void **state)
{
    struct bench *bench = *state;
    set(bench, "alarm", "webinar:b", 20);
    set(bench, "alarm", "webinar:a", 30);
    set(bench, "alarm", "course:z", 10);
    set(bench, "alarm", "webinar:é", -1);
    set(bench, "alarm", "webinar:B", 31);
    set(bench, "alarm", "", 1);
    set(bench, "effects", "webinar:c", 1);
    settle(bench);
    assert_due(bench, "", 9, 10, "webinar:é=-1/0 ");
    assert_due(bench, "", 30, 10, "course:z=10/0 webinar:a=30/0 webinar:b=20/0 webinar:é=-1/0 ");
    assert_due(bench, "", 31, 2, "course:z=10/0 webinar:B=31/0 ");
    assert_due(bench, "webinar:B", 31, 2, "webinar:a=30/0 webinar:b=20/0 ");
    assert_due(bench, "webinar:b", 31, 2, "webinar:é=-1/0 ");
    assert_due(bench, "webinar:é", INT64_MAX, 2, "");
    assert_due(bench, "", INT64_MIN, 10, "");
}

static void rooms_are_listed_in_pages_with_their_ends(void **state)
{
    struct bench *bench = *state;
    struct listed listed = {.bench = bench};
    bench_fill(bench, "webinar:b", 1, 3);
    bench_fill(bench, "webinar:B", 1, 1);
    bench_fill(bench, "course:é", 1, 2);
    set(bench, "alarm", "webinar:empty", 1);
    settle(bench);
    bench->owed++;
    journal_rooms(bench->journal, SLICE(""), 2, list, &listed);
    bench_wait(bench);
    assert_string_equal(listed.text, "course:é=0/2 webinar:B=0/1 ");
    bench->owed++;
    journal_rooms(bench->journal, SLICE("webinar:B"), 1, list, &listed);
    bench_wait(bench);
    assert_string_equal(listed.text, "webinar:b=0/3 ");
    bench->owed++;
    journal_rooms(bench->journal, SLICE("webinar:zzz"), 9, list, &listed);
    bench_wait(bench);
    assert_string_equal(listed.text, "");
}

static void rooms_behind_their_ends_are_listed(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, "webinar:a", 1, 3);
    bench_fill(bench, "webinar:b", 1, 5);
    bench_fill(bench, "course:c", 1, 2);
    bench_fill(bench, "course:unmarked", 1, 2);
    set(bench, "effects", "webinar:a", 3);
    set(bench, "effects", "webinar:b", 4);
    set(bench, "effects", "course:c", -1);
    set(bench, "effects", "webinar:empty", 0);
    set(bench, "effects", "", 0);
    set(bench, "alarm", "course:unmarked", 0);
    settle(bench);
    assert_behind(bench, "", 10, "course:c=-1/2 webinar:b=4/5 ");
    assert_behind(bench, "", 1, "course:c=-1/2 ");
    assert_behind(bench, "course:c", 10, "webinar:b=4/5 ");
    bench_fill(bench, "webinar:a", 4, 4);
    raise_to(bench, "effects", "webinar:b", 5);
    settle(bench);
    assert_behind(bench, "", 10, "course:c=-1/2 webinar:a=3/4 ");
}

/* ---- when they are written ---------------------------------------------------------------------
 */

static void marks_ride_with_entries(void **state)
{
    struct bench *bench = *state;
    struct receipt receipt;
    struct gate *gate = gate_bench(bench, 1, 3);
    size_t commits = gate_writes(gate).commits;
    for (int n = 0; n < 100; n++)
        set(bench, "effects", "webinar:w1", n);
    set(bench, "alarm", "webinar:w1", 5);
    bench_append(bench, &receipt, bench_entry("webinar:w1", 4));
    bench_wait(bench);
    assert_int_equal(gate_writes(gate).commits, commits + 1);
    assert_int_equal(gate_writes(gate).marks, 2);
    assert_int_equal(bench_mark(bench, "effects", "webinar:w1"), 99);
    gate_bench_end(bench, gate);
}

static void a_mark_is_never_before_what_was_handed_in_before_it(void **state)
{
    enum { COUNT = 2 * BOUND_JOURNAL_BATCH + 10, AFTER = 5 };
    struct bench *bench = *state;
    static struct receipt receipts[COUNT + AFTER];
    struct gate *gate = gate_bench(bench, 1, 1);
    for (int n = 0; n < COUNT + AFTER; n++) {
        bench_append(bench, &receipts[n], bench_entry("webinar:w2", n));
        if (n == COUNT - 1)
            set(bench, "effects", "webinar:w2", COUNT);
    }
    bench_wait(bench);
    assert_int_equal(gate_writes(gate).marks, 1);
    assert_true(gate_writes(gate).entries_at_mark >= COUNT);
    gate_bench_end(bench, gate);
}

static void marks_wait_for_a_journal_that_is_away(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, 1);
    struct receipt receipt;
    set(bench, "effects", "webinar:w1", 1);
    settle(bench);
    gate_away(gate, true);
    set(bench, "effects", "webinar:w1", 2);
    set(bench, "alarm", "webinar:w1", 3);
    raise_to(bench, "life", "webinar:w1", 5);
    bench_append(bench, &receipt, bench_entry("webinar:w1", 2));
    bench_wait(bench);
    assert_int_equal(receipt.result.error, ERR_JOURNAL_AWAY);
    set(bench, "alarm", "webinar:w1", 4);
    raise_to(bench, "life", "webinar:w1", 4);
    gate_away(gate, false);
    settle(bench);
    assert_int_equal(bench_mark(bench, "effects", "webinar:w1"), 2);
    assert_int_equal(bench_mark(bench, "alarm", "webinar:w1"), 4);
    assert_int_equal(bench_mark(bench, "life", "webinar:w1"), 5);
    gate_bench_end(bench, gate);
}

/* The list alone: set again and again behind more and more entries, it is written all the same. */
static void a_busy_mark_is_not_put_off(void **state)
{
    struct marks *marks = marks_new();
    struct mark out;
    for (int n = 1; n <= 50; n++) {
        const struct mark mark = {
            .name = SLICE("effects"), .room = SLICE("webinar:w1"), .value = n};
        assert_true(marks_add(marks, &mark, (uint64_t)n * 10));
    }
    assert_null(marks_take(marks, 9, &out));
    struct mark_taken *taken = marks_take(marks, 10, &out);
    assert_non_null(taken);
    assert_int_equal(out.value, 1);
    assert_true(slice_is(out.name, "effects"));
    assert_true(slice_is(out.room, "webinar:w1"));
    assert_null(marks_take(marks, 499, &out));
    marks_return(marks, taken); /* what was set since then stands above it */
    taken = marks_take(marks, 500, &out);
    assert_int_equal(out.value, 50);
    marks_drop(taken);
    assert_false(marks_wait(marks));
    marks_free(&marks);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        POOL_CASE(a_mark_is_one_names_in_one_room),
        POOL_CASE(raising_never_lowers),
        POOL_CASE(what_is_said_of_a_later_entry_stays),
        POOL_CASE(what_is_set_in_one_turn_ends_as_if_one_by_one),
        POOL_CASE(marks_outlive_the_process),
        POOL_CASE(what_is_due_is_listed_in_pages),
        POOL_CASE(rooms_are_listed_in_pages_with_their_ends),
        POOL_CASE(rooms_behind_their_ends_are_listed),
        POOL_CASE(marks_ride_with_entries),
        POOL_CASE(a_mark_is_never_before_what_was_handed_in_before_it),
        POOL_CASE(marks_wait_for_a_journal_that_is_away),
    };
    const struct CMUnitTest alone[] = {cmocka_unit_test(a_busy_mark_is_not_put_off)};
    enum { CASES = sizeof cases / sizeof cases[0] };
    int failed = cmocka_run_group_tests(alone, NULL, NULL);
    return failed + pool_run(cases, CASES, CASES);
}
