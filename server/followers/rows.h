/* SPDX-License-Identifier: Apache-2.0
 *
 * Things of a view, an object of them by their seqs, as the rows of an answer (followers/sheet.h).
 */
#ifndef MUSTER_FOLLOWERS_ROWS_H
#define MUSTER_FOLLOWERS_ROWS_H

#include "base/buffer.h"
#include "base/json.h"

/* Appends {"rows":{…}}: first those that `order`, an array of seqs or NULL, names, in its order,
 * and the others behind them as they stand. */
void rows_write(const struct json *things, const struct json *order, struct buffer *out);

#endif
