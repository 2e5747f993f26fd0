/* SPDX-License-Identifier: Apache-2.0
 * In the order of their making; what has no moment has no place in a calendar. Dates of what items
 * hold are asked of the features that hold it. */
#include "features/unit_calendar.h"

#include "base/unused.h"
#include "core/room_query.h"
#include "features/unit_state.h"

struct answer {
    const struct units *units;
    struct writer *out;
};

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

/* How often a date was said anew is not counted: the entry that said it last is as good, for it
 * only ever rises. */
static void write_due(void *context, const struct date *date)
{
    const struct answer *answer = context;
    const struct unit *unit = units_holding(answer->units, date->item);
    const struct item *item = unit ? content_find(&unit->content, date->item) : NULL;
    if (!item)
        return;
    writer_object(answer->out, NULL);
    writer_text(answer->out, "kind", slice_of(date->kind));
    writer_int(answer->out, "item", date->item);
    writer_int(answer->out, "unit", unit->words.thing.seq);
    writer_raw(answer->out, "title", slice_of(item->words.title));
    writer_int(answer->out, "at", date->at_ms);
    if (date->closes_ms)
        writer_int(answer->out, "closes", date->closes_ms);
    if (date->done)
        writer_bool(answer->out, "done", true);
    writer_int(answer->out, "changes", date->moved_seq);
    writer_int(answer->out, "changed", date->moved_ms);
    writer_end(answer->out);
}

enum err unit_calendar(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct units *units = state;
    struct answer answer = {units, out};
    struct map_at at = {0};
    bool staff = scene->role & ROLE_ORGANISERS, visits = scene->role & ROLE_VISITORS;
    UNUSED(data);
    writer_array(out, "events");
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (!unit->section && (unit->opened_ms || (staff && unit->at_ms)) &&
            (!visits || unit_shows(unit, scene)))
            write_event(unit, out);
    }
    writer_end(out);
    writer_array(out, "due");
    room_dates(scene, write_due, &answer);
    writer_end(out);
    if (!staff && !visits && units->next_ms > 0)
        writer_int(out, "opens", units->next_ms);
    return ERR_NONE;
}
