/* SPDX-License-Identifier: Apache-2.0
 *
 * Erasing: secure_delete overwrites the words in their page, or the pages that long ones have for
 * themselves; copies that SQLite makes when it moves rows go with every page that is written
 * (sqlite_clean.h). The log still holds the words: once for each batch it is copied into the
 * database and cut to nothing. The writer's own pages in memory, whose middles are not clean, are
 * let go then, so that they do not bring back anything.
 *
 * Dropping a room deletes its rows some hundreds at a time, so that others are written in between;
 * the first transaction makes it a room that was dropped, the last one is followed by the same.
 */
#include "journal/sqlite_write.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/chain.h"
#include "journal/sqlite_row.h"

/* Rooms whose end is remembered: about 150 bytes each. Entries that go at once: what else is
 * written waits meanwhile. */
enum { HEADS_MAX = 65536, DROPPED_AT_ONCE = 500 };

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    ROOM_FIND,
    ROOM_ADD,
    ROOM_HEAD,
    ROOM_END,
    ROOM_DROP,
    ENTRIES_DROP,
    MARKS_DROP,
    ENTRY_ADD,
    OP_FIND,
    ENTRY_GET,
    ENTRY_ERASE,
    MARK_SET,
    MARK_RAISE,
    STATEMENTS
};

struct sqlite_writer {
    sqlite3 *connection; /* borrowed */
    sqlite3_stmt *statements[STATEMENTS];
    struct map *heads; /* room name to struct sqlite_head as it was left, owned */
    bool failed;
    char why[SQLITE_WHY_BYTES]; /* written before `failed` is seen anywhere */
};

/* A room that was dropped has none any more. */
#define MARK_ADD                                                                                   \
    "INSERT INTO mark (name, room, value, seq) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS "            \
    "(SELECT 1 FROM room WHERE name = ?2 AND dropped_ms IS NOT NULL) "                             \
    "ON CONFLICT (name, room) DO UPDATE SET value = excluded.value, seq = excluded.seq"

static const char *const statements[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [ROOM_FIND] = "SELECT id FROM room WHERE name = ?1",
    [ROOM_ADD] = "INSERT INTO room (name) VALUES (?1)",
    [ROOM_HEAD] = SQLITE_HEAD,
    [ROOM_END] = SQLITE_END,
    [ROOM_DROP] = "UPDATE room SET head = ?2, chain = ?3, dropped_ms = ?4 WHERE id = ?1",
    [ENTRIES_DROP] = "DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE id > ?1 << 32 "
                     "AND id < (?1 + 1) << 32 ORDER BY id LIMIT ?2)",
    [MARKS_DROP] = "DELETE FROM mark WHERE room = ?1",
    [ENTRY_ADD] = "INSERT INTO entry "
                  "(room, op, person, id, at_ms, type, name, text, chain, salt, content) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
                  "ON CONFLICT (room, op, person) DO NOTHING",
    [OP_FIND] = SQLITE_OP,
    [ENTRY_GET] = "SELECT " SQLITE_ENTRY " FROM entry WHERE id = ?1",
    [ENTRY_ERASE] = "UPDATE entry SET name = '', text = ?2, content = ?3, salt = NULL "
                    "WHERE id = ?1",
    [MARK_SET] = MARK_ADD " WHERE excluded.seq >= seq",
    [MARK_RAISE] = MARK_ADD " WHERE excluded.value > value",
};

struct sqlite_writer *sqlite_write_new(const struct sqlite_file *file)
{
    struct sqlite_writer *writer = mem_new(sizeof *writer);
    writer->connection = file->writer;
    writer->heads = map_new(HEADS_MAX);
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(file->writer, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &writer->statements[i], NULL) != SQLITE_OK) {
            sqlite_write_free(&writer);
            break;
        }
    }
    return writer;
}

void sqlite_write_free(struct sqlite_writer **writer)
{
    struct sqlite_writer *old = *writer;
    *writer = NULL;
    if (!old)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(old->statements[i]);
    map_free(&old->heads, mem_free);
    mem_free(old);
}

bool sqlite_write_failed(const struct sqlite_writer *writer)
{
    return writer->failed;
}

const char *sqlite_write_why(const struct sqlite_writer *writer)
{
    return writer->why;
}

static bool run(struct sqlite_writer *writer, enum statement which)
{
    return sqlite_row_run(writer->statements[which]);
}

