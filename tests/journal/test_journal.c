/* SPDX-License-Identifier: Apache-2.0
 * One suite of behaviour over every backend, on the real loop and on the fake one. */
#include "journal/help_journal.h"

#include <stdio.h>
#include <stdlib.h>

static void entries_are_numbered_in_the_order_handed_in(void **state)
{
    enum { COUNT = 2 * BOUND_JOURNAL_BATCH + 100 };
    struct bench *bench = *state;
    struct receipt *receipts = calloc(COUNT, sizeof *receipts);
    assert_non_null(receipts);
    for (int n = 0; n < COUNT; n++)
        bench_append(bench, &receipts[n], bench_entry("webinar:w1", n));
    assert_int_equal(journal_stats(bench->journal).waiting, COUNT);
    bench_wait(bench);
    for (int n = 0; n < COUNT; n++) {
        assert_int_equal(receipts[n].result.error, ERR_NONE);
        assert_false(receipts[n].result.repeated);
        assert_int_equal(receipts[n].result.seq, n + 1);
        assert_int_equal(receipts[n].entry_seq, n + 1);
        assert_int_equal(receipts[n].place, n + 1);
    }
    free(receipts);
    struct journal_stats stats = journal_stats(bench->journal);
    assert_int_equal(stats.entries, COUNT);
    assert_int_equal(stats.commits, 3);
    assert_int_equal(stats.waiting, 0);
    assert_int_equal(bench_head(bench, "webinar:w1"), COUNT);
}

static void every_room_counts_for_itself(void **state)
{
    static const char *const rooms[] = {"webinar:w1", "course:c1", "inbox:u7", "academy:a"};
    struct bench *bench = *state;
    struct receipt receipts[40];
    for (int n = 0; n < 40; n++)
        bench_append(bench, &receipts[n], bench_entry(rooms[n % 4], n));
    bench_wait(bench);
    for (int n = 0; n < 40; n++)
        assert_int_equal(receipts[n].result.seq, n / 4 + 1);
    for (int i = 0; i < 4; i++)
        assert_int_equal(bench_head(bench, rooms[i]), 10);
    assert_int_equal(bench_head(bench, "webinar:w2"), 0);
    assert_int_equal(bench_head(bench, "webinar:w"), 0);
}

static void marks_are_kept(void **state)
{
    struct bench *bench = *state;
    bool kept = bench->variant->kind != MEMORY;
    assert_int_equal(bench_mark(bench, "alive", ""), 0);
    journal_mark_set(bench->journal, "alive", SLICE(""), INT64_C(1700000000000), 0);
    journal_mark_set(bench->journal, "alive", SLICE(""), INT64_C(1700000000123), 0);
    journal_mark_set(bench->journal, "other", SLICE(""), -5, 0);
    bench_fill(bench, "webinar:w1", 1, 1); /* the writer works in order */
    assert_int_equal(bench_mark(bench, "alive", ""), INT64_C(1700000000123));
    assert_int_equal(bench_mark(bench, "other", ""), -5);
    journal_close(&bench->journal);
    bench_open(bench);
    assert_int_equal(bench_mark(bench, "alive", ""), kept ? INT64_C(1700000000123) : 0);
    assert_int_equal(bench_head(bench, "webinar:w1"), kept);
}

/* Known a moment after the start, the same for whoever shares the journal, now and later; a SQLite
 * file is one process's own, and holds none. */
static void who_shares_a_journal_shares_a_secret(void **state)
{
    struct bench *bench = *state;
    unsigned char first[JOURNAL_SECRET_BYTES] = {0}, again[JOURNAL_SECRET_BYTES] = {0};
    bench_fill(bench, "webinar:w1", 1, 1); /* the writer works in order */
    assert_int_equal(journal_secret(bench->journal, first), bench->variant->kind != SQLITE);
    journal_close(&bench->journal);
    bench_open(bench);
    assert_false(journal_secret(bench->journal, again));
    bench_fill(bench, "webinar:w1", 2, 2);
    assert_int_equal(journal_secret(bench->journal, again), bench->variant->kind != SQLITE);
    if (bench->variant->kind == POSTGRES)
        assert_memory_equal(first, again, sizeof first);
    if (bench->variant->kind == MEMORY) /* another journal */
        assert_memory_not_equal(first, again, sizeof first);
}

