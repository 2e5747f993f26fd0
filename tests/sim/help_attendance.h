/* SPDX-License-Identifier: Apache-2.0
 *
 * The team says what it takes to have taken part, and what counts of somebody's time. In the end
 * everybody's time is as a plain reference reckons it from the journal: spans, laid beside the
 * pieces of time in which the session was live.
 */
#ifndef MUSTER_TESTS_SIM_HELP_ATTENDANCE_H
#define MUSTER_TESTS_SIM_HELP_ATTENDANCE_H

#include "sim/help_world.h"

/* Stands in every reason, which people who were never staff are not sent. */
#define ATTENDANCE_WORD "reasonword"

/* Somebody does one thing of these. */
void attendance_step(struct world *world);
/* The time of each plain participant is corrected, and everybody reads what they may. */
void attendance_run(struct world *world);
/* Fails where what `attendance.list` tells is not the reference; returns of how many people it was
 * compared. */
unsigned attendance_expect(struct world *world);

#endif
