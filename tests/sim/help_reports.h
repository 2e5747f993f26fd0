/* SPDX-License-Identifier: Apache-2.0
 *
 * People report messages and questions; the team takes charge of reports and decides them.
 */
#ifndef MUSTER_TESTS_SIM_HELP_REPORTS_H
#define MUSTER_TESTS_SIM_HELP_REPORTS_H

#include "sim/help_world.h"

/* Stands in the text of every report, which people who were never staff are not sent. */
#define REPORTS_WORD "reportword"

/* One of them does one thing. */
void reports_step(struct world *world);

#endif
