/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal in one SQLite file: format version 5 (PRAGMA user_version), application_id "Must".
 * Versions 2 and 3 were PostgreSQL's alone (postgres_schema.c); a file of version 1 or 4 is brought
 * over when it is opened for writing, in one transaction that rewrites no entry.
 *
 * - meta: key, value. `epoch` is made with the file.
 *
 * - mark: name, room (may be empty), value, seq; journal/journal.h.
 *
 * - room: id, name. Rooms are numbered in the order of their first entry. dropped_ms is NULL, or
 *   when it was dropped: then head and chain are its last entry's, and its entries are gone, or go.
 *
 * - entry: id is the room's id * 2^32 + seq, so that a room's entries lie one after another and
 *   reading on is a walk along the leaves, while long texts stay out of the inner pages. room,
 *   at_ms, type, person, name, op, text are the entry's own; chain is its link (journal/chain.h);
 *   salt is of its content, NULL in entries of version 1; content is NULL, or the hash of what name
 *   and text were before they were erased, and the salt with them.
 *
 * - entry_op (room, op, person) is unique: a repeated op finds its first entry. An op that begins
 *   with the time makes neighbours of what is inserted together; with random ops every entry
 *   dirties a page of its own, and a group of 128 takes four times as long.
 *
 * Durability: WAL with synchronous=FULL, so a COMMIT that has returned is on disk. A failed commit
 * or sync leaves it unknown what the disk holds (Linux forgets pages that failed to be written), so
 * the journal fails for good; the next start copies the log into the database and syncs it
 * (wal_checkpoint TRUNCATE) before it serves, which makes what the cache shows and the disk holds
 * the same again.
 *
 * Exactly one connection in the world writes and checkpoints (two can corrupt a WAL before SQLite
 * 3.51.3): a flock on `<path>.lock` sees to that, held as long as the file is open. The other
 * connections, one for each reader's thread, only read. The writer's commits checkpoint whenever
 * the log has 1,000 pages; SQLite's own hook would hide it when that fails. As long as some reader
 * is always in the log, which a few threads at large rooms are, it is copied and still grows: with
 * 8,000 pages the writer waits for those who read just now, and begins it anew.
 */
#include "journal/sqlite_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "journal/sqlite_clean.h"
#include "journal/sqlite_open.h"

enum {
    FORMAT_FIRST = 1,
    FORMAT_MARKS = 4, /* since when marks are a table, and files are written clean */
    FORMAT = 5,
    APPLICATION = 0x4d757374,
    LOCK_PATH_BYTES = PATH_MAX + 8,
    LOG_PAGES = 1000,      /* 4 MB: copied and synced within one commit */
    LOG_PAGES_LONG = 8000, /* 32 MB: begun anew */
    LOG_BUSY_MS = 500,     /* a read takes less; who takes longer is not waited for */
};

