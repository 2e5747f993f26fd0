/* SPDX-License-Identifier: Apache-2.0
 * See away.h. */
#include "help/away.h"

#include "base/mem.h"

static struct away *away_of(struct backend *backend)
{
    return (struct away *)backend;
}

static bool mute(struct backend *backend)
{
    struct away *away = away_of(backend);
    if (!away->reading)
        return false;
    if (away->reads_left == 0)
        return true;
    away->reads_left--;
    return false;
}

static bool has_effects(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        if (batch->records[i].op.len > 3 && memcmp(batch->records[i].op.at, "fx.", 3) == 0)
            return true;
    return false;
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct away *away = away_of(backend);
    if (away->writing || (away->holding && has_effects(batch)))
        return ERR_JOURNAL_AWAY;
    enum err error = away->memory->ops->commit(away->memory, batch);
    return away->losing || (away->losing_effects && has_effects(batch)) ? ERR_JOURNAL_AWAY : error;
}

static enum err read_after(struct backend *backend, struct slice room, int64_t after, size_t limit,
                           backend_each_fn *each, void *context)
{
    struct backend *memory = away_of(backend)->memory;
    return mute(backend) ? ERR_JOURNAL_AWAY
                         : memory->ops->read(memory, room, after, limit, each, context);
}

static enum err read_seqs(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context)
{
    struct backend *memory = away_of(backend)->memory;
    return mute(backend) ? ERR_JOURNAL_AWAY
                         : memory->ops->read_seqs(memory, room, seqs, count, each, context);
}

static enum err find(struct backend *backend, const struct record *like,
                     struct journal_result *result)
{
    struct backend *memory = away_of(backend)->memory;
    return mute(backend) ? ERR_JOURNAL_AWAY : memory->ops->find(memory, like, result);
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct backend *memory = away_of(backend)->memory;
    away_of(backend)->heads_asked++;
    away_of(backend)->heads_rooms = count;
    return mute(backend) ? ERR_JOURNAL_AWAY : memory->ops->heads(memory, rooms, count, out);
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    struct backend *memory = away_of(backend)->memory;
    return mute(backend) ? ERR_JOURNAL_AWAY : memory->ops->mark_get(memory, name, room, value);
}

static enum err marks(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context)
{
    struct backend *memory = away_of(backend)->memory;
    return mute(backend) ? ERR_JOURNAL_AWAY : memory->ops->marks(memory, asked, each, context);
}

static enum err key(struct backend *backend, struct slice name, bool renews, unsigned char *out)
{
    struct away *away = away_of(backend);
    if (away->writing)
        return ERR_JOURNAL_AWAY;
    away->forgotten &= !renews;
    if (away->forgotten)
        return ERR_NOT_AVAILABLE;
    enum err error = away->memory->ops->key(away->memory, name, renews, out);
    if (!error && away->other)
        memcpy(out, away->other, JOURNAL_KEY_BYTES);
    return error;
}

static enum err key_destroy(struct backend *backend, struct slice name)
{
    struct away *away = away_of(backend);
    return away->writing ? ERR_JOURNAL_AWAY : away->memory->ops->key_destroy(away->memory, name);
}

static enum err erase(struct backend *backend, struct slice room,
                      const struct journal_erasure *erasures, size_t count)
{
    struct away *away = away_of(backend);
    return away->writing ? ERR_JOURNAL_AWAY
                         : away->memory->ops->erase(away->memory, room, erasures, count);
}

static enum err drop(struct backend *backend, struct slice room, int64_t at_ms,
                     struct journal_end *end)
{
    struct away *away = away_of(backend);
    return away->writing ? ERR_JOURNAL_AWAY
                         : away->memory->ops->drop(away->memory, room, at_ms, end);
}

static enum err secret(struct backend *backend, unsigned char *out)
{
    struct backend *memory = away_of(backend)->memory;
    return memory->ops->secret(memory, out);
}

static struct slice epoch(struct backend *backend)
{
    struct backend *memory = away_of(backend)->memory;
    return memory->ops->epoch(memory);
}

static void finish(struct backend *backend)
{
    struct away *away = away_of(backend);
    away->memory->ops->close(away->memory);
    mem_free(away);
}

static const struct backend_ops ops = {
    .name = "away",
    .remote = true,
    .commit = commit,
    .read = read_after,
    .read_seqs = read_seqs,
    .find = find,
    .heads = heads,
    .mark_get = mark_get,
    .marks = marks,
    .key = key,
    .key_destroy = key_destroy,
    .erase = erase,
    .drop = drop,
    .secret = secret,
    .epoch = epoch,
    .close = finish,
};

struct away *away_new(void)
{
    struct away *away = mem_new(sizeof *away);
    away->backend.ops = &ops;
    away->memory = memory_open();
    return away;
}
