/* SPDX-License-Identifier: Apache-2.0
 *
 * How far the effects of a room have come: the mark `effects` of the room in the journal. All that
 * the entries up to it cause is durable: their effects in other rooms, and the room's alarm
 * (hub/alarms.h). The mark is behind the head while something is under way, and stays behind when
 * its instance dies: then somebody does again what comes after it (hub/behind.h).
 *
 * A room's first entry is committed together with its mark, so that there is no moment at which it
 * has entries and no mark. Only a room of an older build has none: it begins at the head that it
 * was first woken with, for what is new starts at the head, never at the beginning.
 */
#ifndef MUSTER_HUB_CURSOR_H
#define MUSTER_HUB_CURSOR_H

#include "hub/site.h"

/* The mark of a room that has begun and has nothing done yet: 0 is what a mark has that was never
 * set. */
enum { CURSOR_BEGUN = -1 };

/* Whether rooms of the kind of `room` have the mark: those that may cause anything. */
bool cursor_kept(const struct hub *hub, struct slice room);
/* To be called before the first entry of a room is handed in: its mark is there with it. Changes
 * nothing in a room that has one. */
void cursor_begin(struct hub *hub, struct slice room);
/* Everything up to `seq` is done. Never lowers it; written soon. */
void cursor_raise(struct hub *hub, struct slice room, int64_t seq);
/* Asks for it: 0, CURSOR_BEGUN, or a seq. */
struct journal_ticket *cursor_ask(struct hub *hub, struct slice room, journal_mark_fn *done,
                                  void *context);
/* Asks which rooms are behind their heads: journal_behind. */
struct journal_ticket *cursor_behind(struct hub *hub, struct slice after, size_t limit,
                                     journal_marks_fn *done, void *context);

#endif
