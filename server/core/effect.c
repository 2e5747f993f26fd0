/* SPDX-License-Identifier: Apache-2.0
 * Asking rows what their entries cause elsewhere. */
#include "core/effect.h"

#include "base/bounds.h"
#include "core/room_state.h"

void effect_emit(struct emitter *emitter, const struct effect *effect)
{
    if (emitter->count == BOUND_EFFECTS) {
        emitter->cut = true;
        return;
    }
    emitter->count++;
    emitter->take(emitter->context, effect);
}

void effect_ask(const struct room *room, const struct entry *entry, struct emitter *emitter)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (!row || !row->effects)
        return;
    struct scene scene = {room_role(room, entry->by), room_phase(room), room->kind, room};
    row->effects(share->state, entry, &scene, emitter);
}

bool effect_any(const struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++)
        for (size_t k = 0; k < room->shares[i].feature->rows_count; k++)
            if (room->shares[i].feature->rows[k].effects)
                return true;
    return false;
}
