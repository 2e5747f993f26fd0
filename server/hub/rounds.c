/* SPDX-License-Identifier: Apache-2.0
 * Rooms in turns of as many as one question takes. Whoever is missed between two is asked in the
 * next round. */
#include "hub/rounds.h"

#include "base/mem.h"
#include "hub/live.h"

enum {
    ROUND_MS = 5000,
    ROUND_DEAF_MS = 500,
    ROUND_ROOMS = 1024, /* in one question */
};

static void came(void *context, enum err error, const struct slice *rooms, const int64_t *heads,
                 size_t count);

/* A room that nobody follows is looked at when somebody comes. */
static bool is_followed(const struct live *live)
{
    return live->state == LIVE_AWAKE &&
           (live->subscriptions_count > 0 || map_count(live->people) > 0);
}

static void ask(struct hub *hub)
{
    struct slice *rooms = mem_new(ROUND_ROOMS * sizeof *rooms);
    size_t count = 0;
    hub->rounds.again = false;
    struct map_at at = {.next = hub->rounds.at};
    while (count < ROUND_ROOMS && map_next(hub->rooms, &at))
        if (is_followed(at.value))
            rooms[count++] = at.key;
    hub->rounds.at = count == ROUND_ROOMS ? at.next : 0;
    if (count > 0) {
        hub->rounds.asking = true;
        journal_heads(hub->journal, rooms, count, came, hub);
    }
    mem_free(rooms);
}

static void came(void *context, enum err error, const struct slice *rooms, const int64_t *heads,
                 size_t count)
{
    struct hub *hub = context;
    hub->rounds.asking = false;
    if (hub->closing)
        return;
    for (size_t i = 0; !error && i < count; i++) {
        struct live *live = map_find(hub->rooms, rooms[i]);
        if (live && heads[i] > room_seq(live->room))
            live_look(live);
    }
    if (hub->rounds.at > 0 || hub->rounds.again)
        ask(hub);
}

void rounds_begin(struct hub *hub)
{
    hub->rounds.again = hub->rounds.asking;
    hub->rounds.at = 0;
    if (!hub->rounds.asking && !hub->closing)
        ask(hub);
}

void rounds_tick(struct hub *hub, int64_t tick_ms)
{
    if (bus_node(hub->bus).len == 0 || hub->rounds.asking || tick_ms < hub->rounds.due_ms)
        return;
    hub->rounds.due_ms = tick_ms + (hub->deaf ? ROUND_DEAF_MS : ROUND_MS);
    rounds_begin(hub);
}
