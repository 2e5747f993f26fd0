/* SPDX-License-Identifier: Apache-2.0
 * The fold: which row an entry belongs to, whether it may happen, and its effect on state. */
#include "core/room.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/rights.h"
#include "core/room_state.h"

static const struct {
    const char *name;
    enum kind kind;
} kinds[] = {
    {"webinar", KIND_WEBINAR},
    {"course", KIND_COURSE},
    {"inbox", KIND_INBOX},
    {"channel", KIND_CHANNEL},
};

/* Plain channels are named as their clients like, but for what would break a line. */
static bool names_channel(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < 0x20 || name.at[i] == 0x7f)
            return false;
    return name.len > 0 && name.len <= ROOM_NAME_BYTES && text_is_utf8(name);
}

enum kind room_kind(struct slice name)
{
    struct slice word = entry_room_kind(name);
    enum kind kind = word.at ? KIND_NONE : KIND_CHANNEL;
    for (size_t i = 0; word.at && i < sizeof kinds / sizeof kinds[0]; i++)
        if (slice_is(word, kinds[i].name))
            kind = kinds[i].kind;
    bool named = kind == KIND_CHANNEL ? names_channel(name) : text_is_id(entry_room_id(name));
    return named ? kind : KIND_NONE;
}

static bool feature_has(const struct feature *feature, struct slice method)
{
    for (size_t i = 0; i < feature->rows_count; i++)
        if (slice_is(method, feature->rows[i].name))
            return true;
    for (size_t i = 0; i < feature->queries_count; i++)
        if (slice_is(method, feature->queries[i].name))
            return true;
    return false;
}

bool room_kind_has(const struct feature *const *features, enum kind kind, struct slice method)
{
    for (; *features; features++)
        if ((kind == KIND_NONE || (*features)->kinds & (unsigned)kind) &&
            feature_has(*features, method))
            return true;
    return false;
}

static size_t count_features(const struct feature *const *features, enum kind kind)
{
    size_t count = 0;
    for (; *features; features++)
        count += ((*features)->kinds & (unsigned)kind) != 0;
    return count;
}

struct room *room_new(struct slice name, const struct feature *const *features)
{
    const enum kind kind = room_kind(name);
    const size_t count = count_features(features, kind);
    struct room *room = mem_new(sizeof *room + count * sizeof *room->shares);
    room->name = mem_text(name);
    room->kind = kind;
    for (; *features; features++) {
        if (!((*features)->kinds & (unsigned)kind))
            continue;
        struct share *share = &room->shares[room->shares_count++];
        share->feature = *features;
        share->state = (*features)->state_new ? (*features)->state_new(room_name(room)) : NULL;
    }
    room->can_phase = room_phase(room);
    room->can = rights_of(room);
    room->can_before = room->can;
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
    mem_free((*room)->voids);
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

bool room_exists(const struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++)
        if (room->shares[i].feature->exists)
            return room->shares[i].feature->exists(room->shares[i].state);
    return true;
}

enum phase room_phase(const struct room *room)
{
    return room_state_phase(room);
}

enum role room_role(const struct room *room, struct slice person)
{
    if (slice_equal(person, ENTRY_SYSTEM))
        return ROLE_SYSTEM;
    for (size_t i = 0; i < room->shares_count; i++)
        if (room->shares[i].feature->role)
            return room->shares[i].feature->role(room->shares[i].state, person);
    return ROLE_PARTICIPANT;
}

enum audience room_audience(enum role role)
{
    return role & ROLE_STAFF ? AUDIENCE_STAFF : AUDIENCE_ALL;
}

const struct row *room_row(const struct room *room, struct slice type)
{
    const struct share *share = NULL;
    return room_state_row(room, type, &share);
}

int64_t room_thing(const struct room *room, const struct entry *entry)
{
    const struct row *row = room_row(room, entry->type);
    int64_t thing = entry->seq;
    if (row && row->thing)
        (void)json_get_int(entry->data, row->thing, &thing);
    return thing;
}

bool room_moves_roles(const struct room *room, const struct entry *entry)
{
    const struct row *row = room_row(room, entry->type);
    return row && row->moves_roles;
}

