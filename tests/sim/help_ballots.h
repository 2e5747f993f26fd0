/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls of each ballot at the start of a history, so that there are some however few histories run:
 * what chance opens, votes in and closes may be none in fifty.
 */
#ifndef MUSTER_TESTS_SIM_HELP_BALLOTS_H
#define MUSTER_TESTS_SIM_HELP_BALLOTS_H

#include "sim/help_world.h"

/* The webinar goes live; an anonymous poll, a secret one that is counted and one in which too few
 * vote are run to their end. Each must be done, whatever the bus does to its news. */
void ballots_run(struct world *world);

#endif
