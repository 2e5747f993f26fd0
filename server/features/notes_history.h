/* SPDX-License-Identifier: Apache-2.0
 *
 * What can be read back of shared notes: what a paragraph said before, page by page, for whoever
 * sees it; and the paragraphs that were removed and may come back, for staff.
 */
#ifndef MUSTER_FEATURES_NOTES_HISTORY_H
#define MUSTER_FEATURES_NOTES_HISTORY_H

#include "core/feature.h"

/* Members of the queries `notes.history` and `notes.removed`. */
size_t notes_history_needs(const void *state, const struct json *data, const struct scene *scene,
                           int64_t *seqs, size_t max);
enum err notes_history_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);
enum err notes_removed_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);

#endif
