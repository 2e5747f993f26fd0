/* SPDX-License-Identifier: Apache-2.0
 *
 * Decks of slides come, are turned into pages by a server that is played, shown and removed. Their
 * names are the team's alone, and nobody's once they are removed or called something else.
 */
#ifndef MUSTER_TESTS_SIM_HELP_SLIDES_H
#define MUSTER_TESTS_SIM_HELP_SLIDES_H

#include "sim/help_world.h"

void slides_step(struct world *world);

#endif
