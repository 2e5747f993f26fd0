/* SPDX-License-Identifier: Apache-2.0
 * Opening a file of ours as SQLite is used here, whatever is in it. */
#include "journal/sqlite_open.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "journal/sqlite_clean.h"

bool sqlite_open_refuse(const struct sqlite_reason *reason, const char *what, const char *detail)
{
    snprintf(reason->why, reason->why_bytes, "%s %s%s%s", reason->path, what, detail ? ": " : "",
             detail ? detail : "");
    return false;
}

bool sqlite_open_refuse_error(const struct sqlite_reason *reason, sqlite3 *connection)
{
    if (sqlite3_errcode(connection) == SQLITE_NOTADB)
        return sqlite_open_refuse(reason, "is not an SQLite database", NULL);
    if ((sqlite3_errcode(connection) & 0xff) == SQLITE_BUSY)
        return sqlite_open_refuse(reason, "is in use by another program", NULL);
    return sqlite_open_refuse(reason, "cannot be opened", sqlite3_errmsg(connection));
}

/* Made by us and not by SQLite, for its mode; log and index files take theirs from it. An existing
 * one is not opened here: closing it would drop the locks that SQLite holds in this process. */
bool sqlite_open_make(const struct sqlite_reason *reason)
{
    struct stat about;
    int fd = open(reason->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return true;
    }
    if (errno != EEXIST || stat(reason->path, &about) != 0)
        return sqlite_open_refuse(reason, "cannot be opened", strerror(errno));
    if (!S_ISREG(about.st_mode))
        return sqlite_open_refuse(reason, "is not a file", NULL);
    if ((about.st_mode & 0777) != 0600 && chmod(reason->path, 0600) != 0)
        return sqlite_open_refuse(reason, "cannot be made private", strerror(errno));
    return true;
}

bool sqlite_open_run(sqlite3 *connection, const char *sql)
{
    return sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool is_beside(const char *path, const char *end)
{
    char beside[PATH_MAX];
    int len = snprintf(beside, sizeof beside, "%s%s", path, end);
    return len < 0 || (size_t)len >= sizeof beside || access(beside, F_OK) == 0;
}

/* Whether a file that nobody has open lies where nothing can be written: SQLite, which makes an
 * index of the log beside it, is then to be told that nobody changes it. */
static bool stands_still(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    return !is_beside(path, "-wal") && !is_beside(path, "-shm") && access(folder, W_OK) != 0;
}

/* `path` as SQLite's URI of a file that nobody changes. */
static void uri_write(const char *path, struct buffer *uri)
{
    buffer_add(uri, SLICE("file:"));
    for (; *path; path++) {
        if (*path == '%' || *path == '?' || *path == '#')
            buffer_addf(uri, "%%%02x", (unsigned char)*path);
        else
            buffer_add_byte(uri, *path);
    }
    buffer_add(uri, SLICE("?immutable=1"));
    buffer_add_byte(uri, '\0');
}

static int file_connect(const char *path, int flags, sqlite3 **connection)
{
    struct buffer uri;
    const char *vfs = flags & SQLITE_OPEN_READONLY ? NULL : sqlite_clean_vfs();
    if (!(flags & SQLITE_OPEN_READONLY) || !stands_still(path))
        return sqlite3_open_v2(path, connection, flags | SQLITE_OPEN_NOMUTEX, vfs);
    buffer_init(&uri, 3 * PATH_MAX);
    uri_write(path, &uri);
    int code = uri.full ? SQLITE_CANTOPEN
                        : sqlite3_open_v2(uri.bytes, connection,
                                          flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, vfs);
    buffer_done(&uri);
    return code;
}

bool sqlite_open_connect(const struct sqlite_reason *reason, int flags, sqlite3 **connection)
{
    static const char settings[] = "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA secure_delete = ON;"
                                   "PRAGMA synchronous = FULL;";
    /* In KiB. Readers mostly walk on, and what they come back to is in the system's cache. */
    const char *cache =
        flags & SQLITE_OPEN_READONLY ? "PRAGMA cache_size = -8192" : "PRAGMA cache_size = -32768";
    if (file_connect(reason->path, flags, connection) != SQLITE_OK)
        return sqlite_open_refuse_error(reason, *connection);
    sqlite3_busy_timeout(*connection, SQLITE_BUSY_MS);
    sqlite3_db_config(*connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!sqlite_open_run(*connection, settings) || !sqlite_open_run(*connection, cache))
        return sqlite_open_refuse_error(reason, *connection);
    return true;
}

/* The one value of the one row of `sql`, as a number. */
bool sqlite_open_number(sqlite3 *connection, const char *sql, int64_t *number)
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

/* A file system without shared memory would leave it in another mode without an error. */
bool sqlite_open_log(const struct sqlite_reason *reason, sqlite3 *writer)
{
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(writer, "PRAGMA journal_mode = WAL", -1, &statement, NULL) ==
                    SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    bool wal = good && strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
    sqlite3_finalize(statement);
    if (good && !wal)
        return sqlite_open_refuse(
            reason, "lies on a file system without support for a write-ahead log", NULL);
    return good || sqlite_open_refuse_error(reason, writer);
}
