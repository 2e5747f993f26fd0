/* SPDX-License-Identifier: Apache-2.0
 *
 * Guests of a course that is closed to everybody else: strangers of the webinar, let into some of
 * its topics, units and documents for a time, longer, shorter, ended by hand and by the clock. They
 * follow and ask for all of it, always. A word said there is a canary: no guest is to be sent it to
 * whom its place was not open then or later.
 */
#ifndef MUSTER_TESTS_SIM_HELP_GUESTS_H
#define MUSTER_TESTS_SIM_HELP_GUESTS_H

#include "sim/help_world.h"

/* The course, a guest who comes and one whose time is over. */
void guests_run(struct world *world);
/* One random thing of them happens, once there is the course. */
void guests_step(struct world *world);
/* Fails when a device of a settled world was sent a word that is not for its guest. */
void guests_expect(struct world *world, struct guests_seen *seen);

#endif
