/* SPDX-License-Identifier: Apache-2.0
 *
 * A text in several languages, as a patch of a view: a language that it has no more is null.
 */
#ifndef MUSTER_FEATURES_COMMON_TITLE_H
#define MUSTER_FEATURES_COMMON_TITLE_H

#include "base/writer.h"

/* Writes the member `key`, from the JSON of an object of texts by language. */
void common_write_langs(const char *key, const char *text, struct writer *out);
/* Writes the member `title`, from the JSON of an object of texts by language. */
void common_write_title(const char *title, struct writer *out);

#endif
