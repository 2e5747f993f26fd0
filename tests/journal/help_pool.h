/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of the pool of readers share: a bench behind a gate, questions by the dozen, and
 * one suite over every backend on both kinds of loop.
 */
#ifndef MUSTER_TESTS_HELP_POOL_H
#define MUSTER_TESTS_HELP_POOL_H

#include "journal/help_gate.h"
#include "journal/help_journal.h"

/* Opens the bench's journal behind a gate, with `readers` threads, and fills webinar:w1 with
 * entries 1…`entries`. */
struct gate *gate_bench(struct bench *bench, unsigned readers, int entries);
/* Opens the gate, waits for what is owed, closes the journal, frees the gate. */
void gate_bench_end(struct bench *bench, struct gate *gate);
/* Waits until all that is owed has come but what the gate holds. */
void wait_all_but(struct bench *bench, unsigned held);

/* Ask webinar:w1; what comes goes to `page`, and is owed. */
struct journal_ticket *ask_read(struct bench *bench, struct page *page, int64_t after,
                                size_t limit);
struct journal_ticket *ask_seqs(struct bench *bench, struct page *page, const int64_t *seqs,
                                size_t count);
/* Drops a question, which then is not owed. */
void drop_ticket(struct bench *bench, struct journal_ticket **ticket);
/* Holds the only reader with a read of webinar:w1 that nobody else asks for; `page` gets it. */
void hold(struct bench *bench, struct gate *gate, struct page *page);

#define POOL_CASE(fn)                                                                              \
    {                                                                                              \
#fn, fn, bench_setup, bench_teardown, NULL                                                 \
    }
/* Runs the cases over every backend. On a fake loop, which has no threads to be held, only the
 * first `count_fake`. Returns how many failed. */
int pool_run(const struct CMUnitTest *cases, size_t count, size_t count_fake);

#endif
