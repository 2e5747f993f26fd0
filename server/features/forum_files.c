/* SPDX-License-Identifier: Apache-2.0
 * Uploaded -> loose -> held by a post -> gone; or gone after a day. */
#include "features/forum_files.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/file_state.h"
#include "features/forum_narrow.h"
#include "features/forum_state.h"

/* One of them. */
struct posted {
    int64_t seq, at_ms, bytes, width, height;
    char *by;          /* owned; who uploaded it, a pseudonym of its own where it has a mask */
    char *mask;        /* owned; NULL: it came with a name */
    const char *type;  /* one of file_types */
    struct post *post; /* borrowed; NULL: it is loose */
};

/* Those of one post, in its order. */
struct holding {
    size_t count;
    int64_t seqs[BOUND_POST_FILES];
};

struct forum_files {
    struct map *all;                /* seq -> struct posted, owned */
    struct map *loose;              /* the same, borrowed; the first came first */
    struct map *posts;              /* seq of a post -> struct holding, owned */
    int64_t gone[BOUND_POST_FILES]; /* by the last entry that took some away */
    size_t gone_count;
};

static void posted_free(void *value)
{
    struct posted *posted = value;
    mem_free(posted->by);
    mem_free(posted->mask);
    mem_free(posted);
}

struct forum_files *forum_files_new(void)
{
    struct forum_files *files = mem_new(sizeof *files);
    files->all = map_new(BOUND_FILES);
    files->loose = map_new(BOUND_FILES);
    files->posts = map_new(BOUND_FILES);
    return files;
}

void forum_files_free(struct forum_files **files)
{
    struct forum_files *old = *files;
    *files = NULL;
    map_free(&old->loose, NULL);
    map_free(&old->posts, mem_free);
    map_free(&old->all, posted_free);
    mem_free(old);
}

static struct posted *find(const struct forum_files *files, int64_t seq)
{
    return map_find(files->all, slice_of_seq(&seq));
}

/* It is known no more: nobody has it by a post, and no post can name it. */
static void drop(struct forum_files *files, struct posted *posted)
{
    map_take(files->loose, slice_of_seq(&posted->seq));
    map_take(files->all, slice_of_seq(&posted->seq));
    posted_free(posted);
}

/* ---- what is uploaded --------------------------------------------------------------------------
 */

void forum_files_heard_add(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum_files *files = ((struct forum *)state)->files;
    int type = common_get_choice(entry->data, "type", file_types);
    UNUSED(scene);
    if (!slice_is(common_get_text(entry->data, "for"), "post"))
        return;
    struct posted *posted = mem_new(sizeof *posted);
    posted->seq = entry->seq;
    posted->at_ms = entry->at_ms;
    posted->bytes = common_get_int(entry->data, "bytes");
    posted->width = common_get_int(entry->data, "width");
    posted->height = common_get_int(entry->data, "height");
    posted->type = file_types[type < 0 ? 0 : type];
    posted->by = mem_text(entry->by);
    if (common_has(entry->data, "mask"))
        posted->mask = mem_text(common_get_text(entry->data, "mask"));
    map_put(files->all, slice_of_seq(&posted->seq), posted);
    map_put(files->loose, slice_of_seq(&posted->seq), posted);
}

void forum_files_heard_remove(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum_files *files = ((struct forum *)state)->files;
    struct posted *posted = find(files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    if (posted && !posted->post)
        drop(files, posted);
}

/* ---- what a post holds -------------------------------------------------------------------------
 */

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
        const struct posted *posted = json_as_int(at, &seq) ? find(forum->files, seq) : NULL;
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
        const struct posted *posted = json_as_int(at, &seq) ? find(forum->files, seq) : NULL;
        if (!posted || posted->post || !posted->mask)
            continue;
        if (!room_veil(scene->room, veil_file_scope(slice_of(posted->mask), scope), scene->person,
                       &name) ||
            !slice_is(slice_of(name.text), posted->by))
            return ERR_NOT_FOUND;
    }
    return ERR_NONE;
}

static struct holding *holding_of(const struct post *post)
{
    return post->filed ? map_find(post->thread->files->posts, slice_of_seq(&post->seq)) : NULL;
}

size_t forum_files_of(const struct post *post, const int64_t **seqs)
{
    const struct holding *holding = holding_of(post);
    *seqs = holding ? holding->seqs : NULL;
    return holding ? holding->count : 0;
}

