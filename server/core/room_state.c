/* SPDX-License-Identifier: Apache-2.0
 * Which feature of a room a name belongs to. */
#include "core/room_state.h"

const struct method *room_state_method(const struct room *room, struct slice name)
{
    /* Most of what is asked is asked about the entry just applied. */
    if (room->last && method_is(room->last, name))
        return room->last;
    return methods_find(room->methods, name);
}

int64_t room_state_side(const struct room *room, const struct method *method,
                        const struct json *data)
{
    return sides_number(&room->sides, method->feature, data);
}

const struct share *room_state_share(const struct room *room, const struct method *method,
                                     const struct json *data)
{
    const struct share *share = &room->shares[method->feature];
    int64_t number = room_state_side(room, method, data);
    if (!number)
        return share;
    return sides_share(&room->sides, sides_find(&room->sides, number), share->feature);
}

const struct row *room_state_row(const struct room *room, const struct entry *entry,
                                 const struct share **owner)
{
    const struct method *method = room_state_method(room, entry->type);
    if (!method || !method->row)
        return NULL;
    *owner = room_state_share(room, method, entry->data);
    return method->row;
}

const struct share *room_state_decider(const struct room *room, enum decider what)
{
    uint16_t place = *methods_deciders(room->methods, what);
    return place == NO_FEATURE ? NULL : &room->shares[place];
}

bool room_state_walk(const struct room *room, struct walk *walk)
{
    if (!walk->side && walk->place < room->shares_count) {
        walk->share = (struct share *)(uintptr_t)&room->shares[walk->place++];
        return true;
    }
    if (!walk->side || walk->place == room->sides.count) {
        walk->side = sides_next(&room->sides, &walk->at);
        walk->place = 0;
    }
    if (!walk->side)
        return false;
    walk->number = walk->side->number;
    walk->share = &walk->side->shares[walk->place++];
    return true;
}

/* Only participants are ever locked out, and reading is open unless it has a lock of its own. */
bool room_state_locks(const struct room *room, const struct method *method, enum role role,
                      struct slice person)
{
    const struct row *row = method->row;
    const char *lock = row ? row->lock.name : method->query->lock;
    if (role != ROLE_PARTICIPANT || (row && row->lock.never) || (!row && !lock))
        return false;
    if (!lock)
        lock = room->shares[method->feature].feature->name;
    const struct share *locks = room_state_decider(room, DECIDES_LOCKS);
    return locks ? locks->feature->locks(locks->state, person, lock) : !row;
}

const struct hearing *room_state_hearing(const struct share *share, const struct method *method)
{
    for (const struct hearer *at = method->hearers; at && at->feature; at++)
        if (at->feature == share->feature)
            return at->hearing;
    return NULL;
}

enum phase room_state_phase(const struct room *room)
{
    const struct share *share = room_state_decider(room, DECIDES_PHASE);
    return share ? share->feature->phase(share->state) : PHASE_LIVE;
}

enum role room_state_role(const struct room *room, struct slice person)
{
    if (slice_equal(person, ENTRY_SYSTEM))
        return ROLE_SYSTEM;
    const uint16_t *place = methods_deciders(room->methods, DECIDES_ROLE);
    enum role role = *place == NO_FEATURE ? ROLE_PARTICIPANT : ROLE_NONE;
    for (; *place != NO_FEATURE; place++) {
        const struct share *share = &room->shares[*place];
        role = share->feature->role(share->state, room, person, role);
    }
    return role;
}

struct slice room_state_staff_name(const struct room *room, struct slice person)
{
    struct slice name = {NULL, 0};
    const uint16_t *place = methods_deciders(room->methods, DECIDES_ROLE);
    for (; !name.at && *place != NO_FEATURE; place++) {
        const struct share *share = &room->shares[*place];
        if (share->feature->staff_name)
            name = share->feature->staff_name(share->state, person);
    }
    return name;
}

/* Staff see what everybody sees, and what is theirs. */
static struct rings rings_of_role(enum role role)
{
    if (role & (ROLE_STAFF | ROLE_ACADEMY_STAFF | ROLE_SYSTEM))
        return rings_both(RINGS_INSIDE, RINGS_STAFF);
    if (role == ROLE_WAITING)
        return RINGS_WAITING;
    if (role & ROLE_VISITORS)
        return RINGS_VISITING;
    return role == ROLE_NONE ? (struct rings){0} : RINGS_INSIDE;
}

struct rings room_state_rings(const struct room *room, struct slice person)
{
    struct rings rings = rings_of_role(room_state_role(room, person));
    const uint16_t *place = methods_deciders(room->methods, DECIDES_RINGS);
    for (; rings_inside(rings) && *place != NO_FEATURE; place++) {
        const struct share *share = &room->shares[*place];
        rings = rings_both(rings, share->feature->rings(share->state, person));
    }
    /* Who is of the staff, be it that of one group, knows what they answer for. */
    if (rings.staff)
        rings.since = 0;
    return rings;
}

/* Whoever it was, their rights were checked when it came. */
struct scene room_state_scene(const struct room *room, struct slice person, int64_t side)
{
    enum role role = veil_hides(person) ? ROLE_PARTICIPANT : room_state_role(room, person);
    return (struct scene){.person = person,
                          .role = role,
                          .phase = room_state_phase(room),
                          .room = room,
                          .side = side};
}
