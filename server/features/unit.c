/* SPDX-License-Identifier: Apache-2.0
 * The rules of units: who plans them, and what opens and shuts them. */
#include "features/unit.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_preview.h"
#include "features/common_read.h"
#include "features/unit_calendar.h"
#include "features/unit_carry.h"
#include "features/unit_dates.h"
#include "features/unit_finds.h"
#include "features/unit_hold.h"
#include "features/unit_item.h"
#include "features/unit_ledger.h"
#include "features/unit_marks.h"
#include "features/unit_news.h"
#include "features/unit_preview.h"
#include "features/unit_state.h"
#include "features/unit_times.h"
#include "features/unit_view.h"

enum { DAY_MINUTES = 1440 };

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return units_new();
}

static void state_free(void *state)
{
    units_free(state);
}

static bool forget(void *state, int64_t seq)
{
    struct units *units = state;
    struct map_at at = {0};
    bool shows = worded_forget(&units->all, seq);
    while (map_next(units->all.shelf.things, &at)) {
        struct unit *unit = at.value;
        shows = content_forget(&unit->content, seq) || shows;
        if (!unit->news.text || unit->news.seq != seq)
            continue;
        common_wipe(&unit->news.text);
        shows = true;
    }
    return shows;
}

static bool forget_name(void *state, struct slice person)
{
    struct units *units = state;
    struct map_at at = {0};
    bool shows = worded_forget_name(&units->all, person);
    while (map_next(units->all.shelf.things, &at))
        worded_forget_name(&((struct unit *)at.value)->content.items, person);
    return shows;
}

static void me(const void *state, struct slice person, struct writer *out)
{
    unit_marks_write(((const struct units *)state)->marks, person, out);
}

/* ---- what commands say -------------------------------------------------------------------------
 */

static enum err words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return !error && common_has(data, "text")
               ? common_read_lang_prose(data, "text", BOUND_UNIT_CHARS, out)
               : error;
}

/* A moment, or a day and perhaps an hour of it, or neither. */
static enum err time_read(const struct json *data, struct writer *out)
{
    bool day = common_has(data, "day");
    if ((common_has(data, "at") && day) || (common_has(data, "time") && !day))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_int(data, "at", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "day", 0, BOUND_UNIT_DAYS, out);
    return error ? error : common_read_optional_int(data, "time", 0, DAY_MINUTES - 1, out);
}

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = words_read(data, out);
    if (!error)
        error = time_read(data, out);
    if (!error)
        error = common_read_optional_bool(data, "open", out);
    if (!error)
        error = common_read_optional_seq(data, "from", out);
    bool both =
        common_get_bool(data, "open") && (common_has(data, "at") || common_has(data, "day"));
    return both ? ERR_BAD_REQUEST : error;
}

static enum err unit_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "unit", out);
}

