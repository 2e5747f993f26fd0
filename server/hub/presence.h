/* SPDX-License-Identifier: Apache-2.0
 *
 * What the journal is told of who is in a room: who came, who went (once the grace is over), and
 * which instances are no more.
 */
#ifndef MUSTER_HUB_PRESENCE_H
#define MUSTER_HUB_PRESENCE_H

#include "hub/live.h"

/* A room is awake: those the journal counts as present are expected back within the grace. Where no
 * other instance may know of them, their spans end with this one's previous run. */
void presence_awake(struct live *live);
/* The person of `subscription`, which has just been let in, follows the room. */
void presence_join(struct live *live, struct subscription *subscription);
/* It ends: the last one of a person begins the grace. */
void presence_part(struct live *live, struct subscription *subscription);
/* An entry was applied: perhaps it says of an instance that it lives, or took this one for gone. */
void presence_applied(struct live *live, const struct entry *entry);
/* Appends the leave of everybody whose grace is over, and closes the presence at instances that are
 * no more. */
void presence_tick(struct live *live, int64_t tick_ms);
/* Frees what is kept of the room. */
void presence_end(struct live *live);

#endif
