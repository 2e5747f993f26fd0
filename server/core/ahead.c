/* SPDX-License-Identifier: Apache-2.0
 * What is due, until nothing is. */
#include "core/ahead.h"

#include "base/bounds.h"

/* Each deadline comes once; one that would come again and again ends it. */
enum { STEPS_MAX = 1000 };

static bool step(struct room *room, int64_t until_ms, struct buffer *data)
{
    struct due due = {.data = data};
    buffer_clear(data);
    if (!room_due(room, until_ms, &due))
        return false;
    int64_t at_ms = due.at_ms > room_at_ms(room) ? due.at_ms : room_at_ms(room);
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .at_ms = at_ms,
                                                    .room = room_name(room),
                                                    .type = slice_of(due.type),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = slice_of(due.op),
                                                    .text = buffer_slice(data)});
    if (!entry)
        return false;
    bool applied = room_apply(room, entry) == ERR_NONE;
    entry_unref(&entry);
    return applied;
}

void room_ahead(struct room *room, int64_t until_ms)
{
    struct buffer data;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    for (int i = 0; i < STEPS_MAX && step(room, until_ms, &data); i++)
        ;
    buffer_done(&data);
}
