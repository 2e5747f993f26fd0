/* SPDX-License-Identifier: Apache-2.0
 *
 * The index in one SQLite file, beside the journal's: application_id "MusS", user_version 1.
 *
 * - meta: key, value. `rules` are those of the words (search_words.h): of other ones everything is
 *   dropped when the file is opened.
 * - room: id, name, upto.
 * - doc: id, room, seq, part, stamp. The id begins with the time, so that an order by it is
 * (almost) that of a page; its last 21 bits are the seq's where they are free.
 * - words_#, # from 0 to 15, FTS5: by a doc's id its words and `=<id of the room>`, which makes a
 *   question in few rooms a hundred times cheaper than looking at what it finds. A room is in the
 *   one of its id modulo 16. The tokenizer `ascii` leaves words as they are; positions are not
 * kept.
 * - shard: id, state (enum state).
 *
 * FTS5 only marks a deleted row's words as gone, in a newer segment; they stay in the file until
 * all segments are merged, which search_clean does in steps. The table holds its rows itself (a
 * contentless one would have to be told the exact words to delete them, and believes anything);
 * what they leave in pages is overwritten (sqlite_clean.h).
 *
 * One connection in the world: locking_mode=EXCLUSIVE keeps others out, and needs no file of shared
 * memory. After a failed commit the index fails for good, as the journal does.
 */
#include <stdio.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/mem.h"
#include "journal/search_backend.h"
#include "journal/sqlite_open.h"
#include "journal/sqlite_row.h"

enum {
    FORMAT = 1,
    APPLICATION = 0x4d757353,
    LOW_BITS = 21,
    TIME_BITS = 42,
    MERGE_PAGES = 256, /* 1 MB of words: a step takes some milliseconds */
    SQL_BYTES = 512,
    EXPRESSION_BYTES = 32768,
};

/* What a shard holds of words that are in no document. */
enum state { CLEAN, LEFT, MERGING };

static const int64_t low_mask = (INT64_C(1) << LOW_BITS) - 1;

enum statement {
    ROOM_FIND,
    ROOM_ADD,
    ROOM_UPTO,
    DOC_FIND,
    DOC_AT,
    DOC_ADD,
    DOC_DROP,
    SHARD_SET,
    SHARD_FIND,
    STATEMENTS
};

static const char *const statements[STATEMENTS] = {
    [ROOM_FIND] = "SELECT id, upto FROM room WHERE name = ?1",
    [ROOM_ADD] = "INSERT INTO room (name, upto) VALUES (?1, 0)",
    [ROOM_UPTO] = "UPDATE room SET upto = ?2 WHERE id = ?1",
    [DOC_FIND] = "SELECT id FROM doc WHERE room = ?1 AND seq = ?2",
    [DOC_AT] = "SELECT id FROM doc WHERE id = ?1",
    [DOC_ADD] = "INSERT INTO doc (id, room, seq, part, stamp) VALUES (?1, ?2, ?3, ?4, ?5)",
    [DOC_DROP] = "DELETE FROM doc WHERE id = ?1",
    [SHARD_SET] = "UPDATE shard SET state = ?2 WHERE id = ?1 AND state <> ?2",
    [SHARD_FIND] = "SELECT id, state FROM shard WHERE state > 0 ORDER BY id LIMIT 1",
};

