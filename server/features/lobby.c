/* SPDX-License-Identifier: Apache-2.0
 * Who is let in, when, and what the door shows. */
#include "features/lobby.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/lobby_view.h"

static const int64_t SEAT_MS = INT64_C(1000) * BOUND_GRACE_SECONDS;

static void *lobby_new(const struct room *room)
{
    struct lobby *lobby = mem_new(sizeof *lobby);
    UNUSED(room);
    lobby_init(lobby);
    return lobby;
}

static void lobby_free_state(void *state)
{
    lobby_done(state);
    mem_free(state);
}

static bool was_inside(const struct room *room, struct slice person)
{
    return room_present_name(room, person).at != NULL;
}

/* A full room is full for everybody who is not inside and has no place kept, but for the staff.
 * Nobody overtakes those who wait for a place; but strangers who wait to be admitted are in
 * nobody's way. Places are counted as they are now, while those of one entry come in. */
static bool is_turned_away(const struct lobby *lobby, const struct room *room, struct slice person,
                           const struct pass *pass)
{
    if (!lobby->capacity || (pass && pass->seat))
        return false;
    if (room_is_present(room, (struct slice){NULL, 0}, person))
        return false;
    int64_t taken = room_present_count(room) + lobby->seats;
    return lobby->hopeful > 0 || taken >= lobby->capacity;
}

static bool is_stranger(const struct room *room, struct slice person, const struct pass *pass)
{
    bool decided = pass && pass->standing != STANDING_NONE;
    return decided ? pass->standing == STANDING_SENT_OUT : !was_inside(room, person);
}

static enum role lobby_role(const void *state, const struct room *room, struct slice person,
                            enum role before)
{
    const struct lobby *lobby = state;
    if (before == ROLE_PARTICIPANT && !lobby->capacity)
        return before;
    if (before != ROLE_WAITING && before != ROLE_PARTICIPANT)
        return before;
    const struct pass *pass = map_find(lobby->passes, person);
    if (before == ROLE_WAITING && is_stranger(room, person, pass))
        return ROLE_WAITING;
    return is_turned_away(lobby, room, person, pass) ? ROLE_WAITING : ROLE_PARTICIPANT;
}

/* What somebody is but for how full it is. */
static enum role role_unbounded(struct lobby *lobby, const struct room *room, struct slice person)
{
    int64_t capacity = lobby->capacity;
    lobby->capacity = 0;
    enum role role = room_role(room, person);
    lobby->capacity = capacity;
    return role;
}

/* Looks again at why somebody waits. */
static void look_again(struct lobby *lobby, const struct room *room, struct slice person)
{
    struct waiting *waiting = map_find(lobby->queue, person);
    if (waiting)
        lobby_turn(lobby, waiting, role_unbounded(lobby, room, person) == ROLE_WAITING);
}

static const struct json *people_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "people"));
}

static bool waits_at(const struct lobby *lobby, struct slice id, struct slice node)
{
    const struct waiting *waiting = map_find(lobby->queue, id);
    return waiting && lobby_is_at(waiting, node);
}

static enum err arrive_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct lobby *lobby = state;
    bool full = false;
    for (const struct json *item = people_of(entry); item; item = json_next(item)) {
        struct slice id = json_key(item);
        if (waits_at(lobby, id, lobby_node(entry)) || room_role(scene->room, id) != ROLE_WAITING)
            continue;
        if (map_find(lobby->queue, id) || !map_full(lobby->queue))
            return ERR_NONE;
        full = true;
    }
    return full ? ERR_LIMIT_EXCEEDED : ERR_ALREADY_EXISTS;
}

/* Who was let in meanwhile does not wait. */
static void arrive_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct slice name;
    lobby_begin(lobby, entry->seq);
    for (const struct json *item = people_of(entry); item; item = json_next(item)) {
        bool fits = map_find(lobby->queue, json_key(item)) || !map_full(lobby->queue);
        if (fits && room_role(scene->room, json_key(item)) == ROLE_WAITING &&
            json_as_text(item, &name)) {
            lobby_add(lobby, entry, json_key(item), name);
            look_again(lobby, scene->room, json_key(item));
        }
    }
}

static enum err leave_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct slice id;
    UNUSED(scene);
    for (const struct json *item = people_of(entry); item; item = json_next(item))
        if (json_as_text(item, &id) && waits_at(state, id, lobby_node(entry)))
            return ERR_NONE;
    return ERR_NOT_FOUND;
}

