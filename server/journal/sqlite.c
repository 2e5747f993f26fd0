/* SPDX-License-Identifier: Apache-2.0
 * Opening and reading, as prepared statements over the tables that sqlite_file.c explains;
 * sqlite_write.c writes. */
#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/key_store.h"
#include "journal/sqlite_copy.h"
#include "journal/sqlite_row.h"
#include "journal/sqlite_write.h"

enum statement {
    READ_ROOM,
    READ_ENTRIES,
    READ_HEAD,
    READ_OP,
    READ_ROOMS,
    READ_DROPPED,
    READ_MARK,
    READ_MARKS,
    READ_BEHIND,
    READ_ROOMS_AFTER,
    STATEMENTS
};

struct sqlite {
    struct backend backend; /* first */
    struct sqlite_file file;
    struct sqlite_writer *writer; /* owned; NULL when reading only */
    sqlite3_stmt *statements[STATEMENTS];
    struct key_store *keys; /* writer thread; owned; NULL of what reader() gives */
};

static const char *const statements[STATEMENTS] = {
    [READ_ROOM] = SQLITE_ROOM,
    [READ_ENTRIES] = "SELECT " SQLITE_ENTRY " FROM entry "
                     "WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3",
    [READ_HEAD] = SQLITE_HEAD,
    [READ_OP] = SQLITE_OP,
    [READ_ROOMS] = "SELECT name FROM room WHERE dropped_ms IS NULL ORDER BY name",
    [READ_DROPPED] = "SELECT name, head, chain, dropped_ms FROM room "
                     "WHERE dropped_ms IS NOT NULL ORDER BY name",
    [READ_MARK] = "SELECT value FROM mark WHERE name = ?1 AND room = ?2",
    [READ_MARKS] = "SELECT room, value, 0 FROM mark WHERE name = ?1 AND room > ?2 "
                   "AND value <= ?3 ORDER BY room LIMIT ?4",
    /* CROSS JOIN: in the order of the marks. */
    [READ_BEHIND] = "SELECT room, value, head & 0xffffffff FROM (SELECT m.room, m.value, "
                    "(SELECT e.id FROM entry AS e WHERE e.id > r.id << 32 "
                    "AND e.id < (r.id + 1) << 32 ORDER BY e.id DESC LIMIT 1) AS head "
                    "FROM mark AS m CROSS JOIN room AS r ON r.name = m.room "
                    "WHERE m.name = ?1 AND m.room > ?2 AND r.dropped_ms IS NULL) "
                    "WHERE head & 0xffffffff > value ORDER BY room LIMIT ?4",
    [READ_ROOMS_AFTER] = "SELECT name, 0, head & 0xffffffff FROM (SELECT r.name, "
                         "(SELECT e.id FROM entry AS e WHERE e.id > r.id << 32 "
                         "AND e.id < (r.id + 1) << 32 ORDER BY e.id DESC LIMIT 1) AS head "
                         "FROM room AS r WHERE r.name > ?2 AND r.dropped_ms IS NULL) "
                         "WHERE head & 0xffffffff > 0 ORDER BY name LIMIT ?4",
};

static struct sqlite *sqlite_of(struct backend *backend)
{
    return (struct sqlite *)backend;
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct sqlite *sqlite = sqlite_of(backend);
    check(sqlite->writer);
    return sqlite_write_commit(sqlite->writer, batch);
}

static enum err erase(struct backend *backend, struct slice room,
                      const struct journal_erasure *things, size_t count)
{
    struct sqlite *sqlite = sqlite_of(backend);
    check(sqlite->writer);
    return sqlite_write_erase(sqlite->writer, room, things, count);
}

static enum err drop(struct backend *backend, struct slice room, int64_t at_ms,
                     struct journal_end *end)
{
    struct sqlite *sqlite = sqlite_of(backend);
    check(sqlite->writer);
    return sqlite_write_drop(sqlite->writer, room, at_ms, end);
}

static enum err read_range(struct sqlite *sqlite, struct slice room, int64_t first, int64_t end,
                           size_t limit, backend_each_fn *each, void *context)
{
    sqlite3_stmt *statement = sqlite->statements[READ_ENTRIES];
    sqlite_row_int(statement, 1, first);
    sqlite_row_int(statement, 2, end);
    sqlite_row_int(statement, 3, (int64_t)limit);
    enum err error = ERR_NONE;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record;
        if (!sqlite_row_record(statement, room, &record))
            error = ERR_INTERNAL;
        if (error != ERR_NONE || !each(context, &record))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? error : ERR_INTERNAL;
}

