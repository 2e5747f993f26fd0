/* SPDX-License-Identifier: Apache-2.0
 *
 * Shared notes, as people of a simulation write them, and look at them or not.
 */
#ifndef MUSTER_TESTS_SIM_HELP_NOTES_H
#define MUSTER_TESTS_SIM_HELP_NOTES_H

#include "sim/help_world.h"

#define NOTES_CHANNEL "webinar:w1/notes/text"

/* Somebody adds, takes, writes, lets go, moves, removes, brings back or wipes a paragraph, says who
 * writes, or begins or ends to look at the text. */
void notes_step(struct world *world);

#endif
