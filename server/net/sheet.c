/* SPDX-License-Identifier: Apache-2.0
 * Answers are kept as they came until all their columns are known. */
#include "net/sheet.h"

#include <stdio.h>
#include <time.h>

#include "base/csv.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"

enum {
    ANSWERS_BYTES = 32 << 20, /* of a sheet */
    FIELD_BYTES = 1 << 16,
    NAME_BYTES = 256,
    COLUMNS_MAX = 256, /* what has more shows the first */
    DEPTH_MAX = 3,     /* of members with a column of their own */
    MOMENT_BYTES = 32,
};

/* Members that are moments, in ms since 1970. */
static const char *const moments[] = {"at",       "since",      "until",   "issued", "start",
                                      "opens",    "first",      "left",    "erased", "edited",
                                      "enrolled", "registered", "expires", "handed", "back",
                                      "seen",     "completed",  NULL};

struct answer {
    struct json *json; /* owned */
    struct answer *next;
};

struct sheet {
    struct answer *answers, **answers_end;
    struct map *columns; /* name -> its place + 1, in order */
    struct buffer next;
    size_t bytes;
};

struct sheet *sheet_new(void)
{
    struct sheet *sheet = mem_new(sizeof *sheet);
    sheet->answers_end = &sheet->answers;
    sheet->columns = map_new(COLUMNS_MAX);
    buffer_init(&sheet->next, FIELD_BYTES);
    return sheet;
}

void sheet_free(struct sheet **sheet)
{
    struct sheet *old = *sheet;
    for (struct answer *answer; (answer = old->answers);) {
        old->answers = answer->next;
        json_free(&answer->json);
        mem_free(answer);
    }
    map_free(&old->columns, NULL);
    buffer_done(&old->next);
    mem_free(old);
    *sheet = NULL;
}

static bool holds_objects(const struct json *list)
{
    for (const struct json *item = json_first(list); item; item = json_next(item))
        if (!json_is_object(item))
            return false;
    return json_is_array(list) || (json_is_object(list) && json_count(list) > 0);
}

/* NULL: the answer itself is the row. */
static const struct json *list_of(const struct json *answer)
{
    const struct json *list = NULL;
    for (const struct json *item = json_first(answer); item; item = json_next(item)) {
        if (json_is_array(item) && holds_objects(item))
            return item;
        if (holds_objects(item))
            list = item;
    }
    return list;
}

/* ---- fields ------------------------------------------------------------------------------------
 */

typedef void field_fn(void *context, struct slice column, const struct json *value);

static void walk(const struct json *object, const char *above, int depth, field_fn *field,
                 void *context)
{
    for (const struct json *item = json_first(object); item; item = json_next(item)) {
        char name[NAME_BYTES];
        struct slice key = json_key(item);
        snprintf(name, sizeof name, "%s%s%.*s", above, above[0] ? "." : "", (int)key.len, key.at);
        if (json_is_object(item) && depth < DEPTH_MAX)
            walk(item, name, depth + 1, field, context);
        else
            field(context, slice_of(name), item);
    }
}

/* Calls `field` for all fields of a row. */
static void row_walk(const struct json *row, bool keyed, field_fn *field, void *context)
{
    if (keyed)
        field(context, SLICE("id"), NULL);
    walk(row, "", 1, field, context);
}

static void note_column(void *context, struct slice column, const struct json *value)
{
    struct sheet *sheet = context;
    UNUSED(value);
    if (!map_find(sheet->columns, column) && !map_full(sheet->columns))
        map_put(sheet->columns, column, (void *)(uintptr_t)(map_count(sheet->columns) + 1));
}

enum err sheet_add(struct sheet *sheet, struct slice text)
{
    struct json *json = NULL;
    sheet->bytes += text.len;
    enum err error = sheet->bytes > ANSWERS_BYTES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
    if (!error)
        error = json_parse_large(text, &json);
    if (error)
        return error;
    struct answer *answer = mem_new(sizeof *answer);
    answer->json = json;
    *sheet->answers_end = answer;
    sheet->answers_end = &answer->next;
    const struct json *list = list_of(json), *next = json_get(json, "next");
    buffer_clear(&sheet->next);
    if (next)
        json_print(next, &sheet->next);
    if (!list)
        row_walk(json, false, note_column, sheet);
    for (const struct json *row = json_first(list); row; row = json_next(row))
        row_walk(row, json_is_object(list), note_column, sheet);
    return ERR_NONE;
}

