/* SPDX-License-Identifier: Apache-2.0
 * due -> what waits -> one after another: decide -> settle, drop, or leave. */
#include "net/upload_sweep.h"

#include <stdio.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/strays.h"
#include "net/export_store.h"
#include "net/upload_store.h"

enum { FIRST_MS = 1000, EVERY_MS = 600000, WAITED_MS = 3600000 };

/* One that waits. */
struct found {
    struct found *next;
    char id[HASH_HEX + 1];
    char head[]; /* with a NUL */
};

struct upload_sweep {
    struct loop *loop;
    struct hub *hub;
    struct contents *contents;
    struct timer *timer;
    int64_t before_ms;
    struct found *found;                      /* owned; the first is being looked at */
    unsigned removed, removed_before, looked; /* of this time; before this look; by it */
    bool busy, freed;
};

static void due(void *context);

struct upload_sweep *upload_sweep_new(struct loop *loop, struct hub *hub, struct contents *contents)
{
    struct upload_sweep *sweep = mem_new(sizeof *sweep);
    sweep->loop = loop;
    sweep->hub = hub;
    sweep->contents = contents;
    if (contents)
        sweep->timer = loop_after(loop, FIRST_MS, due, sweep);
    return sweep;
}

static void found_drop(struct upload_sweep *sweep)
{
    struct found *first = sweep->found;
    sweep->found = first->next;
    mem_free(first);
}

void upload_sweep_free(struct upload_sweep **sweep)
{
    struct upload_sweep *old = *sweep;
    *sweep = NULL;
    timer_close(&old->timer);
    old->freed = true;
    if (!old->busy)
        mem_free(old);
}

static void look(void *context);
static void looked(void *context);

/* Where as many were found as are looked for at once, there are more: as the pieces of exports. */
static void sweep_end(struct upload_sweep *sweep)
{
    while (sweep->found)
        found_drop(sweep);
    bool more = sweep->looked == BLOBS_WAITING && sweep->removed > sweep->removed_before;
    sweep->looked = 0;
    sweep->removed_before = sweep->removed;
    if (more && !sweep->freed) {
        contents_post(sweep->contents, look, looked, sweep);
        return;
    }
    if (sweep->removed > 0)
        log_line(LOG_INFO, "uploads that came to nothing were removed", "count=%u", sweep->removed);
    sweep->busy = false;
    if (sweep->freed)
        mem_free(sweep);
}

static void found_add(void *context, const struct hash *hash, struct slice head)
{
    struct upload_sweep *sweep = context;
    struct found *found = mem_new(sizeof *found + head.len + 1);
    hash_hex(hash, found->id);
    if (head.len > 0)
        memcpy(found->head, head.at, head.len);
    found->next = sweep->found;
    sweep->found = found;
    sweep->looked++;
}

/* On the thread. */
static void look(void *context)
{
    struct upload_sweep *sweep = context;
    struct blobs *blobs = contents_blobs(sweep->contents);
    (void)blobs->ops->waiting(blobs, sweep->before_ms, found_add, sweep);
}

static void decide_next(struct upload_sweep *sweep);

static void dropped(void *context, enum err error)
{
    struct upload_sweep *sweep = context;
    sweep->removed += error == ERR_NONE;
    found_drop(sweep);
    decide_next(sweep);
}

static void decided(void *context, enum stray_end end)
{
    struct upload_sweep *sweep = context;
    const struct slice id = slice_of(sweep->found->id);
    if (sweep->freed) {
        sweep_end(sweep);
        return;
    }
    if (end == STRAY_LOST) {
        contents_drop(sweep->contents, &id, 1, dropped, sweep);
        return;
    }
    if (end == STRAY_NAMED)
        contents_settle(sweep->contents, id);
    found_drop(sweep);
    decide_next(sweep);
}

/* What is appended instead is void: no file, and no deck of slides, has that number. */
static void decide_next(struct upload_sweep *sweep)
{
    struct upload_cause cause;
    while (sweep->found && !sweep->freed) {
        struct found *found = sweep->found;
        if (export_store_is(slice_of(found->head))) {
            const struct slice id = slice_of(found->id);
            contents_drop(sweep->contents, &id, 1, dropped, sweep);
            return;
        }
        if (upload_store_cause(slice_of(found->head), &cause)) {
            bool slides = slice_starts(cause.room, SLICE("webinar:"));
            stray_decide(
                sweep->hub,
                &(struct stray){.id = slice_of(found->id),
                                .room = cause.room,
                                .by = cause.by,
                                .op = cause.op,
                                .type = slides ? SLICE("slide.remove") : SLICE("file.remove"),
                                .text = slides ? SLICE("{\"deck\":9007199254740991}")
                                               : SLICE("{\"file\":9007199254740991}")},
                decided, sweep);
            return;
        }
        found_drop(sweep);
    }
    sweep_end(sweep);
}

static void looked(void *context)
{
    decide_next(context);
}

static void due(void *context)
{
    struct upload_sweep *sweep = context;
    timer_close(&sweep->timer);
    sweep->timer = loop_after(sweep->loop, EVERY_MS, due, sweep);
    if (sweep->busy)
        return;
    sweep->busy = true;
    sweep->removed = sweep->removed_before = sweep->looked = 0;
    sweep->before_ms = loop_now_ms(sweep->loop) - WAITED_MS;
    contents_post(sweep->contents, look, looked, sweep);
}
