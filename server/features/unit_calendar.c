/* SPDX-License-Identifier: Apache-2.0
 * In the order of their making; what has no moment has no place in a calendar. */
#include "features/unit_calendar.h"

#include "base/unused.h"
#include "features/unit_state.h"

static void write_event(const struct unit *unit, struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "unit", unit->words.thing.seq);
    writer_raw(out, "title", slice_of(unit->words.title));
    writer_int(out, "at", unit->opened_ms ? unit->opened_ms : unit->at_ms);
    writer_int(out, "changes", unit->changes);
    writer_int(out, "changed", unit->changed_ms);
    writer_end(out);
}

enum err unit_calendar(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct units *units = state;
    struct map_at at = {0};
    bool staff = scene->role & ROLE_ORGANISERS;
    UNUSED(data);
    writer_array(out, "events");
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (!unit->section && (unit->opened_ms || (staff && unit->at_ms)))
            write_event(unit, out);
    }
    writer_end(out);
    if (!staff && units->next_ms > 0)
        writer_int(out, "opens", units->next_ms);
    return ERR_NONE;
}