static void a_repeated_op_gives_its_first_answer(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, "webinar:w1", 1, 5);
    struct receipt receipt;
    bench_append(bench, &receipt, bench_entry("webinar:w1", 3));
    bench_wait(bench);
    assert_int_equal(receipt.result.error, ERR_NONE);
    assert_int_equal(receipt.result.seq, 3);
    assert_true(receipt.result.repeated);
    assert_int_equal(receipt.entry_seq, 0);
    assert_int_equal(bench_head(bench, "webinar:w1"), 5);
    assert_int_equal(journal_stats(bench->journal).entries, 5);
}

static void an_op_used_for_something_else_is_refused(void **state)
{
    struct bench *bench = *state;
    struct receipt other_type;
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "a", "{\"x\":1}").seq, 1);
    struct journal_result other = bench_add(bench, "webinar:w1", "u7", "a", "{\"x\":2}");
    assert_int_equal(other.error, ERR_OP_REUSED);
    assert_int_equal(other.seq, 1);
    assert_false(other.repeated);
    bench_append(bench, &other_type,
                 entry_new(&(struct entry){.room = SLICE("webinar:w1"),
                                           .type = SLICE("chat.hide"),
                                           .by = SLICE("u7"),
                                           .op = SLICE("a"),
                                           .text = SLICE("{\"x\":1}")}));
    bench_wait(bench);
    assert_int_equal(other_type.result.error, ERR_OP_REUSED);
    assert_int_equal(bench_head(bench, "webinar:w1"), 1);
}

static void an_op_is_one_persons_in_one_room(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "a", "{}").seq, 1);
    assert_int_equal(bench_add(bench, "webinar:w1", "u8", "a", "{}").seq, 2);
    assert_int_equal(bench_add(bench, "webinar:w2", "u7", "a", "{}").seq, 1);
    /* Neither may a person and an op flow into one another. */
    assert_int_equal(bench_add(bench, "webinar:w1", "u7a", "b", "{}").seq, 3);
    assert_int_equal(bench_add(bench, "webinar:w1", "u7", "ab", "{}").seq, 4);
}

static void repeats_inside_a_group_take_no_number(void **state)
{
    struct bench *bench = *state;
    struct receipt receipts[6];
    bench_append(bench, &receipts[0], entry_make("webinar:w1", "u7", "a", "{}"));
    bench_append(bench, &receipts[1], entry_make("webinar:w1", "u7", "a", "{}"));
    bench_append(bench, &receipts[2], entry_make("webinar:w1", "u7", "a", "{\"x\":1}"));
    bench_append(bench, &receipts[3], entry_make("webinar:w1", "u7", "b", "{}"));
    bench_append(bench, &receipts[4], entry_make("webinar:w1", "u7", "a", "{}"));
    bench_append(bench, &receipts[5], entry_make("webinar:w1", "u7", "b", "{}"));
    bench_wait(bench);
    assert_int_equal(journal_stats(bench->journal).commits, 1);
    assert_int_equal(receipts[0].result.seq, 1);
    assert_false(receipts[0].result.repeated);
    assert_int_equal(receipts[1].result.seq, 1);
    assert_true(receipts[1].result.repeated);
    assert_int_equal(receipts[2].result.error, ERR_OP_REUSED);
    assert_int_equal(receipts[3].result.seq, 2);
    assert_false(receipts[3].result.repeated);
    assert_true(receipts[4].result.repeated);
    assert_int_equal(receipts[4].result.seq, 1);
    assert_true(receipts[5].result.repeated);
    assert_int_equal(receipts[5].result.seq, 2);
    assert_int_equal(bench_head(bench, "webinar:w1"), 2);
}

