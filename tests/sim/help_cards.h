/* SPDX-License-Identifier: Apache-2.0
 *
 * People look at each other's cards, and at what each other wrote. Nobody is shown by them what is
 * not for them, and a card counts what its pages list.
 */
#ifndef MUSTER_TESTS_SIM_HELP_CARDS_H
#define MUSTER_TESTS_SIM_HELP_CARDS_H

#include "sim/help_world.h"

void cards_step(struct world *world);
/* Each looks at each. */
void cards_run(struct world *world);
/* Nothing in that answer, which tells of posts, is hidden from the person. Their room is asked at
 * one instance alone: another may not have heard yet. */
void cards_expect(const struct world *world, unsigned person, const struct buffer *answer);

#endif
