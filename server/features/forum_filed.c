/* SPDX-License-Identifier: Apache-2.0
 * See forum_filed.h. */
#include "features/forum_filed.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/forum_files.h"
#include "features/forum_narrow.h"
#include "features/forum_state.h"

void forum_files_heard_add(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (slice_is(common_get_text(entry->data, "for"), "post"))
        forum_files_add(((struct forum *)state)->files, entry);
}

void forum_files_heard_remove(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum_files *files = ((struct forum *)state)->files;
    struct posted *posted = forum_files_find(files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    if (posted && !posted->post)
        forum_files_drop(files, posted);
}

enum err forum_files_read(const struct json *data, struct writer *out)
{
    return common_has(data, "files") ? common_read_order(data, "files", BOUND_POST_FILES, out)
                                     : ERR_NONE;
}

/* At the turn of a post without a name it is known alone that the file came without one. */
static bool is_own(const struct posted *posted, struct slice by)
{
    return veil_hides(by) ? posted->mask != NULL : slice_is(by, posted->by);
}

enum err forum_files_check(const struct forum *forum, const struct thread *thread,
                           const struct post *post, const struct entry *entry)
{
    const struct json *files = json_get(entry->data, "files");
    int64_t seq = 0;
    if (thread && thread->carried && json_count(files) > 0)
        return ERR_NOT_AVAILABLE;
    for (const struct json *at = json_first(files); at; at = json_next(at)) {
        const struct posted *posted =
            json_as_int(at, &seq) ? forum_files_find(forum->files, seq) : NULL;
        bool there = posted && post && posted->post == post;
        if (!posted || (!there && (posted->post || !is_own(posted, entry->by))))
            return ERR_NOT_FOUND;
    }
    return ERR_NONE;
}

enum err forum_files_refuses(const struct forum *forum, const struct entry *entry,
                             const struct scene *scene)
{
    const struct json *files = json_get(entry->data, "files");
    char scope[VEIL_SCOPE_BYTES];
    struct veil_name name;
    int64_t seq = 0;
    for (const struct json *at = json_first(files); at; at = json_next(at)) {
        const struct posted *posted =
            json_as_int(at, &seq) ? forum_files_find(forum->files, seq) : NULL;
        if (!posted || posted->post || !posted->mask)
            continue;
        if (!room_veil(scene->room, veil_file_scope(slice_of(posted->mask), scope), scene->person,
                       &name) ||
            !slice_is(slice_of(name.text), posted->by))
            return ERR_NOT_FOUND;
    }
    return ERR_NONE;
}

/* The server is asked whether a post holds it at all. */
bool forum_files_lends(const void *state, int64_t file, const struct scene *scene)
{
    const struct posted *posted = forum_files_find(((const struct forum *)state)->files, file);
    if (!posted || !posted->post)
        return false;
    return scene->role == ROLE_SYSTEM ||
           (!posted->post->deleted && forum_sees_post(posted->post, scene));
}

void forum_files_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct forum_files *files = ((const struct forum *)state)->files;
    UNUSED(entry);
    for (size_t i = 0; i < files->gone_count; i++)
        withdraw(withdrawal, files->gone[i]);
}

enum err forum_lapse_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "file", out);
}

static int64_t lapses_ms(const struct posted *posted)
{
    return posted->at_ms + INT64_C(1000) * BOUND_LOOSE_SECONDS;
}

enum err forum_lapse_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct posted *posted =
        forum_files_find(((const struct forum *)state)->files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    bool due = posted && !posted->post && entry->at_ms >= lapses_ms(posted);
    return due ? ERR_NONE : ERR_NOT_FOUND;
}

void forum_lapse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum_files *files = ((struct forum *)state)->files;
    struct posted *posted = forum_files_find(files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    files->gone[0] = posted->seq;
    files->gone_count = 1;
    forum_files_drop(files, posted);
}

bool forum_lapse_due(const void *state, struct due *out)
{
    const struct forum_files *files = ((const struct forum *)state)->files;
    struct map_at at = {0};
    struct writer data;
    if (!map_next(files->loose, &at))
        return false;
    const struct posted *posted = at.value;
    out->at_ms = lapses_ms(posted);
    if (!out->data)
        return true;
    out->type = "forum.lapse";
    snprintf(out->op, sizeof out->op, "lapse:%" PRId64 ":%" PRId64, posted->seq, posted->at_ms);
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "file", posted->seq);
    writer_end(&data);
    return true;
}
