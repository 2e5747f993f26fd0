/* SPDX-License-Identifier: Apache-2.0
 *
 * What the academy says to people and about them, in histories of tests/sim/help_small.h:
 * announcements for some, the code of conduct, credentials that end by themselves, registration
 * with answers. What is for some alone holds a canary. Its people are "p0" … "p3", those with an
 * even number of Tunisia; "m", a manager; "o", an organiser.
 */
#ifndef MUSTER_TESTS_SIM_HELP_ACADEMY_H
#define MUSTER_TESTS_SIM_HELP_ACADEMY_H

#include "core/room.h"

/* Nothing was done yet. */
void academy_begin(void);
/* One command in academy:main: `format` is the data with ' for ", but for its beginning, which is
 * written before it. Its seq, or an error, negative. */
int64_t academy_says(const char *by, const char *method, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Any of the acts. */
void academy_act(void);
/* What must hold in the end of the academy's room, as it was folded from its journal. */
void academy_check(const struct room *academy);
/* How often anything was said, accepted, given, answered and ended by itself, since academy_begin
 * of the first history; for who judges whether enough has happened. */
struct academy_tally {
    unsigned announced, accepted, given, lapsed, registered;
};
const struct academy_tally *academy_tally(void);

#endif
