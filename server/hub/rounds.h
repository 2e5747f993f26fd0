/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking for what no news told of. Who has neighbours asks the journal from time to time, and
 * often while news may not arrive at all, how far the rooms have come that somebody follows here:
 * all of them in one question. Those that have moved on are read.
 */
#ifndef MUSTER_HUB_ROUNDS_H
#define MUSTER_HUB_ROUNDS_H

#include "hub/hub.h"

struct rounds {
    int64_t due_ms; /* when the journal is to be asked */
    size_t at;      /* the place among the rooms where the next question begins; 0: the first */
    bool asking;    /* a question is under way */
    bool again;     /* there may be more than it will tell */
};

/* Asks when it is due; one question at a time. Called with every tick of the hub. */
void rounds_tick(struct hub *hub, int64_t tick_ms);
/* Asks now, or once the question under way is answered. */
void rounds_begin(struct hub *hub);

#endif
