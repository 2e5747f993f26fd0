/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of the course, as people of a simulation have them: only what the room knows of them.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FILES_H
#define MUSTER_TESTS_SIM_HELP_FILES_H

#include "sim/help_world.h"

/* Somebody adds a file, or removes one of those known. */
void files_step(struct world *world);

#endif