static void leave_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct slice id;
    UNUSED(scene);
    lobby_begin(lobby, entry->seq);
    for (const struct json *item = people_of(entry); item; item = json_next(item)) {
        struct waiting *waiting = json_as_text(item, &id) ? map_find(lobby->queue, id) : NULL;
        if (waiting && lobby_part(waiting, lobby_node(entry)))
            lobby_drop(lobby, id);
    }
}

/* The first ones who are no strangers, as many as there are places. */
static void seat_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct map_at at = {0};
    UNUSED(scene);
    lobby_begin(lobby, entry->seq);
    lobby_lapse(lobby, entry->at_ms - SEAT_MS);
    while (lobby->hopeful > 0 && lobby_free(lobby) > 0 && map_next(lobby->queue, &at)) {
        if (((const struct waiting *)at.value)->stranger)
            continue;
        lobby_seat(lobby, at.key, entry->at_ms);
        lobby_drop(lobby, at.key);
    }
}

static bool lobby_due(const void *state, enum phase phase, struct due *out)
{
    const struct lobby *lobby = state;
    UNUSED(phase);
    int64_t oldest_ms = lobby_oldest_seat(lobby);
    if (lobby->hopeful == 0 || (lobby_free(lobby) <= 0 && oldest_ms == INT64_MAX))
        return false;
    out->at_ms = lobby_free(lobby) > 0 ? 0 : oldest_ms + SEAT_MS;
    out->type = "lobby.seat";
    snprintf(out->op, sizeof out->op, "seat:%" PRId64, lobby->moved_seq);
    if (out->data)
        buffer_add(out->data, SLICE("{}"));
    return true;
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

/* One person, or all of them. */
static enum err admit_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "whom"))
        return common_has(data, "all") ? ERR_BAD_REQUEST : common_read_id(data, "whom", out);
    enum err error = common_read_bool(data, "all", out);
    return !error && !common_get_bool(data, "all") ? ERR_BAD_REQUEST : error;
}

static enum err whom_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct lobby *lobby = state;
    UNUSED(scene);
    bool there = whom_of(entry).at ? map_find(lobby->queue, whom_of(entry)) != NULL
                                   : map_count(lobby->queue) > 0;
    return there ? ERR_NONE : ERR_NOT_WAITING;
}

/* Those who wait for a place come in by themselves. */
static enum err admit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct lobby *lobby = state;
    enum err error = whom_check(state, entry, scene);
    bool strangers = lobby->hopeful < (int64_t)map_count(lobby->queue);
    return !error && !whom_of(entry).at && !strangers ? ERR_ROOM_FULL : error;
}

/* A place is theirs even where there is none: staff said so. */
static void admit_one(struct lobby *lobby, struct slice id, int64_t at_ms)
{
    lobby_decide(lobby, id, STANDING_ADMITTED);
    lobby_seat(lobby, id, at_ms);
    lobby_drop(lobby, id);
}

/* In their order: who finds no place is a stranger no more, and waits for one. */
static void admit_all(struct lobby *lobby, int64_t at_ms)
{
    struct map_at at = {0};
    while (map_next(lobby->queue, &at)) {
        struct waiting *waiting = at.value;
        if (lobby_free(lobby) > 0) {
            admit_one(lobby, at.key, at_ms);
            continue;
        }
        lobby_decide(lobby, at.key, STANDING_ADMITTED);
        lobby_turn(lobby, waiting, false);
    }
}

static void admit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    UNUSED(scene);
    lobby_begin(lobby, entry->seq);
    if (whom_of(entry).at)
        admit_one(lobby, whom_of(entry), entry->at_ms);
    else
        admit_all(lobby, entry->at_ms);
}

static enum err refuse_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_SANCTION_CHARS, out);
}

static void refuse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    lobby_begin(state, entry->seq);
    lobby_drop(state, whom_of(entry));
}

static bool refuse_expels(const void *state, const struct entry *entry, struct expelled *out)
{
    UNUSED(state);
    *out = (struct expelled){whom_of(entry), LOBBY_REFUSED, common_get_text(entry->data, "why")};
    return true;
}

static enum err tell_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    if (common_has(data, "whom"))
        error = common_read_id(data, "whom", out);
    return error ? error : common_read_text(data, "text", BOUND_SANCTION_CHARS, out);
}

static enum err tell_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return whom_of(entry).at ? whom_check(state, entry, scene) : ERR_NONE;
}

