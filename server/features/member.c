/* SPDX-License-Identifier: Apache-2.0
 * Members, their roles, and the policy for everybody else. */
#include "features/member.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/member_told.h"

/* Every view carries the staff: this many keep it small. */
enum { STAFF_MAX = 500 };

struct membership {
    enum role role;
    char *name;        /* owned */
    int64_t named_seq; /* the entry that gave it */
    int64_t cause;     /* the last entry of the catalogue that gave the role; 0: none did */
    bool academy;      /* the last who gave the role was the catalogue */
};

/* Whether the role of host rests of somebody: they lack the credential that is asked for. */
struct resting {
    bool rests;
    int64_t cause; /* the last entry of the academy that said so */
};

enum policy { POLICY_MEMBERS, POLICY_OPEN, POLICY_ASK, POLICY_CLOSED };

struct member {
    struct map *people;  /* id -> struct membership, owned */
    struct map *resting; /* id -> struct resting, owned; of people who need not be members yet */
    struct map *sent;    /* ids of people who were sent out, and not inside since */
    struct map *banned;  /* ids of people who are, as features/sanction.h has it */
    struct map *staff;   /* those of them who are staff, borrowed, in the order of appointment */
    size_t hosts;        /* how many of them are hosts, and do not rest */
    enum policy policy;  /* what strangers are */
    char *taken_by, *taken_name; /* owned; who took the room over last; NULL: nobody did */
    int64_t taken_seq, taken_ms; /* the entry that said so */
    bool listed;                 /* in the academy's catalogue, which knows its members */
    bool left_staff;             /* the last member.set took somebody out of the staff */
};

static const char *const policies[] = {"members", "open", "ask", "closed", NULL};

static void *member_new(const struct room *room)
{
    struct member *member = mem_new(sizeof *member);
    UNUSED(room);
    member->people = map_new(BOUND_MEMBERS);
    member->resting = map_new(BOUND_MEMBERS);
    member->sent = map_new(BOUND_MEMBERS);
    member->banned = map_new(BOUND_MEMBERS);
    member->staff = map_new(STAFF_MAX);
    return member;
}

static void membership_free(void *value)
{
    struct membership *membership = value;
    common_wipe(&membership->name);
    mem_free(membership);
}

static void member_free(void *state)
{
    struct member *member = state;
    common_wipe(&member->taken_by);
    common_wipe(&member->taken_name);
    map_free(&member->staff, NULL);
    map_free(&member->banned, NULL);
    map_free(&member->sent, NULL);
    map_free(&member->resting, mem_free);
    map_free(&member->people, membership_free);
    mem_free(member);
}

static bool is_resting(const struct member *member, struct slice id)
{
    const struct resting *resting = map_find(member->resting, id);
    return resting && resting->rests;
}

/* Whether somebody is a host who does not rest. */
static bool is_host(const struct member *member, struct slice id)
{
    const struct membership *membership = map_find(member->people, id);
    return membership && membership->role == ROLE_HOST && !is_resting(member, id);
}

static enum role role_as(const struct member *member, struct slice id,
                         const struct membership *membership)
{
    static const enum role strangers[] = {ROLE_NONE, ROLE_PARTICIPANT, ROLE_WAITING, ROLE_NONE};
    if (membership && membership->role == ROLE_HOST && is_resting(member, id))
        return ROLE_PARTICIPANT;
    return membership ? membership->role : strangers[member->policy];
}

static enum role role_of(const struct member *member, struct slice id)
{
    return role_as(member, id, map_find(member->people, id));
}

/* A room that is closed lets nobody new in but its staff. Who was sent out is new. */
static enum role member_role(const void *state, const struct room *room, struct slice id,
                             enum role before)
{
    const struct member *member = state;
    const struct membership *membership = map_find(member->people, id);
    UNUSED(before);
    if (member->policy != POLICY_CLOSED || (membership && membership->role != ROLE_PARTICIPANT))
        return role_as(member, id, membership);
    bool known = room_present_name(room, id).at && !map_find(member->sent, id);
    return known ? ROLE_PARTICIPANT : ROLE_NONE;
}

