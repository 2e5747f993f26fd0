/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms whose cursor is behind their head, though nobody is at work on them: the instance died
 * between an entry and what it causes. Such a room is folded anew on a reader's thread, beside
 * whoever has it awake; what comes after the cursor is done again, where it was done already
 * without a trace; then the cursor is raised. Any instance does it, at its start and every quarter
 * of a minute, a few rooms at a time. With others about, a room must stand still from one look to
 * the next: who has it awake raises its cursor more often than that.
 */
#ifndef MUSTER_HUB_BEHIND_H
#define MUSTER_HUB_BEHIND_H

#include "hub/alarms.h"

struct behind;

/* Owned by the caller; `hub` and `alarms` are borrowed. */
struct behind *behind_new(struct hub *hub, struct alarms *alarms);
/* Sets *behind to NULL. What reads is dropped; nothing may be on its way into the journal. */
void behind_free(struct behind **behind);
/* The hub closes: nothing more is read. */
void behind_stop(struct behind *behind);
/* Whether something is under way. */
bool behind_busy(const struct behind *behind);
/* Looks when it is due, from the first tick on. */
void behind_look(struct behind *behind, int64_t tick_ms);

#endif
