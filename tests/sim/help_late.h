/* SPDX-License-Identifier: Apache-2.0
 *
 * A course without history, into which the strangers of the webinar come, out of which they go and
 * into which they come again while others write there; now and then one is of its team. They follow
 * and ask for all of it, always. A word said there is a canary: nobody is to be sent it who had not
 * come when its thread was begun, wherever that stands by now.
 */
#ifndef MUSTER_TESTS_SIM_HELP_LATE_H
#define MUSTER_TESTS_SIM_HELP_LATE_H

#include "sim/help_world.h"

/* The course, who is there from the beginning, comes late, and comes again. */
void late_run(struct world *world);
/* One random thing of them happens, once there is the course. */
void late_step(struct world *world);
/* Fails when a device of a settled world was sent a word that is not for its person. */
void late_expect(struct world *world, struct late_seen *seen);

#endif
