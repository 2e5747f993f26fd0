/* SPDX-License-Identifier: Apache-2.0
 *
 * Cohorts as simulated people use them: made, filled by hand and by chance, run by some of their
 * own, with threads that are for one of them, or become so. A word said there is a canary: nobody
 * but the host is to be sent it who did not see that thread then or later.
 */
#ifndef MUSTER_TESTS_SIM_HELP_COHORTS_H
#define MUSTER_TESTS_SIM_HELP_COHORTS_H

#include "sim/help_world.h"

/* Two cohorts, one without history, in which people are and write; everybody looks into it. */
void cohorts_run(struct world *world);
/* One random thing of them happens. */
void cohorts_step(struct world *world);
/* Fails when a device of a settled world was sent a word that is not for its person; adds how many
 * words were kept from somebody, and how often one reached people it was for. */
void cohorts_expect(struct world *world, struct groups_seen *seen);

#endif
