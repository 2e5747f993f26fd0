/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking for what no news told of. Who has neighbours asks the journal from time to time, and
 * often while news may not arrive at all, how far the rooms have come that somebody follows here:
 * all of them in one question. Those that have moved on are read.
 */
#ifndef MUSTER_HUB_ROUNDS_H
#define MUSTER_HUB_ROUNDS_H

#include "hub/site.h"

struct rounds;

/* Owned by the caller; `hub` is borrowed. */
struct rounds *rounds_new(struct hub *hub);
/* Sets *rounds to NULL; no question may be under way. */
void rounds_free(struct rounds **rounds);
/* Whether a question is under way. */
bool rounds_busy(const struct rounds *rounds);
/* News of other instances arrive from now on, or may not: asks at once. */
void rounds_hearing(struct rounds *rounds, bool hearing);
/* Asks when it is due; one question at a time. */
void rounds_tick(struct rounds *rounds, int64_t tick_ms);

#endif
