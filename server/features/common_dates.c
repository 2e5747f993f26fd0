/* SPDX-License-Identifier: Apache-2.0
 * Days are counted by the calendar on the wall. */
#include "features/common_dates.h"

#include "features/common_read.h"

enum err common_dates_read(const struct json *data, struct writer *out)
{
    int64_t due = 0, closes = 0;
    enum err error = common_read_optional_int(data, "due", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "closes", 1, INT64_MAX, out);
    if (error || !json_get_int(data, "due", &due) || !json_get_int(data, "closes", &closes))
        return error;
    return closes < due ? ERR_BAD_REQUEST : ERR_NONE;
}

void common_dates_move(const struct common_run *run, const char *key, int64_t at_ms,
                       struct writer *out)
{
    if (!at_ms || !run->from_ms || !run->to_ms)
        return;
    struct zone_wall wall = zone_wall(run->zone, at_ms);
    wall.day += zone_wall(run->zone, run->to_ms).day - zone_wall(run->zone, run->from_ms).day;
    int64_t moved_ms = zone_ms(run->zone, wall);
    if (moved_ms > 0)
        writer_int(out, key, moved_ms);
}
