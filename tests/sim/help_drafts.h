/* SPDX-License-Identifier: Apache-2.0
 *
 * People begin to write in a few places, on two devices each, go on, and drop it. No device is sent
 * a word of it unasked, not even their own.
 */
#ifndef MUSTER_TESTS_SIM_HELP_DRAFTS_H
#define MUSTER_TESTS_SIM_HELP_DRAFTS_H

#include "sim/help_world.h"

void drafts_step(struct world *world);
/* At the end of a history: no word was sent to any device. */
void drafts_expect(const struct world *world);

#endif
