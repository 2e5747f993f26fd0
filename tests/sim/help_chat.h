/* SPDX-License-Identifier: Apache-2.0
 *
 * People write, edit, react and take back; the team approves, refuses, removes and pins. Every text
 * is a word that nobody else uses.
 */
#ifndef MUSTER_TESTS_SIM_HELP_CHAT_H
#define MUSTER_TESTS_SIM_HELP_CHAT_H

#include "sim/help_world.h"

/* One of them does one thing. */
void chat_step(struct world *world);
/* Several in a row, where messages wait. */
void chat_run(struct world *world);

#endif
