/* SPDX-License-Identifier: Apache-2.0
 *
 * A course that is built, run, archived, taken back and run again, in histories of
 * tests/sim/help_small.h: units with items, a webinar of it that is held while its unit is shut,
 * documents, and a copy of it. The people are those of tests/sim/help_academy.h.
 */
#ifndef MUSTER_TESTS_SIM_HELP_RUNS_H
#define MUSTER_TESTS_SIM_HELP_RUNS_H

/* Any of the acts. */
void runs_act(void);
/* What must hold in the end: the catalogue holds the webinar as the units say, the course is
 * archived as the catalogue says, and each thing that was there came into the copy once. */
void runs_check(void);
/* How many units and documents came along, how often the webinar was held in the end, and the
 * course archived, in all histories that were checked. */
struct runs_tally {
    unsigned units, documents, held, archived;
};
const struct runs_tally *runs_tally(void);

#endif
