/* SPDX-License-Identifier: Apache-2.0
 *
 * The team prepares forms and opens and closes them; participants answer, which nobody is ever
 * sent.
 */
#ifndef MUSTER_TESTS_SIM_HELP_SURVEYS_H
#define MUSTER_TESTS_SIM_HELP_SURVEYS_H

#include "sim/help_world.h"

/* Somebody does one thing of these. */
void surveys_step(struct world *world);

#endif
