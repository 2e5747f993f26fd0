/* SPDX-License-Identifier: Apache-2.0
 *
 * What queries answer, as a file for spreadsheets (RFC 4180): UTF-8 with the mark by which they
 * know it, every field in quotes and none a formula, moments as ISO 8601 in UTC. A row for each
 * element of the answer's list: the first member that is an array, else the last one that is an
 * object of objects, whose keys are the column `id`; without either the answer is the only row. A
 * member of a member has a column of its own ("title.fr"); a list of words is one field.
 */
#ifndef MUSTER_FOLLOWERS_SHEET_H
#define MUSTER_FOLLOWERS_SHEET_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

struct sheet;

/* Empty; owned by the caller. */
struct sheet *sheet_new(void);
/* The same without a bound of its own, but that of a file: for a thread that is not the loop's. */
struct sheet *sheet_new_long(void);
/* Sets *sheet to NULL. */
void sheet_free(struct sheet **sheet);
/* Adds the rows of one more answer, a JSON object. ERR_LIMIT_EXCEEDED: it has become too large. */
enum err sheet_add(struct sheet *sheet, struct slice answer);
/* The same, and all its rows have a column more, which is borrowed, with that value. */
enum err sheet_add_with(struct sheet *sheet, struct slice answer, const char *column,
                        struct slice value);
/* Pages that come from the youngest back: of those added from now on each stands before the last,
 * where their rows have keys, which rise. */
void sheet_turn(struct sheet *sheet);
/* How many rows it has. */
size_t sheet_count(const struct sheet *sheet);
/* Where the answer added last says that more stands, as JSON; absent: it was the last. */
struct slice sheet_next(const struct sheet *sheet);
/* Writes the file. */
void sheet_write(const struct sheet *sheet, struct buffer *out);

/* A field: row 0 are the names of the columns. */
struct sheet_cell {
    size_t row, column;
    struct slice text; /* borrowed for the call */
    bool number;       /* it is a whole one, and no moment */
};
typedef void sheet_cell_fn(void *context, const struct sheet_cell *cell);
/* Calls `each` for all fields, also for empty ones, row after row. */
void sheet_each(const struct sheet *sheet, sheet_cell_fn *each, void *context);
/* A row as it was answered, borrowed for the call. */
struct sheet_row {
    struct slice key;   /* absent: it had none */
    const char *column; /* that which it has more, and its value; NULL: none */
    struct slice value;
    const struct json *json;
};
typedef void sheet_row_fn(void *context, const struct sheet_row *row);
void sheet_rows(const struct sheet *sheet, sheet_row_fn *each, void *context);

#endif
