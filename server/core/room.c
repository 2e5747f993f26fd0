/* SPDX-License-Identifier: Apache-2.0
 * The fold: which row an entry belongs to, whether it may happen, and its effect on state. */
#include "core/room.h"

#include "base/check.h"
#include "base/mem.h"
#include "core/rights.h"
#include "core/room_side.h"
#include "core/room_state.h"

struct room *room_new(struct slice name, const struct kinds *kinds)
{
    const struct kind *kind = kinds_of(kinds, name);
    check(kind != NULL);
    size_t count = 0;
    while (kind->features[count])
        count++;
    struct room *room = mem_new(sizeof *room + count * sizeof *room->shares);
    room->name = mem_text(name);
    room->kind = kind;
    room->methods = kinds_methods(kinds, kind);
    for (; room->shares_count < count; room->shares_count++) {
        const struct feature *feature = kind->features[room->shares_count];
        void *state = feature->state_new ? feature->state_new(room) : NULL;
        room->shares[room->shares_count] = (struct share){.feature = feature, .state = state};
    }
    sides_init(&room->sides, kind->features, room);
    rights_init(room);
    return room;
}

void room_free(struct room **room)
{
    if (!*room)
        return;
    for (size_t i = 0; i < (*room)->shares_count; i++) {
        struct share *share = &(*room)->shares[i];
        if (share->feature->state_free)
            share->feature->state_free(share->state);
    }
    sides_done(&(*room)->sides);
    rights_done(*room);
    repeats_free(&(*room)->entries.repeats);
    withdrawn_free(&(*room)->entries.withdrawn);
    withdrawn_free(&(*room)->entries.forgotten);
    mem_free((*room)->entries.voids.list);
    mem_free((*room)->name);
    mem_free(*room);
    *room = NULL;
}

int64_t room_seq(const struct room *room)
{
    return room->seq;
}

int64_t room_at_ms(const struct room *room)
{
    return room->at_ms;
}

struct slice room_name(const struct room *room)
{
    return slice_of(room->name);
}

const struct kind *room_kind(const struct room *room)
{
    return room->kind;
}

bool room_exists(const struct room *room)
{
    const struct share *share = room_state_decider(room, DECIDES_EXISTS);
    return !share || share->feature->exists(share->state);
}

enum phase room_phase(const struct room *room)
{
    return room_state_phase(room);
}

enum role room_role(const struct room *room, struct slice person)
{
    return room_state_role(room, person);
}

struct slice room_staff_name(const struct room *room, struct slice person)
{
    return room_state_staff_name(room, person);
}

bool room_veils_staff(const struct room *room, struct slice person, struct rings rings)
{
    const struct share *share = room_state_decider(room, DECIDES_VEILS);
    bool staff = rings_of_staff(rings) && !rings_let(rings);
    if (!share || staff || !share->feature->veils_staff(share->state))
        return false;
    return room_role(room, person) & ROLE_STAFF;
}

struct rings room_rings(const struct room *room, struct slice person)
{
    return room_state_rings(room, person);
}

bool room_cohort(const struct room *room, int64_t number, struct rings *stamp)
{
    const struct share *share = room_state_decider(room, DECIDES_COHORT);
    return share && share->feature->cohort(share->state, number, stamp);
}

const struct gate *room_gate_next(const struct room *room, size_t *place, const void **state)
{
    while (*place < room->shares_count && !room->shares[*place].feature->knows.gate)
        ++*place;
    if (*place == room->shares_count)
        return NULL;
    const struct share *share = &room->shares[(*place)++];
    *state = share->state;
    return share->feature->knows.gate;
}

const struct row *room_row(const struct room *room, struct slice type)
{
    const struct method *method = room_state_method(room, type);
    return method ? method->row : NULL;
}

