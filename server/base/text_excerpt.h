/* SPDX-License-Identifier: Apache-2.0
 *
 * How a text begins, as plain words on one line: for lists, and for mails that tell of it. What
 * makes words stand out on a page (Markdown) is left out, and so are the addresses of links and
 * pictures. It need not read all that a page does; what it does not know stands as it was written.
 */
#ifndef MUSTER_BASE_TEXT_EXCERPT_H
#define MUSTER_BASE_TEXT_EXCERPT_H

#include "base/buffer.h"

/* Appends at most `chars_max` code points of the text, which is valid UTF-8, up to a space where
 * one is near, with a mark ("…") behind them when there were more; nothing when no word is in it.
 * `out` is empty and has room for BOUND_ENTRY_BYTES. */
void text_excerpt(struct slice text, size_t chars_max, struct buffer *out);
/* Appends all its plain words on one line: no more than a few bytes beyond `bytes_max`. */
void text_unmarked(struct slice text, size_t bytes_max, struct buffer *out);

#endif
