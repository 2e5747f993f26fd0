/* SPDX-License-Identifier: Apache-2.0
 * Who may write in which conversation, and its door. */
#include "trial/trial_direct.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "trial/trial.h"
#include "trial/trial_talks.h"

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

static enum err post_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = trial_text_read(data, out);
    return error ? error : common_read_bool(data, "note", out);
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct talk *talk = map_find(state, whom_of(entry));
    bool own = slice_equal(whom_of(entry), entry->by) && !common_get_bool(entry->data, "note");
    if (scene->role == ROLE_PARTICIPANT && (!own || (talk && talk->closed)))
        return ERR_PERMISSION_DENIED;
    return talk ? shelf_check(&talk->shelf, entry, scene, 0) : ERR_NONE;
}

/* A note is for staff alone. */
static void post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    bool note = common_get_bool(entry->data, "note");
    UNUSED(scene);
    trial_text_add(&talks_get(state, whom_of(entry))->shelf, entry,
                   note ? RINGS_STAFF : RINGS_INSIDE);
}

static enum err move_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "message", out);
    return !error && common_has(data, "whom") ? common_read_id(data, "whom", out) : error;
}

static enum err move_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct talk *from, *to = map_find(state, whom_of(entry));
    if (!talks_find(state, common_get_int(entry->data, "message"), &from))
        return ERR_NOT_FOUND;
    return to ? shelf_check(&to->shelf, entry, scene, 0) : ERR_NONE;
}

/* To nobody's: it is removed. */
static void move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct talk *from;
    struct shelf_thing *message = talks_find(state, common_get_int(entry->data, "message"), &from);
    UNUSED(scene);
    if (common_has(entry->data, "whom"))
        shelf_move(&from->shelf, &talks_get(state, whom_of(entry))->shelf, entry, message);
    else
        shelf_remove(&from->shelf, entry, message);
}

static void move_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    UNUSED(state);
    if (!common_has(entry->data, "whom"))
        withdraw(withdrawal, common_get_int(entry->data, "message"));
}

static enum err close_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : common_read_bool(data, "closed", out);
}

static void close_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    talks_get(state, whom_of(entry))->closed = common_get_bool(entry->data, "closed");
}

static void close_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    if (trial_fault != TRIAL_MOVED_LEFT_OUT)
        out->people[out->count++] = whom_of(entry);
}

static struct rings talk_door(const void *state, struct slice id, struct slice person,
                              struct rings rings)
{
    const struct talk *talk = map_find(state, id);
    if (rings_of_staff(rings) || trial_fault == TRIAL_DOOR_OPEN)
        return rings;
    bool own = slice_equal(id, person) && !talk->closed;
    return own ? RINGS_INSIDE : (struct rings){0};
}

static const struct part_kind parts[] = {
    {.name = "direct", .exists = talks_exists, .door = talk_door}};

static void changed_parts(const void *state, const struct entry *entry, struct parts *out)
{
    talks_changed(state, entry, parts, out);
}

static void talk_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    if (viewer->part)
        shelf_patch(map_find(state, part_id(viewer->part)), "messages", entry, viewer, out);
}

static void talk_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                      struct writer *out)
{
    UNUSED(bodies);
    if (viewer->part)
        shelf_view(map_find(state, part_id(viewer->part)), "messages", viewer, out);
}

#define DIRECT_ROW(row_name, row_roles) .name = row_name, .roles = row_roles, .phases = PHASE_ANY

static const struct row rows[] = {
    {DIRECT_ROW("direct.post", ROLE_ALL), .keep = {KEEP_MEMBERS("whom", "note")}, .read = post_read,
     .check = post_check, .apply = post_apply, .patch = talk_patch, .parts = changed_parts},
    {DIRECT_ROW("direct.move", ROLE_STAFF), .thing = "message", .hides = {.thing = true},
     .keep = {keep_all}, .erases = move_erases, .read = move_read, .check = move_check,
     .apply = move_apply, .patch = talk_patch, .parts = changed_parts},
    {DIRECT_ROW("direct.close", ROLE_STAFF), .keep = {keep_all}, .read = close_read,
     .apply = close_apply, .moved = close_moved},
};

const struct feature trial_direct_feature = {.name = "direct",
                                             .rows = rows,
                                             .rows_count = 3,
                                             .state_new = talks_new,
                                             .state_free = talks_free,
                                             .view = talk_view,
                                             .forget = talks_forget,
                                             .parts = parts,
                                             .parts_count = 1};