int64_t room_thing(const struct room *room, const struct entry *entry)
{
    const struct row *row = room_row(room, entry->type);
    int64_t thing = entry->seq;
    for (size_t i = 0; row && row->hides.several && row->hides.several[i]; i++)
        if (json_get(entry->data, row->hides.several[i]))
            return 0;
    if (row && row->thing)
        (void)json_get_int(entry->data, row->thing, &thing);
    return thing;
}

bool room_expels(const struct room *room, const struct entry *entry, struct expelled *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    *out = (struct expelled){0};
    return row && row->expels && row->expels(share->state, entry, out);
}

bool room_moved(const struct room *room, const struct entry *entry, struct moved *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    out->all = false;
    out->count = 0;
    if (row && row->moved)
        row->moved(share->state, entry, out);
    return out->all || out->count > 0;
}

enum err room_read(const struct room *room, struct slice type, const struct json *data,
                   struct buffer *out)
{
    const struct method *method = room_state_method(room, type);
    if (!method || !method->row)
        return ERR_METHOD_NOT_FOUND;
    const struct row *row = method->row;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    enum err error = sides_read(&room->sides, method->feature, data, &writer);
    if (!error && row->read)
        error = row->read(data, &writer);
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Who reads only, or waits, is told that this is why. */
static enum err refuse_role(unsigned roles, enum role role)
{
    if (!(roles & ROLE_PARTICIPANT) || !(role & (ROLE_GUEST | ROLE_WAITING)))
        return ERR_PERMISSION_DENIED;
    return role == ROLE_GUEST ? ERR_SILENCED : ERR_WAITING;
}

/* Without participants where they may not just now: then that is no reason. */
static unsigned open_roles(const struct row *row, const void *state)
{
    bool shut = row->allows && !row->allows(state, ROLE_PARTICIPANT);
    return shut ? row->roles & ~(unsigned)ROLE_PARTICIPANT : row->roles;
}

/* Role, phase and locks, as the row says. Rows that are ROLE_SYSTEM's alone were written by the
 * server on behalf of the person; the hub lets no client send them. */
static enum err check_rights(const struct method *method, const void *state,
                             const struct scene *scene)
{
    const struct row *row = method->row;
    if (scene->role == ROLE_SYSTEM || row->roles == ROLE_SYSTEM)
        return ERR_NONE;
    if (!(row->roles & (unsigned)scene->role))
        return refuse_role(open_roles(row, state), scene->role);
    if (!(row->phases & (unsigned)scene->phase))
        return ERR_WRONG_PHASE;
    if (room_state_locks(scene->room, method, scene->role, scene->person))
        return ERR_LOCKED;
    return !row->allows || row->allows(state, scene->role) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static struct slice veil_scope(const struct row *row, const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES])
{
    return row->veil.scope ? row->veil.scope(state, entry, out) : (struct slice){NULL, 0};
}

/* What is to be veiled is, and nothing else: a name where there should be none is as wrong as a
 * pseudonym where a person has to answer for what they do. */
static enum err check_veil(const struct row *row, const void *state, const struct entry *entry)
{
    char scope[VEIL_SCOPE_BYTES];
    bool hidden = veil_hides(entry->by);
    if (!row->veil.scope)
        return hidden ? ERR_PERMISSION_DENIED : ERR_NONE;
    bool veiled = veil_scope(row, state, entry, scope).at != NULL;
    return hidden == veiled ? ERR_NONE : ERR_NOT_AVAILABLE;
}

/* Whether the entry, of that method, may happen now, in that scene. */
static enum err check_scene(const struct room *room, const struct method *method,
                            const struct entry *entry, const struct scene *scene)
{
    const struct row *row = method->row;
    const struct share *share = room_state_share(room, method, entry->data);
    if (!share->feature->exists && !room_exists(room))
        return scene->role == ROLE_SYSTEM ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
    enum err error = check_rights(method, share->state, scene);
    error = error ? error : room_side_check(row, scene);
    if (!error)
        error = check_veil(row, share->state, entry);
    if (!error && row->check)
        error = (row->check)(share->state, entry, scene); /* not the macro check() */
    return error;
}

enum err room_check_rights(const struct room *room, const struct entry *entry)
{
    const struct method *method = room_state_method(room, entry->type);
    if (!method || !method->row)
        return ERR_METHOD_NOT_FOUND;
    struct scene scene =
        room_state_scene(room, entry->by, room_state_side(room, method, entry->data));
    if (!room_exists(room))
        return scene.role == ROLE_SYSTEM ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
    const void *state = room_state_share(room, method, entry->data)->state;
    enum err error = check_rights(method, state, &scene);
    error = error ? error : room_side_check(method->row, &scene);
    return error ? error : rights_veiled(method->row, scene.role);
}

void room_set_veil(struct room *room, const struct veil *veil)
{
    room->veil = veil;
}

bool room_veil(const struct room *room, struct slice scope, struct slice person,
               struct veil_name *out)
{
    if (!room->veil || !room->veil->known)
        return false;
    *out = veil_person(room->veil, room_name(room), scope, person);
    return true;
}

bool room_veil_op(const struct room *room, struct slice scope, const struct entry *entry,
                  struct veil_name *out)
{
    if (!room->veil || !room->veil->known)
        return false;
    *out = veil_op(room->veil, room_name(room), scope, entry->by, entry->op);
    return true;
}

struct slice room_veil_scope(const struct room *room, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES])
{
    const struct method *method = room_state_method(room, entry->type);
    if (!method || !method->row)
        return (struct slice){NULL, 0};
    return veil_scope(method->row, room_state_share(room, method, entry->data)->state, entry, out);
}

