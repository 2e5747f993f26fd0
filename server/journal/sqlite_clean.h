/* SPDX-License-Identifier: Apache-2.0
 *
 * What SQLite leaves between the rows of a page, private to journal/sqlite*.c. Its secure_delete
 * overwrites a row that is deleted, but not the copy that stays behind when a page is split and the
 * row moves to another: that one lies in the page's unused middle until something is written over
 * it. Here every page that goes into the database file leaves with a middle of zeros.
 */
#ifndef MUSTER_JOURNAL_SQLITE_CLEAN_H
#define MUSTER_JOURNAL_SQLITE_CLEAN_H

#include <sqlite3.h>
#include <stdbool.h>

/* The name of a VFS that does so and else is the default one; for connections that write. Made the
 * first time, for as long as the process lives; not from two threads at once. */
const char *sqlite_clean_vfs(void);
/* Cleans the pages that are in the file of `writer`, opened through that VFS: of a journal that was
 * written without it. Its log must be empty, and no transaction open. Reads the whole file; may be
 * interrupted and done again. False when it cannot. */
bool sqlite_clean_file(sqlite3 *writer);

#endif
