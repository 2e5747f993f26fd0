/* SPDX-License-Identifier: Apache-2.0
 * Which feature of a room a name belongs to. */
#include "core/room_state.h"

const struct row *room_state_row(const struct room *room, struct slice type,
                                 const struct share **owner)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct feature *feature = room->shares[i].feature;
        for (size_t k = 0; k < feature->rows_count; k++) {
            if (!slice_is(type, feature->rows[k].name))
                continue;
            *owner = &room->shares[i];
            return &feature->rows[k];
        }
    }
    return NULL;
}

const struct query *room_state_query(const struct room *room, struct slice name,
                                     const struct share **owner)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct feature *feature = room->shares[i].feature;
        for (size_t k = 0; k < feature->queries_count; k++) {
            if (!slice_is(name, feature->queries[k].name))
                continue;
            *owner = &room->shares[i];
            return &feature->queries[k];
        }
    }
    return NULL;
}

enum phase room_state_phase(const struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++)
        if (room->shares[i].feature->phase)
            return room->shares[i].feature->phase(room->shares[i].state);
    return PHASE_LIVE;
}
