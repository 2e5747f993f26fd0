/* SPDX-License-Identifier: Apache-2.0
 * A room of one's own, and a visit of the journal that fills it. */
#include "hub/job.h"

#include "base/mem.h"
#include "base/unused.h"

struct job {
    struct room *room; /* owned; the thread's while the visit is under way */
    struct journal_ticket *visit;
    int64_t until_ms;
    bool later; /* an entry came that is of a later moment */
    const struct job_ops *ops;
    void *context;
    loop_fn *ended;
};

static void job_free(struct job *job)
{
    room_free(&job->room);
    mem_free(job);
}

static bool visit(void *context, const struct entry *entry)
{
    struct job *job = context;
    job->later = job->until_ms && entry->at_ms > job->until_ms;
    if (job->later)
        return false;
    enum err refused = room_apply(job->room, entry);
    return !job->ops->entry || job->ops->entry(job->context, job->room, entry, refused);
}

static void visited(void *context, enum err error, int64_t last)
{
    struct job *job = context;
    UNUSED(last);
    job->visit = NULL;
    job->ops->done(job->context, job->room, error);
    job_free(job);
}

struct job *job_start(struct journal *journal, const struct job_of *of, void *context)
{
    struct job *job = mem_new(sizeof *job);
    *job = (struct job){.room = room_new(of->room, of->kinds),
                        .until_ms = of->until_ms,
                        .ops = of->ops,
                        .context = context};
    job->visit = journal_visit(journal, of->room, 0, of->upto, visit, visited, job);
    return job;
}

struct room *job_take(struct job *job)
{
    struct room *room = job->room;
    job->room = NULL;
    return room;
}

bool job_ended(const struct job *job)
{
    return job->later;
}

static void dropped(void *context)
{
    struct job *job = context;
    loop_fn *ended = job->ended;
    context = job->context;
    job_free(job);
    if (ended)
        ended(context);
}

void job_drop(struct job **job, loop_fn *ended)
{
    struct job *old = *job;
    *job = NULL;
    if (!old)
        return;
    old->ended = ended;
    journal_drop_visit(&old->visit, dropped, old);
}
