/* SPDX-License-Identifier: Apache-2.0
 *
 * The course gets rules, and the host corrects who has completed it, with a reason that is for that
 * person alone.
 */
#ifndef MUSTER_TESTS_SIM_HELP_COMPLETION_H
#define MUSTER_TESTS_SIM_HELP_COMPLETION_H

#include "sim/help_world.h"

void completion_step(struct world *world);
/* In a settled world: whoever meets the rules has completed the course, unless the host has said
 * something of them. Adds to `seen` how many have, and how many reasons were given. */
void completion_expect(struct world *world, struct completion_seen *seen);

#endif
