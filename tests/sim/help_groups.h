/* SPDX-License-Identifier: Apache-2.0
 *
 * Break-out groups as simulated people use them: made, left and entered, opened and closed, with
 * words, hands, polls and notes of their own. A word said in one is a canary: nobody plain is to be
 * sent it who had no place in that group then or later.
 */
#ifndef MUSTER_TESTS_SIM_HELP_GROUPS_H
#define MUSTER_TESTS_SIM_HELP_GROUPS_H

#include "sim/help_world.h"

/* Two groups, open, in which people are and speak; everybody tries to look into both. */
void groups_run(struct world *world);
/* One random thing of them happens. */
void groups_step(struct world *world);
/* Fails when a device of a settled world was sent a word of another group; adds how many words were
 * kept from somebody, and how often one reached people of its group. */
void groups_expect(struct world *world, struct groups_seen *seen);

#endif
