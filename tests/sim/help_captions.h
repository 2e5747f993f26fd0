/* SPDX-License-Identifier: Apache-2.0
 *
 * Captions, as the team of a simulation writes them, and people choose a language or none.
 */
#ifndef MUSTER_TESTS_SIM_HELP_CAPTIONS_H
#define MUSTER_TESTS_SIM_HELP_CAPTIONS_H

#include "sim/help_world.h"

/* Somebody offers languages, lets somebody write them, takes a turn, writes, amends or removes a
 * line, or begins or ends to read one. */
void captions_step(struct world *world);

#endif
