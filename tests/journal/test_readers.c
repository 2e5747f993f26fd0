/* SPDX-License-Identifier: Apache-2.0
 * The pool of readers over every backend: many at once, who goes before the answer, and the end. */
#include "journal/help_pool.h"

#include <stdlib.h>

enum { ENTRIES = 400 };

/* ---- many at once ------------------------------------------------------------------------------
 */

struct many {
    struct bench *bench;
    struct page *pages;
    struct receipt *receipts;
    int64_t told; /* entries acknowledged */
    int asked, appended;
};

enum { MANY = 600, MANY_APPENDS = 300 };

static void many_append(struct many *many);

static void many_appended(void *context, struct entry *entry, const struct journal_result *result)
{
    struct many *many = context;
    assert_int_equal(result->error, ERR_NONE);
    many->told = entry->seq;
    bench_paid(many->bench);
    many_append(many);
}

/* After each acknowledgement two reads, which must see it, and the next entry. */
static void many_append(struct many *many)
{
    struct bench *bench = many->bench;
    for (int i = 0; i < 2 && many->asked < MANY; i++) {
        struct page *page = &many->pages[many->asked++];
        page->bench = bench;
        page->head = many->told;
        bench->owed++;
        if (i == 0)
            journal_read(bench->journal, SLICE("webinar:w1"), many->told - 5, 10, page_read_done,
                         page);
        else
            journal_read_seqs(bench->journal, SLICE("webinar:w1"),
                              (const int64_t[]){many->told, 1, many->told / 2}, 3, page_read_done,
                              page);
    }
    if (many->appended == MANY_APPENDS)
        return;
    struct entry *entry = bench_entry("webinar:w1", 1000 + many->appended++);
    bench->owed++;
    journal_append(bench->journal, entry, many_appended, many);
    entry_unref(&entry);
}

static void many_reads_see_all_that_was_acknowledged(void **state)
{
    struct bench *bench = *state;
    struct many many = {.bench = bench, .told = 10};
    many.pages = calloc(MANY, sizeof *many.pages);
    assert_non_null(many.pages);
    bench_fill(bench, "webinar:w1", 1, 10);
    many_append(&many);
    bench_wait(bench);
    assert_int_equal(many.appended, MANY_APPENDS);
    for (int i = 0; i < many.asked; i++) {
        struct page *page = &many.pages[i];
        assert_int_equal(page->error, ERR_NONE);
        assert_true(page->count >= 3);
        for (size_t at = 0; at < page->count; at++) {
            struct entry *entry = page->entries[at];
            assert_true(slice_is(entry->room, "webinar:w1"));
            assert_true(at == 0 || entry->seq > page->entries[at - 1]->seq);
        }
        assert_true(page->entries[page->count - 1]->seq >= page->head);
        page_done(page);
    }
    assert_int_equal(journal_stats(bench->journal).reads_waiting, 0);
    free(many.pages);
}

static void readers_work_side_by_side(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 3, ENTRIES);
    struct page pages[3];
    assert_int_equal(journal_stats(bench->journal).readers, 3);
    gate_shut(gate, 'r', GATE_AFTER);
    for (int i = 0; i < 3; i++)
        ask_read(bench, &pages[i], i, 10);
    gate_await(gate, 3);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pages[i].count, 10);
        assert_int_equal(pages[i].entries[0]->seq, i + 1);
        page_done(&pages[i]);
    }
    gate_bench_end(bench, gate);
}

/* ---- dropping ----------------------------------------------------------------------------------
 */

static void what_nobody_waits_for_is_not_read(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page held, page;
    struct journal_ticket *nobody = NULL;
    const int64_t seqs[] = {1, 2};
    const struct slice room = SLICE("webinar:w1");
    struct entry like = {.room = room, .type = SLICE("chat.post"), .by = SLICE("u7")};
    journal_drop(&nobody);
    hold(bench, gate, &held);
    struct journal_stats before = journal_stats(bench->journal);
    /* Callbacks that may never come need no context. */
    struct journal_ticket *tickets[] = {
        ask_read(bench, &page, 0, 10),
        ask_seqs(bench, &page, seqs, 2),
        journal_find(bench->journal, &like, NULL, NULL),
        journal_heads(bench->journal, &room, 1, NULL, NULL),
        journal_mark_get(bench->journal, "alive", SLICE(""), NULL, NULL),
    };
    enum { TICKETS = sizeof tickets / sizeof tickets[0] };
    bench->owed += TICKETS - 2;
    for (int i = 0; i < TICKETS; i++)
        drop_ticket(bench, &tickets[i]);
    gate_open(gate);
    bench_wait(bench);
    struct journal_stats after = journal_stats(bench->journal);
    assert_int_equal(after.reads, before.reads);
    assert_int_equal(after.dropped - before.dropped, TICKETS);
    assert_false(page.came);
    /* It is read for who asks again. */
    ask_seqs(bench, &page, seqs, 2);
    bench_wait(bench);
    assert_int_equal(page.count, 2);
    page_done(&page);
    page_done(&held);
    gate_bench_end(bench, gate);
}

