/* SPDX-License-Identifier: Apache-2.0
 *
 * What people show and nobody keeps. A reaction is counted here, and told to the journal once a
 * second as a sum. What is not counted (a pointer) is shown as it is to those who follow the room
 * here and at other instances, the last of it a few times a second: as the member of that name of
 * its feature's share ("slide.point" is `point` of `slide`), which no view holds. Only who follows
 * the room here is heard, and not too often. What cannot be written is lost: it was for that
 * moment.
 */
#ifndef MUSTER_HUB_SIGNALS_H
#define MUSTER_HUB_SIGNALS_H

#include "hub/bell.h"
#include "hub/live.h"

/* Whether what this row is of is a signal, and never an entry of its own. */
bool signals_are(const struct row *row);
/* Counts a signal of `actor`. ERR_METHOD_NOT_FOUND when `method` is none, or the room not awake
 * (`live` may be NULL); ERR_TOO_MANY_REQUESTS when the person's last one was just now. */
enum err signals_take(struct live *live, const struct actor *actor, struct slice method,
                      const struct json *data);
/* Appends the sums of what was counted, once a second. */
void signals_tick(struct live *live, int64_t tick_ms);
/* Shows the people here what somebody shows at another instance. */
void signals_show(struct live *live, const struct bell_sight *sight);
/* Frees what is kept of the room. */
void signals_end(struct live *live);

#endif
