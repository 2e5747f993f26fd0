/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of a forum. The room's own view is the list of threads; the view of a part is one
 * thread with its posts. One entry may change both: viewer->part tells for whom a patch is written.
 */
#include "features/forum_view.h"

#include "base/text.h"
#include "base/unused.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/forum_files.h"
#include "features/forum_first.h"
#include "features/forum_list.h"
#include "features/forum_poll_told.h"
#include "features/forum_row.h"
#include "features/forum_state.h"
#include "features/forum_topics.h"

static void thread_write(const struct thread *thread, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out);

/* The thread that a viewer of a part looks at; NULL for others. */
static const struct thread *thread_of(const struct forum *forum, const struct viewer *viewer)
{
    return viewer->part ? forum_thread(forum, part_seq(part_id(viewer->part))) : NULL;
}

/* Whether those who look at a thread wait before it (forum_first.h), and see no more than the
 * opening post of it. */
static bool waits(const struct viewer *viewer)
{
    return viewer->part && rings_equal(viewer->rings, RINGS_WAITING);
}

/* Whether these people are told of what becomes of a post: in its thread, or in the list. */
static bool is_told(const struct post *post, const struct viewer *viewer)
{
    if (post == post->thread->posts[0])
        return true;
    return viewer->part ? !waits(viewer) : forum_list_tells(post->thread, viewer->rings);
}

void forum_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out)
{
    const struct forum *forum = state;
    if (viewer->part) {
        thread_write(thread_of(forum, viewer), viewer, bodies, out);
        return;
    }
    forum_list_view(forum, viewer, out);
    topics_view(forum, viewer, out);
}

static void closed_write(const struct thread *thread, bool is_patch, struct writer *out);

/* And as itself says it. */
static void closed_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    const struct closed *closed = &thread->closed;
    if (!closed->seq) {
        if (is_patch)
            writer_null(out, "closed");
        return;
    }
    writer_object(out, "closed");
    writer_int(out, "at", closed->at_ms);
    if (closed->reason) {
        writer_text(out, "reason", slice_of(closed->reason));
        writer_text(out, "dir", text_dir_name(closed->dir));
    } else if (is_patch) {
        writer_null(out, "reason");
        writer_null(out, "dir");
    }
    writer_end(out);
}

/* Posts between the opening one and those that the view shows. In a patch none is null. */
static void earlier_write(const struct thread *thread, bool is_patch, struct writer *out)
{
    if (thread->window > 1)
        writer_int(out, "earlier", (int64_t)thread->window - 1);
    else if (is_patch)
        writer_null(out, "earlier");
}

/* The one projection of a thread as a part. */
static void thread_write(const struct thread *thread, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    size_t end = waits(viewer) ? 0 : thread->posts_count;
    writer_int(out, "seq", thread->seq);
    forum_heading_write(thread, out);
    forum_pinned_write(thread, false, out);
    if (thread->topic)
        writer_int(out, "topic", thread->topic);
    common_write_cohorts(thread->cohorts, viewer->rings, false, out);
    if (waits(viewer))
        writer_bool(out, "waits", true);
    else
        earlier_write(thread, false, out);
    closed_write(thread, false, out);
    writer_object(out, "posts");
    forum_write_post(thread->posts[0], viewer->rings, bodies, out);
    for (size_t i = thread->window; i < end; i++)
        forum_write_post(thread->posts[i], viewer->rings, bodies, out);
    writer_end(out);
}

/* The data that holds its text; NULL when the journal no longer has it. */
static const struct json *body_find(const struct post *post, const struct bodies *bodies)
{
    const struct entry *entry = NULL;
    if (bodies && !post->deleted)
        entry = bodies->find(bodies->context, post->body_seq);
    return entry ? entry->data : NULL;
}

static void body_write(const struct json *body, struct writer *out)
{
    struct slice text = common_get_text(body, "text");
    common_write_text(out, text, common_get_dir(body, text));
}

/* Gone, and by whom kind: never by whom. */
static void gone_write(const struct post *post, struct writer *out)
{
    writer_bool(out, "deleted", true);
    if (post->moderated)
        writer_bool(out, "moderated", true);
}

