/* SPDX-License-Identifier: Apache-2.0
 *
 * Many dates of a course at once: when units that are not open yet open, and until when assignments
 * are due. Whoever sends them has reckoned them, by the rules of a time zone: the course takes all
 * or none, and the same with what held before takes it back.
 */
#ifndef MUSTER_FEATURES_UNIT_DATES_H
#define MUSTER_FEATURES_UNIT_DATES_H

#include "core/feature.h"

/* Members of the row unit.dates; of its works features/assignment.h hears. */
enum err unit_dates_read(const struct json *data, struct writer *out);
enum err unit_dates_check(const void *state, const struct entry *entry, const struct scene *scene);
void unit_dates_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
