/* SPDX-License-Identifier: Apache-2.0
 * The rules of shared notes: who may write where, and at what pace. */
#include "features/notes.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/notes_history.h"
#include "features/notes_hold.h"
#include "features/notes_state.h"
#include "features/notes_view.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return notes_new();
}

static void state_free(void *state)
{
    notes_free(state);
}

static bool is_staff(const struct scene *scene)
{
    return scene->role & (ROLE_STAFF | ROLE_SYSTEM);
}

static bool notes_allow(const void *state, enum role role)
{
    const struct notes *notes = state;
    return notes->who == NOTES_ALL || (notes->who == NOTES_STAFF && role & ROLE_STAFF);
}

static struct paragraph *paragraph_of(const void *state, const struct entry *entry)
{
    return notes_find(state, common_get_int(entry->data, "paragraph"));
}

static enum err paragraph_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "paragraph", out);
}

static enum err words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_text(data, "text", BOUND_NOTE_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

/* "after" or "first": where it comes; neither: at the end. */
static enum err place_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_seq(data, "after", out);
    if (!error)
        error = common_read_optional_bool(data, "first", out);
    return !error && common_has(data, "after") && common_get_bool(data, "first") ? ERR_BAD_REQUEST
                                                                                 : error;
}

static int64_t place_of(const struct entry *entry)
{
    if (common_has(entry->data, "after"))
        return common_get_int(entry->data, "after");
    return common_get_bool(entry->data, "first") ? NOTES_FIRST : NOTES_LAST;
}

static enum err place_check(const struct notes *notes, const struct entry *entry)
{
    int64_t after = place_of(entry);
    return after > 0 && !notes_find(notes, after) ? ERR_NOT_FOUND : ERR_NONE;
}

/* What is told costs a send to each who is there: the more there are, the longer it counts. A few
 * that come together are taken at once. */
enum { PEOPLE_PER_MS = 10 };

static enum err pace_check(const struct notes *notes, const struct entry *entry)
{
    return notes->paced_ms - entry->at_ms > BOUND_NOTES_BURST_MS ? ERR_NOTES_BUSY : ERR_NONE;
}

static void pace(struct notes *notes, const struct entry *entry, const struct scene *scene)
{
    int64_t from_ms = notes->paced_ms > entry->at_ms ? notes->paced_ms : entry->at_ms;
    notes->paced_ms =
        from_ms + BOUND_NOTES_PACE_MS + room_present_count(scene->room) / PEOPLE_PER_MS;
}

/* Whether the words of the entry have room, in the place of those of `paragraph` (NULL: none). */
static enum err space_check(const struct notes *notes, const struct entry *entry,
                            const struct scene *scene, const struct paragraph *paragraph)
{
    size_t bytes = notes_entry_bytes(entry);
    size_t all = notes->bytes - (paragraph ? paragraph->text_bytes : 0) + bytes;
    bool own = bytes > 0 && !is_staff(scene) &&
               notes_share(notes, entry->by, paragraph) + bytes > BOUND_NOTES_PERSON_BYTES;
    return own || (bytes > 0 && all > BOUND_NOTES_BYTES) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static enum err set_read(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "who", notes_who, out);
}

static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    bool same =
        ((const struct notes *)state)->who == common_get_choice(entry->data, "who", notes_who);
    return same ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct notes *)state)->who = common_get_choice(entry->data, "who", notes_who);
}

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = words_read(data, out);
    if (!error)
        error = place_read(data, out);
    return error ? error : common_read_optional_bool(data, "done", out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct notes *notes = state;
    enum err error = place_check(notes, entry);
    if (!error)
        error = shelf_check(&notes->stand, entry, scene, 0);
    if (!error)
        error = notes_holds_check(notes, entry);
    if (!error)
        error = space_check(notes, entry, scene, NULL);
    if (!error && common_get_bool(entry->data, "done") && notes_entry_bytes(entry) == 0)
        return ERR_TEXT_INVALID; /* nobody holds it, and it says nothing */
    return error ? error : pace_check(notes, entry);
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    notes_begin(notes);
    pace(notes, entry, scene);
    struct paragraph *paragraph = notes_add(notes, entry);
    notes_order_put(&notes->order, entry, entry->seq, place_of(entry));
    notes_hold(notes, entry, paragraph);
    if (notes_entry_bytes(entry) > 0)
        notes_say(notes, entry, paragraph);
    if (common_get_bool(entry->data, "done"))
        notes_free_hold(notes, entry, paragraph);
}

static enum err take_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct notes *notes = state;
    UNUSED(scene);
    enum err error = notes_hold_check(notes, entry, paragraph_of(state, entry));
    return error ? error : pace_check(notes, entry);
}

