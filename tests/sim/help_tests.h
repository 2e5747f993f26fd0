/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of the course: questions are asked and put right, people begin, answer and hand in, and are
 * given another attempt. What is right has a word that nobody but staff is told before they have
 * handed in; what somebody answers has one that is told to them alone; neither is in anything that
 * is sent unasked.
 */
#ifndef MUSTER_TESTS_SIM_HELP_TESTS_H
#define MUSTER_TESTS_SIM_HELP_TESTS_H

#include "sim/help_world.h"

void tests_step(struct world *world);
/* Everybody begins a test, answers, and looks at the paper. */
void tests_run(struct world *world);
/* At the end of a history: no word was sent to any device. */
void tests_expect(struct world *world);

#endif