static void tell_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct waiting *waiting = map_find(lobby->queue, whom_of(entry));
    char **told = whom_of(entry).at && waiting ? &waiting->told : &lobby->told;
    UNUSED(scene);
    lobby_begin(lobby, entry->seq);
    common_wipe(told);
    *told = mem_text(common_get_text(entry->data, "text"));
    if (told != &lobby->told) {
        waiting->told_seq = entry->seq;
        return;
    }
    lobby->told_ms = entry->at_ms;
    lobby->told_seq = entry->seq;
}

static enum err capacity_read(const struct json *data, struct writer *out)
{
    return common_read_int(data, "capacity", 0, BOUND_MEMBERS, out);
}

static void capacity_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    lobby_begin(lobby, entry->seq);
    lobby->capacity = common_get_int(entry->data, "capacity");
    lobby->inside = room_present_count(scene->room);
}

/* Of an object their names are the keys, of an array the items. */
static size_t people_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    size_t count = 0;
    UNUSED(state);
    for (const struct json *item = people_of(entry); item && count < TOUCH_MAX;
         item = json_next(item)) {
        out[count] = json_key(item);
        if (out[count].len > 0 || json_as_text(item, &out[count]))
            count++;
    }
    return count;
}

static size_t whom_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return whom_of(entry).at ? 1 : 0;
}

static void people_moved(const void *state, const struct entry *entry, struct moved *out)
{
    struct slice people[TOUCH_MAX];
    size_t count = people_touches(state, entry, people);
    out->all = count > MOVED_MAX;
    for (size_t i = 0; !out->all && i < count; i++)
        out->people[out->count++] = people[i];
}

static void all_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->all = !whom_of(entry).at;
    if (!out->all)
        out->people[out->count++] = whom_of(entry);
}

static void count_inside(struct lobby *lobby, const struct scene *scene)
{
    lobby->inside = room_present_count(scene->room);
}

/* A place is taken; or was kept, and is. */
static void join_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    for (const struct json *item = people_of(entry); item && lobby->seats > 0;
         item = json_next(item))
        lobby_unseat(lobby, json_key(item));
    if (!lobby->capacity)
        return;
    lobby->moved_seq = entry->seq;
    count_inside(lobby, scene);
}

static void leave_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    if (!lobby->capacity)
        return;
    lobby->moved_seq = entry->seq;
    count_inside(lobby, scene);
}

static void gone_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct map_at at = {0};
    lobby_begin(lobby, entry->seq);
    while (map_next(lobby->queue, &at))
        if (lobby_is_at(at.value, lobby_node(entry)) && lobby_part(at.value, lobby_node(entry)))
            lobby_drop(lobby, at.key);
    count_inside(lobby, scene);
}

/* Who is sent away waits no more, and is a stranger again. */
static void sent_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    UNUSED(scene);
    lobby_begin(lobby, entry->seq);
    lobby_drop(lobby, whom_of(entry));
    lobby_decide(lobby, whom_of(entry), STANDING_SENT_OUT);
}

/* Somebody's role is another: a stranger who becomes a member waits for a place alone. */
static void set_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    lobby_begin(state, entry->seq);
    if (room_role(scene->room, whom_of(entry)) == ROLE_WAITING)
        look_again(state, scene->room, whom_of(entry));
}

/* Who is let in by it, or may not come in any more, waits no longer; where places are counted they
 * have them in their order. */
static void policy_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lobby *lobby = state;
    struct map_at at = {0};
    lobby_begin(lobby, entry->seq);
    while (map_next(lobby->queue, &at)) {
        enum role role = role_unbounded(lobby, scene->room, at.key);
        if (role == ROLE_NONE || (role != ROLE_WAITING && !lobby->capacity))
            lobby_drop(lobby, at.key);
        else
            lobby_turn(lobby, at.value, role == ROLE_WAITING);
    }
}

static bool lobby_is_waiting(const void *state, struct slice node, struct slice person)
{
    return waits_at(state, person, node);
}

static void lobby_waiting_each(const void *state, struct slice node,
                               void (*fn)(void *context, struct slice person), void *context)
{
    struct map_at at = {0};
    while (map_next(((const struct lobby *)state)->queue, &at))
        if (lobby_is_at(at.value, node))
            fn(context, at.key);
}

/* Each instance once, with the last ticket given there. */
static void lobby_nodes_each(const void *state, room_node_fn *fn, void *context)
{
    struct map *nodes = map_new(BOUND_LOBBY);
    struct map_at at = {0};
    while (map_next(((const struct lobby *)state)->queue, &at))
        for (size_t i = 0; i < LOBBY_NODES; i++) {
            struct waiting *waiting = at.value;
            if (waiting->nodes[i] &&
                (map_find(nodes, slice_of(waiting->nodes[i])) || !map_full(nodes)))
                map_put(nodes, slice_of(waiting->nodes[i]), waiting);
        }
    at = (struct map_at){0};
    while (map_next(nodes, &at))
        fn(context,
           &(struct room_node){.name = at.key, .joined = ((const struct waiting *)at.value)->seq});
    map_free(&nodes, NULL);
}

