/* SPDX-License-Identifier: Apache-2.0
 *
 * Taking words out of an index that keeps no texts (sqlite_search.c), private to journal/sqlite*.c.
 * FTS5 removes a document from a contentless table when it is told all of its words, and believes
 * whatever it is told. So the words are read off the table itself: everything that a room has in it
 * is walked once, word by word, for up to 256 documents of that room at the same time.
 */
#ifndef MUSTER_JOURNAL_SQLITE_SWEEP_H
#define MUSTER_JOURNAL_SQLITE_SWEEP_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite_sweep;

/* Of the room with that id; the connection is borrowed. */
struct sqlite_sweep *sqlite_sweep_new(sqlite3 *connection, int64_t room);
/* Sets *sweep to NULL; NULL is ignored. */
void sqlite_sweep_free(struct sqlite_sweep **sweep);

/* One more document, with a seq above those before, before anything is read. False once it has as
 * many as it takes. */
bool sqlite_sweep_add(struct sqlite_sweep *sweep, int64_t seq);
int64_t sqlite_sweep_room(const struct sqlite_sweep *sweep);
size_t sqlite_sweep_count(const struct sqlite_sweep *sweep);
int64_t sqlite_sweep_seq(const struct sqlite_sweep *sweep, size_t which);

/* Reads on for about `rows` words; *done once all are read. Other documents may be put in and taken
 * out between two calls, but for these. False on failure. */
bool sqlite_sweep_read(struct sqlite_sweep *sweep, int64_t rows, bool *done);
/* Takes what was read out of the table, in the transaction that is open. False on failure. */
bool sqlite_sweep_drop(struct sqlite_sweep *sweep);

#endif