static void reading_goes_on_from_a_position(void **state)
{
    struct bench *bench = *state;
    struct page page;
    int64_t after = 0;
    bench_fill(bench, "webinar:w0", 1, 3);
    bench_fill(bench, "webinar:w1", 1, 250);
    bench_fill(bench, "webinar:w2", 1, 3);
    do {
        bench_read(bench, &page, "webinar:w1", after, 100);
        assert_int_equal(page.error, ERR_NONE);
        for (size_t i = 0; i < page.count; i++) {
            int64_t number = 0;
            assert_int_equal(page.entries[i]->seq, ++after);
            assert_true(slice_is(page.entries[i]->room, "webinar:w1"));
            assert_true(json_get_int(page.entries[i]->data, "n", &number));
            assert_int_equal(number, after);
        }
        assert_true(page.count == 100 || after == 250);
        page_done(&page);
    } while (after < 250);
    bench_read(bench, &page, "webinar:w1", 250, 100);
    assert_int_equal(page.count, 0);
    bench_read(bench, &page, "webinar:w1", INT64_C(1) << 40, 100);
    assert_int_equal(page.count, 0);
    bench_read(bench, &page, "webinar:none", 0, 100);
    assert_int_equal(page.error, ERR_NONE);
    assert_int_equal(page.count, 0);
}

static void what_is_read_is_what_was_written(void **state)
{
    struct bench *bench = *state;
    struct page page;
    char *text = calloc(1, BOUND_JSON_TEXT_BYTES + 16);
    assert_non_null(text);
    memcpy(text, "{\"text\":\"", 9);
    memset(text + 9, 'x', BOUND_JSON_TEXT_BYTES);
    memcpy(text + 9 + BOUND_JSON_TEXT_BYTES, "\"}", 3);
    bench_add(bench, "webinar:w1", "u7", "long", text);
    bench_add(bench, "webinar:w1", "u7", "arabic", "{\"text\":\"مرحبا \\\"🌍\\\"\"}");
    struct receipt receipt;
    bench_append(bench, &receipt,
                 entry_new(&(struct entry){.at_ms = -1,
                                           .room = SLICE("webinar:w1"),
                                           .type = SLICE("stage.set"),
                                           .by = ENTRY_SYSTEM,
                                           .op = SLICE("bare"),
                                           .text = SLICE("{}")}));
    bench_wait(bench);
    bench_read(bench, &page, "webinar:w1", 0, 10);
    assert_int_equal(page.count, 3);
    assert_true(slice_is(page.entries[0]->text, text));
    assert_true(slice_is(page.entries[0]->name, "Amal Ḥaddād"));
    assert_true(slice_is(page.entries[0]->type, "chat.post"));
    assert_true(slice_is(page.entries[0]->by, "u7"));
    assert_true(slice_is(page.entries[0]->op, "long"));
    assert_int_equal(page.entries[0]->at_ms, 1700000000123);
    assert_true(slice_is(page.entries[1]->text, "{\"text\":\"مرحبا \\\"🌍\\\"\"}"));
    assert_true(slice_is(page.entries[2]->name, ""));
    assert_true(slice_is(page.entries[2]->by, "system"));
    assert_int_equal(page.entries[2]->at_ms, -1);
    page_done(&page);
    free(text);
}

