/* SPDX-License-Identifier: Apache-2.0
 *
 * When units open: the deadlines of a course. Times that nobody has reckoned are at once the entry
 * `unit.place`, for it takes the rules of a time zone to do so, and these are no part of a journal:
 * whoever appends it first is right. A unit whose time has come is the entry `unit.release`.
 */
#ifndef MUSTER_FEATURES_UNIT_TIMES_H
#define MUSTER_FEATURES_UNIT_TIMES_H

#include "core/feature.h"

/* A member of struct feature. */
bool unit_due(const void *state, enum phase phase, struct due *out);
/* Members of the row `unit.place`. */
enum err unit_place_read(const struct json *data, struct writer *out);
enum err unit_place_check(const void *state, const struct entry *entry, const struct scene *scene);
void unit_place_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of what the room's own times are: heard of stage.create and stage.change. */
void unit_heard_stage(void *state, const struct entry *entry, const struct scene *scene);

#endif
