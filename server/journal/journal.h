/* SPDX-License-Identifier: Apache-2.0
 *
 * The one order of everything that happened. A journal holds, for every room, entries numbered from
 * 1 without gaps, each with a hash chained to the one before. What journal_append has acknowledged
 * is on disk. One writer thread commits whatever has gathered (group commit); reads run on their
 * own thread. Callbacks come on the loop's thread, once, never before the call has returned.
 *
 * The journal owns its threads and its backend. Backends (memory, sqlite, postgres) are tables of
 * plain synchronous functions: journal/backend.h. One that lives in another program may be away for
 * a while: then everything asked of it is answered with ERR_JOURNAL_AWAY, and goes on when it is
 * back.
 */
#ifndef MUSTER_JOURNAL_JOURNAL_H
#define MUSTER_JOURNAL_JOURNAL_H

#include "base/error.h"
#include "core/entry.h"
#include "loop/loop.h"

struct journal;
struct backend;

/* Takes over `backend`. Its threads start at once. */
struct journal *journal_new(struct loop *loop, struct backend *backend);
/* Commits what was handed in, calls what is due before it returns, closes the backend. What the
 * callbacks ask for meanwhile is answered with ERR_INTERNAL. Never from inside a callback of an
 * append. Sets *journal to NULL. */
void journal_close(struct journal **journal);

/* The journal's id: 22 characters that change only if the journal is replaced. */
struct slice journal_epoch(const struct journal *journal);

/* Random bytes that all who share the journal know and nobody else: written to `secret`. False
 * while they are not known: a remote journal is asked at the start, and again while it is away;
 * never for a journal that is not shared (SQLite). */
enum { JOURNAL_SECRET_BYTES = 32 };
bool journal_secret(const struct journal *journal, unsigned char secret[JOURNAL_SECRET_BYTES]);

/* What became of one entry. */
struct journal_result {
    enum err error; /* ERR_NONE: see seq. ERR_OP_REUSED: same op, other type or data.
                       ERR_TOO_MANY_REQUESTS: the queue is full. ERR_INTERNAL: not committed.
                       ERR_JOURNAL_AWAY: perhaps committed; to be tried again with the same op */
    int64_t seq;    /* its number, or that of the first entry with the same op */
    bool repeated;  /* the same (room, by, op) was there already: nothing was appended */
};
typedef void journal_append_fn(void *context, struct entry *entry,
                               const struct journal_result *result);

/* Appends `entry` (seq 0; held once more until the callback). Entries of one room are numbered in
 * the order they were handed in, and their callbacks come in that order (a refusal for a full
 * queue comes in the next turn). On success entry->seq is set before the callback; a repeated one's
 * stays 0. After a failed commit the journal acknowledges nothing any more
 * (journal_failed): the process must end and start again. */
void journal_append(struct journal *journal, struct entry *entry, journal_append_fn *done,
                    void *context);
/* Whether a commit has failed. */
bool journal_failed(const struct journal *journal);
/* Whether the journal could not be reached when it was asked last, which a remote one is every few
 * seconds. */
bool journal_away(const struct journal *journal);

/* Entries, in rising seq; borrowed for the call (entry_ref to keep). */
typedef void journal_read_fn(void *context, enum err error, struct entry **entries,
                             size_t entries_count);
/* Reads at most `limit` (≤ 1024) entries of `room` with seq > `after`. */
void journal_read(struct journal *journal, struct slice room, int64_t after, size_t limit,
                  journal_read_fn *done, void *context);
/* Reads those of the `seqs` (at most 1024, in any order) that exist. */
void journal_read_seqs(struct journal *journal, struct slice room, const int64_t *seqs,
                       size_t seqs_count, journal_read_fn *done, void *context);
/* Looks for the entry (room, by, op): its seq and whether type and text are the same as given, as a
 * journal_result with `repeated` (or error OP_REUSED); seq 0 when there is none. */
typedef void journal_find_fn(void *context, const struct journal_result *result);
void journal_find(struct journal *journal, const struct entry *like, journal_find_fn *done,
                  void *context);
/* The number of entries of each of `rooms` (at most 1024), asked in one question; heads[i] is that
 * of rooms[i]. What the answer holds is valid for the call. */
typedef void journal_heads_fn(void *context, enum err error, const struct slice *rooms,
                              const int64_t *heads, size_t count);
void journal_heads(struct journal *journal, const struct slice *rooms, size_t count,
                   journal_heads_fn *done, void *context);

/* Marks are numbers beside the entries, by a short name: how far somebody has come, when something
 * was. A mark is set behind what was handed in before it; a failure is told by journal_failed. */
void journal_mark_set(struct journal *journal, const char *name, int64_t value);
/* The value of the mark `name`; 0 when it was never set. */
typedef void journal_mark_fn(void *context, enum err error, int64_t value);
void journal_mark_get(struct journal *journal, const char *name, journal_mark_fn *done,
                      void *context);

/* Figures for /metrics. */
struct journal_stats {
    uint64_t entries;       /* committed since the start */
    uint64_t commits;       /* groups */
    uint64_t waiting;       /* handed in, not yet committed */
    uint64_t commit_us_sum; /* time spent in commits */
};
struct journal_stats journal_stats(const struct journal *journal);

#endif
