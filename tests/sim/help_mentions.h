/* SPDX-License-Identifier: Apache-2.0
 *
 * What mentions may tell: in the chat whoever is not of the team mentions the team and those who
 * wrote, so that nobody tries out who is here; and of a thread that is for some of a course nobody
 * else is told by a mention.
 */
#ifndef MUSTER_TESTS_SIM_HELP_MENTIONS_H
#define MUSTER_TESTS_SIM_HELP_MENTIONS_H

#include "sim/help_world.h"

/* Somebody plain tries to mention a visitor who has written nothing, and who may be here. */
void mentions_step(struct world *world);
/* In a settled world: no inbox tells of a thread that its person was never to see. */
void mentions_expect(struct world *world, struct mentions_seen *seen);

#endif
