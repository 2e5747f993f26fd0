/* SPDX-License-Identifier: Apache-2.0
 *
 * What the clock on the wall shows in a time zone of the IANA's data base ("Africa/Tunis"), and
 * back, by the files of the system (RFC 9636), beyond their end by the rule that they name. Rules
 * change and machines differ: what is reckoned here is written into an entry, and the fold reads
 * it there. It never fails: a zone that is not known is UTC.
 */
#ifndef MUSTER_BASE_ZONE_H
#define MUSTER_BASE_ZONE_H

#include "base/slice.h"

/* A moment as people of a place say it: the day, counted from 1970-01-01, and the minute of it. */
struct zone_wall {
    int64_t day;
    int minute;
};

struct zone;

/* Reads the zone of that name; the caller owns it. */
struct zone *zone_new(struct slice name);
/* Frees *zone and sets it to NULL. */
void zone_free(struct zone **zone);

/* What the clock shows at `at_ms` (since 1970, UTC). */
struct zone_wall zone_wall(const struct zone *zone, int64_t at_ms);
/* When it shows that, in ms since 1970: of an hour that comes twice the first; one that a change of
 * clocks leaves out is counted on from before it (RFC 5545 §3.3.5). */
int64_t zone_ms(const struct zone *zone, struct zone_wall wall);

#endif