static const char schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, upto INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE doc (id INTEGER PRIMARY KEY, room INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " part TEXT NOT NULL, stamp TEXT NOT NULL, UNIQUE (room, seq)) STRICT;"
    "CREATE TABLE shard (id INTEGER PRIMARY KEY, state INTEGER NOT NULL) STRICT;"
    "PRAGMA application_id = 0x4d757353; PRAGMA user_version = 1;";
static const char schema_drop[] =
    "DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS room; DROP TABLE IF EXISTS doc;"
    "DROP TABLE IF EXISTS shard;";

struct sqlite_search {
    struct search search; /* first */
    sqlite3 *connection;
    sqlite3_stmt *statements[STATEMENTS];
    bool failed;
};

static struct sqlite_search *sqlite_of(struct search *search)
{
    return (struct sqlite_search *)search;
}

/* Prepares `sql`, in which each # stands for a shard. */
static sqlite3_stmt *prepare(struct sqlite_search *sqlite, const char *sql, int shard)
{
    struct buffer text;
    sqlite3_stmt *statement = NULL;
    buffer_init(&text, SQL_BYTES);
    for (; *sql; sql++) {
        if (*sql == '#')
            buffer_add_int(&text, shard);
        else
            buffer_add_byte(&text, *sql);
    }
    check(!text.full);
    if (sqlite3_prepare_v2(sqlite->connection, text.bytes, (int)text.len, &statement, NULL) !=
        SQLITE_OK)
        statement = NULL;
    buffer_done(&text);
    return statement;
}

/* The first two numbers of the row that a statement gives, if it gives one. False on failure. */
static bool numbers(sqlite3_stmt *statement, int64_t *first, int64_t *second)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *first = sqlite3_column_int64(statement, 0);
        if (second)
            *second = sqlite3_column_int64(statement, 1);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* A room's id (0: it is not known) and how far it has come. */
static bool room_find(struct sqlite_search *sqlite, struct slice room, int64_t *id, int64_t *upto)
{
    *id = *upto = 0;
    sqlite_row_text(sqlite->statements[ROOM_FIND], 1, room);
    return numbers(sqlite->statements[ROOM_FIND], id, upto);
}

static enum err room_upto(struct search *search, struct slice room, int64_t *upto)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    int64_t id;
    return !sqlite->failed && room_find(sqlite, room, &id, upto) ? ERR_NONE : ERR_INTERNAL;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

/* One transaction in one room. */
struct change {
    struct sqlite_search *sqlite;
    int64_t room;
    int shard;
    sqlite3_stmt *add, *drop; /* words of its shard */
};

static bool change_begin(struct change *change)
{
    change->shard = (int)(change->room % SEARCH_SHARDS);
    change->add = prepare(change->sqlite, "INSERT INTO words_# (rowid, words) VALUES (?1, ?2)",
                          change->shard);
    change->drop = prepare(change->sqlite, "DELETE FROM words_# WHERE rowid = ?1", change->shard);
    return change->add && change->drop;
}

static enum err change_end(struct sqlite_search *sqlite, struct change *change, bool good)
{
    sqlite3_finalize(change->add);
    sqlite3_finalize(change->drop);
    if (good && sqlite_open_run(sqlite->connection, "COMMIT"))
        return ERR_NONE;
    sqlite->failed = good;
    sqlite_open_run(sqlite->connection, "ROLLBACK");
    return ERR_INTERNAL;
}

static bool run_with_id(sqlite3_stmt *statement, int64_t id)
{
    sqlite_row_int(statement, 1, id);
    return sqlite_row_run(statement);
}

/* Takes a document out, if there is one. */
static bool document_drop(struct change *change, int64_t seq)
{
    sqlite3_stmt *find = change->sqlite->statements[DOC_FIND];
    sqlite3_stmt *set = change->sqlite->statements[SHARD_SET];
    int64_t id = -1;
    sqlite_row_int(find, 1, change->room);
    sqlite_row_int(find, 2, seq);
    if (!numbers(find, &id, NULL))
        return false;
    sqlite_row_int(set, 2, LEFT);
    return id < 0 || (run_with_id(set, change->shard) && run_with_id(change->drop, id) &&
                      run_with_id(change->sqlite->statements[DOC_DROP], id));
}

/* The id for a document: the first that is free. */
static bool id_find(struct change *change, const struct search_document *document, int64_t *id)
{
    sqlite3_stmt *at = change->sqlite->statements[DOC_AT];
    int64_t taken = 0;
    check(document->at_ms >> TIME_BITS == 0);
    for (int64_t low = document->seq & low_mask; taken >= 0; low = (low + 1) & low_mask) {
        taken = -1;
        *id = document->at_ms << LOW_BITS | low;
        sqlite_row_int(at, 1, *id);
        if (!numbers(at, &taken, NULL))
            return false;
    }
    return true;
}

static bool document_put(struct change *change, const struct search_document *document)
{
    sqlite3_stmt *add = change->sqlite->statements[DOC_ADD];
    struct buffer words;
    int64_t id;
    if (!document_drop(change, document->seq))
        return false;
    if (document->text.len == 0)
        return true;
    if (!id_find(change, document, &id))
        return false;
    sqlite_row_int(add, 2, change->room);
    sqlite_row_int(add, 3, document->seq);
    sqlite_row_text(add, 4, document->part);
    sqlite_row_text(add, 5, document->stamp);
    buffer_init(&words, document->text.len + 32);
    buffer_add(&words, document->text);
    buffer_addf(&words, " =%lld", (long long)change->room);
    sqlite_row_text(change->add, 2, buffer_slice(&words));
    bool good = run_with_id(add, id) && run_with_id(change->add, id);
    buffer_done(&words);
    return good;
}

/* The room's id, made if missing; how far it has come. */
static bool room_reach(struct sqlite_search *sqlite, struct slice room, int64_t *id, int64_t *upto)
{
    sqlite3_stmt *add = sqlite->statements[ROOM_ADD];
    if (!room_find(sqlite, room, id, upto))
        return false;
    if (*id != 0)
        return true;
    sqlite_row_text(add, 1, room);
    return sqlite_row_run(add) && room_find(sqlite, room, id, upto);
}

static enum err index_group(struct search *search, const struct search_group *group)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    sqlite3_stmt *set = sqlite->statements[ROOM_UPTO];
    struct change change = {.sqlite = sqlite};
    int64_t upto = 0;
    if (sqlite->failed || !sqlite_open_run(sqlite->connection, "BEGIN IMMEDIATE"))
        return ERR_INTERNAL;
    bool good = room_reach(sqlite, group->room, &change.room, &upto);
    if (good && upto != group->from) {
        sqlite_open_run(sqlite->connection, "ROLLBACK");
        return ERR_ALREADY_EXISTS;
    }
    good = good && change_begin(&change);
    for (size_t i = 0; good && i < group->count; i++)
        good = document_put(&change, &group->documents[i]);
    sqlite_row_int(set, 2, group->upto);
    good = good && run_with_id(set, change.room);
    return change_end(sqlite, &change, good);
}

