/* SPDX-License-Identifier: Apache-2.0
 * See sqlite_statement.h. */
#include "journal/sqlite_statement.h"

#include "base/buffer.h"
#include "base/check.h"

enum { SQL_BYTES = 512 };

sqlite3_stmt *sqlite_statement_new(sqlite3 *connection, const char *sql, int shard)
{
    struct buffer text;
    sqlite3_stmt *statement = NULL;
    buffer_init(&text, SQL_BYTES);
    for (; *sql; sql++) {
        if (*sql == '#')
            buffer_add_int(&text, shard);
        else
            buffer_add_byte(&text, *sql);
    }
    check(!text.full);
    if (sqlite3_prepare_v2(connection, text.bytes, (int)text.len, &statement, NULL) != SQLITE_OK)
        statement = NULL;
    buffer_done(&text);
    return statement;
}

bool sqlite_statement_numbers(sqlite3_stmt *statement, int64_t *first, int64_t *second)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *first = sqlite3_column_int64(statement, 0);
        if (second)
            *second = sqlite3_column_int64(statement, 1);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}