static void one_of_two_who_wait_may_go(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page held, pages[6];
    struct journal_ticket *tickets[6];
    hold(bench, gate, &held);
    struct journal_stats before = journal_stats(bench->journal);
    for (int i = 0; i < 6; i++)
        tickets[i] = ask_read(bench, &pages[i], 0, 10);
    /* The first, one in the middle, the last. */
    for (int i = 0; i < 3; i++)
        drop_ticket(bench, &tickets[i == 0 ? 0 : i == 1 ? 2 : 5]);
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(journal_stats(bench->journal).reads - before.reads, 1);
    assert_int_equal(journal_stats(bench->journal).dropped, before.dropped);
    for (int i = 0; i < 6; i++) {
        bool stayed = i == 1 || i == 3 || i == 4;
        assert_int_equal(pages[i].came, stayed);
        assert_int_equal(pages[i].count, stayed ? 10 : 0);
        page_done(&pages[i]);
    }
    page_done(&held);
    gate_bench_end(bench, gate);
}

static void who_goes_while_it_is_read_hears_nothing(void **state)
{
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page pages[4];
    struct journal_ticket *tickets[3];
    const int64_t seqs[] = {1, 2};
    gate_shut(gate, 's', GATE_AFTER);
    for (int i = 0; i < 2; i++)
        tickets[i] = ask_seqs(bench, &pages[i], seqs, 2);
    gate_await(gate, 1);
    tickets[2] = ask_seqs(bench, &pages[2], seqs, 2);
    for (int i = 0; i < 3; i++)
        drop_ticket(bench, &tickets[i]);
    assert_int_equal(journal_stats(bench->journal).dropped, 0);
    /* What is under way and waited for by nobody can still be joined. */
    ask_seqs(bench, &pages[3], seqs, 2);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < 3; i++)
        assert_false(pages[i].came);
    assert_int_equal(pages[3].count, 2);
    assert_int_equal(journal_stats(bench->journal).shared, 3);
    page_done(&pages[3]);
    gate_bench_end(bench, gate);
}

/* The first of them to be called drops the others. */
struct group {
    struct bench *bench;
    struct journal_ticket *tickets[4];
    int came;
};
struct member {
    struct group *group;
    int number;
};

static void member_served(void *context, enum err error, struct entry **entries, size_t count)
{
    const struct member *member = context;
    struct group *group = member->group;
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(count, 10);
    assert_non_null(entries[9]);
    group->came++;
    for (int i = 0; i < 4; i++)
        if (i != member->number)
            drop_ticket(group->bench, &group->tickets[i]);
    bench_paid(group->bench);
}

static void a_callback_may_drop_those_beside_it(void **state)
{
    struct bench *bench = *state;
    struct group group = {.bench = bench};
    struct member members[4];
    bench_fill(bench, "webinar:w1", 1, 20);
    for (int i = 0; i < 4; i++) {
        members[i] = (struct member){&group, i};
        bench->owed++;
        group.tickets[i] = journal_read(bench->journal, SLICE("webinar:w1"), i / 2, 10,
                                        member_served, &members[i]);
    }
    bench_wait(bench);
    assert_int_equal(group.came, 1);
    assert_int_equal(journal_stats(bench->journal).reads_waiting, 0);
}

