/* SPDX-License-Identifier: Apache-2.0
 *
 * What the team does with questions in the simulated webinar beside moving them: charge, tags, the
 * pin, merging, comments, silence; and answers for one person alone and reasons why a question was
 * set aside, whose words nobody else of the plain participants may ever hear.
 */
#ifndef MUSTER_TESTS_SIM_HELP_QUESTIONS_H
#define MUSTER_TESTS_SIM_HELP_QUESTIONS_H

#include "sim/help_world.h"

/* One act, chosen by the dice. */
void questions_step(struct world *world);
/* It was set aside: from now on its author and staff alone are sent its words. */
void questions_shut(struct world *world, int64_t question);
/* It was moved to where all may see it, if that is so now: they are sent its words again. */
void questions_open(struct world *world, int64_t question);

#endif
