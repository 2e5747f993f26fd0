/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening a file as SQLite is used here, private to journal/sqlite*.c: private to its owner, with
 * no trust in what stands in it, what is deleted overwritten, a write-ahead log, every commit on
 * disk. A function that gives false has written one sentence for people, or says so.
 */
#ifndef MUSTER_JOURNAL_SQLITE_OPEN_H
#define MUSTER_JOURNAL_SQLITE_OPEN_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A reading `muster journal` may hold up the checkpoint of the start. */
enum { SQLITE_BUSY_MS = 10000 };

/* Where the one sentence about a failed opening goes. */
struct sqlite_reason {
    const char *path;
    char *why;
    size_t why_bytes;
};

/* Writes "<path> <what>: <detail>"; `detail` may be NULL. Always false. */
bool sqlite_open_refuse(const struct sqlite_reason *reason, const char *what, const char *detail);
/* The same with what SQLite says. */
bool sqlite_open_refuse_error(const struct sqlite_reason *reason, sqlite3 *connection);
/* Makes the file if it is missing, and sees that it is private. */
bool sqlite_open_make(const struct sqlite_reason *reason);
/* Opens it (flags of sqlite3_open_v2) with our settings. *connection is to be closed even then. */
bool sqlite_open_connect(const struct sqlite_reason *reason, int flags, sqlite3 **connection);
/* Sets the write-ahead log. */
bool sqlite_open_log(const struct sqlite_reason *reason, sqlite3 *writer);

/* Runs statements that give nothing; false, and no sentence, when one fails. */
bool sqlite_open_run(sqlite3 *connection, const char *sql);
/* The one value of the one row of `sql`, as a number; false, and no sentence, when it fails. */
bool sqlite_open_number(sqlite3 *connection, const char *sql, int64_t *number);

#endif
