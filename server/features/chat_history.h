/* SPDX-License-Identifier: Apache-2.0
 *
 * The messages of a chat that have left the view, page by page, as everybody inside the room saw
 * them: for the query `chat.history`. Their words are read from the journal.
 */
#ifndef MUSTER_FEATURES_CHAT_HISTORY_H
#define MUSTER_FEATURES_CHAT_HISTORY_H

#include "core/feature.h"

/* Members of struct query. */
size_t chat_history_needs(const void *state, const struct json *data, const struct scene *scene,
                          int64_t *seqs, size_t max);
enum err chat_history_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);

#endif
