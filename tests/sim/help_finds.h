/* SPDX-License-Identifier: Apache-2.0
 *
 * An index follows the journal of the simulated world, and people look for words that not everybody
 * may find: of a unit that is not open, of a cohort that is not theirs, of others where one writes
 * first, of what was deleted; and for who wrote without a name.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FINDS_H
#define MUSTER_TESTS_SIM_HELP_FINDS_H

#include "sim/help_world.h"

/* Opens the index, before any hub; follows the journal from now on. */
void finds_open(struct world *world);
/* No longer; and closes it, once no hub is there. */
void finds_end(struct world *world);
void finds_close(struct world *world);
/* Somebody looks for one such word, at some instance. */
void finds_step(struct world *world);
/* The same for each of these words. */
void finds_run(struct world *world);

#endif
