/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking what people answered when they registered for a room: for those who may change it. The
 * answers are read from the journal, a page at a time.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_ANSWERS_H
#define MUSTER_FEATURES_CATALOGUE_ANSWERS_H

#include "features/listing.h"

/* Of room.answers (core/feature.h): a page of those who have registered, in their order. */
size_t catalogue_answers_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max);
enum err catalogue_answers(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