static enum err read_after(struct backend *backend, struct slice room, int64_t after, size_t limit,
                           backend_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(backend);
    int64_t id, last = (INT64_C(1) << SQLITE_SEQ_BITS) - 1;
    if (!sqlite_row_room(sqlite->statements[READ_ROOM], room, &id))
        return ERR_INTERNAL;
    if (id == 0 || after >= last)
        return ERR_NONE;
    return read_range(sqlite, room, sqlite_row_id(id, after > 0 ? after + 1 : 1),
                      sqlite_row_id(id + 1, 0), limit, each, context);
}

/* What a read of one entry passes on, so that its stop ends the reading of all. */
struct relay {
    backend_each_fn *each;
    void *context;
    bool stopped;
};

static bool relay_each(void *context, const struct record *record)
{
    struct relay *relay = context;
    relay->stopped = !relay->each(relay->context, record);
    return !relay->stopped;
}

static enum err read_seqs(struct backend *backend, struct slice room, const int64_t *seqs,
                          size_t count, backend_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(backend);
    struct relay relay = {.each = each, .context = context};
    int64_t id;
    if (!sqlite_row_room(sqlite->statements[READ_ROOM], room, &id))
        return ERR_INTERNAL;
    for (size_t i = 0; id != 0 && i < count && !relay.stopped; i++) {
        if (seqs[i] < 1 || seqs[i] >> SQLITE_SEQ_BITS)
            continue;
        int64_t at = sqlite_row_id(id, seqs[i]);
        enum err error = read_range(sqlite, room, at, at + 1, 1, relay_each, &relay);
        if (error != ERR_NONE)
            return error;
    }
    return ERR_NONE;
}

static enum err find(struct backend *backend, const struct record *like,
                     struct journal_result *result)
{
    struct sqlite *sqlite = sqlite_of(backend);
    int64_t id;
    *result = (struct journal_result){0};
    if (!sqlite_row_room(sqlite->statements[READ_ROOM], like->room, &id))
        return ERR_INTERNAL;
    if (id == 0)
        return ERR_NONE;
    return sqlite_row_op(sqlite->statements[READ_OP], id, like, result) ? ERR_NONE : ERR_INTERNAL;
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct sqlite *sqlite = sqlite_of(backend);
    for (size_t i = 0; i < count; i++) {
        struct sqlite_head found = {0};
        if (!sqlite_row_room(sqlite->statements[READ_ROOM], rooms[i], &found.room) ||
            (found.room != 0 && !sqlite_row_head(sqlite->statements[READ_HEAD], &found)))
            return ERR_INTERNAL;
        out[i] = found.seq;
    }
    return ERR_NONE;
}

static enum err rooms(struct backend *backend, backend_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(backend);
    sqlite3_stmt *statement = sqlite->statements[READ_ROOMS];
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record = {.room = sqlite_row_column(statement, 0)};
        if (!each(context, &record))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
}

static enum err dropped(struct backend *backend, backend_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(backend);
    sqlite3_stmt *statement = sqlite->statements[READ_DROPPED];
    bool good = true;
    int code;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record = {.room = sqlite_row_column(statement, 0),
                                .seq = sqlite3_column_int64(statement, 1),
                                .at_ms = sqlite3_column_int64(statement, 3)};
        struct slice chain = sqlite_row_column(statement, 2);
        good = chain.len == HASH_BYTES;
        if (good)
            memcpy(record.chain.bytes, chain.at, HASH_BYTES);
        if (good && !each(context, &record))
            break;
    }
    sqlite3_reset(statement);
    return good && (code == SQLITE_ROW || code == SQLITE_DONE) ? ERR_NONE : ERR_INTERNAL;
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    sqlite3_stmt *statement = sqlite_of(backend)->statements[READ_MARK];
    sqlite_row_text(statement, 1, name);
    sqlite_row_text(statement, 2, room);
    int code = sqlite3_step(statement);
    *value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
}

static enum err key(struct backend *backend, struct slice name, bool renews, unsigned char *out)
{
    UNUSED(renews); /* its bytes are where the name is */
    check(sqlite_of(backend)->keys);
    struct key_hash hash = key_store_hash(name);
    return key_store_make(sqlite_of(backend)->keys, &hash, out);
}