/* The one projection of a post: a tombstone keeps who, when and where. */
static void post_write(const struct post *post, struct rings rings, const struct json *body,
                       bool is_patch, struct writer *out)
{
    writer_object_seq(out, post->seq);
    common_write_author(out, post->author);
    writer_int(out, "at", post->at_ms);
    if (post->visited)
        writer_bool(out, "visitor", true);
    if (post->reply)
        writer_int(out, "reply", post->reply);
    if (post->deleted) {
        gone_write(post, out);
    } else {
        if (body)
            body_write(body, out);
        forum_files_write(post, is_patch, out);
        if (post->edits) {
            writer_int(out, "edited", post->edits->at_ms);
            writer_int(out, "version", post->body_seq);
        }
        if (post->quote)
            writer_int(out, "quote", post->quote);
        if (post->votes)
            writer_int(out, "votes", post->votes);
        forum_poll_write(post, rings, out);
    }
    writer_end(out);
}

void forum_write_post(const struct post *post, struct rings rings, const struct bodies *bodies,
                      struct writer *out)
{
    post_write(post, rings, body_find(post, bodies), false, out);
}

/* What is new in a thread of the list: how much stands, and who wrote last. */
static void counts_change(const struct thread *thread, const struct viewer *viewer,
                          struct writer *out)
{
    writer_object_seq(out, thread->seq);
    forum_counts_write(thread, viewer, true, out);
    writer_end(out);
}

static void title_change(const struct thread *thread, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(viewer);
    writer_object_seq(out, thread->seq);
    forum_title_patch(thread, out);
    writer_end(out);
}

static void topic_change(const struct thread *thread, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(viewer);
    writer_object_seq(out, thread->seq);
    forum_topic_change(thread, out);
    writer_end(out);
}

static void accepted_patch(const struct thread *thread, struct writer *out);

static void accepted_change(const struct thread *thread, const struct viewer *viewer,
                            struct writer *out)
{
    UNUSED(viewer);
    writer_object_seq(out, thread->seq);
    accepted_patch(thread, out);
    writer_end(out);
}

static void standing_change(const struct thread *thread, const struct viewer *viewer,
                            struct writer *out)
{
    UNUSED(viewer);
    writer_object_seq(out, thread->seq);
    forum_standing_write(thread, true, out);
    writer_end(out);
}

/* Of what takes something back: the whole row. */
static void list_patch(const struct forum *forum, const struct entry *entry,
                       const struct viewer *viewer, struct writer *out)
{
    if (!viewer->part)
        forum_list_patch(forum, entry, viewer, forum_row_change, out);
}

void forum_thread_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    list_patch(state, entry, viewer, out);
}

/* What else the events about a post said that are taken back by a later one: which post left the
 * view for it, and so how many are earlier. */
static void displaced_write(int64_t displaced, struct writer *out)
{
    if (displaced)
        writer_null_seq(out, displaced);
}

void forum_post_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct post *post = forum_post(state, entry->seq);
    if (!is_told(post, viewer))
        return;
    if (thread_of(state, viewer) == post->thread) {
        writer_object(out, "posts");
        displaced_write(post->left, out);
        post_write(post, viewer->rings, entry->data, false, out);
        writer_end(out);
        if (post->left)
            earlier_write(post->thread, true, out);
    } else if (!viewer->part) {
        forum_list_patch(state, entry, viewer, counts_change, out);
    }
}

/* What other events about the opening post, or its thread, said that are taken back by this one. */
static void opening_write(const struct thread *thread, struct writer *out)
{
    if (thread->renames_count > 0)
        forum_title_patch(thread, out);
    if (thread->was_closed)
        closed_write(thread, true, out);
}

/* Beside the opening post stands the title: an event that gave it another is taken back too. A post
 * that the view does not show is null, for those who have read it elsewhere. */
void forum_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    const struct thread *thread = post->thread;
    list_patch(state, entry, viewer, out);
    if (thread_of(state, viewer) != thread || !is_told(post, viewer))
        return;
    if (post == thread->posts[0])
        opening_write(thread, out);
    writer_object(out, "posts");
    displaced_write(post->left, out);
    if (forum_in_window(post))
        post_write(post, viewer->rings, entry->data, true, out);
    else
        writer_null_seq(out, post->seq);
    writer_end(out);
    if (post->left)
        earlier_write(thread, true, out);
}

void forum_rename_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct thread *thread = forum_thread(state, common_get_int(entry->data, "thread"));
    if (thread_of(state, viewer) == thread)
        forum_title_patch(thread, out);
    if (!viewer->part)
        forum_list_patch(state, entry, viewer, title_change, out);
}

