/* SPDX-License-Identifier: Apache-2.0
 *
 * The index in one SQLite file, beside the journal's: application_id "MusS", user_version 2.
 *
 * - meta: key, value. `rules` are those of the words (search_words.h): of other ones, and of an
 *   older format, everything is dropped when the file is opened.
 * - room: id, name, upto.
 * - doc: room, seq, at_ms, part, stamp. In a room times never fall with the seqs: the order of a
 *   page is that of the seqs in each room, and rooms are laid into one another.
 * - words_#, # from 0 to 15, FTS5: by a doc's seq its words, each with its room's id before it,
 *   `7=word`. So a word is looked up in one room, its seqs lie close together, and numbers of two
 *   bytes are most of what is kept. Begins of two and of three letters are there too, `7>wo`, for
 *   many words have the same one. A room is in the one of its id modulo 16. The tokenizer `ascii`
 *   leaves words as they are; neither texts nor positions are kept (content = '', detail = none):
 *   that is why the index is smaller than what was written.
 * - vocab_#: what words_# has, word by word (fts5vocab).
 * - gone: room, seq of what was taken out of doc, while its words are still in words_#.
 * - shard: id, state (enum state).
 *
 * Nothing finds what has left doc. To take its words out FTS5 must be told exactly which they are,
 * and nobody knows them any more but the table itself: search_clean reads them off the room's part
 * of it (sqlite_sweep.h). Even then FTS5 only marks them as gone, in a newer segment; they stay in
 * the file until all segments are merged, which search_clean does next. Both go in steps. What is
 * left in pages is overwritten (sqlite_clean.h).
 *
 * One connection in the world: locking_mode=EXCLUSIVE keeps others out, and needs no file of shared
 * memory. After a failed commit the index fails for good, as the journal does.
 */
#include <stdio.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/mem.h"
#include "journal/search_backend.h"
#include "journal/sqlite_asks.h"
#include "journal/sqlite_open.h"
#include "journal/sqlite_row.h"
#include "journal/sqlite_statement.h"
#include "journal/sqlite_sweep.h"

enum {
    FORMAT = 2,
    APPLICATION = 0x4d757353,
    MERGE_PAGES = 256, /* 1 MB of words: a step takes some milliseconds */
    SWEPT = 50000,     /* words that are looked at in one step: the same */
};

/* What a shard holds of words that are in no document. */
enum state { CLEAN, LEFT, MERGING };

enum statement {
    ROOM_FIND,
    ROOM_ADD,
    ROOM_UPTO,
    DOC_ADD,
    DOC_DROP,
    DOC_BEFORE,
    GONE_ADD,
    GONE_DROP,
    GONE_ANY,
    GONE_FIRST,
    SHARD_SET,
    SHARD_FIND,
    STATEMENTS
};

static const char *const statements[STATEMENTS] = {
    [ROOM_FIND] = "SELECT id, upto FROM room WHERE name = ?1",
    [ROOM_ADD] = "INSERT INTO room (name, upto) VALUES (?1, 0)",
    [ROOM_UPTO] = "UPDATE room SET upto = ?2 WHERE id = ?1",
    [DOC_ADD] = "INSERT INTO doc (room, seq, at_ms, part, stamp) VALUES (?1, ?2, ?3, ?4, ?5)",
    [DOC_DROP] = "DELETE FROM doc WHERE room = ?1 AND seq = ?2",
    [DOC_BEFORE] = SQLITE_DOC_BEFORE,
    [GONE_ADD] = "INSERT INTO gone (room, seq) VALUES (?1, ?2)",
    [GONE_DROP] = "DELETE FROM gone WHERE room = ?1 AND seq = ?2",
    [GONE_ANY] = "SELECT seq FROM gone WHERE room = ?1 LIMIT 1",
    [GONE_FIRST] = "SELECT room, seq FROM gone WHERE room % 16 = ?1 AND (room, seq) > (?2, ?3) "
                   "ORDER BY room, seq LIMIT 1",
    [SHARD_SET] = "UPDATE shard SET state = ?2 WHERE id = ?1 AND state <> ?2",
    [SHARD_FIND] = "SELECT id, state FROM shard WHERE state > 0 ORDER BY id LIMIT 1",
};

