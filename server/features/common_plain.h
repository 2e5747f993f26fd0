/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of a text as a page shows them, on one line: what makes words stand out is left out,
 * and so are the addresses of links and pictures, marks at the begin of a line, stars and ticks.
 */
#ifndef MUSTER_FEATURES_COMMON_PLAIN_H
#define MUSTER_FEATURES_COMMON_PLAIN_H

#include "base/buffer.h"

/* Appends the words of `text`: no more than a few bytes beyond `bytes_max`. */
void common_plain(struct slice text, size_t bytes_max, struct buffer *out);

#endif
