/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads of the course in which people write without a name: no frame that says what they wrote,
 * and no entry of it, says who they are.
 */
#ifndef MUSTER_TESTS_SIM_HELP_NAMELESS_H
#define MUSTER_TESTS_SIM_HELP_NAMELESS_H

#include "sim/help_world.h"

/* One random act. */
void nameless_step(struct world *world);
/* Some of each. */
void nameless_run(struct world *world);
/* Fails when somebody was sent who it was; adds to `seen`. */
void nameless_expect(struct world *world, struct nameless_seen *seen);

#endif
