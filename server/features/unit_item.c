/* SPDX-License-Identifier: Apache-2.0
 * Items are named by their unit and their seq. */
#include "features/unit_item.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "core/room_finds.h"
#include "core/room_query.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_order.h"
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

static enum err captions_read(const struct json *data, struct writer *out)
{
    const struct json *captions = json_get(data, "captions");
    if (!common_has(data, "captions"))
        return ERR_NONE;
    if (!json_is_object(captions) || json_count(captions) == 0)
        return ERR_BAD_REQUEST;
    size_t known = 0;
    enum err error = ERR_NONE;
    writer_object(out, "captions");
    for (size_t i = 0; common_languages[i] && !error; i++) {
        if (!common_has(captions, common_languages[i]))
            continue;
        known++;
        error = common_read_url(captions, common_languages[i], out);
    }
    writer_end(out);
    return !error && known != json_count(captions) ? ERR_BAD_REQUEST : error;
}

static enum err video_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_url(data, "url", out);
    if (!error)
        error = common_read_choice(data, "type", item_videos, out);
    return error ? error : captions_read(data, out);
}

static enum err article_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_prose(data, "text", BOUND_ARTICLE_CHARS, out);
    return !error && common_has(data, "pictures")
               ? common_read_order(data, "pictures", BOUND_ITEM_PICTURES, out)
               : error;
}

static bool is_custom_name(struct slice name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    if (name.len == 0 || name.len > BOUND_CUSTOM_NAME_CHARS)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!memchr(letters, name.at[i], sizeof letters - 1))
            return false;
    return true;
}

/* By name, a line each. */
static enum err custom_read(const struct json *data, struct writer *out)
{
    const struct json *custom = json_get(data, "custom");
    char name[BOUND_CUSTOM_NAME_CHARS + 1];
    enum err error = ERR_NONE;
    if (!common_has(data, "custom"))
        return ERR_NONE;
    if (!json_is_object(custom) || json_count(custom) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(custom) > BOUND_CUSTOM)
        return ERR_LIMIT_EXCEEDED;
    writer_object(out, "custom");
    for (const struct json *at = json_first(custom); at && !error; at = json_next(at)) {
        struct slice key = json_key(at);
        if (!is_custom_name(key))
            return ERR_BAD_REQUEST;
        snprintf(name, sizeof name, "%.*s", (int)key.len, key.at);
        error = common_read_line(custom, name, BOUND_CUSTOM_CHARS, out);
    }
    writer_end(out);
    return error;
}

/* Its address is the tool's: no path of ours. */
static enum err activity_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "tool", out);
    if (!error)
        error = slice_starts(common_get_text(data, "url"), SLICE("/"))
                    ? ERR_BAD_REQUEST
                    : common_read_url(data, "url", out);
    return error ? error : custom_read(data, out);
}

/* What is said beside a video, a sound, a file: what it is about, or all that is spoken in it. */
static enum err beside_read(const struct json *data, struct writer *out)
{
    return common_has(data, "text") ? common_read_lang_prose(data, "text", BOUND_ARTICLE_CHARS, out)
                                    : ERR_NONE;
}

/* By its kind: the text, the address, the room, the file. */
static enum err body_read(const struct json *data, int kind, struct writer *out)
{
    enum err error = ERR_NONE;
    switch ((enum item_kind)kind) {
    case ITEM_ARTICLE:
        return article_read(data, out);
    case ITEM_LINK:
        return common_read_url(data, "url", out);
    case ITEM_WEBINAR:
        return slice_is(entry_room_kind(common_get_text(data, "of")), "webinar")
                   ? common_read_room(data, "of", out)
                   : ERR_BAD_REQUEST;
    case ITEM_VIDEO:
        error = video_read(data, out);
        break;
    case ITEM_PODCAST:
        error = common_read_url(data, "url", out);
        break;
    case ITEM_FILE:
        error = common_read_seq(data, "file", out);
        break;
    case ITEM_TOPIC:
        return common_read_seq(data, "topic", out);
    case ITEM_LTI:
        return activity_read(data, out);
    case ITEM_TEST:
    case ITEM_ASSIGNMENT:
        return ERR_NONE;
    }
    return error ? error : beside_read(data, out);
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

/* "from": a unit of the course that this one is a copy of, in the place of one of its own; "copy":
 * the item there. */
enum err item_add_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "unit") == common_has(data, "from") ||
        common_has(data, "copy") != common_has(data, "from"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_seq(data, "unit", out);
    if (!error)
        error = common_read_optional_seq(data, "from", out);
    if (!error)
        error = common_read_optional_seq(data, "copy", out);
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

enum err item_place_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    return error ? error : common_read_int(data, "place", 0, BOUND_ITEM_MINUTES * 60, out);
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

/* A file that is taken into an item is shown to whoever sees that: nobody hands on what they may
 * not have themselves. */
static bool has_files(const struct entry *entry, const struct scene *scene)
{
    const struct json *pictures = json_get(entry->data, "pictures");
    int64_t file = common_get_int(entry->data, "file"), side;
    if (file && !room_shows(scene, SLICE("file"), file, &side))
        return false;
    for (const struct json *at = json_first(pictures); at; at = json_next(at))
        if (!json_as_int(at, &file) || !room_shows(scene, SLICE("file"), file, &side))
            return false;
    return true;
}

/* One that says which topic it is says one of this course. */
static bool has_topic(const struct units *units, const struct entry *entry)
{
    bool named = slice_is(common_get_text(entry->data, "kind"), item_kinds[ITEM_TOPIC]);
    return !named || brought_has_topic(&units->brought, common_get_int(entry->data, "topic"));
}

static size_t files_said(const struct entry *entry)
{
    return json_count(json_get(entry->data, "pictures")) + common_has(entry->data, "file");
}

enum err item_add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct unit *unit = unit_named(units, entry);
    bool from = common_has(entry->data, "from");
    if (from && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    if (!unit || (!from && (!has_files(entry, scene) || !has_topic(units, entry))))
        return ERR_NOT_FOUND;
    bool full = content_count(&unit->content) >= BOUND_ITEMS_UNIT ||
                units_items(units) >= BOUND_ITEMS ||
                units_files(units) + files_said(entry) > BOUND_ITEMS_FILES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* What it is stays what it is. */
enum err item_there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct item *item = item_of(units, entry);
    if (!item || !has_files(entry, scene) || !has_topic(units, entry))
        return ERR_NOT_FOUND;
    if (units_files(units) - item->files_count + files_said(entry) > BOUND_ITEMS_FILES)
        return ERR_LIMIT_EXCEEDED;
    int kind = common_get_choice(entry->data, "kind", item_kinds);
    return kind >= 0 && kind != (int)item->kind ? ERR_BAD_REQUEST : ERR_NONE;
}

enum err item_order_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return units_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* What somebody does not see they do not learn to be there. */
static struct item *item_seen(const struct units *units, const struct json *data,
                              const struct scene *scene)
{
    const struct unit *unit = units_find(units, common_get_int(data, "unit"));
    return unit && unit_shows(unit, scene)
               ? content_find(&unit->content, common_get_int(data, "item"))
               : NULL;
}

enum err item_mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct item *item = item_seen(units, entry->data, scene);
    if (!item)
        return ERR_NOT_FOUND;
    if (common_get_bool(entry->data, "done") && !item_is_marked_by_hand(item))
        return ERR_NOT_AVAILABLE;
    return unit_marks_full(units->marks, entry->by) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static bool is_played(const struct item *item)
{
    return item->kind == ITEM_VIDEO || item->kind == ITEM_PODCAST;
}

enum err item_place_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct item *item = item_seen(state, entry->data, scene);
    return item && !is_played(item) ? ERR_BAD_REQUEST : item_mark_check(state, entry, scene);
}

