/* SPDX-License-Identifier: Apache-2.0
 *
 * When the next mail of what is new is due to somebody, by what they said of it. Pure, but for the
 * files of time zones (base/zone.h).
 */
#ifndef MUSTER_NET_DIGEST_TIME_H
#define MUSTER_NET_DIGEST_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

struct digest_time {
    bool at_once;    /* when they have not looked for a while, not at an hour */
    int64_t next_ms; /* since 1970; INT64_MAX: none is due */
};

/* When it is. */
struct digest_now {
    int64_t now_ms, away_ms; /* who has not looked in this time is away */
    bool came;               /* something was said to them by name */
};
/* `settings` as the query inbox.settings has them (NULL: nothing was said, which is no mails). Who
 * wants mails at once is looked at when they are away from what came, and every now and then for
 * other things; not in their quiet hours, but at their end. The hour that somebody chose is theirs,
 * be it quiet or not. */
struct digest_time digest_time_next(const struct json *settings, const struct digest_now *now);
/* When somebody is to be looked at for a reminder of theirs, by what inbox.news answered: once they
 * have had `away_ms` from its time to hear of it. `until_ms`: what has come by then was told now.
 * INT64_MAX: there is none. */
int64_t digest_time_reminder(const struct json *news, int64_t until_ms, int64_t away_ms);
/* When the quiet hours end that it is in at `now_ms`; 0: it is in none. */
int64_t digest_time_quiet(const struct json *settings, int64_t now_ms);

#endif
