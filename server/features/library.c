/* SPDX-License-Identifier: Apache-2.0
 * Polls by the seq of the entry that keeps them, each as the data of a poll.prepare. */
#include "features/library.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_read.h"

struct kept {
    char *poll; /* owned; JSON; NULL: erased */
    size_t bytes;
};

struct library {
    struct map *polls; /* seq -> struct kept, owned; NULL: none */
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
    common_wipe(&kept->poll);
    mem_free(kept);
}

static void library_free(void *state)
{
    struct library *library = state;
    map_free(&library->polls, kept_free);
    mem_free(library);
}

static enum err add_read(const struct json *data, struct writer *out)
{
    const struct json *poll = json_get(data, "poll");
    if (!json_is_object(poll))
        return ERR_BAD_REQUEST;
    writer_object(out, "poll");
    enum err error = poll_prepare_read(poll, out);
    writer_end(out);
    return error;
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct library *library = state;
    bool full = library->bytes + common_entry_bytes(entry) > BOUND_LIBRARY_BYTES;
    UNUSED(scene);
    return full || map_full(library->polls) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct library *library = state;
    struct kept *kept = mem_new(sizeof *kept);
    UNUSED(scene);
    kept->bytes = common_entry_bytes(entry);
    if (json_get(entry->data, "poll"))
        kept->poll = common_copy_json(entry->data, "poll");
    library->bytes += kept->bytes;
    if (!library->polls)
        library->polls = map_new(BOUND_LIBRARY);
    map_put(library->polls, slice_of_seq(&entry->seq), kept);
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
    return map_find(library->polls, slice_of_seq(&item)) ? ERR_NONE : ERR_NOT_FOUND;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct library *library = state;
    int64_t item = common_get_int(entry->data, "item");
    struct kept *kept = map_take(library->polls, slice_of_seq(&item));
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
    struct kept *kept = map_find(library->polls, slice_of_seq(&seq));
    if (!kept)
        return false;
    common_wipe(&kept->poll);
    return true;
}

static void kept_write(int64_t seq, const struct kept *kept, struct writer *out)
{
    char key[24];
    snprintf(key, sizeof key, "%" PRId64, seq);
    writer_raw(out, key, kept->poll ? slice_of(kept->poll) : SLICE("{}"));
}

static void library_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    const struct library *library = state;
    struct map_at at = {0};
    UNUSED(viewer);
    UNUSED(bodies);
    writer_object(out, "polls");
    while (map_next(library->polls, &at)) {
        int64_t seq;
        memcpy(&seq, at.key.at, sizeof seq);
        kept_write(seq, at.value, out);
    }
    writer_end(out);
}

static void library_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    const struct library *library = state;
    const struct kept *kept = map_find(library->polls, slice_of_seq(&entry->seq));
    UNUSED(viewer);
    writer_object(out, "polls");
    if (kept)
        kept_write(entry->seq, kept, out);
    else
        writer_null_seq(out, common_get_int(entry->data, "item"));
    writer_end(out);
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