enum err item_media(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out)
{
    const struct item *item = item_seen(state, data, scene);
    if (!item || !is_played(item) || !item->where[0])
        return ERR_NOT_FOUND;
    writer_text(out, "url", slice_of(item->where));
    writer_text(out, "type", slice_of(item->played ? item->played : "audio"));
    return ERR_NONE;
}

enum err item_launch(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out)
{
    const struct item *item = item_seen(state, data, scene);
    if (!item || item->kind != ITEM_LTI || !item->where[0])
        return ERR_NOT_FOUND;
    item_write_launch(item, out);
    writer_text(out, "role", common_role_name(scene->role));
    writer_raw(out, "course", room_finds_title(scene->room));
    return ERR_NONE;
}

bool item_lends(const void *state, int64_t file, const struct scene *scene)
{
    const struct units *units = state;
    bool all = slice_equal(scene->person, ENTRY_SYSTEM);
    struct map_at at = {0};
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if ((all || unit_shows(unit, scene)) && content_holds(&unit->content, file))
            return true;
    }
    return false;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

void item_add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = unit_named(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    content_add(&unit->content, entry, unit->words.thing.seq,
                common_has(entry->data, "from") ? &units->brought : NULL);
}

void item_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    units_let_go_of(units, entry, item_of(units, entry));
    content_edit(&unit->content, entry, item_of(units, entry));
}

void item_remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    struct item *item = item_of(units, entry);
    UNUSED(scene);
    units->touched = unit->words.thing.seq;
    unit_marks_drop(units->marks, item->words.thing.seq, entry->seq);
    units_let_go_of(units, entry, item);
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

/* It is theirs from then on, and they are told when it goes. */
void item_heard_begin(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    int64_t item = common_get_int(entry->data, "item");
    struct slice person = common_get_text(entry->data, "person");
    UNUSED(scene);
    if (person.len == 0)
        person = entry->by;
    if (!unit_marks_full(units->marks, person) && !unit_marks_have(units->marks, person, item))
        unit_marks_set(units->marks, person, item, false);
}

/* Somebody has passed a test, or an assignment. */
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
    return unit && (slice_equal(scene->person, ENTRY_SYSTEM) || unit_shows(unit, scene));
}

void item_place_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    unit_marks_place(units->marks, entry->by, common_get_int(entry->data, "item"),
                     common_get_int(entry->data, "place"));
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

size_t item_gone_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    return unit_marks_touches(((const struct units *)state)->marks, entry->seq, out);
}

void item_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    unit_marks_write_gone(((const struct units *)state)->marks, person, entry->seq, out);
}

void item_heard_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct units *units = state;
    bool theirs = slice_equal(common_get_text(entry->data, "person"), person);
    if (theirs && common_get_bool(entry->data, "passed"))
        unit_marks_write_one(units->marks, person, common_get_int(entry->data, "item"), out);
}

void item_begun_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct units *units = state;
    struct slice whose = common_get_text(entry->data, "person");
    if (slice_equal(whose.len > 0 ? whose : entry->by, person))
        unit_marks_write_one(units->marks, person, common_get_int(entry->data, "item"), out);
}

void item_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out)
{
    const struct units *units = state;
    if (slice_equal(entry->by, person))
        unit_marks_write_one(units->marks, person, common_get_int(entry->data, "item"), out);
}
