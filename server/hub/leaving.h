/* SPDX-License-Identifier: Apache-2.0
 *
 * Erases everywhere who was erased in the academy: looks through the rooms of the journal for
 * entries that hold their words or their name (hub/holds.h), has each room forget them
 * (core/erasure.h, hub/erasing.h), and looks again until there is none. So whatever came late is
 * found too, and what was lost with an instance is done again from the start: erasing twice is
 * erasing once.
 *
 * One person at a time, and one instance: `person.erasing` is a turn, of which the journal takes
 * one of each number. Who has it says every few seconds, with the next, how far it has come; when
 * that stays out, another takes the next turn, and the first, which is told so by the journal,
 * stops. `person.erased` is the end.
 *
 * It reads in steps on a reader's thread, and sleeps while nobody is to be erased.
 */
#ifndef MUSTER_HUB_LEAVING_H
#define MUSTER_HUB_LEAVING_H

#include <stdbool.h>
#include <stdint.h>

struct hub;
struct leaving;

/* Owned by the caller; `hub` is borrowed. */
struct leaving *leaving_new(struct hub *hub);
/* Begins nothing more: before the hub waits for the last calls. */
void leaving_stop(struct leaving *leaving);
/* Whether calls are under way for it. */
bool leaving_busy(const struct leaving *leaving);
/* Sets *leaving to NULL. */
void leaving_free(struct leaving **leaving);
/* Called several times a second. */
void leaving_tick(struct leaving *leaving, int64_t tick_ms);

#endif
