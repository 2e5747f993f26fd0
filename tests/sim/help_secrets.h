/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks for words in all that devices have heard.
 */
#ifndef MUSTER_TESTS_SIM_HELP_SECRETS_H
#define MUSTER_TESTS_SIM_HELP_SECRETS_H

#include "sim/help_world.h"

/* Nobody was sent what they may never see. */
void secrets_expect(struct world *world);
/* What was deleted is not sent again, not even to those who resume from before. Returns in how many
 * places it was looked for. */
unsigned secrets_expect_gone(struct world *world);

#endif
