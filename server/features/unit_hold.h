/* SPDX-License-Identifier: Apache-2.0
 *
 * The webinars of a course open with their units: until then its members do not find them in the
 * academy either. The course says so, of each webinar of which an entry may have changed it, by the
 * effect room.hold.
 */
#ifndef MUSTER_FEATURES_UNIT_HOLD_H
#define MUSTER_FEATURES_UNIT_HOLD_H

#include "core/feature.h"

/* Of the rows that open and shut units, and that put webinars into them and take them out. */
void unit_hold_effects(const void *state, const struct entry *entry, const struct scene *scene,
                       struct emitter *emitter);

#endif
