/* SPDX-License-Identifier: Apache-2.0
 *
 * Direct messages in the simulation: to the team, by it, and between people. Each is a word that
 * nobody else may ever be sent: struct secret's `readers`.
 */
#ifndef MUSTER_TESTS_SIM_HELP_DIRECT_H
#define MUSTER_TESTS_SIM_HELP_DIRECT_H

#include "sim/help_world.h"

void direct_step(struct world *world);
/* Several in a row, where people may write to each other. */
void direct_run(struct world *world);

#endif