struct slice sheet_next(const struct sheet *sheet)
{
    return sheet->next.len > 0 ? buffer_slice(&sheet->next) : (struct slice){NULL, 0};
}

static bool is_moment(struct slice column)
{
    const char *dot = memrchr(column.at, '.', column.len);
    size_t from = dot ? (size_t)(dot - column.at) + 1 : 0;
    struct slice last = {column.at + from, column.len - from};
    for (size_t i = 0; moments[i]; i++)
        if (slice_is(last, moments[i]))
            return true;
    return false;
}

static void write_moment(int64_t ms, struct buffer *out)
{
    char text[MOMENT_BYTES];
    struct tm parts;
    time_t seconds = (time_t)(ms / 1000);
    if (!gmtime_r(&seconds, &parts) ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        return;
    buffer_add(out, slice_of(text));
}

static void write_value(const struct json *value, struct slice column, struct buffer *out)
{
    enum { MOMENTS_FROM = 1000000 }; /* ms: what is less is no moment of ours */
    struct slice text;
    int64_t number;
    if (json_as_text(value, &text))
        buffer_add(out, text);
    else if (json_as_int(value, &number) && number > MOMENTS_FROM && is_moment(column))
        write_moment(number, out);
    else if (!json_is_null(value))
        json_print(value, out);
}

/* Words and numbers of a list with a semicolon between. */
static void write_field(const struct json *value, struct slice column, struct buffer *out)
{
    bool words = json_is_array(value);
    for (const struct json *item = json_first(value); words && item; item = json_next(item))
        words = !json_is_object(item) && !json_is_array(item);
    if (!words)
        write_value(value, column, out);
    else
        for (const struct json *item = json_first(value); item; item = json_next(item)) {
            write_value(item, column, out);
            if (json_next(item))
                buffer_add(out, SLICE("; "));
        }
}

/* A row on its way into the file: its fields, by the places of their columns. */
struct row {
    const struct sheet *sheet;
    struct slice key;
    bool has[COLUMNS_MAX];
    const struct json *values[COLUMNS_MAX]; /* NULL where it has one: the key */
};

static void take_field(void *context, struct slice column, const struct json *value)
{
    struct row *row = context;
    size_t place = (size_t)(uintptr_t)map_find(row->sheet->columns, column);
    if (place == 0)
        return;
    row->has[place - 1] = true;
    row->values[place - 1] = value;
}

static void write_row(const struct sheet *sheet, const struct json *item, bool keyed,
                      struct buffer *out)
{
    struct row row = {.sheet = sheet, .key = json_key(item)};
    struct map_at at = {0};
    size_t place = 0;
    row_walk(item, keyed, take_field, &row);
    for (; map_next(sheet->columns, &at); place++) {
        struct buffer field;
        buffer_init(&field, FIELD_BYTES);
        if (row.has[place] && row.values[place])
            write_field(row.values[place], at.key, &field);
        else if (row.has[place])
            buffer_add(&field, row.key);
        if (place > 0)
            buffer_add_byte(out, ',');
        csv_write(out, field.len > 0 ? buffer_slice(&field) : SLICE(""));
        buffer_done(&field);
    }
    buffer_add(out, SLICE("\r\n"));
}

void sheet_write(const struct sheet *sheet, struct buffer *out)
{
    struct map_at at = {0};
    bool first = true;
    buffer_add(out, SLICE("\xef\xbb\xbf"));
    for (; map_next(sheet->columns, &at); first = false) {
        if (!first)
            buffer_add_byte(out, ',');
        csv_write(out, at.key);
    }
    buffer_add(out, SLICE("\r\n"));
    for (const struct answer *answer = sheet->answers; answer; answer = answer->next) {
        const struct json *list = list_of(answer->json);
        if (!list)
            write_row(sheet, answer->json, false, out);
        for (const struct json *row = json_first(list); row; row = json_next(row))
            write_row(sheet, row, json_is_object(list), out);
    }
}
