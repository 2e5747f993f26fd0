/* SPDX-License-Identifier: Apache-2.0
 * Nobody sees more or less by it: threads are for the same people before and after. */
#include "features/forum_move.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_carried.h"
#include "features/forum_narrow.h"
#include "features/forum_poll.h"
#include "features/forum_shape.h"
#include "features/forum_topic.h"

enum err forum_split_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    if (!error)
        error = common_read_optional_bool(data, "rest", out);
    if (!error)
        error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

static struct post *post_find(const struct forum *forum, const struct json *data)
{
    return forum_post(forum, common_get_int(data, "post"));
}

static enum err moderate_check(const struct thread *thread, const struct scene *scene)
{
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    return forum_moderates(thread, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

/* Something must stand in what remains. What was told as the answer to a question of a webinar
 * stays, for there it is taken back from here. */
static enum err rest_check(const struct post *post, bool rest)
{
    const struct thread *thread = post->thread;
    bool stands = false;
    for (size_t i = 0; i < thread->posts_count; i++) {
        const struct post *each = thread->posts[i];
        bool goes = forum_splits(post, rest, each);
        if (goes && thread->carried && thread->carried->answer == each->seq)
            return ERR_BAD_REQUEST;
        stands = stands || (!goes && !each->deleted);
    }
    return stands ? ERR_NONE : ERR_BAD_REQUEST;
}

enum err forum_split_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct post *post = post_find(forum, entry->data);
    enum err error = post ? moderate_check(post->thread, scene) : ERR_NOT_FOUND;
    if (error)
        return error;
    if (post->deleted)
        return ERR_FORUM_DELETED;
    if (post->reply || post == post->thread->posts[0])
        return ERR_BAD_REQUEST;
    if (post->thread->first || post->thread->nameless)
        return ERR_TOPIC_KIND;
    size_t bytes = forum->bytes + FORUM_SPLIT_BYTES + forum_title_bytes(entry);
    if (map_full(forum->threads) || bytes > BOUND_THREADS_BYTES)
        return ERR_LIMIT_EXCEEDED;
    return rest_check(post, common_get_bool(entry->data, "rest"));
}

void forum_split_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    forum_split(state, post_find(state, entry->data), common_get_bool(entry->data, "rest"), entry);
}

/* The title that stands, or that there was one. */
void forum_split_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct post *post = post_find(state, entry->data);
    if (post && post->thread->title_seq == entry->seq)
        writer_text(out, "title", common_get_text(entry->data, "title"));
    writer_int(out, "bytes", (int64_t)forum_title_bytes(entry));
}

enum err forum_merge_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    return error ? error : common_read_seq(data, "into", out);
}

static struct thread *thread_find(const struct forum *forum, const struct entry *entry,
                                  const char *key)
{
    return forum_thread(forum, common_get_int(entry->data, key));
}

/* The opening post of the older one opens both. */
enum err forum_merge_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry, "thread");
    const struct thread *into = thread_find(state, entry, "into");
    enum err error = moderate_check(thread, scene);
    if (!error)
        error = moderate_check(into, scene);
    if (error)
        return error;
    if (into->seq >= thread->seq || thread->carried || into->topic != thread->topic)
        return ERR_BAD_REQUEST;
    if (thread->first || thread->nameless || into->nameless)
        return ERR_TOPIC_KIND;
    if (!forum_merges(state, thread, into))
        return ERR_COHORT_WIDER;
    if (forum_poll_count(into) + forum_poll_count(thread) > BOUND_THREAD_POLLS)
        return ERR_LIMIT_EXCEEDED;
    return into->standing + thread->standing > BOUND_THREAD_POSTS ? ERR_THREAD_FULL : ERR_NONE;
}

void forum_merge_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    forum_order_begin(&((struct forum *)state)->order, entry);
    forum_merge(state, thread_find(state, entry, "thread"), thread_find(state, entry, "into"));
}

enum err forum_move_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    return error ? error : common_read_optional_seq(data, "topic", out);
}

enum err forum_move_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry, "thread");
    enum err error = moderate_check(thread, scene);
    return error ? error : forum_topic_takes_moved(state, thread, entry, scene);
}

/* The topic that it leaves is remembered with what a deletion would be. */
void forum_move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct thread *thread = thread_find(forum, entry, "thread");
    UNUSED(scene);
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    forum_deletion_begin(forum, thread);
    thread->topic = common_get_int(entry->data, "topic");
}

/* A post that is not there, and one in a thread whose door is closed to them, are not told apart.
 */
enum err forum_place_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    int64_t seq;
    if (!json_get_int(data, "post", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct post *post = forum_post(state, seq);
    if (!forum_sees_post(post, scene))
        return ERR_NOT_FOUND;
    writer_int(out, "thread", post->thread->seq);
    return ERR_NONE;
}
