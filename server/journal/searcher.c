/* SPDX-License-Identifier: Apache-2.0
 * A worker in front of an index. */
#include "journal/searcher.h"

#include <stdatomic.h>
#include <time.h>

#include "base/mem.h"

struct searcher {
    struct search *search; /* owned */
    struct worker *worker;
    bool closing;
    atomic_uint_least64_t questions, questions_us;
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

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

enum err searcher_ask(struct searcher *searcher, const struct search_question *question,
                      struct search_page *page)
{
    uint64_t begin = now_us();
    enum err error = search_ask(searcher->search, question, page);
    atomic_fetch_add(&searcher->questions, 1);
    atomic_fetch_add(&searcher->questions_us, now_us() - begin);
    return error;
}

struct searcher_stats searcher_stats(const struct searcher *searcher)
{
    return (struct searcher_stats){.questions = atomic_load(&searcher->questions),
                                   .questions_us = atomic_load(&searcher->questions_us)};
}
