/* SPDX-License-Identifier: Apache-2.0
 * Appending and reading, as prepared statements over the tables that sqlite_file.c explains. */
#include <stdio.h>

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/chain.h"
#include "journal/sqlite_file.h"

/* Rooms whose end the writer remembers: about 150 bytes each. */
enum { HEADS_MAX = 65536 };

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    ROOM_FIND,
    ROOM_ADD,
    ROOM_HEAD,
    ENTRY_ADD,
    OP_FIND,
    ENTRY_GET,
    ENTRY_ERASE,
    MARK_SET,
    MARK_RAISE,
    READ_ROOM,
    READ_ENTRIES,
    READ_HEAD,
    READ_OP,
    READ_ROOMS,
    READ_MARK,
    READ_MARKS,
    READ_BEHIND,
    STATEMENTS
};

/* One room's end, as the writer last left it. */
struct head {
    int64_t room;
    int64_t seq;
    struct hash chain;
};

struct sqlite {
    struct backend backend; /* first */
    struct sqlite_file file;
    sqlite3_stmt *statements[STATEMENTS];
    struct map *heads;      /* writer thread: room name to struct head, owned */
    struct key_store *keys; /* the same; owned; NULL of what reader() gives */
    bool failed;            /* writer thread */
};

#define ENTRY_COLUMNS "id, at_ms, type, person, name, op, text, chain, content"
#define OP_SELECT                                                                                  \
    "SELECT id, type, text, content FROM entry WHERE room = ?1 AND op = ?2 AND person = ?3"
#define HEAD_SELECT                                                                                \
    "SELECT id, chain FROM entry WHERE id > ?1 << 32 AND id < (?1 + 1) << 32 ORDER BY id DESC "    \
    "LIMIT 1"

#define MARK_ADD                                                                                   \
    "INSERT INTO mark (name, room, value) VALUES (?1, ?2, ?3) "                                    \
    "ON CONFLICT (name, room) DO UPDATE SET value = excluded.value"

