/* SPDX-License-Identifier: Apache-2.0
 *
 * The part of the hour that is neither talk nor polls nor questions: the agenda, announcements,
 * handouts, timers, pins, reactions on messages; and what becomes of questions beside an answer:
 * tags, comments, merges.
 */
#ifndef MUSTER_TESTS_BUDGET_HELP_ROOM_H
#define MUSTER_TESTS_BUDGET_HELP_ROOM_H

#include "budget/help_play.h"

/* Plans it. */
void room_script(struct play *play);
/* Does what was planned. */
void room_act(struct play *play, const struct act *act);

#endif
