/* SPDX-License-Identifier: Apache-2.0
 * Over every backend: one read of the same thing serves all who wait, and none it should not. */
#include "journal/help_pool.h"

#include <stdlib.h>

enum { ENTRIES = 400, THREAD_SEQS = 301, PEOPLE = 2000 };

/* The seqs of a thread, in one of three orders, some of them twice. */
static size_t thread_seqs(int64_t *seqs, int order)
{
    size_t count = 0;
    for (int i = 0; i < THREAD_SEQS; i++)
        seqs[count++] = order == 2 ? THREAD_SEQS - i : i + 1;
    if (order == 1)
        seqs[count++] = 7;
    return count;
}

/* Counts those answered, in their order. */
struct crowd {
    struct bench *bench;
    struct entry *first; /* what the first of them got, borrowed */
    int came;
};
struct person {
    struct crowd *crowd;
    int number;
};

static void person_served(void *context, enum err error, struct entry **entries, size_t count)
{
    const struct person *person = context;
    struct crowd *crowd = person->crowd;
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(count, THREAD_SEQS);
    assert_int_equal(person->number, crowd->came++);
    if (!crowd->first)
        crowd->first = entries[0];
    assert_ptr_equal(entries[0], crowd->first);
    assert_int_equal(entries[THREAD_SEQS - 1]->seq, THREAD_SEQS);
    bench_paid(crowd->bench);
}

static void equal_questions_are_read_once(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct crowd crowd = {.bench = bench};
    struct person *people = calloc(PEOPLE, sizeof *people);
    struct page held, pages[3];
    int64_t seqs[THREAD_SEQS + 1];
    assert_non_null(people);
    hold(bench, gate, &held);
    struct journal_stats before = journal_stats(bench->journal);
    for (int i = 0; i < PEOPLE; i++) {
        size_t count = thread_seqs(seqs, i % 3);
        people[i] = (struct person){&crowd, i};
        bench->owed++;
        journal_read_seqs(bench->journal, SLICE("webinar:w1"), seqs, count, person_served,
                          &people[i]);
    }
    ask_read(bench, &pages[0], 10, 20);
    ask_read(bench, &pages[1], 10, 20);
    ask_read(bench, &pages[2], 10, 21);
    gate_open(gate);
    bench_wait(bench);
    struct journal_stats after = journal_stats(bench->journal);
    assert_int_equal(crowd.came, PEOPLE);
    assert_int_equal(after.reads - before.reads, 3);
    assert_int_equal(after.shared - before.shared, PEOPLE - 1 + 1);
    assert_int_equal(pages[1].count, 20);
    assert_int_equal(pages[2].count, 21);
    for (int i = 0; i < 3; i++)
        page_done(&pages[i]);
    page_done(&held);
    free(people);
    gate_bench_end(bench, gate);
}

/* Neither may a room and the numbers flow into one another. */
static void what_differs_is_read_for_itself(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page held, pages[6];
    const int64_t seqs[] = {1, 2, 3};
    hold(bench, gate, &held);
    struct journal_stats before = journal_stats(bench->journal);
    ask_seqs(bench, &pages[0], seqs, 3);
    ask_seqs(bench, &pages[1], seqs, 2);
    ask_seqs(bench, &pages[2], seqs, 0);
    ask_read(bench, &pages[3], 1, 2);
    pages[4] = pages[5] = (struct page){.bench = bench};
    bench->owed += 2;
    journal_read_seqs(bench->journal, SLICE("webinar:w2"), seqs, 3, page_read_done, &pages[4]);
    journal_read(bench->journal, SLICE("webinar:w2"), 1, 2, page_read_done, &pages[5]);
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(journal_stats(bench->journal).reads - before.reads, 6);
    assert_int_equal(journal_stats(bench->journal).shared, before.shared);
    static const size_t counts[] = {3, 2, 0, 2, 0, 0};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(pages[i].count, counts[i]);
        page_done(&pages[i]);
    }
    page_done(&held);
    gate_bench_end(bench, gate);
}

