/* SPDX-License-Identifier: Apache-2.0
 *
 * What the journal tests share: a journal on a loop of either kind, entries by the dozen, and
 * waiting for every callback that is owed.
 */
#ifndef MUSTER_TESTS_HELP_JOURNAL_H
#define MUSTER_TESTS_HELP_JOURNAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "journal/backend.h"
#include "journal/chain.h"
#include "journal/help_cluster.h"
#include "journal/journal.h"

/* Which backend on which loop. */
enum kind { MEMORY, SQLITE, POSTGRES };
struct variant {
    const char *name;
    enum kind kind;
    bool fake;
};

struct bench {
    const struct variant *variant;
    char folder[64];
    char path[CLUSTER_URL_BYTES]; /* of the SQLite file, or the URL of the database */
    struct loop *loop;
    struct journal *journal;
    unsigned owed; /* callbacks not yet come */
    unsigned came; /* callbacks come, in order */
};

/* The callback of one append. */
struct receipt {
    struct bench *bench;
    struct journal_result result;
    int64_t entry_seq; /* entry->seq in the callback */
    unsigned place;    /* its place among the callbacks that came, from 1; 0: none yet */
};

/* What a read gave: the entries are held. */
struct page {
    struct bench *bench;
    bool came;
    enum err error;
    struct entry *entries[1024];
    size_t count;
    int64_t head;
    struct journal_result result;
};

/* cmocka's set-up and tear-down: `*state` is a variant before and a bench after. */
int bench_setup(void **state);
int bench_teardown(void **state);
/* Opens the variant's backend (again). */
void bench_open(struct bench *bench);
/* Counts a callback that was owed. */
void bench_paid(struct bench *bench);
struct backend *bench_backend(const struct bench *bench);
/* The backend of a second, empty journal. */
struct backend *bench_backend_other(const struct bench *bench);
/* Runs the loop until nothing is owed. */
void bench_wait(struct bench *bench);

/* An entry chat.post of `by` in `room`. */
struct entry *entry_make(const char *room, const char *by, const char *op, const char *text);
/* Appends it and lets go of it. */
void bench_append(struct bench *bench, struct receipt *receipt, struct entry *entry);
/* The same for entry_make, and waits. */
struct journal_result bench_add(struct bench *bench, const char *room, const char *by,
                                const char *op, const char *text);

/* The entry {"n":number} of u7 with the op op<number>. */
struct entry *bench_entry(const char *room, int number);
/* Appends entries first…last, and waits. */
void bench_fill(struct bench *bench, const char *room, int first, int last);

/* Reads and waits. page_done lets go of the entries. */
void bench_read(struct bench *bench, struct page *page, const char *room, int64_t after,
                size_t limit);
void page_done(struct page *page);
int64_t bench_head(struct bench *bench, const char *room);
int64_t bench_mark(struct bench *bench, const char *name, const char *room);
/* Called by tests that ask for themselves. */
void page_read_done(void *context, enum err error, struct entry **entries, size_t count);

/* Checks the chain of `room` in the backend of a closed bench; returns the first broken seq. */
int64_t bench_verify(struct bench *bench, const char *room, int64_t *head);

#endif
