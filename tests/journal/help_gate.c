/* SPDX-License-Identifier: Apache-2.0
 * See help_gate.h. */
#include "journal/help_gate.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORY_BYTES = 4096 };

struct gate {
    pthread_mutex_t lock; /* guards the rest */
    pthread_cond_t moved;
    char letter; /* who is held; 0: nobody */
    enum gate_place place;
    unsigned held;
    char story[STORY_BYTES];
    bool away;
    struct gate_writes writes;
};

struct gated {
    struct backend backend; /* first */
    struct backend *inner;  /* owned */
    struct gate *gate;      /* borrowed */
};

struct gate *gate_new(void)
{
    struct gate *gate = calloc(1, sizeof *gate);
    if (!gate)
        exit(1);
    pthread_mutex_init(&gate->lock, NULL);
    pthread_cond_init(&gate->moved, NULL);
    return gate;
}

void gate_free(struct gate *gate)
{
    pthread_cond_destroy(&gate->moved);
    pthread_mutex_destroy(&gate->lock);
    free(gate);
}

void gate_shut(struct gate *gate, char letter, enum gate_place place)
{
    pthread_mutex_lock(&gate->lock);
    gate->letter = letter;
    gate->place = place;
    pthread_mutex_unlock(&gate->lock);
}

void gate_await(struct gate *gate, unsigned count)
{
    pthread_mutex_lock(&gate->lock);
    while (gate->held < count)
        pthread_cond_wait(&gate->moved, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
}

void gate_open(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->letter = 0;
    pthread_cond_broadcast(&gate->moved);
    pthread_mutex_unlock(&gate->lock);
}

void gate_pass(struct gate *gate, char letter, enum gate_place place)
{
    pthread_mutex_lock(&gate->lock);
    if (gate->letter == letter && gate->place == place) {
        gate->held++;
        pthread_cond_broadcast(&gate->moved);
        while (gate->letter == letter && gate->place == place)
            pthread_cond_wait(&gate->moved, &gate->lock);
        gate->held--;
    }
    pthread_mutex_unlock(&gate->lock);
}

void gate_story(struct gate *gate, char *out, size_t out_bytes)
{
    pthread_mutex_lock(&gate->lock);
    snprintf(out, out_bytes, "%s", gate->story);
    gate->story[0] = '\0';
    pthread_mutex_unlock(&gate->lock);
}

static void story_add(struct gate *gate, char letter, struct slice room)
{
    pthread_mutex_lock(&gate->lock);
    size_t len = strlen(gate->story);
    if (len + 3 < STORY_BYTES)
        snprintf(gate->story + len, STORY_BYTES - len, "%c%c", letter, room.at[room.len - 1]);
    pthread_mutex_unlock(&gate->lock);
}

static struct gated *gated_of(struct backend *backend)
{
    return (struct gated *)backend;
}

void gate_away(struct gate *gate, bool away)
{
    pthread_mutex_lock(&gate->lock);
    gate->away = away;
    pthread_mutex_unlock(&gate->lock);
}

struct gate_writes gate_writes(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    struct gate_writes writes = gate->writes;
    pthread_mutex_unlock(&gate->lock);
    return writes;
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct gated *gated = gated_of(backend);
    struct gate_writes *writes = &gated->gate->writes;
    pthread_mutex_lock(&gated->gate->lock);
    bool away = gated->gate->away;
    writes->commits++;
    writes->entries += batch->count;
    writes->marks += batch->marks_count;
    if (batch->marks_count > 0)
        writes->entries_at_mark = writes->entries;
    pthread_mutex_unlock(&gated->gate->lock);
    return away ? ERR_JOURNAL_AWAY : gated->inner->ops->commit(gated->inner, batch);
}

static enum err read_after(struct backend *backend, struct slice room, int64_t after, size_t limit,
                           backend_each_fn *each, void *context)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, limit == 1024 ? 'R' : 'r', room);
    gate_pass(gated->gate, 'r', GATE_BEFORE);
    enum err error = gated->inner->ops->read(gated->inner, room, after, limit, each, context);
    gate_pass(gated->gate, 'r', GATE_AFTER);
    return error;
}

static enum err read_seqs(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, 's', room);
    gate_pass(gated->gate, 's', GATE_BEFORE);
    enum err error = gated->inner->ops->read_seqs(gated->inner, room, seqs, count, each, context);
    gate_pass(gated->gate, 's', GATE_AFTER);
    return error;
}

static enum err find(struct backend *backend, const struct record *like,
                     struct journal_result *result)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, 'f', like->room);
    gate_pass(gated->gate, 'f', GATE_BEFORE);
    return gated->inner->ops->find(gated->inner, like, result);
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, 'h', rooms[0]);
    gate_pass(gated->gate, 'h', GATE_BEFORE);
    return gated->inner->ops->heads(gated->inner, rooms, count, out);
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, 'm', name);
    gate_pass(gated->gate, 'm', GATE_BEFORE);
    return gated->inner->ops->mark_get(gated->inner, name, room, value);
}

static enum err marks(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context)
{
    struct gated *gated = gated_of(backend);
    story_add(gated->gate, 'm', asked->name);
    gate_pass(gated->gate, 'm', GATE_BEFORE);
    return gated->inner->ops->marks(gated->inner, asked, each, context);
}

static enum err erase(struct backend *backend, struct slice room,
                      const struct journal_erasure *things, size_t count)
{
    struct backend *inner = gated_of(backend)->inner;
    return inner->ops->erase(inner, room, things, count);
}

static struct slice epoch(struct backend *backend)
{
    struct backend *inner = gated_of(backend)->inner;
    return inner->ops->epoch(inner);
}

static struct backend *reader(struct backend *backend)
{
    struct gated *gated = gated_of(backend);
    struct backend *inner = gated->inner->ops->reader(gated->inner);
    return inner ? gate_backend(gated->gate, inner) : NULL;
}

static void finish(struct backend *backend)
{
    struct gated *gated = gated_of(backend);
    gated->inner->ops->close(gated->inner);
    free(gated);
}

/* Two tables: whether a backend has readers is said by its having the function. */
#define GATED_OPS                                                                                  \
    .name = "gated", .commit = commit, .read = read_after, .read_seqs = read_seqs, .find = find,   \
    .heads = heads, .mark_get = mark_get, .marks = marks, .erase = erase, .epoch = epoch,          \
    .close = finish

static const struct backend_ops alone_ops = {GATED_OPS};
static const struct backend_ops sharing_ops = {GATED_OPS, .reader = reader};

struct backend *gate_backend(struct gate *gate, struct backend *inner)
{
    struct gated *gated = calloc(1, sizeof *gated);
    if (!gated)
        exit(1);
    gated->backend.ops = inner->ops->reader ? &sharing_ops : &alone_ops;
    gated->inner = inner;
    gated->gate = gate;
    return &gated->backend;
}
