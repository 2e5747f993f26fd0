/* SPDX-License-Identifier: Apache-2.0
 *
 * What an index of texts is told, asked, and answers: see search.h.
 */
#ifndef MUSTER_JOURNAL_SEARCH_ANSWER_H
#define MUSTER_JOURNAL_SEARCH_ANSWER_H

#include "base/bounds.h"
#include "base/slice.h"

enum { SEARCH_ROOM_BYTES = 128 }; /* the longest name of a room */

struct search_document {
    int64_t seq;   /* of the entry that made it, from 1 */
    int64_t at_ms; /* of that entry: not before one with a smaller seq in that room */
    struct slice
        part; /* of the room, that shows it: at most BOUND_SEARCH_PART_BYTES; may be empty */
    struct slice stamp; /* who may see it, as text: at most BOUND_SEARCH_STAMP_BYTES */
    struct slice text;  /* as it was written: at most BOUND_SEARCH_TEXT_BYTES */
};

/* What entries of one room after `from` and up to `upto` have made, changed or taken away. */
struct search_batch {
    struct slice room;
    int64_t from, upto;
    const struct search_document *documents; /* no two of the same seq */
    size_t count; /* at most BOUND_JOURNAL_BATCH, and BOUND_SEARCH_BATCH_BYTES of text */
};

/* What was found. */
struct search_hit {
    int64_t at_ms, seq;
    char room[SEARCH_ROOM_BYTES + 1];
    char part[BOUND_SEARCH_PART_BYTES + 1];
    char stamp[BOUND_SEARCH_STAMP_BYTES + 1];
};

/* Documents in `rooms` that hold every word of `text`, in any order. `prefix`: its last word may be
 * the begin of one, if it has two letters. Only the first BOUND_SEARCH_ASK_WORDS words count. */
struct search_question {
    struct slice text;
    bool prefix;
    const struct slice *rooms; /* at most BOUND_SEARCH_ROOMS, each once */
    size_t rooms_count;
    const struct search_hit *after; /* the last hit of the page before; NULL: the first page */
    size_t limit;                   /* at most BOUND_SEARCH_PAGE */
};

struct search_page {
    size_t count;
    struct search_hit hits[BOUND_SEARCH_PAGE];
};

#endif
