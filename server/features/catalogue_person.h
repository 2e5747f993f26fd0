/* SPDX-License-Identifier: Apache-2.0
 *
 * Which rooms somebody can enter, and why: as far as the academy knows. Whom a room itself
 * let in, or sent away, stands there.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_PERSON_H
#define MUSTER_FEATURES_CATALOGUE_PERSON_H

#include "features/listing.h"

/* Of person.rooms (core/feature.h): for organisers, for who coordinates their country, and for
 * themselves; to others there is no such person. */
enum err catalogue_person(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out);

/* How somebody could come into one of them (core/gate.h). */
bool catalogue_way(const void *state, const struct room *academy, struct slice person,
                   struct slice room, struct gate_way *out);

#endif
