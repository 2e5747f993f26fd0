/* SPDX-License-Identifier: Apache-2.0
 * Visits over every backend: every entry once and in order, who waits for whom, and how they end.
 */
#include "journal/help_pool.h"

#include <stdlib.h>

/* The first step, and all of a room that is worth more than two. */
enum { STEP_FIRST = 128, STEP = 1024, ENTRIES = 3000 };

/* One visit, and what it saw. What `visit` writes is read when it has ended. */
struct tour {
    struct bench *bench;
    struct gate *gate;            /* passed at the entry `hold_at`; may be NULL */
    int64_t hold_at, stop_at;     /* 0: nowhere */
    int64_t first, last, visited; /* seqs, and how many */
    int64_t erased;               /* entries without their text */
    bool came;                    /* done */
    bool ended;                   /* dropped, and over */
    enum err error;
    int64_t told; /* the last seq by done */
};

static bool tour_visit(void *context, const struct entry *entry)
{
    struct tour *tour = context;
    assert_true(slice_starts(entry->room, SLICE("webinar:w")));
    if (tour->visited++ == 0)
        tour->first = entry->seq;
    else
        assert_int_equal(entry->seq, tour->last + 1);
    tour->last = entry->seq;
    tour->erased += slice_is(entry->text, "{}");
    if (tour->gate && entry->seq == tour->hold_at)
        gate_pass(tour->gate, 'v', GATE_BEFORE);
    return entry->seq != tour->stop_at;
}

static void tour_done(void *context, enum err error, int64_t last)
{
    struct tour *tour = context;
    assert_false(tour->came);
    tour->came = true;
    tour->error = error;
    tour->told = last;
    bench_paid(tour->bench);
}

static void tour_ended(void *context)
{
    struct tour *tour = context;
    assert_false(tour->ended);
    tour->ended = true;
    bench_paid(tour->bench);
}

static struct journal_ticket *tour_begin(struct bench *bench, struct tour *tour, const char *room,
                                         int64_t after, int64_t upto)
{
    tour->bench = bench;
    bench->owed++;
    return journal_visit(bench->journal, slice_of(room), after, upto, tour_visit, tour_done, tour);
}

static void tour_make(struct bench *bench, struct tour *tour, int64_t after, int64_t upto)
{
    *tour = (struct tour){.stop_at = tour->stop_at};
    tour_begin(bench, tour, "webinar:w1", after, upto);
    assert_false(tour->came);
    bench_wait(bench);
    assert_int_equal(tour->error, ERR_NONE);
}

static void every_entry_is_visited_once_and_in_order(void **state)
{
    static const struct {
        int64_t after, upto, first, last;
    } cases[] = {
        {0, -1, 1, ENTRIES},
        {0, INT64_MAX, 1, ENTRIES},
        {-5, ENTRIES + 1000, 1, ENTRIES},
        {0, ENTRIES, 1, ENTRIES},
        {0, STEP_FIRST, 1, STEP_FIRST},
        {0, STEP_FIRST + 1, 1, STEP_FIRST + 1},
        {0, STEP_FIRST + STEP, 1, STEP_FIRST + STEP},
        {7, 8, 8, 8},
        {ENTRIES - 1, -1, ENTRIES, ENTRIES},
        {100, 2900, 101, 2900},
    };
    struct bench *bench = *state;
    struct tour tour = {0};
    bench_fill(bench, "webinar:w0", 1, 3);
    bench_fill(bench, "webinar:w1", 1, ENTRIES);
    bench_fill(bench, "webinar:w2", 1, 3);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tour_make(bench, &tour, cases[i].after, cases[i].upto);
        assert_int_equal(tour.first, cases[i].first);
        assert_int_equal(tour.last, cases[i].last);
        assert_int_equal(tour.visited, cases[i].last - cases[i].first + 1);
        assert_int_equal(tour.told, cases[i].last);
    }
    assert_int_equal(journal_stats(bench->journal).reads_waiting, 0);
}

static void a_visit_of_nothing_ends_too(void **state)
{
    struct bench *bench = *state;
    struct tour tour = {0};
    tour_make(bench, &tour, 0, -1);
    assert_int_equal(tour.told, 0);
    bench_fill(bench, "webinar:w1", 1, 10);
    tour_make(bench, &tour, 10, -1);
    assert_int_equal(tour.told, 10);
    tour_make(bench, &tour, 10, 10);
    assert_int_equal(tour.told, 10);
    tour_make(bench, &tour, 10, 3);
    assert_int_equal(tour.told, 10);
    tour_make(bench, &tour, 500, -1);
    assert_int_equal(tour.told, 500);
    assert_int_equal(tour.visited, 0);
}

