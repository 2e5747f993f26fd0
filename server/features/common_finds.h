/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to say which of their texts can be found (core/finds.h): members of an
 * entry's data, each with a line feed behind it. What is absent adds nothing.
 */
#ifndef MUSTER_FEATURES_COMMON_FINDS_H
#define MUSTER_FEATURES_COMMON_FINDS_H

#include "base/buffer.h"
#include "base/json.h"
#include "core/entry.h"

/* A text on one line; the plain words of one (base/text_excerpt.h). */
void common_finds_line(const struct json *data, const char *key, struct buffer *out);
void common_finds_text(const struct json *data, const char *key, struct buffer *out);
/* The same of an object of texts by language. */
void common_finds_langs(const struct json *data, const char *key, struct buffer *out);
/* Of a list of texts, or of such objects, each. */
void common_finds_each(const struct json *data, const char *key, struct buffer *out);
/* For struct finds, of what is its title in languages and nothing else: the thing is the entry. */
int64_t common_finds_title(const struct entry *entry, unsigned shown, struct buffer *out);

#endif
