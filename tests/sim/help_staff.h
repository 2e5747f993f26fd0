/* SPDX-License-Identifier: Apache-2.0
 *
 * What the staff keep to themselves: their notes on people, which nobody reads on themselves, and,
 * where the host wants it so, who of them acts.
 */
#ifndef MUSTER_TESTS_SIM_HELP_STAFF_H
#define MUSTER_TESTS_SIM_HELP_STAFF_H

#include "sim/help_world.h"

/* One of them does one thing, or somebody looks at what is not theirs. */
void staff_step(struct world *world);
/* Of all that people who were never staff have heard of the webinar: no entry that was made while
 * names were hidden says who of the staff made it. Adds up how many did not, and how many did. */
void staff_expect(struct world *world, struct staff_seen *seen);

#endif
