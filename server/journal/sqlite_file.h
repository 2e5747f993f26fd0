/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQLite file of a journal, private to journal/sqlite.c: lock, settings, format, and
 * connections: one that writes, and one for each thread that reads. Not thread-safe: opened before
 * the threads start, closed after they ended; in between one thread at a time uses a connection.
 */
#ifndef MUSTER_JOURNAL_SQLITE_FILE_H
#define MUSTER_JOURNAL_SQLITE_FILE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "journal/key_store.h"

/* An entry's rowid is its room's id shifted by this, plus its seq. */
enum { SQLITE_SEQ_BITS = 32 };

struct sqlite_log;

struct sqlite_file {
    sqlite3 *writer;        /* owned; NULL when reading only */
    struct sqlite_log *log; /* owned; the writer's */
    sqlite3 *reader;        /* owned */
    int lock_fd;            /* -1 when reading only */
    char epoch[23];
};

/* Opens `path`, when `writes` made if missing and locked. False, with one sentence in `why`, when
 * it cannot; nothing is open then. */
bool sqlite_file_open(struct sqlite_file *file, const char *path, bool writes, char *why,
                      size_t why_bytes);
/* Opens a connection of its own to what `file` has open, as a file that is read only. False when it
 * cannot; nothing is open then. */
bool sqlite_file_reader(const struct sqlite_file *file, struct sqlite_file *reader);
/* The keys beside a file that is written: in the folder of the file's name with `.keys` behind. */
struct key_store *sqlite_file_keys(const struct sqlite_file *file);
/* Copies the log of a writer into the database and cuts it to nothing: from then on it holds
 * nothing that the database does not. False when it cannot; *busy: only since a reader is in the
 * way. */
bool sqlite_file_forget(sqlite3 *writer, bool *busy);
/* Closes the connections. `failed`: a commit failed, so the log is left for the next start. */
void sqlite_file_close(struct sqlite_file *file, bool failed);

#endif
