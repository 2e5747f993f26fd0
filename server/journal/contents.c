/* SPDX-License-Identifier: Apache-2.0
 * A worker in front of a store. */
#include "journal/contents.h"

#include "base/mem.h"

enum { WEIGH_MS = 10000 };

struct contents {
    struct loop *loop;   /* borrowed */
    struct blobs *blobs; /* owned */
    struct worker *worker;
    bool closing;
    bool weighing, weighed;
    struct blobs_weight weight;
    int64_t weigh_ms; /* when to weigh again, by the loop's tick */
};

struct contents *contents_new(struct loop *loop, struct blobs *blobs)
{
    struct contents *contents = mem_new(sizeof *contents);
    contents->loop = loop;
    contents->blobs = blobs;
    contents->worker = worker_new(loop, "contents");
    return contents;
}

void contents_close(struct contents **contents)
{
    struct contents *old = *contents;
    if (!old)
        return;
    old->closing = true;
    worker_close(&old->worker);
    old->blobs->ops->close(old->blobs);
    mem_free(old);
    *contents = NULL;
}

void contents_post(struct contents *contents, loop_fn *work, loop_fn *done, void *context)
{
    if (!contents->closing) {
        worker_post(contents->worker, work, done, context);
        return;
    }
    work(context);
    done(context);
}

struct blobs *contents_blobs(struct contents *contents)
{
    return contents->blobs;
}

/* ---- weighing ----------------------------------------------------------------------------------
 */

struct weighing {
    struct contents *contents;
    enum err error;
    struct blobs_weight weight;
};

static void weigh_work(void *context)
{
    struct weighing *weighing = context;
    struct blobs *blobs = weighing->contents->blobs;
    weighing->error = blobs->ops->weigh(blobs, &weighing->weight);
}

static void weigh_done(void *context)
{
    struct weighing *weighing = context;
    struct contents *contents = weighing->contents;
    contents->weighing = false;
    contents->weigh_ms = loop_tick_ms(contents->loop) + WEIGH_MS;
    if (weighing->error == ERR_NONE) {
        contents->weighed = true;
        contents->weight = weighing->weight;
    }
    mem_free(weighing);
}

bool contents_weight(struct contents *contents, struct blobs_weight *weight)
{
    if (!contents->weighing && loop_tick_ms(contents->loop) >= contents->weigh_ms) {
        struct weighing *weighing = mem_new(sizeof *weighing);
        weighing->contents = contents;
        contents->weighing = true;
        contents_post(contents, weigh_work, weigh_done, weighing);
    }
    *weight = contents->weight;
    return contents->weighed;
}

/* ---- settling ----------------------------------------------------------------------------------
 */

struct settling {
    struct contents *contents;
    struct hash hash;
};

static void settle_work(void *context)
{
    const struct settling *settling = context;
    struct blobs *blobs = settling->contents->blobs;
    (void)blobs->ops->settle(blobs, &settling->hash);
}

void contents_settle(struct contents *contents, struct slice id)
{
    struct settling *settling = mem_new(sizeof *settling);
    settling->contents = contents;
    if (hash_of_hex(id, &settling->hash))
        contents_post(contents, settle_work, mem_free, settling);
    else
        mem_free(settling);
}

/* ---- dropping ----------------------------------------------------------------------------------
 */

struct dropping {
    struct contents *contents;
    contents_dropped_fn *done;
    void *context;
    enum err error;
    size_t count;
    struct hash hashes[];
};

static void drop_work(void *context)
{
    struct dropping *dropping = context;
    struct blobs *blobs = dropping->contents->blobs;
    for (size_t i = 0; i < dropping->count; i++) {
        enum err error = blobs->ops->drop(blobs, &dropping->hashes[i]);
        if (dropping->error == ERR_NONE)
            dropping->error = error;
    }
}

static void drop_done(void *context)
{
    struct dropping *dropping = context;
    dropping->done(dropping->context, dropping->error);
    mem_free(dropping);
}

void contents_drop(struct contents *contents, const struct slice *ids, size_t count,
                   contents_dropped_fn *done, void *context)
{
    struct dropping *dropping =
        mem_new(sizeof *dropping + (count + 1) * sizeof dropping->hashes[0]);
    dropping->contents = contents;
    dropping->done = done;
    dropping->context = context;
    for (size_t i = 0; i < count; i++)
        if (hash_of_hex(ids[i], &dropping->hashes[dropping->count]))
            dropping->count++;
    contents_post(contents, drop_work, drop_done, dropping);
}