static void wipe_told(char **told)
{
    common_wipe(told);
    *told = mem_text(SLICE(""));
}

static bool lobby_forget(void *state, int64_t seq)
{
    struct lobby *lobby = state;
    struct map_at at = {0};
    bool found = lobby->told && lobby->told_seq == seq;
    if (found)
        wipe_told(&lobby->told);
    while (!found && map_next(lobby->queue, &at)) {
        struct waiting *waiting = at.value;
        found = waiting->told && waiting->told_seq == seq;
        if (found)
            wipe_told(&waiting->told);
    }
    return found;
}

/* A message must be there again when it is read erased. */
static void tell_keep(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    UNUSED(entry);
    writer_text(out, "text", SLICE(""));
}

#define OF_THE_SERVER .roles = ROLE_SYSTEM, .phases = PHASE_ANY, .patch = lobby_line_patch
#define OF_STAFF      .roles = ROLE_ORGANISERS, .phases = PHASE_ANY

static const struct row rows[] = {
    {.name = "lobby.arrive",
     .keep = {keep_all},
     OF_THE_SERVER,
     .check = arrive_check,
     .apply = arrive_apply,
     .touches = people_touches,
     .patch_me = lobby_patch_me,
     .moved = people_moved},
    {.name = "lobby.leave",
     .keep = {keep_all},
     OF_THE_SERVER,
     .check = leave_check,
     .apply = leave_apply,
     .touches = people_touches,
     .patch_me = lobby_patch_me},
    {.name = "lobby.seat",
     .keep = {keep_nothing},
     OF_THE_SERVER,
     .apply = seat_apply,
     .moved = all_moved},
    {.name = "lobby.admit",
     .keep = {keep_all},
     OF_STAFF,
     .read = admit_read,
     .check = admit_check,
     .apply = admit_apply,
     .patch = lobby_line_patch,
     .touches = whom_touches,
     .patch_me = lobby_patch_me,
     .moved = all_moved},
    {.name = "lobby.refuse",
     .keep = {KEEP_MEMBERS("whom")},
     OF_STAFF,
     .read = refuse_read,
     .check = whom_check,
     .apply = refuse_apply,
     .patch = lobby_line_patch,
     .touches = whom_touches,
     .patch_me = lobby_patch_me,
     .expels = refuse_expels},
    {.name = "lobby.tell",
     .keep = {KEEP_MEMBERS("whom"), tell_keep},
     OF_STAFF,
     .read = tell_read,
     .check = tell_check,
     .apply = tell_apply,
     .patch = lobby_tell_patch,
     .touches = whom_touches,
     .patch_me = lobby_patch_me},
    {.name = "lobby.capacity",
     .keep = {keep_all},
     .roles = ROLE_HOST,
     .phases = PHASE_ANY,
     .read = capacity_read,
     .apply = capacity_apply,
     .patch = lobby_capacity_patch,
     .moved = all_moved},
};

static const struct query queries[] = {
    {.name = "lobby.list", .roles = ROLE_STAFF, .answer = lobby_list},
    {.name = "lobby.place", .roles = ROLE_WAITING, .answer = lobby_place},
};

static const struct hearing hears[] = {
    {"presence.join", join_heard, NULL, NULL},
    {"presence.leave", leave_heard, NULL, NULL},
    {"presence.gone", gone_heard, lobby_sent_patch, NULL},
    {"member.policy", policy_heard, lobby_sent_patch, NULL},
    {"member.set", set_heard, lobby_sent_patch, NULL},
    {"member.admit", set_heard, lobby_sent_patch, NULL},
    {"member.rest", set_heard, lobby_sent_patch, NULL},
    {"member.remove", sent_heard, lobby_sent_patch, lobby_sent_patch_me},
    {"member.ban", sent_heard, lobby_sent_patch, lobby_sent_patch_me},
};

const struct feature lobby_feature = {
    .name = "lobby",
    .beyond.outside = true,
    .forget = lobby_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = lobby_new,
    .state_free = lobby_free_state,
    .view = lobby_view,
    .me = lobby_me,
    .role = lobby_role,
    .due = lobby_due,
    .is_waiting = lobby_is_waiting,
    .waiting_each = lobby_waiting_each,
    .nodes_each = lobby_nodes_each,
};