static void a_refused_repeat_of_the_queue_is_not_shared(void **state)
{
    enum { OVER = 5, COUNT = BOUND_JOURNAL_PENDING + OVER };
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 1, ENTRIES);
    struct page held, *over = calloc(OVER, sizeof *over);
    const int64_t seqs[] = {1, 2};
    assert_non_null(over);
    hold(bench, gate, &held);
    struct journal_ticket **tickets = calloc(COUNT, sizeof *tickets);
    assert_non_null(tickets);
    for (int i = 1; i < BOUND_JOURNAL_PENDING; i++)
        tickets[i] = journal_read_seqs(bench->journal, SLICE("webinar:w1"), seqs, 2, NULL, NULL);
    for (int i = 0; i < OVER; i++)
        ask_seqs(bench, &over[i], seqs, 2);
    for (int i = 1; i < BOUND_JOURNAL_PENDING; i++)
        journal_drop(&tickets[i]);
    gate_open(gate);
    bench_wait(bench);
    for (int i = 0; i < OVER; i++)
        assert_int_equal(over[i].error, ERR_TOO_MANY_REQUESTS);
    page_done(&held);
    free(tickets);
    free(over);
    gate_bench_end(bench, gate);
}

/* ---- closing -----------------------------------------------------------------------------------
 */

static void closing_answers_all_who_wait_and_nobody_else(void **state)
{
    enum { SHARED = 100 };
    struct bench *bench = *state;
    struct gate *gate = gate_bench(bench, 2, ENTRIES);
    struct page *pages = calloc(SHARED + 4, sizeof *pages);
    struct journal_ticket *tickets[SHARED + 4];
    const int64_t seqs[] = {1, 2};
    assert_non_null(pages);
    gate_shut(gate, 's', GATE_BEFORE);
    for (int i = 0; i < SHARED; i++)
        tickets[i] = ask_seqs(bench, &pages[i], seqs, 2);
    gate_await(gate, 1);
    for (int i = SHARED; i < SHARED + 4; i++)
        tickets[i] = ask_read(bench, &pages[i], i / 2, 10);
    for (int i = 1; i < SHARED + 4; i += 2)
        drop_ticket(bench, &tickets[i]);
    gate_open(gate);
    journal_close(&bench->journal);
    assert_int_equal(bench->owed, 0);
    for (int i = 0; i < SHARED + 4; i++) {
        assert_int_equal(pages[i].came, i % 2 == 0);
        assert_int_equal(pages[i].error, ERR_NONE);
        assert_int_equal(pages[i].count, i % 2 ? 0 : i < SHARED ? 2 : 10);
        page_done(&pages[i]);
    }
    free(pages);
    gate_free(gate);
}

/* Asks once more from inside each answer, of both halves. */
struct last_words {
    struct bench *bench;
    int depth;
};

static void last_words_read(void *context, enum err error, struct entry **entries, size_t count);

static void last_words_append(void *context, struct entry *entry,
                              const struct journal_result *result)
{
    struct last_words *words = context;
    bench_paid(words->bench);
    if (words->depth++ > 6)
        return;
    words->bench->owed++;
    journal_read(words->bench->journal, entry->room, 0, 1, last_words_read, words);
}

static void last_words_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct last_words *words = context;
    struct entry *entry = bench_entry("webinar:w1", words->depth++);
    bench_paid(words->bench);
    words->bench->owed++;
    journal_append(words->bench->journal, entry, last_words_append, words);
    entry_unref(&entry);
}

static void what_answers_ask_for_at_the_end_is_refused(void **state)
{
    struct bench *bench = *state;
    struct last_words words = {.bench = bench};
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 1, last_words_read, &words);
    journal_close(&bench->journal);
    assert_int_equal(bench->owed, 0);
    assert_true(words.depth > 6);
}

int main(void)
{
    /* Those that hold a thread come last: a fake loop has none. */
    const struct CMUnitTest cases[] = {
        POOL_CASE(many_reads_see_all_that_was_acknowledged),
        POOL_CASE(a_callback_may_drop_those_beside_it),
        POOL_CASE(what_answers_ask_for_at_the_end_is_refused),
        POOL_CASE(readers_work_side_by_side),
        POOL_CASE(what_nobody_waits_for_is_not_read),
        POOL_CASE(one_of_two_who_wait_may_go),
        POOL_CASE(who_goes_while_it_is_read_hears_nothing),
        POOL_CASE(a_refused_repeat_of_the_queue_is_not_shared),
        POOL_CASE(closing_answers_all_who_wait_and_nobody_else),
    };
    return pool_run(cases, sizeof cases / sizeof cases[0], 3);
}
