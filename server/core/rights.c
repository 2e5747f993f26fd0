/* SPDX-License-Identifier: Apache-2.0
 * Rights as bits, and as the object that clients read. */
#include "core/rights.h"

#include <string.h>

#include "base/mem.h"

struct named {
    enum role role;
    const char *name;
};

/* Rising in rights. */
static const struct named room_roles[ROOM_ROLES] = {
    {ROLE_WAITING, "waiting"},         {ROLE_VISITOR, "visitor"},
    {ROLE_CONTRIBUTOR, "contributor"}, {ROLE_GUEST, "guest"},
    {ROLE_PARTICIPANT, "participant"}, {ROLE_PRESENTER, "presenter"},
    {ROLE_MODERATOR, "moderator"},     {ROLE_HOST, "host"},
};
/* Fewer: the rest is no role. */
static const struct named academy_roles[ROOM_ROLES] = {
    {ROLE_ACADEMY_MEMBER, "member"},
    {ROLE_ACADEMY_MANAGER, "manager"},
    {ROLE_ACADEMY_COORDINATOR, "coordinator"},
    {ROLE_ACADEMY_ORGANISER, "organiser"},
};

static const struct named *roles_of(const struct room *room)
{
    return room->kind->academy ? academy_roles : room_roles;
}

enum { WORD = 64 };

/* Whether the role of that place in the table may use the method just now. */
static bool may(const struct room *room, const struct method *method, unsigned role)
{
    const struct row *row = method->row;
    enum role bit = roles_of(room)[role].role;
    if (!bit || room_state_locks(room, method, bit, (struct slice){NULL, 0}))
        return false;
    if (!row)
        return method->query->roles & (unsigned)bit;
    return row->roles & (unsigned)bit && row->phases & (unsigned)room_state_phase(room) &&
           (!row->allows || row->allows(room->shares[method->feature].state, bit));
}

static void make(struct room *room)
{
    struct rights *rights = &room->rights;
    rights->phase = room_state_phase(room);
    memset(rights->now, 0, ROOM_ROLES * rights->words * sizeof *rights->now);
    for (size_t m = 0; m < methods_count(room->methods); m++)
        for (unsigned r = 0; r < ROOM_ROLES; r++)
            if (may(room, methods_at(room->methods, m), r))
                rights->now[r * rights->words + m / WORD] |= UINT64_C(1) << m % WORD;
}

static uint64_t *bits_new(const struct rights *rights)
{
    return mem_new(ROOM_ROLES * rights->words * sizeof *rights->now);
}

void rights_init(struct room *room)
{
    struct rights *rights = &room->rights;
    rights->words = methods_count(room->methods) / WORD + 1;
    rights->now = bits_new(rights);
    make(room);
}

void rights_done(struct room *room)
{
    mem_free(room->rights.now);
    mem_free(room->rights.before);
}

void rights_move(struct room *room, const struct row *row)
{
    struct rights *rights = &room->rights;
    rights->moved = row->lock.moves || room_state_phase(room) != rights->phase;
    if (!rights->moved)
        return;
    uint64_t *before = rights->now;
    rights->now = rights->before ? rights->before : bits_new(rights);
    rights->before = before;
    make(room);
}

/* Whether the role has the right of that place; nobody has where there are no rights. */
static bool has(const struct room *room, const uint64_t *rights, unsigned role, size_t place)
{
    return rights && rights[role * room->rights.words + place / WORD] >> place % WORD & 1;
}

static void write_role(const struct room *room, unsigned role, const uint64_t *before,
                       struct writer *out)
{
    for (size_t m = 0; m < methods_count(room->methods); m++) {
        bool now = has(room, room->rights.now, role, m), then = has(room, before, role, m);
        if (now && !then)
            writer_bool(out, methods_at(room->methods, m)->name, true);
        else if (then && !now)
            writer_null(out, methods_at(room->methods, m)->name);
    }
}

/* Each is told of the roles that may be theirs, and staff of all. */
static bool sees(struct rings rings, enum role role)
{
    if (!role)
        return false;
    if (rings_of_staff(rings))
        return true;
    if (rings_visiting(rings))
        return role & ROLE_VISITORS;
    unsigned seen =
        rings_inside(rings) ? ROLE_GUEST | ROLE_PARTICIPANT | ROLE_ACADEMY_MEMBER : ROLE_WAITING;
    return seen & (unsigned)role;
}

static void write_rights(const struct room *room, struct rings rings, const uint64_t *before,
                         struct writer *out)
{
    writer_object_lazy(out, "can");
    for (unsigned r = 0; r < ROOM_ROLES; r++) {
        if (!sees(rings, roles_of(room)[r].role))
            continue;
        writer_object_lazy(out, roles_of(room)[r].name);
        write_role(room, r, before, out);
        writer_end(out);
    }
    writer_end(out);
}

void rights_write(const struct room *room, struct rings rings, struct writer *out)
{
    write_rights(room, rings, NULL, out);
}

void rights_write_moved(const struct room *room, struct rings rings, struct writer *out)
{
    if (room->rights.moved)
        write_rights(room, rings, room->rights.before, out);
}

void rights_write_role(const struct room *room, enum role role, struct writer *out)
{
    const struct named *roles = roles_of(room);
    for (unsigned r = ROOM_ROLES; r-- > 0;)
        if (roles[r].role & role) {
            writer_text(out, "role", slice_of(roles[r].name));
            break;
        }
    if (!room->kind->academy)
        return;
    writer_array(out, "roles");
    for (unsigned r = 0; r < ROOM_ROLES; r++)
        if (roles[r].role & role)
            writer_text(out, NULL, slice_of(roles[r].name));
    writer_end(out);
}

/* Behind a pseudonym nobody could tell which areas are a visitor's: they are answered as of what is
 * not there. */
enum err rights_veiled(const struct row *row, enum role role)
{
    if (role & ROLE_VISITORS)
        return ERR_NOT_FOUND;
    return row->veil.named & (unsigned)role ? ERR_NOT_AVAILABLE : ERR_NONE;
}
