/* SPDX-License-Identifier: Apache-2.0
 * Which feature of a room a name belongs to. */
#include "core/room_state.h"

const struct method *room_state_method(const struct room *room, struct slice name)
{
    /* Most of what is asked is asked about the entry just applied. */
    if (room->last && slice_is(name, room->last->name))
        return room->last;
    return methods_find(room->methods, name);
}

const struct share *room_state_share(const struct room *room, const struct method *method)
{
    return &room->shares[method->feature];
}

const struct row *room_state_row(const struct room *room, struct slice type,
                                 const struct share **owner)
{
    const struct method *method = room_state_method(room, type);
    if (!method || !method->row)
        return NULL;
    *owner = room_state_share(room, method);
    return method->row;
}

const struct share *room_state_decider(const struct room *room, enum decider what)
{
    uint16_t place = *methods_deciders(room->methods, what);
    return place == NO_FEATURE ? NULL : &room->shares[place];
}

/* Only participants are ever locked out, and reading is open unless it has a lock of its own. */
bool room_state_locks(const struct room *room, const struct method *method, enum role role)
{
    const struct row *row = method->row;
    const char *lock = row ? row->lock.name : method->query->lock;
    if (role != ROLE_PARTICIPANT || (row && row->lock.never) || (!row && !lock))
        return false;
    if (!lock)
        lock = room->shares[method->feature].feature->name;
    const struct share *locks = room_state_decider(room, DECIDES_LOCKS);
    return locks ? locks->feature->locks(locks->state, lock) : !row;
}

const struct hearing *room_state_hearing(const struct share *share, struct slice type)
{
    for (size_t i = 0; i < share->feature->hears.count; i++)
        if (slice_is(type, share->feature->hears.list[i].type))
            return &share->feature->hears.list[i];
    return NULL;
}

enum phase room_state_phase(const struct room *room)
{
    const struct share *share = room_state_decider(room, DECIDES_PHASE);
    return share ? share->feature->phase(share->state) : PHASE_LIVE;
}
