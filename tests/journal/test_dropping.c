/* SPDX-License-Identifier: Apache-2.0
 * Dropping rooms over every backend: what goes, what stays, and what is answered afterwards. */
#include <stdio.h>

#include "journal/dropping.h"
#include "journal/help_pool.h"

#define GONE  "webinar:gone"
#define OTHER "webinar:w1"

struct dropping {
    struct bench *bench;
    enum err error;
    struct journal_end end;
};

static void dropped(void *context, enum err error, const struct journal_end *end)
{
    struct dropping *dropping = context;
    dropping->error = error;
    assert_int_equal(!end, error != ERR_NONE);
    if (end)
        dropping->end = *end;
    bench_paid(dropping->bench);
}

static struct dropping drop(struct bench *bench, const char *room)
{
    struct dropping dropping = {.bench = bench};
    bench->owed++;
    journal_drop_room(bench->journal, slice_of(room), dropped, &dropping);
    bench_wait(bench);
    return dropping;
}

static bool grave_is(void *context, const struct record *record)
{
    const struct dropping *dropping = context;
    assert_true(slice_is(record->room, GONE));
    assert_int_equal(record->seq, dropping->end.seq);
    assert_memory_equal(&record->chain, &dropping->end.chain, sizeof record->chain);
    assert_true(record->at_ms > 0);
    dropping->bench->came++;
    return true;
}

static bool room_is_other(void *context, const struct record *record)
{
    (void)context;
    assert_true(slice_is(record->room, OTHER));
    return true;
}

/* Nothing of the room is read or found; where it ended is known. */
static void assert_gone(struct bench *bench, struct dropping *dropping)
{
    struct page page;
    bench_read(bench, &page, GONE, 0, 100);
    assert_int_equal(page.error, ERR_NONE);
    assert_int_equal(page.count, 0);
    page_done(&page);
    assert_int_equal(bench_head(bench, GONE), 0);
    assert_int_equal(bench_mark(bench, "alive", GONE), 0);
    assert_int_equal(bench_add(bench, GONE, "u7", "op1", "{\"n\":1}").error, ERR_ROOM_DROPPED);
    assert_int_equal(bench_add(bench, GONE, "u7", "other", "{}").error, ERR_ROOM_DROPPED);
    assert_int_equal(drop(bench, GONE).error, ERR_NONE);
    assert_int_equal(drop(bench, GONE).end.seq, dropping->end.seq);
    if (bench->variant->kind == MEMORY)
        return;
    journal_close(&bench->journal);
    struct backend *backend = bench_backend(bench);
    unsigned before = bench->came;
    assert_int_equal(backend->ops->dropped(backend, grave_is, dropping), ERR_NONE);
    assert_int_equal(bench->came, before + 1);
    assert_int_equal(backend->ops->rooms(backend, room_is_other, NULL), ERR_NONE);
    backend->ops->close(backend);
    bench_open(bench);
}

/* More entries than go at once. */
static void a_room_goes_and_its_end_stays(void **state)
{
    enum { ENTRIES = 1101 };
    struct bench *bench = *state;
    bench_fill(bench, OTHER, 1, 3);
    bench_fill(bench, GONE, 1, ENTRIES);
    journal_mark_set(bench->journal, "alive", SLICE(GONE), 5, 0);
    journal_mark_set(bench->journal, "alive", SLICE(OTHER), 7, 0);
    bench_fill(bench, OTHER, 4, 4);
    struct dropping dropping = drop(bench, GONE);
    assert_int_equal(dropping.error, ERR_NONE);
    assert_int_equal(dropping.end.seq, ENTRIES);
    assert_false(dropping.end.left);
    for (int twice = 0; twice < 2; twice++)
        assert_gone(bench, &dropping);
    assert_int_equal(bench_head(bench, OTHER), 4);
    assert_int_equal(bench_mark(bench, "alive", OTHER), 7);
    bench_fill(bench, OTHER, 5, 5);
}

/* A group with entries of several rooms is taken but for those. */
static void what_comes_beside_it_is_written(void **state)
{
    struct bench *bench = *state;
    struct receipt gone, other;
    bench_fill(bench, GONE, 1, 2);
    bench_fill(bench, OTHER, 1, 2);
    assert_int_equal(drop(bench, GONE).end.seq, 2);
    journal_mark_set(bench->journal, "alive", SLICE(GONE), 5, 0);
    bench_append(bench, &gone, bench_entry(GONE, 3));
    bench_append(bench, &other, bench_entry(OTHER, 3));
    bench_wait(bench);
    assert_int_equal(gone.result.error, ERR_ROOM_DROPPED);
    assert_int_equal(other.result.error, ERR_NONE);
    assert_int_equal(other.entry_seq, 3);
    assert_int_equal(bench_mark(bench, "alive", GONE), 0);
}

static void a_room_that_never_was_is_not_dropped(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, OTHER, 1, 1);
    assert_int_equal(drop(bench, GONE).error, ERR_NOT_FOUND);
    assert_int_equal(bench_add(bench, GONE, "u7", "op1", "{\"n\":1}").error, ERR_NONE);
}

static bool holds(const struct bench *bench, const char *end, const char *words)
{
    char path[CLUSTER_URL_BYTES + 8];
    size_t matched = 0;
    snprintf(path, sizeof path, "%s%s", bench->path, end);
    FILE *file = fopen(path, "r");
    for (int byte; file && words[matched] && (byte = fgetc(file)) != EOF;)
        matched = byte == words[matched] ? matched + 1 : byte == words[0];
    if (file)
        fclose(file);
    return !words[matched];
}

/* While it is open: neither the file nor its log. */
static void no_word_of_it_is_in_the_files(void **state)
{
    struct bench *bench = *state;
    if (bench->variant->kind != SQLITE)
        return;
    bench_fill(bench, OTHER, 1, 3);
    assert_int_equal(bench_add(bench, GONE, "u7", "op1", "{\"text\":\"CANARY\"}").seq, 1);
    assert_true(holds(bench, "", "CANARY") || holds(bench, "-wal", "CANARY"));
    assert_int_equal(drop(bench, GONE).error, ERR_NONE);
    assert_false(holds(bench, "", "CANARY"));
    assert_false(holds(bench, "-wal", "CANARY"));
}

/* Another instance thinks to know where the room ends. */
static void another_instance_is_refused_too(void **state)
{
    struct bench *bench = *state;
    if (bench->variant->kind != POSTGRES)
        return;
    struct backend *other = bench_backend(bench);
    struct journal_result result;
    struct entry *entry = bench_entry(GONE, 1);
    struct record record = record_of(entry);
    record_salt_make(&record);
    assert_int_equal(backend_append(other, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.seq, 1);
    assert_int_equal(drop(bench, GONE).end.seq, 1);
    struct entry *second = bench_entry(GONE, 2);
    record = record_of(second);
    record_salt_make(&record);
    assert_int_equal(backend_append(other, &record, &result, 1), ERR_NONE);
    assert_int_equal(result.error, ERR_ROOM_DROPPED);
    entry_unref(&entry);
    entry_unref(&second);
    other->ops->close(other);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        POOL_CASE(a_room_goes_and_its_end_stays),        POOL_CASE(what_comes_beside_it_is_written),
        POOL_CASE(a_room_that_never_was_is_not_dropped), POOL_CASE(no_word_of_it_is_in_the_files),
        POOL_CASE(another_instance_is_refused_too),
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    return pool_run(cases, CASES, CASES);
}
