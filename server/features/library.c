/* SPDX-License-Identifier: Apache-2.0
 * Things by the seq of the entry that keeps them: polls, each as the data of a poll.prepare, and
 * agendas, each a title and chapters as the data of an agenda.add. What was erased is neither. */
#include "features/library.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/agenda.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_read.h"

enum kind { POLL, AGENDA, KINDS };

/* As the data of library.add calls one, and the view all of them. */
static const struct {
    const char *one, *all;
} words[KINDS] = {{"poll", "polls"}, {"agenda", "agendas"}};

struct kept {
    enum kind kind;
    char *text; /* owned; JSON; NULL: erased */
    size_t bytes;
};

struct library {
    struct map *things; /* seq -> struct kept, owned; NULL: none */
    size_t bytes;
};

static void *library_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct library));
}

static void kept_free(void *value)
{
    struct kept *kept = value;
    common_wipe(&kept->text);
    mem_free(kept);
}

static void library_free(void *state)
{
    struct library *library = state;
    map_free(&library->things, kept_free);
    mem_free(library);
}

static enum err chapters_read(const struct json *list, struct writer *out)
{
    size_t count = 0;
    enum err error = json_is_array(list) ? ERR_NONE : ERR_BAD_REQUEST;
    writer_array(out, "items");
    for (const struct json *item = error ? NULL : json_first(list); item && !error;
         item = json_next(item)) {
        writer_object(out, NULL);
        error = ++count > BOUND_AGENDA ? ERR_LIMIT_EXCEEDED
                : json_is_object(item) ? agenda_read(item, out)
                                       : ERR_BAD_REQUEST;
        writer_end(out);
    }
    writer_end(out);
    return !error && count == 0 ? ERR_BAD_REQUEST : error;
}

static enum err agenda_whole_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : chapters_read(json_get(data, "items"), out);
}

/* One thing of one kind. */
static enum err add_read(const struct json *data, struct writer *out)
{
    enum kind kind = json_get(data, "agenda") ? AGENDA : POLL;
    const struct json *thing = json_get(data, words[kind].one);
    if (!json_is_object(thing) || (kind == AGENDA && json_get(data, "poll")))
        return ERR_BAD_REQUEST;
    writer_object(out, words[kind].one);
    enum err error = kind == AGENDA ? agenda_whole_read(thing, out) : poll_prepare_read(thing, out);
    writer_end(out);
    return error;
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct library *library = state;
    bool full = library->bytes + common_entry_bytes(entry) > BOUND_LIBRARY_BYTES;
    UNUSED(scene);
    return full || map_full(library->things) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct library *library = state;
    struct kept *kept = mem_new(sizeof *kept);
    UNUSED(scene);
    kept->bytes = common_entry_bytes(entry);
    kept->kind = json_get(entry->data, words[AGENDA].one) ? AGENDA : POLL;
    if (json_get(entry->data, words[kept->kind].one))
        kept->text = common_copy_json(entry->data, words[kept->kind].one);
    library->bytes += kept->bytes;
    if (!library->things)
        library->things = map_new(BOUND_LIBRARY);
    map_put(library->things, slice_of_seq(&entry->seq), kept);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "item", out);
}

static enum err remove_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct library *library = state;
    int64_t item = common_get_int(entry->data, "item");
    UNUSED(scene);
    return map_find(library->things, slice_of_seq(&item)) ? ERR_NONE : ERR_NOT_FOUND;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct library *library = state;
    int64_t item = common_get_int(entry->data, "item");
    struct kept *kept = map_take(library->things, slice_of_seq(&item));
    UNUSED(scene);
    library->bytes -= kept->bytes;
    kept_free(kept);
}

static void remove_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "item"));
}

static bool library_forget(void *state, int64_t seq)
{
    struct library *library = state;
    struct kept *kept = map_find(library->things, slice_of_seq(&seq));
    if (!kept)
        return false;
    common_wipe(&kept->text);
    return true;
}

static void kept_write(int64_t seq, const struct kept *kept, enum kind kind, struct writer *out)
{
    char key[24];
    if (kept->kind != kind || !kept->text)
        return;
    snprintf(key, sizeof key, "%" PRId64, seq);
    writer_raw(out, key, slice_of(kept->text));
}

static void kind_write(const struct library *library, enum kind kind, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, words[kind].all);
    while (map_next(library->things, &at)) {
        int64_t seq;
        memcpy(&seq, at.key.at, sizeof seq);
        kept_write(seq, at.value, kind, out);
    }
    writer_end(out);
}

static void library_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    UNUSED(viewer);
    UNUSED(bodies);
    for (enum kind kind = 0; kind < KINDS; kind++)
        kind_write(state, kind, out);
}

/* What was taken out was of either kind. */
static void library_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    const struct library *library = state;
    const struct kept *kept = map_find(library->things, slice_of_seq(&entry->seq));
    UNUSED(viewer);
    for (enum kind kind = 0; kind < KINDS; kind++) {
        if (kept && kept->kind != kind)
            continue;
        writer_object(out, words[kind].all);
        if (kept)
            kept_write(entry->seq, kept, kind, out);
        else
            writer_null_seq(out, common_get_int(entry->data, "item"));
        writer_end(out);
    }
}

static const struct row rows[] = {
    {
        .name = "library.add",
        .keep = {keep_nothing, common_keep_bytes, .unnamed = common_keep_bytes},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
        .patch = library_patch,
    },
    {
        .name = "library.remove",
        .keep = {keep_all},
        .erases = remove_erases,
        .thing = "item",
        .hides = {.thing = true},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = remove_read,
        .check = remove_check,
        .apply = remove_apply,
        .patch = library_patch,
    },
};

const struct feature library_feature = {
    .name = "library",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = library_new,
    .state_free = library_free,
    .forget = library_forget,
    .view = library_view,
};