static struct slice member_staff_name(const void *state, struct slice id)
{
    const struct membership *membership = map_find(((const struct member *)state)->staff, id);
    return membership ? slice_of(membership->name) : (struct slice){NULL, 0};
}

static enum err set_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_whom(data, out);
    if (!error)
        error = common_read_role(data, "role", out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    return error ? error : common_read_optional_seq(data, "cause", out);
}

/* `guest` is heard by features/guests.h. */
static enum err admit_read(const struct json *data, struct writer *out)
{
    enum err error = set_read(data, out);
    return error ? error : common_read_optional_bool(data, "guest", out);
}

/* What the catalogue said may come late, behind what it said afterwards. */
static bool is_overtaken(const struct membership *membership, const struct entry *entry)
{
    return membership && common_has(entry->data, "cause") &&
           common_get_int(entry->data, "cause") < membership->cause;
}

static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    const struct membership *membership = map_find(member->people, whom);
    enum role role = common_get_role(entry->data, "role");
    if (common_has(entry->data, "cause") && scene->role != ROLE_SYSTEM)
        return ERR_PERMISSION_DENIED;
    if (is_overtaken(membership, entry))
        return ERR_NONE;
    bool concerns_host = role == ROLE_HOST || (membership && membership->role == ROLE_HOST);
    if (concerns_host && scene->role == ROLE_MODERATOR)
        return ERR_PERMISSION_DENIED;
    /* Without a host nobody could make another one; but for the academy, which says who they are,
     * and whose organisers take over what has none. */
    bool academy = common_has(entry->data, "cause");
    if (!academy && role != ROLE_HOST && is_host(member, whom) && member->hosts == 1)
        return ERR_LAST_HOST;
    if (!membership && map_full(member->people))
        return ERR_LIMIT_EXCEEDED;
    if (role & ROLE_STAFF && !map_find(member->staff, whom) && map_full(member->staff))
        return ERR_LIMIT_EXCEEDED;
    return ERR_NONE;
}

/* A view always shows a name: the one given, else the one known, else the id. */
static void membership_rename(struct membership *membership, const struct entry *entry)
{
    struct slice name = common_get_text(entry->data, "name");
    if (!name.at && membership->name)
        return;
    common_wipe(&membership->name);
    membership->name = mem_text(name.at ? name : common_get_text(entry->data, "whom"));
    membership->named_seq = entry->seq;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    UNUSED(scene);
    struct slice whom = common_get_text(entry->data, "whom");
    struct membership *membership = map_find(member->people, whom);
    member->left_staff = false;
    if (is_overtaken(membership, entry))
        return;
    if (!membership) {
        membership = mem_new(sizeof *membership);
        map_put(member->people, whom, membership);
    }
    membership->academy = common_has(entry->data, "cause");
    if (membership->academy)
        membership->cause = common_get_int(entry->data, "cause");
    member->hosts -= is_host(member, whom);
    membership->role = common_get_role(entry->data, "role");
    member->hosts += is_host(member, whom);
    membership_rename(membership, entry);
    if (membership->role & ROLE_STAFF) {
        map_put(member->staff, whom, membership);
        map_take(member->banned, whom);
    } else {
        member->left_staff = map_take(member->staff, whom) != NULL;
    }
}

/* Always all members, so that a patch of going and one of coming back compose (base/merge.h). */
static void membership_write(const struct member *member, struct slice id, bool patch,
                             struct writer *out)
{
    const struct membership *membership = map_find(member->people, id);
    writer_object_slice(out, id);
    writer_text(out, "name", slice_of(membership->name));
    writer_text(out, "role", common_role_name(membership->role));
    if (membership->role == ROLE_HOST && is_resting(member, id))
        writer_bool(out, "rests", true);
    else if (patch && map_find(member->resting, id))
        writer_null(out, "rests");
    writer_end(out);
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct member *member = state;
    UNUSED(viewer);
    struct slice whom = common_get_text(entry->data, "whom");
    writer_object_lazy(out, "staff");
    if (map_find(member->staff, whom))
        membership_write(member, whom, true, out);
    else if (member->left_staff)
        writer_null_slice(out, whom);
    writer_end(out);
}

