/* SPDX-License-Identifier: Apache-2.0
 * Two shelves would show the same person twice: what holds of somebody is one record. */
#include "features/sanction.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/member_told.h"

struct sanction {
    bool banned; /* else silenced */
    int64_t seq, at_ms;
    char *by, *name, *why; /* owned; NULL: not said */
};

struct sanctions {
    struct map *people; /* id -> struct sanction, owned */
    struct {            /* by the last entry, of whom it was about */
        bool silence, ban;
    } lifted;
    bool listed; /* in the academy's catalogue */
};

static void *sanctions_new(const struct room *room)
{
    struct sanctions *sanctions = mem_new(sizeof *sanctions);
    UNUSED(room);
    sanctions->people = map_new(BOUND_SANCTIONS);
    return sanctions;
}

static void sanction_free(void *value)
{
    struct sanction *sanction = value;
    common_wipe(&sanction->by);
    common_wipe(&sanction->name);
    common_wipe(&sanction->why);
    mem_free(sanction);
}

static void sanctions_free(void *state)
{
    struct sanctions *sanctions = state;
    map_free(&sanctions->people, sanction_free);
    mem_free(sanctions);
}

static enum role sanctions_role(const void *state, const struct room *room, struct slice person,
                                enum role before)
{
    const struct sanctions *sanctions = state;
    UNUSED(room);
    if (before & ROLE_STAFF || map_count(sanctions->people) == 0)
        return before;
    const struct sanction *sanction = map_find(sanctions->people, person);
    if (!sanction)
        return before;
    if (sanction->banned)
        return ROLE_NONE;
    if (before == ROLE_CONTRIBUTOR)
        return ROLE_VISITOR;
    return before == ROLE_PARTICIPANT ? ROLE_GUEST : before;
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

/* Whom, under which name they are listed, and why. */
static enum err person_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_whom(data, out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_SANCTION_CHARS, out);
}

static enum err silence_read(const struct json *data, struct writer *out)
{
    enum err error = person_read(data, out);
    return error ? error : common_read_bool(data, "silent", out);
}

static enum err ban_read(const struct json *data, struct writer *out)
{
    return common_has(data, "why") ? person_read(data, out) : ERR_BAD_REQUEST;
}

static enum err person_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(state);
    return room_role(scene->room, whom_of(entry)) & ROLE_STAFF ? ERR_STAFF_PERSON : ERR_NONE;
}

static const struct sanction *find(const void *state, const struct entry *entry)
{
    return map_find(((const struct sanctions *)state)->people, whom_of(entry));
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct sanctions *sanctions = state;
    enum err error = person_check(state, entry, scene);
    if (!error && !find(state, entry) && map_full(sanctions->people))
        error = ERR_LIMIT_EXCEEDED;
    return error;
}

/* Who is banned is not silenced beside; what is said already is said again without an entry. */
static enum err silence_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct sanction *sanction = find(state, entry);
    if (common_get_bool(entry->data, "silent"))
        return sanction ? ERR_ALREADY_EXISTS : add_check(state, entry, scene);
    return sanction && !sanction->banned ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err ban_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct sanction *sanction = find(state, entry);
    return sanction && sanction->banned ? ERR_ALREADY_EXISTS : add_check(state, entry, scene);
}

static enum err unban_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct sanction *sanction = find(state, entry);
    UNUSED(scene);
    return sanction && sanction->banned ? ERR_NONE : ERR_NOT_FOUND;
}

static void lift(struct sanctions *sanctions, struct slice whom)
{
    struct sanction *sanction = map_take(sanctions->people, whom);
    sanctions->lifted.silence = sanction && !sanction->banned;
    sanctions->lifted.ban = sanction && sanction->banned;
    if (sanction)
        sanction_free(sanction);
}

static char *copy(const struct entry *entry, const char *key)
{
    struct slice text = common_get_text(entry->data, key);
    return text.at ? mem_text(text) : NULL;
}

static void add(struct sanctions *sanctions, const struct entry *entry, bool banned)
{
    lift(sanctions, whom_of(entry));
    struct sanction *sanction = mem_new(sizeof *sanction);
    *sanction = (struct sanction){.banned = banned,
                                  .seq = entry->seq,
                                  .at_ms = entry->at_ms,
                                  .by = mem_text(entry->by),
                                  .name = copy(entry, "name"),
                                  .why = copy(entry, "why")};
    map_put(sanctions->people, whom_of(entry), sanction);
}

static void silence_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (common_get_bool(entry->data, "silent"))
        add(state, entry, false);
    else
        lift(state, whom_of(entry));
}

static void ban_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    add(state, entry, true);
}

static void unban_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    lift(state, whom_of(entry));
}

/* It takes nobody's silence away, as one before it may have. */
static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct sanctions *sanctions = state;
    UNUSED(entry);
    UNUSED(scene);
    sanctions->lifted.silence = sanctions->lifted.ban = false;
}

/* Whoever joins the staff is trusted by those who may appoint. */
static void set_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct sanctions *sanctions = state;
    sanctions->lifted.silence = sanctions->lifted.ban = false;
    if (room_role(scene->room, whom_of(entry)) & ROLE_STAFF)
        lift(sanctions, whom_of(entry));
}

static void why_write(const struct sanction *sanction, struct writer *out)
{
    writer_int(out, "at", sanction->at_ms);
    if (sanction->why)
        writer_text(out, "why", slice_of(sanction->why));
}

static void sanction_write(const struct sanction *sanction, struct slice id, struct writer *out)
{
    writer_object_slice(out, id);
    if (sanction->name)
        writer_text(out, "name", slice_of(sanction->name));
    writer_text(out, "by", slice_of(sanction->by));
    why_write(sanction, out);
    writer_end(out);
}