static void named_entries_are_read_in_rising_order(void **state)
{
    static const int64_t seqs[] = {9, 4, 400, 4, 0, 1, -3, INT64_MAX};
    struct bench *bench = *state;
    struct page page = {.bench = bench};
    bench_fill(bench, "webinar:w1", 1, 10);
    bench->owed++;
    journal_read_seqs(bench->journal, SLICE("webinar:w1"), seqs, sizeof seqs / sizeof seqs[0],
                      page_read_done, &page);
    bench_wait(bench);
    assert_int_equal(page.error, ERR_NONE);
    assert_int_equal(page.count, 3);
    assert_int_equal(page.entries[0]->seq, 1);
    assert_int_equal(page.entries[1]->seq, 4);
    assert_int_equal(page.entries[2]->seq, 9);
    page_done(&page);
    page = (struct page){.bench = bench};
    bench->owed++;
    journal_read_seqs(bench->journal, SLICE("webinar:none"), seqs, 2, page_read_done, &page);
    bench_wait(bench);
    assert_int_equal(page.error, ERR_NONE);
    assert_int_equal(page.count, 0);
}

static void found(void *context, const struct journal_result *result)
{
    struct page *page = context;
    page->came = true;
    page->result = *result;
    if (--page->bench->owed == 0 && !page->bench->variant->fake)
        loop_stop(page->bench->loop);
}

static struct journal_result look(struct bench *bench, const char *room, const char *op,
                                  const char *text)
{
    struct page page = {.bench = bench};
    /* Borrowed for the call: an entry on the stack that nobody counts. */
    struct entry like = {.room = slice_of(room),
                         .type = SLICE("chat.post"),
                         .by = SLICE("u7"),
                         .op = slice_of(op),
                         .text = slice_of(text)};
    bench->owed++;
    journal_find(bench->journal, &like, found, &page);
    assert_false(page.came);
    bench_wait(bench);
    return page.result;
}

static void an_op_is_found_again(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, "webinar:w1", 1, 10);
    struct journal_result result = look(bench, "webinar:w1", "op4", "{\"n\":4}");
    assert_int_equal(result.error, ERR_NONE);
    assert_int_equal(result.seq, 4);
    assert_true(result.repeated);
    result = look(bench, "webinar:w1", "op4", "{\"n\":5}");
    assert_int_equal(result.error, ERR_OP_REUSED);
    assert_int_equal(result.seq, 4);
    result = look(bench, "webinar:w1", "op11", "{\"n\":11}");
    assert_int_equal(result.error, ERR_NONE);
    assert_int_equal(result.seq, 0);
    assert_false(result.repeated);
    assert_int_equal(look(bench, "webinar:none", "op4", "{\"n\":4}").seq, 0);
}

/* What was told of an entry and its link. */
struct told_link {
    struct bench *bench;
    enum err error;
    int64_t seq; /* 0: there was none */
    struct hash link;
};

static void linked(void *context, enum err error, const struct entry *entry,
                   const struct hash *link)
{
    struct told_link *told = context;
    told->error = error;
    told->seq = entry ? entry->seq : 0;
    assert_true((entry == NULL) == (link == NULL));
    if (link)
        told->link = *link;
    if (--told->bench->owed == 0 && !told->bench->variant->fake)
        loop_stop(told->bench->loop);
}

static struct told_link link_at(struct bench *bench, const char *room, int64_t seq)
{
    struct told_link told = {.bench = bench};
    bench->owed++;
    journal_link(bench->journal, slice_of(room), seq, linked, &told);
    bench_wait(bench);
    assert_int_equal(told.error, ERR_NONE);
    return told;
}

static void an_entry_is_told_with_its_link(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, "webinar:w1", 1, 5);
    bench_fill(bench, "webinar:w2", 1, 5);
    struct told_link third = link_at(bench, "webinar:w1", 3);
    assert_int_equal(third.seq, 3);
    struct told_link again = link_at(bench, "webinar:w1", 3);
    assert_memory_equal(again.link.bytes, third.link.bytes, HASH_BYTES);
    struct told_link fourth = link_at(bench, "webinar:w1", 4);
    struct told_link other = link_at(bench, "webinar:w2", 3);
    assert_memory_not_equal(fourth.link.bytes, third.link.bytes, HASH_BYTES);
    assert_memory_not_equal(other.link.bytes, third.link.bytes, HASH_BYTES);
    assert_int_equal(link_at(bench, "webinar:w1", 6).seq, 0);
    assert_int_equal(link_at(bench, "webinar:none", 1).seq, 0);
}

