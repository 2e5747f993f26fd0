/* SPDX-License-Identifier: Apache-2.0
 * See postgres_record.h. */
#include "journal/postgres_record.h"

/* The columns of POSTGRES_ENTRY. */
enum { SEQ, AT_MS, TYPE, PERSON, NAME, OP, TEXT, CHAIN, CONTENT, SALT };

bool postgres_record_read(const PGresult *result, int row, struct slice room, struct record *record)
{
    *record = (struct record){
        .seq = postgres_column_int(result, row, SEQ),
        .at_ms = postgres_column_int(result, row, AT_MS),
        .room = room,
        .type = postgres_column_text(result, row, TYPE),
        .by = postgres_column_text(result, row, PERSON),
        .name = postgres_column_text(result, row, NAME),
        .op = postgres_column_text(result, row, OP),
        .text = postgres_column_text(result, row, TEXT),
        .erased = !PQgetisnull(result, row, CONTENT),
        .salt.there = !PQgetisnull(result, row, SALT),
    };
    return postgres_column_hash(result, row, CHAIN, &record->chain) &&
           (!record->erased || postgres_column_hash(result, row, CONTENT, &record->content)) &&
           (!record->salt.there ||
            postgres_column_bytes(result, row, SALT, record->salt.bytes, RECORD_SALT_BYTES));
}