static const char *list_of(bool banned)
{
    return banned ? "banned" : "silenced";
}

static void list_patch(const struct sanctions *sanctions, const struct entry *entry, bool banned,
                       struct writer *out)
{
    const struct sanction *sanction = find(sanctions, entry);
    writer_object_lazy(out, list_of(banned));
    if (sanction && sanction->banned == banned)
        sanction_write(sanction, whom_of(entry), out);
    else if (banned ? sanctions->lifted.ban : sanctions->lifted.silence)
        writer_null_slice(out, whom_of(entry));
    writer_end(out);
}

static void sanctions_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    if (!rings_of_staff(viewer->rings))
        return;
    list_patch(state, entry, false, out);
    list_patch(state, entry, true, out);
}

static void list_view(const struct sanctions *sanctions, bool banned, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, list_of(banned));
    while (map_next(sanctions->people, &at))
        if (((const struct sanction *)at.value)->banned == banned)
            sanction_write(at.value, at.key, out);
    writer_end(out);
}

static void sanctions_view(const void *state, const struct viewer *viewer,
                           const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    if (!rings_of_staff(viewer->rings))
        return;
    list_view(state, false, out);
    list_view(state, true, out);
}

static const struct sanction *silence_of(const void *state, struct slice person)
{
    const struct sanctions *sanctions = state;
    const struct sanction *sanction = map_find(sanctions->people, person);
    return sanction && !sanction->banned ? sanction : NULL;
}

static void sanctions_me(const void *state, struct slice person, struct writer *out)
{
    const struct sanction *sanction = silence_of(state, person);
    writer_bool(out, "silent", sanction);
    if (sanction)
        why_write(sanction, out);
}

static void sanctions_patch_me(const void *state, const struct entry *entry, struct slice person,
                               struct writer *out)
{
    const struct sanctions *sanctions = state;
    if (!slice_equal(person, whom_of(entry)))
        return;
    if (silence_of(state, person) || sanctions->lifted.silence)
        sanctions_me(state, person, out);
    if (!sanctions->lifted.silence)
        return;
    writer_null(out, "at");
    writer_null(out, "why");
}

static size_t sanctions_touches(const void *state, const struct entry *entry,
                                struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return 1;
}

static void sanctions_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = whom_of(entry);
}

static bool expels(const struct entry *entry, unsigned code, struct expelled *out)
{
    *out = (struct expelled){whom_of(entry), code, common_get_text(entry->data, "why")};
    return true;
}

static bool remove_expels(const void *state, const struct entry *entry, struct expelled *out)
{
    UNUSED(state);
    return expels(entry, SANCTION_REMOVED, out);
}

static bool ban_expels(const void *state, const struct entry *entry, struct expelled *out)
{
    UNUSED(state);
    return expels(entry, SANCTION_BANNED, out);
}

/* A course tells of its members. */
static void ban_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct sanctions *sanctions = state;
    if (sanctions->listed)
        member_tell_catalogue(scene, entry, room_role(scene->room, whom_of(entry)) != ROLE_NONE,
                              emitter);
}

static void create_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct sanctions *sanctions = state;
    UNUSED(scene);
    sanctions->listed = common_get_bool(entry->data, "listed");
}

/* What was said of somebody, and under which name. */
static bool sanctions_forget(void *state, int64_t seq)
{
    struct sanctions *sanctions = state;
    struct map_at at = {0};
    while (map_next(sanctions->people, &at)) {
        struct sanction *sanction = at.value;
        if (sanction->seq != seq)
            continue;
        common_wipe(&sanction->name);
        common_wipe(&sanction->why);
        return true;
    }
    return false;
}

static const struct row rows[] = {
    {
        .name = "member.silence",
        .keep = {KEEP_MEMBERS("whom", "silent")},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = silence_read,
        .check = silence_check,
        .apply = silence_apply,
        .patch = sanctions_patch,
        .touches = sanctions_touches,
        .patch_me = sanctions_patch_me,
        .moved = sanctions_moved,
    },
    {
        .name = "member.remove",
        .keep = {KEEP_MEMBERS("whom")},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = person_read,
        .check = person_check,
        .apply = remove_apply,
        .touches = sanctions_touches,
        .patch_me = sanctions_patch_me,
        .expels = remove_expels,
    },
    {
        .name = "member.ban",
        .keep = {KEEP_MEMBERS("whom")},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = ban_read,
        .check = ban_check,
        .apply = ban_apply,
        .patch = sanctions_patch,
        .touches = sanctions_touches,
        .patch_me = sanctions_patch_me,
        .moved = sanctions_moved,
        .expels = ban_expels,
        .effects = ban_effects,
    },
    {
        .name = "member.unban",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = common_read_whom,
        .check = unban_check,
        .apply = unban_apply,
        .patch = sanctions_patch,
        .moved = sanctions_moved,
        .effects = ban_effects,
    },
};

static const struct hearing hears[] = {
    {"stage.create", create_heard, NULL, NULL},
    {"member.set", set_heard, sanctions_patch, sanctions_patch_me},
    {"member.admit", set_heard, sanctions_patch, sanctions_patch_me},
    {"member.rest", set_heard, sanctions_patch, sanctions_patch_me},
};

const struct feature sanction_feature = {
    .name = "sanction",
    .forget = sanctions_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = sanctions_new,
    .state_free = sanctions_free,
    .view = sanctions_view,
    .me = sanctions_me,
    .role = sanctions_role,
};
