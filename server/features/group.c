/* SPDX-License-Identifier: Apache-2.0
 * Making groups, who is in which, opening them and calling everybody back. */
#include "features/group.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/chat.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/group_place.h"
#include "features/group_state.h"
#include "features/group_view.h"
#include "features/hand.h"
#include "features/notes.h"
#include "features/poll.h"

static const char *const lates[] = {"stay", "spread", NULL};

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return groups_new();
}

static void state_free(void *state)
{
    groups_free(state);
}

static enum err title_read(const struct json *data, struct writer *out)
{
    return common_has(data, "title") ? common_read_lang_texts(data, "title", BOUND_GROUP_CHARS, out)
                                     : ERR_NONE;
}

/* A name and a limit, both optional. */
static enum err group_read(const struct json *data, struct writer *out)
{
    enum err error = title_read(data, out);
    return error ? error : common_read_optional_int(data, "limit", 1, BOUND_GROUP_LIMIT, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "number", out);
    return error ? error : group_read(data, out);
}

static enum err number_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "number", out);
}

static struct group *group_named(const struct groups *groups, const struct entry *entry)
{
    return groups_find(groups, common_get_int(entry->data, "number"));
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return map_full(((const struct groups *)state)->groups) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    groups_add(groups, common_copy_json(entry->data, "title"),
               common_get_int(entry->data, "limit"));
    if (groups->phase != GROUPS_NONE)
        return;
    groups->phase = GROUPS_MADE;
    groups->whole = true;
}

static enum err named_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return group_named(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    struct group *group = group_named(groups, entry);
    UNUSED(scene);
    groups_begin(groups, entry);
    common_wipe(&group->title);
    group->title = common_copy_json(entry->data, "title");
    group->limit = common_get_int(entry->data, "limit");
    group->changed = true;
}

/* Where there is none any more, there is nothing that is open. */
static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    groups_remove(groups, group_named(groups, entry));
    if (map_count(groups->groups) > 0)
        return;
    groups->phase = GROUPS_NONE;
    groups->ends_ms = groups->opened_ms = 0;
    groups->whole = true;
}

static size_t all_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(out);
    return TOUCH_ALL;
}

static enum err open_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_int(data, "seconds", 1, BOUND_GROUP_SECONDS, out);
    return !error && common_has(data, "late") ? common_read_choice(data, "late", lates, out)
                                              : error;
}

static enum err open_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct groups *groups = state;
    UNUSED(entry);
    UNUSED(scene);
    if (groups->phase == GROUPS_NONE)
        return ERR_NOT_FOUND;
    return groups_are_open(groups) ? ERR_GROUPS_OPEN : ERR_NONE;
}

static int64_t end_of(const struct entry *entry)
{
    int64_t seconds = common_get_int(entry->data, "seconds");
    return seconds ? entry->at_ms + 1000 * seconds : 0;
}

static void open_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    groups->whole = true;
    groups->phase = GROUPS_OPEN;
    groups->spread = common_get_choice(entry->data, "late", lates) == 1;
    groups->opened_ms = entry->at_ms;
    groups->ends_ms = end_of(entry);
}

static enum err time_read(const struct json *data, struct writer *out)
{
    return common_read_optional_int(data, "seconds", 1, BOUND_GROUP_SECONDS, out);
}

static enum err opened_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return groups_are_open(state) ? ERR_NONE : ERR_GROUPS_CLOSED;
}

/* Who was called back is not any more. */
static void time_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    groups->whole = true;
    groups->phase = GROUPS_OPEN;
    groups->ends_ms = end_of(entry);
}

static enum err back_read(const struct json *data, struct writer *out)
{
    return common_read_optional_int(data, "seconds", 1, BOUND_GROUP_BACK_SECONDS, out);
}

static void groups_close(struct groups *groups)
{
    groups->whole = true;
    groups->phase = GROUPS_CLOSED;
    groups->ends_ms = 0;
    map_free(&groups->late, NULL);
    groups->late = map_new(BOUND_GROUP_PEOPLE);
}

/* After a while, or at once. */
static void back_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    groups->whole = true;
    groups->phase = GROUPS_CLOSING;
    groups->ends_ms = end_of(entry);
    if (!groups->ends_ms)
        groups_close(groups);
}

