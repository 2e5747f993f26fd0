/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of accounts in a SQLite file of their own, beside the journal's: what a person signs in with
 * is in no copy of the journal, and neither waits for the other. One table, account: kind, id,
 * person, value, expires_ms (0: never), n, which rises. user_version is its format, 1.
 *
 * One connection in the world writes: a flock on `<path>.lock` sees to that; a backup may read
 * beside it. WAL with synchronous=FULL, as sqlite_file.c explains
 * it: a COMMIT that has returned is on disk, and after one that failed nothing is acknowledged any
 * more.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "journal/accounts_store.h"
#include "journal/sqlite_row.h"

enum { FORMAT = 1 };

enum statement { PUT, CHANGE, GET, REMOVE, LIST, OF_PERSON, COUNT, SWEEP, CLEAR, STATEMENTS };

#define COLUMNS "kind, id, person, value, expires_ms"
/* The plus keeps the index of what ends out of it: whether that fits depends on the time that is
 * given, so that the statement would be prepared anew each time. */
#define ALIVE "(expires_ms = 0 OR +expires_ms > ?4)"
/* The index of people is used only where the query says that there is one. */
#define PERSON "person = ?1 AND person <> ''"

static const char *const statements[STATEMENTS] = {
    [PUT] = "INSERT INTO account (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)",
    [CHANGE] = "UPDATE account SET value = ?3, expires_ms = ?5 WHERE kind = ?1 AND id = ?2"
               " AND value = ?6 AND " ALIVE,
    [GET] = "SELECT " COLUMNS " FROM account WHERE kind = ?1 AND id = ?2 AND " ALIVE,
    [REMOVE] = "DELETE FROM account WHERE kind = ?1 AND id = ?2",
    [LIST] =
        "SELECT " COLUMNS " FROM account WHERE " PERSON " AND kind = ?2 AND " ALIVE " ORDER BY n",
    [OF_PERSON] = "SELECT " COLUMNS " FROM account WHERE " PERSON " AND (?2 = '' OR kind = ?2)"
                  " AND id <> ?3 ORDER BY n",
    [COUNT] = "SELECT count(*) FROM account WHERE " PERSON " AND kind = ?2 AND " ALIVE,
    [SWEEP] = "DELETE FROM account WHERE n IN (SELECT n FROM account WHERE expires_ms > 0 AND"
              " expires_ms <= ?1 LIMIT 1000)",
    [CLEAR] = "DELETE FROM account WHERE kind = ?1 AND id = ?2 AND NOT " ALIVE,
};

static const char schema[] =
    "CREATE TABLE account (n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
    " id TEXT NOT NULL, person TEXT NOT NULL, value TEXT NOT NULL, expires_ms INTEGER NOT NULL,"
    " UNIQUE (kind, id)) STRICT;"
    "CREATE INDEX account_person ON account (person, kind) WHERE person <> '';"
    "CREATE INDEX account_end ON account (expires_ms) WHERE expires_ms > 0;"
    "PRAGMA user_version = 1;";

struct sqlite {
    struct accounts_store store; /* first */
    sqlite3 *file;               /* owned */
    int lock_fd;                 /* owned; -1: not taken */
    sqlite3_stmt *statements[STATEMENTS];
    char why[SQLITE_WHY_BYTES]; /* written before `failed` is seen anywhere */
    bool failed;                /* a commit did not succeed: nobody knows what the disk holds */
};

static struct sqlite *sqlite_of(struct accounts_store *store)
{
    return (struct sqlite *)store;
}

