/* SPDX-License-Identifier: Apache-2.0
 * Erasing over every backend: what goes, what stays, and what is answered afterwards. */
#include <stdio.h>

#include "journal/help_pool.h"

#define ROOM SLICE("webinar:w1")

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

static enum err erase(struct bench *bench, const struct journal_erasure *things, size_t count)
{
    struct erasing erasing = {.bench = bench};
    bench->owed++;
    journal_erase(bench->journal, ROOM, things, count, erased, &erasing);
    bench_wait(bench);
    return erasing.error;
}

static enum err erase_one(struct bench *bench, int64_t seq, const char *kept)
{
    const struct journal_erasure thing = {seq, slice_of(kept)};
    return erase(bench, &thing, 1);
}

static void assert_entry(struct bench *bench, int64_t seq, bool gone, const char *text)
{
    struct page page;
    bench_read(bench, &page, "webinar:w1", seq - 1, 1);
    assert_int_equal(page.count, 1);
    assert_int_equal(page.entries[0]->seq, seq);
    assert_int_equal(page.entries[0]->erased, gone);
    assert_true(slice_is(page.entries[0]->text, text));
    assert_true(slice_is(page.entries[0]->name, gone ? "" : "Amal Ḥaddād"));
    assert_true(slice_is(page.entries[0]->by, "u7"));
    page_done(&page);
}

static void words_go_and_places_stay(void **state)
{
    struct bench *bench = *state;
    const struct journal_erasure things[] = {{4, SLICE("{\"of\":1}")}, {2, {NULL, 0}}};
    bench_fill(bench, "webinar:w1", 1, 5);
    assert_int_equal(erase(bench, things, 2), ERR_NONE);
    for (int twice = 0; twice < 2; twice++) {
        assert_entry(bench, 1, false, "{\"n\":1}");
        assert_entry(bench, 2, true, "{}");
        assert_entry(bench, 3, false, "{\"n\":3}");
        assert_entry(bench, 4, true, "{\"of\":1}");
        if (bench->variant->kind == MEMORY)
            return;
        journal_close(&bench->journal);
        int64_t head;
        assert_int_equal(bench_verify(bench, "webinar:w1", &head), 0);
        assert_int_equal(head, 5);
        bench_open(bench);
    }
    bench_fill(bench, "webinar:w1", 6, 6);
    assert_int_equal(bench_head(bench, "webinar:w1"), 6);
}

static void all_or_none_are_erased(void **state)
{
    struct bench *bench = *state;
    const struct journal_erasure things[] = {{1, SLICE("{}")}, {3, SLICE("{}")}};
    const struct journal_erasure beyond = {INT64_MAX, SLICE("{}")}, zero = {0, SLICE("{}")};
    assert_int_equal(erase(bench, things, 1), ERR_NOT_FOUND); /* no such room */
    bench_fill(bench, "webinar:w1", 1, 2);
    assert_int_equal(erase(bench, things, 2), ERR_NOT_FOUND);
    assert_int_equal(erase(bench, &beyond, 1), ERR_NOT_FOUND);
    assert_int_equal(erase(bench, &zero, 1), ERR_NOT_FOUND);
    assert_entry(bench, 1, false, "{\"n\":1}");
    assert_false(journal_failed(bench->journal));
    bench_fill(bench, "webinar:w1", 3, 3);
    assert_int_equal(erase(bench, things, 2), ERR_NONE);
    assert_entry(bench, 1, true, "{}");
}

static void less_can_be_kept_later(void **state)
{
    struct bench *bench = *state;
    int64_t head;
    bench_fill(bench, "webinar:w1", 1, 3);
    assert_int_equal(erase_one(bench, 2, "{\"of\":1,\"votes\":7}"), ERR_NONE);
    assert_int_equal(erase_one(bench, 2, "{\"of\":1,\"votes\":7}"), ERR_NONE);
    assert_entry(bench, 2, true, "{\"of\":1,\"votes\":7}");
    assert_int_equal(erase_one(bench, 2, ""), ERR_NONE);
    assert_entry(bench, 2, true, "{}");
    if (bench->variant->kind == MEMORY)
        return;
    journal_close(&bench->journal);
    assert_int_equal(bench_verify(bench, "webinar:w1", &head), 0);
}

