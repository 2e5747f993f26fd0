/* SPDX-License-Identifier: Apache-2.0
 *
 * A room of the catalogue that begins with the outline of its template (features/outline.h): what
 * is shown of it beforehand, and how it is made, as if it came from another course.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_OUTLINE_H
#define MUSTER_FEATURES_CATALOGUE_OUTLINE_H

#include "core/feature.h"
#include "features/listing.h"

/* Of room.create: an effect for each thing, in the languages of the room's title. */
void catalogue_outline_emit(const struct listing *listing, const struct entry *entry,
                            struct emitter *emitter);
/* Of room.outline (core/feature.h). */
enum err catalogue_outline(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
