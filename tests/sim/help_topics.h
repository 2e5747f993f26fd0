/* SPDX-License-Identifier: Apache-2.0
 *
 * The course's forum gets topics, of a unit or of none, and threads in them. What is in a topic of
 * a unit has a word that is heard as the unit's own is (help_units.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_TOPICS_H
#define MUSTER_TESTS_SIM_HELP_TOPICS_H

#include "sim/help_world.h"

void topics_step(struct world *world);
/* A unit, topics of it, and what is written there. */
void topics_run(struct world *world);

#endif