static void take_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_hold(notes, entry, paragraph_of(state, entry));
}

static enum err write_read(const struct json *data, struct writer *out)
{
    enum err error = paragraph_read(data, out);
    if (!error)
        error = common_read_seq(data, "version", out);
    if (!error)
        error = words_read(data, out);
    return error ? error : common_read_optional_bool(data, "done", out);
}

/* Whoever writes names the words that they saw, so that a hold that was lost is no loss of words,
 * and two devices of one person do not overwrite each other. */
static enum err write_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct notes *notes = state;
    const struct paragraph *paragraph = paragraph_of(state, entry);
    enum err error = notes_hold_check(notes, entry, paragraph);
    if (!error && common_get_int(entry->data, "version") != paragraph->said_seq)
        error = ERR_NOTES_CHANGED;
    if (!error)
        error = space_check(notes, entry, scene, paragraph);
    return error ? error : pace_check(notes, entry);
}

static void write_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    struct paragraph *paragraph = paragraph_of(state, entry);
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_hold(notes, entry, paragraph);
    notes_say(notes, entry, paragraph);
    if (common_get_bool(entry->data, "done"))
        notes_free_hold(notes, entry, paragraph);
}

static enum err free_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct paragraph *paragraph = paragraph_of(state, entry);
    if (!paragraph || !notes_held(paragraph))
        return ERR_NOT_FOUND;
    bool may = is_staff(scene) || notes_held_by(paragraph, entry->by);
    return may ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static void free_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_free_hold(notes, entry, paragraph_of(state, entry));
}

static enum err move_read(const struct json *data, struct writer *out)
{
    enum err error = paragraph_read(data, out);
    return error ? error : place_read(data, out);
}

static enum err move_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct notes *notes = state;
    const struct paragraph *paragraph = paragraph_of(state, entry);
    UNUSED(scene);
    enum err error = paragraph ? place_check(notes, entry) : ERR_NOT_FOUND;
    if (!error && place_of(entry) == paragraph->thing.seq)
        error = ERR_BAD_REQUEST;
    return error ? error : pace_check(notes, entry);
}

static void move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    int64_t seq = common_get_int(entry->data, "paragraph");
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_order_take(&notes->order, entry, seq);
    notes_order_put(&notes->order, entry, seq, place_of(entry));
}

/* What others wrote can be emptied, and brought back from what it was; to take it out is for who
 * made it, and for staff. */
static enum err remove_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct notes *notes = state;
    const struct paragraph *paragraph = paragraph_of(state, entry);
    if (!paragraph)
        return ERR_NOT_FOUND;
    if (!is_staff(scene) && !common_author_is(&paragraph->thing.author, entry->by))
        return ERR_PERMISSION_DENIED;
    if (notes_held(paragraph) && !notes_held_by(paragraph, entry->by))
        return ERR_NOTES_HELD;
    return pace_check(notes, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_remove(notes, entry, paragraph_of(state, entry));
}

/* What is in the bin staff see, and who put it there. */
static enum err restore_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct notes *notes = state;
    const struct paragraph *paragraph =
        notes_find_any(notes, common_get_int(entry->data, "paragraph"));
    if (!paragraph || !paragraph->removed_by)
        return ERR_NOT_FOUND;
    if (!is_staff(scene) && !slice_is(entry->by, paragraph->removed_by))
        return ERR_NOT_FOUND;
    bool full =
        map_full(notes->stand.things) || notes->bytes + paragraph->text_bytes > BOUND_NOTES_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : pace_check(notes, entry);
}

static void restore_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    notes_begin(notes);
    pace(notes, entry, scene);
    notes_restore(notes, entry, notes_find_any(notes, common_get_int(entry->data, "paragraph")));
}

static enum err wipe_read(const struct json *data, struct writer *out)
{
    enum err error = paragraph_read(data, out);
    return error ? error : common_read_optional_seq(data, "state", out);
}

static enum err wipe_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct paragraph *paragraph =
        notes_find_any(state, common_get_int(entry->data, "paragraph"));
    int64_t past = common_get_int(entry->data, "state");
    UNUSED(scene);
    bool there = paragraph && (!past || notes_past(paragraph, past) < paragraph->past_count);
    return there ? ERR_NONE : ERR_NOT_FOUND;
}

static void wipe_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notes *notes = state;
    struct paragraph *paragraph = notes_find_any(state, common_get_int(entry->data, "paragraph"));
    int64_t past = common_get_int(entry->data, "state");
    UNUSED(scene);
    notes_begin(notes);
    if (past)
        notes_wipe_past(notes, paragraph, notes_past(paragraph, past));
    else
        notes_wipe(notes, entry, paragraph);
}

