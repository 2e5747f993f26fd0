/* SPDX-License-Identifier: Apache-2.0
 * Who may write to whom. */
#include "features/direct.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/direct_history.h"
#include "features/direct_state.h"
#include "features/direct_view.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return direct_new();
}

static void state_free(void *state)
{
    direct_free(state);
}

/* "whom": whose conversation with the team; with "pair" the other of two; absent: one's own with
 * the team. "name": how they are called, said by staff who write first. */
static enum err send_read(const struct json *data, struct writer *out)
{
    bool whom = common_has(data, "whom");
    enum err error = whom ? common_read_id(data, "whom", out) : ERR_NONE;
    if (!error && common_get_bool(data, "pair")) {
        error = whom ? ERR_NONE : ERR_BAD_REQUEST;
        writer_bool(out, "pair", true);
    }
    if (!error && whom)
        error = common_read_optional_name(data, "name", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_DIRECT_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

/* Whose conversation it is, and with whom; `other` is absent: with the team. */
struct ends {
    struct slice person, other;
};

static struct ends ends_of(const struct entry *entry)
{
    struct slice whom = common_get_text(entry->data, "whom");
    if (common_get_bool(entry->data, "pair"))
        return (struct ends){entry->by, whom};
    return (struct ends){whom.at ? whom : entry->by, {NULL, 0}};
}

/* Who stood in the room once, as far as it counts people. */
static bool is_known(const struct scene *scene, struct slice person)
{
    return !room_keeps_presence(scene->room) || room_present_name(scene->room, person).at;
}

static bool is_of_staff(const struct scene *scene, struct slice person)
{
    return room_role(scene->room, person) & ROLE_STAFF;
}

static enum err may_begin(const struct direct *direct, const struct scene *scene,
                          const struct ends *ends)
{
    const struct direct_box *box = direct_box(direct, ends->person);
    const struct direct_box *other_box = ends->other.at ? direct_box(direct, ends->other) : NULL;
    struct slice whom = ends->other.at ? ends->other : ends->person;
    if (!slice_equal(whom, scene->person) && !is_known(scene, whom))
        return ERR_NOT_FOUND;
    if (map_full(direct->talks))
        return ERR_LIMIT_EXCEEDED;
    if (!ends->other.at)
        return ERR_NONE;
    bool full = (box && box->count == BOUND_DIRECT_PERSON) ||
                (other_box && other_box->count == BOUND_DIRECT_PERSON);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Whether these may write to each other at all. */
static enum err may_write(const struct direct *direct, const struct scene *scene,
                          const struct ends *ends)
{
    bool staff = scene->role & (ROLE_STAFF | ROLE_SYSTEM);
    if (!ends->other.at)
        return staff || slice_equal(ends->person, scene->person) ? ERR_NONE : ERR_PERMISSION_DENIED;
    if (slice_equal(ends->person, ends->other))
        return ERR_BAD_REQUEST;
    bool both = staff && is_of_staff(scene, ends->other);
    return direct->people || both ? ERR_NONE : ERR_DIRECT_CLOSED;
}

static enum err send_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct direct *direct = state;
    struct ends ends = ends_of(entry);
    enum err error = may_write(direct, scene, &ends);
    if (error)
        return error;
    if (map_full(direct->messages))
        return ERR_LIMIT_EXCEEDED;
    const struct talk *talk = direct_talk(direct, ends.person, ends.other);
    if (!talk)
        return may_begin(direct, scene, &ends);
    bool many = !(scene->role & (ROLE_STAFF | ROLE_SYSTEM)) &&
                talk_waits(talk, talk_side(talk, entry->by)) >= BOUND_DIRECT_WAITS;
    return many ? ERR_DIRECT_WAITS : ERR_NONE;
}

static void send_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct ends ends = ends_of(entry);
    UNUSED(scene);
    direct_add(state, entry, ends.person, ends.other);
}

static enum err delete_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "message", out);
}

/* Whether the person of the scene reads that conversation. */
static bool reads(const struct talk *talk, const struct scene *scene)
{
    return talk_has(talk, scene->person) ||
           (!talk->people[1] && scene->role & (ROLE_STAFF | ROLE_SYSTEM));
}

static bool direct_shows(const void *state, int64_t seq, const struct scene *scene)
{
    struct talk *talk;
    return direct_find(state, seq, &talk) && reads(talk, scene);
}

