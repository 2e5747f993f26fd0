/* SPDX-License-Identifier: Apache-2.0
 *
 * The query forum.history: the texts that a post had, for those who moderate its thread. They are
 * read from the journal.
 */
#ifndef MUSTER_FEATURES_FORUM_HISTORY_H
#define MUSTER_FEATURES_FORUM_HISTORY_H

#include "core/feature.h"

/* Members of struct query. */
size_t forum_history_needs(const void *state, const struct json *data, const struct scene *scene,
                           int64_t *seqs, size_t max);
enum err forum_history_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);

#endif
