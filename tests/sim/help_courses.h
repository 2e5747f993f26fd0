/* SPDX-License-Identifier: Apache-2.0
 *
 * Webinars of a course, in histories of tests/sim/help_small.h: people come into the course and
 * are taken out of it, banned and taken back, and come into its webinars meanwhile; what these
 * leave unanswered is carried into the course's forum, and answered there. The people are those of
 * tests/sim/help_academy.h.
 */
#ifndef MUSTER_TESTS_SIM_HELP_COURSES_H
#define MUSTER_TESTS_SIM_HELP_COURSES_H

/* Any of the acts; of those once the sessions are over. */
void courses_act(void);
void courses_answer(void);
/* What must hold in the end: who is in a webinar is in its course; each question that was carried
 * is one thread there, and its answer is the webinar's. */
void courses_check(void);
/* How many were in a webinar, and how many had been, in all histories that were checked; how many
 * questions were carried, and answered there. */
struct courses_tally {
    unsigned inside, gone, carried, answered, accepted; /* accepted: what no staff wrote */
};
const struct courses_tally *courses_tally(void);

#endif