struct found {
    struct bench *bench;
    struct journal_result result;
};

static void found(void *context, const struct journal_result *result)
{
    struct found *found = context;
    found->result = *result;
    bench_paid(found->bench);
}

static struct journal_result look(struct bench *bench, const char *type, const char *text)
{
    struct found answer = {.bench = bench};
    const struct entry like = {.room = ROOM,
                               .type = slice_of(type),
                               .by = SLICE("u7"),
                               .op = SLICE("op2"),
                               .text = slice_of(text)};
    bench->owed++;
    journal_find(bench->journal, &like, found, &answer);
    bench_wait(bench);
    return answer.result;
}

static struct journal_result add(struct bench *bench, const char *type, const char *text)
{
    struct receipt receipt;
    const struct entry from = {.room = ROOM,
                               .type = slice_of(type),
                               .by = SLICE("u7"),
                               .op = SLICE("op2"),
                               .text = slice_of(text)};
    bench_append(bench, &receipt, entry_new(&from));
    bench_wait(bench);
    return receipt.result;
}

static void assert_repeat(struct journal_result result)
{
    assert_int_equal(result.error, ERR_NONE);
    assert_true(result.repeated);
    assert_int_equal(result.seq, 2);
}

static void an_erased_op_is_a_repeat_whatever_it_says(void **state)
{
    struct bench *bench = *state;
    bench_fill(bench, "webinar:w1", 1, 3);
    assert_int_equal(erase_one(bench, 2, "{\"of\":1}"), ERR_NONE);
    for (int twice = 0; twice < 2; twice++) {
        assert_repeat(add(bench, "chat.post", "{\"n\":2}"));
        assert_repeat(add(bench, "chat.post", "{\"n\":\"something else\"}"));
        assert_repeat(look(bench, "chat.post", "{\"n\":2}"));
        assert_repeat(look(bench, "chat.post", "{}"));
        assert_int_equal(add(bench, "chat.delete", "{\"n\":2}").error, ERR_OP_REUSED);
        assert_int_equal(look(bench, "chat.delete", "{\"n\":2}").error, ERR_OP_REUSED);
        assert_int_equal(bench_head(bench, "webinar:w1"), 3);
        if (bench->variant->kind == MEMORY)
            return;
        journal_close(&bench->journal);
        bench_open(bench);
    }
}

/* ---- the hash of what was said -----------------------------------------------------------------
 */

struct looked {
    int64_t seq;
    struct record record; /* without texts */
};

static bool looked_at(void *context, const struct record *record)
{
    struct looked *looked = context;
    if (record->seq == looked->seq)
        looked->record = *record;
    return true;
}

static struct record record_at(struct bench *bench, int64_t seq)
{
    struct looked looked = {.seq = seq};
    struct backend *backend = bench_backend(bench);
    assert_int_equal(backend->ops->read(backend, ROOM, 0, 100, looked_at, &looked), ERR_NONE);
    backend->ops->close(backend);
    return looked.record;
}