/* "from": of the server, the unit of another course that one of this is a copy of. */
static enum err either_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "unit") == common_has(data, "from"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_seq(data, "unit", out);
    return error ? error : common_read_optional_seq(data, "from", out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = either_read(data, out);
    return error ? error : words_read(data, out);
}

static enum err schedule_read(const struct json *data, struct writer *out)
{
    enum err error = unit_read(data, out);
    return error ? error : time_read(data, out);
}

static enum err release_read(const struct json *data, struct writer *out)
{
    enum err error = unit_read(data, out);
    return error ? error : common_read_optional_int(data, "planned", 1, INT64_MAX, out);
}

static enum err announce_read(const struct json *data, struct writer *out)
{
    enum err error = either_read(data, out);
    return !error && common_has(data, "text")
               ? common_read_lang_prose(data, "text", BOUND_NEWS_CHARS, out)
               : error;
}

static enum err order_read(const struct json *data, struct writer *out)
{
    return common_read_order(data, "units", BOUND_UNITS, out);
}

/* ---- what may be ------------------------------------------------------------------------------
 */

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    if (common_has(entry->data, "from") && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    return shelf_check(&((const struct units *)state)->all.shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return units_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err either_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    if (common_has(entry->data, "from") && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    return units_either(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* One that names the planned moment comes from a timekeeper: it may be planned otherwise by now. */
static enum err release_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct unit *unit = units_of(state, entry);
    UNUSED(scene);
    if (!unit)
        return ERR_NOT_FOUND;
    if (unit_is_open(unit))
        return ERR_ALREADY_EXISTS;
    int64_t planned = common_get_int(entry->data, "planned");
    return planned && planned != unit->at_ms ? ERR_NOT_FOUND : ERR_NONE;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    struct unit *unit = units_add(units, entry);
    unit_time(units, entry->seq, entry->data, unit);
    unit->section = common_get_bool(entry->data, "open");
    if (unit->section)
        unit_open(units, entry, unit);
    units_settle(units, entry);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    unit_edit(state, entry, units_either(state, entry));
}

static void schedule_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct unit *unit = units_of(units, entry);
    UNUSED(scene);
    shelf_touch(&units->all.shelf, entry, &unit->words.thing);
    unit_time(units, entry->seq, entry->data, unit);
    if (unit_is_open(unit))
        unit_shut(units, entry, unit);
    units_settle(units, entry);
}

static void release_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    unit_open(units, entry, units_of(units, entry));
    units_settle(units, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    units_remove(units, entry, units_of(units, entry));
    units_settle(units, entry);
}

static void announce_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    unit_announce(state, entry, units_either(state, entry));
}

static void order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    common_order_set(&units->order, entry, "units", units->all.shelf.things);
    units_settle(units, entry);
}

static void remove_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct units *units = state;
    worded_erases(state, entry, withdrawal);
    if (units->news_gone)
        withdraw(withdrawal, units->news_gone);
    for (size_t i = 0; i < units->gone.count; i++)
        withdraw(withdrawal, units->gone.words[i]);
}

static void announce_erases(const void *state, const struct entry *entry,
                            struct withdrawal *withdrawal)
{
    const struct units *units = state;
    UNUSED(entry);
    if (units->news_gone)
        withdraw(withdrawal, units->news_gone);
}

/* Whoever is within a unit that is shut does not stand there any more. */
static void schedule_moved(const void *state, const struct entry *entry, struct moved *out)
{
    out->all = ((const struct units *)state)->shut_seq == entry->seq;
}

/* ---- the part ----------------------------------------------------------------------------------
 */

static bool part_exists(const void *state, struct slice id)
{
    return units_find(state, part_seq(id)) != NULL;
}

static struct rings part_door(const void *state, struct slice id, struct slice person,
                              struct rings rings)
{
    const struct unit *unit = units_find(state, part_seq(id));
    UNUSED(person);
    return unit && rings_meet(unit->words.thing.stamp, rings) ? rings : (struct rings){0};
}

static const struct part_kind parts[1] = {
    {.name = "unit", .exists = part_exists, .door = part_door, .area = unit_area},
};

static void item_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct units *units = state;
    UNUSED(entry);
    parts_add_seq(out, parts, units->touched);
}

static void met_parts(const void *state, const struct entry *entry, struct parts *out)
{
    const int64_t *units;
    size_t count = item_meet_units(state, &units);
    UNUSED(entry);
    for (size_t i = 0; i < count; i++)
        parts_add_seq(out, parts, units[i]);
}

static void unit_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    parts_add_seq(out, parts, common_get_int(entry->data, "unit"));
}

/* Its events are taken back with those of the unit: the part is told its words anew. */
static void either_part(const void *state, const struct entry *entry, struct parts *out)
{
    parts_add_seq(out, parts, units_either(state, entry)->words.thing.seq);
}

/* ---- the rows ----------------------------------------------------------------------------------
 */

