/* SPDX-License-Identifier: Apache-2.0
 *
 * The index of what people wrote, and what keeps it up with the journal (followers/indexing.h): a
 * file beside SQLite's, PostgreSQL's own tables, or memory. It holds no truth: where it cannot be
 * opened the log says why, nothing is found, and all else goes on.
 */
#ifndef MUSTER_SEARCHING_H
#define MUSTER_SEARCHING_H

#include "followers/indexing.h"

struct searching {
    struct loop *loop;
    struct searcher *searcher; /* NULL: it is not open */
    struct indexing *indexing; /* NULL: the same, or not begun */
};

/* The index of the journal of `url` (journal.url); owned by the caller. NULL, and one sentence in
 * `why`, when it cannot be opened. */
struct search *searching_index(const char *url, char *why, size_t why_bytes);
/* Opens it. */
void searching_open(struct searching *searching, struct loop *loop, const char *url);
/* Begins to follow; ends it, before the journal is closed; closes the index after that. Nothing of
 * it need be open. */
void searching_begin(struct searching *searching, struct journal *journal,
                     const struct kinds *kinds);
void searching_end(struct searching *searching);
void searching_close(struct searching *searching);

#endif
