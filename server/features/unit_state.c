/* SPDX-License-Identifier: Apache-2.0
 * Units on a shelf: their stamp is whether they are open. */
#include "features/unit_state.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_area.h"
#include "features/common_get.h"
#include "features/common_title.h"
#include "features/unit_marks.h"

/* ---- as people see one in the list -------------------------------------------------------------
 */

/* A number that may not be known: in a change null then. */
static void write_known(const char *key, bool known, int64_t value, bool change, struct writer *out)
{
    if (known)
        writer_int(out, key, value);
    else if (change)
        writer_null(out, key);
}

void unit_write_items(const struct unit *unit, bool change, struct writer *out)
{
    if (content_counting(&unit->content) > 0)
        content_write_counting(&unit->content, "items", out);
    else if (change)
        writer_null(out, "items");
}

/* When it is to open: staff alone plan. */
static void write_plan(const struct unit *unit, bool change, struct writer *out)
{
    write_known("at", unit->at_ms > 0, unit->at_ms, change, out);
    write_known("day", unit->day >= 0, unit->day, change, out);
    write_known("time", unit->time >= 0, unit->time, change, out);
    if (unit->way == UNIT_DAY)
        writer_bool(out, "relative", true);
    else if (change)
        writer_null(out, "relative");
}

static void write_to(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                     struct writer *out)
{
    const struct unit *unit = (const struct unit *)thing;
    if (change)
        common_write_title(unit->words.title, out);
    else
        writer_raw(out, "title", slice_of(unit->words.title));
    unit_write_items(unit, change, out);
    write_known("opened", unit_is_open(unit), unit->opened_ms, change, out);
    if (unit->news.text && change)
        common_write_langs("announcement", unit->news.text, out);
    else if (unit->news.text)
        writer_raw(out, "announcement", slice_of(unit->news.text));
    else if (change && unit->news.seq) /* where there was never one there is none to take away */
        writer_null(out, "announcement");
    if (rings_of_staff(viewer->rings))
        write_plan(unit, change, out);
}

static void unit_wipe(struct shelf_thing *thing)
{
    worded_wipe(thing);
    common_wipe(&((struct unit *)thing)->news.text);
    content_done(&((struct unit *)thing)->content);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct unit),
    .write_to = write_to,
    .wipe = unit_wipe,
    .things_max = BOUND_UNITS,
};

/* ---- all of them -------------------------------------------------------------------------------
 */

struct units *units_new(void)
{
    struct units *units = mem_new(sizeof *units);
    shelf_init(&units->all.shelf, &kind);
    unit_marks_init(&units->marks);
    brought_init(&units->brought);
    return units;
}

void units_free(struct units *units)
{
    common_order_done(&units->order);
    common_order_done(&units->shown);
    common_wipe(&units->zone);
    units_let_go(units, 0);
    unit_marks_done(&units->marks);
    brought_done(&units->brought);
    shelf_done(&units->all.shelf);
    mem_free(units);
}

struct unit *units_find(const struct units *units, int64_t seq)
{
    return (struct unit *)shelf_find(&units->all.shelf, seq);
}

struct unit *units_of(const struct units *units, const struct entry *entry)
{
    return units_find(units, common_get_int(entry->data, "unit"));
}

struct unit *units_holding(const struct units *units, int64_t seq)
{
    struct unit *unit = units_find(units, seq);
    struct map_at at = {0};
    while (!unit && map_next(units->all.shelf.things, &at))
        if (content_find(&((struct unit *)at.value)->content, seq))
            unit = at.value;
    return unit;
}

struct unit *units_carried(const struct units *units, int64_t from)
{
    struct map_at at = {0};
    while (map_next(units->all.shelf.things, &at))
        if (((struct unit *)at.value)->from == from)
            return at.value;
    return NULL;
}

struct unit *units_either(const struct units *units, const struct entry *entry)
{
    int64_t from = common_get_int(entry->data, "from");
    return from ? units_carried(units, from) : units_of(units, entry);
}

size_t units_items(const struct units *units)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(units->all.shelf.things, &at))
        count += content_count(&((const struct unit *)at.value)->content);
    return count;
}

size_t units_files(const struct units *units)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(units->all.shelf.things, &at))
        count += content_files(&((const struct unit *)at.value)->content);
    return count;
}

/* What it says, if it came along. */
static void readdress(const struct units *units, const struct entry *entry, char **text)
{
    if (*text && common_has(entry->data, "from"))
        brought_readdress(&units->brought, text);
}

struct unit *units_add(struct units *units, const struct entry *entry)
{
    struct unit *unit = (struct unit *)worded_add(&units->all, entry, RINGS_STAFF);
    content_init(&unit->content);
    unit->from = common_get_int(entry->data, "from");
    if (unit->from)
        brought_put(&units->brought, unit->from, entry->seq);
    readdress(units, entry, &unit->words.text);
    return unit;
}

void unit_edit(struct units *units, const struct entry *entry, struct unit *unit)
{
    worded_edit(&units->all, entry, &unit->words);
    readdress(units, entry, &unit->words.text);
}

void units_let_go(struct units *units, int64_t seq)
{
    while (units->let_go.count > 0)
        mem_free(units->let_go.rooms[--units->let_go.count]);
    units->let_go.seq = seq;
}

