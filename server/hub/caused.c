/* SPDX-License-Identifier: Apache-2.0
 * effect -> entry -> journal -> the room, where it is awake. */
#include "hub/caused.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "hub/bell.h"
#include "hub/cursor.h"

enum { OP_ID_BYTES = 23, SEQ_BYTES = 24 };

static const char prefix[] = "fx.";

/* The parts are told apart by NULs, which none of them holds. */
static void op_write(struct slice room, int64_t seq, const struct effect *effect,
                     char op[sizeof prefix + OP_ID_BYTES])
{
    char number[SEQ_BYTES];
    char id[OP_ID_BYTES];
    snprintf(number, sizeof number, "%" PRId64, seq);
    const struct slice nul = {"", 1};
    const struct slice parts[] = {room, nul,         slice_of(number), nul, slice_of(effect->name),
                                  nul,  effect->room};
    struct hash hash = hash_of(parts, sizeof parts / sizeof parts[0]);
    hash_id(&hash, id);
    snprintf(op, sizeof prefix + OP_ID_BYTES, "%s%s", prefix, id);
}

struct entry *caused_entry(const struct hub *hub, struct slice room, int64_t seq,
                           const struct effect *effect)
{
    char op[sizeof prefix + OP_ID_BYTES];
    struct entry *made = NULL;
    op_write(room, seq, effect, op);
    struct entry entry = {.at_ms = loop_now_ms(hub->loop),
                          .room = effect->room,
                          .type = slice_of(effect->type),
                          .by = ENTRY_SYSTEM,
                          .op = slice_of(op),
                          .text = effect->text};
    if (kinds_of(hub->rooms.kinds, effect->room))
        made = entry_new(&entry);
    if (!made)
        log_line(LOG_ERROR, "an effect that no room takes", "room=%.*s seq=%lld effect=%s",
                 (int)room.len, room.at, (long long)seq, effect->name);
    return made;
}

bool caused_is(const struct entry *entry)
{
    size_t len = sizeof prefix - 1;
    return slice_equal(entry->by, ENTRY_SYSTEM) && entry->op.len > len &&
           memcmp(entry->op.at, prefix, len) == 0;
}

struct caused {
    struct hub *hub;
    caused_fn *done;
    void *context;
};

/* Of an earlier try; an earlier build may have used other words. */
static bool is_there(const struct journal_result *result)
{
    return result->repeated || result->error == ERR_OP_REUSED;
}

static void numbered(void *context, struct entry *entry, const struct journal_result *result)
{
    struct caused *caused = context;
    struct hub *hub = caused->hub;
    struct live *live = map_find(hub->rooms.awake, entry->room);
    if (!result->error && !result->repeated) {
        hub->caused.appended++;
        bell_ring(hub->bell, entry);
        if (live) {
            hub->rooms.watch->numbered(live, entry->seq);
            live_take(live, entry);
        }
    } else if (live && live_is_awake(live) && result->seq > room_seq(live_room(live))) {
        live_read_on(live);
    }
    caused->done(caused->context, is_there(result) ? ERR_NONE : result->error);
    mem_free(caused);
}

/* An entry belongs to the journal from the first try on: each try has its own. */
void caused_append(struct hub *hub, struct entry *entry, caused_fn *done, void *context)
{
    struct live *live = map_find(hub->rooms.awake, entry->room);
    struct caused *caused = mem_new(sizeof *caused);
    *caused = (struct caused){.hub = hub, .done = done, .context = context};
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
    journal_append(hub->journal, tried, numbered, caused);
    entry_unref(&tried);
}
