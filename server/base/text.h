/* SPDX-License-Identifier: Apache-2.0
 *
 * Questions about what people write, which change nothing: UTF-8 validity (Unicode 15 §3.9, table
 * 3-7), lengths in code points, direction by the majority of strong characters, the alphabet of
 * identifiers. What changes a text is in text_clean.h and text_fold.h.
 */
#ifndef MUSTER_BASE_TEXT_H
#define MUSTER_BASE_TEXT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

enum text_dir { TEXT_LTR, TEXT_RTL };

/* The verdict of text_clean on a text that must already be clean: ERR_NONE only when `text` is
 * valid UTF-8, not empty, and within `chars_max`. Cheap: allocates nothing. */
enum err text_check(struct slice text, size_t chars_max);
/* True for well-formed UTF-8 without NUL. */
bool text_is_utf8(struct slice text);
/* How many bytes from the start stand for themselves in a JSON text: all of them up to the first
 * control, quote or backslash (RFC 8259 §7). */
size_t text_plain(struct slice text);
/* Code points of well-formed UTF-8. */
size_t text_chars(struct slice text);
/* The code point at *at, which is moved behind it. Well-formed UTF-8 only, never at its end. */
int32_t text_point(const char **at);
/* Direction by the majority of strong characters; TEXT_LTR when there are none. Beside words,
 * what belongs to no language does not count: addresses, #tags, @mentions, `code`, and words with a
 * digit, slash, backslash, underscore or inner dot ("abc/def.c"). */
enum text_dir text_direction(struct slice text);
/* "ltr" or "rtl", for the wire. */
struct slice text_dir_name(enum text_dir dir);
/* True for 1 to BOUND_ID_BYTES bytes of A-Z a-z 0-9 . _ ~ @ - : the alphabet of identifiers. */
bool text_is_id(struct slice text);

#endif
