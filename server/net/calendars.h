/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody has in their calendar, as a file (followers/calendar.h): one session; or all that
 * is theirs, with when the units of their courses open; or that of one course. All of it is asked
 * of the rooms as that person, each time, so that a file tells nothing that they may not see.
 */
#ifndef MUSTER_NET_CALENDARS_H
#define MUSTER_NET_CALENDARS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/slice.h"

struct hub;

/* Everything is copied but the hub. */
struct calendars_order {
    struct hub *hub;
    struct slice url, host;      /* the public address, "" for none; and what ids end with */
    struct slice name;           /* of the academy */
    struct slice person, called; /* who asks, and their name */
    struct slice of;             /* one session; else all, or those … */
    struct slice course;         /* … of this one */
    bool sessions;               /* not when units open */
    struct slice language;       /* "": whichever comes first */
    int64_t from_ms;             /* sessions that begin then or later */
};

/* `file` is valid for the call; ERR_NOT_FOUND: there is no such session, or none for them. */
typedef void calendars_fn(void *context, enum err error, struct slice file);
/* Calls `done` once, later. */
void calendars_make(const struct calendars_order *order, calendars_fn *done, void *context);

#endif