static void gone_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct notes *notes = state;
    UNUSED(entry);
    for (size_t i = 0; i < notes->gone_count; i++)
        withdraw(withdrawal, notes->gone[i]);
}

static void words_keep(const void *state, const struct entry *entry, struct writer *out)
{
    if (notes_entry_bytes(entry) > 0)
        common_keep_bytes(state, entry, out);
}

/* What stands is seen by whoever is inside. */
static bool notes_shows(const void *state, int64_t seq, const struct scene *scene)
{
    UNUSED(scene);
    return notes_find(state, seq) != NULL;
}

#define BY_WRITERS                                                                                 \
    .roles = ROLE_ALL, .phases = PHASE_SCHEDULED | PHASE_ON_AIR, .allows = notes_allow,            \
    .patch = notes_text_patch, .parts = notes_text_part

static const struct row rows[] = {
    {
        .name = "notes.set",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .lock.moves = true,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .patch = notes_set_patch,
    },
    {
        .name = "notes.add",
        .keep = {KEEP_MEMBERS("after", "first", "done"), words_keep},
        BY_WRITERS,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "notes.take",
        .keep = {keep_all},
        .thing = "paragraph",
        BY_WRITERS,
        .read = paragraph_read,
        .check = take_check,
        .apply = take_apply,
    },
    {
        .name = "notes.write",
        .keep = {KEEP_MEMBERS("paragraph", "version", "done"), words_keep},
        .erases = gone_erases,
        .thing = "paragraph",
        BY_WRITERS,
        .read = write_read,
        .check = write_check,
        .apply = write_apply,
    },
    {
        .name = "notes.free",
        .keep = {keep_all},
        .thing = "paragraph",
        .lock = {.never = true},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = paragraph_read,
        .check = free_check,
        .apply = free_apply,
        .patch = notes_text_patch,
        .parts = notes_text_part,
    },
    {
        .name = "notes.move",
        .keep = {keep_all},
        .thing = "paragraph",
        BY_WRITERS,
        .read = move_read,
        .check = move_check,
        .apply = move_apply,
    },
    {
        .name = "notes.remove",
        .keep = {keep_all},
        .erases = gone_erases,
        .thing = "paragraph",
        .hides.thing = true,
        .lock = {.never = true},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = paragraph_read,
        .check = remove_check,
        .apply = remove_apply,
        .patch = notes_gone_patch,
        .parts = notes_text_part,
    },
    {
        .name = "notes.restore",
        .keep = {keep_all},
        .thing = "paragraph",
        .lock = {.never = true},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = paragraph_read,
        .check = restore_check,
        .apply = restore_apply,
        .patch = notes_gone_patch,
        .parts = notes_text_part,
    },
    {
        .name = "notes.wipe",
        .keep = {keep_all},
        .erases = gone_erases,
        .thing = "paragraph",
        .hides.thing = true,
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = wipe_read,
        .check = wipe_check,
        .apply = wipe_apply,
        .patch = notes_gone_patch,
        .parts = notes_text_part,
    },
    {
        .name = "notes.expire",
        .keep = {keep_all},
        .thing = "paragraph",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = notes_expire_read,
        .check = notes_expire_check,
        .apply = free_apply,
        .patch = notes_text_patch,
        .parts = notes_text_part,
    },
};

static const struct hearing hears[] = {
    {"presence.leave", notes_left_heard, NULL, NULL},
    {"member.silence", notes_sent_heard, NULL, NULL},
    {"member.remove", notes_sent_heard, NULL, NULL},
    {"member.ban", notes_sent_heard, NULL, NULL},
    {"group.move", notes_moved_heard, NULL, NULL},
    {"group.choose", notes_moved_heard, NULL, NULL},
    {"group.back", notes_closed_heard, NULL, NULL},
    {"group.close", notes_closed_heard, NULL, NULL},
};

static const struct query queries[] = {
    {
        .name = "notes.history",
        .roles = ROLE_READERS,
        .needs = notes_history_needs,
        .answer = notes_history_answer,
    },
    {
        .name = "notes.removed",
        .roles = ROLE_STAFF,
        .answer = notes_removed_answer,
    },
};

const struct feature notes_feature = {
    .name = "notes",
    .forget = notes_forget,
    .forget_name = notes_forget_name,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .shows = notes_shows,
    .view = notes_view,
    .due = notes_due,
    .parts = notes_parts,
    .parts_count = sizeof notes_parts / sizeof notes_parts[0],
};
