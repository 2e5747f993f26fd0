/* SPDX-License-Identifier: Apache-2.0
 *
 * The verbs that only look: history and presence.
 */
#ifndef MUSTER_HUB_QUERY_H
#define MUSTER_HUB_QUERY_H

#include "core/actor.h"
#include "hub/answer.h"

struct hub;

/* The verb `history` of plain channels, as a hub_answer whose json is
 * {"publications":[…],"epoch":…,"offset":N}; rooms answer ERR_NOT_AVAILABLE. */
struct hub_history {
    struct slice channel;
    int64_t limit; /* 0 asks for the position alone; at most BOUND_HISTORY_PAGE */
    int64_t since; /* entries after this offset (before it when `reverse`); < 0: from the start or
                      end */
    bool reverse;  /* newest first */
};
void hub_history(struct hub *hub, const struct actor *actor, const struct hub_history *request,
                 hub_answer_fn *done, void *context);
/* The verb `presence_stats`: json is {"num_clients":N,"num_users":M}. */
void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context);
/* The verb `presence`: json is {"presence":{…}} of the connections here, staff only and capped;
 * plain channels for everybody. */
void hub_presence(struct hub *hub, const struct actor *actor, struct slice channel,
                  hub_answer_fn *done, void *context);

#endif
