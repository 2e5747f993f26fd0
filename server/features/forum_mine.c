/* SPDX-License-Identifier: Apache-2.0
 * A page of one person's posts, by their seq. */
#include "features/forum_mine.h"

#include "base/bounds.h"
#include "features/common_get.h"
#include "features/common_page.h"
#include "features/forum_files.h"
#include "features/forum_own.h"
#include "features/forum_poll_told.h"
#include "features/forum_state.h"

/* The first post of theirs on the page. */
static const struct post *first(const struct forum *forum, struct slice person,
                                const struct common_page *page)
{
    return forum_own_after(forum->latest, person, page->after);
}

size_t forum_mine_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max)
{
    struct common_page page;
    size_t count = 0;
    if (common_page_read(data, BOUND_THREAD_WINDOW, &page))
        return 0;
    const struct post *post = first(state, scene->person, &page);
    for (; post && count < max && common_page_takes(&page, post->seq); post = post->own_after)
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
    enum err error = common_page_read(data, BOUND_THREAD_WINDOW, &page);
    if (error)
        return error;
    writer_array(out, "posts");
    const struct post *post = first(state, scene->person, &page);
    for (; post && common_page_takes(&page, post->seq); post = post->own_after)
        post_write(post, bodies ? bodies->find(bodies->context, post->body_seq) : NULL, out);
    writer_end(out);
    common_page_end(&page, out);
    return ERR_NONE;
}
