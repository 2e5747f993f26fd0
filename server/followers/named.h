/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rows of a table name by number (files, pictures): the keys by which another table is
 * asked for.
 */
#ifndef MUSTER_FOLLOWERS_NAMED_H
#define MUSTER_FOLLOWERS_NAMED_H

#include "base/map.h"
#include "followers/sheet.h"

/* Adds the numbers that stand in these members of its rows, alone or in lists, to a JSON array that
 * is being written, as texts; each once, by `seen`. */
void named_numbers(const struct sheet *sheet, const struct json *members, struct map *seen,
                   struct buffer *out);
/* Adds one key. */
void named_add(struct buffer *out, struct slice key);

#endif
