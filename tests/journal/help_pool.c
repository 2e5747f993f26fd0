/* SPDX-License-Identifier: Apache-2.0
 * See help_pool.h. */
#include "journal/help_pool.h"

enum { CASES_MAX = 32 };

struct gate *gate_bench(struct bench *bench, unsigned readers, int entries)
{
    struct gate *gate = gate_new();
    char story[64];
    journal_close(&bench->journal);
    bench->journal =
        journal_new_with(bench->loop, gate_backend(gate, bench_backend(bench)), readers);
    bench_fill(bench, "webinar:w1", 1, entries);
    gate_story(gate, story, sizeof story);
    return gate;
}

void gate_bench_end(struct bench *bench, struct gate *gate)
{
    gate_open(gate);
    bench_wait(bench);
    assert_int_equal(journal_stats(bench->journal).reads_waiting, 0);
    journal_close(&bench->journal);
    gate_free(gate);
}

void wait_all_but(struct bench *bench, unsigned held)
{
    bench->owed -= held;
    bench_wait(bench);
    bench->owed += held;
}

struct journal_ticket *ask_read(struct bench *bench, struct page *page, int64_t after, size_t limit)
{
    *page = (struct page){.bench = bench};
    bench->owed++;
    return journal_read(bench->journal, SLICE("webinar:w1"), after, limit, page_read_done, page);
}

struct journal_ticket *ask_seqs(struct bench *bench, struct page *page, const int64_t *seqs,
                                size_t count)
{
    *page = (struct page){.bench = bench};
    bench->owed++;
    return journal_read_seqs(bench->journal, SLICE("webinar:w1"), seqs, count, page_read_done,
                             page);
}

void drop_ticket(struct bench *bench, struct journal_ticket **ticket)
{
    journal_drop(ticket);
    assert_null(*ticket);
    bench->owed--;
}

void hold(struct bench *bench, struct gate *gate, struct page *page)
{
    gate_shut(gate, 'r', GATE_BEFORE);
    ask_read(bench, page, 399, 1);
    gate_await(gate, 1);
}

static const struct variant variants[] = {
    {.name = "memory on a real loop"},
    {.name = "sqlite on a real loop", .kind = SQLITE},
    {.name = "postgresql on a real loop", .kind = POSTGRES},
    {.name = "memory on a fake loop", .fake = true},
    {.name = "sqlite on a fake loop", .kind = SQLITE, .fake = true},
    {.name = "postgresql on a fake loop", .kind = POSTGRES, .fake = true},
};

int pool_run(const struct CMUnitTest *cases, size_t count, size_t count_fake)
{
    struct CMUnitTest tests[CASES_MAX];
    int failed = 0;
    assert_true(count <= CASES_MAX);
    cluster_open();
    for (size_t v = 0; v < sizeof variants / sizeof variants[0]; v++) {
        size_t run = variants[v].fake ? count_fake : count;
        memcpy(tests, cases, count * sizeof *cases);
        for (size_t i = 0; i < count; i++)
            tests[i].initial_state = (void *)&variants[v];
        if (run > 0)
            failed += _cmocka_run_group_tests(variants[v].name, tests, run, NULL, NULL);
    }
    cluster_close();
    return failed;
}