static const char schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, upto INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE doc (room INTEGER NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " part TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (room, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE gone (room INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (room, seq))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE shard (id INTEGER PRIMARY KEY, state INTEGER NOT NULL) STRICT;"
    "PRAGMA application_id = 0x4d757353; PRAGMA user_version = 2;";
static const char schema_drop[] =
    "DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS room; DROP TABLE IF EXISTS doc;"
    "DROP TABLE IF EXISTS gone; DROP TABLE IF EXISTS shard;";

struct sqlite_search {
    struct search search; /* first */
    sqlite3 *connection;
    sqlite3_stmt *statements[STATEMENTS];
    struct sqlite_asks *asks;
    struct sqlite_sweep *sweep; /* what is read off for search_clean; NULL: nothing */
    bool failed;
};

static struct sqlite_search *sqlite_of(struct search *search)
{
    return (struct sqlite_search *)search;
}

static sqlite3_stmt *prepare(struct sqlite_search *sqlite, const char *sql, int shard)
{
    return sqlite_statement_new(sqlite->connection, sql, shard);
}

/* A room's id (0: it is not known) and how far it has come. */
static bool room_find(struct sqlite_search *sqlite, struct slice room, int64_t *id, int64_t *upto)
{
    *id = *upto = 0;
    sqlite_row_text(sqlite->statements[ROOM_FIND], 1, room);
    return sqlite_statement_numbers(sqlite->statements[ROOM_FIND], id, upto);
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
    bool gone;         /* words of what was taken out may still be there */
    sqlite3_stmt *add; /* words to its shard */
    struct buffer words;
};

static bool change_begin(struct change *change)
{
    sqlite3_stmt *any = change->sqlite->statements[GONE_ANY];
    int64_t seq = 0;
    buffer_init(&change->words, SEARCH_GROUP_WORDS);
    change->shard = (int)(change->room % SEARCH_SHARDS);
    change->add = prepare(change->sqlite, "INSERT INTO words_# (rowid, words) VALUES (?1, ?2)",
                          change->shard);
    sqlite_row_int(any, 1, change->room);
    bool good = sqlite_statement_numbers(any, &seq, NULL);
    change->gone = seq > 0;
    return good && change->add;
}

static enum err change_end(struct sqlite_search *sqlite, struct change *change, bool good)
{
    sqlite3_finalize(change->add);
    buffer_done(&change->words);
    if (good && sqlite_open_run(sqlite->connection, "COMMIT"))
        return ERR_NONE;
    sqlite->failed = good;
    sqlite_open_run(sqlite->connection, "ROLLBACK");
    return ERR_INTERNAL;
}

/* Runs a statement about one document; *changed says whether it has changed a row. */
static bool run_of(const struct change *change, enum statement which, int64_t seq, bool *changed)
{
    sqlite3_stmt *statement = change->sqlite->statements[which];
    sqlite_row_int(statement, 1, change->room);
    sqlite_row_int(statement, 2, seq);
    bool good = sqlite_row_run(statement);
    *changed = good && sqlite3_changes(change->sqlite->connection) > 0;
    return good;
}

static bool shard_set(struct sqlite_search *sqlite, int64_t shard, enum state state)
{
    sqlite3_stmt *set = sqlite->statements[SHARD_SET];
    sqlite_row_int(set, 1, shard);
    sqlite_row_int(set, 2, state);
    return sqlite_row_run(set);
}

/* Takes a document out, if there is one: its words are still to go. */
static bool document_drop(struct change *change, int64_t seq)
{
    bool dropped, added;
    if (!run_of(change, DOC_DROP, seq, &dropped))
        return false;
    if (!dropped)
        return true;
    change->gone = true;
    return run_of(change, GONE_ADD, seq, &added) && shard_set(change->sqlite, change->shard, LEFT);
}

/* Whoever puts a document where one was taken out has its words removed first. */
static bool words_drop(struct change *change, int64_t seq)
{
    bool waits, done = false;
    if (!change->gone)
        return true;
    if (!run_of(change, GONE_DROP, seq, &waits))
        return false;
    if (!waits)
        return true;
    sqlite_sweep_free(&change->sqlite->sweep);
    struct sqlite_sweep *sweep = sqlite_sweep_new(change->sqlite->connection, change->room);
    sqlite_sweep_add(sweep, seq);
    bool good = sqlite_sweep_read(sweep, INT64_MAX, &done) && sqlite_sweep_drop(sweep);
    sqlite_sweep_free(&sweep);
    return good;
}

/* Its time: no earlier than that of the one before it. */
static bool time_of(const struct change *change, const struct search_document *document,
                    int64_t *at_ms)
{
    sqlite3_stmt *before = change->sqlite->statements[DOC_BEFORE];
    int64_t at = 0;
    sqlite_row_int(before, 1, change->room);
    sqlite_row_int(before, 2, document->seq);
    bool good = sqlite_statement_numbers(before, &at, NULL);
    *at_ms = at > document->at_ms ? at : document->at_ms;
    return good;
}

static void word_add(struct change *change, char mark, struct slice word)
{
    buffer_addf(&change->words, "%lld%c", (long long)change->room, mark);
    buffer_add(&change->words, word);
    buffer_add_byte(&change->words, ' ');
}

/* Words come in the order of their bytes, so that equal begins follow one another. */
static void words_write(struct change *change, struct slice words)
{
    struct slice last[SQLITE_BEGIN_MAX + 1] = {{NULL, 0}};
    buffer_clear(&change->words);
    for (struct slice word; search_words_next(&words, &word);) {
        word_add(change, SQLITE_WORD, word);
        for (int points = SQLITE_BEGIN_MIN; points <= SQLITE_BEGIN_MAX; points++) {
            struct slice begin = search_words_begin(word, points);
            if (!begin.at || slice_equal(begin, last[points]))
                continue;
            word_add(change, SQLITE_BEGIN, begin);
            last[points] = begin;
        }
    }
    check(!change->words.full);
}

static bool document_put(struct change *change, const struct search_document *document)
{
    sqlite3_stmt *add = change->sqlite->statements[DOC_ADD];
    int64_t at_ms;
    if (!document_drop(change, document->seq))
        return false;
    if (document->text.len == 0)
        return true;
    if (!words_drop(change, document->seq) || !time_of(change, document, &at_ms))
        return false;
    sqlite_row_int(add, 1, change->room);
    sqlite_row_int(add, 2, document->seq);
    sqlite_row_int(add, 3, at_ms);
    sqlite_row_text(add, 4, document->part);
    sqlite_row_text(add, 5, document->stamp);
    words_write(change, document->text);
    sqlite_row_int(change->add, 1, document->seq);
    sqlite_row_text(change->add, 2, buffer_slice(&change->words));
    return sqlite_row_run(add) && sqlite_row_run(change->add);
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
    sqlite_row_int(set, 1, change.room);
    sqlite_row_int(set, 2, group->upto);
    good = good && sqlite_row_run(set);
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
    if (step)
        sqlite_row_int(step, 1, state == LEFT ? -MERGE_PAGES : MERGE_PAGES);
    bool good = step && sqlite_row_run(step);
    sqlite3_finalize(step);
    *more = sqlite3_total_changes(sqlite->connection) - before >= 2;
    return good;
}

/* What is next of a shard's gone; *room is 0 when nothing is. */
static bool gone_next(struct sqlite_search *sqlite, int64_t shard, int64_t *room, int64_t *seq)
{
    sqlite3_stmt *first = sqlite->statements[GONE_FIRST];
    sqlite_row_int(first, 1, shard);
    sqlite_row_int(first, 2, *room);
    sqlite_row_int(first, 3, *seq);
    *room = *seq = 0;
    return sqlite_statement_numbers(first, room, seq);
}

/* Begins to read off the words of what is gone from one room of a shard, if there is any. */
static bool sweep_begin(struct sqlite_search *sqlite, int64_t shard)
{
    int64_t room = 0, seq = 0, next;
    bool good = gone_next(sqlite, shard, &room, &seq);
    if (!good || room == 0)
        return good;
    sqlite->sweep = sqlite_sweep_new(sqlite->connection, room);
    for (next = room; good && next == room && sqlite_sweep_add(sqlite->sweep, seq);)
        good = gone_next(sqlite, shard, &next, &seq);
    return good;
}

/* A step of taking words out of a shard; *nothing: none is to be taken out. */
static bool sweep(struct sqlite_search *sqlite, int64_t shard, bool *nothing)
{
    bool done = false, changed;
    *nothing = false;
    if (!sqlite->sweep && !sweep_begin(sqlite, shard))
        return false;
    *nothing = !sqlite->sweep;
    if (*nothing)
        return true;
    if (!sqlite_sweep_read(sqlite->sweep, SWEPT, &done))
        return false;
    if (!done)
        return true;
    const struct change change = {.sqlite = sqlite, .room = sqlite_sweep_room(sqlite->sweep)};
    bool good = sqlite_sweep_drop(sqlite->sweep);
    for (size_t i = 0; good && i < sqlite_sweep_count(sqlite->sweep); i++)
        good = run_of(&change, GONE_DROP, sqlite_sweep_seq(sqlite->sweep, i), &changed);
    sqlite_sweep_free(&sqlite->sweep);
    return good;
}

static bool clean_step(struct sqlite_search *sqlite, int shard, enum state state)
{
    bool nothing = true, more = false;
    if (state == LEFT && !sweep(sqlite, shard, &nothing))
        return false;
    return !nothing ||
           (merge(sqlite, shard, state, &more) && shard_set(sqlite, shard, more ? MERGING : CLEAN));
}

static enum err clean(struct search *search, bool *left)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    int64_t shard = -1, state = CLEAN;
    *left = true;
    if (sqlite->failed || !sqlite_statement_numbers(sqlite->statements[SHARD_FIND], &shard, &state))
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
    bool good = clean_step(sqlite, (int)shard, (enum state)state);
    if (good && sqlite_open_run(sqlite->connection, "COMMIT"))
        return ERR_NONE;
    sqlite->failed = good;
    sqlite_sweep_free(&sqlite->sweep);
    sqlite_open_run(sqlite->connection, "ROLLBACK");
    return ERR_INTERNAL;
}

