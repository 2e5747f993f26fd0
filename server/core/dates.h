/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates of one person in a room: until when something is asked of them. A feature says its own
 * (struct dates), and core/room_query.h asks all of a room's; what one does not see has none. Pure,
 * like all of a fold.
 */
#ifndef MUSTER_CORE_DATES_H
#define MUSTER_CORE_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/scene.h"

struct date {
    const char *kind;            /* "assignment", a constant */
    int64_t item;                /* what it is of, by its seq */
    int64_t at_ms;               /* since 1970 */
    int64_t moved_seq, moved_ms; /* the entry that said so last, and when */
    int64_t closes_ms;           /* when it is taken no more; 0: always */
    bool done;                   /* nothing is asked of them now */
};
typedef void date_fn(void *context, const struct date *date);

/* What a feature knows: calls `fn` for each date of the person of the scene. */
struct dates {
    void (*each)(const void *state, const struct scene *scene, date_fn *fn, void *context);
};

#endif
