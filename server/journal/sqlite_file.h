/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQLite file of a journal, private to journal/sqlite.c: lock, settings, format, and the two
 * connections. Not thread-safe: opened before the threads start, closed after they ended; in
 * between each connection belongs to one thread.
 */
#ifndef MUSTER_JOURNAL_SQLITE_FILE_H
#define MUSTER_JOURNAL_SQLITE_FILE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* An entry's rowid is its room's id shifted by this, plus its seq. */
enum { SQLITE_SEQ_BITS = 32 };

struct sqlite_file {
    sqlite3 *writer; /* owned; NULL when reading only */
    sqlite3 *reader; /* owned */
    int lock_fd;     /* -1 when reading only */
    char epoch[23];
};

/* Opens `path`, when `writes` made if missing and locked. False, with one sentence in `why`, when
 * it cannot; nothing is open then. */
bool sqlite_file_open(struct sqlite_file *file, const char *path, bool writes, char *why,
                      size_t why_bytes);
/* Closes both connections. `failed`: a commit failed, so the log is left for the next start. */
void sqlite_file_close(struct sqlite_file *file, bool failed);

#endif
