/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls in posts: whoever writes asks one at times, whose choices say the word of the post; people
 * vote, close them, and ask for what was chosen and by whom, which not everybody is to be answered.
 */
#ifndef MUSTER_TESTS_SIM_HELP_ASKS_H
#define MUSTER_TESTS_SIM_HELP_ASKS_H

#include "sim/help_world.h"

enum { ASKS_BYTES = 192 };

/* The member `poll` of what somebody writes, behind a comma, now and then: false, and nothing. */
bool asks_poll(struct world *world, const char *word, char out[ASKS_BYTES]);
/* Somebody does one thing with one of them. */
void asks_step(struct world *world);

#endif