static size_t set_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = common_get_text(entry->data, "whom");
    return 1;
}

/* The role in `me` is written by the room; the row says only that it may have changed. */
static void set_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(person);
    UNUSED(out);
}

static void set_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = common_get_text(entry->data, "whom");
}

/* Whether the room has given them a role, which stays. Whoever the academy took out, who did not
 * want to come after all, comes in again by it. Without a role ("none") it takes back what it gave,
 * and no more than that. */
static bool is_kept(const struct membership *membership, const struct entry *entry)
{
    if (common_get_role(entry->data, "role") == ROLE_NONE)
        return membership && !membership->academy;
    bool out = membership && membership->role == ROLE_NONE && membership->academy;
    return membership && (!out || common_get_int(entry->data, "cause") <= membership->cause);
}

/* Who came in by the catalogue, or was invited there: nobody whom this room knows already. */
static void admit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    struct membership *membership = map_find(member->people, common_get_text(entry->data, "whom"));
    int64_t cause = common_get_int(entry->data, "cause");
    member->left_staff = false;
    if (!is_kept(membership, entry))
        set_apply(state, entry, scene);
    else if (cause > membership->cause)
        membership->cause = cause; /* what was said before, and comes late, is overtaken */
}

static enum err admit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct member *member = state;
    bool kept = is_kept(map_find(member->people, common_get_text(entry->data, "whom")), entry);
    return kept ? ERR_NONE : set_check(state, entry, scene);
}

/* Who is banned is in it no more, whatever they were. */
static void set_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    enum role role = role_of(member, whom);
    member_tell_inbox(scene, entry, role, emitter);
    if (member->listed)
        member_tell_catalogue(scene, entry, role && !map_find(member->banned, whom), emitter);
}

static enum err rest_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_bool(data, "rests", out);
    return error ? error : common_read_seq(data, "cause", out);
}

static enum err rest_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    UNUSED(scene);
    bool full = !map_find(member->resting, whom) && map_full(member->resting);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* What was said first may come last, and before they are a host here. */
static void rest_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    int64_t cause = common_get_int(entry->data, "cause");
    struct resting *resting = map_find(member->resting, whom);
    UNUSED(scene);
    member->left_staff = false;
    if (!resting) {
        resting = mem_new(sizeof *resting);
        map_put(member->resting, whom, resting);
    }
    if (cause < resting->cause)
        return;
    member->hosts -= is_host(member, whom);
    *resting = (struct resting){common_get_bool(entry->data, "rests"), cause};
    member->hosts += is_host(member, whom);
}

/* Only of a host it is another role. */
static void rest_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct member *member = state;
    const struct membership *membership =
        map_find(member->people, common_get_text(entry->data, "whom"));
    if (membership && membership->role == ROLE_HOST)
        set_effects(state, entry, scene, emitter);
}

static enum err taken_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : common_read_optional_name(data, "name", out);
}

static void taken_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    struct slice name = common_get_text(entry->data, "name");
    UNUSED(scene);
    common_wipe(&member->taken_by);
    common_wipe(&member->taken_name);
    member->taken_by = mem_text(whom);
    member->taken_name = mem_text(name.at ? name : whom);
    member->taken_seq = entry->seq;
    member->taken_ms = entry->at_ms;
}

static void taken_write(const struct member *member, struct writer *out)
{
    writer_object(out, "taken");
    writer_text(out, "by", slice_of(member->taken_by));
    writer_text(out, "name", slice_of(member->taken_name));
    writer_int(out, "at", member->taken_ms);
    writer_end(out);
}

static void taken_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    taken_write(state, out);
}

static enum err policy_read(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "policy", policies, out);
}

/* Who asks must be able to wait. */
static enum err policy_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(state);
    bool asks = common_get_choice(entry->data, "policy", policies) == POLICY_ASK;
    return asks && !room_row(scene->room, SLICE("lobby.admit")) ? ERR_BAD_REQUEST : ERR_NONE;
}

static void policy_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    UNUSED(scene);
    member->policy = (enum policy)common_get_choice(entry->data, "policy", policies);
}

