/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts of the course whose words are watched over: they are quoted, changed, deleted, restored and
 * reported. What a post says no more reaches nobody, whoever quoted it, but those who may read its
 * history; and what somebody reports reaches nobody but who decides it.
 */
#ifndef MUSTER_TESTS_SIM_HELP_PASSAGES_H
#define MUSTER_TESTS_SIM_HELP_PASSAGES_H

#include "sim/help_world.h"

/* What somebody says who reports a post of the course. */
#define PASSAGES_REPORT "reportedpassage"

/* One random act. */
void passages_step(struct world *world);
/* Some of each. */
void passages_run(struct world *world);
/* Fails when somebody was sent what they were not to be; adds to `seen`. */
void passages_expect(struct world *world, struct passages_seen *seen);

#endif
