/* SPDX-License-Identifier: Apache-2.0
 *
 * Large contents (attachments, slides, short recordings) by their SHA-256: in memory (the
 * reference, and for tests), in a folder for one instance, in PostgreSQL for many. The same content
 * put twice is there once, and one drop removes it: who uses a store counts who still needs what.
 *
 * Plain functions that may take their time, for a thread that is not the loop's; a store is used by
 * one thread at a time. Stores never know each other; one suite (tests/journal/test_blobs.c) runs
 * over all. Contents are at most BOUND_BLOB_BYTES long.
 */
#ifndef MUSTER_JOURNAL_BLOBS_H
#define MUSTER_JOURNAL_BLOBS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"

struct blobs {
    const struct blobs_ops *ops;
};

/* The first bytes of a content, borrowed for the call: at most BLOBS_HEAD_BYTES. */
typedef void blobs_each_fn(void *context, const struct hash *hash, struct slice head);
enum { BLOBS_HEAD_BYTES = 1024, BLOBS_WAITING = 256 };

struct blobs_weight {
    int64_t bytes;        /* that contents take */
    int64_t beside_bytes; /* that all else of ours takes in the same database; 0: there is none */
};

/* ERR_JOURNAL_AWAY: PostgreSQL cannot be reached now, and perhaps it was done; ERR_INTERNAL: the
 * disk or the database does not do it. */
struct blobs_ops {
    const char *name;
    /* Keeps a copy for good and says its hash. It waits, until it is settled, for somebody who
     * needs it. ERR_TEXT_TOO_LONG: it is longer than the bound. */
    enum err (*put)(struct blobs *blobs, struct slice content, struct hash *hash);
    /* Appends the content to `out`. ERR_NOT_FOUND: there is none; ERR_INTERNAL: what is there is
     * not it any more; ERR_TEXT_TOO_LONG: `out` cannot hold it. Then `out` is as before. */
    enum err (*get)(struct blobs *blobs, const struct hash *hash, struct buffer *out);
    /* Removes the content; one that is not there is removed. What the disk or PostgreSQL's files
     * hold in free space afterwards is theirs: see journal/postgres_erase.c. */
    enum err (*drop)(struct blobs *blobs, const struct hash *hash);
    /* Somebody needs it, for good: it does not wait any more. */
    enum err (*settle)(struct blobs *blobs, const struct hash *hash);
    /* Calls `each` for those that wait and were put before this time (ms since 1970), at most
     * BLOBS_WAITING of them. */
    enum err (*waiting)(struct blobs *blobs, int64_t before_ms, blobs_each_fn *each, void *context);
    /* How much is kept: of a folder what stands in its files, of PostgreSQL what its tables take
     * on disk. Quick, but for a folder's first time: that looks at each file. */
    enum err (*weigh)(struct blobs *blobs, struct blobs_weight *weight);
    void (*close)(struct blobs *blobs);
};

/* A store in memory. */
struct blobs *blobs_memory_open(void);
/* A store in the folder `path` (made if missing, mode 0700). NULL, and one sentence in `why`, when
 * it cannot be opened or another process has it. */
struct blobs *blobs_folder_open(const char *path, char *why, size_t why_bytes);
/* A store beside the journal in the PostgreSQL database of `url`, as postgres_open. */
struct blobs *postgres_blobs_open(const char *url, char *why, size_t why_bytes);

#endif
