/* SPDX-License-Identifier: Apache-2.0
 *
 * People mark places to come back to, seen by them or not, are reminded, and look at their list.
 * Nobody is shown there what is not for them, and nobody is reminded before the time.
 */
#ifndef MUSTER_TESTS_SIM_HELP_MARKS_H
#define MUSTER_TESTS_SIM_HELP_MARKS_H

#include "sim/help_world.h"

void marks_step(struct world *world);

#endif
