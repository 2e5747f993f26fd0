/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing half of a journal in SQLite, private to journal/sqlite.c: groups of entries and
 * marks, and erasing. One connection, on the writer's thread.
 */
#ifndef MUSTER_JOURNAL_SQLITE_WRITE_H
#define MUSTER_JOURNAL_SQLITE_WRITE_H

#include "journal/backend.h"
#include "journal/sqlite_file.h"

struct sqlite_writer;

/* Over an open file's connection that writes, which is borrowed. NULL when it does not hold our
 * tables. */
struct sqlite_writer *sqlite_write_new(const struct sqlite_file *file);
/* Frees it before the file is closed, and sets *writer to NULL, which is ignored. */
void sqlite_write_free(struct sqlite_writer **writer);

/* As the backend's commit and erase. */
enum err sqlite_write_commit(struct sqlite_writer *writer, const struct batch *batch);
enum err sqlite_write_erase(struct sqlite_writer *writer, struct slice room,
                            const struct journal_erasure *things, size_t count);
/* Whether a commit has failed, so that nobody knows what the disk holds: see sqlite_file.c. */
bool sqlite_write_failed(const struct sqlite_writer *writer);
/* Why it has failed; "" as long as it has not. */
const char *sqlite_write_why(const struct sqlite_writer *writer);

#endif
