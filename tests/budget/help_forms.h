/* SPDX-License-Identifier: Apache-2.0
 *
 * The polls of the hour: of several types, and what a ballot of each is.
 */
#ifndef MUSTER_TESTS_BUDGET_HELP_FORMS_H
#define MUSTER_TESTS_BUDGET_HELP_FORMS_H

#include "budget/help_play.h"

/* The members of poll.prepare for poll `at`. */
const char *forms_prepare(unsigned at);
/* Person `who` answers poll `at`. */
void forms_ballot(struct play *play, unsigned at, unsigned who);

#endif
