/* SPDX-License-Identifier: Apache-2.0
 * Each is of who moderates the thread. */
#include "features/forum_hold.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_narrow.h"
#include "features/forum_poll.h"
#include "features/forum_state.h"

static struct thread *thread_find(const struct forum *forum, const struct entry *entry)
{
    return forum_thread(forum, common_get_int(entry->data, "thread"));
}

static enum err moderate_check(const struct thread *thread, const struct scene *scene)
{
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    return forum_moderates(thread, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

enum err forum_hold_check(const struct thread *thread, const struct scene *scene)
{
    return thread->closed.seq && !forum_moderates(thread, scene) ? ERR_FORUM_CLOSED : ERR_NONE;
}

enum err forum_pin_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    return error ? error : common_read_bool(data, "pinned", out);
}

enum err forum_pin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = thread_find(forum, entry);
    enum err error = moderate_check(thread, scene);
    if (error)
        return error;
    bool more = common_get_bool(entry->data, "pinned") && !thread->pinned;
    return more && forum->pinned >= BOUND_THREADS_PINNED ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_pin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct thread *thread = thread_find(forum, entry);
    UNUSED(scene);
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    forum->pinned -= thread->pinned;
    thread->pinned = common_get_bool(entry->data, "pinned");
    forum->pinned += thread->pinned;
    forum_order_settle(&forum->order, thread);
}

enum err forum_close_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_optional_text(data, "reason", BOUND_WHY_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

/* Closing it once more gives another reason. */
enum err forum_close_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return moderate_check(thread_find(state, entry), scene);
}

/* The reason that was given before goes. */
static void reason_wipe(struct forum *forum, struct closed *closed)
{
    forum->reopened = closed->seq;
    common_wipe(&closed->reason);
}

void forum_reason_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal)
{
    const struct forum *forum = state;
    UNUSED(entry);
    if (forum->reopened)
        withdraw(withdrawal, forum->reopened);
}

/* It is about to change. */
static struct closed *closed_touch(struct forum *forum, const struct entry *entry)
{
    struct thread *thread = thread_find(forum, entry);
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    return &thread->closed;
}

void forum_close_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct closed *closed = closed_touch(state, entry);
    UNUSED(scene);
    reason_wipe(state, closed);
    thread_find(state, entry)->was_closed = true;
    closed->seq = entry->seq;
    closed->at_ms = entry->at_ms;
    if (!common_has(entry->data, "reason"))
        return;
    closed->reason = mem_text(common_get_text(entry->data, "reason"));
    closed->dir = common_get_dir(entry->data, slice_of(closed->reason));
}

enum err forum_reopen_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "thread", out);
}

enum err forum_reopen_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry);
    enum err error = moderate_check(thread, scene);
    return !error && !thread->closed.seq ? ERR_NOT_FOUND : error;
}

void forum_reopen_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct closed *closed = closed_touch(state, entry);
    UNUSED(scene);
    reason_wipe(state, closed);
    *closed = (struct closed){0};
}

enum err forum_restore_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "post", out);
}

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

/* Nothing of it is erased. The words of an opening post are beside its title, which went too. */
static bool is_whole(const struct post *post)
{
    return !post->forgotten && (post != post->thread->posts[0] || post->thread->title_seq);
}

enum err forum_restore_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct forum *forum = state;
    const struct post *post = post_find(forum, entry);
    enum err error = post ? moderate_check(post->thread, scene) : ERR_NOT_FOUND;
    if (error)
        return error;
    if (!post->deleted)
        return ERR_ALREADY_EXISTS;
    if (!is_whole(post))
        return ERR_FORUM_DELETED;
    bool full = post->thread->standing >= BOUND_THREAD_POSTS ||
                forum->standing >= BOUND_FORUM_POSTS ||
                (post->poll && forum_poll_count(post->thread) >= BOUND_THREAD_POLLS);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_restore_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    forum_order_begin(&((struct forum *)state)->order, entry);
    forum_restore_post(state, post_find(state, entry));
}
