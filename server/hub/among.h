/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers queries that are about other rooms too (struct query, `others`): these are woken first,
 * as many as can be, and then all of them are asked in one turn. Nobody pays for the waking: the
 * rooms are those that the person is in, and they stay awake for a while.
 */
#ifndef MUSTER_HUB_AMONG_H
#define MUSTER_HUB_AMONG_H

#include "core/room_query.h"
#include "hub/answer.h"
#include "hub/live.h"

/* Whether the question, put to the awake room, is about others; then it is on its way, and `done`
 * is called in this turn or a later one. What it borrows stays until then. A member `sure` of its
 * data: with all that the journal held when it was asked, though another instance wrote it. */
bool among_start(struct live *live, const struct room_question *question, hub_answer_fn *done,
                 void *context);

#endif
