/* SPDX-License-Identifier: Apache-2.0
 * Units first, then what their words and items name, then these. */
#include "features/unit_carry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/unit_state.h"

/* With the day that it has after the start. One without a time is staff's to open anew, unless it
 * is a section, that was open from the first. What is erased has no title. */
static bool unit_carry(const void *thing, struct writer *out)
{
    const struct unit *unit = thing;
    writer_raw(out, "title", slice_of(unit->words.title));
    if (strcmp(unit->words.text, "{}") != 0)
        writer_raw(out, "text", slice_of(unit->words.text));
    if (unit->day >= 0)
        writer_int(out, "day", unit->day);
    if (unit->day >= 0 && unit->time >= 0)
        writer_int(out, "time", unit->time);
    if (unit->section)
        writer_bool(out, "open", true);
    writer_int(out, "from", unit->words.thing.seq);
    return strcmp(unit->words.title, "{}") != 0;
}

static bool news_carry(const void *thing, struct writer *out)
{
    const struct unit *unit = thing;
    writer_int(out, "from", unit->words.thing.seq);
    if (unit->news.text)
        writer_raw(out, "text", slice_of(unit->news.text));
    return unit->news.text && strcmp(unit->words.title, "{}") != 0;
}

/* Of those that have addresses of this course in their words, which are of things that come along
 * after the units. */
struct addressed {
    struct emitter *emitter;
    struct slice to;
    char address[sizeof "/course/" + BOUND_ID_BYTES];
};

static void edit_emit(void *context, int64_t seq, const void *thing)
{
    const struct addressed *addressed = context;
    const struct unit *unit = thing;
    struct buffer text;
    struct writer out;
    char name[32];
    if (!strstr(unit->words.text, addressed->address) || strcmp(unit->words.title, "{}") == 0)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_int(&out, "from", seq);
    writer_raw(&out, "title", slice_of(unit->words.title));
    writer_raw(&out, "text", slice_of(unit->words.text));
    writer_end(&out);
    snprintf(name, sizeof name, "words %" PRId64, seq);
    if (!text.full)
        effect_emit(addressed->emitter, &(struct effect){.name = name,
                                                         .room = addressed->to,
                                                         .type = "unit.edit",
                                                         .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* The first part is the units, the second what they say of what came along since. */
void unit_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    static const struct common_carriage carriage = {"unit", "unit.add", unit_carry};
    static const struct common_carriage announcements = {"news", "unit.announce", news_carry};
    const struct units *units = state;
    struct addressed addressed = {emitter, common_get_text(entry->data, "to"), ""};
    struct slice id = entry_room_id(room_name(scene->room));
    if (common_get_int(entry->data, "part") == 0) {
        common_carry(&carriage, &units->order, units->all.shelf.things, entry, emitter);
        return;
    }
    snprintf(addressed.address, sizeof addressed.address, "/course/%.*s", (int)id.len, id.at);
    common_order_each(&units->order, units->all.shelf.things, edit_emit, &addressed);
    common_carry(&announcements, &units->order, units->all.shelf.things, entry, emitter);
}

void item_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct units *units = state;
    struct map_at at = {0};
    UNUSED(scene);
    while (map_next(units->all.shelf.things, &at))
        content_carry(&((const struct unit *)at.value)->content, entry, emitter);
}

/* ---- what came along ---------------------------------------------------------------------------
 */

void unit_heard_topic(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    if (slice_is(entry->type, "topic.remove")) {
        brought_topic(&units->brought, common_get_int(entry->data, "topic"), false);
        return;
    }
    brought_topic(&units->brought, entry->seq, true);
    if (common_has(entry->data, "from"))
        brought_put(&units->brought, common_get_int(entry->data, "from"), entry->seq);
}

void unit_heard_file(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    UNUSED(scene);
    brought_put(&units->brought, common_get_int(entry->data, "from"), entry->seq);
}

void unit_readdress(const void *state, char **text)
{
    brought_readdress(&((const struct units *)state)->brought, text);
}

void unit_heard_document(void *state, const struct entry *entry, const struct scene *scene)
{
    brought_document(&((struct units *)state)->brought, entry, room_name(scene->room));
}

/* ---- item.meet ---------------------------------------------------------------------------------
 */

enum err item_meet_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "from", out);
    return error ? error : common_read_room(data, "of", out);
}

void item_meet_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    struct slice from = common_get_text(entry->data, "from");
    struct slice of = common_get_text(entry->data, "of");
    struct map_at at = {0};
    UNUSED(scene);
    brought_meet(&units->brought, from, of);
    units->met.count = 0;
    while (units->met.count < PARTS_MAX && map_next(units->all.shelf.things, &at)) {
        struct unit *unit = at.value;
        if (content_meet(&unit->content, entry, from, of))
            units->met.units[units->met.count++] = unit->words.thing.seq;
    }
}

size_t item_meet_units(const void *state, const int64_t **units)
{
    const struct units *all = state;
    *units = all->met.units;
    return all->met.count;
}

void item_meet_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct unit *unit =
        viewer->part ? units_find(state, part_seq(part_id(viewer->part))) : NULL;
    if (unit)
        content_patch(&unit->content, entry, viewer, out);
}
