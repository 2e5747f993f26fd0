/* SPDX-License-Identifier: Apache-2.0
 *
 * Webinars of a course, in histories of tests/sim/help_small.h: people come into the course and
 * are taken out of it, banned and taken back, and come into its webinars meanwhile. The people are
 * those of tests/sim/help_academy.h.
 */
#ifndef MUSTER_TESTS_SIM_HELP_COURSES_H
#define MUSTER_TESTS_SIM_HELP_COURSES_H

/* Any of the acts. */
void courses_act(void);
/* What must hold in the end: who is in a webinar is in its course. */
void courses_check(void);
/* How many were in a webinar, and how many had been, in all histories that were checked. */
struct courses_tally {
    unsigned inside, gone;
};
const struct courses_tally *courses_tally(void);

#endif
