/* SPDX-License-Identifier: Apache-2.0
 *
 * An index of texts (journal/search.h) and the thread that asks it: what is posted runs there, one
 * after another, and what is to follow in the loop.
 */
#ifndef MUSTER_JOURNAL_SEARCHER_H
#define MUSTER_JOURNAL_SEARCHER_H

#include "journal/search.h"
#include "loop/loop.h"

struct searcher;

/* Takes over `search`. */
struct searcher *searcher_new(struct loop *loop, struct search *search);
/* Does what was posted, calls what is due before it returns, closes the index; what is posted
 * meanwhile is done at once. Sets *searcher to NULL; NULL is ignored. */
void searcher_close(struct searcher **searcher);

/* Runs `work` on the thread, where searcher_search may be used, then `done` in the loop. */
void searcher_post(struct searcher *searcher, loop_fn *work, loop_fn *done, void *context);
/* For `work` alone. */
struct search *searcher_search(struct searcher *searcher);
/* The same as search_ask, and its time is counted. For `work` alone. */
enum err searcher_ask(struct searcher *searcher, const struct search_question *question,
                      struct search_page *page);

struct searcher_stats {
    uint64_t questions, questions_us; /* pages that were asked for, and how long they took */
};
struct searcher_stats searcher_stats(const struct searcher *searcher);

#endif