enum err room_check(const struct room *room, const struct entry *entry)
{
    const struct method *method = room_state_method(room, entry->type);
    enum err kept = keep_void(entry);
    if (kept)
        return kept;
    if (!method || !method->row)
        return ERR_METHOD_NOT_FOUND;
    if (acts_are(method->row, entry))
        return ERR_NONE; /* each of them is checked at its turn */
    struct scene scene =
        room_state_scene(room, entry->by, room_state_side(room, method, entry->data));
    return check_scene(room, method, entry, &scene);
}

static void add_void(struct voids *voids, int64_t seq, enum err error)
{
    if (voids->count == voids->capacity) {
        size_t more = voids->capacity ? voids->capacity * 2 : 16;
        voids->list = mem_resize(voids->list, voids->capacity * sizeof *voids->list,
                                 more * sizeof *voids->list);
        voids->capacity = more;
    }
    voids->list[voids->count++] = (struct void_entry){seq, error};
}

static void words_go(struct room *room, const struct method *method, const struct entry *entry)
{
    const void *state = room_state_share(room, method, entry->data)->state;
    if (!room->entries.withdrawn)
        room->entries.withdrawn = withdrawn_new();
    struct withdrawal words = {.into = room->entries.withdrawn, .at_ms = room->at_ms};
    if (method->row->erases)
        method->row->erases(state, entry, &words);
    words.back = true;
    if (method->row->restores)
        method->row->restores(state, entry, &words);
    if (words.any)
        room->entries.reworded = entry->seq;
}

/* To a share of the room, or of the side room `number`. Side rooms hear what is done in the room;
 * what is done in one is that one's alone, but for those who ask for it. */
static void tell_share(struct share *share, int64_t number, const struct hearing *hearing,
                       const struct entry *entry, const struct scene *scene)
{
    struct scene there = *scene;
    if (scene->side && scene->side != number && (number || !share->feature->beyond.sides))
        return;
    there.side = number ? number : scene->side;
    hearing->apply(share->state, entry, &there);
    share->tally_due = share->tally_due || share->feature->tally;
}

static void tell_hearers(struct room *room, const struct method *method, const struct entry *entry,
                         const struct scene *scene)
{
    struct map_at at = {0};
    for (const struct hearer *by = method->hearers; by->feature; by++)
        tell_share(&room->shares[by->place], 0, by->hearing, entry, scene);
    for (struct side *side; (side = sides_next(&room->sides, &at));)
        for (size_t i = 0; i < room->sides.count; i++) {
            const struct hearing *hearing = room_state_hearing(&side->shares[i], method);
            if (hearing)
                tell_share(&side->shares[i], side->number, hearing, entry, scene);
        }
}

