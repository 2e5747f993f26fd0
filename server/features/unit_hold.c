/* SPDX-License-Identifier: Apache-2.0
 * A webinar is held while all units that have it are shut. */
#include "features/unit_hold.h"

#include <stdio.h>
#include <string.h>

#include "core/effect.h"
#include "features/common_get.h"
#include "features/unit_state.h"

static bool has(const struct unit *unit, struct slice webinar)
{
    struct map_at at = {0};
    while (map_next(unit->content.items.shelf.things, &at)) {
        const struct item *item = at.value;
        if (item->kind == ITEM_WEBINAR && !item->waits && slice_is(webinar, item->where))
            return true;
    }
    return false;
}

static bool is_held(const struct units *units, struct slice webinar)
{
    struct map_at at = {0};
    bool held = false;
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (!has(unit, webinar))
            continue;
        if (unit_is_open(unit))
            return false;
        held = true;
    }
    return held;
}

/* In which it is open: whose guests come in, the catalogue knows. */
static void write_units(const struct units *units, struct slice webinar, struct writer *out)
{
    struct map_at at = {0};
    writer_array(out, "units");
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        if (unit_is_open(unit) && has(unit, webinar))
            writer_int(out, NULL, unit->words.thing.seq);
    }
    writer_end(out);
}

/* What one entry tells; nothing twice. */
struct telling {
    const struct units *units;
    const struct entry *entry;
    const struct room *room;
    struct emitter *emitter;
    size_t count;
    struct slice told[2 * BOUND_ITEMS_UNIT];
};

static void tell(struct telling *telling, struct slice webinar)
{
    struct buffer text;
    struct writer out;
    char name[BOUND_ID_BYTES + 16];
    for (size_t i = 0; i < telling->count; i++)
        if (slice_equal(telling->told[i], webinar))
            return;
    if (webinar.len == 0)
        return;
    telling->told[telling->count++] = webinar;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "of", webinar);
    writer_text(&out, "course", room_name(telling->room));
    writer_bool(&out, "held", is_held(telling->units, webinar));
    write_units(telling->units, webinar, &out);
    writer_int(&out, "cause", telling->entry->seq);
    writer_end(&out);
    snprintf(name, sizeof name, "hold %.*s", (int)webinar.len, webinar.at);
    effect_emit(telling->emitter, &(struct effect){.name = name,
                                                   .room = SLICE("academy:main"),
                                                   .type = "room.hold",
                                                   .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* What it took out of items, the one that it names, and those of the unit that it is about. */
void unit_hold_effects(const void *state, const struct entry *entry, const struct scene *scene,
                       struct emitter *emitter)
{
    const struct units *units = state;
    struct telling telling = {units, entry, scene->room, emitter, 0, {{NULL, 0}}};
    const struct unit *unit = units_of(units, entry);
    struct map_at at = {0};
    if (!units->listed)
        return;
    if (units->let_go.seq == entry->seq)
        for (size_t i = 0; i < units->let_go.count; i++)
            tell(&telling, slice_of(units->let_go.rooms[i]));
    if (slice_is(entry->type, "item.meet"))
        tell(&telling, common_get_text(entry->data, "of"));
    if (common_has(entry->data, "from") && slice_is(entry->type, "item.add"))
        unit = units_find(units, units->touched);
    while (unit && map_next(unit->content.items.shelf.things, &at)) {
        const struct item *item = at.value;
        if (item->kind == ITEM_WEBINAR && !item->waits)
            tell(&telling, slice_of(item->where));
    }
}
