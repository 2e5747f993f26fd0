/* SPDX-License-Identifier: Apache-2.0
 *
 * Where segments (journal/segment.h) come from: a batch of documents, or other segments of the same
 * room. Bytes alone; private to journal/postgres*.c.
 */
#ifndef MUSTER_JOURNAL_SEGMENT_MERGE_H
#define MUSTER_JOURNAL_SEGMENT_MERGE_H

#include "journal/search_answer.h"
#include "journal/segment.h"

/* Makes `out`, which is empty, of the documents that have words; `text` is their words
 * (search_words.h). Empty again, and false, when they are too many for a segment. */
bool segment_make(const struct search_document *documents, size_t count, struct segment *out);

/* What goes into a merge: the blocks of one segment, and the seqs, rising, of documents that are
 * left out. All is borrowed. */
struct segment_part {
    const struct segment *segment;
    const int64_t *gone;
    size_t gone_count;
};

/* Makes `out`, which is empty, of all parts; *dropped is how many documents were left out. False
 * when a part is broken, or they are too many for a segment: `out` is only to be done with. */
bool segment_merge(const struct segment_part *parts, size_t count, struct segment *out,
                   size_t *dropped);

#endif