static void a_visit_stops_where_it_is_told(void **state)
{
    static const int64_t stops[] = {1, 5, STEP_FIRST, STEP_FIRST + 1, 2000, ENTRIES};
    struct bench *bench = *state;
    bench_fill(bench, "webinar:w1", 1, ENTRIES);
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        struct tour tour = {.stop_at = stops[i]};
        tour_make(bench, &tour, 0, -1);
        assert_int_equal(tour.last, stops[i]);
        assert_int_equal(tour.visited, stops[i]);
        assert_int_equal(tour.told, stops[i]);
    }
}

static void entries_go_on_coming_while_a_room_is_visited(void **state)
{
    enum { MORE = 500 };
    struct bench *bench = *state;
    struct tour tour = {0};
    struct receipt *receipts = calloc(MORE, sizeof *receipts);
    assert_non_null(receipts);
    bench_fill(bench, "webinar:w1", 1, ENTRIES);
    tour_begin(bench, &tour, "webinar:w1", 0, -1);
    for (int i = 0; i < MORE; i++)
        bench_append(bench, &receipts[i], bench_entry("webinar:w1", ENTRIES + 1 + i));
    bench_wait(bench);
    assert_int_equal(tour.error, ERR_NONE);
    assert_in_range(tour.told, ENTRIES, ENTRIES + MORE);
    assert_int_equal(tour.visited, tour.told);
    free(receipts);
}

static void closing_waits_for_no_visit(void **state)
{
    struct bench *bench = *state;
    struct tour tours[2] = {{0}};
    bench_fill(bench, "webinar:w1", 1, ENTRIES);
    for (int i = 0; i < 2; i++)
        tour_begin(bench, &tours[i], "webinar:w1", 0, -1);
    journal_close(&bench->journal);
    assert_int_equal(bench->owed, 0);
    for (int i = 0; i < 2; i++) {
        assert_true(tours[i].came);
        assert_int_equal(tours[i].told, tours[i].visited);
        assert_int_equal(tours[i].error, tours[i].told == ENTRIES ? ERR_NONE : ERR_INTERNAL);
        /* A thread may have come far meanwhile; the fake loop begins what is left at the end. */
        assert_true(!bench->variant->fake || tours[i].told == 0);
    }
}

/* ---- behind the gate ---------------------------------------------------------------------------
 */

static void the_head_is_that_of_the_last_step(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct tour tour = {.gate = gate, .hold_at = STEP_FIRST + STEP};
    gate_shut(gate, 'v', GATE_BEFORE);
    tour_begin(bench, &tour, "webinar:w1", 0, -1);
    gate_await(gate, 1);
    bench->owed--;
    bench_fill(bench, "webinar:w1", ENTRIES + 1, ENTRIES + 50);
    bench->owed++;
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(tour.told, ENTRIES + 50);
    assert_int_equal(tour.visited, ENTRIES + 50);
    gate_bench_end(bench, gate);
}

static void small_questions_pass_a_large_visit(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct tour tour = {.gate = gate, .hold_at = STEP_FIRST + 1};
    struct page pages[2];
    char story[64];
    gate_shut(gate, 'v', GATE_BEFORE);
    tour_begin(bench, &tour, "webinar:w1", 0, -1);
    gate_await(gate, 1);
    for (int i = 0; i < 2; i++) {
        pages[i] = (struct page){.bench = bench};
        bench->owed++;
        journal_read(bench->journal, SLICE("webinar:w1"), i, 10, page_read_done, &pages[i]);
    }
    gate_open(gate);
    bench_wait(bench);
    gate_story(gate, story, sizeof story);
    /* The first step and the second, then one of each. */
    assert_string_equal(story, "r1R1r1R1r1R1");
    for (int i = 0; i < 2; i++)
        page_done(&pages[i]);
    gate_bench_end(bench, gate);
}