static const struct {
    bool writes;
    const char *sql;
} statements[STATEMENTS] = {
    [BEGIN] = {true, "BEGIN IMMEDIATE"},
    [COMMIT] = {true, "COMMIT"},
    [ROLLBACK] = {true, "ROLLBACK"},
    [ROOM_FIND] = {true, "SELECT id FROM room WHERE name = ?1"},
    [ROOM_ADD] = {true, "INSERT INTO room (name) VALUES (?1)"},
    [ROOM_HEAD] = {true, HEAD_SELECT},
    [ENTRY_ADD] = {true, "INSERT INTO entry (room, op, person, id, at_ms, type, name, text, chain) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                         "ON CONFLICT (room, op, person) DO NOTHING"},
    [OP_FIND] = {true, OP_SELECT},
    [ENTRY_GET] = {true, "SELECT " ENTRY_COLUMNS " FROM entry WHERE id = ?1"},
    [ENTRY_ERASE] = {true, "UPDATE entry SET name = '', text = '{}', content = ?2 WHERE id = ?1"},
    [MARK_SET] = {true, MARK_ADD},
    [MARK_RAISE] = {true, MARK_ADD " WHERE excluded.value > value"},
    [READ_ROOM] = {false, "SELECT id FROM room WHERE name = ?1"},
    [READ_ENTRIES] = {false, "SELECT " ENTRY_COLUMNS " FROM entry "
                             "WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3"},
    [READ_HEAD] = {false, HEAD_SELECT},
    [READ_OP] = {false, OP_SELECT},
    [READ_ROOMS] = {false, "SELECT name FROM room ORDER BY name"},
    [READ_MARK] = {false, "SELECT value FROM mark WHERE name = ?1 AND room = ?2"},
    [READ_MARKS] = {false, "SELECT room, value, 0 FROM mark WHERE name = ?1 AND room > ?2 "
                           "AND value <= ?3 ORDER BY room LIMIT ?4"},
    /* CROSS JOIN: in the order of the marks. */
    [READ_BEHIND] = {false, "SELECT room, value, head & 0xffffffff FROM (SELECT m.room, m.value, "
                            "(SELECT e.id FROM entry AS e WHERE e.id > r.id << 32 "
                            "AND e.id < (r.id + 1) << 32 ORDER BY e.id DESC LIMIT 1) AS head "
                            "FROM mark AS m CROSS JOIN room AS r ON r.name = m.room "
                            "WHERE m.name = ?1 AND m.room > ?2) "
                            "WHERE head & 0xffffffff > value ORDER BY room LIMIT ?4"},
};

static struct sqlite *sqlite_of(struct backend *backend)
{
    return (struct sqlite *)backend;
}

static int64_t entry_id(int64_t room, int64_t seq)
{
    check(room > 0 && room < INT64_C(1) << (62 - SQLITE_SEQ_BITS));
    check(seq >= 0 && seq < INT64_C(1) << SQLITE_SEQ_BITS);
    return (room << SQLITE_SEQ_BITS) + seq;
}

static int64_t entry_seq(int64_t id)
{
    return id & ((INT64_C(1) << SQLITE_SEQ_BITS) - 1);
}

static void bind_text(sqlite3_stmt *statement, int at, struct slice text)
{
    check(sqlite3_bind_text64(statement, at, text.at ? text.at : "", text.len, SQLITE_STATIC,
                              SQLITE_UTF8) == SQLITE_OK);
}

static void bind_int(sqlite3_stmt *statement, int at, int64_t number)
{
    check(sqlite3_bind_int64(statement, at, number) == SQLITE_OK);
}

static void bind_hash(sqlite3_stmt *statement, int at, const struct hash *hash)
{
    check(sqlite3_bind_blob(statement, at, hash->bytes, HASH_BYTES, SQLITE_STATIC) == SQLITE_OK);
}

static struct slice column_text(sqlite3_stmt *statement, int at)
{
    const unsigned char *text = sqlite3_column_text(statement, at);
    return (struct slice){(const char *)text, (size_t)sqlite3_column_bytes(statement, at)};
}

/* False when the column holds no hash: the file is damaged. */
static bool column_hash(sqlite3_stmt *statement, int at, struct hash *hash)
{
    const void *bytes = sqlite3_column_blob(statement, at);
    if (!bytes || sqlite3_column_bytes(statement, at) != HASH_BYTES)
        return false;
    memcpy(hash->bytes, bytes, HASH_BYTES);
    return true;
}

/* Runs a statement that gives no rows. */
static bool run(struct sqlite *sqlite, enum statement which)
{
    int code = sqlite3_step(sqlite->statements[which]);
    sqlite3_reset(sqlite->statements[which]);
    return code == SQLITE_DONE;
}

/* The id of a room in *id, 0 when there is none. `which` is ROOM_FIND or READ_ROOM. */
static bool room_find(struct sqlite *sqlite, enum statement which, struct slice name, int64_t *id)
{
    sqlite3_stmt *statement = sqlite->statements[which];
    bind_text(statement, 1, name);
    int code = sqlite3_step(statement);
    *id = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The end of head->room. `which` is ROOM_HEAD or READ_HEAD. */
static bool head_read(struct sqlite *sqlite, enum statement which, struct head *head)
{
    sqlite3_stmt *statement = sqlite->statements[which];
    bind_int(statement, 1, head->room);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE;
    if (code == SQLITE_ROW) {
        head->seq = entry_seq(sqlite3_column_int64(statement, 0));
        good = column_hash(statement, 1, &head->chain);
    }
    sqlite3_reset(statement);
    return good;
}

/* The head of `room` from the cache or the file; a new room gets its row. NULL on failure. */
static struct head *head_of(struct sqlite *sqlite, struct slice room)
{
    struct head *head = map_find(sqlite->heads, room);
    if (head)
        return head;
    struct head loaded = {0};
    if (!room_find(sqlite, ROOM_FIND, room, &loaded.room))
        return NULL;
    if (loaded.room == 0) {
        bind_text(sqlite->statements[ROOM_ADD], 1, room);
        if (!run(sqlite, ROOM_ADD))
            return NULL;
        loaded.room = sqlite3_last_insert_rowid(sqlite->file.writer);
    } else if (!head_read(sqlite, ROOM_HEAD, &loaded)) {
        return NULL;
    }
    /* Forgetting all at once is rare and cheap: the file knows them. */
    if (map_full(sqlite->heads)) {
        map_free(&sqlite->heads, mem_free);
        sqlite->heads = map_new(HEADS_MAX);
    }
    head = mem_new(sizeof *head);
    *head = loaded;
    map_put(sqlite->heads, room, head);
    return head;
}

/* Looks for like's op in `room`. `which` is OP_FIND or READ_OP. */
static bool op_find(struct sqlite *sqlite, enum statement which, int64_t room,
                    const struct record *like, struct journal_result *result)
{
    sqlite3_stmt *statement = sqlite->statements[which];
    bind_int(statement, 1, room);
    bind_text(statement, 2, like->op);
    bind_text(statement, 3, like->by);
    int code = sqlite3_step(statement);
    *result = (struct journal_result){0};
    if (code == SQLITE_ROW) {
        bool erased = sqlite3_column_type(statement, 3) != SQLITE_NULL;
        result->repeated = slice_equal(column_text(statement, 1), like->type) &&
                           (erased || slice_equal(column_text(statement, 2), like->text));
        result->error = result->repeated ? ERR_NONE : ERR_OP_REUSED;
        result->seq = entry_seq(sqlite3_column_int64(statement, 0));
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool entry_add(struct sqlite *sqlite, struct record *record, struct journal_result *result)
{
    sqlite3_stmt *statement = sqlite->statements[ENTRY_ADD];
    struct head *head = head_of(sqlite, record->room);
    if (!head)
        return false;
    record->seq = head->seq + 1;
    record->chain = chain_link(&head->chain, record);
    bind_int(statement, 1, head->room);
    bind_text(statement, 2, record->op);
    bind_text(statement, 3, record->by);
    bind_int(statement, 4, entry_id(head->room, record->seq));
    bind_int(statement, 5, record->at_ms);
    bind_text(statement, 6, record->type);
    bind_text(statement, 7, record->name);
    bind_text(statement, 8, record->text);
    bind_hash(statement, 9, &record->chain);
    if (!run(sqlite, ENTRY_ADD))
        return false;
    if (sqlite3_changes(sqlite->file.writer) == 0)
        return op_find(sqlite, OP_FIND, head->room, record, result) && result->seq > 0;
    head->seq = record->seq;
    head->chain = record->chain;
    *result = (struct journal_result){.seq = record->seq};
    return true;
}

/* Ends a transaction that failed. What the disk holds is unknown now: see the top. */
static enum err fail(struct sqlite *sqlite)
{
    sqlite->failed = true;
    if (!sqlite3_get_autocommit(sqlite->file.writer))
        run(sqlite, ROLLBACK);
    return ERR_INTERNAL;
}

static bool mark_add(struct sqlite *sqlite, const struct mark *mark)
{
    enum statement which = mark->raise ? MARK_RAISE : MARK_SET;
    bind_text(sqlite->statements[which], 1, mark->name);
    bind_text(sqlite->statements[which], 2, mark->room);
    bind_int(sqlite->statements[which], 3, mark->value);
    return run(sqlite, which);
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    struct sqlite *sqlite = sqlite_of(backend);
    check(sqlite->file.writer);
    if (sqlite->failed)
        return ERR_INTERNAL;
    bool good = run(sqlite, BEGIN);
    for (size_t i = 0; good && i < batch->count; i++)
        good = entry_add(sqlite, &batch->records[i], &batch->results[i]);
    for (size_t i = 0; good && i < batch->marks_count; i++)
        good = mark_add(sqlite, &batch->marks[i]);
    if (!good || !run(sqlite, COMMIT))
        return fail(sqlite);
    return ERR_NONE;
}

/* The row a statement with ENTRY_COLUMNS stands on. False when it is damaged. */
static bool record_read(sqlite3_stmt *statement, struct slice room, struct record *record)
{
    *record = (struct record){
        .seq = entry_seq(sqlite3_column_int64(statement, 0)),
        .at_ms = sqlite3_column_int64(statement, 1),
        .room = room,
        .type = column_text(statement, 2),
        .by = column_text(statement, 3),
        .name = column_text(statement, 4),
        .op = column_text(statement, 5),
        .text = column_text(statement, 6),
        .erased = sqlite3_column_type(statement, 8) != SQLITE_NULL,
    };
    return column_hash(statement, 7, &record->chain) &&
           (!record->erased || column_hash(statement, 8, &record->content));
}

static enum err read_range(struct sqlite *sqlite, struct slice room, int64_t first, int64_t end,
                           size_t limit, backend_each_fn *each, void *context)
{
    sqlite3_stmt *statement = sqlite->statements[READ_ENTRIES];
    bind_int(statement, 1, first);
    bind_int(statement, 2, end);
    bind_int(statement, 3, (int64_t)limit);
    enum err error = ERR_NONE;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record;
        if (!record_read(statement, room, &record))
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
    if (!room_find(sqlite, READ_ROOM, room, &id))
        return ERR_INTERNAL;
    if (id == 0 || after >= last)
        return ERR_NONE;
    return read_range(sqlite, room, entry_id(id, after > 0 ? after + 1 : 1), entry_id(id + 1, 0),
                      limit, each, context);
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
    if (!room_find(sqlite, READ_ROOM, room, &id))
        return ERR_INTERNAL;
    for (size_t i = 0; id != 0 && i < count && !relay.stopped; i++) {
        if (seqs[i] < 1 || seqs[i] >> SQLITE_SEQ_BITS)
            continue;
        int64_t at = entry_id(id, seqs[i]);
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
    if (!room_find(sqlite, READ_ROOM, like->room, &id))
        return ERR_INTERNAL;
    if (id == 0)
        return ERR_NONE;
    return op_find(sqlite, READ_OP, id, like, result) ? ERR_NONE : ERR_INTERNAL;
}

static enum err heads(struct backend *backend, const struct slice *rooms, size_t count,
                      int64_t *out)
{
    struct sqlite *sqlite = sqlite_of(backend);
    for (size_t i = 0; i < count; i++) {
        struct head found = {0};
        if (!room_find(sqlite, READ_ROOM, rooms[i], &found.room) ||
            (found.room != 0 && !head_read(sqlite, READ_HEAD, &found)))
            return ERR_INTERNAL;
        out[i] = found.seq;
    }
    return ERR_NONE;
}

static bool erase_one(struct sqlite *sqlite, int64_t id, enum err *error)
{
    sqlite3_stmt *get = sqlite->statements[ENTRY_GET], *set = sqlite->statements[ENTRY_ERASE];
    struct record record;
    bind_int(get, 1, id);
    int code = sqlite3_step(get);
    bool good = code == SQLITE_DONE || (code == SQLITE_ROW && record_read(get, SLICE(""), &record));
    *error = code == SQLITE_ROW ? ERR_NONE : ERR_NOT_FOUND;
    if (good && code == SQLITE_ROW && !record.erased) {
        record.content = chain_content(&record);
        bind_int(set, 1, id);
        bind_hash(set, 2, &record.content);
        sqlite3_reset(get);
        return run(sqlite, ENTRY_ERASE);
    }
    sqlite3_reset(get);
    return good;
}

/* secure_delete overwrites the text in the database; the log, which still holds it, is emptied. */
static enum err erase(struct backend *backend, struct slice room, int64_t seq)
{
    struct sqlite *sqlite = sqlite_of(backend);
    enum err error = ERR_NOT_FOUND;
    int64_t id = 0;
    check(sqlite->file.writer);
    if (sqlite->failed)
        return ERR_INTERNAL;
    if (!room_find(sqlite, ROOM_FIND, room, &id))
        return ERR_INTERNAL;
    if (id == 0 || seq < 1 || seq >> SQLITE_SEQ_BITS)
        return ERR_NOT_FOUND;
    bool good = run(sqlite, BEGIN) && erase_one(sqlite, entry_id(id, seq), &error);
    if (!good || !run(sqlite, COMMIT))
        return fail(sqlite);
    if (error == ERR_NONE &&
        sqlite3_wal_checkpoint_v2(sqlite->file.writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                  NULL) != SQLITE_OK)
        return ERR_INTERNAL;
    return error;
}

static enum err rooms(struct backend *backend, backend_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(backend);
    sqlite3_stmt *statement = sqlite->statements[READ_ROOMS];
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record = {.room = column_text(statement, 0)};
        if (!each(context, &record))
            break;
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
}

static enum err mark_get(struct backend *backend, struct slice name, struct slice room,
                         int64_t *value)
{
    sqlite3_stmt *statement = sqlite_of(backend)->statements[READ_MARK];
    bind_text(statement, 1, name);
    bind_text(statement, 2, room);
    int code = sqlite3_step(statement);
    *value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
}

static enum err key(struct backend *backend, struct slice name, unsigned char *out)
{
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
    sqlite3_stmt *statement = sqlite->statements[asked->behind ? READ_BEHIND : READ_MARKS];
    int code;
    bind_text(statement, 1, asked->name);
    bind_text(statement, 2, asked->after);
    if (!asked->behind)
        bind_int(statement, 3, asked->upto);
    bind_int(statement, 4, (int64_t)asked->limit);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct journal_mark mark = {.room = column_text(statement, 0),
                                          .value = sqlite3_column_int64(statement, 1),
                                          .head = sqlite3_column_int64(statement, 2)};
        each(context, &mark);
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? ERR_NONE : ERR_INTERNAL;
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
    sqlite_file_close(&sqlite->file, sqlite->failed);
    map_free(&sqlite->heads, mem_free);
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
    .key = key,
    .key_destroy = key_destroy,
    .rooms = rooms,
    .epoch = epoch,
    .close = finish,
};

static bool statements_prepare(struct sqlite *sqlite)
{
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3 *connection = statements[i].writes ? sqlite->file.writer : sqlite->file.reader;
        if (connection &&
            sqlite3_prepare_v3(connection, statements[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &sqlite->statements[i], NULL) != SQLITE_OK)
            return false;
    }
    return true;
}

/* Takes over an open file. NULL when it does not hold our tables. */
static struct backend *sqlite_new(const struct sqlite_file *file)
{
    struct sqlite *sqlite = mem_new(sizeof *sqlite);
    sqlite->backend.ops = &sqlite_ops;
    sqlite->file = *file;
    sqlite->heads = map_new(HEADS_MAX);
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
    return backend;
}

struct backend *sqlite_open(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, true, why, why_bytes);
}

struct backend *sqlite_open_readonly(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, false, why, why_bytes);
}
