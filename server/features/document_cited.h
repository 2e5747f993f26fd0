/* SPDX-License-Identifier: Apache-2.0
 *
 * Where in this room documents are cited, of its own library or of another one: posts and items
 * whose words hold the address of one, ".../course/c7/document/12". Each room knows its own places
 * alone, and says them to whoever sees them, so that no library learns what is written elsewhere.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_CITED_H
#define MUSTER_FEATURES_DOCUMENT_CITED_H

#include "core/feature.h"

/* For struct hearing, of struct documents: posts, items, and the units of a copy. */
void documents_heard_post(void *state, const struct entry *entry, const struct scene *scene);
void documents_heard_item(void *state, const struct entry *entry, const struct scene *scene);
void documents_heard_unit(void *state, const struct entry *entry, const struct scene *scene);

/* Of the query document.cited (core/feature.h). */
size_t documents_cited_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max);
enum err documents_cited(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out);

#endif