static enum err close_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "ends", out);
}

/* The end may have been put off meanwhile. */
static enum err close_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct groups *groups = state;
    UNUSED(scene);
    bool ends = groups_are_open(groups) && groups->ends_ms == common_get_int(entry->data, "ends");
    return ends ? ERR_NONE : ERR_GROUPS_CLOSED;
}

static void close_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    groups_begin(state, entry);
    groups_close(state);
}

static enum err tell_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_text(data, "text", BOUND_GROUP_MESSAGE_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

static void tell_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    groups_tell(state, entry, room_veils_staff(scene->room, entry->by, RINGS_INSIDE));
}

static enum err help_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct groups *groups = state;
    const struct group *group = groups_of(groups, entry->by);
    UNUSED(scene);
    if (!group)
        return ERR_NOT_FOUND;
    if (!groups_are_open(groups))
        return ERR_GROUPS_CLOSED;
    return group->help.by ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void help_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    group_help_set(groups_of(groups, entry->by), entry);
}

/* Of one's own group, or as staff. Another's must not be known to be there. */
static enum err helped_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct group *group = group_named(state, entry);
    bool may = scene->role & ROLE_STAFF || (group && group == groups_of(state, entry->by));
    return group && may && group->help.by ? ERR_NONE : ERR_NOT_FOUND;
}

static void helped_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    groups_begin(state, entry);
    group_help_clear(group_named(state, entry));
}

/* The end of the stage is the end of the groups. */
static void phase_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    UNUSED(scene);
    groups_begin(groups, entry);
    if (slice_is(common_get_text(entry->data, "to"), "ended") && groups_are_open(groups))
        groups_close(groups);
}

static bool groups_due(const void *state, enum phase phase, struct due *out)
{
    const struct groups *groups = state;
    UNUSED(phase);
    if (group_place_due(groups, out))
        return true;
    if (!groups_are_open(groups) || !groups->ends_ms)
        return false;
    out->at_ms = groups->ends_ms;
    out->type = "group.close";
    snprintf(out->op, sizeof out->op, "groups:%" PRId64, groups->ends_ms);
    if (out->data)
        buffer_addf(out->data, "{\"ends\":%" PRId64 "}", groups->ends_ms);
    return true;
}

static bool groups_forget_words(void *state, int64_t seq)
{
    return shelf_forget(&((struct groups *)state)->told, seq);
}

static const struct feature *const held[] = {&chat_feature, &hand_feature, &poll_feature,
                                             &notes_feature, NULL};

static bool group_exists(const void *state, struct slice id)
{
    return groups_find(state, part_seq(id)) != NULL;
}

/* Staff visit any of them. */
static struct rings group_door(const void *state, struct slice id, struct slice person,
                               struct rings rings)
{
    const struct groups *groups = state;
    const struct group *own = groups->opened_ms ? groups_of(groups, person) : NULL;
    if (rings_of_staff(rings))
        return rings_both(RINGS_INSIDE, RINGS_STAFF);
    return own && own->number == part_seq(id) ? RINGS_INSIDE : (struct rings){0};
}

static enum err group_closed(const void *state, struct slice id)
{
    UNUSED(id);
    return groups_are_open(state) ? ERR_NONE : ERR_GROUPS_CLOSED;
}

static void changed_parts(const void *state, const struct entry *entry, struct parts *out);

static const struct part_kind parts[1] = {
    {.name = "group",
     .exists = group_exists,
     .door = group_door,
     .holds = held,
     .closed = group_closed,
     .heard = changed_parts},
};

static void changed_parts(const void *state, const struct entry *entry, struct parts *out)
{
    group_place_parts(state, entry, parts, out);
}

static void helped_parts(const void *state, const struct entry *entry, struct parts *out)
{
    const struct group *group =
        common_has(entry->data, "number") ? group_named(state, entry) : groups_of(state, entry->by);
    parts_add_seq(out, parts, group->number);
}

static void removed_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    parts_add_seq(out, parts, common_get_int(entry->data, "number"));
}

#define BEFORE_END PHASE_ANY & ~(unsigned)PHASE_ENDED
#define BY_STAFF   .roles = ROLE_STAFF, .phases = BEFORE_END, .patch = group_patch

