/* SPDX-License-Identifier: Apache-2.0
 * Answers are kept as they came, as texts, until all their columns are known, and read anew at each
 * walk over them: so however many there are, one is in memory. */
#include "followers/sheet.h"

#include <stdio.h>
#include <time.h>

#include "base/csv.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"

enum {
    ANSWERS_BYTES = 32 << 20, /* of a sheet; of a long one the most that a file can hold */
    FIELD_BYTES = 1 << 16,
    NAME_BYTES = 256,
    COLUMNS_MAX = 256, /* what has more shows the first */
    DEPTH_MAX = 3,     /* of members with a column of their own */
    MOMENT_BYTES = 32,
};

/* Members that are moments, in ms since 1970. */
static const char *const moments[] = {
    "at",        "since",  "until",    "issued",     "start",   "opens",  "first", "left",
    "erased",    "edited", "enrolled", "registered", "expires", "handed", "back",  "seen",
    "completed", "opened", "closed",   "began",      "last_at", NULL};

struct answer {
    size_t at, len;     /* its text, within those of the sheet */
    const char *column; /* borrowed; one that all its rows have beside: NULL: none */
    char *value;        /* owned; what stands in it */
    struct answer *next;
};

struct sheet {
    struct answer *answers, **answers_end;
    struct answer **turned; /* where such pages are put; NULL: they follow each other */
    struct map *columns;    /* name -> its place + 1, in order */
    size_t count;           /* rows */
    struct buffer next;
    struct buffer texts;
};

static struct sheet *new_of(size_t bytes_max)
{
    struct sheet *sheet = mem_new(sizeof *sheet);
    buffer_init_spooled(&sheet->texts, bytes_max);
    sheet->answers_end = &sheet->answers;
    sheet->columns = map_new(COLUMNS_MAX);
    buffer_init(&sheet->next, FIELD_BYTES);
    return sheet;
}

struct sheet *sheet_new(void)
{
    return new_of(ANSWERS_BYTES);
}

struct sheet *sheet_new_long(void)
{
    return new_of(UINT32_MAX);
}