static enum err forget(struct search *search, struct slice room, const int64_t *seqs, size_t count)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    struct change change = {.sqlite = sqlite};
    int64_t upto;
    if (sqlite->failed || !room_find(sqlite, room, &change.room, &upto))
        return ERR_INTERNAL;
    if (change.room == 0)
        return ERR_NONE;
    if (!sqlite_open_run(sqlite->connection, "BEGIN IMMEDIATE"))
        return ERR_INTERNAL;
    bool good = change_begin(&change);
    for (size_t i = 0; good && i < count; i++)
        good = document_drop(&change, seqs[i]);
    return change_end(sqlite, &change, good);
}

/* A step of merging a shard's segments; *more is false once they are one. A negative number of
 * pages begins to merge all of them (FTS5's documentation, "The 'merge' Command"). */
static bool merge(struct sqlite_search *sqlite, int shard, enum state state, bool *more)
{
    sqlite3_stmt *step =
        prepare(sqlite, "INSERT INTO words_# (words_#, rank) VALUES ('merge', ?1)", shard);
    int before = sqlite3_total_changes(sqlite->connection);
    bool good = step && run_with_id(step, state == LEFT ? -MERGE_PAGES : MERGE_PAGES);
    sqlite3_finalize(step);
    *more = sqlite3_total_changes(sqlite->connection) - before >= 2;
    return good;
}

static enum err clean(struct search *search, bool *left)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    sqlite3_stmt *find = sqlite->statements[SHARD_FIND], *set = sqlite->statements[SHARD_SET];
    struct change change = {.sqlite = sqlite};
    int64_t shard = -1, state = CLEAN;
    bool more = false;
    *left = true;
    if (sqlite->failed || !numbers(find, &shard, &state))
        return ERR_INTERNAL;
    if (shard < 0) {
        *left = false;
        return sqlite3_wal_checkpoint_v2(sqlite->connection, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                         NULL) == SQLITE_OK
                   ? ERR_NONE
                   : ERR_INTERNAL;
    }
    if (!sqlite_open_run(sqlite->connection, "BEGIN IMMEDIATE"))
        return ERR_INTERNAL;
    bool good = merge(sqlite, (int)shard, (enum state)state, &more);
    sqlite_row_int(set, 2, more ? MERGING : CLEAN);
    return change_end(sqlite, &change, good && run_with_id(set, shard));
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static void term_add(struct buffer *out, const struct search_term *term)
{
    buffer_add(out, SLICE(" AND ("));
    for (int i = 0; i < term->forms_count; i++)
        buffer_addf(out, "%s\"%s\"%s", i > 0 ? " OR " : "", term->forms[i],
                    term->prefix ? " *" : "");
    buffer_add_byte(out, ')');
}