static const struct row rows[] = {
    {.name = "group.make",
     .keep = {keep_all},
     BY_STAFF,
     .read = group_make_read,
     .check = group_make_check,
     .apply = group_make_apply,
     .touches = all_touches,
     .patch_me = group_patch_me,
     .moved = group_make_moved},
    {.name = "group.add",
     .keep = {keep_all},
     BY_STAFF,
     .read = group_read,
     .check = add_check,
     .apply = add_apply},
    {.name = "group.edit",
     .keep = {keep_all},
     BY_STAFF,
     .read = edit_read,
     .check = named_check,
     .apply = edit_apply},
    {.name = "group.remove",
     .keep = {keep_all},
     BY_STAFF,
     .read = number_read,
     .check = named_check,
     .apply = remove_apply,
     .touches = all_touches,
     .patch_me = group_patch_me,
     .parts = removed_part},
    {.name = "group.move",
     .keep = {keep_all},
     BY_STAFF,
     .read = group_move_read,
     .check = group_move_check,
     .apply = group_move_apply,
     .touches = group_place_touches,
     .patch_me = group_patch_me,
     .parts = changed_parts,
     .moved = group_place_moved},
    {.name = "group.choose",
     .keep = {keep_all},
     .cost = COST_CHEAP,
     .roles = ROLE_PARTICIPANT,
     .phases = BEFORE_END,
     .read = group_choose_read,
     .check = group_choose_check,
     .apply = group_choose_apply,
     .patch = group_patch,
     .patch_me = group_patch_me,
     .parts = changed_parts,
     .moved = group_place_moved},
    {.name = "group.place",
     .keep = {keep_all},
     .roles = ROLE_SYSTEM,
     .phases = PHASE_ANY,
     .check = group_place_check,
     .apply = group_place_apply,
     .patch = group_patch,
     .touches = group_place_touches,
     .patch_me = group_patch_me,
     .parts = changed_parts},
    {.name = "group.open",
     .keep = {keep_all},
     .roles = ROLE_STAFF,
     .phases = PHASE_ON_AIR,
     .read = open_read,
     .check = open_check,
     .apply = open_apply,
     .patch = group_patch,
     .touches = all_touches,
     .patch_me = group_patch_me},
    {.name = "group.time",
     .keep = {keep_all},
     BY_STAFF,
     .read = time_read,
     .check = opened_check,
     .apply = time_apply},
    {.name = "group.back",
     .keep = {keep_all},
     BY_STAFF,
     .read = back_read,
     .check = opened_check,
     .apply = back_apply},
    {.name = "group.close",
     .keep = {keep_all},
     .roles = ROLE_SYSTEM,
     .phases = PHASE_ANY,
     .read = close_read,
     .check = close_check,
     .apply = close_apply,
     .patch = group_patch},
    {.name = "group.tell",
     .keep = {keep_nothing},
     BY_STAFF,
     .read = tell_read,
     .check = opened_check,
     .apply = tell_apply},
    {.name = "group.help",
     .keep = {keep_all},
     .roles = ROLE_PARTICIPANT,
     .phases = PHASE_ON_AIR,
     .check = help_check,
     .apply = help_apply,
     .patch = group_patch,
     .parts = helped_parts},
    {.name = "group.helped",
     .keep = {keep_all},
     .lock = {.never = true},
     .roles = ROLE_ALL,
     .phases = PHASE_ANY,
     .read = number_read,
     .check = helped_check,
     .apply = helped_apply,
     .patch = group_patch,
     .parts = helped_parts},
};

static const struct hearing hears[] = {
    {"stage.phase", phase_heard, group_patch, NULL},
    {"presence.join", group_join_heard, NULL, NULL},
    {"member.remove", group_sent_heard, group_patch, group_patch_me},
    {"member.ban", group_sent_heard, group_patch, NULL},
    {"member.set", group_role_heard, group_patch, group_patch_me},
};

const struct feature group_feature = {
    .name = "group",
    .forget = groups_forget_words,
    .forget_name = group_place_forget_name,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .view = group_view,
    .me = group_me,
    .due = groups_due,
    .parts = parts,
    .parts_count = 1,
};
