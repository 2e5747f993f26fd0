/* SPDX-License-Identifier: Apache-2.0
 *
 * What a journal answers, and the callbacks by which it comes: the part of journal/journal.h that
 * the files below it need too. Every callback comes in the loop, once, never before the call that
 * asks has returned.
 */
#ifndef MUSTER_JOURNAL_ANSWER_H
#define MUSTER_JOURNAL_ANSWER_H

#include "base/error.h"
#include "base/hash.h"
#include "base/histogram.h"
#include "core/entry.h"

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

/* What those who share a journal know and nobody else: see journal_secret. */
enum { JOURNAL_SECRET_BYTES = 32 };

/* A key that lies beside a journal: see journal/keys.h. */
enum { JOURNAL_KEY_BYTES = 32 };
/* `key` is wiped after the call; NULL after an error. */
typedef void journal_key_fn(void *context, enum err error, const unsigned char *key);
/* Of a key that was to be destroyed. */
typedef void journal_destroy_fn(void *context, enum err error);

/* An entry whose words go, and what stays as its text: canonical JSON, an object; absent: {}. */
struct journal_erasure {
    int64_t seq;
    struct slice kept;
};
/* Of an erasure: see journal_erase. */
typedef void journal_erase_fn(void *context, enum err error);

/* Where the chain of a room ended that was dropped: see journal/dropping.h. */
struct journal_end {
    int64_t seq;
    struct hash chain;
    bool left; /* some of its entries are still to go */
};
/* `end` is NULL after an error. */
typedef void journal_dropped_fn(void *context, enum err error, const struct journal_end *end);

/* Entries, in rising seq; borrowed for the call (entry_ref to keep), shared with whoever asked the
 * same. */
typedef void journal_read_fn(void *context, enum err error, struct entry **entries,
                             size_t entries_count);
/* An entry and its link of the hash chain (journal/chain.h), both borrowed for the call; NULL when
 * there is none. */
typedef void journal_link_fn(void *context, enum err error, const struct entry *entry,
                             const struct hash *link);
/* Of an op that was looked for. */
typedef void journal_find_fn(void *context, const struct journal_result *result);
/* heads[i] is the number of entries of rooms[i]; both are valid for the call. */
typedef void journal_heads_fn(void *context, enum err error, const struct slice *rooms,
                              const int64_t *heads, size_t count);
/* Of a mark: 0 when it was never set. */
typedef void journal_mark_fn(void *context, enum err error, int64_t value);

/* The mark of a room. */
struct journal_mark {
    struct slice room;
    int64_t value;
    int64_t head; /* the number of the room's entries; journal_behind and journal_rooms say it */
};
/* Marks in order of their rooms' names; borrowed for the call. */
typedef void journal_marks_fn(void *context, enum err error, const struct journal_mark *marks,
                              size_t count);

/* One entry of a visit, NOT in the loop: on a reader's thread. It is borrowed for the call and must
 * not be held; the journal and the loop must not be called. False ends the visit. */
typedef bool journal_visit_fn(void *context, const struct entry *entry);
/* What proves an entry (journal/chain.h): the hash of its content, the salt that is in it, and its
 * link of the chain. */
enum { JOURNAL_SALT_BYTES = 16 };
struct journal_proof {
    struct hash content, chain;
    bool salted; /* not of entries that were erased, or are older */
    unsigned char salt[JOURNAL_SALT_BYTES];
};
/* The same as a visit's, with that. */
typedef bool journal_proved_fn(void *context, const struct entry *entry,
                               const struct journal_proof *proof);
/* The end of a visit, in the loop: the seq visited last, or the one it began after. */
typedef void journal_visited_fn(void *context, enum err error, int64_t last);

/* Figures for /metrics. */
struct journal_stats {
    uint64_t entries;        /* committed since the start */
    uint64_t commits;        /* groups */
    uint64_t waiting;        /* handed in, not yet committed */
    struct histogram commit; /* time spent in each of them */
    uint64_t readers;        /* threads that read */
    uint64_t reads;          /* reads begun, each step of a visit counted */
    uint64_t reads_waiting;  /* questions asked, not yet answered */
    uint64_t shared;         /* questions answered by a read for somebody else */
    uint64_t dropped;        /* reads that were not begun, since nobody waited any more */
};

#endif
