/* SPDX-License-Identifier: Apache-2.0
 * See sqlite_row.h. */
#include "journal/sqlite_row.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

/* The columns of SQLITE_ENTRY. */
enum { ID, AT_MS, TYPE, PERSON, NAME, OP, TEXT, CHAIN, CONTENT, SALT };

int64_t sqlite_row_id(int64_t room, int64_t seq)
{
    check(room > 0 && room < INT64_C(1) << (62 - SQLITE_SEQ_BITS));
    check(seq >= 0 && seq < INT64_C(1) << SQLITE_SEQ_BITS);
    return (room << SQLITE_SEQ_BITS) + seq;
}

int64_t sqlite_row_seq(int64_t id)
{
    return id & ((INT64_C(1) << SQLITE_SEQ_BITS) - 1);
}

void sqlite_row_text(sqlite3_stmt *statement, int at, struct slice text)
{
    check(sqlite3_bind_text64(statement, at, text.at ? text.at : "", text.len, SQLITE_STATIC,
                              SQLITE_UTF8) == SQLITE_OK);
}

void sqlite_row_int(sqlite3_stmt *statement, int at, int64_t number)
{
    check(sqlite3_bind_int64(statement, at, number) == SQLITE_OK);
}

void sqlite_row_bytes(sqlite3_stmt *statement, int at, struct slice bytes)
{
    check(sqlite3_bind_blob64(statement, at, bytes.at, bytes.len, SQLITE_STATIC) == SQLITE_OK);
}

void sqlite_row_hash(sqlite3_stmt *statement, int at, const struct hash *hash)
{
    sqlite_row_bytes(statement, at, (struct slice){(const char *)hash->bytes, HASH_BYTES});
}

struct slice sqlite_row_column(sqlite3_stmt *statement, int at)
{
    const unsigned char *text = sqlite3_column_text(statement, at);
    return (struct slice){(const char *)text, (size_t)sqlite3_column_bytes(statement, at)};
}

/* False when the column does not hold that number of bytes: the file is damaged. */
static bool bytes_read(sqlite3_stmt *statement, int at, void *out, int count)
{
    const void *bytes = sqlite3_column_blob(statement, at);
    if (!bytes || sqlite3_column_bytes(statement, at) != count)
        return false;
    memcpy(out, bytes, (size_t)count);
    return true;
}

static bool is_null(sqlite3_stmt *statement, int at)
{
    return sqlite3_column_type(statement, at) == SQLITE_NULL;
}

bool sqlite_row_record(sqlite3_stmt *statement, struct slice room, struct record *record)
{
    *record = (struct record){
        .seq = sqlite_row_seq(sqlite3_column_int64(statement, ID)),
        .at_ms = sqlite3_column_int64(statement, AT_MS),
        .room = room,
        .type = sqlite_row_column(statement, TYPE),
        .by = sqlite_row_column(statement, PERSON),
        .name = sqlite_row_column(statement, NAME),
        .op = sqlite_row_column(statement, OP),
        .text = sqlite_row_column(statement, TEXT),
        .erased = !is_null(statement, CONTENT),
        .salt.there = !is_null(statement, SALT),
    };
    return bytes_read(statement, CHAIN, record->chain.bytes, HASH_BYTES) &&
           (!record->erased || bytes_read(statement, CONTENT, record->content.bytes, HASH_BYTES)) &&
           (!record->salt.there ||
            bytes_read(statement, SALT, record->salt.bytes, RECORD_SALT_BYTES));
}

/* SQLite remembers what the system said in some of the places alone. */
void sqlite_row_why(sqlite3 *connection, char why[SQLITE_WHY_BYTES])
{
    int last = errno, code = sqlite3_extended_errcode(connection);
    int system = sqlite3_system_errno(connection);
    if (!system && (code & 0xff) == SQLITE_IOERR)
        system = last;
    snprintf(why, SQLITE_WHY_BYTES, "%s (%d%s%s)", sqlite3_errmsg(connection), code,
             system ? ": " : "", system ? strerror(system) : "");
}

bool sqlite_row_run(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

bool sqlite_row_room(sqlite3_stmt *statement, struct slice name, int64_t *id)
{
    sqlite_row_text(statement, 1, name);
    int code = sqlite3_step(statement);
    *id = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool sqlite_row_head(sqlite3_stmt *statement, struct sqlite_head *head)
{
    sqlite_row_int(statement, 1, head->room);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE;
    if (code == SQLITE_ROW) {
        head->seq = sqlite_row_seq(sqlite3_column_int64(statement, 0));
        good = bytes_read(statement, 1, head->chain.bytes, HASH_BYTES);
    }
    sqlite3_reset(statement);
    return good;
}

bool sqlite_row_end(sqlite3_stmt *statement, struct sqlite_head *head)
{
    sqlite_row_int(statement, 1, head->room);
    int code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE || code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        head->dropped = true;
        head->seq = sqlite3_column_int64(statement, 0);
        good = bytes_read(statement, 1, head->chain.bytes, HASH_BYTES);
    }
    sqlite3_reset(statement);
    return good;
}

bool sqlite_row_op(sqlite3_stmt *statement, int64_t room, const struct record *like,
                   struct journal_result *result)
{
    sqlite_row_int(statement, 1, room);
    sqlite_row_text(statement, 2, like->op);
    sqlite_row_text(statement, 3, like->by);
    int code = sqlite3_step(statement);
    *result = (struct journal_result){0};
    if (code == SQLITE_ROW) {
        const struct record first = {.seq = sqlite_row_seq(sqlite3_column_int64(statement, 0)),
                                     .type = sqlite_row_column(statement, 1),
                                     .text = sqlite_row_column(statement, 2),
                                     .erased = !is_null(statement, 3)};
        *result = record_repeat(&first, like);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}