void sheet_free(struct sheet **sheet)
{
    struct sheet *old = *sheet;
    for (struct answer *answer; (answer = old->answers);) {
        old->answers = answer->next;
        mem_free(answer->value);
        mem_free(answer);
    }
    buffer_done(&old->texts);
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

/* It tells of no thing: a member that may hold rows has none. */
static bool is_empty(const struct json *answer)
{
    for (const struct json *item = json_first(answer); item; item = json_next(item))
        if ((json_is_array(item) || json_is_object(item)) && json_count(item) == 0)
            return true;
    return false;
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

/* Calls `field` for all fields of a row: without a value where it has one, the key or that of the
 * answer's own column. */
static void row_walk(const struct answer *answer, const struct json *row, bool keyed,
                     field_fn *field, void *context)
{
    if (answer->column)
        field(context, slice_of(answer->column), NULL);
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

/* Calls `each` for all rows of an answer, `json`. */
typedef void row_fn(void *context, const struct answer *answer, const struct json *row, bool keyed);

static void rows_each(const struct answer *answer, const struct json *json, row_fn *each,
                      void *context)
{
    const struct json *list = list_of(json);
    bool keyed = json_is_object(list);
    if (!list && !is_empty(json))
        each(context, answer, json, false);
    for (const struct json *row = json_first(list); row; row = json_next(row))
        each(context, answer, row, keyed);
}

/* Calls `each` for all rows of all. */
static void answers_each(const struct sheet *sheet, row_fn *each, void *context)
{
    for (const struct answer *answer = sheet->answers; answer; answer = answer->next) {
        struct json *json = NULL;
        (void)json_parse_large((struct slice){sheet->texts.bytes + answer->at, answer->len}, &json);
        rows_each(answer, json, each, context);
        json_free(&json);
    }
    buffer_rest(&sheet->texts);
}

static void note_row(void *context, const struct answer *answer, const struct json *row, bool keyed)
{
    ((struct sheet *)context)->count++;
    row_walk(answer, row, keyed, note_column, context);
}

/* Where the next page begins: a list that stands still has come to its end. */
static void note_next(struct sheet *sheet, const struct json *next)
{
    struct buffer before = sheet->next;
    buffer_init(&sheet->next, FIELD_BYTES);
    if (next)
        json_print(next, &sheet->next);
    if (slice_equal(buffer_slice(&before), buffer_slice(&sheet->next)))
        buffer_clear(&sheet->next);
    buffer_done(&before);
}

enum err sheet_add_with(struct sheet *sheet, struct slice text, const char *column,
                        struct slice value)
{
    struct json *json = NULL;
    size_t begin = sheet->texts.len;
    enum err error = json_parse_large(text, &json);
    if (error)
        return error;
    buffer_add(&sheet->texts, text);
    if (sheet->texts.full) {
        json_free(&json);
        return ERR_LIMIT_EXCEEDED;
    }
    struct answer *answer = mem_new(sizeof *answer);
    answer->at = begin;
    answer->len = text.len;
    answer->column = column;
    if (column)
        answer->value = mem_text(value);
    struct answer **at = sheet->answers_end;
    if (sheet->turned && json_is_object(list_of(json)))
        at = sheet->turned;
    answer->next = *at;
    *at = answer;
    if (!answer->next)
        sheet->answers_end = &answer->next;
    note_next(sheet, json_get(json, "next"));
    rows_each(answer, json, note_row, sheet);
    json_free(&json);
    return ERR_NONE;
}

enum err sheet_add(struct sheet *sheet, struct slice text)
{
    return sheet_add_with(sheet, text, NULL, (struct slice){NULL, 0});
}

void sheet_turn(struct sheet *sheet)
{
    sheet->turned = sheet->answers_end;
}

size_t sheet_count(const struct sheet *sheet)
{
    return sheet->count;
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
    bool has[COLUMNS_MAX];
    const struct json *values[COLUMNS_MAX]; /* NULL where it has one: its key, or its answer's */
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

/* A walk over all cells. */
struct cells {
    const struct sheet *sheet;
    sheet_cell_fn *each;
    void *context;
    size_t row;
};

static void cells_of(void *context, const struct answer *answer, const struct json *item,
                     bool keyed)
{
    struct cells *cells = context;
    struct row row = {.sheet = cells->sheet};
    struct map_at at = {0};
    cells->row++;
    row_walk(answer, item, keyed, take_field, &row);
    for (size_t place = 0; map_next(cells->sheet->columns, &at); place++) {
        struct buffer field;
        struct sheet_cell cell = {.row = cells->row, .column = place};
        int64_t number;
        buffer_init(&field, FIELD_BYTES);
        bool own = answer->column && slice_is(at.key, answer->column);
        if (row.has[place] && row.values[place])
            write_field(row.values[place], at.key, &field);
        else if (row.has[place])
            buffer_add(&field, own ? slice_of(answer->value) : json_key(item));
        cell.text = field.len > 0 ? buffer_slice(&field) : SLICE("");
        cell.number =
            row.values[place] && json_as_int(row.values[place], &number) && !is_moment(at.key);
        cells->each(cells->context, &cell);
        buffer_done(&field);
    }
}

void sheet_each(const struct sheet *sheet, sheet_cell_fn *each, void *context)
{
    struct cells cells = {.sheet = sheet, .each = each, .context = context};
    struct map_at at = {0};
    for (size_t place = 0; map_next(sheet->columns, &at); place++)
        each(context, &(struct sheet_cell){.column = place, .text = at.key});
    answers_each(sheet, cells_of, &cells);
}

/* A walk over all rows. */
struct lines {
    sheet_row_fn *each;
    void *context;
};

static void line_of(void *context, const struct answer *answer, const struct json *item, bool keyed)
{
    const struct lines *lines = context;
    const struct sheet_row row = {
        .key = keyed ? json_key(item) : (struct slice){NULL, 0},
        .column = answer->column,
        .value = slice_of(answer->value),
        .json = item,
    };
    lines->each(lines->context, &row);
}

void sheet_rows(const struct sheet *sheet, sheet_row_fn *each, void *context)
{
    struct lines lines = {each, context};
    answers_each(sheet, line_of, &lines);
}

static void cell_write(void *context, const struct sheet_cell *cell)
{
    struct buffer *out = context;
    if (cell->column > 0)
        buffer_add_byte(out, ',');
    else if (cell->row > 0)
        buffer_add(out, SLICE("\r\n"));
    csv_write(out, cell->text);
}

void sheet_write(const struct sheet *sheet, struct buffer *out)
{
    buffer_add(out, SLICE("\xef\xbb\xbf"));
    sheet_each(sheet, cell_write, out);
    buffer_add(out, SLICE("\r\n"));
}
