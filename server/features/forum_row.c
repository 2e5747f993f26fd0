/* SPDX-License-Identifier: Apache-2.0
 * See forum_row.h. */
#include "features/forum_row.h"

#include "base/text.h"
#include "features/common_cohorts.h"
#include "features/forum_carried.h"
#include "features/forum_first.h"

/* Whoever had read what it was a piece of, up to then, has read it. */
static void split_write(const struct thread *thread, struct writer *out)
{
    if (!thread->split_from)
        return;
    writer_object(out, "split");
    writer_int(out, "from", thread->split_from);
    writer_int(out, "seq", thread->split_seq);
    writer_end(out);
}

void forum_heading_write(const struct thread *thread, struct writer *out)
{
    if (thread->title_seq) {
        writer_text(out, "title", slice_of(thread->title));
        writer_text(out, "dir", text_dir_name(thread->dir));
    }
    common_write_author(out, thread->posts[0]->author);
    if (thread->posts[0]->visited)
        writer_bool(out, "visitor", true);
    writer_int(out, "at", thread->posts[0]->at_ms);
    if (thread->accepted)
        writer_int(out, "accepted", thread->accepted);
    forum_carried_write(thread->carried, out);
    split_write(thread, out);
}

void forum_pinned_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    if (thread->pinned)
        writer_bool(out, "pinned", true);
    else if (is_patch)
        writer_null(out, "pinned");
}

void forum_standing_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    const struct post *opening = thread->posts[0];
    forum_pinned_write(thread, is_patch, out);
    if (thread->closed.seq)
        writer_bool(out, "closed", true);
    else if (is_patch)
        writer_null(out, "closed");
    if (opening->votes && !opening->deleted)
        writer_int(out, "votes", opening->votes);
    else if (is_patch)
        writer_null(out, "votes");
}

static void last_author_write(const struct post *post, bool is_patch, struct writer *out)
{
    writer_text(out, "last_by", slice_of(post->author->id));
    if (post->author->name && post->author->name[0])
        writer_text(out, "last_name", slice_of(post->author->name));
    else if (is_patch)
        writer_null(out, "last_name");
    if (post->visited)
        writer_bool(out, "last_visitor", true);
    else if (is_patch && post->thread->visited)
        writer_null(out, "last_visitor");
}

/* To those who are told no more than that there is a thread. */
static void first_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    const struct post *opening = thread->posts[0];
    writer_int(out, "posts", !opening->deleted);
    writer_int(out, "replies", 0);
    writer_int(out, "last", opening->seq);
    writer_int(out, "last_at", opening->at_ms);
    last_author_write(opening, is_patch, out);
    if (is_patch)
        writer_null(out, "last_other");
}

/* Counts only what stands. In a patch what is absent is null. */
void forum_counts_write(const struct thread *thread, const struct viewer *viewer, bool is_patch,
                        struct writer *out)
{
    if (!forum_list_tells(thread, viewer->rings)) {
        first_write(thread, is_patch, out);
        return;
    }
    writer_int(out, "posts", (int64_t)thread->standing);
    writer_int(out, "replies", (int64_t)thread->standing - !thread->posts[0]->deleted);
    writer_int(out, "last", thread->newest->seq);
    writer_int(out, "last_at", thread->newest->at_ms);
    last_author_write(thread->newest, is_patch, out);
    if (thread->newest_other)
        writer_int(out, "last_other", thread->newest_other->seq);
    else if (is_patch)
        writer_null(out, "last_other");
}

void forum_title_patch(const struct thread *thread, struct writer *out)
{
    if (thread->title_seq) {
        writer_text(out, "title", slice_of(thread->title));
        writer_text(out, "dir", text_dir_name(thread->dir));
    } else {
        writer_null(out, "title");
        writer_null(out, "dir");
    }
}

void forum_topic_change(const struct thread *thread, struct writer *out)
{
    if (thread->topic)
        writer_int(out, "topic", thread->topic);
    else
        writer_null(out, "topic");
}

int64_t forum_row_needs(const struct thread *thread)
{
    const struct post *opening = thread->posts[0];
    bool kept = !thread->split_from || thread->excerpt;
    return kept || opening->deleted || opening->forgotten ? 0 : opening->body_seq;
}

static void excerpt_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    forum_excerpt_write(thread->posts[0]->deleted ? NULL : thread->excerpt, is_patch, out);
}

static void excerpt_read(const struct thread *thread, const struct bodies *bodies,
                         struct writer *out)
{
    int64_t seq = forum_row_needs(thread);
    const struct entry *entry = seq && bodies ? bodies->find(bodies->context, seq) : NULL;
    struct forum_excerpt *excerpt = NULL;
    if (!entry) {
        excerpt_write(thread, false, out);
        return;
    }
    forum_excerpt_set(&excerpt, entry);
    forum_excerpt_write(excerpt, false, out);
    (void)forum_excerpt_drop(&excerpt);
}

void forum_row_write(const struct thread *thread, const struct viewer *viewer,
                     const struct bodies *bodies, struct writer *out)
{
    writer_object_seq(out, thread->seq);
    forum_heading_write(thread, out);
    forum_counts_write(thread, viewer, false, out);
    forum_standing_write(thread, false, out);
    excerpt_read(thread, bodies, out);
    if (thread->topic)
        writer_int(out, "topic", thread->topic);
    common_write_cohorts(thread->cohorts, viewer->rings, false, out);
    writer_end(out);
}

/* All that the list says of a thread, with null for what is gone. */
void forum_row_change(const struct thread *thread, const struct viewer *viewer, struct writer *out)
{
    writer_object_seq(out, thread->seq);
    forum_heading_write(thread, out);
    forum_counts_write(thread, viewer, true, out);
    forum_standing_write(thread, true, out);
    excerpt_write(thread, true, out);
    forum_topic_change(thread, out);
    common_write_cohorts(thread->cohorts, viewer->rings, true, out);
    if (!thread->title_seq)
        forum_title_patch(thread, out);
    if (!thread->accepted)
        writer_null(out, "accepted");
    writer_end(out);
}