static void sent_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    UNUSED(scene);
    if (map_find(member->sent, whom) || !map_full(member->sent))
        map_put(member->sent, whom, member);
}

static void ban_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    struct slice whom = common_get_text(entry->data, "whom");
    sent_heard(state, entry, scene);
    if (map_find(member->banned, whom) || !map_full(member->banned))
        map_put(member->banned, whom, member);
}

static void unban_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    UNUSED(scene);
    map_take(member->banned, common_get_text(entry->data, "whom"));
}

static void create_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    UNUSED(scene);
    member->listed = common_get_bool(entry->data, "listed");
}

static void join_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct member *member = state;
    const struct json *item = json_first(json_get(entry->data, "people"));
    UNUSED(scene);
    for (; item && map_count(member->sent) > 0; item = json_next(item))
        map_take(member->sent, json_key(item));
}

static void policy_write(const struct member *member, const struct viewer *viewer,
                         struct writer *out)
{
    if (rings_of_staff(viewer->rings))
        writer_text(out, "policy", slice_of(policies[member->policy]));
}

static void policy_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(entry);
    policy_write(state, viewer, out);
}

/* Of everybody who is no member. */
static void policy_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}

static void member_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    const struct member *member = state;
    struct map_at at = {0};
    UNUSED(bodies);
    writer_object(out, "staff");
    while (map_next(member->staff, &at))
        membership_write(member, at.key, false, out);
    writer_end(out);
    if (member->taken_by)
        taken_write(member, out);
    policy_write(member, viewer, out);
}

/* Who has no name is shown by their id. */
static bool member_forget(void *state, int64_t seq)
{
    struct member *member = state;
    struct map_at at = {0};
    if (member->taken_by && member->taken_seq == seq) {
        common_wipe(&member->taken_name);
        member->taken_name = mem_text(slice_of(member->taken_by));
        return true;
    }
    while (map_next(member->people, &at)) {
        struct membership *membership = at.value;
        if (membership->named_seq != seq || slice_is(at.key, membership->name))
            continue;
        common_wipe(&membership->name);
        membership->name = mem_text(at.key);
        return map_find(member->staff, at.key);
    }
    return false;
}

static const struct row rows[] = {
    {
        .name = "member.set",
        .keep = {KEEP_MEMBERS("whom", "role", "cause"), .house = true, .whose = "whom"},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .moved = set_moved,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .patch = set_patch,
        .touches = set_touches,
        .patch_me = set_patch_me,
        .effects = set_effects,
    },
    {
        .name = "member.admit",
        .keep = {KEEP_MEMBERS("whom", "role", "cause", "guest"), .house = true, .whose = "whom"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .moved = set_moved,
        .read = admit_read,
        .check = admit_check,
        .apply = admit_apply,
        .patch = set_patch,
        .touches = set_touches,
        .patch_me = set_patch_me,
        .effects = set_effects,
    },
    {
        .name = "member.rest",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .moved = set_moved,
        .read = rest_read,
        .check = rest_check,
        .apply = rest_apply,
        .patch = set_patch,
        .touches = set_touches,
        .patch_me = set_patch_me,
        .effects = rest_effects,
    },
    {
        .name = "member.taken",
        .keep = {KEEP_MEMBERS("whom"), .house = true, .whose = "whom"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = taken_read,
        .apply = taken_apply,
        .patch = taken_patch,
    },
    {
        .name = "member.policy",
        .keep = {keep_all},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .moved = policy_moved,
        .read = policy_read,
        .check = policy_check,
        .apply = policy_apply,
        .patch = policy_patch,
    },
};

static const struct hearing hears[] = {
    {"member.remove", sent_heard, NULL, NULL}, {"member.ban", ban_heard, NULL, NULL},
    {"member.unban", unban_heard, NULL, NULL}, {"stage.create", create_heard, NULL, NULL},
    {"presence.join", join_heard, NULL, NULL},
};

const struct feature member_feature = {
    .name = "member",
    .forget = member_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = member_new,
    .state_free = member_free,
    .view = member_view,
    .role = member_role,
    .staff_name = member_staff_name,
};