/* Version 1. A new file goes the same way as an old one. */
static const char schema[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, room INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " type TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, op TEXT NOT NULL,"
    " text TEXT NOT NULL, chain BLOB NOT NULL, content BLOB) STRICT;"
    "CREATE UNIQUE INDEX entry_op ON entry (room, op, person);"
    "PRAGMA application_id = 0x4d757374;";

/* Marks were rows of meta. */
static const char schema_4[] =
    "CREATE TABLE mark (name TEXT NOT NULL, room TEXT NOT NULL, value INTEGER NOT NULL,"
    " PRIMARY KEY (name, room)) STRICT, WITHOUT ROWID;"
    "INSERT INTO mark SELECT substr(key, 6), '', CAST(value AS INTEGER) FROM meta"
    " WHERE key >= 'mark/' AND key < 'mark0';"
    "DELETE FROM meta WHERE key >= 'mark/' AND key < 'mark0';"
    "ALTER TABLE entry ADD COLUMN salt BLOB;"
    "PRAGMA user_version = 4;";

static const char schema_5[] = "ALTER TABLE room ADD COLUMN head INTEGER NOT NULL DEFAULT 0;"
                               "ALTER TABLE room ADD COLUMN chain BLOB;"
                               "ALTER TABLE room ADD COLUMN dropped_ms INTEGER;"
                               "ALTER TABLE mark ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;"
                               "PRAGMA user_version = 5;";

/* A symbolic link and its target must meet at the same lock. */
static bool lock_take(struct sqlite_file *file, const struct sqlite_reason *reason)
{
    char lock[LOCK_PATH_BYTES], whole[PATH_MAX];
    const char *path = realpath(reason->path, whole) ? whole : reason->path;
    int len = snprintf(lock, sizeof lock, "%s.lock", path);
    if (len < 0 || (size_t)len >= sizeof lock)
        return sqlite_open_refuse(reason, "cannot be opened", strerror(ENAMETOOLONG));
    file->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file->lock_fd < 0)
        return sqlite_open_refuse(reason, "cannot be locked", strerror(errno));
    if (flock(file->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno == EWOULDBLOCK)
        return sqlite_open_refuse(reason, "is in use by another Muster process", NULL);
    return sqlite_open_refuse(reason, "cannot be locked", strerror(errno));
}

/* What a file holds: a journal of ours of a version up to this one, or (0) nothing yet. Changes
 * nothing. */
static bool format_check(const struct sqlite_reason *reason, sqlite3 *connection, int64_t *format)
{
    int64_t application, objects;
    if (!sqlite_open_number(connection, "SELECT count(*) FROM sqlite_schema", &objects) ||
        !sqlite_open_number(connection, "PRAGMA application_id", &application) ||
        !sqlite_open_number(connection, "PRAGMA user_version", format))
        return sqlite_open_refuse_error(reason, connection);
    if (objects == 0 && application == 0 && *format == 0)
        return true;
    if (application != APPLICATION || *format < FORMAT_FIRST)
        return sqlite_open_refuse(reason, "is not a Muster journal", NULL);
    if (*format > FORMAT)
        return sqlite_open_refuse(reason,
                                  "was written by a newer version of Muster: start that one again, "
                                  "or put back the backup that was made before the upgrade, with "
                                  "muster journal restore",
                                  NULL);
    return true;
}

static bool epoch_make(sqlite3 *connection)
{
    sqlite3_stmt *statement = NULL;
    char id[23];
    hash_random_id(id);
    bool good = sqlite3_prepare_v2(connection, "INSERT INTO meta VALUES ('epoch', ?1)", -1,
                                   &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, id, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return good;
}

/* One transaction: what is interrupted was not begun. An older file was not written clean. */
static bool schema_reach(const struct sqlite_reason *reason, sqlite3 *connection, int64_t format)
{
    if (format == FORMAT)
        return true;
    if (format == FORMAT_FIRST && !sqlite_clean_file(connection))
        return sqlite_open_refuse(reason, "cannot be brought up to date", strerror(EIO));
    if (sqlite_open_run(connection, "BEGIN IMMEDIATE") &&
        (format != 0 || (sqlite_open_run(connection, schema) && epoch_make(connection))) &&
        (format >= FORMAT_MARKS || sqlite_open_run(connection, schema_4)) &&
        sqlite_open_run(connection, schema_5) && sqlite_open_run(connection, "COMMIT"))
        return true;
    return sqlite_open_refuse_error(reason, connection);
}

/* The length at which the log is to be begun anew, in pages. */
struct sqlite_log {
    int restart_pages;
};

/* Called by each commit. A reader in the way (BUSY) is no failure: a later commit does the rest. */
static int log_grown(void *context, sqlite3 *writer, const char *name, int pages)
{
    struct sqlite_log *log = context;
    int mode = SQLITE_CHECKPOINT_PASSIVE;
    if (pages < LOG_PAGES) {
        log->restart_pages = LOG_PAGES_LONG;
        return SQLITE_OK;
    }
    if (pages >= log->restart_pages) {
        mode = SQLITE_CHECKPOINT_RESTART;
        log->restart_pages = pages + LOG_PAGES_LONG / 2;
    }
    sqlite3_busy_timeout(writer, LOG_BUSY_MS);
    int code = sqlite3_wal_checkpoint_v2(writer, name, mode, NULL, NULL);
    sqlite3_busy_timeout(writer, SQLITE_BUSY_MS);
    return code == SQLITE_BUSY ? SQLITE_OK : code;
}

bool sqlite_file_forget(sqlite3 *writer, bool *busy)
{
    sqlite3_busy_timeout(writer, LOG_BUSY_MS);
    int code = sqlite3_wal_checkpoint_v2(writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(writer, SQLITE_BUSY_MS);
    *busy = code == SQLITE_BUSY;
    return code == SQLITE_OK;
}

static bool writer_open(struct sqlite_file *file, const struct sqlite_reason *reason)
{
    int64_t format;
    if (!sqlite_open_make(reason) || !lock_take(file, reason) ||
        !sqlite_open_connect(reason, SQLITE_OPEN_READWRITE, &file->writer) ||
        !format_check(reason, file->writer, &format))
        return false;
    if (!sqlite_open_log(reason, file->writer))
        return false;
    if (sqlite3_wal_checkpoint_v2(file->writer, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
        SQLITE_OK)
        return sqlite_open_refuse_error(reason, file->writer);
    file->log = mem_new(sizeof *file->log);
    file->log->restart_pages = LOG_PAGES_LONG;
    sqlite3_wal_hook(file->writer, log_grown, file->log);
    return schema_reach(reason, file->writer, format);
}

static bool reader_open(struct sqlite_file *file, const struct sqlite_reason *reason)
{
    int64_t format;
    if (!sqlite_open_connect(reason, SQLITE_OPEN_READONLY, &file->reader) ||
        !format_check(reason, file->reader, &format))
        return false;
    sqlite3_db_config(file->reader, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (format == 0)
        return sqlite_open_refuse(reason, "is not a Muster journal", NULL);
    return format == FORMAT ||
           sqlite_open_refuse(reason,
                              "is of an older version of Muster: start the server once to "
                              "bring it up to date",
                              NULL);
}

static bool epoch_read(struct sqlite_file *file, const struct sqlite_reason *reason)
{
    sqlite3_stmt *statement = NULL;
    const char *sql = "SELECT value FROM meta WHERE key = 'epoch'";
    bool good = sqlite3_prepare_v2(file->reader, sql, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    const char *value = good ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    good = value && strlen(value) == sizeof file->epoch - 1;
    if (good)
        memcpy(file->epoch, value, sizeof file->epoch);
    sqlite3_finalize(statement);
    return good || sqlite_open_refuse(reason, "has no epoch", NULL);
}

bool sqlite_file_open(struct sqlite_file *file, const char *path, bool writes, char *why,
                      size_t why_bytes)
{
    const struct sqlite_reason reason = {path, why, why_bytes};
    *file = (struct sqlite_file){.lock_fd = -1};
    if ((!writes || writer_open(file, &reason)) && reader_open(file, &reason) &&
        epoch_read(file, &reason))
        return true;
    sqlite_file_close(file, false);
    return false;
}

/* SQLite knows the whole path of what it has open. */
bool sqlite_file_reader(const struct sqlite_file *file, struct sqlite_file *reader)
{
    char why[256];
    return sqlite_file_open(reader, sqlite3_db_filename(file->reader, "main"), false, why,
                            sizeof why);
}

void sqlite_file_close(struct sqlite_file *file, bool failed)
{
    sqlite3_close(file->reader);
    /* After a failed sync nothing may be copied from the log on trust: the next start does it. */
    if (file->writer && failed)
        sqlite3_db_config(file->writer, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(file->writer);
    mem_free(file->log);
    if (file->lock_fd >= 0)
        close(file->lock_fd);
}

/* Beside the file itself, as SQLite knows it: a folder of this name with `.keys` behind. */
struct key_store *sqlite_file_keys(const struct sqlite_file *file)
{
    struct buffer folder;
    buffer_init(&folder, PATH_MAX);
    buffer_addf(&folder, "%s.keys", sqlite3_db_filename(file->writer, "main"));
    check(!folder.full);
    buffer_add_byte(&folder, '\0');
    struct key_store *keys = key_store_new(folder.bytes);
    buffer_done(&folder);
    return keys;
}
