/* SPDX-License-Identifier: Apache-2.0
 *
 * What people wrote becomes what is kept: NFC (UAX #15), without control characters and unbalanced
 * bidi controls (UAX #9: embeddings and overrides go, isolates and marks stay when balanced),
 * trimmed. Lengths are counted in code points of the result. All are idempotent and linear in time.
 */
#ifndef MUSTER_BASE_TEXT_CLEAN_H
#define MUSTER_BASE_TEXT_CLEAN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/* Normalises `raw` into `out` (appended): NFC, controls removed except \n (and \t as a space),
 * trimmed at both ends, at most 30 combining marks in a row (UAX #15 §13). ERR_TEXT_INVALID when
 * not UTF-8 or nothing visible is left, ERR_TEXT_TOO_LONG above `chars_max` code points or when
 * `out` cannot hold it (its `full` is then set); the content of `out` is then unchanged. */
enum err text_clean(struct slice raw, size_t chars_max, struct buffer *out);
/* The same for what stands on one line (titles, options): ends of lines become spaces. */
enum err text_clean_line(struct slice raw, size_t chars_max, struct buffer *out);
/* The same for a name: one line, single spaces, nothing that nobody sees (joiners stay where
 * writing needs them). One too long is cut, never within what people take for one character (UAX
 * #29). */
enum err text_clean_name(struct slice raw, size_t chars_max, struct buffer *out);

#endif
