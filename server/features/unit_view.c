/* SPDX-License-Identifier: Apache-2.0
 * One projection of a unit for each of two places. */
#include "features/unit_view.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_title.h"
#include "features/unit_state.h"

static void write_part(const struct unit *unit, const struct viewer *viewer, struct writer *out)
{
    writer_int(out, "seq", unit->words.thing.seq);
    writer_raw(out, "title", slice_of(unit->words.title));
    writer_raw(out, "text", slice_of(unit->words.text));
    content_view(&unit->content, viewer, out);
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
        write_part(units_find(units, part_seq(part_id(viewer->part))), viewer, out);
        return;
    }
    shelf_view(&units->all.shelf, "units", viewer, out);
    common_write_order(order_for(units, viewer), out);
    if (units->next_ms > 0)
        writer_int(out, "next", units->next_ms);
}

/* The event that shut it is taken back with all that told of the unit, perhaps before it was sent:
 * that the unit is gone is said again to whoever saw it open. */
static void write_gone(const struct units *units, const struct entry *entry, struct writer *out)
{
    if (units->gone.seq != entry->seq || !units->gone.unit)
        return;
    writer_object(out, "units");
    writer_null_seq(out, units->gone.unit);
    writer_end(out);
}

void unit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                struct writer *out)
{
    const struct units *units = state;
    if (viewer->part)
        return;
    shelf_patch(&units->all.shelf, "units", entry, viewer, out);
    if (!rings_meet(RINGS_STAFF, viewer->rings))
        write_gone(units, entry, out);
    common_write_order_change(order_for(units, viewer), entry, out);
}

/* The event that opened it may have told the order, in which it has its place. */
void unit_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct units *units = state;
    const struct unit *unit = units_either(units, entry);
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
    if (viewer->part || !(all || units->next_moved))
        return;
    if (units->next_ms > 0)
        writer_int(out, "next", units->next_ms);
    else
        writer_null(out, "next");
}

void unit_tally_sent(void *state)
{
    ((struct units *)state)->next_moved = false;
}
