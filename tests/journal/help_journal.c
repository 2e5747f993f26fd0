/* SPDX-License-Identifier: Apache-2.0
 * See help_journal.h. */
#include "journal/help_journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "help/bytes.h"
#include "help/temporary.h"

/* A file in the folder, or a database without a journal. */
static void place(struct bench *bench, const char *file, const char *database)
{
    if (bench->variant->kind == POSTGRES) {
        cluster_reset(database);
        cluster_url(database, bench->path);
    } else {
        snprintf(bench->path, sizeof bench->path, "%s/%s.db", bench->folder, file);
    }
}

int bench_setup(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    bench->variant = *state;
    snprintf(bench->folder, sizeof bench->folder, "%s/muster-journal-XXXXXX", temporary());
    assert_non_null(mkdtemp(bench->folder));
    place(bench, "j", "a");
    bench->loop = bench->variant->fake ? loop_new_fake(1700000000000) : loop_new();
    bench_open(bench);
    *state = bench;
    return 0;
}

int bench_teardown(void **state)
{
    struct bench *bench = *state;
    journal_close(&bench->journal);
    loop_free(&bench->loop);
    bytes_remove(bench->folder);
    free(bench);
    return 0;
}

struct backend *bench_backend(const struct bench *bench)
{
    char why[256] = "";
    if (bench->variant->kind == MEMORY)
        return memory_open();
    struct backend *backend = bench->variant->kind == SQLITE
                                  ? sqlite_open(bench->path, why, sizeof why)
                                  : postgres_open(bench->path, NULL, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    return backend;
}

struct backend *bench_backend_other(const struct bench *bench)
{
    struct bench other = {.variant = bench->variant};
    snprintf(other.folder, sizeof other.folder, "%s", bench->folder);
    place(&other, "other", "b");
    return bench_backend(&other);
}

void bench_open(struct bench *bench)
{
    bench->journal = journal_new(bench->loop, bench_backend(bench));
}

void bench_wait(struct bench *bench)
{
    if (bench->variant->fake)
        loop_pass(bench->loop, 0);
    /* Again, when a callback has stopped the loop while it did not run. */
    while (!bench->variant->fake && bench->owed > 0)
        loop_run(bench->loop);
    assert_int_equal(bench->owed, 0);
}

void bench_paid(struct bench *bench)
{
    bench->came++;
    if (--bench->owed == 0 && !bench->variant->fake)
        loop_stop(bench->loop);
}

struct entry *entry_make(const char *room, const char *by, const char *op, const char *text)
{
    struct entry from = {
        .at_ms = 1700000000123,
        .room = slice_of(room),
        .type = SLICE("chat.post"),
        .by = slice_of(by),
        .name = SLICE("Amal Ḥaddād"),
        .op = slice_of(op),
        .text = slice_of(text),
    };
    struct entry *entry = entry_new(&from);
    assert_non_null(entry);
    return entry;
}

static void append_done(void *context, struct entry *entry, const struct journal_result *result)
{
    struct receipt *receipt = context;
    assert_int_equal(receipt->place, 0);
    receipt->result = *result;
    receipt->entry_seq = entry->seq;
    receipt->place = receipt->bench->came + 1;
    bench_paid(receipt->bench);
}

void bench_append(struct bench *bench, struct receipt *receipt, struct entry *entry)
{
    *receipt = (struct receipt){.bench = bench};
    bench->owed++;
    journal_append(bench->journal, entry, append_done, receipt);
    assert_int_equal(receipt->place, 0);
    entry_unref(&entry);
}

struct journal_result bench_add(struct bench *bench, const char *room, const char *by,
                                const char *op, const char *text)
{
    struct receipt receipt;
    bench_append(bench, &receipt, entry_make(room, by, op, text));
    bench_wait(bench);
    return receipt.result;
}

struct entry *bench_entry(const char *room, int number)
{
    char op[16], text[32];
    snprintf(op, sizeof op, "op%d", number);
    snprintf(text, sizeof text, "{\"n\":%d}", number);
    return entry_make(room, "u7", op, text);
}

void bench_fill(struct bench *bench, const char *room, int first, int last)
{
    struct receipt *receipts = calloc((size_t)(last - first + 1), sizeof *receipts);
    assert_non_null(receipts);
    for (int n = first; n <= last; n++)
        bench_append(bench, &receipts[n - first], bench_entry(room, n));
    bench_wait(bench);
    for (int n = first; n <= last; n++)
        assert_int_equal(receipts[n - first].result.error, ERR_NONE);
    free(receipts);
}

void page_read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct page *page = context;
    assert_false(page->came);
    assert_true(count <= sizeof page->entries / sizeof page->entries[0]);
    page->came = true;
    page->error = error;
    page->count = count;
    for (size_t i = 0; i < count; i++)
        page->entries[i] = entry_ref(entries[i]);
    bench_paid(page->bench);
}

void bench_read(struct bench *bench, struct page *page, const char *room, int64_t after,
                size_t limit)
{
    *page = (struct page){.bench = bench};
    bench->owed++;
    journal_read(bench->journal, slice_of(room), after, limit, page_read_done, page);
    assert_false(page->came);
    bench_wait(bench);
}

void page_done(struct page *page)
{
    for (size_t i = 0; i < page->count; i++)
        entry_unref(&page->entries[i]);
    page->count = 0;
}

static void heads_done(void *context, enum err error, const struct slice *rooms,
                       const int64_t *heads, size_t count)
{
    struct page *page = context;
    assert_int_equal(count, 3);
    assert_true(slice_is(rooms[2], "webinar:there-is-none"));
    assert_int_equal(heads[0], heads[1]);
    assert_int_equal(heads[2], 0);
    page->came = true;
    page->error = error;
    page->head = heads[0];
    bench_paid(page->bench);
}

int64_t bench_head(struct bench *bench, const char *room)
{
    struct page page = {.bench = bench};
    bench->owed++;
    const struct slice rooms[] = {slice_of(room), slice_of(room), SLICE("webinar:there-is-none")};
    journal_heads(bench->journal, rooms, 3, heads_done, &page);
    assert_false(page.came);
    bench_wait(bench);
    assert_int_equal(page.error, ERR_NONE);
    return page.head;
}

static void mark_came(void *context, enum err error, int64_t value)
{
    struct page *page = context;
    page->came = true;
    page->error = error;
    page->head = value;
    bench_paid(page->bench);
}

int64_t bench_mark(struct bench *bench, const char *name, const char *room)
{
    struct page page = {.bench = bench};
    bench->owed++;
    journal_mark_get(bench->journal, name, slice_of(room), mark_came, &page);
    assert_false(page.came);
    bench_wait(bench);
    assert_int_equal(page.error, ERR_NONE);
    return page.head;
}

int64_t bench_verify(struct bench *bench, const char *room, int64_t *head)
{
    struct backend *backend = bench_backend(bench);
    int64_t broken = -1;
    assert_int_equal(chain_verify(backend, slice_of(room), head, &broken), ERR_NONE);
    backend->ops->close(backend);
    return broken;
}
