/* SPDX-License-Identifier: Apache-2.0
 *
 * What can be read of direct messages: a conversation page by page, the conversations of the team
 * that have left its list, and a message that was reported.
 */
#ifndef MUSTER_FEATURES_DIRECT_HISTORY_H
#define MUSTER_FEATURES_DIRECT_HISTORY_H

#include "core/feature.h"

/* As struct query has them. */
size_t direct_history_needs(const void *state, const struct json *data, const struct scene *scene,
                            int64_t *seqs, size_t max);
enum err direct_history_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out);
enum err direct_talks_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);
size_t direct_reported_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max);
enum err direct_reported_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);

#endif