static void rooms_take_turns(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct tour tours[3] = {{.gate = gate, .hold_at = 1}};
    char story[64];
    bench_fill(bench, "webinar:w2", 1, ENTRIES);
    bench_fill(bench, "webinar:w3", 1, 20);
    gate_story(gate, story, sizeof story);
    gate_shut(gate, 'v', GATE_BEFORE);
    tour_begin(bench, &tours[0], "webinar:w1", 0, -1);
    gate_await(gate, 1);
    tour_begin(bench, &tours[1], "webinar:w2", 0, -1);
    tour_begin(bench, &tours[2], "webinar:w3", 0, -1);
    gate_open(gate);
    bench_wait(bench);
    gate_story(gate, story, sizeof story);
    /* Large and small in turn while there are both, then the large ones: the first began first. */
    assert_string_equal(story, "r1R1r2R1r3R2R1R2R2");
    for (int i = 0; i < 3; i++)
        assert_int_equal(tours[i].told, i == 2 ? 20 : ENTRIES);
    gate_bench_end(bench, gate);
}

static void one_reader_is_left_for_what_is_small(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 3, ENTRIES);
    struct tour tours[4] = {{0}};
    struct page page = {.bench = bench};
    gate_shut(gate, 'v', GATE_BEFORE);
    for (int i = 0; i < 4; i++) {
        tours[i].gate = gate;
        tours[i].hold_at = STEP_FIRST + 1;
        tour_begin(bench, &tours[i], "webinar:w1", 0, -1);
    }
    gate_await(gate, 2);
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 10, page_read_done, &page);
    wait_all_but(bench, 4);
    assert_int_equal(page.count, 10);
    page_done(&page);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 4; i++)
        assert_int_equal(tours[i].visited, ENTRIES);
    gate_bench_end(bench, gate);
}

static void erased(void *context, enum err error)
{
    struct bench *bench = context;
    assert_int_equal(error, ERR_NONE);
    bench_paid(bench);
}

static void what_is_erased_before_its_step_is_not_shown(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct tour tour = {.gate = gate, .hold_at = STEP_FIRST + 1};
    gate_shut(gate, 'v', GATE_BEFORE);
    tour_begin(bench, &tour, "webinar:w1", 0, -1);
    gate_await(gate, 1);
    for (int64_t seq = ENTRIES - 9; seq <= ENTRIES; seq++) {
        bench->owed++;
        journal_erase(bench->journal, SLICE("webinar:w1"), &(struct journal_erasure){.seq = seq}, 1,
                      erased, bench);
    }
    wait_all_but(bench, 1);
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(tour.visited, ENTRIES);
    assert_int_equal(tour.erased, 10);
    gate_bench_end(bench, gate);
}

/* ---- dropping and closing ----------------------------------------------------------------------
 */

static void drop(struct tour *tour, struct journal_ticket **ticket)
{
    journal_drop_visit(ticket, tour_ended, tour);
    assert_null(*ticket);
    assert_false(tour->ended);
}

static void a_visit_that_has_not_begun_ends_at_once(void **state)
{
    struct bench *bench = *state;
    struct tour tour = {0};
    struct journal_ticket *nothing = NULL;
    journal_drop_visit(&nothing, tour_ended, &tour);
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page held = {.bench = bench};
    gate_shut(gate, 'r', GATE_BEFORE);
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 1, page_read_done, &held);
    gate_await(gate, 1);
    struct journal_ticket *ticket = tour_begin(bench, &tour, "webinar:w1", 0, -1);
    drop(&tour, &ticket);
    wait_all_but(bench, 1);
    assert_true(tour.ended);
    /* Or without a word. */
    struct tour other = {0};
    ticket = tour_begin(bench, &other, "webinar:w1", 0, -1);
    journal_drop_visit(&ticket, NULL, NULL);
    bench->owed--;
    gate_open(gate);
    bench_wait(bench);
    assert_false(tour.came || other.came);
    assert_int_equal(tour.visited + other.visited, 0);
    assert_int_equal(journal_stats(bench->journal).dropped, 2);
    page_done(&held);
    gate_bench_end(bench, gate);
}