/* The head of `room` as remembered or from the file; a new room gets its row. NULL on failure. */
static struct sqlite_head *head_of(struct sqlite_writer *writer, struct slice room)
{
    struct sqlite_head *head = map_find(writer->heads, room);
    if (head)
        return head;
    struct sqlite_head loaded = {0};
    if (!sqlite_row_room(writer->statements[ROOM_FIND], room, &loaded.room))
        return NULL;
    if (loaded.room == 0) {
        sqlite_row_text(writer->statements[ROOM_ADD], 1, room);
        if (!run(writer, ROOM_ADD))
            return NULL;
        loaded.room = sqlite3_last_insert_rowid(writer->connection);
    } else if (!sqlite_row_end(writer->statements[ROOM_END], &loaded) ||
               (!loaded.dropped && !sqlite_row_head(writer->statements[ROOM_HEAD], &loaded))) {
        return NULL;
    }
    /* Forgetting all at once is rare and cheap: the file knows them. */
    if (map_full(writer->heads)) {
        map_free(&writer->heads, mem_free);
        writer->heads = map_new(HEADS_MAX);
    }
    head = mem_new(sizeof *head);
    *head = loaded;
    map_put(writer->heads, room, head);
    return head;
}

/* Writes a record that has its number and link. False when SQLite fails; nothing changes where the
 * op is there. */
static bool row_add(struct sqlite_writer *writer, int64_t room, const struct record *record)
{
    const struct slice content = {(const char *)record->content.bytes, HASH_BYTES};
    sqlite3_stmt *statement = writer->statements[ENTRY_ADD];
    sqlite_row_int(statement, 1, room);
    sqlite_row_text(statement, 2, record->op);
    sqlite_row_text(statement, 3, record->by);
    sqlite_row_int(statement, 4, sqlite_row_id(room, record->seq));
    sqlite_row_int(statement, 5, record->at_ms);
    sqlite_row_text(statement, 6, record->type);
    sqlite_row_text(statement, 7, record->name);
    sqlite_row_text(statement, 8, record->text);
    sqlite_row_hash(statement, 9, &record->chain);
    sqlite_row_bytes(statement, 10, record_salt(record));
    sqlite_row_bytes(statement, 11, record->erased ? content : (struct slice){NULL, 0});
    return run(writer, ENTRY_ADD);
}

static bool entry_add(struct sqlite_writer *writer, struct record *record,
                      struct journal_result *result)
{
    struct sqlite_head *head = head_of(writer, record->room);
    if (!head)
        return false;
    if (head->dropped) {
        *result = (struct journal_result){.error = ERR_ROOM_DROPPED};
        return true;
    }
    record->seq = head->seq + 1;
    record->chain = chain_link(&head->chain, record);
    if (!row_add(writer, head->room, record))
        return false;
    if (sqlite3_changes(writer->connection) == 0)
        return sqlite_row_op(writer->statements[OP_FIND], head->room, record, result) &&
               result->seq > 0;
    head->seq = record->seq;
    head->chain = record->chain;
    *result = (struct journal_result){.seq = record->seq};
    return true;
}

static bool mark_add(struct sqlite_writer *writer, const struct mark *mark)
{
    enum statement which = mark->raise ? MARK_RAISE : MARK_SET;
    sqlite_row_text(writer->statements[which], 1, mark->name);
    sqlite_row_text(writer->statements[which], 2, mark->room);
    sqlite_row_int(writer->statements[which], 3, mark->value);
    sqlite_row_int(writer->statements[which], 4, mark->seq);
    return run(writer, which);
}

/* Ends a transaction that failed. What the disk holds is unknown now: see sqlite_file.c. */
static enum err fail(struct sqlite_writer *writer)
{
    if (!writer->failed)
        sqlite_row_why(writer->connection, writer->why);
    writer->failed = true;
    if (!sqlite3_get_autocommit(writer->connection))
        run(writer, ROLLBACK);
    return ERR_INTERNAL;
}

enum err sqlite_write_commit(struct sqlite_writer *writer, const struct batch *batch)
{
    if (writer->failed)
        return ERR_INTERNAL;
    bool good = run(writer, BEGIN);
    for (size_t i = 0; good && i < batch->count; i++)
        good = entry_add(writer, &batch->records[i], &batch->results[i]);
    for (size_t i = 0; good && i < batch->marks_count; i++)
        good = mark_add(writer, &batch->marks[i]);
    return good && run(writer, COMMIT) ? ERR_NONE : fail(writer);
}

/* False when SQLite fails. *error: there is no such entry, or its row is damaged. */
static bool erase_one(struct sqlite_writer *writer, int64_t id, struct slice kept, enum err *error)
{
    sqlite3_stmt *get = writer->statements[ENTRY_GET], *set = writer->statements[ENTRY_ERASE];
    struct record record;
    sqlite_row_int(get, 1, id);
    int code = sqlite3_step(get);
    struct hash content = {{0}};
    *error = ERR_NOT_FOUND;
    if (code == SQLITE_ROW)
        *error = sqlite_row_record(get, SLICE(""), &record) ? ERR_NONE : ERR_INTERNAL;
    if (*error == ERR_NONE)
        content = chain_content(&record);
    sqlite3_reset(get);
    if (*error != ERR_NONE)
        return code == SQLITE_ROW || code == SQLITE_DONE;
    sqlite_row_int(set, 1, id);
    sqlite_row_text(set, 2, kept);
    sqlite_row_hash(set, 3, &content);
    return run(writer, ENTRY_ERASE);
}

