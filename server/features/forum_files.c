/* SPDX-License-Identifier: Apache-2.0
 * Uploaded -> loose -> held by a post -> gone. */
#include "features/forum_files.h"

#include "base/mem.h"
#include "features/common_get.h"
#include "features/file_state.h"

/* Those of one post, in its order. */
struct holding {
    size_t count;
    int64_t seqs[BOUND_POST_FILES];
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

struct posted *forum_files_find(const struct forum_files *files, int64_t seq)
{
    return map_find(files->all, slice_of_seq(&seq));
}

void forum_files_drop(struct forum_files *files, struct posted *posted)
{
    map_take(files->loose, slice_of_seq(&posted->seq));
    map_take(files->all, slice_of_seq(&posted->seq));
    posted_free(posted);
}

void forum_files_add(struct forum_files *files, const struct entry *entry)
{
    int type = common_get_choice(entry->data, "type", file_types);
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
        struct posted *posted = forum_files_find(files, before->seqs[i]);
        if (!posted || holds(now, posted->seq))
            continue;
        files->gone[files->gone_count++] = posted->seq;
        forum_files_drop(files, posted);
    }
}

/* Of a journal that was erased some are not there any more, or were others. */
static void hold(struct forum_files *files, struct post *post, const struct entry *entry,
                 struct holding *holding)
{
    const struct json *list = json_get(entry->data, "files");
    int64_t seq = 0;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct posted *posted = json_as_int(at, &seq) ? forum_files_find(files, seq) : NULL;
        if (!posted || (posted->post && posted->post != post) || holding->count == BOUND_POST_FILES)
            continue;
        posted->post = post;
        map_take(files->loose, slice_of_seq(&posted->seq));
        holding->seqs[holding->count++] = seq;
    }
}

void forum_files_take(struct forum_files *files, struct post *post, const struct entry *entry)
{
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

void forum_files_end(struct forum_files *files, const struct post *post)
{
    struct holding *holding = holding_of(post);
    for (size_t i = 0; holding && i < holding->count; i++) {
        struct posted *posted = forum_files_find(files, holding->seqs[i]);
        if (posted)
            forum_files_drop(files, posted);
    }
    if (holding)
        mem_free(map_take(files->posts, slice_of_seq(&post->seq)));
}

bool forum_files_forget(struct forum_files *files, int64_t seq)
{
    struct posted *posted = forum_files_find(files, seq);
    const struct post *post = posted ? posted->post : NULL;
    struct holding *holding = post ? holding_of(post) : NULL;
    for (size_t i = 0; holding && i < holding->count; i++)
        if (holding->seqs[i] == seq) {
            memmove(&holding->seqs[i], &holding->seqs[i + 1],
                    (--holding->count - i) * sizeof holding->seqs[0]);
            break;
        }
    if (posted)
        forum_files_drop(files, posted);
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
            posted_write(forum_files_find(post->thread->files, holding->seqs[i]), out);
        writer_end(out);
    } else if (is_patch && post->filed) {
        writer_null(out, "files");
    }
}
