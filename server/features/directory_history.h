/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking who did what to somebody: each entry that added them, changed them, suspended, restored or
 * erased them, as the journal has it. For organisers.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_HISTORY_H
#define MUSTER_FEATURES_DIRECTORY_HISTORY_H

#include "features/directory.h"

/* Of person.history (core/feature.h): a page, the youngest first. */
size_t directory_history_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max);
enum err directory_history(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