#define BY_ORGANISERS .roles = ROLE_ORGANISERS, .phases = PHASE_ON_AIR
/* What is told of a unit has other features' words in it too, of what opens with it: all of it is
 * taken back, whatever it is about. */
#define HIDES_ALL .thing = "unit", .hides = {.thing = true, .several = KEEP_MEMBERS("unit")}

static const struct row rows[] = {
    {
        .name = "unit.add",
        .keep = {KEEP_MEMBERS("at", "day", "time", "open", "from"), .house = true},
        BY_ORGANISERS,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
        .patch = unit_patch,
        .delivery = DELIVER_BOTH,
    },
    {
        .name = "unit.edit",
        .keep = {KEEP_MEMBERS("unit", "from"), .house = true},
        .erases = worded_erases,
        HIDES_ALL,
        BY_ORGANISERS,
        .read = edit_read,
        .check = either_check,
        .apply = edit_apply,
        .parts = either_part,
        .patch = unit_edit_patch,
    },
    {
        .name = "unit.announce",
        .keep = {KEEP_MEMBERS("unit", "from"), .house = true},
        .erases = announce_erases,
        HIDES_ALL,
        BY_ORGANISERS,
        .read = announce_read,
        .check = either_check,
        .apply = announce_apply,
        .parts = either_part,
        .patch = unit_edit_patch,
    },
    {
        .name = "unit.schedule",
        .keep = {keep_all},
        HIDES_ALL,
        BY_ORGANISERS,
        .read = schedule_read,
        .check = there_check,
        .apply = schedule_apply,
        .moved = schedule_moved,
        .patch = unit_patch,
        .delivery = DELIVER_BOTH,
        .effects = unit_hold_effects,
    },
    {
        .name = "unit.dates",
        .keep = {keep_all},
        BY_ORGANISERS,
        .read = unit_dates_read,
        .check = unit_dates_check,
        .apply = unit_dates_apply,
        .patch = unit_patch,
        .delivery = DELIVER_BOTH,
    },
    {
        .name = "unit.release",
        .keep = {keep_all},
        .thing = "unit",
        .roles = ROLE_ORGANISERS | ROLE_SYSTEM,
        .phases = PHASE_ON_AIR,
        .patch = unit_patch,
        .read = release_read,
        .check = release_check,
        .apply = release_apply,
        .delivery = DELIVER_BOTH,
        .effects = unit_hold_effects,
    },
    {
        .name = "unit.remove",
        .keep = {keep_all},
        .erases = remove_erases,
        HIDES_ALL,
        BY_ORGANISERS,
        .read = unit_read,
        .check = there_check,
        .apply = remove_apply,
        .parts = unit_part,
        .patch = unit_patch,
        .delivery = DELIVER_BOTH,
        .touches = item_gone_touches,
        .patch_me = item_gone_patch_me,
        .effects = unit_hold_effects,
    },
    {
        .name = "unit.order",
        .keep = {keep_all},
        BY_ORGANISERS,
        .read = order_read,
        .apply = order_apply,
        .patch = unit_patch,
    },
    {
        .name = "item.add",
        .keep = {KEEP_MEMBERS("unit", "from", "copy", "kind", "type", "file", "pictures", "topic",
                              "tool", "languages", "minutes", "counts"),
                 .house = true},
        BY_ORGANISERS,
        .read = item_add_read,
        .check = item_add_check,
        .apply = item_add_apply,
        .patch = item_patch,
        .parts = item_part,
        .effects = unit_hold_effects,
    },
    {
        .name = "item.edit",
        .keep = {KEEP_MEMBERS("unit", "item", "kind", "type", "file", "pictures", "topic", "tool",
                              "languages", "minutes", "counts"),
                 .house = true},
        .erases = item_erases,
        .thing = "item",
        .hides.thing = true,
        BY_ORGANISERS,
        .read = item_edit_read,
        .check = item_there_check,
        .apply = item_edit_apply,
        .patch = item_patch,
        .parts = item_part,
        .effects = unit_hold_effects,
    },
    {
        .name = "item.remove",
        .keep = {keep_all},
        .erases = item_erases,
        .thing = "item",
        .hides.thing = true,
        BY_ORGANISERS,
        .read = item_remove_read,
        .check = item_there_check,
        .apply = item_remove_apply,
        .patch = item_patch,
        .parts = item_part,
        .touches = item_gone_touches,
        .patch_me = item_gone_patch_me,
        .effects = unit_hold_effects,
    },
    {
        .name = "item.order",
        .keep = {keep_all},
        BY_ORGANISERS,
        .read = item_order_read,
        .check = item_order_check,
        .apply = item_order_apply,
        .patch = item_patch,
        .parts = item_part,
    },
    {
        .name = "item.mark",
        .keep = {keep_all},
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR,
        .phases = PHASE_ON_AIR,
        .cost = COST_CHEAP,
        .read = item_mark_read,
        .check = item_mark_check,
        .apply = item_mark_apply,
        .patch_me = item_patch_me,
    },
    {
        .name = "item.place",
        .keep = {keep_all},
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR,
        .phases = PHASE_ON_AIR,
        .cost = COST_CHEAP,
        .read = item_place_read,
        .check = item_place_check,
        .apply = item_place_apply,
        .patch_me = item_patch_me,
    },
    {
        .name = "unit.place",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = unit_place_read,
        .check = unit_place_check,
        .apply = unit_place_apply,
        .patch = unit_patch,
        .delivery = DELIVER_BOTH,
    },
    {
        .name = "unit.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = unit_carry_effects,
    },
    {
        .name = "item.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = item_carry_effects,
    },
    {
        .name = "item.meet",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = item_meet_read,
        .apply = item_meet_apply,
        .parts = met_parts,
        .patch = item_meet_patch,
        .effects = unit_hold_effects,
    },
};

