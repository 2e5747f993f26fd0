/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines of one language, page by page backwards, as they stand now: for the query
 * `captions.history`. Their words are read from the journal.
 */
#ifndef MUSTER_FEATURES_CAPTIONS_HISTORY_H
#define MUSTER_FEATURES_CAPTIONS_HISTORY_H

#include "core/feature.h"

/* Members of struct query. */
size_t captions_history_needs(const void *state, const struct json *data, const struct scene *scene,
                              int64_t *seqs, size_t max);
enum err captions_history_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out);

#endif
