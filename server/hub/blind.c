/* SPDX-License-Identifier: Apache-2.0
 * entry -> journal -> the room, where it is awake. */
#include "hub/blind.h"

#include "base/mem.h"
#include "hub/bell.h"
#include "hub/cursor.h"
#include "hub/live.h"

struct blind {
    struct hub *hub;
    blind_fn *done;
    void *context;
};

static void numbered(void *context, struct entry *entry, const struct journal_result *result)
{
    struct blind *blind = context;
    struct hub *hub = blind->hub;
    struct live *live = map_find(hub->rooms.awake, entry->room);
    if (!result->error && !result->repeated) {
        bell_ring(hub->bell, entry);
        if (live) {
            hub->rooms.watch->numbered(live, entry->seq);
            live_take(live, entry);
        }
    } else if (live && live_is_awake(live) && result->seq > room_seq(live_room(live))) {
        live_read_on(live);
    }
    hub->life.blind--;
    blind->done(blind->context, result);
    mem_free(blind);
}

/* An entry belongs to the journal from the first try on: each try has its own. */
void blind_append(struct hub *hub, const struct entry *entry, blind_fn *done, void *context)
{
    struct live *live = map_find(hub->rooms.awake, entry->room);
    struct blind *blind = mem_new(sizeof *blind);
    *blind = (struct blind){.hub = hub, .done = done, .context = context};
    struct entry full = *entry;
    full.seq = 0;
    bool awake = live && live_is_awake(live);
    if (awake)
        full.at_ms = live_now_ms(live);
    struct entry *tried = entry_new(&full);
    if (awake)
        hub->rooms.watch->hands_in(live);
    else if (cursor_kept(hub, entry->room))
        cursor_begin(hub, entry->room);
    hub->life.blind++;
    journal_append(hub->journal, tried, numbered, blind);
    entry_unref(&tried);
}