static sqlite3_stmt *statement_of(struct sqlite *sqlite, enum statement which)
{
    sqlite3_stmt *statement = sqlite->statements[which];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

static bool run(struct sqlite *sqlite, const char *sql)
{
    return sqlite3_exec(sqlite->file, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Ends what BEGIN began: with ERR_NONE it is made to last, else it never was. */
static enum err end(struct sqlite *sqlite, enum err error)
{
    if (error == ERR_NONE && run(sqlite, "COMMIT"))
        return ERR_NONE;
    if (!sqlite->failed)
        sqlite_row_why(sqlite->file, sqlite->why);
    sqlite->failed = sqlite->failed || error == ERR_NONE || error == ERR_INTERNAL;
    if (!sqlite3_get_autocommit(sqlite->file) && !run(sqlite, "ROLLBACK"))
        sqlite->failed = true;
    return error == ERR_NONE ? ERR_INTERNAL : error;
}

static bool begin(struct sqlite *sqlite)
{
    return !sqlite->failed && run(sqlite, "BEGIN IMMEDIATE");
}

static enum err writes_begin(struct accounts_store *store)
{
    return begin(sqlite_of(store)) ? ERR_NONE : ERR_INTERNAL;
}

static enum err writes_end(struct accounts_store *store, bool keep)
{
    return end(sqlite_of(store), keep ? ERR_NONE : ERR_INTERNAL);
}

static void row_read(sqlite3_stmt *statement, struct account *row)
{
    *row = (struct account){.kind = sqlite_row_column(statement, 0),
                            .id = sqlite_row_column(statement, 1),
                            .person = sqlite_row_column(statement, 2),
                            .value = sqlite_row_column(statement, 3),
                            .expires_ms = sqlite3_column_int64(statement, 4)};
}

/* Calls `each` for every row of a statement; how many, or -1. */
static int rows_each(sqlite3_stmt *statement, account_each_fn *each, void *context)
{
    int code, count = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct account row;
        row_read(statement, &row);
        if (each)
            each(context, &row);
        count++;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? count : -1;
}

static enum err each_of(struct sqlite *sqlite, enum statement which, const struct account *like,
                        int64_t now_ms, int64_t *number)
{
    sqlite3_stmt *statement = statement_of(sqlite, which);
    sqlite_row_text(statement, 1, like->person);
    sqlite_row_text(statement, 2, like->kind);
    sqlite_row_int(statement, 4, now_ms);
    bool good = sqlite3_step(statement) == SQLITE_ROW;
    *number = good ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return good ? ERR_NONE : ERR_INTERNAL;
}

static enum err put(struct accounts_store *store, const struct account *row, int64_t now_ms)
{
    int64_t count = 0;
    struct sqlite *sqlite = sqlite_of(store);
    sqlite3_stmt *clear = statement_of(sqlite, CLEAR), *statement = statement_of(sqlite, PUT);
    sqlite_row_text(clear, 1, row->kind);
    sqlite_row_text(clear, 2, row->id);
    sqlite_row_int(clear, 4, now_ms);
    if (!sqlite_row_run(clear) ||
        (row->person.len > 0 && each_of(sqlite, COUNT, row, now_ms, &count) != ERR_NONE))
        return ERR_INTERNAL;
    if (count >= BOUND_ACCOUNTS_PERSON)
        return ERR_LIMIT_EXCEEDED;
    sqlite_row_text(statement, 1, row->kind);
    sqlite_row_text(statement, 2, row->id);
    sqlite_row_text(statement, 3, row->person);
    sqlite_row_text(statement, 4, row->value);
    sqlite_row_int(statement, 5, row->expires_ms);
    if (sqlite_row_run(statement))
        return ERR_NONE;
    return (sqlite3_errcode(sqlite->file) & 0xff) == SQLITE_CONSTRAINT ? ERR_ALREADY_EXISTS
                                                                       : ERR_INTERNAL;
}

static enum err change(struct accounts_store *store, const struct account *row, struct slice was,
                       int64_t now_ms)
{
    struct sqlite *sqlite = sqlite_of(store);
    sqlite3_stmt *statement = statement_of(sqlite, CHANGE);
    sqlite_row_text(statement, 1, row->kind);
    sqlite_row_text(statement, 2, row->id);
    sqlite_row_text(statement, 3, row->value);
    sqlite_row_int(statement, 4, now_ms);
    sqlite_row_int(statement, 5, row->expires_ms);
    sqlite_row_text(statement, 6, was);
    if (!sqlite_row_run(statement))
        return ERR_INTERNAL;
    return sqlite3_changes(sqlite->file) == 0 ? ERR_NOT_FOUND : ERR_NONE;
}

static enum err get_row(struct sqlite *sqlite, const struct account *like, int64_t now_ms,
                        account_each_fn *each, void *context)
{
    sqlite3_stmt *statement = statement_of(sqlite, GET);
    sqlite_row_text(statement, 1, like->kind);
    sqlite_row_text(statement, 2, like->id);
    sqlite_row_int(statement, 4, now_ms);
    int count = rows_each(statement, each, context);
    return count < 0 ? ERR_INTERNAL : count == 0 ? ERR_NOT_FOUND : ERR_NONE;
}

static enum err get(struct accounts_store *store, const struct account *like, int64_t now_ms,
                    account_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(store);
    return sqlite->failed ? ERR_INTERNAL : get_row(sqlite, like, now_ms, each, context);
}

static enum err remove_row(struct sqlite *sqlite, const struct account *like)
{
    sqlite3_stmt *statement = statement_of(sqlite, REMOVE);
    sqlite_row_text(statement, 1, like->kind);
    sqlite_row_text(statement, 2, like->id);
    return sqlite_row_run(statement) ? ERR_NONE : ERR_INTERNAL;
}

/* Whose the row is: it cannot be the last of somebody whom it does not belong to. */
static void person_keep(void *context, const struct account *row)
{
    struct buffer *person = context;
    buffer_add(person, row->person);
}

static enum err spare_check(struct sqlite *sqlite, const struct account *like, int64_t now_ms)
{
    struct buffer person;
    int64_t count = 0;
    struct account of = {.kind = like->kind};
    buffer_init(&person, BOUND_ID_BYTES);
    enum err error = get_row(sqlite, like, now_ms, person_keep, &person);
    of.person = buffer_slice(&person);
    if (error == ERR_NONE)
        error = each_of(sqlite, COUNT, &of, now_ms, &count);
    buffer_done(&person);
    return error == ERR_NONE && count < 2 ? ERR_LAST_WAY_IN : error;
}

static enum err take(struct accounts_store *store, const struct account *like, bool spare,
                     int64_t now_ms, account_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(store);
    if (!begin(sqlite))
        return ERR_INTERNAL;
    enum err error = spare ? spare_check(sqlite, like, now_ms) : ERR_NONE;
    if (error == ERR_NONE)
        error = get_row(sqlite, like, now_ms, each, context);
    if (error == ERR_NONE)
        error = remove_row(sqlite, like);
    return end(sqlite, error);
}

static enum err list(struct accounts_store *store, const struct account *like, int64_t now_ms,
                     account_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(store);
    sqlite3_stmt *statement = statement_of(sqlite, LIST);
    sqlite_row_text(statement, 1, like->person);
    sqlite_row_text(statement, 2, like->kind);
    sqlite_row_int(statement, 4, now_ms);
    return !sqlite->failed && rows_each(statement, each, context) >= 0 ? ERR_NONE : ERR_INTERNAL;
}

/* The rows that go, one by one, are deleted as they are walked: SQLite allows that of the row a
 * statement stands on. */
struct dropping {
    struct sqlite *sqlite;
    account_each_fn *each;
    void *context;
    enum err error;
};

static void drop_one(void *context, const struct account *row)
{
    struct dropping *dropping = context;
    dropping->each(dropping->context, row);
    if (dropping->error == ERR_NONE)
        dropping->error = remove_row(dropping->sqlite, row);
}

static enum err drop(struct accounts_store *store, const struct account_drop *what,
                     account_each_fn *each, void *context)
{
    struct sqlite *sqlite = sqlite_of(store);
    struct dropping dropping = {sqlite, each, context, ERR_NONE};
    sqlite3_stmt *statement = statement_of(sqlite, OF_PERSON);
    if (!begin(sqlite))
        return ERR_INTERNAL;
    sqlite_row_text(statement, 1, what->person);
    sqlite_row_text(statement, 2, what->kind);
    sqlite_row_text(statement, 3, what->but);
    if (rows_each(statement, drop_one, &dropping) < 0)
        dropping.error = ERR_INTERNAL;
    return end(sqlite, dropping.error);
}

static enum err sweep(struct accounts_store *store, int64_t now_ms)
{
    struct sqlite *sqlite = sqlite_of(store);
    sqlite3_stmt *statement = statement_of(sqlite, SWEEP);
    if (!begin(sqlite))
        return ERR_INTERNAL;
    sqlite_row_int(statement, 1, now_ms);
    return end(sqlite, sqlite_row_run(statement) ? ERR_NONE : ERR_INTERNAL);
}

static bool failed(const struct accounts_store *store)
{
    return ((const struct sqlite *)store)->failed;
}

static const char *why_failed(const struct accounts_store *store)
{
    return ((const struct sqlite *)store)->why;
}

static void finish(struct accounts_store *store)
{
    struct sqlite *sqlite = sqlite_of(store);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(sqlite->statements[i]);
    /* After a failed sync nothing may be copied from the log on trust: the next start does it. */
    if (sqlite->file && sqlite->failed)
        sqlite3_db_config(sqlite->file, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(sqlite->file);
    if (sqlite->lock_fd >= 0)
        close(sqlite->lock_fd);
    mem_free(sqlite);
}

static const struct accounts_ops sqlite_ops = {
    .name = "sqlite",
    .begin = writes_begin,
    .end = writes_end,
    .put = put,
    .change = change,
    .get = get,
    .take = take,
    .list = list,
    .drop = drop,
    .sweep = sweep,
    .failed = failed,
    .why = why_failed,
    .close = finish,
};

static int format_of(struct sqlite *sqlite)
{
    sqlite3_stmt *statement = NULL;
    int format = -1;
    if (sqlite3_prepare_v2(sqlite->file, "PRAGMA user_version", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        format = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return format;
}

/* What a crash has left in the log is made to last before anything is answered. */
static bool file_open(struct sqlite *sqlite, const char *path)
{
    static const char settings[] = "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA secure_delete = ON;"
                                   "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = FULL;"
                                   "PRAGMA wal_checkpoint(TRUNCATE);";
    if (sqlite3_open_v2(path, &sqlite->file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
        SQLITE_OK)
        return false;
    sqlite3_db_config(sqlite->file, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!run(sqlite, settings) || !run(sqlite, "BEGIN IMMEDIATE"))
        return false;
    int format = format_of(sqlite);
    if ((format != 0 || !run(sqlite, schema)) && format != FORMAT)
        return false;
    if (!run(sqlite, "COMMIT"))
        return false;
    for (int i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(sqlite->file, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &sqlite->statements[i], NULL) != SQLITE_OK)
            return false;
    }
    return true;
}

/* Made by us and not by SQLite, for its mode. */
static bool file_make(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return true;
    }
    return errno == EEXIST && chmod(path, 0600) == 0;
}

/* Two would each take what the other believes to have. */
static bool lock_take(struct sqlite *sqlite, const char *path)
{
    char lock[PATH_MAX];
    int len = snprintf(lock, sizeof lock, "%s.lock", path);
    if (len < 0 || (size_t)len >= sizeof lock)
        return false;
    sqlite->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return sqlite->lock_fd >= 0 && flock(sqlite->lock_fd, LOCK_EX | LOCK_NB) == 0;
}

struct accounts_store *sqlite_accounts_open(const char *path, char *why, size_t why_bytes)
{
    struct sqlite *sqlite = mem_new(sizeof *sqlite);
    sqlite->store.ops = &sqlite_ops;
    sqlite->lock_fd = -1;
    if (!lock_take(sqlite, path) && errno == EWOULDBLOCK)
        snprintf(why, why_bytes, "%s is in use by another Muster process", path);
    else if (sqlite->lock_fd < 0 || !file_make(path))
        snprintf(why, why_bytes, "%s cannot be opened: %s", path, strerror(errno));
    else if (!file_open(sqlite, path))
        snprintf(why, why_bytes, "%s cannot be opened: %s", path, sqlite3_errmsg(sqlite->file));
    else
        return &sqlite->store;
    finish(&sqlite->store);
    return NULL;
}
