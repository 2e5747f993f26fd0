/* SPDX-License-Identifier: Apache-2.0
 * Items are named by their unit and their seq. */
#include "features/unit_item.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/unit_marks.h"
#include "features/unit_state.h"

/* ---- what commands say -------------------------------------------------------------------------
 */

static enum err named_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "unit", out);
    return error ? error : common_read_seq(data, "item", out);
}

/* By its kind: the text, the address, the room. */
static enum err body_read(const struct json *data, int kind, struct writer *out)
{
    if (kind == ITEM_ARTICLE)
        return common_read_lang_prose(data, "text", BOUND_ARTICLE_CHARS, out);
    if (kind == ITEM_LINK)
        return common_read_url(data, "url", out);
    if (kind >= ITEM_TEST)
        return ERR_NONE;
    bool webinar = slice_is(entry_room_kind(common_get_text(data, "of")), "webinar");
    return webinar ? common_read_room(data, "of", out) : ERR_BAD_REQUEST;
}

static enum err what_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "kind", item_kinds, out);
    if (!error)
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = body_read(data, common_get_choice(data, "kind", item_kinds), out);
    if (!error)
        error = common_read_languages(data, out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 1, BOUND_ITEM_MINUTES, out);
    return error ? error : common_read_optional_bool(data, "counts", out);
}

/* "from": a unit of the course that this one is a copy of, in the place of one of its own. */
enum err item_add_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "unit") == common_has(data, "from"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_seq(data, "unit", out);
    if (!error)
        error = common_read_optional_seq(data, "from", out);
    return error ? error : what_read(data, out);
}

enum err item_edit_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    return error ? error : what_read(data, out);
}

enum err item_remove_read(const struct json *data, struct writer *out)
{
    return named_read(data, out);
}

enum err item_order_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "unit", out);
    return error ? error : common_read_order(data, "items", BOUND_ITEMS_UNIT, out);
}

enum err item_mark_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    return error ? error : common_read_optional_bool(data, "done", out);
}

/* ---- what may be -------------------------------------------------------------------------------
 */

static struct unit *unit_named(const struct units *units, const struct entry *entry)
{
    return common_has(entry->data, "from")
               ? units_carried(units, common_get_int(entry->data, "from"))
               : units_of(units, entry);
}

static struct item *item_of(const struct units *units, const struct entry *entry)
{
    const struct unit *unit = units_of(units, entry);
    return unit ? content_find(&unit->content, common_get_int(entry->data, "item")) : NULL;
}

enum err item_add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct unit *unit = unit_named(units, entry);
    if (common_has(entry->data, "from") && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    if (!unit)
        return ERR_NOT_FOUND;
    bool full =
        content_count(&unit->content) >= BOUND_ITEMS_UNIT || units_items(units) >= BOUND_ITEMS;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* What it is stays what it is. */
enum err item_there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct item *item = item_of(state, entry);
    UNUSED(scene);
    if (!item)
        return ERR_NOT_FOUND;
    int kind = common_get_choice(entry->data, "kind", item_kinds);
    return kind >= 0 && kind != (int)item->kind ? ERR_BAD_REQUEST : ERR_NONE;
}

enum err item_order_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return units_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* What somebody does not see they do not learn to be there. */
enum err item_mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct unit *unit = units_of(units, entry);
    bool sees = unit && rings_meet(unit->words.thing.stamp, room_rings(scene->room, scene->person));
    const struct item *item = sees ? item_of(units, entry) : NULL;
    if (!item)
        return ERR_NOT_FOUND;
    if (common_get_bool(entry->data, "done") && !item_is_marked_by_hand(item))
        return ERR_NOT_AVAILABLE;
    return unit_marks_full(units->marks, entry->by) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

void item_add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = unit_named(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    content_add(&unit->content, entry, unit->words.thing.seq);
}

void item_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    content_edit(&unit->content, entry, item_of(units, entry));
}

void item_remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    struct item *item = item_of(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    unit_marks_drop(units->marks, item->words.thing.seq);
    content_remove(&unit->content, entry, item);
}

void item_order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    common_order_set(&unit->content.order, entry, "items", unit->content.items.shelf.things);
}

void item_mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    const struct item *item = item_of(units, entry);
    UNUSED(scene);
    if (item_is_marked_by_hand(item) ||
        !unit_marks_have(units->marks, entry->by, item->words.thing.seq))
        unit_marks_set(units->marks, entry->by, item->words.thing.seq,
                       common_get_bool(entry->data, "done"));
}

/* Somebody has passed a test. */
void item_heard_mark(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct slice person = common_get_text(entry->data, "person");
    UNUSED(scene);
    if (common_get_bool(entry->data, "passed") && !unit_marks_full(units->marks, person))
        unit_marks_set(units->marks, person, common_get_int(entry->data, "item"), true);
}

bool item_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct units *units = state;
    const struct unit *unit = units_holding(units, seq);
    return unit && (slice_equal(scene->person, ENTRY_SYSTEM) ||
                    rings_meet(unit->words.thing.stamp, room_rings(scene->room, scene->person)));
}

/* ---- what people see ---------------------------------------------------------------------------
 */

void item_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                struct writer *out)
{
    const struct units *units = state;
    const struct unit *unit = units_find(units, units->touched);
    if (viewer->part) {
        if (part_seq(part_id(viewer->part)) == units->touched)
            content_patch(&unit->content, entry, viewer, out);
        return;
    }
    if (!rings_meet(unit->words.thing.stamp, viewer->rings))
        return;
    writer_object(out, "units");
    writer_object_seq(out, units->touched);
    unit_write_items(unit, true, out);
    writer_end(out);
    writer_end(out);
}

void item_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct units *units = state;
    worded_erases(&units_find(units, units->touched)->content.items, entry, withdrawal);
}

void item_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    writer_object(out, "marks");
    writer_null_seq(out, common_get_int(entry->data, "item"));
    writer_end(out);
}

void item_heard_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct units *units = state;
    if (slice_equal(common_get_text(entry->data, "person"), person))
        unit_marks_write_one(units->marks, person, common_get_int(entry->data, "item"), out);
}

void item_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out)
{
    const struct units *units = state;
    if (slice_equal(entry->by, person))
        unit_marks_write_one(units->marks, person, common_get_int(entry->data, "item"), out);
}
