/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the tables that sqlite_file.c explains, private to journal/sqlite*.c: parameters going
 * out, columns coming in, and what both the writing and the reading half look for.
 */
#ifndef MUSTER_JOURNAL_SQLITE_ROW_H
#define MUSTER_JOURNAL_SQLITE_ROW_H

#include "journal/record.h"
#include "journal/sqlite_file.h"

/* The columns of an entry, for sqlite_row_record. */
#define SQLITE_ENTRY "id, at_ms, type, person, name, op, text, chain, content, salt"
/* The statements of sqlite_row_room, sqlite_row_head, sqlite_row_end and sqlite_row_op. */
#define SQLITE_ROOM "SELECT id FROM room WHERE name = ?1 AND dropped_ms IS NULL"
#define SQLITE_HEAD                                                                                \
    "SELECT id, chain FROM entry WHERE id > ?1 << 32 AND id < (?1 + 1) << 32 ORDER BY id DESC "    \
    "LIMIT 1"
#define SQLITE_END "SELECT head, chain FROM room WHERE id = ?1 AND dropped_ms IS NOT NULL"
#define SQLITE_OP                                                                                  \
    "SELECT id, type, text, content FROM entry WHERE room = ?1 AND op = ?2 AND person = ?3"

/* The end of a room. */
struct sqlite_head {
    int64_t room; /* its id */
    int64_t seq;
    struct hash chain;
    bool dropped;
};

/* The rowid of an entry, and its seq. */
int64_t sqlite_row_id(int64_t room, int64_t seq);
int64_t sqlite_row_seq(int64_t id);

/* Set a parameter; texts and bytes are borrowed until the statement is reset. */
void sqlite_row_text(sqlite3_stmt *statement, int at, struct slice text);
void sqlite_row_int(sqlite3_stmt *statement, int at, int64_t number);
/* Absent bytes are NULL. */
void sqlite_row_bytes(sqlite3_stmt *statement, int at, struct slice bytes);
void sqlite_row_hash(sqlite3_stmt *statement, int at, const struct hash *hash);

/* A column of the row that a statement stands on; a text is borrowed until the next step. */
struct slice sqlite_row_column(sqlite3_stmt *statement, int at);

/* The row a statement with SQLITE_ENTRY stands on; its texts are borrowed until the next step.
 * False when it is damaged. */
bool sqlite_row_record(sqlite3_stmt *statement, struct slice room, struct record *record);

/* What SQLite and the system say of what has just failed on `connection`. */
enum { SQLITE_WHY_BYTES = 256 };
void sqlite_row_why(sqlite3 *connection, char why[SQLITE_WHY_BYTES]);

/* Runs a statement that gives no rows; false when it fails. */
bool sqlite_row_run(sqlite3_stmt *statement);
/* The id of a room in *id, 0 when there is none. False on failure. */
bool sqlite_row_room(sqlite3_stmt *statement, struct slice name, int64_t *id);
/* The end of head->room; as it is when there are no entries. False on failure. */
bool sqlite_row_head(sqlite3_stmt *statement, struct sqlite_head *head);
/* The same of a room that may have been dropped (SQLITE_END): `dropped` says whether it was, else
 * nothing is changed. False on failure. */
bool sqlite_row_end(sqlite3_stmt *statement, struct sqlite_head *head);
/* What `like` gets for its op in the room of that id: seq 0 when it is new. False on failure. */
bool sqlite_row_op(sqlite3_stmt *statement, int64_t room, const struct record *like,
                   struct journal_result *result);

#endif