static void the_epoch_is_an_id(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(journal_epoch(bench->journal).len, 22);
    struct backend *backend = bench_backend_other(bench);
    assert_false(slice_equal(backend->ops->epoch(backend), journal_epoch(bench->journal)));
    backend->ops->close(backend);
}

/* Counts what it is told; appends once more from inside the first callback. */
struct closing {
    struct bench *bench;
    struct receipt late;
    bool late_sent;
    int came;
};

static void closing_done(void *context, struct entry *entry, const struct journal_result *result)
{
    struct closing *closing = context;
    assert_int_equal(result->error, ERR_NONE);
    assert_int_equal(result->seq, ++closing->came);
    assert_int_equal(entry->seq, closing->came);
    if (closing->late_sent)
        return;
    closing->late_sent = true;
    bench_append(closing->bench, &closing->late, bench_entry("webinar:w1", 0));
}

static void closing_commits_what_was_handed_in(void **state)
{
    enum { COUNT = 2 * BOUND_JOURNAL_BATCH + 7 };
    struct bench *bench = *state;
    struct closing closing = {.bench = bench};
    struct page page = {.bench = bench};
    for (int n = 1; n <= COUNT; n++) {
        struct entry *entry = bench_entry("webinar:w1", n);
        journal_append(bench->journal, entry, closing_done, &closing);
        entry_unref(&entry);
    }
    bench->owed++;
    journal_read(bench->journal, SLICE("webinar:w1"), 0, 10, page_read_done, &page);
    assert_int_equal(closing.came, 0);
    journal_close(&bench->journal);
    assert_null(bench->journal);
    assert_int_equal(closing.came, COUNT);
    /* What is asked for while closing is refused, and still answered. */
    assert_int_equal(closing.late.result.error, ERR_INTERNAL);
    assert_true(page.came);
    page_done(&page);
    assert_int_equal(bench->owed, 0);
    bench_open(bench);
    assert_int_equal(bench_head(bench, "webinar:w1"), bench->variant->kind == MEMORY ? 0 : COUNT);
}

static bool count_record(void *context, const struct record *record)
{
    int *count = context;
    assert_true(record->seq == *count + 1);
    return ++*count < 3;
}

static bool rooms_record(void *context, const struct record *record)
{
    static const char *const rooms[] = {"course:c1", "webinar:w1", "webinar:w10"};
    int *count = context;
    assert_true(slice_is(record->room, rooms[*count]));
    ++*count;
    return true;
}

/* The backend alone, as `muster journal` uses it. */
static void a_backend_lists_stops_and_verifies(void **state)
{
    struct bench *bench = *state;
    static const char *const rooms[] = {"webinar:w10", "webinar:w1", "course:c1"};
    static const int64_t seqs[] = {1, 2, 3, 4};
    struct backend *backend = bench_backend_other(bench);
    struct record records[9];
    struct journal_result results[9];
    for (int i = 0; i < 9; i++) {
        static const char *const ops[] = {"a", "b", "c", "d"};
        records[i] = (struct record){.room = slice_of(rooms[i < 4 ? 1 : i % 3]),
                                     .type = SLICE("chat.post"),
                                     .by = SLICE("u7"),
                                     .op = slice_of(ops[i < 4 ? i : (i - 4) / 3]),
                                     .text = SLICE("{}")};
        if (i >= 4)
            records[i].by = SLICE("u8");
    }
    assert_int_equal(backend_append(backend, records, results, 9), ERR_NONE);
    int count = 0;
    assert_int_equal(backend->ops->rooms(backend, rooms_record, &count), ERR_NONE);
    assert_int_equal(count, 3);
    count = 0;
    assert_int_equal(backend->ops->read(backend, SLICE("webinar:w1"), 0, 100, count_record, &count),
                     ERR_NONE);
    assert_int_equal(count, 3);
    count = 0;
    assert_int_equal(
        backend->ops->read_seqs(backend, SLICE("webinar:w1"), seqs, 4, count_record, &count),
        ERR_NONE);
    assert_int_equal(count, 3);
    int64_t head, broken;
    assert_int_equal(chain_verify(backend, SLICE("webinar:w1"), &head, &broken), ERR_NONE);
    assert_true(head >= 4);
    assert_int_equal(broken, 0);
    backend->ops->close(backend);
}

