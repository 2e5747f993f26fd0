/* SPDX-License-Identifier: Apache-2.0
 * Times of the wall and of the world. */
#include "features/unit_times.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/zone.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/unit_state.h"

enum { DAY_MINUTES = 1440 };

/* ---- reckoning ---------------------------------------------------------------------------------
 */

static bool is_timed(const struct units *units)
{
    struct map_at at = {0};
    while (map_next(units->all.shelf.things, &at))
        if (((const struct unit *)at.value)->way != UNIT_BY_HAND)
            return true;
    return false;
}

/* Without a start nothing follows from it. */
static bool is_unplaced(const struct units *units)
{
    return units->start_ms > 0 && units->timed_seq > units->placed_seq && is_timed(units);
}

static void write_place(const struct unit *unit, const struct zone *zone, int64_t start_ms,
                        struct writer *out)
{
    struct zone_wall start = zone_wall(zone, start_ms), wall = start;
    int64_t at_ms = unit->at_ms;
    if (unit->way == UNIT_DAY) {
        wall.day += unit->day;
        wall.minute = unit->time < 0 ? start.minute : (int)unit->time;
        at_ms = zone_ms(zone, wall);
    } else {
        wall = zone_wall(zone, at_ms);
    }
    writer_object(out, NULL);
    writer_int(out, "unit", unit->words.thing.seq);
    writer_int(out, "at", at_ms > 0 ? at_ms : 1);
    /* One that opens before the course begins, or long after it, has its moment alone. */
    if (wall.day >= start.day && wall.day - start.day <= BOUND_UNIT_DAYS) {
        writer_int(out, "day", wall.day - start.day);
        writer_int(out, "time", wall.minute);
    }
    writer_end(out);
}

static void write_places(const struct units *units, struct writer *out)
{
    struct zone *zone = zone_new(slice_of(units->zone));
    struct map_at at = {0};
    writer_object(out, NULL);
    writer_int(out, "of", units->timed_seq);
    writer_array(out, "places");
    while (map_next(units->all.shelf.things, &at))
        if (((const struct unit *)at.value)->way != UNIT_BY_HAND)
            write_place(at.value, zone, units->start_ms, out);
    writer_end(out);
    writer_end(out);
    zone_free(&zone);
}

static bool place_due(const struct units *units, struct due *out)
{
    struct writer data;
    out->at_ms = 0;
    out->type = "unit.place";
    snprintf(out->op, sizeof out->op, "place:%" PRId64, units->timed_seq);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    write_places(units, &data);
    return true;
}

/* ---- opening -----------------------------------------------------------------------------------
 */

static const struct unit *next_to_open(const struct units *units)
{
    struct map_at at = {0};
    const struct unit *next = NULL;
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (!unit_is_open(unit) && unit->at_ms && (!next || unit->at_ms < next->at_ms))
            next = unit;
    }
    return next;
}

bool unit_due(const void *state, enum phase phase, struct due *out)
{
    const struct units *units = state;
    struct writer data;
    if (phase == PHASE_ENDED) /* nothing opens in what is archived */
        return false;
    if (is_unplaced(units))
        return place_due(units, out);
    const struct unit *unit = next_to_open(units);
    if (!unit)
        return false;
    out->at_ms = unit->at_ms;
    out->type = "unit.release";
    snprintf(out->op, sizeof out->op, "unit:%" PRId64 ".%" PRId64 ".%" PRId64,
             unit->words.thing.seq, unit->at_ms, units->timed_seq);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "unit", unit->words.thing.seq);
    writer_int(&data, "planned", unit->at_ms);
    writer_end(&data);
    return true;
}

/* ---- unit.place --------------------------------------------------------------------------------
 */

static enum err place_read(const struct json *place, struct writer *out)
{
    writer_object(out, NULL);
    enum err error = common_read_seq(place, "unit", out);
    if (!error)
        error = common_read_int(place, "at", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(place, "day", 0, BOUND_UNIT_DAYS, out);
    if (!error)
        error = common_read_optional_int(place, "time", 0, DAY_MINUTES - 1, out);
    writer_end(out);
    return error;
}

enum err unit_place_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "places");
    enum err error = common_read_seq(data, "of", out);
    if (error || !json_is_array(list) || json_count(list) > BOUND_UNITS)
        return ERR_BAD_REQUEST;
    writer_array(out, "places");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at))
        error = json_is_object(at) ? place_read(at, out) : ERR_BAD_REQUEST;
    writer_end(out);
    return error;
}

/* One that was reckoned from what no longer holds comes to nothing: another one follows. */
enum err unit_place_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    UNUSED(scene);
    return common_get_int(entry->data, "of") == units->timed_seq ? ERR_NONE : ERR_NOT_FOUND;
}

/* Whoever reckoned may not have heard yet that staff have taken a unit's time away: it must not
 * come back, for the unit would open by itself. */
static void place(struct units *units, const struct entry *entry, const struct json *data)
{
    struct unit *unit = units_find(units, common_get_int(data, "unit"));
    int64_t at_ms = common_get_int(data, "at");
    int64_t day = common_has(data, "day") ? common_get_int(data, "day") : -1;
    int64_t time = common_has(data, "time") ? common_get_int(data, "time") : -1;
    if (!unit || unit->way == UNIT_BY_HAND)
        return;
    if (unit->at_ms == at_ms && unit->day == day && unit->time == time)
        return;
    shelf_touch(&units->all.shelf, entry, &unit->words.thing);
    if (unit->at_ms != at_ms || !unit->changed_ms)
        unit_moved(unit, entry);
    unit->at_ms = at_ms;
    unit->day = day;
    unit->time = time;
}

void unit_place_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    const struct json *list = json_get(entry->data, "places");
    UNUSED(scene);
    units->placed_seq = entry->seq;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        place(units, entry, at);
    units_settle(units, entry);
}

void unit_heard_stage(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    const struct json *data = entry->data;
    if (common_has(data, "from"))
        brought_begin(&units->brought, common_get_text(data, "from"), room_name(scene->room));
    if (common_get_bool(data, "listed"))
        units->listed = true;
    if (common_has(data, "start"))
        units->start_ms = common_get_int(data, "start");
    if (common_has(data, "zone")) {
        mem_free(units->zone);
        units->zone = mem_text(common_get_text(data, "zone"));
    }
    if (common_has(data, "start") || common_has(data, "zone"))
        units->timed_seq = entry->seq;
}
