/* SPDX-License-Identifier: Apache-2.0
 *
 * An array: int4 dimensions, int4 has-null, int4 element type, int4 elements, int4 first index;
 * then for each element its int4 length and its bytes (src/backend/utils/adt/arrayfuncs.c,
 * array_recv).
 */
#include "journal/postgres_wire.h"

#include "base/bounds.h"
#include "base/check.h"

enum { WORD_BYTES = 4, COUNT_AT = 3 * WORD_BYTES };

/* The texts of a whole group, each with its length, and some room for the head. */
static const size_t array_bytes_max =
    (size_t)BOUND_JOURNAL_BATCH * (BOUND_ENTRY_BYTES + WORD_BYTES) + 1024;

static void big_endian(char *out, size_t bytes, uint64_t value)
{
    for (size_t i = bytes; i-- > 0; value >>= 8)
        out[i] = (char)(value & 0xff);
}

static void param(struct postgres_params *params, const char *value, size_t bytes)
{
    check(params->count < POSTGRES_PARAMS && bytes <= INT32_MAX);
    params->values[params->count] = value ? value : "";
    params->lengths[params->count] = (int)bytes;
    params->count++;
}

void postgres_params_text(struct postgres_params *params, struct slice text)
{
    param(params, text.at, text.len);
}

void postgres_params_int(struct postgres_params *params, int64_t number)
{
    check(params->count < POSTGRES_PARAMS);
    char *at = params->numbers[params->count];
    big_endian(at, POSTGRES_INT_BYTES, (uint64_t)number);
    param(params, at, POSTGRES_INT_BYTES);
}

void postgres_params_array(struct postgres_params *params, const struct postgres_array *array)
{
    check(!array->bytes.full);
    big_endian(array->bytes.bytes + COUNT_AT, WORD_BYTES, array->count);
    param(params, array->bytes.bytes, array->bytes.len);
}

static void word(struct buffer *buffer, uint32_t value)
{
    char bytes[WORD_BYTES];
    big_endian(bytes, sizeof bytes, value);
    buffer_add(buffer, (struct slice){bytes, sizeof bytes});
}

void postgres_array_init(struct postgres_array *array, enum postgres_type type)
{
    *array = (struct postgres_array){.count = 0};
    buffer_init(&array->bytes, array_bytes_max);
    word(&array->bytes, 1); /* dimensions */
    word(&array->bytes, 0); /* no nulls */
    word(&array->bytes, (uint32_t)type);
    word(&array->bytes, 0); /* elements: postgres_params_array */
    word(&array->bytes, 1); /* first index */
}

void postgres_array_done(struct postgres_array *array)
{
    buffer_done(&array->bytes);
}

void postgres_array_text(struct postgres_array *array, struct slice text)
{
    word(&array->bytes, (uint32_t)text.len);
    buffer_add(&array->bytes, text);
    array->count++;
}

void postgres_array_int(struct postgres_array *array, int64_t number)
{
    char bytes[POSTGRES_INT_BYTES];
    big_endian(bytes, sizeof bytes, (uint64_t)number);
    postgres_array_text(array, (struct slice){bytes, sizeof bytes});
}

void postgres_array_hash(struct postgres_array *array, const struct hash *hash)
{
    postgres_array_text(array, (struct slice){(const char *)hash->bytes, HASH_BYTES});
}

int64_t postgres_column_int(const PGresult *result, int row, int column)
{
    const unsigned char *bytes = (const unsigned char *)PQgetvalue(result, row, column);
    uint64_t value = 0;
    check(PQgetlength(result, row, column) == POSTGRES_INT_BYTES);
    for (int i = 0; i < POSTGRES_INT_BYTES; i++)
        value = value << 8 | bytes[i];
    return (int64_t)value;
}

bool postgres_column_bool(const PGresult *result, int row, int column)
{
    return PQgetlength(result, row, column) == 1 && *PQgetvalue(result, row, column) != 0;
}

struct slice postgres_column_text(const PGresult *result, int row, int column)
{
    return (struct slice){PQgetvalue(result, row, column),
                          (size_t)PQgetlength(result, row, column)};
}

bool postgres_column_bytes(const PGresult *result, int row, int column, void *out, int count)
{
    if (PQgetlength(result, row, column) != count)
        return false;
    memcpy(out, PQgetvalue(result, row, column), (size_t)count);
    return true;
}

bool postgres_column_hash(const PGresult *result, int row, int column, struct hash *hash)
{
    return postgres_column_bytes(result, row, column, hash->bytes, HASH_BYTES);
}
