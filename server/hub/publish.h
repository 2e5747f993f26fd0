/* SPDX-License-Identifier: Apache-2.0
 *
 * Entries to frames: one publication for each set of rings, made once; and what concerns one person
 * alone.
 */
#ifndef MUSTER_HUB_PUBLISH_H
#define MUSTER_HUB_PUBLISH_H

#include "hub/attendees.h"
#include "hub/feeds.h"

/* Tells of an entry that has just been applied: to all who see something of it, and to those whose
 * `me` it changes. */
void publish_entry(struct feeds *feeds, const struct attendees *attendees,
                   const struct entry *entry);
/* The same of one act of an entry that is being applied, right after it: those whose `me` it
 * changes. */
void publish_act(struct feeds *feeds, const struct attendees *attendees, const struct entry *act);
/* The same while a room wakes: only the tapes are filled, for those who will resume. */
void publish_replayed(struct feeds *feeds, const struct entry *entry);
/* Whatever subscription of that person stands in other rings than they do now begins anew, or ends.
 */
void publish_review(const struct attendee *attendee);
/* Whoever follows the room, or a part of it, is made to subscribe again. */
void publish_end(const struct feeds *feeds);
/* Tells of the sums that have changed since it was last called. */
void publish_tally(struct feeds *feeds);
/* Shows the signal `type` ("slide.point") with that data to everybody inside who follows the room,
 * as a change of its feature's share. */
void publish_signal(struct feeds *feeds, struct slice type, struct slice data);

#endif
