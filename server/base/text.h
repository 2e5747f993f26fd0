/* SPDX-License-Identifier: Apache-2.0
 *
 * What people write: UTF-8 validity (Unicode 15 §3.9, table 3-7), NFC (UAX #15), removal of control
 * characters and of unbalanced bidi controls (UAX #9: embeddings and overrides go, isolates and
 * marks stay when balanced), lengths in code points after normalising, direction by the majority of
 * strong characters.
 */
#ifndef MUSTER_BASE_TEXT_H
#define MUSTER_BASE_TEXT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

enum text_dir { TEXT_LTR, TEXT_RTL };

/* Normalises `raw` into `out` (appended): NFC, controls removed except \n (and \t as a space),
 * trimmed at both ends, at most 30 combining marks in a row (UAX #15 §13). ERR_TEXT_INVALID when
 * not UTF-8 or nothing visible is left, ERR_TEXT_TOO_LONG above `chars_max` code points or when
 * `out` cannot hold it (its `full` is then set); the content of `out` is then unchanged.
 * Idempotent. Linear time. */
enum err text_clean(struct slice raw, size_t chars_max, struct buffer *out);
/* The same for what stands on one line (titles, options): ends of lines become spaces. */
enum err text_clean_line(struct slice raw, size_t chars_max, struct buffer *out);
/* The same for a name: one line, single spaces, nothing that nobody sees (joiners stay where
 * writing needs them). One too long is cut, never within what people take for one character (UAX
 * #29). */
enum err text_clean_name(struct slice raw, size_t chars_max, struct buffer *out);
/* The verdict of text_clean on a text that must already be clean: ERR_NONE only when `text` is
 * valid UTF-8, not empty, and within `chars_max`. Cheap: allocates nothing. */
enum err text_check(struct slice text, size_t chars_max);
/* True for well-formed UTF-8 without NUL. */
bool text_is_utf8(struct slice text);
/* Code points of well-formed UTF-8. */
size_t text_chars(struct slice text);
/* The code point at *at, which is moved behind it. Well-formed UTF-8 only, never at its end. */
int32_t text_point(const char **at);
/* Direction by the majority of strong characters; TEXT_LTR when there are none. What is no language
 * does not count beside words: addresses, #tags, @mentions, `code`, and words with a digit, slash,
 * backslash, underscore or inner dot ("abc/def.c"). */
enum text_dir text_direction(struct slice text);
/* "ltr" or "rtl", for the wire. */
struct slice text_dir_name(enum text_dir dir);
/* True for 1 to BOUND_ID_BYTES bytes of A-Z a-z 0-9 . _ ~ @ - : the alphabet of identifiers. */
bool text_is_id(struct slice text);
/* Appends `text` folded for searching and comparing: NFKC, case, accents, Arabic tatweel, hamza
 * carriers and marks, and the forms of alef, yeh, heh and kaf written for one another; what nobody
 * sees goes. Idempotent. ERR_TEXT_INVALID when not UTF-8, ERR_TEXT_TOO_LONG when `out` cannot hold
 * it (a folded text may be longer than the text); `out` then holds what it held. */
enum err text_fold(struct slice text, struct buffer *out);

#endif
