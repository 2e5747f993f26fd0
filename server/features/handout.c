/* SPDX-License-Identifier: Apache-2.0
 * Titles on a shelf, each with an address. */
#include "features/handout.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/worded.h"

struct handout {
    struct worded words;
    char *url;            /* owned; empty once erased */
    const char *language; /* NULL: not said */
};

static void handout_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct handout *handout = (const struct handout *)thing;
    writer_raw(out, "title", slice_of(handout->words.title));
    writer_text(out, "url", slice_of(handout->url));
    if (handout->language)
        writer_text(out, "language", slice_of(handout->language));
}

static void handout_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct handout *handout = (const struct handout *)thing;
    common_write_title(handout->words.title, out);
    writer_text(out, "url", slice_of(handout->url));
    if (handout->language)
        writer_text(out, "language", slice_of(handout->language));
    else
        writer_null(out, "language");
}

static void handout_wipe(struct shelf_thing *thing)
{
    worded_wipe(thing);
    common_wipe(&((struct handout *)thing)->url);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct handout),
    .write = handout_write,
    .write_change = handout_write_change,
    .wipe = handout_wipe,
    .things_max = BOUND_HANDOUTS,
};

static void *handouts_new(const struct room *room)
{
    struct worded_shelf *all = mem_new(sizeof *all);
    UNUSED(room);
    shelf_init(&all->shelf, &kind);
    return all;
}

static void handouts_free(void *state)
{
    shelf_done(&((struct worded_shelf *)state)->shelf);
    mem_free(state);
}

static void set_url(struct handout *handout, struct slice url)
{
    common_wipe(&handout->url);
    handout->url = mem_text(url.at ? url : SLICE(""));
}

static bool handouts_forget(void *state, int64_t seq)
{
    struct worded_shelf *all = state;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at))
        if (((struct worded *)at.value)->said_seq == seq)
            set_url(at.value, SLICE(""));
    return worded_forget(state, seq);
}

static struct handout *handout_of(const void *state, const struct entry *entry)
{
    return (struct handout *)worded_of(state, entry, "handout");
}

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_url(data, "url", out);
    if (!error && common_has(data, "language"))
        error = common_read_choice(data, "language", common_languages, out);
    return error;
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "handout", out);
    return error ? error : add_read(data, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "handout", out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(&((const struct worded_shelf *)state)->shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return handout_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void say(struct handout *handout, const struct entry *entry)
{
    set_url(handout, common_get_text(entry->data, "url"));
    handout->language =
        common_has(entry->data, "language")
            ? common_languages[common_get_choice(entry->data, "language", common_languages)]
            : NULL;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    say((struct handout *)worded_add(state, entry, RINGS_INSIDE), entry);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct handout *handout = handout_of(state, entry);
    UNUSED(scene);
    worded_edit(state, entry, &handout->words);
    say(handout, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    worded_remove(state, entry, &handout_of(state, entry)->words);
}

static void handouts_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    shelf_view(&((const struct worded_shelf *)state)->shelf, "handouts", viewer, out);
}

static void handouts_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    shelf_patch(&((const struct worded_shelf *)state)->shelf, "handouts", entry, viewer, out);
}

#define BY_STAFF .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = handouts_patch

static const struct row rows[] = {
    {
        .name = "handout.add",
        .keep = {KEEP_MEMBERS("language"), .house = true},
        BY_STAFF,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "handout.edit",
        .keep = {KEEP_MEMBERS("handout", "language"), .house = true},
        .erases = worded_erases,
        .thing = "handout",
        .hides.thing = true,
        BY_STAFF,
        .read = edit_read,
        .check = there_check,
        .apply = edit_apply,
    },
    {
        .name = "handout.remove",
        .keep = {keep_all},
        .erases = worded_erases,
        .thing = "handout",
        .hides.thing = true,
        BY_STAFF,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
};

const struct feature handout_feature = {
    .name = "handout",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = handouts_new,
    .state_free = handouts_free,
    .forget = handouts_forget,
    .forget_name = worded_forget_name,
    .view = handouts_view,
};
