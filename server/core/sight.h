/* SPDX-License-Identifier: Apache-2.0
 *
 * Who sees an entry. What it shows is asked right after it was applied, once for each ring; whom it
 * is shown to at a later moment is asked of the room as it is then. A thing that stands in the view
 * of a room is seen by whom the view shows it to, whatever its entry said when it came: a message
 * that was approved since, a draft that was opened. Pure, like the fold.
 *
 * Who wrote veiled entries is not said: their pseudonyms are nobody's.
 */
#ifndef MUSTER_CORE_SIGHT_H
#define MUSTER_CORE_SIGHT_H

#include "core/room.h"

struct sight;

/* What became of the entry, by the moment. */
enum sight_state {
    SIGHT_NONE,      /* it was not written yet */
    SIGHT_REFUSED,   /* it was void: nobody saw anything of it */
    SIGHT_SUMS,      /* it shows in sums alone */
    SIGHT_WITHDRAWN, /* its words had been taken back */
    SIGHT_SHOWN,
};

/* Of nothing yet; owned by the caller. */
struct sight *sight_new(void);
/* Frees *sight and sets it to NULL. */
void sight_free(struct sight **sight);

/* What the entry shows that was applied to the room last; with the error by which it was refused.
 */
void sight_take(struct sight *sight, const struct room *room, const struct entry *entry,
                enum err refused);
/* The type and time of the entry; absent and 0: none was taken. */
struct slice sight_type(const struct sight *sight);
int64_t sight_at_ms(const struct sight *sight);

/* The same room, some entries later. */
enum sight_state sight_state(const struct sight *sight, const struct room *room);
/* How somebody sees it there. */
enum sight_how { SIGHT_NOT, SIGHT_OWN /* in `me` alone */, SIGHT_VIEW };
enum sight_how sight_how(struct sight *sight, const struct room *room, struct slice person);

#endif
