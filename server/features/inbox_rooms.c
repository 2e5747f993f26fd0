/* SPDX-License-Identifier: Apache-2.0
 * Rooms and invitations of one person. */
#include "features/inbox_rooms.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"

struct membership {
    enum role role; /* ROLE_NONE: they had one, and it is not shown */
    int64_t at_ms;
    int64_t cause;   /* the entry of the room that said so */
    struct {         /* of a visitor */
        char *title; /* owned; JSON: how the room is called; NULL: not said, or erased */
        int64_t until_ms, seq;
        bool was; /* ever, here */
    } visit;
};

struct invitation {
    int64_t seq, at_ms, start_ms;
    char *title; /* owned; JSON */
    struct common_author by;
};

struct inbox_rooms {
    struct map *rooms;       /* name -> struct membership, owned */
    struct map *invitations; /* the same -> struct invitation, owned */
    char *gone;              /* owned; what left by the last entry as the oldest; NULL: none */
    int64_t taken;
};

struct inbox_rooms *inbox_rooms_new(void)
{
    return mem_new(sizeof(struct inbox_rooms));
}

const struct inbox_rooms *inbox_rooms_none(void)
{
    static const struct inbox_rooms none = {0};
    return &none;
}

static void membership_free(void *value)
{
    struct membership *membership = value;
    if (!membership)
        return;
    common_wipe(&membership->visit.title);
    mem_free(membership);
}

static void invitation_free(void *value)
{
    struct invitation *invitation = value;
    if (!invitation)
        return;
    common_wipe(&invitation->title);
    common_author_done(&invitation->by);
    mem_free(invitation);
}

void inbox_rooms_free(struct inbox_rooms *rooms)
{
    map_free(&rooms->rooms, membership_free);
    map_free(&rooms->invitations, invitation_free);
    mem_free(rooms->gone);
    mem_free(rooms);
}

int64_t inbox_rooms_taken(const struct inbox_rooms *rooms)
{
    return rooms->taken;
}

/* Most inboxes have neither: the maps are made with the first. */
static void *find(const struct map *map, struct slice of)
{
    return map ? map_find(map, of) : NULL;
}

/* Whoever is a visitor there is more nowhere else. */
static const char *const inbox_roles[] = {"none", "participant", "presenter", "moderator",
                                          "host", "visitor",     NULL};

enum err inbox_room_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_of(data, out);
    if (!error)
        error = common_read_choice(data, "role", inbox_roles, out);
    if (!error)
        error = common_read_optional_seq(data, "cause", out);
    if (!error && common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

/* Takes the oldest when there are too many; what it was stands in `gone`. */
static void *make_room(struct inbox_rooms *rooms, struct map *map)
{
    struct map_at at = {0};
    mem_free(rooms->gone);
    rooms->gone = NULL;
    if (!map_full(map) || !map_next(map, &at))
        return NULL;
    rooms->gone = mem_text(at.key);
    return map_take(map, at.key);
}

/* What was said first may come last: the later word of the room holds. */
bool inbox_room_apply(struct inbox_rooms *rooms, const struct entry *entry)
{
    struct slice of = common_get_text(entry->data, "of");
    int64_t cause = common_get_int(entry->data, "cause");
    if (!rooms->rooms)
        rooms->rooms = map_new(BOUND_INBOX_ROOMS);
    struct membership *membership = map_find(rooms->rooms, of);
    mem_free(rooms->gone);
    rooms->gone = NULL;
    if (membership && cause < membership->cause)
        return false;
    if (!membership) {
        membership_free(make_room(rooms, rooms->rooms));
        membership = mem_new(sizeof *membership);
        map_put(rooms->rooms, of, membership);
    }
    bool visits = slice_is(common_get_text(entry->data, "role"), "visitor");
    enum role role = visits ? ROLE_VISITOR : common_get_role(entry->data, "role");
    bool comes = membership->role == ROLE_NONE && role != ROLE_NONE;
    if (membership->role == ROLE_NONE)
        membership->at_ms = entry->at_ms;
    membership->role = role;
    membership->cause = cause;
    common_wipe(&membership->visit.title);
    if (common_has(entry->data, "title"))
        membership->visit.title = common_copy_json(entry->data, "title");
    membership->visit.until_ms = common_get_int(entry->data, "until");
    membership->visit.seq = entry->seq;
    membership->visit.was = membership->visit.was || visits;
    return comes;
}

static void visit_write(const struct membership *membership, bool patch, struct writer *out)
{
    if (membership->visit.title && patch)
        common_write_title(membership->visit.title, out);
    else if (membership->visit.title)
        writer_raw(out, "title", slice_of(membership->visit.title));
    else if (patch)
        writer_null(out, "title");
    if (membership->visit.until_ms)
        writer_int(out, "until", membership->visit.until_ms);
    else if (patch)
        writer_null(out, "until");
}

static void membership_write(struct slice of, const struct membership *membership, bool patch,
                             struct writer *out)
{
    writer_object_slice(out, of);
    writer_text(out, "role", common_role_name(membership->role));
    writer_int(out, "at", membership->at_ms);
    visit_write(membership, patch && membership->visit.was, out);
    writer_end(out);
}

void inbox_room_patch(const struct inbox_rooms *rooms, const struct entry *entry,
                      struct writer *out)
{
    struct slice of = common_get_text(entry->data, "of");
    const struct membership *membership = find(rooms->rooms, of);
    writer_object(out, "rooms");
    if (rooms->gone)
        writer_null(out, rooms->gone);
    if (membership->role != ROLE_NONE)
        membership_write(of, membership, true, out);
    else
        writer_null_slice(out, of);
    writer_end(out);
}

enum err inbox_invite_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_of(data, out);
    if (!error)
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_optional_int(data, "start", 1, INT64_MAX, out);
    if (!error)
        error = common_read_id(data, "by", out);
    return error ? error : common_read_optional_name(data, "name", out);
}

