/* SPDX-License-Identifier: Apache-2.0
 * Numbers beside the rule. */
#include "features/attendance_reckon.h"

#include "features/watched.h"

enum { MINUTE_MS = 60000 };

int64_t attendance_total_ms(const struct presence *presence, const struct attendance *attendance,
                            int64_t at_ms)
{
    const struct correction *correction = attendance_correction(attendance);
    if (correction)
        return MINUTE_MS * correction->minutes;
    return attendance_counted_ms(presence, attendance, at_ms);
}

/* Whoever saw a piece of it live and watched it again has seen it once: what of the two is more
 * counts, for their sum could count it twice. What the team says is the last word. */
static int64_t own_ms(const struct presence *presence, const struct attendance *attendance,
                      int64_t at_ms)
{
    int64_t total_ms = attendance_total_ms(presence, attendance, at_ms);
    if (!presence->rule.replay || attendance_correction(attendance))
        return total_ms;
    int64_t again_ms = watched_ms(attendance_watched(attendance), &presence->time);
    return again_ms > total_ms ? again_ms : total_ms;
}

bool attendance_completed(const struct presence *presence, const struct attendance *attendance,
                          int64_t at_ms)
{
    int64_t length_ms = session_time_at(&presence->time, at_ms);
    return length_ms > 0 &&
           100 * own_ms(presence, attendance, at_ms) >= length_ms * presence->rule.percent &&
           attendance_checks(attendance) >= presence->rule.checks;
}

bool attendance_took_part(const struct presence *presence, const struct attendance *attendance,
                          int64_t at_ms)
{
    if (presence->rule.percent || presence->rule.checks)
        return attendance_completed(presence, attendance, at_ms);
    return own_ms(presence, attendance, at_ms) > 0;
}
