/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is in a room here, and the presence entries the hub writes on their behalf. Shared by the
 * files of hub/ and by nobody else.
 */
#ifndef MUSTER_HUB_PEOPLE_H
#define MUSTER_HUB_PEOPLE_H

#include "hub/live.h"

/* The person of `subscription`, which has just been answered, follows the room. */
void people_join(struct live *live, struct subscription *subscription);
/* It ends: the last one of a person begins the grace. */
void people_part(struct live *live, struct subscription *subscription);
/* Those the journal counts as present after waking, before anybody has come back. Where no other
 * instance may know of them, their spans end with this one's previous run. */
void people_expect(struct live *live);
/* An entry was applied: perhaps it says of an instance that it lives, or took this one for gone. */
void people_applied(struct live *live, const struct entry *entry);
/* Appends the leave of everybody whose grace is over, and closes the presence at instances that are
 * no more. */
void people_tick(struct live *live, int64_t tick_ms);
/* NULL when nobody of that id is here, or was within the grace. */
struct attendee *people_find(const struct live *live, struct slice person);

#endif
