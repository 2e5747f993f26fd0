/* SPDX-License-Identifier: Apache-2.0
 *
 * Assignments of the course: people keep drafts, hand in, take back; staff mark, hand back, ask
 * again and give time. Each draft, work and remark has a word: none is in anything that is sent
 * unasked; a draft is told to its author alone, a remark to whose work it is only once it is handed
 * back, and the rest to nobody who does not see that person's work.
 */
#ifndef MUSTER_TESTS_SIM_HELP_ASSIGNMENTS_H
#define MUSTER_TESTS_SIM_HELP_ASSIGNMENTS_H

#include "sim/help_world.h"

void assignments_step(struct world *world);
/* Everybody keeps a draft at one assignment and hands in another, all are marked, and everybody
 * asks. */
void assignments_run(struct world *world);
/* At the end of a history: no word was sent to any device. */
void assignments_expect(struct world *world);

#endif
