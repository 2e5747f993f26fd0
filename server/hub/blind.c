/* SPDX-License-Identifier: Apache-2.0
 * entry -> the room awake, where entries cause something -> journal -> the room, where it is awake.
 */
#include "hub/blind.h"

#include "base/mem.h"
#include "base/unused.h"
#include "hub/bell.h"
#include "hub/cursor.h"
#include "hub/live.h"

struct blind {
    struct hub *hub;
    struct live *live;   /* in use, so that it is there when the entry is numbered; or NULL */
    struct entry *entry; /* held until it is handed in */
    blind_fn *done;
    void *context;
};

static void end(struct blind *blind, const struct journal_result *result)
{
    entry_unref(&blind->entry);
    if (blind->live)
        live_unuse(blind->live);
    blind->hub->life.blind--;
    blind->done(blind->context, result);
    mem_free(blind);
}

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
    end(blind, result);
}

static void hand_in(struct blind *blind)
{
    struct hub *hub = blind->hub;
    if (blind->live && live_is_awake(blind->live)) {
        blind->entry->at_ms = live_now_ms(blind->live);
        hub->rooms.watch->hands_in(blind->live);
    } else if (cursor_kept(hub, blind->entry->room)) {
        cursor_begin(hub, blind->entry->room);
    }
    journal_append(hub->journal, blind->entry, numbered, blind);
}

/* What can be tried again is not appended now: others that wait for the room come first. A room
 * that cannot be read takes it all the same, and so does any while the hub closes. */
static void woken(struct live *live, enum err error, void *context)
{
    struct blind *blind = context;
    UNUSED(live);
    if (error == ERR_JOURNAL_AWAY || error == ERR_TOO_MANY_REQUESTS)
        end(blind, &(struct journal_result){.error = error});
    else
        hand_in(blind);
}

/* The room, where it is awake, or is to be: in one that sleeps nobody would see what the entry
 * causes, until it is found that the cursor stands still (hub/behind.h). */
static struct live *find(struct hub *hub, struct slice room)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    int64_t retry_ms = 0;
    struct live *live = map_find(hub->rooms.awake, room);
    if (!live && cursor_kept(hub, room))
        (void)live_reach(hub, &system, room, &live, &retry_ms);
    return live;
}

/* An entry belongs to the journal from the first try on: each try has its own. */
void blind_append(struct hub *hub, const struct entry *entry, blind_fn *done, void *context)
{
    struct blind *blind = mem_new(sizeof *blind);
    struct entry full = *entry;
    full.seq = 0;
    *blind = (struct blind){
        .hub = hub, .live = find(hub, entry->room), .done = done, .context = context};
    blind->entry = entry_new(&full);
    hub->life.blind++;
    if (blind->live)
        live_use(blind->live);
    if (blind->live && cursor_kept(hub, entry->room))
        live_wait(blind->live, woken, blind);
    else
        hand_in(blind);
}
