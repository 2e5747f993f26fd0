/* SPDX-License-Identifier: Apache-2.0
 * free -> gathering: its list, then piece after piece -> held, until nobody has fetched it for a
 * minute. */
#include "net/export_files.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/spool.h"
#include "net/export_store.h"

enum { HELD = 8, IDLE_MS = 60000 };

struct waiting {
    struct waiting *next;
    export_files_fn *done;
    void *context;
};

enum held_state { HELD_FREE, HELD_GATHERS, HELD_READY };

struct held {
    struct export_files *files;
    enum held_state state;
    char id[HASH_HEX + 1];
    bool forgotten; /* while it is being gathered */
    int file;
    int64_t bytes, used_ms;
    struct buffer list;
    struct slice left; /* of the list */
    bool listed;
    enum err error;
    struct waiting *waiting;
};

struct export_files {
    struct loop *loop;
    struct contents *contents;
    struct held held[HELD];
    unsigned gathering;
    bool freed;
};

struct export_files *export_files_new(struct loop *loop, struct contents *contents)
{
    struct export_files *files = mem_new(sizeof *files);
    files->loop = loop;
    files->contents = contents;
    for (size_t i = 0; i < HELD; i++)
        files->held[i].files = files;
    return files;
}

static void let_go(struct held *held)
{
    if (held->file >= 0)
        close(held->file);
    buffer_done(&held->list);
    *held = (struct held){.files = held->files, .file = -1};
}

void export_files_free(struct export_files **files)
{
    struct export_files *old = *files;
    *files = NULL;
    if (!old)
        return;
    old->freed = true;
    for (size_t i = 0; i < HELD; i++)
        if (old->held[i].state == HELD_READY)
            let_go(&old->held[i]);
    if (old->gathering == 0)
        mem_free(old);
}

/* ---- gathering --------------------------------------------------------------------------------
 */

/* On the thread. */
static void gather(void *context)
{
    struct held *held = context;
    struct blobs *blobs = contents_blobs(held->files->contents);
    struct slice piece;
    if (!held->listed) {
        held->error = export_store_list(blobs, slice_of(held->id), &held->list);
        held->left = buffer_slice(&held->list);
        held->listed = true;
        held->file = held->error ? -1 : spool_open();
        if (!held->error && held->file < 0)
            held->error = ERR_INTERNAL;
    } else if (export_store_next(&held->left, &piece)) {
        held->error = export_store_get(blobs, piece, held->file);
    }
}

/* Each has a descriptor of their own, and reads from where they are. */
static void answer(struct held *held)
{
    struct waiting *waiting = held->waiting;
    held->waiting = NULL;
    while (waiting) {
        struct waiting *next = waiting->next;
        enum err error = held->error;
        int file = error ? -1 : fcntl(held->file, F_DUPFD_CLOEXEC, 0);
        if (!error && file < 0)
            error = ERR_INTERNAL;
        waiting->done(waiting->context, error, file, held->bytes);
        mem_free(waiting);
        waiting = next;
    }
}

static void gathered(void *context)
{
    struct held *held = context;
    struct export_files *files = held->files;
    if (files->freed && !held->error)
        held->error = ERR_NOT_AVAILABLE;
    if (!held->error && held->left.len > 0) {
        contents_post(files->contents, gather, gathered, held);
        return;
    }
    held->bytes = held->error ? 0 : (int64_t)lseek(held->file, 0, SEEK_END);
    held->state = HELD_READY;
    held->used_ms = loop_tick_ms(files->loop);
    files->gathering--;
    answer(held);
    if (held->error || held->forgotten)
        let_go(held);
    if (files->freed && files->gathering == 0)
        mem_free(files);
}

/* A place for one more: a free one, or whose file was not fetched for the longest time. */
static struct held *place_find(struct export_files *files)
{
    struct held *best = NULL;
    for (size_t i = 0; i < HELD; i++) {
        struct held *held = &files->held[i];
        if (held->state == HELD_FREE)
            return held;
        if (held->state == HELD_READY && (!best || held->used_ms < best->used_ms))
            best = held;
    }
    if (best)
        let_go(best);
    return best;
}

static struct held *held_find(struct export_files *files, struct slice id)
{
    for (size_t i = 0; i < HELD; i++) {
        struct held *held = &files->held[i];
        if (held->state != HELD_FREE && !held->forgotten && slice_is(id, held->id))
            return held;
    }
    return NULL;
}

void export_files_open(struct export_files *files, struct slice id, export_files_fn *done,
                       void *context)
{
    struct held *held = held_find(files, id);
    bool fresh = !held;
    if (!held && id.len == HASH_HEX)
        held = place_find(files);
    if (!held) {
        done(context, id.len == HASH_HEX ? ERR_TOO_MANY_REQUESTS : ERR_NOT_FOUND, -1, 0);
        return;
    }
    struct waiting *waiting = mem_new(sizeof *waiting);
    *waiting = (struct waiting){held->waiting, done, context};
    held->waiting = waiting;
    held->used_ms = loop_tick_ms(files->loop);
    if (!fresh) {
        if (held->state == HELD_READY)
            answer(held);
        return;
    }
    snprintf(held->id, sizeof held->id, "%.*s", (int)id.len, id.at);
    held->file = -1;
    held->state = HELD_GATHERS;
    buffer_init(&held->list, EXPORT_STORE_LIST_BYTES);
    files->gathering++;
    contents_post(files->contents, gather, gathered, held);
}

void export_files_forget(struct export_files *files, struct slice id)
{
    struct held *held = held_find(files, id);
    if (held && held->state == HELD_READY)
        let_go(held);
    else if (held)
        held->forgotten = true;
}

void export_files_tidy(struct export_files *files)
{
    int64_t now_ms = loop_tick_ms(files->loop);
    for (size_t i = 0; i < HELD; i++)
        if (files->held[i].state == HELD_READY && now_ms - files->held[i].used_ms > IDLE_MS)
            let_go(&files->held[i]);
}
