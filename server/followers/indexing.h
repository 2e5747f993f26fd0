/* SPDX-License-Identifier: Apache-2.0
 *
 * The index follows the journal: what people write in rooms whose features know of finding
 * (core/finds.h) is put into it a moment later, a batch of one room at a time, and what is erased
 * is taken out. How far a room has come is kept in the index, in the transaction of the words
 * (journal/search.h), so whoever died goes on from there. It hears of what is committed here at
 * once; what others committed, or nobody was there to hear of, is found at the start and every few
 * minutes, by the numbers of all rooms. The loop does nothing but hand over.
 */
#ifndef MUSTER_FOLLOWERS_INDEXING_H
#define MUSTER_FOLLOWERS_INDEXING_H

#include "core/kinds.h"
#include "journal/journal.h"
#include "journal/searcher.h"

struct indexing;

/* Begins. All is borrowed: loop and kinds outlive it, and the searcher is closed after its end. */
struct indexing *indexing_new(struct loop *loop, struct journal *journal, const struct kinds *kinds,
                              struct searcher *searcher);
/* Ends it, before the journal is closed, and sets *indexing to NULL; NULL is ignored. What is under
 * way on the searcher's thread frees the rest. */
void indexing_free(struct indexing **indexing);

struct indexing_stats {
    uint64_t entries;  /* that were gone through */
    uint64_t texts;    /* put into the index */
    uint64_t gone;     /* taken out */
    uint64_t failures; /* batches that could not be written, to be tried again */
    size_t waiting;    /* rooms that are known to be behind */
    int64_t behind_ms; /* for how long there have been any */
    bool looking;      /* for rooms that are behind */
    bool cleaning;     /* what was taken out is not gone from the files yet */
    bool refused;      /* the index is another version's by now: nothing more is written */
};
struct indexing_stats indexing_stats(const struct indexing *indexing);

#endif
