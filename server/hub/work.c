/* SPDX-License-Identifier: Apache-2.0
 * A few places, each of one listener, who is known by its context. */
#include "hub/work.h"

#include "base/check.h"

void work_tell(const struct hub *hub, struct slice room)
{
    for (size_t i = 0; i < HUB_WORK_MAX; i++)
        if (hub->rooms.work[i].fn)
            hub->rooms.work[i].fn(hub->rooms.work[i].context, room);
}

void work_listen(struct hub *hub, hub_work_fn *work, void *context)
{
    size_t place = HUB_WORK_MAX;
    for (size_t i = 0; i < HUB_WORK_MAX; i++) {
        bool own = hub->rooms.work[i].fn && hub->rooms.work[i].context == context;
        if (own || (work && !hub->rooms.work[i].fn && place == HUB_WORK_MAX))
            place = i;
    }
    check(place < HUB_WORK_MAX || !work);
    if (place == HUB_WORK_MAX)
        return;
    hub->rooms.work[place].fn = work;
    hub->rooms.work[place].context = work ? context : NULL;
}
