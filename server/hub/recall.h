/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers queries about rooms as they were (core/past.h): the room that is asked, and the one that
 * it is asked about, are folded to the moment beside whoever has them awake (hub/job.h), and the
 * answer is made on a thread of its own, so that nobody waits for it; one that is asked about
 * itself alone may be asked about a moment to come. A few at a time; who comes then is told when to
 * try again.
 */
#ifndef MUSTER_HUB_RECALL_H
#define MUSTER_HUB_RECALL_H

#include "core/past.h"
#include "core/room_query.h"
#include "hub/answer.h"

struct hub;
struct recalls;

/* Owned by hub.c. */
struct recalls *recalls_new(struct hub *hub);
/* When none is under way. Sets *recalls to NULL. */
void recalls_free(struct recalls **recalls);

/* Answers the question, put to the room `asked`; what it borrows stays until `done` has been
 * called, which comes in a later turn. Returns 0; or, and nothing is begun, after how many
 * milliseconds it may be tried again. */
int64_t recall_start(struct recalls *recalls, struct slice asked,
                     const struct room_question *question, const struct past_ask *ask,
                     hub_answer_fn *done, void *context);

#endif
