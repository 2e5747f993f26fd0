/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal in one SQLite file (format version 1, PRAGMA user_version; application_id "Must").
 *
 *   meta   key, value: `epoch`, made with the file.
 *   room   id, name: rooms numbered in the order of their first entry.
 *   entry  id = room id * 2^32 + seq, so that a room's entries lie one after another and reading on
 * is a walk along the leaves; a table keyed by such a rowid takes one integer comparison per step
 * and keeps long texts out of the inner pages. room, at_ms, type, person, name, op, text are the
 * entry's; chain is its link (journal/chain.h); content is NULL, or the hash of what name and text
 * were before they were erased. entry_op (room, person, op), unique: a repeated op finds its first
 * entry.
 *
 * Durability: WAL with synchronous=FULL, so a COMMIT that has returned is on disk. A failed commit
 * or sync leaves it unknown what the disk holds (Linux forgets pages that failed to be written), so
 * the journal fails for good; the next start copies the log into the database and syncs it
 * (wal_checkpoint TRUNCATE) before it serves, which makes what the cache shows and the disk holds
 * the same again.
 *
 * Exactly one connection in the world writes and checkpoints (two can corrupt a WAL before
 * SQLite 3.51.3): a flock on `<path>.lock` sees to that, held as long as the file is open. A second
 * connection only reads. WAL is checkpointed by the writer's commits every 1,000 pages.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/chain.h"

enum {
    FORMAT = 1,
    APPLICATION = 0x4d757374,
    SEQ_BITS = 32,
    HEADS_MAX = 65536, /* rooms whose head the writer remembers: about 150 bytes each */
    BUSY_MS = 10000,   /* a reading `muster journal` may hold up the checkpoint of the start */
    LOCK_PATH_BYTES = PATH_MAX + 8,
};

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
    READ_ROOM,
    READ_ENTRIES,
    READ_HEAD,
    READ_OP,
    READ_ROOMS,
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
    sqlite3 *writer;        /* NULL when reading only */
    sqlite3 *reader;
    sqlite3_stmt *statements[STATEMENTS];
    int lock_fd; /* -1 when reading only */
    char epoch[23];
    struct map *heads; /* writer thread: room name to struct head, owned */
    bool failed;       /* writer thread */
};

#define ENTRY_COLUMNS "id, at_ms, type, person, name, op, text, chain, content"
#define OP_SELECT                                                                                  \
    "SELECT id, type, text, content FROM entry WHERE room = ?1 AND person = ?2 AND op = ?3"
#define HEAD_SELECT                                                                                \
    "SELECT id, chain FROM entry WHERE id > ?1 << 32 AND id < (?1 + 1) << 32 ORDER BY id DESC "    \
    "LIMIT 1"

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
    [ENTRY_ADD] = {true, "INSERT INTO entry (room, person, op, id, at_ms, type, name, text, chain) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
                         "ON CONFLICT (room, person, op) DO NOTHING"},
    [OP_FIND] = {true, OP_SELECT},
    [ENTRY_GET] = {true, "SELECT " ENTRY_COLUMNS " FROM entry WHERE id = ?1"},
    [ENTRY_ERASE] = {true, "UPDATE entry SET name = '', text = '{}', content = ?2 WHERE id = ?1"},
    [READ_ROOM] = {false, "SELECT id FROM room WHERE name = ?1"},
    [READ_ENTRIES] = {false, "SELECT " ENTRY_COLUMNS " FROM entry "
                             "WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3"},
    [READ_HEAD] = {false, HEAD_SELECT},
    [READ_OP] = {false, OP_SELECT},
    [READ_ROOMS] = {false, "SELECT name FROM room ORDER BY name"},
};

static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, room INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " type TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, op TEXT NOT NULL,"
    " text TEXT NOT NULL, chain BLOB NOT NULL, content BLOB) STRICT;"
    "CREATE UNIQUE INDEX entry_op ON entry (room, person, op);"
    "PRAGMA application_id = 0x4d757374;"
    "PRAGMA user_version = 1;";

static struct sqlite *sqlite_of(struct backend *backend)
{
    return (struct sqlite *)backend;
}

static int64_t entry_id(int64_t room, int64_t seq)
{
    check(room > 0 && room < INT64_C(1) << (62 - SEQ_BITS));
    check(seq >= 0 && seq < INT64_C(1) << SEQ_BITS);
    return (room << SEQ_BITS) + seq;
}

static int64_t entry_seq(int64_t id)
{
    return id & ((INT64_C(1) << SEQ_BITS) - 1);
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
        loaded.room = sqlite3_last_insert_rowid(sqlite->writer);
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
    bind_text(statement, 2, like->by);
    bind_text(statement, 3, like->op);
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
    bind_text(statement, 2, record->by);
    bind_text(statement, 3, record->op);
    bind_int(statement, 4, entry_id(head->room, record->seq));
    bind_int(statement, 5, record->at_ms);
    bind_text(statement, 6, record->type);
    bind_text(statement, 7, record->name);
    bind_text(statement, 8, record->text);
    bind_hash(statement, 9, &record->chain);
    if (!run(sqlite, ENTRY_ADD))
        return false;
    if (sqlite3_changes(sqlite->writer) == 0)
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
    if (!sqlite3_get_autocommit(sqlite->writer))
        run(sqlite, ROLLBACK);
    return ERR_INTERNAL;
}

