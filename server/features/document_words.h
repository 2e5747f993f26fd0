/* SPDX-License-Identifier: Apache-2.0
 *
 * What is said of a document: how it is read, kept and searched. Names of people are written
 * "Family name, given names"; bodies as they are called.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_WORDS_H
#define MUSTER_FEATURES_DOCUMENT_WORDS_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* "book", "article" …; ends with NULL. */
extern const char *const document_kinds[];

/* For row->read: `title`, `kind`, and optional `dir`, `authors`, `year`, `language` (two or three
 * letters), `subjects`, `in`, `publisher`, `place`, `number`, `pages`, `identifier`, `text`. */
enum err document_words_read(const struct json *data, struct writer *out);
/* What was read but its `text`, as JSON; owned by the caller. */
char *document_words_about(const struct json *data);
/* Lines to search in, each with its letter before it ('t' title, 'a' author, 's' subject, 'i' what
 * it stands in, its publisher, numbers), all folded; owned by the caller. */
char *document_words_folded(const struct json *data);
/* Whether any of these lines that begins with `letter` (0: any) holds that folded text. */
bool document_words_hold(const char *folded, char letter, struct slice text);

#endif
