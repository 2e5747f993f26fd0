/* SPDX-License-Identifier: Apache-2.0
 *
 * Whose work somebody sees and judges in a course: the staff of the room everybody's, the staff of
 * a cohort that of its people, and nobody their own.
 */
#ifndef MUSTER_FEATURES_COMMON_SUPERVISE_H
#define MUSTER_FEATURES_COMMON_SUPERVISE_H

#include "core/room.h"

/* Whether `staff` sees the work of that person, who is not of the room's staff. */
bool common_supervises(const struct room *room, struct slice staff, struct slice person);
/* Whether they are staff of the room, or of any cohort of it. */
bool common_is_supervisor(const struct room *room, struct slice person);

#endif
