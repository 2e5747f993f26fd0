/* SPDX-License-Identifier: Apache-2.0
 * Words on a shelf, that are seen in a part alone. */
#include "features/glossary.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/worded.h"

#define PART_ID "terms"

static bool part_exists(const void *state, struct slice id)
{
    UNUSED(state);
    return slice_is(id, PART_ID);
}

static const struct part_kind parts[1] = {{.name = "glossary", .exists = part_exists}};

static void term_write(const struct shelf_thing *thing, struct writer *out)
{
    writer_raw(out, "title", slice_of(((const struct worded *)thing)->title));
}

static void term_write_change(const struct shelf_thing *thing, struct writer *out)
{
    common_write_title(((const struct worded *)thing)->title, out);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct worded),
    .write = term_write,
    .write_change = term_write_change,
    .wipe = worded_wipe,
    .things_max = BOUND_TERMS,
};

static void *glossary_new(const struct room *room)
{
    struct worded_shelf *all = mem_new(sizeof *all);
    UNUSED(room);
    shelf_init(&all->shelf, &kind);
    return all;
}

static void glossary_free(void *state)
{
    shelf_done(&((struct worded_shelf *)state)->shelf);
    mem_free(state);
}

static enum err add_read(const struct json *data, struct writer *out)
{
    return common_read_lang_texts(data, "title", BOUND_TERM_CHARS, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "term", out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = remove_read(data, out);
    return error ? error : add_read(data, out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(&((const struct worded_shelf *)state)->shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return worded_of(state, entry, "term") ? ERR_NONE : ERR_NOT_FOUND;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    worded_add(state, entry, RINGS_INSIDE);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    worded_edit(state, entry, worded_of(state, entry, "term"));
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    worded_remove(state, entry, worded_of(state, entry, "term"));
}

static bool sees(const struct viewer *viewer)
{
    return viewer->part && viewer->part->kind == parts;
}

static void glossary_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    if (sees(viewer))
        shelf_view(&((const struct worded_shelf *)state)->shelf, "terms", viewer, out);
}

static void glossary_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    if (sees(viewer))
        shelf_patch(&((const struct worded_shelf *)state)->shelf, "terms", entry, viewer, out);
}

static void changed_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    UNUSED(entry);
    parts_add(out, parts, SLICE(PART_ID));
}

/* ---- for a room that is a copy -----------------------------------------------------------------
 */

/* What is erased has no words. */
static bool term_carry(const void *thing, struct writer *out)
{
    const struct worded *term = thing;
    writer_raw(out, "title", slice_of(term->title));
    return strcmp(term->title, "{}") != 0;
}

static void carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    static const struct common_carriage terms = {"term", "glossary.add", term_carry};
    const struct common_order by_seq = {0};
    UNUSED(scene);
    common_carry(&terms, &by_seq, ((const struct worded_shelf *)state)->shelf.things, entry,
                 emitter);
}

#define BY_STAFF                                                                                   \
    .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = glossary_patch, .parts = changed_part

static const struct row rows[] = {
    {
        .name = "glossary.add",
        .keep = {keep_nothing, .house = true},
        BY_STAFF,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "glossary.edit",
        .keep = {KEEP_MEMBERS("term"), .house = true},
        .erases = worded_erases,
        .thing = "term",
        .hides.thing = true,
        BY_STAFF,
        .read = edit_read,
        .check = there_check,
        .apply = edit_apply,
    },
    {
        .name = "glossary.remove",
        .keep = {keep_all},
        .erases = worded_erases,
        .thing = "term",
        .hides.thing = true,
        BY_STAFF,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "glossary.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = carry_effects,
    },
};

const struct feature glossary_feature = {
    .name = "glossary",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = glossary_new,
    .state_free = glossary_free,
    .forget = worded_forget,
    .forget_name = worded_forget_name,
    .view = glossary_view,
    .parts = parts,
    .parts_count = sizeof parts / sizeof parts[0],
};