void units_let_go_of(struct units *units, const struct entry *entry, const struct item *item)
{
    if (units->let_go.seq != entry->seq)
        units_let_go(units, entry->seq);
    if (item->kind == ITEM_WEBINAR && !item->waits && units->let_go.count < BOUND_ITEMS_UNIT)
        units->let_go.rooms[units->let_go.count++] = mem_text(slice_of(item->where));
}

void units_remove(struct units *units, const struct entry *entry, struct unit *unit)
{
    struct map_at at = {0};
    units->gone.seq = entry->seq;
    units->gone.unit = unit->shown && !unit_is_open(unit) ? unit->words.thing.seq : 0;
    units->gone.count = 0;
    while (map_next(unit->content.items.shelf.things, &at)) {
        const struct item *item = at.value;
        units->gone.words[units->gone.count++] = item->words.said_seq;
        unit_marks_drop(units->marks, item->words.thing.seq, entry->seq);
        units_let_go_of(units, entry, item);
    }
    units->news_gone = unit->news.text ? unit->news.seq : 0;
    common_order_take(&units->order, entry, unit->words.thing.seq);
    worded_remove(&units->all, entry, &unit->words);
}

void unit_announce(struct units *units, const struct entry *entry, struct unit *unit)
{
    shelf_touch(&units->all.shelf, entry, &unit->words.thing);
    units->news_gone = unit->news.text ? unit->news.seq : 0;
    common_wipe(&unit->news.text);
    unit->news.text = common_copy_json(entry->data, "text");
    readdress(units, entry, &unit->news.text);
    unit->news.seq = entry->seq;
}

bool unit_is_open(const struct unit *unit)
{
    return unit->opened_ms > 0;
}

void unit_time(struct units *units, int64_t seq, const struct json *data, struct unit *unit)
{
    unit->at_ms = common_get_int(data, "at");
    unit->day = common_has(data, "day") ? common_get_int(data, "day") : -1;
    unit->time = common_has(data, "time") ? common_get_int(data, "time") : -1;
    unit->way = unit->at_ms ? UNIT_AT : unit->day < 0 ? UNIT_BY_HAND : UNIT_DAY;
    if (unit->way != UNIT_BY_HAND)
        units->timed_seq = seq;
}

void unit_moved(struct unit *unit, const struct entry *entry)
{
    unit->changes += unit->changed_ms > 0;
    unit->changed_ms = entry->at_ms;
}

void unit_open(struct units *units, const struct entry *entry, struct unit *unit)
{
    shelf_stamp(&units->all.shelf, entry, &unit->words.thing, RINGS_INSIDE);
    unit->opened_ms = entry->at_ms;
    unit->opened_seq = entry->seq;
    unit->shown = true;
    unit_moved(unit, entry);
}

void unit_shut(struct units *units, const struct entry *entry, struct unit *unit)
{
    shelf_stamp(&units->all.shelf, entry, &unit->words.thing, RINGS_STAFF);
    unit->opened_ms = 0;
    unit_moved(unit, entry);
    units->shut_seq = entry->seq;
}

bool units_in_order(const struct common_order *order, const struct unit *unit)
{
    for (size_t i = 0; i < order->count; i++)
        if (order->seqs[i] == unit->words.thing.seq)
            return true;
    return false;
}

static int64_t next_ms(const struct units *units)
{
    struct map_at at = {0};
    int64_t next = 0;
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (!unit_is_open(unit) && unit->at_ms && (!next || unit->at_ms < next))
            next = unit->at_ms;
    }
    return next;
}

/* The order of what is open: nobody learns of a unit by the place that it will have. */
static void show_order(struct units *units, const struct entry *entry)
{
    const struct common_order *order = &units->order;
    struct common_order shown = {.changed_seq = units->shown.changed_seq};
    if (order->count > 0)
        shown.seqs = mem_new(order->count * sizeof *shown.seqs);
    for (size_t i = 0; i < order->count; i++) {
        const struct unit *unit = units_find(units, order->seqs[i]);
        if (unit && unit_is_open(unit))
            shown.seqs[shown.count++] = order->seqs[i];
    }
    size_t bytes = shown.count * sizeof *shown.seqs;
    if (shown.count != units->shown.count ||
        (bytes > 0 && memcmp(shown.seqs, units->shown.seqs, bytes) != 0))
        shown.changed_seq = entry->seq;
    common_order_done(&units->shown);
    units->shown = shown;
}

void units_settle(struct units *units, const struct entry *entry)
{
    int64_t next = next_ms(units);
    show_order(units, entry);
    if (next == units->next_ms)
        return;
    units->next_ms = next;
    units->next_moved = true;
}

/* ---- areas -------------------------------------------------------------------------------------
 */

static bool area_exists(const void *state, int64_t seq)
{
    return units_find(state, seq);
}

static void area_write(const void *state, int64_t seq, struct writer *out)
{
    const struct unit *unit = units_find(state, seq);
    const struct viewer viewer = {.rings = RINGS_INSIDE};
    if (!unit_is_open(unit))
        return;
    writer_object_seq(out, seq);
    write_to(&unit->words.thing, &viewer, false, out);
    writer_end(out);
}

struct area unit_area(const void *state, struct slice part)
{
    UNUSED(state);
    return (struct area){"unit", part_seq(part)};
}

bool unit_shows(const struct unit *unit, const struct scene *scene)
{
    struct area area = {"unit", unit->words.thing.seq};
    return rings_meet(unit->words.thing.stamp, room_area_rings(scene->room, scene->person, area));
}

const struct areas unit_areas = {
    .kind = "unit",
    .exists = area_exists,
    .write = area_write,
};
