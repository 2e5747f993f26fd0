/* SPDX-License-Identifier: Apache-2.0
 *
 * Statements of the index in SQLite (sqlite_search.c), private to journal/sqlite*.c.
 */
#ifndef MUSTER_JOURNAL_SQLITE_STATEMENT_H
#define MUSTER_JOURNAL_SQLITE_STATEMENT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* Prepares `sql`, in which each # stands for the shard; NULL on failure. */
sqlite3_stmt *sqlite_statement_new(sqlite3 *connection, const char *sql, int shard);
/* Runs it: the first two numbers of the row that it gives, if it gives one (`second` may be NULL).
 * False on failure. */
bool sqlite_statement_numbers(sqlite3_stmt *statement, int64_t *first, int64_t *second);

#endif
