/* SPDX-License-Identifier: Apache-2.0
 *
 * Alarms: a room sleeps although a deadline lies ahead, and is woken for it, by any instance, after
 * any restart, with nobody connected. The next deadline of a room, one of its own or the end of
 * the grace of withdrawn words (hub/erasing.h), is its mark `alarm` in the
 * journal: in ms since 1970, or INT64_MAX for none. Who finds one that comes soon wakes the room;
 * from then on the timekeeper has it (hub/timekeeper.h). Several may wake it: the entry's op is
 * made of the deadline.
 *
 * The alarm of a room is as durable as its cursor (hub/cursor.h): it is written before that is
 * raised, and anew by who finds the cursor behind. It is said of the last entry that is known: an
 * instance that is behind does not silence what another knows.
 */
#ifndef MUSTER_HUB_ALARMS_H
#define MUSTER_HUB_ALARMS_H

#include "hub/live.h"

/* ---- of one room ---- */

/* Whether a deadline is so near, or past, that the room stays awake. */
bool alarms_near(struct live *live);
/* Writes the alarm, unless it is known to be so. */
void alarms_note(struct live *live);
/* The same only where this instance has written one that is not so any more. Now and then. */
void alarms_tick(struct live *live);
/* The room goes to sleep: from now on the alarm is all that wakes it. */
void alarms_leave(struct live *live);
/* Frees what is kept of the room. */
void alarms_end(struct live *live);

/* ---- of all of them ---- */

struct alarms;

/* Looks from the first tick on. Owned by the caller; `hub` is borrowed. */
struct alarms *alarms_new(struct hub *hub);
/* Sets *alarms to NULL; no room may be waking for it. */
void alarms_free(struct alarms **alarms);
/* Whether rooms are waking for it. */
bool alarms_busy(const struct alarms *alarms);
/* Writes the alarm of a room that is not awake here but was folded; one that comes soon wakes it,
 * for it may come before the next look. */
void alarms_write(struct alarms *alarms, const struct room *room);
/* Looks when it is due. */
void alarms_look(struct alarms *alarms, int64_t tick_ms);

#endif