static enum err append(struct backend *backend, struct record *records,
                       struct journal_result *results, size_t count)
{
    struct sqlite *sqlite = sqlite_of(backend);
    check(sqlite->writer);
    if (sqlite->failed)
        return ERR_INTERNAL;
    bool good = run(sqlite, BEGIN);
    for (size_t i = 0; good && i < count; i++)
        good = entry_add(sqlite, &records[i], &results[i]);
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
    int64_t id, last = (INT64_C(1) << SEQ_BITS) - 1;
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
        if (seqs[i] < 1 || seqs[i] >> SEQ_BITS)
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

static enum err head(struct backend *backend, struct slice room, int64_t *out)
{
    struct sqlite *sqlite = sqlite_of(backend);
    struct head found = {0};
    *out = 0;
    if (!room_find(sqlite, READ_ROOM, room, &found.room))
        return ERR_INTERNAL;
    if (found.room != 0 && !head_read(sqlite, READ_HEAD, &found))
        return ERR_INTERNAL;
    *out = found.seq;
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
    check(sqlite->writer);
    if (sqlite->failed)
        return ERR_INTERNAL;
    if (!room_find(sqlite, ROOM_FIND, room, &id))
        return ERR_INTERNAL;
    if (id == 0 || seq < 1 || seq >> SEQ_BITS)
        return ERR_NOT_FOUND;
    bool good = run(sqlite, BEGIN) && erase_one(sqlite, entry_id(id, seq), &error);
    if (!good || !run(sqlite, COMMIT))
        return fail(sqlite);
    if (error == ERR_NONE &&
        sqlite3_wal_checkpoint_v2(sqlite->writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
            SQLITE_OK)
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

static struct slice epoch(struct backend *backend)
{
    return slice_of(sqlite_of(backend)->epoch);
}

static void finish(struct backend *backend)
{
    struct sqlite *sqlite = sqlite_of(backend);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(sqlite->statements[i]);
    sqlite3_close(sqlite->reader);
    /* After a failed sync nothing may be copied from the log on trust: the next start does it. */
    if (sqlite->writer && sqlite->failed)
        sqlite3_db_config(sqlite->writer, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(sqlite->writer);
    if (sqlite->lock_fd >= 0)
        close(sqlite->lock_fd);
    map_free(&sqlite->heads, mem_free);
    mem_free(sqlite);
}

static const struct backend_ops sqlite_ops = {
    .name = "sqlite",
    .append = append,
    .read = read_after,
    .read_seqs = read_seqs,
    .find = find,
    .head = head,
    .erase = erase,
    .rooms = rooms,
    .epoch = epoch,
    .close = finish,
};

/* Where the one sentence about a failed opening goes. */
struct reason {
    const char *path;
    char *why;
    size_t why_bytes;
};

static bool refuse(const struct reason *reason, const char *what, const char *detail)
{
    snprintf(reason->why, reason->why_bytes, "%s %s%s%s", reason->path, what, detail ? ": " : "",
             detail ? detail : "");
    return false;
}

static bool refuse_sqlite(const struct reason *reason, sqlite3 *connection)
{
    if (sqlite3_errcode(connection) == SQLITE_NOTADB)
        return refuse(reason, "is not an SQLite database", NULL);
    if ((sqlite3_errcode(connection) & 0xff) == SQLITE_BUSY)
        return refuse(reason, "is in use by another program", NULL);
    return refuse(reason, "cannot be opened as a journal", sqlite3_errmsg(connection));
}

/* A symbolic link and its target must meet at the same lock. */
static bool lock_take(struct sqlite *sqlite, const struct reason *reason)
{
    char lock[LOCK_PATH_BYTES], whole[PATH_MAX];
    const char *path = realpath(reason->path, whole) ? whole : reason->path;
    int len = snprintf(lock, sizeof lock, "%s.lock", path);
    if (len < 0 || (size_t)len >= sizeof lock)
        return refuse(reason, "cannot be opened", strerror(ENAMETOOLONG));
    sqlite->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (sqlite->lock_fd < 0)
        return refuse(reason, "cannot be locked", strerror(errno));
    if (flock(sqlite->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno == EWOULDBLOCK)
        return refuse(reason, "is in use by another Muster process", NULL);
    return refuse(reason, "cannot be locked", strerror(errno));
}

/* Made by us and not by SQLite, for its mode; log and index files take theirs from it. */
static bool file_make(const struct reason *reason)
{
    int fd = open(reason->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return refuse(reason, "cannot be opened", strerror(errno));
    bool good = fchmod(fd, 0600) == 0;
    close(fd);
    return good || refuse(reason, "cannot be made private", strerror(errno));
}

static bool connect(const struct reason *reason, int flags, sqlite3 **connection)
{
    static const char settings[] = "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA secure_delete = ON;"
                                   "PRAGMA synchronous = FULL;"
                                   "PRAGMA cache_size = -32768;";
    int code = sqlite3_open_v2(reason->path, connection, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return refuse_sqlite(reason, *connection);
    sqlite3_busy_timeout(*connection, BUSY_MS);
    sqlite3_db_config(*connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (sqlite3_exec(*connection, settings, NULL, NULL, NULL) != SQLITE_OK)
        return refuse_sqlite(reason, *connection);
    return true;
}

/* The one value of the one row of `sql`, as a number. */
static bool number_get(sqlite3 *connection, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
        return false;
    bool good = sqlite3_step(statement) == SQLITE_ROW;
    if (good)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return good;
}

/* Whether it is one of ours, or (*empty) nobody's yet. Changes nothing. */
static bool format_check(const struct reason *reason, sqlite3 *connection, bool *empty)
{
    int64_t application, format, objects;
    if (!number_get(connection, "SELECT count(*) FROM sqlite_schema", &objects) ||
        !number_get(connection, "PRAGMA application_id", &application) ||
        !number_get(connection, "PRAGMA user_version", &format))
        return refuse_sqlite(reason, connection);
    *empty = objects == 0 && application == 0 && format == 0;
    if (*empty)
        return true;
    if (application != APPLICATION)
        return refuse(reason, "is not a Muster journal", NULL);
    if (format != FORMAT)
        return refuse(reason, "was written by another version of Muster", NULL);
    return true;
}

static bool schema_make(const struct reason *reason, sqlite3 *connection)
{
    sqlite3_stmt *statement = NULL;
    char id[23];
    hash_random_id(id);
    bool good = sqlite3_exec(connection, schema, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(connection, "INSERT INTO meta VALUES ('epoch', ?1)", -1,
                                   &statement, NULL) == SQLITE_OK;
    if (good) {
        bind_text(statement, 1, slice_of(id));
        good = sqlite3_step(statement) == SQLITE_DONE;
    }
    sqlite3_finalize(statement);
    if (good && sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return refuse_sqlite(reason, connection);
}

static bool writer_open(struct sqlite *sqlite, const struct reason *reason)
{
    bool empty;
    if (!lock_take(sqlite, reason) || !file_make(reason) ||
        !connect(reason, SQLITE_OPEN_READWRITE, &sqlite->writer) ||
        !format_check(reason, sqlite->writer, &empty))
        return false;
    sqlite3 *writer = sqlite->writer;
    if (sqlite3_exec(writer, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_wal_checkpoint_v2(writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
            SQLITE_OK)
        return refuse_sqlite(reason, writer);
    return !empty || schema_make(reason, writer);
}

static bool reader_open(struct sqlite *sqlite, const struct reason *reason)
{
    bool empty;
    if (!connect(reason, SQLITE_OPEN_READONLY, &sqlite->reader) ||
        !format_check(reason, sqlite->reader, &empty))
        return false;
    sqlite3_db_config(sqlite->reader, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return !empty || refuse(reason, "is not a Muster journal", NULL);
}

static bool statements_prepare(struct sqlite *sqlite, const struct reason *reason)
{
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3 *connection = statements[i].writes ? sqlite->writer : sqlite->reader;
        if (connection &&
            sqlite3_prepare_v3(connection, statements[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               &sqlite->statements[i], NULL) != SQLITE_OK)
            return refuse_sqlite(reason, connection);
    }
    return true;
}

static bool epoch_read(struct sqlite *sqlite, const struct reason *reason)
{
    sqlite3_stmt *statement = NULL;
    const char *sql = "SELECT value FROM meta WHERE key = 'epoch'";
    bool good = sqlite3_prepare_v2(sqlite->reader, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    struct slice value = good ? column_text(statement, 0) : SLICE("");
    good = value.len == sizeof sqlite->epoch - 1;
    if (good)
        memcpy(sqlite->epoch, value.at, value.len);
    sqlite3_finalize(statement);
    return good || refuse(reason, "has no epoch", NULL);
}

static struct backend *open_as(const char *path, bool writes, char *why, size_t why_bytes)
{
    struct sqlite *sqlite = mem_new(sizeof *sqlite);
    const struct reason reason = {path, why, why_bytes};
    sqlite->backend.ops = &sqlite_ops;
    sqlite->lock_fd = -1;
    sqlite->heads = map_new(HEADS_MAX);
    if ((!writes || writer_open(sqlite, &reason)) && reader_open(sqlite, &reason) &&
        statements_prepare(sqlite, &reason) && epoch_read(sqlite, &reason))
        return &sqlite->backend;
    finish(&sqlite->backend);
    return NULL;
}

struct backend *sqlite_open(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, true, why, why_bytes);
}

struct backend *sqlite_open_readonly(const char *path, char *why, size_t why_bytes)
{
    return open_as(path, false, why, why_bytes);
}