static const struct query queries[] = {
    {.name = "unit.preview",
     .roles = ROLE_ORGANISERS,
     .past = common_preview_past,
     .answer = unit_preview},
    {.name = "item.media", .roles = ROLE_READERS | ROLE_VISITORS, .answer = item_media},
    {.name = "item.launch", .roles = ROLE_READERS | ROLE_VISITORS, .answer = item_launch},
    {.name = "unit.calendar", .roles = ROLE_READERS | ROLE_VISITORS, .answer = unit_calendar},
};

static const struct hearing hears[] = {
    {"stage.create", unit_heard_stage, NULL, NULL},
    {"stage.change", unit_heard_stage, NULL, NULL},
    {"test.mark", item_heard_mark, NULL, item_heard_patch_me},
    {"test.begin", item_heard_begin, NULL, item_begun_patch_me},
    {"test.allow", item_heard_begin, NULL, item_begun_patch_me},
    {"assignment.mark", item_heard_mark, NULL, item_heard_patch_me},
    {"assignment.write", item_heard_begin, NULL, item_begun_patch_me},
    {"assignment.hand", item_heard_begin, NULL, item_begun_patch_me},
    {"assignment.allow", item_heard_begin, NULL, item_begun_patch_me},
    {"topic.add", unit_heard_topic, NULL, NULL},
    {"topic.remove", unit_heard_topic, NULL, NULL},
    {"file.bring", unit_heard_file, NULL, NULL},
    {"document.add", unit_heard_document, NULL, NULL},
};

const struct feature unit_feature = {
    .name = "unit",
    .beyond.visitors = true,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .forget_name = forget_name,
    .shows = item_shows,
    .lends = item_lends,
    .readdress = unit_readdress,
    .view = unit_view,
    .me = me,
    .knows = {.ledger = &unit_ledger,
              .news = &unit_news,
              .finds = &unit_finds,
              .areas = &unit_areas},
    .tally = unit_tally,
    .tally_sent = unit_tally_sent,
    .due = unit_due,
    .parts = parts,
    .parts_count = sizeof parts / sizeof parts[0],
};
