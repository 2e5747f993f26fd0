/* SPDX-License-Identifier: Apache-2.0
 *
 * What people do with posts and threads that stand: they vote, quote and report; staff restore,
 * pin, close, split and merge.
 */
#ifndef MUSTER_TESTS_SIM_HELP_THREADS_H
#define MUSTER_TESTS_SIM_HELP_THREADS_H

#include "sim/help_world.h"

/* One of them does one thing. */
void threads_step(struct world *world);

#endif