/* What FTS5 is asked: rooms of one shard, and every term. Everything is quoted. */
static bool expression(const struct search_asked *asked, const int64_t *rooms, int shard,
                       struct buffer *out)
{
    size_t found = 0;
    buffer_clear(out);
    for (size_t i = 0; i < asked->rooms_count; i++)
        if (rooms[i] != 0 && rooms[i] % SEARCH_SHARDS == shard)
            buffer_addf(out, "%s\"=%lld\"", found++ > 0 ? " OR " : "(", (long long)rooms[i]);
    buffer_add_byte(out, ')');
    for (size_t i = 0; i < asked->terms->count; i++)
        term_add(out, &asked->terms->list[i]);
    check(!out->full);
    return found > 0;
}

static bool rows_offer(sqlite3_stmt *statement, const struct search_asked *asked,
                       struct search_page *page)
{
    int code;
    bool more = true;
    while (more && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct search_found found = {
            .at_ms = sqlite3_column_int64(statement, 0) >> LOW_BITS,
            .seq = sqlite3_column_int64(statement, 1),
            .room = sqlite_row_column(statement, 2),
            .part = sqlite_row_column(statement, 3),
            .stamp = sqlite_row_column(statement, 4),
        };
        more = search_page_offer(page, asked, &found);
    }
    return !more || code == SQLITE_DONE;
}

static bool shard_ask(struct sqlite_search *sqlite, int shard, struct slice match,
                      const struct search_asked *asked, struct search_page *page)
{
    sqlite3_stmt *statement =
        prepare(sqlite,
                "SELECT d.id, d.seq, r.name, d.part, d.stamp FROM words_# AS w "
                "CROSS JOIN doc AS d ON d.id = w.rowid CROSS JOIN room AS r ON r.id = d.room "
                "WHERE words_# MATCH ?1 AND w.rowid <= ?2 ORDER BY w.rowid DESC",
                shard);
    if (!statement)
        return false;
    int64_t newest = asked->after ? asked->after->at_ms << LOW_BITS | low_mask : INT64_MAX;
    sqlite_row_text(statement, 1, match);
    sqlite_row_int(statement, 2, newest);
    bool good = rows_offer(statement, asked, page);
    sqlite3_finalize(statement);
    return good;
}

static enum err ask(struct search *search, const struct search_asked *asked,
                    struct search_page *page)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    int64_t rooms[BOUND_SEARCH_ROOMS], upto;
    struct buffer match;
    bool good = !sqlite->failed;
    for (size_t i = 0; good && i < asked->rooms_count; i++)
        good = room_find(sqlite, asked->rooms[i], &rooms[i], &upto);
    buffer_init(&match, EXPRESSION_BYTES);
    for (int shard = 0; good && shard < SEARCH_SHARDS; shard++)
        if (expression(asked, rooms, shard, &match))
            good = shard_ask(sqlite, shard, buffer_slice(&match), asked, page);
    buffer_done(&match);
    return good ? ERR_NONE : ERR_INTERNAL;
}

/* ---- opening -----------------------------------------------------------------------------------
 */

static void finish(struct search *search)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(sqlite->statements[i]);
    if (sqlite->connection && sqlite->failed)
        sqlite3_db_config(sqlite->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(sqlite->connection);
    mem_free(sqlite);
}

static const struct search_ops sqlite_ops = {
    .name = "sqlite",
    .upto = room_upto,
    .index = index_group,
    .ask = ask,
    .forget = forget,
    .clean = clean,
    .close = finish,
};

