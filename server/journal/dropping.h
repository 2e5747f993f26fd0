/* SPDX-License-Identifier: Apache-2.0
 *
 * Dropping a room for good: all of its entries and marks go. What stays is its name, so that no
 * room comes to be under it again (what is appended to it gets ERR_ROOM_DROPPED), and where its
 * chain ended, by which it can be shown to have been what a manifest or an archive says it was.
 */
#ifndef MUSTER_JOURNAL_DROPPING_H
#define MUSTER_JOURNAL_DROPPING_H

#include "journal/answer.h"

struct journal;

/* Drops `room` behind what was handed in before, some hundreds of entries at a time, so that others
 * are written in between: once the first have gone, nothing of it is read any more. May be
 * repeated, and goes on where an earlier one was interrupted. ERR_NOT_FOUND: there never was such a
 * room. After any other error: to be asked again. What SQLite's and PostgreSQL's files hold for a
 * while is what they hold after an erasure (journal_erase). */
void journal_drop_room(struct journal *journal, struct slice room, journal_dropped_fn *done,
                       void *context);

#endif
