/* SPDX-License-Identifier: Apache-2.0
 *
 * What the team does with questions in the simulated webinar beside moving them: charge, tags, the
 * pin, merging, comments, silence; and answers for one person alone, whose words nobody else of the
 * plain participants may ever hear.
 */
#ifndef MUSTER_TESTS_SIM_HELP_QUESTIONS_H
#define MUSTER_TESTS_SIM_HELP_QUESTIONS_H

#include "sim/help_world.h"

/* One act, chosen by the dice. */
void questions_step(struct world *world);

#endif