/* The share that an entry changes: of a side room, it is made. */
static struct share *share_to_change(struct room *room, const struct method *method, int64_t side)
{
    struct share *share = &room->shares[method->feature];
    if (!side)
        return share;
    return (struct share *)(uintptr_t)sides_share(&room->sides, sides_get(&room->sides, room, side),
                                                  share->feature);
}

/* What the feature has done whose parts they are may have ended some. */
static void drop_sides(struct room *room, const struct method *method)
{
    if (room->sides.kind && (method->feature == room->sides.owner || method->hearers))
        sides_drop(&room->sides, room->shares[room->sides.owner].state);
}

/* Checks and applies what one person did. */
static enum err apply_one(struct room *room, const struct method *method, const struct entry *entry)
{
    int64_t side = room_state_side(room, method, entry->data);
    struct scene scene = room_state_scene(room, entry->by, side);
    enum err error = check_scene(room, method, entry, &scene);
    if (error)
        return error;
    struct share *share = share_to_change(room, method, side);
    if (method->row->apply)
        method->row->apply(share->state, entry, &scene);
    if (method->row->delivery == DELIVER_TALLY || method->row->delivery == DELIVER_BOTH)
        share->tally_due = true;
    if (method->hearers)
        tell_hearers(room, method, entry, &scene);
    if (method->row->erases || method->row->restores)
        words_go(room, method, entry);
    drop_sides(room, method);
    if (!side)
        rights_move(room, method->row);
    return ERR_NONE;
}

/* The same of a gathered row: once for each op. */
static struct act_result apply_act(struct room *room, const struct method *method,
                                   const struct entry *entry, const struct act *act)
{
    struct act_result result;
    if (!room->entries.repeats)
        room->entries.repeats = repeats_new();
    if (repeats_find(room->entries.repeats, act, &result))
        return result;
    enum err error = apply_one(room, method, entry);
    if (!error)
        repeats_add(room->entries.repeats, act, entry->seq);
    return (struct act_result){.error = error, .seq = error ? 0 : entry->seq};
}

static enum err apply_gathered(struct room *room, const struct method *method,
                               const struct entry *entry, room_act_fn *acted, void *context)
{
    struct acts acts;
    struct act act;
    if (!acts_are(method->row, entry)) {
        act_of(method->row, entry, &act);
        return apply_act(room, method, entry, &act).error;
    }
    acts_start(&acts, method->row, entry);
    while (acts_next(&acts)) {
        struct act_result result = apply_act(room, method, &acts.entry, &acts.act);
        if (acted)
            acted(context, &acts.entry, acts.place, &result);
    }
    acts_done(&acts);
    return ERR_NONE;
}

enum err room_apply_acts(struct room *room, const struct entry *entry, room_act_fn *acted,
                         void *context)
{
    check(entry->seq == room->seq + 1);
    const struct method *method = room_state_method(room, entry->type);
    enum err error = keep_void(entry);
    room->last = method;
    room->seq = entry->seq;
    room->entries.before_ms = room->at_ms;
    if (entry->at_ms > room->at_ms)
        room->at_ms = entry->at_ms;
    room->rights.moved = false;
    if (!error && (!method || !method->row))
        error = ERR_METHOD_NOT_FOUND;
    if (!error)
        error = method->row->gather.acts ? apply_gathered(room, method, entry, acted, context)
                                         : apply_one(room, method, entry);
    if (error)
        add_void(&room->entries.voids, entry->seq, error);
    return error;
}

enum err room_apply(struct room *room, const struct entry *entry)
{
    return room_apply_acts(room, entry, NULL, NULL);
}

