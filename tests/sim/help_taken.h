/* SPDX-License-Identifier: Apache-2.0
 *
 * What may be taken out of rooms as files is asked for as an export asks it: by the team, and by
 * people who may not have it.
 */
#ifndef MUSTER_TESTS_SIM_HELP_TAKEN_H
#define MUSTER_TESTS_SIM_HELP_TAKEN_H

#include "sim/help_world.h"

/* Somebody asks for one thing of it: what is the team's nobody else is answered, and what was taken
 * away is in no answer. */
void taken_step(struct world *world);

#endif
