/* SPDX-License-Identifier: Apache-2.0
 *
 * Votes that come all at once: by several people and instances, some of them repeated, with a close
 * or a message among them, now and then into a journal whose answers are lost. Each must be
 * answered as if it had come alone, and each voter be counted once.
 */
#ifndef MUSTER_TESTS_SIM_HELP_BURST_H
#define MUSTER_TESTS_SIM_HELP_BURST_H

#include "sim/help_world.h"

/* A poll of its own, and a burst of votes in it. */
void burst(struct world *world);
/* Every burst's voters are counted once in the view of `device`, who is staff. */
void expect_bursts_counted(struct world *world, struct device *device);

#endif
