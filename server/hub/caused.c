/* SPDX-License-Identifier: Apache-2.0
 * effect -> entry -> hub/blind.c. */
#include "hub/caused.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "hub/blind.h"

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

/* Of an earlier try; an earlier build may have used other words. In a room that was dropped nothing
 * is caused any more. */
static bool is_settled(const struct journal_result *result)
{
    return result->repeated || result->error == ERR_OP_REUSED || result->error == ERR_ROOM_DROPPED;
}

static void numbered(void *context, const struct journal_result *result)
{
    struct caused *caused = context;
    caused->hub->caused.appended += !result->error && !result->repeated;
    caused->done(caused->context, is_settled(result) ? ERR_NONE : result->error);
    mem_free(caused);
}

void caused_append(struct hub *hub, struct entry *entry, caused_fn *done, void *context)
{
    struct caused *caused = mem_new(sizeof *caused);
    *caused = (struct caused){.hub = hub, .done = done, .context = context};
    blind_append(hub, entry, numbered, caused);
}
