/* SPDX-License-Identifier: Apache-2.0
 * See cleaner.h. */
#include "journal/cleaner.h"

#include "base/mem.h"

enum { SOON_MS = 60000, LATER_MS = 3600000 };

struct cleaner {
    struct loop *loop;       /* borrowed */
    struct backend *backend; /* borrowed */
    struct worker *worker;   /* from the first time on */
    struct timer *soon, *later;
    bool working;
    bool erased; /* while it was working */
    bool last;   /* what is under way is the second time */
    atomic_bool stop;
    enum err error;
};

static void soon(void *context);
static void later(void *context);

struct cleaner *cleaner_new(struct loop *loop, struct backend *backend)
{
    struct cleaner *cleaner = mem_new(sizeof *cleaner);
    cleaner->loop = loop;
    cleaner->backend = backend;
    cleaner_erased(cleaner);
    return cleaner;
}

void cleaner_erased(struct cleaner *cleaner)
{
    if (cleaner->working)
        cleaner->erased = true;
    else if (cleaner->backend->ops->clean && !cleaner->soon)
        cleaner->soon = loop_after(cleaner->loop, SOON_MS, soon, cleaner);
}

/* On the cleaner's thread. */
static void clean(void *context)
{
    struct cleaner *cleaner = context;
    cleaner->error = cleaner->backend->ops->clean(cleaner->backend, &cleaner->stop);
}

static void cleaned(void *context)
{
    struct cleaner *cleaner = context;
    cleaner->working = false;
    if (atomic_load(&cleaner->stop))
        return;
    if (cleaner->erased || cleaner->error == ERR_JOURNAL_AWAY)
        cleaner_erased(cleaner);
    else if (!cleaner->last && !cleaner->later)
        cleaner->later = loop_after(cleaner->loop, LATER_MS, later, cleaner);
}

static void begin(struct cleaner *cleaner, bool last)
{
    if (!cleaner->worker)
        cleaner->worker = worker_new(cleaner->loop, "journal-clean");
    cleaner->working = true;
    cleaner->erased = false;
    cleaner->last = last;
    worker_post(cleaner->worker, clean, cleaned, cleaner);
}

static void soon(void *context)
{
    struct cleaner *cleaner = context;
    timer_close(&cleaner->soon);
    begin(cleaner, false);
}

static void later(void *context)
{
    struct cleaner *cleaner = context;
    timer_close(&cleaner->later);
    if (!cleaner->working)
        begin(cleaner, true);
}

void cleaner_close(struct cleaner **cleaner)
{
    struct cleaner *old = *cleaner;
    atomic_store(&old->stop, true);
    timer_close(&old->soon);
    timer_close(&old->later);
    worker_close(&old->worker);
    mem_free(old);
    *cleaner = NULL;
}
