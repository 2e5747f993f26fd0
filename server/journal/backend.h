/* SPDX-License-Identifier: Apache-2.0
 *
 * What a journal's backend is: plain synchronous functions. `append`, `mark_set`, `erase`, `secret`
 * and those of keys run on the writer's thread, `read…`, `find`, `heads` and `mark_get` on readers'
 * threads, the rest before the threads start or after they ended. Writing and reading go on at the
 * same time. Backends never know each other; one suite (tests/journal) runs over all of them.
 */
#ifndef MUSTER_JOURNAL_BACKEND_H
#define MUSTER_JOURNAL_BACKEND_H

#include "journal/record.h"

/* Called for each record found; texts are valid for the call only. False stops. */
typedef bool backend_each_fn(void *context, const struct record *record);

struct backend {
    const struct backend_ops *ops;
};

struct backend_ops {
    const char *name;
    /* Another reader of the same journal, for a thread of its own: a backend that is only read
     * from, and closed before this one. NULL when it cannot be had. A backend without this function
     * may be read from on several threads at once. */
    struct backend *(*reader)(struct backend *backend);
    /* It lives in another program: what is asked of it may give ERR_JOURNAL_AWAY after some seconds
     * of trying, and at once when that was so a moment ago. An append of no records asks whether it
     * is there. */
    bool remote;
    /* Commits all records as one group, or none: fills record.seq, record.chain and results[i].
     * Repeats (also within the group) get `repeated` or ERR_OP_REUSED and take no number. Returns
     * ERR_NONE once all is durable. After ERR_JOURNAL_AWAY all of the group may be, or become so in
     * a while, or none; who asks again with the same ops finds out. After any other error none is.
     */
    enum err (*append)(struct backend *backend, struct record *records,
                       struct journal_result *results, size_t count);
    enum err (*read)(struct backend *backend, struct slice room, int64_t after, size_t limit,
                     backend_each_fn *each, void *context);
    /* `seqs` in rising order, each once. */
    enum err (*read_seqs)(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context);
    /* The first record with like's (room, by, op): `repeated`, or ERR_OP_REUSED when its type or
     * text is another; seq 0 when there is none. */
    enum err (*find)(struct backend *backend, const struct record *like,
                     struct journal_result *result);
    /* The number of entries of each of `rooms`: heads[i]. */
    enum err (*heads)(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *heads);
    /* Sets the mark `name` for good. Its value, 0 when it was never set. */
    enum err (*mark_set)(struct backend *backend, struct slice name, int64_t value);
    enum err (*mark_get)(struct backend *backend, struct slice name, int64_t *value);
    /* Erases name and text of an entry for good (the text becomes {}); its place and its chain
     * stay. ERR_NOT_FOUND when there is none. What begins to be read after this
     * has returned does not show it. */
    enum err (*erase)(struct backend *backend, struct slice room, int64_t seq);
    /* JOURNAL_SECRET_BYTES random bytes, for good the same for all processes that share the
     * journal: made by whichever asks first, kept beside the entries and never among them. On the
     * writer thread. NULL where a single process has the journal: it has nobody to share a secret
     * with, so nothing is kept. */
    enum err (*secret)(struct backend *backend, unsigned char *secret);
    /* The key `name` beside the journal, JOURNAL_KEY_BYTES: see journal_key. Made, and made to
     * last, by whichever asks first. */
    enum err (*key)(struct backend *backend, struct slice name, unsigned char *key);
    /* Destroys it: see journal_key_destroy. */
    enum err (*key_destroy)(struct backend *backend, struct slice name);
    /* Every room's name, in order: `record.room` is set. For `muster journal`. */
    enum err (*rooms)(struct backend *backend, backend_each_fn *each, void *context);
    struct slice (*epoch)(struct backend *backend);
    void (*close)(struct backend *backend);
};

/* A journal in memory: the reference, and for tests. */
struct backend *memory_open(void);
/* A journal in the SQLite file `path` (made if missing, mode 0600). NULL, and one sentence in
 * `why`, when it cannot be opened or another process has it. */
struct backend *sqlite_open(const char *path, char *why, size_t why_bytes);
/* The same, reading only, beside a running server or not; for `muster journal`. */
struct backend *sqlite_open_readonly(const char *path, char *why, size_t why_bytes);
/* A journal in the PostgreSQL database of `url` (postgresql://…, libpq's rules), which any number
 * of processes may share; its tables are made if missing and brought to the newest version. This
 * instance keeps its copies of keys in the folder `keys`, in memory when that is empty or NULL.
 * NULL, and one sentence in `why` that holds no password, when it cannot be opened. */
struct backend *postgres_open(const char *url, const char *keys, char *why, size_t why_bytes);
/* The same, reading only, also from a standby; for `muster journal`. */
struct backend *postgres_open_readonly(const char *url, char *why, size_t why_bytes);

#endif
