/* SPDX-License-Identifier: Apache-2.0
 *
 * SQLite's own copying, all pages in one step: it reads one moment, and never begins anew however
 * much is written meanwhile.
 */
#include "journal/sqlite_copy.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "journal/sqlite_open.h"
#include "journal/sqlite_row.h"

static bool pages_copy(const struct sqlite_reason *reason, sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    int code = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;
    if (copy && sqlite3_backup_finish(copy) == SQLITE_OK && code == SQLITE_DONE)
        return true;
    return sqlite_open_refuse(reason, "cannot be copied", sqlite3_errmsg(to));
}

/* The copy has the setting of what it was made from: a log beside it. */
static bool log_leave(const struct sqlite_reason *reason)
{
    sqlite3 *file = NULL;
    bool good =
        sqlite_open_connect(reason, SQLITE_OPEN_READWRITE, &file) &&
        (sqlite_open_run(file, "PRAGMA journal_mode = DELETE; PRAGMA wal_checkpoint(TRUNCATE)") ||
         sqlite_open_refuse_error(reason, file));
    return sqlite3_close(file) == SQLITE_OK && good;
}

static bool copy_make(const struct sqlite_reason *from, const struct sqlite_reason *to)
{
    sqlite3 *source = NULL, *target = NULL;
    bool good = sqlite_open_connect(from, SQLITE_OPEN_READONLY, &source) && sqlite_open_make(to) &&
                sqlite_open_connect(to, SQLITE_OPEN_READWRITE, &target);
    if (source)
        sqlite3_db_config(source, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    good = good && pages_copy(from, source, target);
    sqlite3_close(source);
    return sqlite3_close(target) == SQLITE_OK && good && log_leave(to);
}

bool sqlite_copy(const char *from, const char *to, char *why, size_t why_bytes)
{
    const struct sqlite_reason source = {from, why, why_bytes}, target = {to, why, why_bytes};
    if (access(to, F_OK) == 0)
        return sqlite_open_refuse(&target, "cannot be made", strerror(EEXIST));
    if (copy_make(&source, &target))
        return true;
    unlink(to);
    return false;
}

bool sqlite_copy_renew(const char *path, char *why, size_t why_bytes)
{
    const struct sqlite_reason reason = {path, why, why_bytes};
    char id[23], sql[96];
    sqlite3 *file = NULL;
    hash_random_id(id);
    snprintf(sql, sizeof sql, "UPDATE meta SET value = '%s' WHERE key = 'epoch'", id);
    bool good = sqlite_open_connect(&reason, SQLITE_OPEN_READWRITE, &file);
    if (good && (!sqlite_open_run(file, sql) || sqlite3_changes(file) != 1))
        good = sqlite_open_refuse_error(&reason, file);
    return sqlite3_close(file) == SQLITE_OK && good;
}

/* Walks over the rows of `sql`; `row` is called for each and ends it by false. */
typedef bool row_fn(void *context, sqlite3_stmt *statement);
static bool rows_each(const struct sqlite_reason *reason, const char *sql, row_fn *row,
                      void *context)
{
    sqlite3 *file = NULL;
    sqlite3_stmt *statement = NULL;
    bool good = sqlite_open_connect(reason, SQLITE_OPEN_READONLY, &file);
    int code = SQLITE_ROW;
    if (good && sqlite3_prepare_v2(file, sql, -1, &statement, NULL) != SQLITE_OK)
        good = sqlite_open_refuse_error(reason, file);
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW)
        good = row(context, statement);
    if (good && code != SQLITE_DONE)
        good = sqlite_open_refuse_error(reason, file);
    sqlite3_finalize(statement);
    sqlite3_close(file);
    return good;
}

struct marks {
    sqlite_mark_fn *each;
    void *context;
};

static bool mark_row(void *context, sqlite3_stmt *statement)
{
    const struct marks *marks = context;
    const struct mark mark = {.name = sqlite_row_column(statement, 0),
                              .room = sqlite_row_column(statement, 1),
                              .value = sqlite3_column_int64(statement, 2),
                              .seq = sqlite3_column_int64(statement, 3)};
    return marks->each(marks->context, &mark);
}

bool sqlite_copy_marks(const char *path, char *why, size_t why_bytes, sqlite_mark_fn *each,
                       void *context)
{
    const struct sqlite_reason reason = {path, why, why_bytes};
    struct marks marks = {each, context};
    return rows_each(&reason, "SELECT name, room, value, seq FROM mark", mark_row, &marks);
}

struct accounts_walk {
    sqlite_account_fn *each;
    void *context;
};

static bool account_row(void *context, sqlite3_stmt *statement)
{
    const struct accounts_walk *walk = context;
    const struct account row = {.kind = sqlite_row_column(statement, 0),
                                .id = sqlite_row_column(statement, 1),
                                .person = sqlite_row_column(statement, 2),
                                .value = sqlite_row_column(statement, 3),
                                .expires_ms = sqlite3_column_int64(statement, 4)};
    return walk->each(walk->context, &row);
}

bool sqlite_copy_accounts(const char *path, char *why, size_t why_bytes, sqlite_account_fn *each,
                          void *context)
{
    const struct sqlite_reason reason = {path, why, why_bytes};
    struct accounts_walk walk = {each, context};
    return rows_each(&reason, "SELECT kind, id, person, value, expires_ms FROM account ORDER BY n",
                     account_row, &walk);
}
