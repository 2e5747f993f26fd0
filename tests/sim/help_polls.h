/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls of every type in the simulated webinar: prepared, edited, opened, answered, shown, asked
 * again, told what is correct, put away, taken back and deleted. What must not be known yet, or any
 * more, is a word that nobody else uses: a canary.
 */
#ifndef MUSTER_TESTS_SIM_HELP_POLLS_H
#define MUSTER_TESTS_SIM_HELP_POLLS_H

#include "sim/help_world.h"

/* One act, chosen by the dice. */
void polls_step(struct world *world);
/* One poll of each type from its start to its end, so that there are some however few histories
 * run: in a live room, each act must be done. */
void polls_run(struct world *world);
/* In a settled world: no plain participant was sent a canary that is kept from them, nor has what
 * staff alone may see in their view. Adds to `seen`. */
void polls_expect(struct world *world, struct polls_seen *seen);

#endif