static bool same(const struct hash *a, const struct hash *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void a_short_text_cannot_be_guessed_from_its_hash(void **state)
{
    struct bench *bench = *state;
    const struct journal_erasure things[] = {{1, SLICE("{}")}, {2, SLICE("{}")}};
    if (bench->variant->kind == MEMORY)
        return;
    bench_add(bench, "webinar:w1", "u7", "op1", "{\"choice\":1}");
    bench_add(bench, "webinar:w1", "u7", "op2", "{\"choice\":1}");
    assert_int_equal(erase(bench, things, 2), ERR_NONE);
    journal_close(&bench->journal);
    struct record first = record_at(bench, 1), second = record_at(bench, 2);
    assert_true(first.erased && second.erased);
    assert_false(first.salt.there || second.salt.there);
    assert_false(same(&first.content, &second.content));
    struct record guess = {.name = SLICE("Amal Ḥaddād"), .text = SLICE("{\"choice\":1}")};
    struct hash guessed = chain_content(&guess);
    assert_false(same(&first.content, &guessed));
    bench_open(bench);
}

static enum err append(struct backend *backend, struct record *records, size_t count)
{
    struct journal_result results[4];
    return backend_append(backend, records, results, count);
}

static void assert_chain(struct backend *backend, int64_t entries)
{
    int64_t head, broken;
    assert_int_equal(chain_verify(backend, ROOM, &head, &broken), ERR_NONE);
    assert_int_equal(broken, 0);
    assert_int_equal(head, entries);
}

/* Entries from before there were salts stand among others, erased or not. */
static void both_forms_stand_in_one_chain(void **state)
{
    struct bench *bench = *state;
    struct backend *backend = bench_backend_other(bench);
    static const char *const ops[] = {"a", "b", "c", "d"};
    const struct journal_erasure things[] = {{2, SLICE("{}")}, {3, SLICE("{\"of\":1}")}};
    struct record records[4];
    for (int i = 0; i < 4; i++) {
        records[i] = (struct record){.room = ROOM,
                                     .type = SLICE("chat.post"),
                                     .by = SLICE("u7"),
                                     .name = SLICE("Amal"),
                                     .op = slice_of(ops[i]),
                                     .text = SLICE("{\"text\":\"words\"}")};
        if (i % 2 == 0)
            record_salt_make(&records[i]);
    }
    assert_int_equal(append(backend, records, 4), ERR_NONE);
    assert_chain(backend, 4);
    struct looked looked = {.seq = 3};
    assert_int_equal(backend->ops->read(backend, ROOM, 0, 10, looked_at, &looked), ERR_NONE);
    assert_true(looked.record.salt.there);
    assert_memory_equal(looked.record.salt.bytes, records[2].salt.bytes, RECORD_SALT_BYTES);
    looked.seq = 2;
    assert_int_equal(backend->ops->read(backend, ROOM, 0, 10, looked_at, &looked), ERR_NONE);
    assert_false(looked.record.salt.there);
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(backend->ops->erase(backend, ROOM, things, 2), ERR_NONE);
        assert_chain(backend, 4);
    }
    backend->ops->close(backend);
}

static void a_whole_batch_is_erased_at_once(void **state)
{
    static struct journal_erasure things[BOUND_JOURNAL_BATCH];
    struct bench *bench = *state;
    struct page page;
    bench_fill(bench, "webinar:w1", 1, BOUND_JOURNAL_BATCH + 1);
    for (int i = 0; i < BOUND_JOURNAL_BATCH; i++)
        things[i] = (struct journal_erasure){BOUND_JOURNAL_BATCH - i, SLICE("{\"gone\":true}")};
    assert_int_equal(erase(bench, things, BOUND_JOURNAL_BATCH), ERR_NONE);
    bench_read(bench, &page, "webinar:w1", 0, 1024);
    assert_int_equal(page.count, BOUND_JOURNAL_BATCH);
    for (size_t i = 0; i < page.count; i++)
        assert_true(page.entries[i]->erased);
    page_done(&page);
    assert_entry(bench, BOUND_JOURNAL_BATCH + 1, false, "{\"n\":1025}");
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        POOL_CASE(words_go_and_places_stay),
        POOL_CASE(all_or_none_are_erased),
        POOL_CASE(less_can_be_kept_later),
        POOL_CASE(an_erased_op_is_a_repeat_whatever_it_says),
        POOL_CASE(a_short_text_cannot_be_guessed_from_its_hash),
        POOL_CASE(both_forms_stand_in_one_chain),
        POOL_CASE(a_whole_batch_is_erased_at_once),
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    return pool_run(cases, CASES, CASES);
}
