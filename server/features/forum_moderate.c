/* SPDX-License-Identifier: Apache-2.0
 * What is taken back, and by whom: their own by authors for a while, all of it by moderators. */
#include "features/forum_moderate.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_carry.h"
#include "features/forum_mentions.h"
#include "features/forum_narrow.h"
#include "features/forum_poll.h"
#include "features/forum_topic.h"
#include "features/forum_write.h"

/* The thread, or the post, that the entry's data names. */
static struct thread *thread_find(const struct forum *forum, const struct entry *entry)
{
    return forum_thread(forum, common_get_int(entry->data, "thread"));
}

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

enum err forum_delete_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? error : common_read_optional_bool(data, "title", out);
}

/* The title goes with the opening post, or after it. */
static enum err title_check(const struct post *post, const struct scene *scene)
{
    if (!forum_moderates(post->thread, scene))
        return ERR_PERMISSION_DENIED;
    if (post != post->thread->posts[0])
        return ERR_BAD_REQUEST;
    return post->thread->title_seq ? ERR_NONE : ERR_FORUM_DELETED;
}

enum err forum_delete_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = forum_post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (common_get_bool(entry->data, "title"))
        return title_check(post, scene);
    if (post->deleted)
        return ERR_FORUM_DELETED;
    return forum_moderates(post->thread, scene) ? ERR_NONE : forum_own_check(post, entry);
}

void forum_delete_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    UNUSED(scene);
    forum_order_begin(&((struct forum *)state)->order, entry);
    forum_deletion_begin(state, post->thread);
    if (common_get_bool(entry->data, "title"))
        forum_delete_title(state, post->thread);
    if (!post->deleted)
        forum_carry_deletes(state, post->thread, post);
    if (!post->deleted)
        forum_delete_post(state, post, entry->by);
}

void forum_delete_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    const struct forum *forum = state;
    UNUSED(scene);
    forum_told_take_back(forum->deletion.told, entry, emitter);
    forum_carry_take_back(forum, entry, emitter);
}

enum err forum_rename_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

static enum err moderate_check(const struct thread *thread, const struct scene *scene)
{
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    return forum_moderates(thread, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

enum err forum_rename_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = thread_find(forum, entry);
    enum err error = moderate_check(thread, scene);
    if (error)
        return error;
    bool full = forum->bytes - thread->title_bytes + forum_title_bytes(entry) > BOUND_THREADS_BYTES;
    return full || thread->renames_count >= BOUND_THREAD_RENAMES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_rename_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    forum_rename(state, thread_find(state, entry), entry);
}

/* The title that stands, or that there was one. */
void forum_rename_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct thread *thread = thread_find(state, entry);
    if (thread && thread->title_seq == entry->seq)
        writer_text(out, "title", common_get_text(entry->data, "title"));
    writer_int(out, "bytes", (int64_t)forum_title_bytes(entry));
}

enum err forum_remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "thread", out);
}

/* Everybody who was told of a post is told that it is gone: no more than one entry may cause. */
enum err forum_remove_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry);
    enum err error = moderate_check(thread, scene);
    if (error)
        return error;
    return forum_told(thread) > BOUND_EFFECTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct thread *thread = thread_find(state, entry);
    UNUSED(scene);
    forum_order_begin(&((struct forum *)state)->order, entry);
    forum_deletion_begin(state, thread);
    forum_carry_deletes(state, thread, NULL);
    forum_delete_thread(state, thread);
}

enum err forum_accept_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? error : common_read_bool(data, "accepted", out);
}

enum err forum_accept_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = forum_post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (!forum_moderates(post->thread, scene) &&
        !common_author_is(post->thread->posts[0]->author, entry->by))
        return ERR_PERMISSION_DENIED;
    if (!forum_topic_accepts(state, post->thread))
        return ERR_TOPIC_KIND;
    if (post == post->thread->posts[0] || post->reply)
        return ERR_BAD_REQUEST;
    return post->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

/* Withdrawing a post that is not the accepted one changes nothing. */
void forum_accept_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    UNUSED(scene);
    forum_order_begin(&((struct forum *)state)->order, entry);
    if (common_get_bool(entry->data, "accepted"))
        forum_accept_post(state, post->thread, post->seq);
    else if (post->thread->accepted == post->seq)
        forum_accept_post(state, post->thread, 0);
    forum_carry_accept(post, entry);
}

void forum_accept_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    const struct post *post = post_find(state, entry);
    forum_accepted_tell(post, entry, scene, emitter);
    forum_carry_accepted(state, post, entry, emitter);
}

/* The title stands as long as the thread, whatever becomes of its opening post, unless it is
 * removed or another one stands. */
void forum_thread_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct thread *thread = forum_thread(state, entry->seq);
    if (thread && thread->title_seq == entry->seq)
        writer_text(out, "title", common_get_text(entry->data, "title"));
    writer_int(out, "bytes", (int64_t)forum_thread_bytes(entry));
    forum_poll_keep(entry, out);
}

void forum_post_keep(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    forum_poll_keep(entry, out);
}

/* The words of a post are those of its entry and of every edit; those of a thread that ends, its
 * title too. */
void forum_delete_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal)
{
    const struct forum *forum = state;
    UNUSED(entry);
    for (size_t i = 0; i < forum->deletion.texts_count; i++)
        withdraw(withdrawal, forum->deletion.texts[i]);
}
