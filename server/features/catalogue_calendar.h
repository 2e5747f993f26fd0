/* SPDX-License-Identifier: Apache-2.0
 *
 * The sessions that stand in somebody's own calendar: which they host, make, are invited to, have
 * registered for, or that are of a course of theirs. One that was archived before it began is
 * cancelled, and stays there.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_CALENDAR_H
#define MUSTER_FEATURES_CATALOGUE_CALENDAR_H

#include "features/listing.h"

/* Of room.calendar (core/feature.h): those from a moment on, the first first; of one course alone;
 * or one room, which may also be one that is just listed to them. */
enum err catalogue_calendar(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out);

#endif
