/* SPDX-License-Identifier: Apache-2.0
 *
 * People talk in the course's forum, and look at its threads.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FORUM_H
#define MUSTER_TESTS_SIM_HELP_FORUM_H

#include "sim/help_world.h"

/* One of them does one thing there. */
void forum_step(struct world *world);

#endif
