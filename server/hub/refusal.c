/* SPDX-License-Identifier: Apache-2.0
 * A line, or one more that is not told. */
#include "hub/refusal.h"

#include "base/log.h"

enum { LINES_A_SECOND = 20 };

/* Whether there is a line left in this second; the first of the next says how many there were not.
 */
static bool line_take(struct hub *hub)
{
    struct refusals_told *told = &hub->life.refusals;
    int64_t second = loop_tick_ms(hub->loop) / 1000;
    if (second != told->second) {
        if (told->untold > 0)
            log_line(LOG_INFO, "more commands were refused", "count=%u", told->untold);
        *told = (struct refusals_told){.second = second};
    }
    if (told->lines < LINES_A_SECOND) {
        told->lines++;
        return true;
    }
    told->untold++;
    return false;
}

void refusal_tell(struct hub *hub, const struct refused *refused, enum err error)
{
    if (!error)
        return;
    hub->stats.refusals++;
    if (refused->method.len == 0 || !log_wanted(LOG_INFO) || !line_take(hub))
        return;
    bool named = !kinds_veil(hub->rooms.kinds, refused->method);
    struct slice room = refused->room, method = refused->method;
    struct slice by = named ? refused->by : SLICE(""), op = named ? refused->op : SLICE("");
    log_line(LOG_INFO, refused->op.len > 0 ? "a command was refused" : "a query was refused",
             "room=%.*s person=%.*s method=%.*s op=%.*s reason=%s", (int)room.len, room.at,
             (int)by.len, by.at, (int)method.len, method.at, (int)op.len, op.at, error_name(error));
}
