/* SPDX-License-Identifier: Apache-2.0
 *
 * What queries answer, as a file for spreadsheets (RFC 4180): UTF-8 with the mark by which they
 * know it, every field in quotes and none a formula, moments as ISO 8601 in UTC. A row for each
 * element of the answer's list: the first member that is an array, else the last one that is an
 * object of objects, whose keys are the column `id`; without either the answer is the only row. A
 * member of a member has a column of its own ("title.fr"); a list of words is one field.
 */
#ifndef MUSTER_NET_SHEET_H
#define MUSTER_NET_SHEET_H

#include "base/buffer.h"
#include "base/error.h"

struct sheet;

/* Empty; owned by the caller. */
struct sheet *sheet_new(void);
/* Sets *sheet to NULL. */
void sheet_free(struct sheet **sheet);
/* Adds the rows of one more answer, a JSON object. ERR_LIMIT_EXCEEDED: it has become too large. */
enum err sheet_add(struct sheet *sheet, struct slice answer);
/* Where the answer added last says that more stands, as JSON; absent: it was the last. */
struct slice sheet_next(const struct sheet *sheet);
/* Writes the file. */
void sheet_write(const struct sheet *sheet, struct buffer *out);

#endif
