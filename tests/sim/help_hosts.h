/* SPDX-License-Identifier: Apache-2.0
 *
 * What the academy says of people and their rooms follows there, in histories of
 * tests/sim/help_small.h: rooms that ask their hosts for a credential, people who register and do
 * not come after all, tokens of other systems that are linked to people, who may be asked for
 * meanwhile. The people are those of tests/sim/help_academy.h, whose credentials and rooms that ask
 * questions these are.
 */
#ifndef MUSTER_TESTS_SIM_HELP_HOSTS_H
#define MUSTER_TESTS_SIM_HELP_HOSTS_H

#include "core/room.h"

/* Any of the acts. */
void hosts_act(void);
/* What must hold in the end, of the academy's room and the others. */
void hosts_check(const struct room *academy);
/* How often it was so, in all histories that were checked; for who judges whether enough has
 * happened. */
struct hosts_tally {
    unsigned resting, hosting, gone, linked, over;
};
const struct hosts_tally *hosts_tally(void);

#endif