static void a_visit_under_way_ends_when_its_call_has_returned(void **state)
{
    static const int64_t holds[] = {5, STEP_FIRST, STEP_FIRST + 5, STEP_FIRST + STEP, ENTRIES};
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    for (size_t i = 0; i < sizeof holds / sizeof holds[0]; i++) {
        struct tour tour = {.gate = gate, .hold_at = holds[i]};
        struct page page = {.bench = bench};
        gate_shut(gate, 'v', GATE_BEFORE);
        struct journal_ticket *ticket = tour_begin(bench, &tour, "webinar:w1", 0, -1);
        gate_await(gate, 1);
        drop(&tour, &ticket);
        /* Turns pass, and it has not ended. */
        bench->owed++;
        journal_read(bench->journal, SLICE("webinar:w1"), 0, 10, page_read_done, &page);
        wait_all_but(bench, 1);
        page_done(&page);
        assert_false(tour.ended);
        gate_open(gate);
        bench_wait(bench);
        assert_true(tour.ended);
        assert_false(tour.came);
        assert_int_equal(tour.last, holds[i]);
    }
    gate_bench_end(bench, gate);
}

static void a_visit_between_two_steps_ends_too(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct tour tours[3] = {{0}};
    struct journal_ticket *tickets[3];
    gate_shut(gate, 'v', GATE_BEFORE);
    /* One of two is at large, so the others wait after their first step. */
    for (int i = 0; i < 3; i++) {
        tours[i].gate = gate;
        tours[i].hold_at = STEP_FIRST + 1;
        tickets[i] = tour_begin(bench, &tours[i], "webinar:w1", 0, -1);
    }
    gate_await(gate, 1);
    struct page page = {.bench = bench};
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 10, page_read_done, &page);
    wait_all_but(bench, 3);
    page_done(&page);
    for (int i = 0; i < 3; i++)
        drop(&tours[i], &tickets[i]);
    wait_all_but(bench, 1);
    assert_int_equal(tours[0].ended + tours[1].ended + tours[2].ended, 2);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 3; i++) {
        assert_true(tours[i].ended);
        assert_false(tours[i].came);
        assert_int_equal(tours[i].last, tours[i].visited);
        assert_in_range(tours[i].last, STEP_FIRST, STEP_FIRST + 1);
    }
    gate_bench_end(bench, gate);
}

static void closing_ends_visits_where_they_are(void **state)
{
    enum { TOURS = 8 };
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 3, ENTRIES);
    struct tour tours[TOURS] = {{0}};
    struct journal_ticket *tickets[TOURS];
    gate_shut(gate, 'v', GATE_BEFORE);
    for (int i = 0; i < TOURS; i++) {
        tours[i].gate = gate;
        tours[i].hold_at = STEP_FIRST + 7;
        tickets[i] = tour_begin(bench, &tours[i], "webinar:w1", 0, -1);
    }
    gate_await(gate, 2);
    drop(&tours[1], &tickets[1]);
    drop(&tours[TOURS - 1], &tickets[TOURS - 1]);
    gate_open(gate);
    journal_close(&bench->journal);
    assert_int_equal(bench->owed, 0);
    for (int i = 0; i < TOURS; i++) {
        bool dropped = i == 1 || i == TOURS - 1;
        assert_int_equal(tours[i].came, !dropped);
        assert_int_equal(tours[i].ended, dropped);
        assert_int_equal(tours[i].last, tours[i].visited);
        if (dropped)
            continue;
        assert_int_equal(tours[i].told, tours[i].last);
        assert_int_equal(tours[i].error, tours[i].last == ENTRIES ? ERR_NONE : ERR_INTERNAL);
    }
    gate_free(gate);
}

int main(void)
{
    /* Those that hold a thread come last: a fake loop has none. */
    const struct CMUnitTest cases[] = {
        POOL_CASE(every_entry_is_visited_once_and_in_order),
        POOL_CASE(a_visit_of_nothing_ends_too),
        POOL_CASE(a_visit_stops_where_it_is_told),
        POOL_CASE(entries_go_on_coming_while_a_room_is_visited),
        POOL_CASE(closing_waits_for_no_visit),
        POOL_CASE(the_head_is_that_of_the_last_step),
        POOL_CASE(small_questions_pass_a_large_visit),
        POOL_CASE(rooms_take_turns),
        POOL_CASE(one_reader_is_left_for_what_is_small),
        POOL_CASE(what_is_erased_before_its_step_is_not_shown),
        POOL_CASE(a_visit_that_has_not_begun_ends_at_once),
        POOL_CASE(a_visit_under_way_ends_when_its_call_has_returned),
        POOL_CASE(a_visit_between_two_steps_ends_too),
        POOL_CASE(closing_ends_visits_where_they_are),
    };
    return pool_run(cases, sizeof cases / sizeof cases[0], 5);
}
