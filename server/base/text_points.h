/* SPDX-License-Identifier: Apache-2.0
 *
 * Text as a run of code points, while text_clean, text_name and text_fold work on it. A run is
 * bounded by the bytes it was read from.
 */
#ifndef MUSTER_BASE_TEXT_POINTS_H
#define MUSTER_BASE_TEXT_POINTS_H

#include "base/buffer.h"
#include "base/slice.h"

struct points {
    int32_t *at; /* owned */
    size_t count;
    size_t capacity;
    unsigned marks; /* combining marks at the end, as points_add_decomposed counts them */
};

/* An empty run with room for `capacity` code points before it has to grow. */
void points_init(struct points *points, size_t capacity);
/* Frees the run. */
void points_done(struct points *points);
/* Appends one code point. */
void points_add(struct points *points, int32_t point);
/* Appends the decomposition of `point` under utf8proc's `options`. Of the combining marks on one
 * base only the first 30 are kept (UAX #15 §13, stream-safe text: real writing needs far fewer). */
void points_add_decomposed(struct points *points, int32_t point, int options);
/* Orders the marks of a decomposed run and composes it: NFD to NFC, NFKD to NFKC. */
void points_compose(struct points *points);
/* The canonical combining class; 0 for a base. */
int point_combining(int32_t point);
/* A space, or the end of a line or paragraph. */
bool point_is_space(int32_t point);
/* The same, or a character whose glyph is empty (U+2800, the braille cell without dots). */
bool point_is_blank(int32_t point);
/* Shows nothing and takes no room: format characters and what is ignorable by default. */
bool point_is_hidden(int32_t point);
/* A letter, a mark or a digit: what words are made of. */
bool point_is_word(int32_t point);
/* The version of Unicode by which all of this is decided: "15.0.0". */
const char *points_version(void);
/* Appends the run to `out` as UTF-8, wholly or not at all; false when it does not fit. */
bool points_write(const struct points *points, struct buffer *out);

#endif
