/* SPDX-License-Identifier: Apache-2.0
 *
 * A thread in which one writes before one sees what others wrote: whose own post can still be
 * changed, or who has none, is sent no word of the others.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FIRSTS_H
#define MUSTER_TESTS_SIM_HELP_FIRSTS_H

#include "sim/help_world.h"

/* One random act. */
void firsts_step(struct world *world);
/* Some of each, until the first of those who wrote see the others. */
void firsts_run(struct world *world);
/* Fails when somebody was sent what they were not to be; adds to `seen`. */
void firsts_expect(struct world *world, struct firsts_seen *seen);

#endif