static void tombstone_patch(const struct post *post, struct writer *out)
{
    writer_object_seq(out, post->seq);
    common_write_author(out, post->author);
    writer_int(out, "at", post->at_ms);
    if (post->reply)
        writer_int(out, "reply", post->reply);
    writer_null(out, "text");
    writer_null(out, "dir");
    writer_null(out, "edited");
    writer_null(out, "version");
    writer_null(out, "quote");
    writer_null(out, "votes");
    if (post->filed)
        writer_null(out, "files");
    if (post->poll)
        writer_null(out, "poll");
    gone_write(post, out);
    writer_end(out);
}

/* The opening post goes, or its title. */
static void opening_gone_write(const struct thread *thread, struct writer *out)
{
    forum_title_patch(thread, out);
    if (thread->was_closed)
        closed_write(thread, true, out);
}

static void thread_delete_patch(const struct forum *forum, const struct thread *thread,
                                const struct entry *entry, struct writer *out)
{
    const struct post *post = forum_post(forum, common_get_int(entry->data, "post"));
    const struct deletion *deletion = &forum->deletion;
    if (post == thread->posts[0])
        opening_gone_write(thread, out);
    writer_object(out, "posts");
    displaced_write(deletion->left, out);
    if (deletion->displaced != deletion->left)
        displaced_write(deletion->displaced, out);
    if (post && forum_in_window(post))
        tombstone_patch(post, out);
    else if (deletion->left != common_get_int(entry->data, "post"))
        writer_null_seq(out, common_get_int(entry->data, "post"));
    writer_end(out);
    earlier_write(thread, true, out);
    accepted_patch(thread, out);
}

/* Whether they are told of what the entry deleted in a thread that is still there. */
static bool tells_of(const struct thread *thread, const struct entry *entry,
                     const struct viewer *viewer)
{
    if (viewer->part ? !waits(viewer) : forum_list_tells(thread, viewer->rings))
        return true;
    return common_get_int(entry->data, "post") == thread->posts[0]->seq;
}

/* The opening post, or its title, before those who see no other. */
static void opening_delete_patch(const struct thread *thread, struct writer *out)
{
    opening_gone_write(thread, out);
    if (!thread->posts[0]->deleted)
        return;
    writer_object(out, "posts");
    tombstone_patch(thread->posts[0], out);
    writer_end(out);
}

void forum_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct forum *forum = state;
    const struct thread *thread = forum_thread(forum, forum->deletion.thread);
    if (thread && !tells_of(thread, entry, viewer))
        return;
    if (viewer->part && waits(viewer)) {
        if (thread && thread_of(forum, viewer) == thread)
            opening_delete_patch(thread, out);
    } else if (viewer->part) {
        if (thread && thread_of(forum, viewer) == thread)
            thread_delete_patch(forum, thread, entry, out);
    } else {
        list_patch(forum, entry, viewer, out);
    }
}

void forum_narrow_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct thread *thread = forum_thread(state, common_get_int(entry->data, "thread"));
    if (thread_of(state, viewer) == thread)
        common_write_cohorts(thread->cohorts, viewer->rings, true, out);
    list_patch(state, entry, viewer, out);
}

/* Threads come or go with their topic. */
void forum_topic_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    if (viewer->part)
        return;
    topics_changes(state, entry, viewer, out);
    list_patch(state, entry, viewer, out);
}

void forum_accept_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    if (thread_of(state, viewer) == post->thread)
        accepted_patch(post->thread, out);
    if (!viewer->part)
        forum_list_patch(state, entry, viewer, accepted_change, out);
}

static void accepted_patch(const struct thread *thread, struct writer *out)
{
    if (thread->accepted)
        writer_int(out, "accepted", thread->accepted);
    else
        writer_null(out, "accepted");
}

/* How one stands. */
void forum_hold_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct thread *thread = forum_thread(state, common_get_int(entry->data, "thread"));
    if (thread_of(state, viewer) == thread) {
        closed_write(thread, true, out);
        forum_pinned_write(thread, true, out);
    }
    if (!viewer->part)
        forum_list_patch(state, entry, viewer, standing_change, out);
}

/* Of the list: those who follow the thread read it anew. */
void forum_restore_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    if (is_told(post, viewer))
        list_patch(state, entry, viewer, out);
}

void forum_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct thread *thread = forum_thread(state, common_get_int(entry->data, "thread"));
    if (thread_of(state, viewer) == thread)
        forum_topic_change(thread, out);
    if (!viewer->part)
        forum_list_patch(state, entry, viewer, topic_change, out);
}

void forum_shape_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    list_patch(state, entry, viewer, out);
}
