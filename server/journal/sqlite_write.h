/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing half of a journal in SQLite, private to journal/sqlite.c: groups of entries and
 * marks, erasing, and dropping rooms. One connection, on the writer's thread.
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
/* As the backend's drop. */
enum err sqlite_write_drop(struct sqlite_writer *writer, struct slice room, int64_t at_ms,
                           struct journal_end *end);
/* As sqlite_take and sqlite_bury (journal/sqlite_copy.h). */
enum err sqlite_write_take(struct sqlite_writer *writer, const struct batch *batch);
enum err sqlite_write_bury(struct sqlite_writer *writer, const struct record *grave);
/* Whether a commit has failed, so that nobody knows what the disk holds: see sqlite_file.c. */
bool sqlite_write_failed(const struct sqlite_writer *writer);
/* Why it has failed; "" as long as it has not. */
const char *sqlite_write_why(const struct sqlite_writer *writer);

#endif
