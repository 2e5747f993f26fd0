/* SPDX-License-Identifier: Apache-2.0
 * A line, where it is wanted. */
#include "hub/steps.h"

#include "base/log.h"

void steps_tell(const struct hub *hub, const char *sentence, const struct entry *entry,
                enum err error)
{
    if (!log_wanted(LOG_DEBUG) || !entry || kinds_veil(hub->rooms.kinds, entry->type))
        return;
    log_line(LOG_DEBUG, sentence, "room=%.*s method=%.*s op=%.*s seq=%lld result=%s",
             (int)entry->room.len, entry->room.at, (int)entry->type.len, entry->type.at,
             (int)entry->op.len, entry->op.at, (long long)entry->seq,
             error ? error_name(error) : "ok");
}