/* Whether the words are of our rules; false for an empty file too. */
static bool rules_agree(struct sqlite_search *sqlite, const char *rules)
{
    int64_t same = 0;
    sqlite3_stmt *statement = prepare(sqlite, "SELECT value = ?1 FROM meta WHERE key = 'rules'", 0);
    if (statement) {
        sqlite_row_text(statement, 1, slice_of(rules));
        numbers(statement, &same, NULL);
    }
    sqlite3_finalize(statement);
    return same;
}

static bool shard_make(struct sqlite_search *sqlite, int shard)
{
    static const char *const steps[] = {
        "DROP TABLE IF EXISTS words_#",
        "CREATE VIRTUAL TABLE words_# USING fts5(words, tokenize = \"ascii tokenchars '='\","
        " detail = none, columnsize = 0, prefix = '2 3')",
        "INSERT INTO shard VALUES (#, 0)",
    };
    bool good = true;
    for (size_t i = 0; good && i < sizeof steps / sizeof steps[0]; i++) {
        sqlite3_stmt *step = prepare(sqlite, steps[i], shard);
        good = step && sqlite_row_run(step);
        sqlite3_finalize(step);
    }
    return good;
}

/* An empty index, whatever there was. */
static bool everything_make(struct sqlite_search *sqlite, const char *rules)
{
    bool good = sqlite_open_run(sqlite->connection, "BEGIN IMMEDIATE") &&
                sqlite_open_run(sqlite->connection, schema_drop) &&
                sqlite_open_run(sqlite->connection, schema);
    for (int shard = 0; good && shard < SEARCH_SHARDS; shard++)
        good = shard_make(sqlite, shard);
    sqlite3_stmt *set = good ? prepare(sqlite, "INSERT INTO meta VALUES ('rules', ?1)", 0) : NULL;
    if (set)
        sqlite_row_text(set, 1, slice_of(rules));
    good = set && sqlite_row_run(set);
    sqlite3_finalize(set);
    return good && sqlite_open_run(sqlite->connection, "COMMIT");
}

static bool format_check(const struct sqlite_reason *reason, sqlite3 *connection)
{
    int64_t objects, application, format;
    if (!sqlite_open_number(connection, "SELECT count(*) FROM sqlite_schema", &objects) ||
        !sqlite_open_number(connection, "PRAGMA application_id", &application) ||
        !sqlite_open_number(connection, "PRAGMA user_version", &format))
        return sqlite_open_refuse_error(reason, connection);
    if (objects > 0 && application != APPLICATION)
        return sqlite_open_refuse(reason, "is not a Muster index", NULL);
    if (format > FORMAT)
        return sqlite_open_refuse(reason, "was written by a newer version of Muster", NULL);
    return true;
}

static bool file_open(struct sqlite_search *sqlite, const struct sqlite_reason *reason)
{
    char rules[SEARCH_RULES_BYTES];
    search_words_rules(rules);
    if (!sqlite_open_make(reason) ||
        !sqlite_open_connect(reason, SQLITE_OPEN_READWRITE, &sqlite->connection))
        return false;
    sqlite3_busy_timeout(sqlite->connection, 0);
    if (!sqlite_open_run(sqlite->connection, "PRAGMA locking_mode = EXCLUSIVE") ||
        !format_check(reason, sqlite->connection) || !sqlite_open_log(reason, sqlite->connection))
        return false;
    if (sqlite3_wal_checkpoint_v2(sqlite->connection, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                  NULL) != SQLITE_OK ||
        (!rules_agree(sqlite, rules) && !everything_make(sqlite, rules)))
        return sqlite_open_refuse_error(reason, sqlite->connection);
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v2(sqlite->connection, statements[i], -1, &sqlite->statements[i],
                               NULL) != SQLITE_OK)
            return sqlite_open_refuse_error(reason, sqlite->connection);
    return true;
}

struct search *sqlite_search_open(const char *path, char *why, size_t why_bytes)
{
    const struct sqlite_reason reason = {path, why, why_bytes};
    struct sqlite_search *sqlite = mem_new(sizeof *sqlite);
    sqlite->search.ops = &sqlite_ops;
    if (file_open(sqlite, &reason))
        return &sqlite->search;
    finish(&sqlite->search);
    return NULL;
}
