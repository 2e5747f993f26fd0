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
    const struct method *method = room_state_method(room, entry->type);
    const struct row *row = room_state_row(room, entry, &share);
    if (!row || (!row->effects && !method->hearers))
        return;
    struct scene scene = {.person = entry->by,
                          .role = room_role(room, entry->by),
                          .phase = room_phase(room),
                          .room = room,
                          .side = room_state_side(room, method, entry->data)};
    if (row->effects)
        row->effects(share->state, entry, &scene, emitter);
    for (const struct hearer *by = method->hearers; by && by->feature; by++)
        if (by->feature->echoes)
            by->feature->echoes(room->shares[by->place].state, entry, &scene, emitter);
}

static bool has_effects(const struct feature *feature)
{
    if (feature->echoes)
        return true;
    for (size_t i = 0; i < feature->rows_count; i++)
        if (feature->rows[i].effects)
            return true;
    return false;
}

struct causes effect_causes(const struct kind *kind)
{
    struct causes causes = {0};
    for (size_t i = 0; kind->features[i]; i++) {
        causes.effects = causes.effects || has_effects(kind->features[i]);
        causes.deadlines = causes.deadlines || kind->features[i]->due;
    }
    return causes;
}
