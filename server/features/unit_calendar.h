/* SPDX-License-Identifier: Apache-2.0
 *
 * When the units of a course open, for calendars. Whoever is not staff is told of what has opened
 * and, without a word of what it is, when the next unit opens.
 */
#ifndef MUSTER_FEATURES_UNIT_CALENDAR_H
#define MUSTER_FEATURES_UNIT_CALENDAR_H

#include "base/json.h"
#include "base/writer.h"
#include "core/scene.h"

/* Of unit.calendar (core/feature.h). */
enum err unit_calendar(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);

#endif