enum err room_read(const struct room *room, struct slice type, const struct json *data,
                   struct buffer *out)
{
    const struct row *row = room_row(room, type);
    if (!row)
        return ERR_METHOD_NOT_FOUND;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    enum err error = row->read ? row->read(data, &writer) : ERR_NONE;
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static struct scene room_scene(const struct room *room, struct slice person)
{
    return (struct scene){room_role(room, person), room_phase(room), room->kind, room};
}

/* Role and phase, as the row says. Rows that are ROLE_SYSTEM's alone were written by the server on
 * behalf of the person; the hub lets no client send them. */
static enum err check_rights(const struct row *row, const struct scene *scene)
{
    if (scene->role == ROLE_SYSTEM || row->roles == ROLE_SYSTEM)
        return ERR_NONE;
    if (!(row->roles & (unsigned)scene->role))
        return ERR_PERMISSION_DENIED;
    if (!(row->phases & (unsigned)scene->phase))
        return ERR_WRONG_PHASE;
    return ERR_NONE;
}

enum err room_check(const struct room *room, const struct entry *entry)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (!row)
        return ERR_METHOD_NOT_FOUND;
    struct scene scene = room_scene(room, entry->by);
    if (!share->feature->exists && !room_exists(room))
        return scene.role == ROLE_SYSTEM ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
    enum err error = check_rights(row, &scene);
    if (!error && row->check)
        error = (row->check)(share->state, entry, &scene); /* not the macro check() */
    return error;
}

static void add_void(struct room *room, int64_t seq, enum err error)
{
    if (room->voids_count == room->voids_capacity) {
        size_t more = room->voids_capacity ? room->voids_capacity * 2 : 16;
        room->voids = mem_resize(room->voids, room->voids_capacity * sizeof *room->voids,
                                 more * sizeof *room->voids);
        room->voids_capacity = more;
    }
    room->voids[room->voids_count++] = (struct void_entry){seq, error};
}

enum err room_apply(struct room *room, const struct entry *entry)
{
    check(entry->seq == room->seq + 1);
    room->seq = entry->seq;
    if (entry->at_ms > room->at_ms)
        room->at_ms = entry->at_ms;
    room->can_before = room->can;
    enum err error = room_check(room, entry);
    if (error) {
        add_void(room, entry->seq, error);
        return error;
    }
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    struct scene scene = room_scene(room, entry->by);
    if (row->apply)
        row->apply(share->state, entry, &scene);
    if (row->delivery == DELIVER_TALLY)
        room->shares[share - room->shares].tally_due = true;
    if (room_phase(room) != room->can_phase) {
        room->can_phase = room_phase(room);
        room->can = rights_of(room);
    }
    return ERR_NONE;
}

enum err room_void(const struct room *room, int64_t seq)
{
    size_t low = 0;
    size_t high = room->voids_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (room->voids[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < room->voids_count && room->voids[low].seq == seq;
    return found ? room->voids[low].error : ERR_NONE;
}

bool room_has_query(const struct room *room, struct slice name)
{
    const struct share *share = NULL;
    return room_state_query(room, name, &share) != NULL;
}

enum err room_query(const struct room *room, struct slice name, struct slice person,
                    const struct json *data, struct buffer *out)
{
    const struct share *share = NULL;
    const struct query *query = room_state_query(room, name, &share);
    struct scene scene = room_scene(room, person);
    if (!query)
        return ERR_METHOD_NOT_FOUND;
    if (!room_exists(room))
        return scene.role == ROLE_SYSTEM ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
    if (scene.role != ROLE_SYSTEM && !(query->roles & (unsigned)scene.role))
        return ERR_PERMISSION_DENIED;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    enum err error = query->answer(share->state, data, &scene, &writer);
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* The share that keeps presence, or NULL. */
static const struct share *presence_share(const struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++)
        if (room->shares[i].feature->is_present)
            return &room->shares[i];
    return NULL;
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

void room_present_each(const struct room *room, struct slice node,
                       void (*fn)(void *context, struct slice person), void *context)
{
    const struct share *share = presence_share(room);
    if (share)
        share->feature->present_each(share->state, node, fn, context);
}

void room_nodes_each(const struct room *room,
                     void (*fn)(void *context, struct slice node, int64_t joined), void *context)
{
    const struct share *share = presence_share(room);
    if (share)
        share->feature->nodes_each(share->state, fn, context);
}

/* The feature with the next deadline, and when that is; NULL: there is none. */
static const struct share *next_due(const struct room *room, int64_t *at_ms)
{
    const struct share *next = NULL;
    *at_ms = ROOM_NEVER;
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        struct due due = {0};
        if (!share->feature->due || !share->feature->due(share->state, room_phase(room), &due) ||
            due.at_ms >= *at_ms)
            continue;
        *at_ms = due.at_ms;
        next = share;
    }
    return next;
}

int64_t room_due_ms(const struct room *room)
{
    int64_t at_ms;
    next_due(room, &at_ms);
    return at_ms;
}

bool room_due(const struct room *room, int64_t now_ms, struct due *out)
{
    int64_t at_ms;
    const struct share *next = next_due(room, &at_ms);
    return next && at_ms <= now_ms && next->feature->due(next->state, room_phase(room), out);
}
