/* SPDX-License-Identifier: Apache-2.0
 * A page of one person's posts, by their seq. */
#include "features/forum_mine.h"

#include "base/bounds.h"
#include "features/common_get.h"
#include "features/common_page.h"
#include "features/forum_files.h"
#include "features/forum_poll_told.h"
#include "features/forum_state.h"

/* The next post of theirs on the page; NULL after the last. Walked from a map, whose order is that
 * of the posts. */
static const struct post *next(const struct forum *forum, struct map_at *at, struct slice person,
                               struct common_page *page)
{
    while (!page->more && map_next(forum->posts, at)) {
        const struct post *post = at->value;
        if (common_author_is(post->author, person) && common_page_takes(page, post->seq))
            return post;
    }
    return NULL;
}

size_t forum_mine_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max)
{
    struct common_page page;
    struct map_at at = {0};
    const struct post *post;
    size_t count = 0;
    if (common_page_read(data, BOUND_THREAD_WINDOW, &page))
        return 0;
    while (count < max && (post = next(state, &at, scene->person, &page)))
        if (!post->deleted)
            seqs[count++] = post->body_seq;
    return count;
}

/* The title is theirs where they have opened the thread, and nobody gave it another. */
static void post_write(const struct post *post, const struct entry *body, struct writer *out)
{
    const struct thread *thread = post->thread;
    writer_object(out, NULL);
    writer_int(out, "post", post->seq);
    writer_int(out, "thread", thread->seq);
    if (post == thread->posts[0] && thread->title_seq == thread->seq)
        writer_text(out, "title", slice_of(thread->title));
    writer_int(out, "at", post->at_ms);
    if (post->edits)
        writer_int(out, "edited", post->edits->at_ms);
    if (post->deleted)
        writer_bool(out, "deleted", true);
    else if (body && !body->erased)
        writer_text(out, "text", common_get_text(body->data, "text"));
    if (!post->deleted)
        forum_files_write(post, false, out);
    if (!post->deleted)
        forum_poll_words(post, out);
    writer_end(out);
}

enum err forum_mine_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct bodies *bodies = scene->bodies;
    struct common_page page;
    struct map_at at = {0};
    const struct post *post;
    enum err error = common_page_read(data, BOUND_THREAD_WINDOW, &page);
    if (error)
        return error;
    writer_array(out, "posts");
    while ((post = next(state, &at, scene->person, &page)))
        post_write(post, bodies ? bodies->find(bodies->context, post->body_seq) : NULL, out);
    writer_end(out);
    common_page_end(&page, out);
    return ERR_NONE;
}
