/* SPDX-License-Identifier: Apache-2.0
 * Words on a shelf, their order, and which of them is on. */
#include "features/agenda.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/worded.h"

struct item {
    struct worded words;
    int64_t minutes;  /* 0: not said */
    int64_t began_ms; /* when it was last gone to; 0: not yet */
};

struct agenda {
    struct worded_shelf items;
    struct common_order order;
    int64_t now;       /* the item that is on; 0: none */
    int64_t moved_seq; /* the entry that last changed which one is */
};

static void item_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct item *item = (const struct item *)thing;
    writer_raw(out, "title", slice_of(item->words.title));
    if (item->minutes)
        writer_int(out, "minutes", item->minutes);
    if (item->began_ms)
        writer_int(out, "began", item->began_ms);
}

static void item_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct item *item = (const struct item *)thing;
    common_write_title(item->words.title, out);
    if (item->minutes)
        writer_int(out, "minutes", item->minutes);
    else
        writer_null(out, "minutes");
    if (item->began_ms)
        writer_int(out, "began", item->began_ms);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct item),
    .write = item_write,
    .write_change = item_write_change,
    .wipe = worded_wipe,
    .things_max = BOUND_AGENDA,
};

static void *agenda_new(const struct room *room)
{
    struct agenda *agenda = mem_new(sizeof *agenda);
    UNUSED(room);
    shelf_init(&agenda->items.shelf, &kind);
    return agenda;
}

static void agenda_free(void *state)
{
    struct agenda *agenda = state;
    common_order_done(&agenda->order);
    shelf_done(&agenda->items.shelf);
    mem_free(agenda);
}

static struct item *item_of(const void *state, const struct entry *entry)
{
    return (struct item *)worded_of(state, entry, "item");
}

enum err agenda_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : common_read_optional_int(data, "minutes", 1, BOUND_AGENDA_MINUTES, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "item", out);
    return error ? error : agenda_read(data, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "item", out);
}

static enum err order_read(const struct json *data, struct writer *out)
{
    return common_read_order(data, "items", BOUND_AGENDA, out);
}

/* "item": none, when nothing of it is on any more. */
static enum err go_read(const struct json *data, struct writer *out)
{
    return common_read_optional_seq(data, "item", out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(&((const struct agenda *)state)->items.shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return item_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err go_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct agenda *agenda = state;
    if (common_has(entry->data, "item")) {
        bool is_on = agenda->now == common_get_int(entry->data, "item");
        return is_on ? ERR_ALREADY_EXISTS : there_check(state, entry, scene);
    }
    return agenda->now ? ERR_NONE : ERR_NOT_FOUND;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct agenda *agenda = state;
    UNUSED(scene);
    struct item *item = (struct item *)worded_add(&agenda->items, entry, RINGS_INSIDE);
    item->minutes = common_get_int(entry->data, "minutes");
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct agenda *agenda = state;
    struct item *item = item_of(state, entry);
    UNUSED(scene);
    worded_edit(&agenda->items, entry, &item->words);
    item->minutes = common_get_int(entry->data, "minutes");
}

static void move(struct agenda *agenda, const struct entry *entry, int64_t now)
{
    agenda->now = now;
    agenda->moved_seq = entry->seq;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct agenda *agenda = state;
    struct item *item = item_of(state, entry);
    UNUSED(scene);
    if (agenda->now == item->words.thing.seq)
        move(agenda, entry, 0);
    common_order_take(&agenda->order, entry, item->words.thing.seq);
    worded_remove(&agenda->items, entry, &item->words);
}

static void order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct agenda *agenda = state;
    UNUSED(scene);
    common_order_set(&agenda->order, entry, "items", agenda->items.shelf.things);
}

static void go_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct agenda *agenda = state;
    struct item *item = item_of(state, entry);
    UNUSED(scene);
    move(agenda, entry, item ? item->words.thing.seq : 0);
    if (!item)
        return;
    shelf_touch(&agenda->items.shelf, entry, &item->words.thing);
    item->began_ms = entry->at_ms;
}

static void agenda_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    const struct agenda *agenda = state;
    UNUSED(bodies);
    shelf_view(&agenda->items.shelf, "items", viewer, out);
    common_write_order(&agenda->order, out);
    if (agenda->now)
        writer_int(out, "now", agenda->now);
}

static void agenda_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct agenda *agenda = state;
    shelf_patch(&agenda->items.shelf, "items", entry, viewer, out);
    common_write_order_change(&agenda->order, entry, out);
    if (agenda->moved_seq != entry->seq)
        return;
    if (agenda->now)
        writer_int(out, "now", agenda->now);
    else
        writer_null(out, "now");
}

/* ---- for a room that is a copy -----------------------------------------------------------------
 */

/* What is erased has no title. */
static bool item_carry(const void *thing, struct writer *out)
{
    const struct item *item = thing;
    writer_raw(out, "title", slice_of(item->words.title));
    if (item->minutes)
        writer_int(out, "minutes", item->minutes);
    return strcmp(item->words.title, "{}") != 0;
}

/* One after another, for whoever asks them elsewhere. */
static void prepared_add(void *context, int64_t seq, const void *thing)
{
    struct writer *out = context;
    if (!strcmp(((const struct item *)thing)->words.title, "{}"))
        return;
    writer_object(out, NULL);
    writer_int(out, "item", seq);
    (void)item_carry(thing, out);
    writer_end(out);
}

static enum err prepared(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    const struct agenda *agenda = state;
    UNUSED(data);
    UNUSED(scene);
    writer_array(out, "items");
    common_order_each(&agenda->order, agenda->items.shelf.things, prepared_add, out);
    writer_end(out);
    return ERR_NONE;
}

static void carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    static const struct common_carriage items = {"item", "agenda.add", item_carry};
    const struct agenda *agenda = state;
    UNUSED(scene);
    common_carry(&items, &agenda->order, agenda->items.shelf.things, entry, emitter);
}

#define BY_STAFF .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = agenda_patch

static const struct row rows[] = {
    {
        .name = "agenda.add",
        .keep = {KEEP_MEMBERS("minutes"), .house = true},
        BY_STAFF,
        .read = agenda_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "agenda.edit",
        .keep = {KEEP_MEMBERS("item", "minutes"), .house = true},
        .erases = worded_erases,
        .thing = "item",
        .hides.thing = true,
        BY_STAFF,
        .read = edit_read,
        .check = there_check,
        .apply = edit_apply,
    },
    {
        .name = "agenda.remove",
        .keep = {keep_all},
        .erases = worded_erases,
        .thing = "item",
        .hides.thing = true,
        BY_STAFF,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "agenda.order",
        .keep = {keep_all},
        BY_STAFF,
        .read = order_read,
        .apply = order_apply,
    },
    {
        .name = "agenda.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = carry_effects,
    },
    {
        .name = "agenda.go",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ON_AIR,
        .read = go_read,
        .check = go_check,
        .apply = go_apply,
        .patch = agenda_patch,
    },
};

static const struct query queries[] = {
    {.name = "agenda.prepared", .roles = ROLE_STAFF, .answer = prepared},
};

const struct feature agenda_feature = {
    .name = "agenda",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = agenda_new,
    .state_free = agenda_free,
    .forget = worded_forget,
    .forget_name = worded_forget_name,
    .view = agenda_view,
};
