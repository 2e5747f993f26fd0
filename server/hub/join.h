/* SPDX-License-Identifier: Apache-2.0
 *
 * Starting to follow a channel, and stopping.
 */
#ifndef MUSTER_HUB_JOIN_H
#define MUSTER_HUB_JOIN_H

#include "base/error.h"
#include "fanout/subscriber.h"

struct hub;

/* Starting to follow a channel: a room ("webinar:w1"), a part of one ("course:c1/thread/55"), or
 * "inbox:me". */
struct hub_subscribe {
    struct slice channel;
    bool recover; /* `offset` and `epoch` are the last position */
    int64_t offset;
    struct slice epoch; /* empty: of a plain channel whichever it has */
    bool whole;         /* what cannot be recovered is refused: ERR_UNRECOVERABLE_POSITION */
    bool looks;         /* the view once, and nothing is followed: they are not there for others */
};
struct hub_subscribed {
    enum err error;
    struct slice epoch;
    int64_t offset;    /* the room's seq: what is pushed from now on comes after it */
    bool recovered;    /* `publications` is all that was missed; else `view` is the whole */
    struct slice view; /* JSON object with `me` in it; absent when recovered or a plain channel */
    struct slice publications; /* JSON array; absent when not recovered */
    int64_t retry_ms;          /* as in hub_answer */
};
typedef void hub_subscribed_fn(void *context, const struct hub_subscribed *answer);
void hub_subscribe(struct hub *hub, struct subscriber *subscriber,
                   const struct hub_subscribe *request, hub_subscribed_fn *done, void *context);
/* Stops following. Nothing when it does not follow `channel`. */
void hub_unsubscribe(struct hub *hub, struct subscriber *subscriber, struct slice channel);

#endif
