/* SPDX-License-Identifier: Apache-2.0
 *
 * Units of the course are planned, opened, held back, said in other words and removed, by hand and
 * by time, and articles are written into them. Each has a word that nobody but the host may hear
 * before it opens, none after it was shut, and nobody at all once it was said in another way.
 */
#ifndef MUSTER_TESTS_SIM_HELP_UNITS_H
#define MUSTER_TESTS_SIM_HELP_UNITS_H

#include "sim/help_world.h"

void units_step(struct world *world);
/* A word that no other one is, to be said of a unit: owned by the world. And what a unit says of
 * itself; NULL: it is not known, or said no more. */
struct unit_word *units_word_new(struct world *world);
struct unit_word *units_word_of(struct world *world, int64_t unit);
/* What has opened by now may be heard. */
void units_time(struct world *world);
/* What is planned is held back at the end: what never opened is looked for in all that was heard.
 */
void units_rest(struct world *world);
/* At the end of a history: nobody was sent what was not open to them. Adds to `seen` how many words
 * were looked for. */
void units_expect(struct world *world, struct units_seen *seen);

#endif