static enum err ask(struct search *search, const struct search_asked *asked,
                    struct search_page *page)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    return !sqlite->failed && sqlite_asks_page(sqlite->asks, asked, page) ? ERR_NONE : ERR_INTERNAL;
}

/* ---- opening -----------------------------------------------------------------------------------
 */

static void finish(struct search *search)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    sqlite_sweep_free(&sqlite->sweep);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(sqlite->statements[i]);
    sqlite_asks_free(&sqlite->asks);
    if (sqlite->connection && sqlite->failed)
        sqlite3_db_config(sqlite->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(sqlite->connection);
    mem_free(sqlite);
}

static enum err empty(struct search *search);

static const struct search_ops sqlite_ops = {
    .name = "sqlite",
    .upto = room_upto,
    .index = index_group,
    .ask = ask,
    .forget = forget,
    .clean = clean,
    .empty = empty,
    .close = finish,
};

/* Whether the file is of our format and the words are of our rules; false for an empty file too. */
static bool rules_agree(struct sqlite_search *sqlite, const char *rules)
{
    int64_t same = 0, format = 0;
    sqlite3_stmt *statement = prepare(sqlite, "SELECT value = ?1 FROM meta WHERE key = 'rules'", 0);
    if (statement && sqlite_open_number(sqlite->connection, "PRAGMA user_version", &format) &&
        format == FORMAT) {
        sqlite_row_text(statement, 1, slice_of(rules));
        sqlite_statement_numbers(statement, &same, NULL);
    }
    sqlite3_finalize(statement);
    return same;
}

static bool shard_make(struct sqlite_search *sqlite, int shard)
{
    static const char *const steps[] = {
        "DROP TABLE IF EXISTS vocab_#",
        "DROP TABLE IF EXISTS words_#",
        "CREATE VIRTUAL TABLE words_# USING fts5(words, tokenize = \"ascii tokenchars '=>'\","
        " content = '', detail = none, columnsize = 0)",
        "CREATE VIRTUAL TABLE vocab_# USING fts5vocab(words_#, instance)",
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

/* The pages that are free then are given back. */
static enum err empty(struct search *search)
{
    struct sqlite_search *sqlite = sqlite_of(search);
    char rules[SEARCH_RULES_BYTES];
    search_words_rules(rules);
    sqlite_sweep_free(&sqlite->sweep);
    if (sqlite->failed)
        return ERR_INTERNAL;
    sqlite->failed = !everything_make(sqlite, rules);
    return !sqlite->failed && sqlite_open_run(sqlite->connection, "VACUUM") ? ERR_NONE
                                                                            : ERR_INTERNAL;
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
    sqlite->asks = sqlite_asks_new(sqlite->connection);
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
