/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the rows of journal/accounts.h are kept: memory (the reference, and for tests), a SQLite
 * file of its own, PostgreSQL. Plain functions that may take their time, for one thread that is not
 * the loop's. Stores never know each other; one suite (tests/journal/test_accounts.c) runs over
 * all.
 */
#ifndef MUSTER_JOURNAL_ACCOUNTS_STORE_H
#define MUSTER_JOURNAL_ACCOUNTS_STORE_H

#include "base/error.h"
#include "base/slice.h"

struct account {
    struct slice kind;   /* "login", "passkey" */
    struct slice id;     /* unique in its kind */
    struct slice person; /* whose; may be empty */
    struct slice value;  /* JSON */
    int64_t expires_ms;  /* from then on it is not there; 0: never */
};

/* A row that is to be written. */
struct account_write {
    struct account row; /* its person counts where it is new */
    bool changes;       /* there is one, whose value is `was`; else it is new */
    bool optional;      /* to be changed where that is so; else nothing is to be done */
    struct slice was;
};

/* Which rows of a person are to go. */
struct account_drop {
    struct slice kind; /* empty: all */
    struct slice person;
    struct slice but; /* the id of one that stays; empty: none */
};

/* Called for each row found; texts are valid for the call. */
typedef void account_each_fn(void *context, const struct account *row);

struct accounts_store {
    const struct accounts_ops *ops;
};

/* Errors are those of journal/accounts.h. Each call is one transaction, durable when it returns
 * ERR_NONE; a row that has expired at `now_ms` is not there. */
struct accounts_ops {
    const char *name;
    /* What is put and changed between these two is one transaction, durable when `end` returns
     * ERR_NONE; `keep` false: it never was. NULL: each call is one of its own. */
    enum err (*begin)(struct accounts_store *store);
    enum err (*end)(struct accounts_store *store, bool keep);
    enum err (*put)(struct accounts_store *store, const struct account *row, int64_t now_ms);
    enum err (*change)(struct accounts_store *store, const struct account *row, struct slice was,
                       int64_t now_ms);
    /* `each` is called once when it is there. */
    enum err (*get)(struct accounts_store *store, const struct account *like, int64_t now_ms,
                    account_each_fn *each, void *context);
    /* `spare`: not the last of its person. */
    enum err (*take)(struct accounts_store *store, const struct account *like, bool spare,
                     int64_t now_ms, account_each_fn *each, void *context);
    enum err (*list)(struct accounts_store *store, const struct account *like, int64_t now_ms,
                     account_each_fn *each, void *context);
    enum err (*drop)(struct accounts_store *store, const struct account_drop *drop,
                     account_each_fn *each, void *context);
    /* Removes some of what has expired; now and then. */
    enum err (*sweep)(struct accounts_store *store, int64_t now_ms);
    /* Whether it has failed for good. NULL: never. */
    bool (*failed)(const struct accounts_store *store);
    /* Why, in words for operators. */
    const char *(*why)(const struct accounts_store *store);
    void (*close)(struct accounts_store *store);
};

enum { ACCOUNTS_SWEEP = 1000 /* most rows of one sweep */ };

/* A store in memory. */
struct accounts_store *accounts_memory_open(void);
/* A store in the SQLite file `path` (made if missing, mode 0600). NULL, and one sentence in `why`,
 * when it cannot be opened or another process has it. */
struct accounts_store *sqlite_accounts_open(const char *path, char *why, size_t why_bytes);
/* A store beside the journal in the PostgreSQL database of `url`, as postgres_open. */
struct accounts_store *postgres_accounts_open(const char *url, char *why, size_t why_bytes);

#endif