static enum err log_forget(struct sqlite_writer *writer)
{
    bool busy;
    if (!sqlite_file_forget(writer->connection, &busy))
        return busy ? ERR_TOO_MANY_REQUESTS : fail(writer);
    sqlite3_db_release_memory(writer->connection);
    return ERR_NONE;
}

enum err sqlite_write_erase(struct sqlite_writer *writer, struct slice room,
                            const struct journal_erasure *things, size_t count)
{
    int64_t id = 0;
    enum err error = ERR_NONE;
    if (writer->failed || !sqlite_row_room(writer->statements[ROOM_FIND], room, &id))
        return ERR_INTERNAL;
    bool good = run(writer, BEGIN);
    for (size_t i = 0; good && error == ERR_NONE && i < count; i++) {
        if (id == 0 || things[i].seq < 1 || things[i].seq >> SQLITE_SEQ_BITS != 0)
            error = ERR_NOT_FOUND;
        else
            good = erase_one(writer, sqlite_row_id(id, things[i].seq), things[i].kept, &error);
    }
    if (!good || !run(writer, error == ERR_NONE ? COMMIT : ROLLBACK))
        return fail(writer);
    return error == ERR_NONE ? log_forget(writer) : error;
}

/* A room that is there is not added by that. */
static bool drop_some(struct sqlite_writer *writer, struct slice room, int64_t at_ms,
                      struct journal_end *end)
{
    struct sqlite_head *head = head_of(writer, room);
    sqlite3_stmt *set = writer->statements[ROOM_DROP];
    if (!head)
        return false;
    if (!head->dropped) {
        sqlite_row_int(set, 1, head->room);
        sqlite_row_int(set, 2, head->seq);
        sqlite_row_hash(set, 3, &head->chain);
        sqlite_row_int(set, 4, at_ms);
        sqlite_row_text(writer->statements[MARKS_DROP], 1, room);
        if (!run(writer, ROOM_DROP) || !run(writer, MARKS_DROP))
            return false;
    }
    head->dropped = true;
    sqlite_row_int(writer->statements[ENTRIES_DROP], 1, head->room);
    sqlite_row_int(writer->statements[ENTRIES_DROP], 2, DROPPED_AT_ONCE);
    if (!run(writer, ENTRIES_DROP))
        return false;
    *end = (struct journal_end){.seq = head->seq,
                                .chain = head->chain,
                                .left = sqlite3_changes(writer->connection) == DROPPED_AT_ONCE};
    return true;
}

enum err sqlite_write_drop(struct sqlite_writer *writer, struct slice room, int64_t at_ms,
                           struct journal_end *end)
{
    int64_t id = 0;
    if (writer->failed || !sqlite_row_room(writer->statements[ROOM_FIND], room, &id))
        return ERR_INTERNAL;
    if (id == 0)
        return ERR_NOT_FOUND;
    if (!run(writer, BEGIN) || !drop_some(writer, room, at_ms, end) || !run(writer, COMMIT))
        return fail(writer);
    return end->left ? ERR_NONE : log_forget(writer);
}

/* ---- what another journal has ------------------------------------------------------------------
 */

static bool record_take(struct sqlite_writer *writer, const struct record *record)
{
    struct sqlite_head *head = head_of(writer, record->room);
    if (!head || head->dropped || record->seq != head->seq + 1)
        return false;
    const struct hash link = chain_link(&head->chain, record);
    if (memcmp(&link, &record->chain, sizeof link) != 0 || !row_add(writer, head->room, record) ||
        sqlite3_changes(writer->connection) == 0)
        return false;
    head->seq = record->seq;
    head->chain = record->chain;
    return true;
}

enum err sqlite_write_take(struct sqlite_writer *writer, const struct batch *batch)
{
    if (writer->failed)
        return ERR_INTERNAL;
    bool good = run(writer, BEGIN);
    for (size_t i = 0; good && i < batch->count; i++)
        good = record_take(writer, &batch->records[i]);
    for (size_t i = 0; good && i < batch->marks_count; i++)
        good = mark_add(writer, &batch->marks[i]);
    return good && run(writer, COMMIT) ? ERR_NONE : fail(writer);
}

enum err sqlite_write_bury(struct sqlite_writer *writer, const struct record *grave)
{
    if (writer->failed || !run(writer, BEGIN))
        return fail(writer);
    struct sqlite_head *head = head_of(writer, grave->room);
    if (!head || head->seq > grave->seq)
        return fail(writer);
    head->seq = grave->seq;
    head->chain = grave->chain;
    struct journal_end end;
    return drop_some(writer, grave->room, grave->at_ms, &end) && run(writer, COMMIT) ? ERR_NONE
                                                                                     : fail(writer);
}
