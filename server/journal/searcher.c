/* SPDX-License-Identifier: Apache-2.0
 * A worker in front of an index. */
#include "journal/searcher.h"

#include "base/mem.h"

struct searcher {
    struct search *search; /* owned */
    struct worker *worker;
    bool closing;
};

struct searcher *searcher_new(struct loop *loop, struct search *search)
{
    struct searcher *searcher = mem_new(sizeof *searcher);
    searcher->search = search;
    searcher->worker = worker_new(loop, "search");
    return searcher;
}

void searcher_close(struct searcher **searcher)
{
    struct searcher *old = *searcher;
    if (!old)
        return;
    old->closing = true;
    worker_close(&old->worker);
    search_close(&old->search);
    mem_free(old);
    *searcher = NULL;
}

void searcher_post(struct searcher *searcher, loop_fn *work, loop_fn *done, void *context)
{
    if (!searcher->closing) {
        worker_post(searcher->worker, work, done, context);
        return;
    }
    work(context);
    done(context);
}

struct search *searcher_search(struct searcher *searcher)
{
    return searcher->search;
}