static bool holds(const struct holding *holding, int64_t seq)
{
    for (size_t i = 0; i < holding->count; i++)
        if (holding->seqs[i] == seq)
            return true;
    return false;
}

static void let_go(struct forum_files *files, const struct holding *before,
                   const struct holding *now)
{
    for (size_t i = 0; i < before->count; i++) {
        struct posted *posted = find(files, before->seqs[i]);
        if (!posted || holds(now, posted->seq))
            continue;
        files->gone[files->gone_count++] = posted->seq;
        drop(files, posted);
    }
}

/* Of a journal that was erased some are not there any more, or were others. */
static void hold(struct forum_files *files, struct post *post, const struct entry *entry,
                 struct holding *holding)
{
    const struct json *list = json_get(entry->data, "files");
    int64_t seq = 0;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct posted *posted = json_as_int(at, &seq) ? find(files, seq) : NULL;
        if (!posted || (posted->post && posted->post != post) || holding->count == BOUND_POST_FILES)
            continue;
        posted->post = post;
        map_take(files->loose, slice_of_seq(&posted->seq));
        holding->seqs[holding->count++] = seq;
    }
}

void forum_files_take(struct forum *forum, struct post *post, const struct entry *entry)
{
    struct forum_files *files = forum->files;
    const struct json *list = json_get(entry->data, "files");
    struct holding *before = holding_of(post), now = {.count = 0};
    files->gone_count = 0;
    if (!list || (!before && json_count(list) == 0))
        return;
    hold(files, post, entry, &now);
    if (before)
        let_go(files, before, &now);
    else
        before = mem_new(sizeof *before);
    *before = now;
    post->filed = true;
    if (!map_find(files->posts, slice_of_seq(&post->seq)))
        map_put(files->posts, slice_of_seq(&post->seq), before);
}

void forum_files_end(struct forum *forum, const struct post *post)
{
    struct holding *holding = holding_of(post);
    for (size_t i = 0; holding && i < holding->count; i++) {
        struct posted *posted = find(forum->files, holding->seqs[i]);
        if (posted)
            drop(forum->files, posted);
    }
    if (holding)
        mem_free(map_take(forum->files->posts, slice_of_seq(&post->seq)));
}

bool forum_files_forget(struct forum *forum, int64_t seq)
{
    struct posted *posted = find(forum->files, seq);
    const struct post *post = posted ? posted->post : NULL;
    struct holding *holding = post ? holding_of(post) : NULL;
    for (size_t i = 0; holding && i < holding->count; i++)
        if (holding->seqs[i] == seq) {
            memmove(&holding->seqs[i], &holding->seqs[i + 1],
                    (--holding->count - i) * sizeof holding->seqs[0]);
            break;
        }
    if (posted)
        drop(forum->files, posted);
    return post && !post->deleted;
}

static void posted_write(const struct posted *posted, struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "file", posted->seq);
    writer_text(out, "type", slice_of(posted->type));
    writer_int(out, "bytes", posted->bytes);
    if (posted->width && posted->height) {
        writer_int(out, "width", posted->width);
        writer_int(out, "height", posted->height);
    }
    writer_end(out);
}

void forum_files_write(const struct post *post, bool is_patch, struct writer *out)
{
    const struct holding *holding = holding_of(post);
    if (holding && holding->count > 0) {
        writer_array(out, "files");
        for (size_t i = 0; i < holding->count; i++)
            posted_write(find(post->thread->files, holding->seqs[i]), out);
        writer_end(out);
    } else if (is_patch && post->filed) {
        writer_null(out, "files");
    }
}

/* The server is asked whether a post holds it at all. */
bool forum_files_lends(const void *state, int64_t file, const struct scene *scene)
{
    const struct posted *posted = find(((const struct forum *)state)->files, file);
    if (!posted || !posted->post)
        return false;
    return scene->role == ROLE_SYSTEM ||
           (!posted->post->deleted && forum_sees_post(posted->post, scene));
}

/* ---- what goes ---------------------------------------------------------------------------------
 */

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
        find(((const struct forum *)state)->files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    bool due = posted && !posted->post && entry->at_ms >= lapses_ms(posted);
    return due ? ERR_NONE : ERR_NOT_FOUND;
}

void forum_lapse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum_files *files = ((struct forum *)state)->files;
    struct posted *posted = find(files, common_get_int(entry->data, "file"));
    UNUSED(scene);
    files->gone[0] = posted->seq;
    files->gone_count = 1;
    drop(files, posted);
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