enum err inbox_uninvite_read(const struct json *data, struct writer *out)
{
    return common_read_of(data, out);
}

void inbox_invite_apply(struct inbox_rooms *rooms, const struct entry *entry)
{
    const struct json *data = entry->data;
    struct slice of = common_get_text(data, "of");
    if (!rooms->invitations)
        rooms->invitations = map_new(BOUND_INBOX_INVITATIONS);
    struct invitation *before = map_take(rooms->invitations, of);
    struct invitation *oldest = make_room(rooms, rooms->invitations);
    const struct invitation *left = before ? before : oldest;
    rooms->taken = left ? left->seq : 0;
    invitation_free(before);
    invitation_free(oldest);
    struct invitation *invitation = mem_new(sizeof *invitation);
    invitation->seq = entry->seq;
    invitation->at_ms = entry->at_ms;
    invitation->start_ms = common_get_int(data, "start");
    invitation->title =
        common_has(data, "title") ? common_copy_json(data, "title") : mem_text(SLICE("{}"));
    common_author_set(&invitation->by, common_get_text(data, "by"), common_get_text(data, "name"));
    map_put(rooms->invitations, of, invitation);
}

void inbox_uninvite_apply(struct inbox_rooms *rooms, const struct entry *entry)
{
    struct slice of = common_get_text(entry->data, "of");
    struct invitation *invitation = rooms->invitations ? map_take(rooms->invitations, of) : NULL;
    mem_free(rooms->gone);
    rooms->gone = invitation ? mem_text(of) : NULL;
    rooms->taken = invitation ? invitation->seq : 0;
    invitation_free(invitation);
}

/* For a patch: what an earlier invitation to the same room may have said is null. */
static void invitation_write(struct slice of, const struct invitation *invitation, bool patch,
                             struct writer *out)
{
    writer_object_slice(out, of);
    if (patch)
        common_write_title(invitation->title, out);
    else
        writer_raw(out, "title", slice_of(invitation->title));
    if (invitation->start_ms)
        writer_int(out, "start", invitation->start_ms);
    else if (patch)
        writer_null(out, "start");
    writer_text(out, "by", slice_of(invitation->by.id));
    if (invitation->by.name[0])
        writer_text(out, "name", slice_of(invitation->by.name));
    else if (patch)
        writer_null(out, "name");
    writer_int(out, "at", invitation->at_ms);
    writer_end(out);
}

void inbox_invite_patch(const struct inbox_rooms *rooms, const struct entry *entry,
                        struct writer *out)
{
    struct slice of = common_get_text(entry->data, "of");
    const struct invitation *invitation = find(rooms->invitations, of);
    writer_object_lazy(out, "invitations");
    if (rooms->gone)
        writer_null(out, rooms->gone);
    if (invitation)
        invitation_write(of, invitation, true, out);
    writer_end(out);
}

static void rooms_write(const struct map *map, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "rooms");
    while (map_next(map, &at))
        if (((const struct membership *)at.value)->role != ROLE_NONE)
            membership_write(at.key, at.value, false, out);
    writer_end(out);
}

static void invitations_write(const struct map *map, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "invitations");
    while (map_next(map, &at))
        invitation_write(at.key, at.value, false, out);
    writer_end(out);
}

void inbox_rooms_write(const struct inbox_rooms *rooms, struct writer *out)
{
    if (rooms->rooms)
        rooms_write(rooms->rooms, out);
    if (rooms->invitations)
        invitations_write(rooms->invitations, out);
}

void inbox_rooms_each(const struct inbox_rooms *rooms, void (*fn)(void *context, struct slice of),
                      void *context)
{
    struct map_at at = {0};
    while (rooms->rooms && map_next(rooms->rooms, &at))
        if (((const struct membership *)at.value)->role != ROLE_NONE)
            fn(context, at.key);
}

bool inbox_invitations_next(const struct inbox_rooms *rooms, struct map_at *at,
                            struct inbox_invitation *out)
{
    if (!rooms->invitations || !map_next(rooms->invitations, at))
        return false;
    const struct invitation *one = at->value;
    *out = (struct inbox_invitation){.of = at->key,
                                     .by = slice_of(one->by.id),
                                     .name = slice_of(one->by.name),
                                     .title = slice_of(one->title),
                                     .seq = one->seq,
                                     .at_ms = one->at_ms,
                                     .start_ms = one->start_ms};
    return true;
}

bool inbox_rooms_forget_name(struct inbox_rooms *rooms, struct slice person)
{
    struct map_at at = {0};
    bool shows = false;
    while (rooms->invitations && map_next(rooms->invitations, &at)) {
        struct invitation *invitation = at.value;
        if (common_author_is(&invitation->by, person))
            shows = common_author_forget(&invitation->by) || shows;
    }
    return shows;
}

bool inbox_rooms_forget(struct inbox_rooms *rooms, int64_t seq)
{
    struct map_at at = {0};
    while (rooms->rooms && map_next(rooms->rooms, &at)) {
        struct membership *membership = at.value;
        if (membership->visit.seq != seq || !membership->visit.title)
            continue;
        common_wipe(&membership->visit.title);
        return true;
    }
    at = (struct map_at){0};
    while (rooms->invitations && map_next(rooms->invitations, &at)) {
        struct invitation *invitation = at.value;
        if (invitation->seq != seq)
            continue;
        common_wipe(&invitation->title);
        invitation->title = mem_text(SLICE("{}"));
        common_author_forget(&invitation->by);
        return true;
    }
    return false;
}
