/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of a forum. The room's own view is the list of threads; the view of a part is one
 * thread with its posts. One entry may change both: viewer->part tells for whom a patch is written.
 */
#include "base/text.h"
#include "features/forum_state.h"

static void summary_write(const struct thread *thread, struct writer *out);
static void thread_write(const struct thread *thread, const struct bodies *bodies,
                         struct writer *out);

void forum_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out)
{
    const struct forum *forum = state;
    struct map_at at = {0};
    if (viewer->part) {
        thread_write(forum_thread(forum, viewer->part), bodies, out);
        return;
    }
    writer_object(out, "threads");
    while (map_next(forum->threads, &at))
        summary_write(at.value, out);
    writer_end(out);
}

static void heading_write(const struct thread *thread, struct writer *out);
static void counts_write(const struct thread *thread, struct writer *out);

/* The one projection of a thread in the list. */
static void summary_write(const struct thread *thread, struct writer *out)
{
    writer_object_seq(out, thread->seq);
    heading_write(thread, out);
    counts_write(thread, out);
    writer_end(out);
}

static void heading_write(const struct thread *thread, struct writer *out)
{
    struct slice title = slice_of(thread->title);
    writer_text(out, "title", title);
    writer_text(out, "dir", text_dir_name(text_direction(title)));
    common_write_author(out, &thread->first->author);
    writer_int(out, "at", thread->first->at_ms);
    if (thread->accepted)
        writer_int(out, "accepted", thread->accepted);
}

static void counts_write(const struct thread *thread, struct writer *out)
{
    writer_int(out, "posts", (int64_t)thread->posts_standing);
    writer_int(out, "last", thread->last->seq);
    writer_int(out, "last_at", thread->last->at_ms);
}

static struct slice body_find(const struct post *post, const struct bodies *bodies);
static void post_write(const struct post *post, struct slice text, struct writer *out);

/* The one projection of a thread as a part. */
static void thread_write(const struct thread *thread, const struct bodies *bodies,
                         struct writer *out)
{
    writer_int(out, "seq", thread->seq);
    heading_write(thread, out);
    writer_object(out, "posts");
    for (const struct post *post = thread->first; post; post = post->next)
        post_write(post, body_find(post, bodies), out);
    writer_end(out);
}

/* Absent when the journal no longer has it. */
static struct slice body_find(const struct post *post, const struct bodies *bodies)
{
    const struct entry *entry = NULL;
    if (bodies && !post->deleted)
        entry = bodies->find(bodies->context, post->body_seq);
    return entry ? common_get_text(entry->data, "text") : (struct slice){0};
}

/* The one projection of a post: a tombstone keeps who, when and where. */
static void post_write(const struct post *post, struct slice text, struct writer *out)
{
    writer_object_seq(out, post->seq);
    common_write_author(out, &post->author);
    writer_int(out, "at", post->at_ms);
    if (post->reply)
        writer_int(out, "reply", post->reply);
    if (post->deleted) {
        writer_bool(out, "deleted", true);
    } else {
        if (text.at)
            common_write_text(out, text);
        if (post->edited_ms)
            writer_int(out, "edited", post->edited_ms);
    }
    writer_end(out);
}

/* One thread of the list. */
static void list_open(const struct thread *thread, struct writer *out)
{
    writer_object(out, "threads");
    writer_object_seq(out, thread->seq);
}

static void list_close(struct writer *out)
{
    writer_end(out);
    writer_end(out);
}

void forum_thread_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    if (viewer->part)
        return;
    writer_object(out, "threads");
    summary_write(forum_thread(state, entry->seq), out);
    writer_end(out);
}

static void accepted_patch(const struct thread *thread, struct writer *out);

void forum_post_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct post *post = forum_post(state, entry->seq);
    if (viewer->part == post->thread->seq) {
        writer_object(out, "posts");
        post_write(post, common_get_text(entry->data, "text"), out);
        writer_end(out);
    } else if (!viewer->part) {
        list_open(post->thread, out);
        counts_write(post->thread, out);
        list_close(out);
    }
}

void forum_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    if (viewer->part != post->thread->seq)
        return;
    writer_object(out, "posts");
    writer_object_seq(out, post->seq);
    common_write_text(out, common_get_text(entry->data, "text"));
    writer_int(out, "edited", post->edited_ms);
    writer_end(out);
    writer_end(out);
}

void forum_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    if (viewer->part == post->thread->seq) {
        writer_object(out, "posts");
        writer_object_seq(out, post->seq);
        writer_null(out, "text");
        writer_null(out, "dir");
        writer_null(out, "edited");
        writer_bool(out, "deleted", true);
        writer_end(out);
        writer_end(out);
        accepted_patch(post->thread, out);
    } else if (!viewer->part) {
        list_open(post->thread, out);
        counts_write(post->thread, out);
        accepted_patch(post->thread, out);
        list_close(out);
    }
}

void forum_accept_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    if (viewer->part == post->thread->seq) {
        accepted_patch(post->thread, out);
    } else if (!viewer->part) {
        list_open(post->thread, out);
        accepted_patch(post->thread, out);
        list_close(out);
    }
}

static void accepted_patch(const struct thread *thread, struct writer *out)
{
    if (thread->accepted)
        writer_int(out, "accepted", thread->accepted);
    else
        writer_null(out, "accepted");
}
