/* SPDX-License-Identifier: Apache-2.0
 *
 * Words that go where fewer fit: as many as do, with a mark that there were more.
 */
#ifndef MUSTER_FEATURES_COMMON_CUT_H
#define MUSTER_FEATURES_COMMON_CUT_H

#include "base/writer.h"

/* Writes the member `key`: the text, of at most `chars_max` code points, the last a mark ("…")
 * where it was cut. True when it was. */
bool common_cut(struct slice text, size_t chars_max, const char *key, struct writer *out);
/* The same as one line: what parts lines is a space. */
bool common_cut_line(struct slice text, size_t chars_max, const char *key, struct writer *out);

/* Its first code points, of which there are at most `chars_max`. Borrows from `text`. */
struct slice common_cut_first(struct slice text, size_t chars_max);

#endif
