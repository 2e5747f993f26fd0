/* SPDX-License-Identifier: Apache-2.0
 * The reference: records in arrays under one lock, which readers share. */
#include <pthread.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/chain.h"
#include "journal/key_store.h"

enum {
    ROOMS_MAX = 1 << 20,
    MARKS_MAX = 1 << 20,
    ENTRIES_MAX = 1 << 26,
    RECORDS_FIRST = 16,
    KEY_BYTES = 4096
};

struct room_log {
    struct record **records; /* owned; record n at n - 1; one allocation each with its texts */
    size_t count, records_capacity;
    struct map *ops; /* (by, op) to record */
    /* Of one that was dropped: then it has no records. */
    bool dropped;
    int64_t dropped_ms;
    struct journal_end end;
};

/* One allocation with its texts. */
struct kept_mark {
    struct slice name, room;
    int64_t value, seq;
};

struct memory {
    struct backend backend; /* first */
    pthread_rwlock_t lock;  /* guards rooms and all below */
    struct map *rooms;      /* name to struct room_log, owned */
    struct map *marks;      /* name and room to struct kept_mark, owned */
    char epoch[23];
    unsigned char secret[JOURNAL_SECRET_BYTES];
    struct key_store *keys; /* owned; writer thread */
};

static struct memory *memory_of(struct backend *backend)
{
    return (struct memory *)backend;
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

static struct record *record_copy(const struct record *from)
{
    size_t bytes = from->room.len + from->type.len + from->by.len + from->name.len + from->op.len +
                   from->text.len;
    struct record *record = mem_new(sizeof *record + bytes);
    char *at = (char *)(record + 1);
    *record = *from;
    record->room = copy(&at, from->room);
    record->type = copy(&at, from->type);
    record->by = copy(&at, from->by);
    record->name = copy(&at, from->name);
    record->op = copy(&at, from->op);
    record->text = copy(&at, from->text);
    return record;
}

/* The key (by, op): neither is longer than an identifier, and the length keeps them apart. */
static struct slice op_key(const struct record *record, struct buffer *key)
{
    buffer_init(key, KEY_BYTES);
    buffer_add_int(key, (int64_t)record->by.len);
    buffer_add_byte(key, ':');
    buffer_add(key, record->by);
    buffer_add(key, record->op);
    check(!key->full);
    return buffer_slice(key);
}

static struct room_log *log_of(struct memory *memory, struct slice room)
{
    struct room_log *log = map_find(memory->rooms, room);
    if (log)
        return log;
    log = mem_new(sizeof *log);
    log->ops = map_new(ENTRIES_MAX);
    map_put(memory->rooms, room, log);
    return log;
}

static void log_free(void *value)
{
    struct room_log *log = value;
    for (size_t i = 0; i < log->count; i++)
        mem_free(log->records[i]);
    mem_free(log->records);
    map_free(&log->ops, NULL);
    mem_free(log);
}

static struct record *log_add(struct room_log *log, struct record *record, struct slice key)
{
    static const struct hash zero;
    if (log->count == log->records_capacity) {
        size_t room = log->records_capacity ? 2 * log->records_capacity : RECORDS_FIRST;
        log->records = mem_resize(log->records, log->records_capacity * sizeof(struct record *),
                                  room * sizeof(struct record *));
        log->records_capacity = room;
    }
    record->seq = (int64_t)log->count + 1;
    record->chain = chain_link(log->count ? &log->records[log->count - 1]->chain : &zero, record);
    struct record *kept = record_copy(record);
    log->records[log->count++] = kept;
    map_put(log->ops, key, kept);
    return kept;
}

static struct journal_result record_add(struct memory *memory, struct record *record)
{
    struct buffer bytes;
    struct slice key = op_key(record, &bytes);
    struct room_log *log = log_of(memory, record->room);
    const struct record *first = map_find(log->ops, key);
    struct journal_result result = {0};
    if (log->dropped)
        result.error = ERR_ROOM_DROPPED;
    else if (first)
        result = record_repeat(first, record);
    else
        result.seq = log_add(log, record, key)->seq;
    buffer_done(&bytes);
    return result;
}

static struct slice mark_key(struct slice name, struct slice room, struct buffer *key)
{
    buffer_init(key, KEY_BYTES);
    buffer_add(key, name);
    buffer_add_byte(key, '\0');
    buffer_add(key, room);
    check(!key->full);
    return buffer_slice(key);
}

static void mark_add(struct memory *memory, const struct mark *mark)
{
    struct buffer bytes;
    struct slice key = mark_key(mark->name, mark->room, &bytes);
    struct kept_mark *kept = map_find(memory->marks, key);
    const struct room_log *log = map_find(memory->rooms, mark->room);
    if (log && log->dropped) {
        buffer_done(&bytes);
        return;
    }
    if (!kept) {
        kept = mem_new(sizeof *kept + mark->name.len + mark->room.len);
        char *at = (char *)(kept + 1);
        *kept = (struct kept_mark){copy(&at, mark->name), copy(&at, mark->room), mark->value,
                                   mark->seq};
        map_put(memory->marks, key, kept);
    } else if (mark->raise ? kept->value < mark->value : kept->seq <= mark->seq) {
        kept->value = mark->value;
        kept->seq = mark->seq;
    }
    buffer_done(&bytes);
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_wrlock(&memory->lock);
    for (size_t i = 0; i < batch->count; i++)
        batch->results[i] = record_add(memory, &batch->records[i]);
    for (size_t i = 0; i < batch->marks_count; i++)
        mark_add(memory, &batch->marks[i]);
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

static enum err read(struct backend *backend, struct slice room, int64_t after, size_t limit,
                     backend_each_fn *each, void *context)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_rdlock(&memory->lock);
    const struct room_log *log = map_find(memory->rooms, room);
    size_t at = after > 0 ? (size_t)after : 0;
    for (; log && at < log->count && limit > 0; at++, limit--) {
        if (!each(context, log->records[at]))
            break;
    }
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

static enum err read_seqs(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_rdlock(&memory->lock);
    const struct room_log *log = map_find(memory->rooms, room);
    for (size_t i = 0; log && i < count; i++) {
        if (seqs[i] < 1 || seqs[i] > (int64_t)log->count)
            continue;
        if (!each(context, log->records[seqs[i] - 1]))
            break;
    }
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

static enum err find(struct backend *backend, const struct record *like,
                     struct journal_result *result)
{
    struct memory *memory = memory_of(backend);
    struct buffer bytes;
    struct slice key = op_key(like, &bytes);
    pthread_rwlock_rdlock(&memory->lock);
    const struct room_log *log = map_find(memory->rooms, like->room);
    const struct record *first = log ? map_find(log->ops, key) : NULL;
    *result = first ? record_repeat(first, like) : (struct journal_result){0};
    pthread_rwlock_unlock(&memory->lock);
    buffer_done(&bytes);
    return ERR_NONE;
}

static int64_t head_of(const struct memory *memory, struct slice room)
{
    const struct room_log *log = map_find(memory->rooms, room);
    return log ? (int64_t)log->count : 0;
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_rdlock(&memory->lock);
    for (size_t i = 0; i < count; i++) {
        out[i] = head_of(memory, rooms[i]);
    }
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

/* The record becomes another that never held the words. */
static void record_erase(struct room_log *log, int64_t seq, struct slice kept)
{
    struct record *old = log->records[seq - 1], without = *old;
    struct buffer bytes;
    without.content = chain_content(old);
    without.erased = true;
    without.salt = (struct salt){0};
    without.name = SLICE("");
    without.text = kept;
    log->records[seq - 1] = record_copy(&without);
    map_put(log->ops, op_key(old, &bytes), log->records[seq - 1]);
    buffer_done(&bytes);
    mem_free(old);
}

static enum err erase(struct backend *backend, struct slice room,
                      const struct journal_erasure *things, size_t count)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_wrlock(&memory->lock);
    struct room_log *log = map_find(memory->rooms, room);
    bool found = true;
    for (size_t i = 0; found && i < count; i++)
        found = log && things[i].seq >= 1 && things[i].seq <= (int64_t)log->count;
    for (size_t i = 0; found && i < count; i++)
        record_erase(log, things[i].seq, things[i].kept);
    pthread_rwlock_unlock(&memory->lock);
    return found ? ERR_NONE : ERR_NOT_FOUND;
}

static void log_drop(struct room_log *log, int64_t at_ms)
{
    const struct record *last = log->count > 0 ? log->records[log->count - 1] : NULL;
    log->dropped = true;
    log->dropped_ms = at_ms;
    log->end = (struct journal_end){.seq = (int64_t)log->count};
    if (last)
        log->end.chain = last->chain;
    for (size_t i = 0; i < log->count; i++)
        mem_free(log->records[i]);
    log->count = 0;
    map_free(&log->ops, NULL);
    log->ops = map_new(1);
}

static void marks_drop(struct memory *memory, struct slice room)
{
    struct map_at at = {0};
    while (map_next(memory->marks, &at)) {
        const struct kept_mark *mark = at.value;
        if (slice_equal(mark->room, room))
            mem_free(map_take(memory->marks, at.key));
    }
}

static enum err drop(struct backend *backend, struct slice room, int64_t at_ms,
                     struct journal_end *end)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_wrlock(&memory->lock);
    struct room_log *log = map_find(memory->rooms, room);
    if (log && !log->dropped) {
        log_drop(log, at_ms);
        marks_drop(memory, room);
    }
    if (log)
        *end = log->end;
    pthread_rwlock_unlock(&memory->lock);
    return log ? ERR_NONE : ERR_NOT_FOUND;
}

static int name_order(const void *a, const void *b)
{
    const struct slice *left = a, *right = b;
    int order = memcmp(left->at, right->at, left->len < right->len ? left->len : right->len);
    return order ? order : (left->len > right->len) - (left->len < right->len);
}

static enum err rooms_each(struct backend *backend, bool dropped, backend_each_fn *each,
                           void *context)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_rdlock(&memory->lock);
    size_t count = 0;
    struct slice *names = mem_new((map_count(memory->rooms) + 1) * sizeof *names);
    struct map_at at = {0};
    while (map_next(memory->rooms, &at))
        if (((const struct room_log *)at.value)->dropped == dropped)
            names[count++] = at.key;
    qsort(names, count, sizeof *names, name_order);
    for (size_t i = 0; i < count; i++) {
        const struct room_log *log = map_find(memory->rooms, names[i]);
        struct record record = {.room = names[i],
                                .seq = log->end.seq,
                                .chain = log->end.chain,
                                .at_ms = log->dropped_ms};
        if (!each(context, &record))
            break;
    }
    mem_free(names);
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

static enum err rooms(struct backend *backend, backend_each_fn *each, void *context)
{
    return rooms_each(backend, false, each, context);
}

static enum err dropped(struct backend *backend, backend_each_fn *each, void *context)
{
    return rooms_each(backend, true, each, context);
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    struct memory *memory = memory_of(backend);
    struct buffer bytes;
    struct slice key = mark_key(name, room, &bytes);
    pthread_rwlock_rdlock(&memory->lock);
    const struct kept_mark *kept = map_find(memory->marks, key);
    *value = kept ? kept->value : 0;
    pthread_rwlock_unlock(&memory->lock);
    buffer_done(&bytes);
    return ERR_NONE;
}

static bool is_asked(const struct memory *memory, const struct marks_asked *asked,
                     const struct kept_mark *mark)
{
    if (!slice_equal(mark->name, asked->name) || name_order(&mark->room, &asked->after) <= 0)
        return false;
    if (asked->behind)
        return mark->value < head_of(memory, mark->room);
    return mark->value <= asked->upto;
}

static int mark_order(const void *a, const void *b)
{
    const struct journal_mark *left = a, *right = b;
    return name_order(&left->room, &right->room);
}

static size_t find_marks(const struct memory *memory, const struct marks_asked *asked,
                         struct journal_mark *found)
{
    size_t count = 0;
    struct map_at at = {0};
    while (map_next(memory->marks, &at)) {
        const struct kept_mark *mark = at.value;
        if (!is_asked(memory, asked, mark))
            continue;
        found[count++] = (struct journal_mark){mark->room, mark->value,
                                               asked->behind ? head_of(memory, mark->room) : 0};
    }
    return count;
}

static size_t find_rooms(const struct memory *memory, const struct marks_asked *asked,
                         struct journal_mark *found)
{
    size_t count = 0;
    struct map_at at = {0};
    while (map_next(memory->rooms, &at))
        if (name_order(&at.key, &asked->after) > 0 && head_of(memory, at.key) > 0)
            found[count++] = (struct journal_mark){at.key, 0, head_of(memory, at.key)};
    return count;
}

static enum err marks(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context)
{
    struct memory *memory = memory_of(backend);
    pthread_rwlock_rdlock(&memory->lock);
    size_t most = map_count(asked->rooms ? memory->rooms : memory->marks);
    struct journal_mark *found = mem_new((most + 1) * sizeof *found);
    size_t count =
        asked->rooms ? find_rooms(memory, asked, found) : find_marks(memory, asked, found);
    qsort(found, count, sizeof *found, mark_order);
    for (size_t i = 0; i < count && i < asked->limit; i++)
        each(context, &found[i]);
    mem_free(found);
    pthread_rwlock_unlock(&memory->lock);
    return ERR_NONE;
}

static enum err secret(struct backend *backend, unsigned char *out)
{
    memcpy(out, memory_of(backend)->secret, JOURNAL_SECRET_BYTES);
    return ERR_NONE;
}

static enum err key(struct backend *backend, struct slice name, bool renews, unsigned char *out)
{
    UNUSED(renews); /* its bytes are where the name is */
    struct key_hash hash = key_store_hash(name);
    return key_store_make(memory_of(backend)->keys, &hash, out);
}

static enum err key_destroy(struct backend *backend, struct slice name)
{
    struct key_hash hash = key_store_hash(name);
    return key_store_destroy(memory_of(backend)->keys, &hash);
}

static struct slice epoch(struct backend *backend)
{
    return slice_of(memory_of(backend)->epoch);
}

static void finish(struct backend *backend)
{
    struct memory *memory = memory_of(backend);
    map_free(&memory->rooms, log_free);
    map_free(&memory->marks, mem_free);
    key_store_free(&memory->keys);
    pthread_rwlock_destroy(&memory->lock);
    mem_free(memory);
}

static const struct backend_ops memory_ops = {
    .name = "memory",
    .commit = commit,
    .read = read,
    .read_seqs = read_seqs,
    .find = find,
    .heads = heads,
    .mark_get = mark_get,
    .marks = marks,
    .erase = erase,
    .drop = drop,
    .dropped = dropped,
    .secret = secret,
    .key = key,
    .key_destroy = key_destroy,
    .rooms = rooms,
    .epoch = epoch,
    .close = finish,
};

/* Readers who come one after another without a gap must not keep the writer out. */
static void lock_init(pthread_rwlock_t *lock)
{
    pthread_rwlockattr_t kind;
    check(pthread_rwlockattr_init(&kind) == 0);
    check(pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) == 0);
    check(pthread_rwlock_init(lock, &kind) == 0);
    pthread_rwlockattr_destroy(&kind);
}

struct backend *memory_open(void)
{
    struct memory *memory = mem_new(sizeof *memory);
    memory->backend.ops = &memory_ops;
    lock_init(&memory->lock);
    memory->rooms = map_new(ROOMS_MAX);
    memory->marks = map_new(MARKS_MAX);
    hash_random_id(memory->epoch);
    hash_random(memory->secret, sizeof memory->secret);
    memory->keys = key_store_new(NULL);
    return &memory->backend;
}
