/* SPDX-License-Identifier: Apache-2.0
 *
 * What an index's backend is: plain synchronous functions, asked by search.c with texts that are
 * split into words already. See search.h for what they promise. Backends never know each other; one
 * suite (tests/journal/test_search.c) runs over all.
 */
#ifndef MUSTER_JOURNAL_SEARCH_BACKEND_H
#define MUSTER_JOURNAL_SEARCH_BACKEND_H

#include "base/error.h"
#include "journal/search_answer.h"
#include "journal/search_words.h"

/* Rooms are spread over these parts of an index: what is forgotten is cleaned out of one. */
enum { SEARCH_SHARDS = 16 };

/* The longest words of one document, and their begins, with the id of a room before each. */
enum { SEARCH_GROUP_WORDS = 288 * BOUND_SEARCH_TEXT_BYTES };

/* A batch whose texts are words, each once, with a space between: none at all takes a document
 * out. */
struct search_group {
    struct slice room;
    int64_t from, upto;
    const struct search_document *documents; /* `text`: the words */
    size_t count;
};

struct search_asked {
    const struct search_terms *terms; /* at least one */
    const struct slice *rooms;        /* at least one */
    size_t rooms_count;
    const struct search_hit *after; /* NULL: from the newest */
    size_t limit;                   /* at least 1 */
};

struct search {
    const struct search_ops *ops;
};

struct search_ops {
    const char *name;
    enum err (*upto)(struct search *search, struct slice room, int64_t *upto);
    enum err (*index)(struct search *search, const struct search_group *group);
    enum err (*ask)(struct search *search, const struct search_asked *asked,
                    struct search_page *page);
    enum err (*forget)(struct search *search, struct slice room, const int64_t *seqs, size_t count);
    enum err (*clean)(struct search *search, bool *left);
    enum err (*empty)(struct search *search);
    void (*close)(struct search *search);
};

/* What is found, before it is known whether it is among the first `limit`. Borrowed. */
struct search_found {
    int64_t at_ms, seq;
    struct slice room, part, stamp;
};

/* Puts `found` into its place in the page, unless it is not behind asked->after, or behind a page
 * that is full. False when nothing older than it can find a place any more. */
bool search_page_offer(struct search_page *page, const struct search_asked *asked,
                       const struct search_found *found);

/* An index in memory. */
struct search *search_memory_open(void);
/* An index in the SQLite file `path` (made if missing, mode 0600), which no other process may use.
 * NULL, and one sentence in `why`, when it cannot be opened. */
struct search *sqlite_search_open(const char *path, char *why, size_t why_bytes);
/* An index beside the journal in the PostgreSQL database of `url`, as postgres_open. */
struct search *postgres_search_open(const char *url, char *why, size_t why_bytes);

#endif