static void named_entries_under_way_are_joined(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct page pages[2];
    const int64_t seqs[] = {1, 2, 3};
    gate_shut(gate, 's', GATE_AFTER);
    ask_seqs(bench, &pages[0], seqs, 3);
    gate_await(gate, 1);
    ask_seqs(bench, &pages[1], seqs, 3);
    assert_int_equal(journal_stats(bench->journal).shared, 1);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pages[i].count, 3);
        page_done(&pages[i]);
    }
    gate_bench_end(bench, gate);
}

static void who_asks_for_the_newest_joins_nothing_under_way(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct page pages[2];
    gate_shut(gate, 'r', GATE_AFTER);
    ask_read(bench, &pages[0], ENTRIES - 1, 10);
    gate_await(gate, 1);
    bench->owed--; /* which is held */
    bench_fill(bench, "webinar:w1", 1000, 1000);
    bench->owed++;
    ask_read(bench, &pages[1], ENTRIES - 1, 10);
    assert_int_equal(journal_stats(bench->journal).shared, 0);
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(pages[0].count, 1);
    assert_int_equal(pages[1].count, 2);
    page_done(&pages[0]);
    page_done(&pages[1]);
    gate_bench_end(bench, gate);
}

static void who_joins_late_misses_nothing(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct page pages[3];
    const int64_t seqs[] = {1, ENTRIES + 1};
    gate_shut(gate, 's', GATE_AFTER);
    ask_seqs(bench, &pages[0], seqs, 2);
    gate_await(gate, 1);
    bench->owed--;
    bench_fill(bench, "webinar:w1", 1000, 1000);
    bench->owed++;
    ask_seqs(bench, &pages[1], seqs, 2);
    ask_seqs(bench, &pages[2], seqs, 2);
    assert_int_equal(journal_stats(bench->journal).shared, 2);
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(pages[0].count, 1);
    assert_int_equal(pages[1].count, 2);
    assert_int_equal(pages[2].count, 2);
    for (int i = 0; i < 3; i++)
        page_done(&pages[i]);
    gate_bench_end(bench, gate);
}

struct erasing {
    struct bench *bench;
    enum err error;
};

static void erased(void *context, enum err error)
{
    struct erasing *erasing = context;
    erasing->error = error;
    bench_paid(erasing->bench);
}

static enum err erase(struct bench *bench, int64_t seq)
{
    struct erasing erasing = {.bench = bench};
    bench->owed++;
    journal_erase(bench->journal, SLICE("webinar:w1"), &(struct journal_erasure){.seq = seq}, 1,
                  erased, &erasing);
    bench_wait(bench);
    return erasing.error;
}

static void what_was_erased_is_given_to_nobody_who_asks_later(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct page pages[3];
    const int64_t seqs[] = {1, 2};
    gate_shut(gate, 's', GATE_AFTER);
    ask_seqs(bench, &pages[0], seqs, 2);
    gate_await(gate, 1);
    bench->owed--;
    assert_int_equal(erase(bench, 2), ERR_NONE);
    assert_int_equal(erase(bench, ENTRIES + 7), ERR_NOT_FOUND);
    bench->owed++;
    ask_seqs(bench, &pages[1], seqs, 2);
    ask_seqs(bench, &pages[2], seqs, 2);
    assert_int_equal(journal_stats(bench->journal).shared, 1);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pages[i].count, 2);
        assert_true(slice_is(pages[i].entries[0]->text, "{\"n\":1}"));
        assert_true(slice_is(pages[i].entries[1]->text, i == 0 ? "{\"n\":2}" : "{}"));
        page_done(&pages[i]);
    }
    gate_bench_end(bench, gate);
}

int main(void)
{
    /* Those that hold a thread come last: a fake loop has none. */
    const struct CMUnitTest cases[] = {
        POOL_CASE(equal_questions_are_read_once),
        POOL_CASE(what_differs_is_read_for_itself),
        POOL_CASE(named_entries_under_way_are_joined),
        POOL_CASE(who_asks_for_the_newest_joins_nothing_under_way),
        POOL_CASE(who_joins_late_misses_nothing),
        POOL_CASE(what_was_erased_is_given_to_nobody_who_asks_later),
    };
    return pool_run(cases, sizeof cases / sizeof cases[0], 0);
}
