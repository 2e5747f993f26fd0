/* SPDX-License-Identifier: Apache-2.0
 * the room that is asked folded -> the other one -> answered on the thread -> told. */
#include "hub/recall.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/ahead.h"
#include "hub/job.h"
#include "hub/site.h"

enum {
    AT_ONCE = 2, /* each has two rooms in memory */
    AGAIN_MS = 1000,
};

struct recalls {
    struct hub *hub;
    struct worker *worker; /* owned; NULL: nobody has asked yet */
    unsigned count;
};

struct recall {
    struct recalls *recalls;
    struct room_question question; /* borrowed, as `ask` */
    struct past_ask ask;
    struct job *job;
    struct room *then, *other; /* owned; NULL: not folded yet */
    struct past past;
    struct sight *sight; /* owned */
    enum err error;
    struct buffer out;
    hub_answer_fn *done;
    void *context;
};

struct recalls *recalls_new(struct hub *hub)
{
    struct recalls *recalls = mem_new(sizeof *recalls);
    recalls->hub = hub;
    return recalls;
}

void recalls_free(struct recalls **recalls)
{
    check((*recalls)->count == 0);
    worker_close(&(*recalls)->worker);
    mem_free(*recalls);
    *recalls = NULL;
}

static void recall_end(void *context)
{
    struct recall *recall = context;
    struct hub_answer answer = {.error = recall->error};
    recall->recalls->count--;
    if (!answer.error)
        answer.json = buffer_slice(&recall->out);
    recall->done(recall->context, &answer);
    room_free(&recall->then);
    room_free(&recall->other);
    sight_free(&recall->sight);
    buffer_done(&recall->out);
    mem_free(recall);
}

/* On the thread: everything that it looks at is the recall's. */
static void answer(void *context)
{
    struct recall *recall = context;
    if (recall->ask.itself)
        room_ahead(recall->then, recall->ask.at_ms);
    recall->past.room = recall->other;
    recall->past.sight = recall->sight;
    recall->error = room_query_then(recall->then, &recall->question, &recall->past, &recall->out);
}

static bool folded(void *context, const struct room *room, const struct entry *entry,
                   enum err refused)
{
    struct recall *recall = context;
    if (entry->seq == recall->ask.entry)
        sight_take(recall->sight, room, entry, refused);
    return true;
}

static void fold(struct recall *recall, struct slice room, const struct job_ops *ops)
{
    struct hub *hub = recall->recalls->hub;
    const struct job_of of = {.kinds = hub->rooms.kinds,
                              .room = room,
                              .upto = -1,
                              .until_ms = recall->ask.at_ms,
                              .ops = ops};
    recall->job = job_start(hub->journal, &of, recall);
}

static void other_done(void *context, const struct room *room, enum err error)
{
    struct recall *recall = context;
    recall->error = error ? error : room_seq(room) == 0 ? ERR_NOT_FOUND : ERR_NONE;
    recall->other = job_take(recall->job);
    recall->past.ended = job_ended(recall->job);
    if (recall->error)
        recall_end(recall);
    else
        worker_post(recall->recalls->worker, answer, recall_end, recall);
}

static const struct job_ops other_ops = {.entry = folded, .done = other_done};

static void then_done(void *context, const struct room *room, enum err error)
{
    struct recall *recall = context;
    bool closing = recall->recalls->hub->life.closing;
    UNUSED(room);
    recall->then = job_take(recall->job);
    recall->error = closing ? ERR_NOT_AVAILABLE : error;
    if (recall->error)
        recall_end(recall);
    else if (recall->ask.itself)
        worker_post(recall->recalls->worker, answer, recall_end, recall);
    else
        fold(recall, recall->ask.room, &other_ops);
}

static const struct job_ops then_ops = {.done = then_done};

int64_t recall_start(struct recalls *recalls, struct slice asked,
                     const struct room_question *question, const struct past_ask *ask,
                     hub_answer_fn *done, void *context)
{
    if (recalls->count == AT_ONCE)
        return AGAIN_MS;
    struct recall *recall = mem_new(sizeof *recall);
    recalls->count++;
    if (!recalls->worker)
        recalls->worker = worker_new(recalls->hub->loop, "recall");
    *recall = (struct recall){.recalls = recalls,
                              .question = *question,
                              .ask = *ask,
                              .sight = sight_new(),
                              .done = done,
                              .context = context};
    buffer_init(&recall->out, BOUND_VIEW_BYTES);
    fold(recall, asked, &then_ops);
    return 0;
}