static void a_full_queue_refuses_in_a_later_turn(void **state)
{
    enum { OVER = 5, COUNT = BOUND_JOURNAL_PENDING + OVER };
    struct bench *bench = *state;
    struct receipt *receipts = calloc(COUNT, sizeof *receipts);
    assert_non_null(receipts);
    for (int n = 0; n < COUNT; n++)
        bench_append(bench, &receipts[n], bench_entry("webinar:w1", n));
    bench_wait(bench);
    for (int n = 0; n < COUNT - OVER; n++)
        assert_int_equal(receipts[n].result.seq, n + 1);
    for (int n = COUNT - OVER; n < COUNT; n++) {
        assert_int_equal(receipts[n].result.error, ERR_TOO_MANY_REQUESTS);
        assert_int_equal(receipts[n].result.seq, 0);
    }
    free(receipts);
    assert_int_equal(bench_add(bench, "webinar:w1", "u8", "z", "{}").seq, COUNT - OVER + 1);
}

static const struct variant variants[] = {
    {.name = "memory on a fake loop", .fake = true},
    {.name = "memory on a real loop"},
    {.name = "sqlite on a fake loop", .kind = SQLITE, .fake = true},
    {.name = "sqlite on a real loop", .kind = SQLITE},
    {.name = "postgresql on a fake loop", .kind = POSTGRES, .fake = true},
    {.name = "postgresql on a real loop", .kind = POSTGRES},
};

#define CASE(fn)                                                                                   \
    {                                                                                              \
#fn, fn, bench_setup, bench_teardown, NULL                                                 \
    }

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(entries_are_numbered_in_the_order_handed_in),
        CASE(every_room_counts_for_itself),
        CASE(marks_are_kept),
        CASE(who_shares_a_journal_shares_a_secret),
        CASE(a_repeated_op_gives_its_first_answer),
        CASE(an_op_used_for_something_else_is_refused),
        CASE(an_op_is_one_persons_in_one_room),
        CASE(repeats_inside_a_group_take_no_number),
        CASE(reading_goes_on_from_a_position),
        CASE(what_is_read_is_what_was_written),
        CASE(named_entries_are_read_in_rising_order),
        CASE(an_op_is_found_again),
        CASE(an_entry_is_told_with_its_link),
        CASE(the_epoch_is_an_id),
        CASE(closing_commits_what_was_handed_in),
        CASE(a_backend_lists_stops_and_verifies),
        /* The queue is the front's, so memory is enough; it is the last case. */
        CASE(a_full_queue_refuses_in_a_later_turn),
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    int failed = 0;
    cluster_open();
    for (size_t v = 0; v < sizeof variants / sizeof variants[0]; v++) {
        struct CMUnitTest tests[CASES];
        memcpy(tests, cases, sizeof cases);
        for (size_t i = 0; i < CASES; i++)
            tests[i].initial_state = (void *)&variants[v];
        size_t count = variants[v].kind == MEMORY ? CASES : CASES - 1;
        failed += _cmocka_run_group_tests(variants[v].name, tests, count, NULL, NULL);
    }
    cluster_close();
    return failed;
}
