/* SPDX-License-Identifier: Apache-2.0
 * One projection of a unit for each of two places. */
#include "features/unit_view.h"

#include "base/unused.h"
#include "features/common_title.h"
#include "features/unit_state.h"

/* A number that may not be known: in a change null then. */
static void write_known(const char *key, bool known, int64_t value, bool change, struct writer *out)
{
    if (known)
        writer_int(out, key, value);
    else if (change)
        writer_null(out, key);
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

void unit_write_to(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                   struct writer *out)
{
    const struct unit *unit = (const struct unit *)thing;
    if (change)
        common_write_title(unit->words.title, out);
    else
        writer_raw(out, "title", slice_of(unit->words.title));
    write_known("opened", unit_is_open(unit), unit->opened_ms, change, out);
    if (rings_of_staff(viewer->rings))
        write_plan(unit, change, out);
}

static void write_part(const struct unit *unit, struct writer *out)
{
    writer_int(out, "seq", unit->words.thing.seq);
    writer_raw(out, "title", slice_of(unit->words.title));
    writer_raw(out, "text", slice_of(unit->words.text));
}

static const struct common_order *order_for(const struct units *units, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) ? &units->order : &units->shown;
}

void unit_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out)
{
    const struct units *units = state;
    UNUSED(bodies);
    if (viewer->part) {
        write_part(units_find(units, part_seq(part_id(viewer->part))), out);
        return;
    }
    shelf_view(&units->all.shelf, "units", viewer, out);
    common_write_order(order_for(units, viewer), out);
    write_known("next", units->next_ms > 0, units->next_ms, false, out);
}

void unit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                struct writer *out)
{
    const struct units *units = state;
    if (viewer->part)
        return;
    shelf_patch(&units->all.shelf, "units", entry, viewer, out);
    common_write_order_change(order_for(units, viewer), entry, out);
}

/* The event that opened it may have told the order, in which it has its place. */
void unit_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct units *units = state;
    const struct unit *unit = units_of(units, entry);
    const struct common_order *order = order_for(units, viewer);
    if (viewer->part) {
        common_write_title(unit->words.title, out);
        common_write_langs("text", unit->words.text, out);
        return;
    }
    shelf_patch(&units->all.shelf, "units", entry, viewer, out);
    if (units_in_order(order, unit))
        common_write_order(order, out);
}

void unit_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct units *units = state;
    if (!viewer->part && (all || units->next_moved))
        write_known("next", units->next_ms > 0, units->next_ms, true, out);
}

void unit_tally_sent(void *state)
{
    ((struct units *)state)->next_moved = false;
}
