/* SPDX-License-Identifier: Apache-2.0
 * Clocks on walls. */
#include "net/digest_time.h"

#include "base/bounds.h"
#include "base/zone.h"

enum { HOUR = 18 * 60 /* where none was said */, WEEK = 7, SWEEP = 3 /* times as long as away */ };

/* The first time after `after_ms` that the clock shows `minute`; `day` is 1 for Monday, 0 for any.
 * 1970-01-01 was a Thursday. */
static int64_t minute_after(const struct zone *zone, int64_t minute, int64_t day, int64_t after_ms)
{
    struct zone_wall wall = zone_wall(zone, after_ms);
    int64_t at_ms = 0;
    wall.minute = (int)minute;
    for (int i = 0; at_ms <= after_ms && i <= WEEK; i++, wall.day++)
        if (!day || (wall.day + 3) % WEEK + 1 == day)
            at_ms = zone_ms(zone, wall);
    return at_ms;
}

/* Quiet hours may go over midnight. */
static bool is_quiet(const struct zone *zone, int64_t from, int64_t to, int64_t at_ms)
{
    int minute = zone_wall(zone, at_ms).minute;
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/* The end of the quiet hours that `at_ms` is in; 0: it is in none. */
static int64_t quiet_end(const struct zone *zone, const struct json *settings, int64_t at_ms)
{
    const struct json *quiet = json_get(settings, "quiet");
    int64_t from = 0, to = 0;
    (void)json_get_int(quiet, "from", &from);
    (void)json_get_int(quiet, "to", &to);
    return is_quiet(zone, from, to, at_ms) ? minute_after(zone, to, 0, at_ms) : 0;
}

static int64_t at_once_ms(const struct zone *zone, const struct json *settings,
                          const struct digest_now *now)
{
    int64_t at_ms = now->now_ms + (now->came ? 1 : SWEEP) * now->away_ms;
    int64_t end_ms = quiet_end(zone, settings, at_ms);
    return end_ms > 0 ? end_ms : at_ms;
}

struct digest_time digest_time_next(const struct json *settings, const struct digest_now *now)
{
    struct slice name = SLICE(""), mode = SLICE("none");
    int64_t hour = HOUR, day = 1;
    (void)json_get_text(settings, "zone", &name);
    (void)json_get_text(settings, "mail", &mode);
    (void)json_get_int(settings, "hour", &hour);
    (void)json_get_int(settings, "day", &day);
    struct digest_time time = {.at_once = slice_is(mode, "away"), .next_ms = INT64_MAX};
    struct zone *zone = zone_new(name);
    if (time.at_once)
        time.next_ms = at_once_ms(zone, settings, now);
    else if (slice_is(mode, "daily") || slice_is(mode, "weekly"))
        time.next_ms = minute_after(zone, hour, slice_is(mode, "daily") ? 0 : day, now->now_ms);
    zone_free(&zone);
    return time;
}

int64_t digest_time_reminder(const struct json *news, int64_t until_ms, int64_t away_ms)
{
    const struct json *item = json_first(json_get(news, "news"));
    struct slice kind;
    int64_t first_ms = INT64_MAX - away_ms, at_ms = 0;
    if (json_get_int(news, "wakes", &at_ms) && at_ms > 0)
        first_ms = at_ms;
    for (; item; item = json_next(item))
        if (json_get_text(item, "kind", &kind) && slice_is(kind, "bookmark") &&
            json_get_int(item, "at", &at_ms) && at_ms > until_ms && at_ms < first_ms)
            first_ms = at_ms;
    return first_ms + away_ms;
}

int64_t digest_time_quiet(const struct json *settings, int64_t now_ms)
{
    struct slice name = SLICE("");
    (void)json_get_text(settings, "zone", &name);
    struct zone *zone = zone_new(name);
    int64_t end_ms = quiet_end(zone, settings, now_ms);
    zone_free(&zone);
    return end_ms;
}
