/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of posts, in threads of every kind: whoever is shown the post has them and nobody else but
 * their author, and of those without a name no entry says whose they are.
 */
#ifndef MUSTER_TESTS_SIM_HELP_POSTED_H
#define MUSTER_TESTS_SIM_HELP_POSTED_H

#include "sim/help_world.h"

/* One random act. */
void posted_step(struct world *world);
/* Some in each kind of thread. */
void posted_run(struct world *world);
/* In a settled world: fails where somebody has what they are not shown, or has not what they are;
 * adds to `seen`. */
void posted_expect(struct world *world, struct posted_seen *seen);

#endif
