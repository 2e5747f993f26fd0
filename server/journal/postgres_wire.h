/* SPDX-License-Identifier: Apache-2.0
 *
 * PostgreSQL's binary format, private to journal/postgres*.c: parameters and arrays going out,
 * columns coming in. Everything goes as bytes with its length, so texts need no NUL and nothing is
 * ever quoted. Numbers are 8 bytes, big-endian (int8), hashes are bytea.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_WIRE_H
#define MUSTER_JOURNAL_POSTGRES_WIRE_H

#include <libpq-fe.h>

#include "base/buffer.h"
#include "base/hash.h"

enum { POSTGRES_PARAMS = 15, POSTGRES_INT_BYTES = 8 };

/* The parameters of one statement, in order. Texts, hashes and arrays are borrowed until it is
 * sent; numbers are kept here. */
struct postgres_params {
    const char *values[POSTGRES_PARAMS];
    int lengths[POSTGRES_PARAMS];
    char numbers[POSTGRES_PARAMS][POSTGRES_INT_BYTES];
    int count;
};

/* An array of one dimension in the making. */
struct postgres_array {
    struct buffer bytes; /* owned */
    uint32_t count;
};

/* What an array holds: the type's number in PostgreSQL (pg_type.oid, fixed for built-in types). */
enum postgres_type { POSTGRES_BYTEA = 17, POSTGRES_INT8 = 20, POSTGRES_TEXT = 25 };

/* Add the next parameter. */
void postgres_params_text(struct postgres_params *params, struct slice text);
void postgres_params_int(struct postgres_params *params, int64_t number);
/* The array must not grow any more. */
void postgres_params_array(struct postgres_params *params, const struct postgres_array *array);

/* An empty array; ended by postgres_array_done. */
void postgres_array_init(struct postgres_array *array, enum postgres_type type);
void postgres_array_done(struct postgres_array *array);
/* Adds a text, or the bytes of a bytea. */
void postgres_array_text(struct postgres_array *array, struct slice text);
void postgres_array_int(struct postgres_array *array, int64_t number);
void postgres_array_hash(struct postgres_array *array, const struct hash *hash);

/* The columns of a row; texts are borrowed from the result. An int must be an int8. */
int64_t postgres_column_int(const PGresult *result, int row, int column);
bool postgres_column_bool(const PGresult *result, int row, int column);
struct slice postgres_column_text(const PGresult *result, int row, int column);
/* False when the column does not hold that number of bytes. */
bool postgres_column_bytes(const PGresult *result, int row, int column, void *out, int count);
/* False when the column holds no hash. */
bool postgres_column_hash(const PGresult *result, int row, int column, struct hash *hash);

#endif