static enum err key_destroy(struct backend *backend, struct slice name)
{
    check(sqlite_of(backend)->keys);
    struct key_hash hash = key_store_hash(name);
    return key_store_destroy(sqlite_of(backend)->keys, &hash);
}

static enum err marks(struct backend *backend, const struct marks_asked *asked,
                      backend_mark_fn *each, void *context)
{
    const struct sqlite *sqlite = sqlite_of(backend);
    bool rooms = asked->rooms, behind = asked->behind;
    sqlite3_stmt *statement = sqlite->statements[rooms    ? READ_ROOMS_AFTER
                                                 : behind ? READ_BEHIND
                                                          : READ_MARKS];
    int code;
    if (!rooms)
        sqlite_row_text(statement, 1, asked->name);
    sqlite_row_text(statement, 2, asked->after);
    if (!rooms && !behind)
        sqlite_row_int(statement, 3, asked->upto);
    sqlite_row_int(statement, 4, (int64_t)asked->limit);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct journal_mark mark = {.room = sqlite_row_column(statement, 0),
                                          .value = sqlite3_column_int64(statement, 1),
                                          .head = sqlite3_column_int64(statement, 2)};
        each(context, &mark);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
}

static const char *why(struct backend *backend)
{
    const struct sqlite *sqlite = sqlite_of(backend);
    return sqlite->writer ? sqlite_write_why(sqlite->writer) : "";
}

static struct slice epoch(struct backend *backend)
{
    return slice_of(sqlite_of(backend)->file.epoch);
}

static void finish(struct backend *backend)
{
    struct sqlite *sqlite = sqlite_of(backend);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(sqlite->statements[i]);
    bool failed = sqlite->writer && sqlite_write_failed(sqlite->writer);
    sqlite_write_free(&sqlite->writer);
    sqlite_file_close(&sqlite->file, failed);
    key_store_free(&sqlite->keys);
    mem_free(sqlite);
}

static struct backend *reader(struct backend *backend);

static const struct backend_ops sqlite_ops = {
    .name = "sqlite",
    .reader = reader,
    .commit = commit,
    .read = read_after,
    .read_seqs = read_seqs,
    .find = find,
    .heads = heads,
    .mark_get = mark_get,
    .marks = marks,
    .erase = erase,
    .drop = drop,
    .dropped = dropped,
    .key = key,
    .key_destroy = key_destroy,
    .rooms = rooms,
    .why = why,
    .epoch = epoch,
    .close = finish,
};

static bool statements_prepare(struct sqlite *sqlite)
{
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(sqlite->file.reader, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &sqlite->statements[i], NULL) != SQLITE_OK)
            return false;
    }
    if (sqlite->file.writer)
        sqlite->writer = sqlite_write_new(&sqlite->file);
    return sqlite->writer || !sqlite->file.writer;
}

/* Takes over an open file. NULL when it does not hold our tables. */
static struct backend *sqlite_new(const struct sqlite_file *file)
{
    struct sqlite *sqlite = mem_new(sizeof *sqlite);
    sqlite->backend.ops = &sqlite_ops;
    sqlite->file = *file;
    if (statements_prepare(sqlite))
        return &sqlite->backend;
    finish(&sqlite->backend);
    return NULL;
}

static struct backend *reader(struct backend *backend)
{
    struct sqlite_file file;
    return sqlite_file_reader(&sqlite_of(backend)->file, &file) ? sqlite_new(&file) : NULL;
}

static struct backend *open_as(const char *path, bool writes, char *why, size_t why_bytes)
{
    struct sqlite_file file;
    if (!sqlite_file_open(&file, path, writes, why, why_bytes))
        return NULL;
    struct backend *backend = sqlite_new(&file);
    if (!backend)
        snprintf(why, why_bytes, "%s does not hold the tables of a journal", path);
    else if (writes)
        sqlite_of(backend)->keys = sqlite_file_keys(&file);
    if (!backend || !writes || key_store_usable(sqlite_of(backend)->keys, why, why_bytes))
        return backend;
    finish(backend);
    return NULL;
}

enum err sqlite_take(struct backend *copy, const struct batch *batch)
{
    return sqlite_write_take(sqlite_of(copy)->writer, batch);
}

enum err sqlite_bury(struct backend *copy, const struct record *grave)
{
    return sqlite_write_bury(sqlite_of(copy)->writer, grave);
}

struct backend *sqlite_open(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, true, why, why_bytes);
}

struct backend *sqlite_open_readonly(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, false, why, why_bytes);
}