/* One's own; those who moderate also what was written to the team, and what was reported. */
static enum err delete_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    struct talk *talk;
    const struct direct_message *message =
        direct_find(state, common_get_int(entry->data, "message"), &talk);
    bool moderates = scene->role & (ROLE_ORGANISERS | ROLE_SYSTEM);
    if (!message || !(reads(talk, scene) || (moderates && message->reported)))
        return ERR_NOT_FOUND;
    bool own = slice_is(entry->by, message->by);
    bool any = moderates && (message->reported || !talk->people[1]);
    return own || any ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static void delete_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    direct_remove(state, entry, common_get_int(entry->data, "message"));
}

static void delete_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "message"));
}

static enum err done_read(const struct json *data, struct writer *out)
{
    return common_read_id(data, "whom", out);
}

static struct talk *talk_of(const void *state, const struct entry *entry)
{
    return direct_talk(state, common_get_text(entry->data, "whom"), (struct slice){NULL, 0});
}

static enum err done_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct talk *talk = talk_of(state, entry);
    UNUSED(scene);
    if (!talk)
        return ERR_NOT_FOUND;
    return talk_waits(talk, 0) ? ERR_NONE : ERR_ALREADY_EXISTS;
}

static void done_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    direct_done(state, entry, talk_of(state, entry));
}

static enum err mode_read(const struct json *data, struct writer *out)
{
    return common_read_bool(data, "people", out);
}

static enum err mode_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct direct *direct = state;
    UNUSED(scene);
    bool same = common_get_bool(entry->data, "people") == direct->people;
    return same ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void mode_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct direct *)state)->people = common_get_bool(entry->data, "people");
}

static void mode_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    writer_bool(out, "people", ((const struct direct *)state)->people);
}

/* Who moderates may read it from then on. */
static void report_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct talk *talk;
    UNUSED(scene);
    if (!slice_is(common_get_text(entry->data, "of"), direct_feature.name))
        return;
    struct direct_message *message =
        direct_find(state, common_get_int(entry->data, "thing"), &talk);
    if (message)
        message->reported = true;
}

static const struct row rows[] = {
    {
        .name = "direct.send",
        .keep = {KEEP_MEMBERS("whom", "pair"), .named = "whom"},
        .roles = ROLE_ALL,
        .phases = PHASE_SCHEDULED | PHASE_REHEARSAL | PHASE_ON_AIR,
        .read = send_read,
        .check = send_check,
        .apply = send_apply,
        .patch = direct_talk_patch,
        .touches = direct_talk_touches,
        .patch_me = direct_talk_patch_me,
    },
    {
        .name = "direct.delete",
        .lock = {.never = true},
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "message",
        .roles = ROLE_ALL,
        /* It shows the last message, which another may take back. */
        .hides = {.thing = true, .several = KEEP_MEMBERS("message")},
        .phases = PHASE_ANY,
        .read = delete_read,
        .check = delete_check,
        .apply = delete_apply,
        .patch = direct_talk_patch,
        .touches = direct_talk_touches,
        .patch_me = direct_talk_patch_me,
    },
    {
        .name = "direct.done",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = done_read,
        .check = done_check,
        .apply = done_apply,
        .patch = direct_talk_patch,
        .touches = direct_talk_touches,
        .patch_me = direct_talk_patch_me,
    },
    {
        .name = "direct.mode",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = mode_read,
        .check = mode_check,
        .apply = mode_apply,
        .patch = mode_patch,
    },
};

static const struct query queries[] = {
    {
        .name = "direct.history",
        .roles = ROLE_READERS,
        .needs = direct_history_needs,
        .answer = direct_history_answer,
    },
    {
        .name = "direct.talks",
        .roles = ROLE_STAFF,
        .answer = direct_talks_answer,
    },
    {
        .name = "direct.reported",
        .roles = ROLE_STAFF,
        .needs = direct_reported_needs,
        .answer = direct_reported_answer,
    },
};

static const struct hearing hears[] = {
    {"report.send", report_heard, NULL, NULL},
};

const struct feature direct_feature = {
    .name = "direct",
    .forget = direct_forget,
    .forget_name = direct_forget_name,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .shows = direct_shows,
    .view = direct_view,
    .me = direct_me,
};
