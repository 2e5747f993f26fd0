/* SPDX-License-Identifier: Apache-2.0
 *
 * What a journal's backend is: plain synchronous functions. `commit`, `erase`, `drop` and those of
 * keys run on the writer's thread, `read…`, `find`, `heads`, `mark_get` and `marks` on readers'
 * threads, the rest before the threads start or after they ended. Writing and reading go on at the
 * same time. Backends never know each other; one suite (tests/journal) runs over all of them.
 */
#ifndef MUSTER_JOURNAL_BACKEND_H
#define MUSTER_JOURNAL_BACKEND_H

#include <stdatomic.h>

#include "journal/record.h"

/* Called for each record found; texts are valid for the call only. False stops. */
typedef bool backend_each_fn(void *context, const struct record *record);

/* A mark that is to be set. */
struct mark {
    struct slice name, room; /* room: may be empty */
    int64_t value;
    int64_t seq; /* set only when what stands was not set with a higher one */
    bool raise;  /* only when the mark was never set or is lower */
};

/* What is committed together. */
struct batch {
    struct record *records;
    struct journal_result *results; /* of each record */
    size_t count;
    const struct mark *marks; /* no two of the same name and room */
    size_t marks_count;
};

/* Which marks of rooms are asked for: in order of the rooms' names (by their bytes). */
struct marks_asked {
    struct slice name;
    struct slice after; /* only rooms behind this one; empty: all rooms, but not the empty one */
    bool rooms;         /* not marks: every room that has entries, with the value 0 and its head */
    bool behind;        /* those whose value is less than the number of the room's entries */
    int64_t upto;       /* else those whose value is at most this */
    size_t limit;
};
/* Called for each of them; the room is valid for the call only. */
typedef void backend_mark_fn(void *context, const struct journal_mark *mark);

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
     * of trying, and at once when that was so a moment ago. An empty commit asks whether it is
     * there. */
    bool remote;
    /* Commits all records and marks of a batch as one group, or none: fills record.seq,
     * record.chain and results[i]. Repeats (also within the group) get `repeated` or ERR_OP_REUSED,
     * what is for a room that was dropped ERR_ROOM_DROPPED, and take no number; the marks are set
     * all the same. Returns ERR_NONE once all is durable. After ERR_JOURNAL_AWAY all of the group
     * may be, or become so in a while, or none; who asks again with the same ops finds out. After
     * any other error none is.
     */
    enum err (*commit)(struct backend *backend, const struct batch *batch);
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
    /* The value of the mark (name, room), 0 when it was never set. */
    enum err (*mark_get)(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value);
    /* One statement; no entries are read, but for the end of each room that is compared. */
    enum err (*marks)(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context);
    /* Erases name, text and salt of entries of `room`, each named once, as one group: the texts
     * become what is kept, also of one that is erased already; places and chains stay.
     * ERR_NOT_FOUND when there is not one of them: then none is erased. What begins to be read
     * after this has returned does not show the words. After any other error it is unknown what
     * was erased, and whether the files still hold the words of what was: it is to be asked for
     * again, as often as one likes. (ERR_TOO_MANY_REQUESTS: somebody reads just what is to go.) */
    enum err (*erase)(struct backend *backend, struct slice room,
                      const struct journal_erasure *things, size_t count);
    /* Drops `room`: once this has returned nothing of it is read, found or listed any more, and
     * what is appended to it gets ERR_ROOM_DROPPED. Its marks go, and its entries, some hundreds
     * with each call: end->left says that another one is needed. Where its chain ended is kept for
     * good, with `at_ms` of the first call. ERR_NOT_FOUND: there never was such a room. After any
     * other error: to be asked again (ERR_TOO_MANY_REQUESTS as above). */
    enum err (*drop)(struct backend *backend, struct slice room, int64_t at_ms,
                     struct journal_end *end);
    /* Every room that was dropped: record.room, and of its end record.seq, chain and at_ms. */
    enum err (*dropped)(struct backend *backend, backend_each_fn *each, void *context);
    /* Removes from the files what erasures have left there, as far as it can now. May take minutes:
     * on a thread of its own, beside all the others. Ends soon with ERR_JOURNAL_AWAY once *stop is
     * set. NULL when `erase` leaves nothing. */
    enum err (*clean)(struct backend *backend, const atomic_bool *stop);
    /* JOURNAL_SECRET_BYTES random bytes, for good the same for all processes that share the
     * journal: made by whichever asks first, kept beside the entries and never among them. On the
     * writer thread. NULL where a single process has the journal: it has nobody to share a secret
     * with, so nothing is kept. */
    enum err (*secret)(struct backend *backend, unsigned char *secret);
    /* The key `name` beside the journal, JOURNAL_KEY_BYTES: see journal_key. Made, and made to
     * last, by whichever asks first; `renews`: see journal_key_renew. */
    enum err (*key)(struct backend *backend, struct slice name, bool renews, unsigned char *key);
    /* Destroys it: see journal_key_destroy. */
    enum err (*key_destroy)(struct backend *backend, struct slice name);
    /* Every room's name, in order: `record.room` is set. For `muster journal`. */
    enum err (*rooms)(struct backend *backend, backend_each_fn *each, void *context);
    /* Why commits fail, or why nobody is reached, in words for operators that hold no password;
     * asked by who commits, once that was said. NULL: that is not known. */
    const char *(*why)(struct backend *backend);
    struct slice (*epoch)(struct backend *backend);
    void (*close)(struct backend *backend);
};

/* Commits `records` alone; results[i] is what became of records[i]. */
static inline enum err backend_append(struct backend *backend, struct record *records,
                                      struct journal_result *results, size_t count)
{
    const struct batch batch = {.records = records, .results = results, .count = count};
    return backend->ops->commit(backend, &batch);
}

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