bool room_repeats(const struct room *room, const struct act *act, struct act_result *first)
{
    return room->entries.repeats && repeats_find(room->entries.repeats, act, first);
}

enum err room_void(const struct room *room, int64_t seq)
{
    size_t low = 0;
    size_t high = room->entries.voids.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (room->entries.voids.list[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < room->entries.voids.count && room->entries.voids.list[low].seq == seq;
    return found ? room->entries.voids.list[low].error : ERR_NONE;
}

/* The share that keeps presence, or NULL. */
static const struct share *presence_share(const struct room *room)
{
    return room_state_decider(room, DECIDES_PRESENT);
}

bool room_keeps_presence(const struct room *room)
{
    return presence_share(room);
}

bool room_is_present(const struct room *room, struct slice node, struct slice person)
{
    const struct share *share = presence_share(room);
    return share && share->feature->is_present(share->state, node, person);
}

struct slice room_present_name(const struct room *room, struct slice person)
{
    const struct share *share = presence_share(room);
    return share ? share->feature->present_name(share->state, person) : (struct slice){0};
}

int64_t room_present_count(const struct room *room)
{
    const struct share *share = presence_share(room);
    return share && share->feature->present_count ? share->feature->present_count(share->state) : 0;
}

static const struct share *lobby_share(const struct room *room)
{
    return room_state_decider(room, DECIDES_WAITING);
}

bool room_is_waiting(const struct room *room, struct slice node, struct slice person)
{
    const struct share *share = lobby_share(room);
    return share && share->feature->is_waiting(share->state, node, person);
}

void room_waiting_each(const struct room *room, struct slice node,
                       void (*fn)(void *context, struct slice person), void *context)
{
    const struct share *share = lobby_share(room);
    if (share)
        share->feature->waiting_each(share->state, node, fn, context);
}

void room_present_each(const struct room *room, struct slice node,
                       void (*fn)(void *context, struct slice person), void *context)
{
    const struct share *share = presence_share(room);
    if (share)
        share->feature->present_each(share->state, node, fn, context);
}

/* The feature with the next deadline, in the room or a side room, and when that is. */
struct next {
    const struct share *share; /* NULL: there is none */
    int64_t at_ms, side;
};

static void due_sooner(struct next *next, const struct share *share, enum phase phase, int64_t side)
{
    struct due due = {0};
    if (share->feature->due(share->state, phase, &due) && due.at_ms < next->at_ms)
        *next = (struct next){share, due.at_ms, side};
}

static struct next next_due(const struct room *room)
{
    struct next next = {.at_ms = ROOM_NEVER};
    enum phase phase = room_phase(room);
    const uint16_t *place = methods_deciders(room->methods, DECIDES_DUE);
    for (; *place != NO_FEATURE; place++)
        due_sooner(&next, &room->shares[*place], phase, 0);
    struct map_at at = {0};
    const struct side *side;
    while ((side = sides_next(&room->sides, &at)))
        for (size_t i = 0; i < room->sides.count; i++)
            if (side->shares[i].feature->due)
                due_sooner(&next, &side->shares[i], phase, side->number);
    return next;
}

/* Whether secret ballots are to be counted, which is no entry's business. */
static bool counts(const struct room *room)
{
    const struct share *share = room_state_decider(room, DECIDES_BALLOTS);
    struct ballot_box box = {0};
    while (share && !box.counting && share->feature->ballots->box(share->state, box.thing, &box))
        continue;
    return box.counting;
}

int64_t room_due_ms(const struct room *room)
{
    return counts(room) ? 0 : next_due(room).at_ms;
}

bool room_due(const struct room *room, int64_t now_ms, struct due *out)
{
    struct next next = next_due(room);
    if (!next.share || next.at_ms > now_ms)
        return false;
    size_t begin = out->data ? out->data->len : 0;
    bool due = next.share->feature->due(next.share->state, room_phase(room), out);
    if (due && out->data)
        sides_name(next.side, begin, out->data);
    return due;
}
