/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking who could read an entry of some room on some day: those who could come into that room
 * then, as it was and as the academy was, and whom it was shown to there (core/sight.h).
 */
#ifndef MUSTER_FEATURES_CATALOGUE_READERS_H
#define MUSTER_FEATURES_CATALOGUE_READERS_H

#include "core/feature.h"
#include "core/past.h"

/* Of room.readers (core/feature.h): for organisers. */
enum err catalogue_readers_past(const struct json *data, struct past_ask *out);
enum err catalogue_readers(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
