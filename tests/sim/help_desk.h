/* SPDX-License-Identifier: Apache-2.0
 *
 * The team runs the session: announcements, agenda, handouts, the timer; people raise their hands
 * and say how the tempo is for them.
 */
#ifndef MUSTER_TESTS_SIM_HELP_DESK_H
#define MUSTER_TESTS_SIM_HELP_DESK_H

#include "sim/help_world.h"

/* Stands in every call link, which people who were never staff are not sent. */
#define DESK_CALL "callword"

/* One of them does one thing. */
void desk_step(struct world *world);

#endif
