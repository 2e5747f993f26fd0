/* SPDX-License-Identifier: Apache-2.0
 * What may be written, and for how long it may be changed. */
#include "features/forum_write.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_cohorts.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_carry.h"
#include "features/forum_filed.h"
#include "features/forum_files.h"
#include "features/forum_first.h"
#include "features/forum_hold.h"
#include "features/forum_mentions.h"
#include "features/forum_narrow.h"
#include "features/forum_poll.h"
#include "features/forum_throttle.h"
#include "features/forum_topic.h"
#include "features/forum_veil.h"

/* The thread, or the post, that the entry's data names. */
static struct thread *thread_find(const struct forum *forum, const struct entry *entry)
{
    return forum_thread(forum, common_get_int(entry->data, "thread"));
}

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

struct post *forum_post_seen(const struct forum *forum, const struct entry *entry,
                             const struct scene *scene)
{
    struct post *post = post_find(forum, entry);
    return forum_sees_post(post, scene) ? post : NULL;
}

enum err forum_thread_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error)
        error = forum_mentions_read(data, out);
    if (!error)
        error = common_read_cohorts(data, out);
    if (!error)
        error = common_read_optional_seq(data, "topic", out);
    if (!error)
        error = forum_veil_read_thread(data, out);
    if (!error)
        error = forum_files_read(data, out);
    if (!error)
        error = forum_poll_read(data, out);
    return error ? error : common_read_dir(data, out);
}

static bool forum_full(const struct forum *forum)
{
    return forum->standing >= BOUND_FORUM_POSTS;
}

enum err forum_thread_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    bool own_full =
        scene->role & ROLE_LIMITED && common_count(forum->own, entry->by) >= BOUND_THREADS_PERSON;
    bool full =
        map_full(forum->threads) || forum->bytes + forum_thread_bytes(entry) > BOUND_THREADS_BYTES;
    if (own_full)
        return ERR_THREADS_OWN;
    if (full || forum_full(forum))
        return ERR_LIMIT_EXCEEDED;
    enum err error = forum_cohorts_check(entry, scene);
    if (!error)
        error = forum_veil_check(forum, NULL, entry);
    if (!error)
        error = forum_poll_fits(forum, NULL, entry, scene);
    if (!error)
        error = forum_files_check(forum, NULL, NULL, entry);
    return error ? error : forum_topic_takes_thread(state, entry, scene);
}

static void note_guest(struct post *post, const struct scene *scene)
{
    post->visited = scene->role & ROLE_VISITORS;
    post->thread->visited |= post->visited;
}

void forum_thread_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct rings stamp;
    (void)common_cohorts_stamp(scene->room, common_get_cohorts(entry->data), &stamp);
    struct thread *thread = forum_add_thread(state, entry, stamp);
    forum_topic_take(state, thread, scene);
    forum_add_post(state, thread, entry);
    note_guest(forum_post(state, entry->seq), scene);
    forum_poll_take(state, forum_post(state, entry->seq), entry);
    forum_throttle_count(state, forum_post(state, entry->seq));
    forum_files_take(((struct forum *)state)->files, forum_post(state, entry->seq), entry);
    forum_mentions_add(forum_post(state, entry->seq), entry, scene);
}

/* To answer the opening post is to answer the thread. */
enum err forum_post_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error && common_get_int(data, "reply") != common_get_int(data, "thread"))
        error = common_read_optional_seq(data, "reply", out);
    if (!error)
        error = common_read_optional_seq(data, "quote", out);
    if (!error)
        error = forum_mentions_read(data, out);
    if (!error)
        error = forum_veil_read_post(data, out);
    if (!error)
        error = forum_files_read(data, out);
    if (!error)
        error = forum_poll_read(data, out);
    return error ? error : common_read_dir(data, out);
}

static enum err reply_check(const struct thread *thread, const struct post *parent,
                            const struct scene *scene)
{
    if (!forum_sees_post(parent, scene) || parent->thread != thread)
        return ERR_NOT_FOUND;
    if (parent->reply)
        return ERR_FORUM_DEPTH;
    return parent->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

/* A quote is where it is, and not its words, which go with their post: one of the thread. */
static enum err quote_check(const struct forum *forum, const struct thread *thread, int64_t quote,
                            const struct scene *scene)
{
    const struct post *post = forum_post(forum, quote);
    if (!quote)
        return ERR_NONE;
    if (!forum_sees_post(post, scene) || post->thread != thread)
        return ERR_NOT_FOUND;
    return post->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

enum err forum_post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = thread_find(forum, entry);
    int64_t reply = common_get_int(entry->data, "reply");
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    enum err error = forum_veil_check(forum, thread, entry);
    if (!error)
        error = forum_hold_check(thread, scene);
    if (!error)
        error = quote_check(forum, thread, common_get_int(entry->data, "quote"), scene);
    if (!error)
        error = forum_topic_takes_post(forum, thread, entry, scene);
    if (!error)
        error = forum_poll_fits(forum, thread, entry, scene);
    if (!error)
        error = forum_files_check(forum, thread, NULL, entry);
    if (error)
        return error;
    if (scene->role & ROLE_LIMITED && forum_own_full(forum, thread, entry->by))
        return ERR_POSTS_OWN;
    if (thread->standing >= BOUND_THREAD_POSTS)
        return ERR_THREAD_FULL;
    if (forum_full(forum))
        return ERR_LIMIT_EXCEEDED;
    return reply ? reply_check(thread, forum_post(forum, reply), scene) : ERR_NONE;
}

void forum_post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct thread *thread = thread_find(state, entry);
    forum_add_post(state, thread, entry);
    note_guest(forum_post(state, entry->seq), scene);
    forum_poll_take(state, forum_post(state, entry->seq), entry);
    forum_throttle_count(state, forum_post(state, entry->seq));
    forum_files_take(((struct forum *)state)->files, forum_post(state, entry->seq), entry);
    forum_mentions_add(forum_post(state, entry->seq), entry, scene);
    forum_carry_post(state, forum_post(state, entry->seq), entry, scene);
}

/* Of a thread, or a post: whoever is mentioned is told. */
void forum_post_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct post *post = forum_post(state, entry->seq);
    const struct forum_place place = {post->thread->seq, post->seq};
    const struct forum_answer answer = forum_answer(state, post);
    forum_mentions_tell(post->mentions, entry, &place, emitter);
    forum_reply_tell(&answer, entry, scene, emitter);
    forum_carry_tell(post, entry, emitter);
}

enum err forum_edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    if (!error)
        error = common_read_seq(data, "version", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error)
        error = forum_mentions_read(data, out);
    if (!error)
        error = forum_files_read(data, out);
    return error ? error : common_read_dir(data, out);
}

/* Whether the author of the entry wrote the post, not too long ago. When a clock has gone back
 * nothing is refused. What was written before its author saw what others did is as it is. */
enum err forum_own_check(const struct post *post, const struct entry *entry)
{
    if (!common_author_is(post->author, entry->by))
        return ERR_PERMISSION_DENIED;
    int64_t age_ms = entry->at_ms - post->at_ms;
    if (post->seq < forum_first_since(post->thread, entry->by))
        return ERR_EDIT_WINDOW;
    return age_ms > INT64_C(1000) * BOUND_EDIT_SECONDS ? ERR_EDIT_WINDOW : ERR_NONE;
}

/* An edit replaces the text that its author saw, and no other. Old journals do not tell which that
 * was. */
static enum err version_check(const struct post *post, const struct entry *entry)
{
    int64_t version = common_get_int(entry->data, "version");
    return version && version != post->body_seq ? ERR_FORUM_CONFLICT : ERR_NONE;
}

enum err forum_edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = forum_post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (post->deleted)
        return ERR_FORUM_DELETED;
    enum err error = forum_own_check(post, entry);
    if (!error)
        error = forum_hold_check(post->thread, scene);
    if (!error)
        error = version_check(post, entry);
    if (!error)
        error = forum_files_check(state, post->thread, post, entry);
    if (error)
        return error;
    return forum_mentions_fit(post->mentions, entry) ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

void forum_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct post *post = post_find(forum, entry);
    forum_order_begin(&forum->order, entry);
    forum_edit_post(post, entry);
    forum_files_take(forum->files, post, entry);
    if (post == post->thread->posts[0]) {
        forum_order_touch(&forum->order, post->thread);
        forum_excerpt_set(&post->thread->excerpt, entry);
    }
    forum_mentions_add(post, entry, scene);
    forum_carry_post(state, post, entry, scene);
}

void forum_edit_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct post *post = post_find(state, entry);
    const struct forum_place place = {post->thread->seq, post->seq};
    UNUSED(scene);
    forum_mentions_tell(post->mentions, entry, &place, emitter);
    forum_carry_tell(post, entry, emitter);
}

enum err forum_thread_refuses(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    enum err error = forum_topic_refuses_thread(state, entry, scene);
    return error ? error : forum_files_refuses(state, entry, scene);
}

enum err forum_post_refuses(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = forum_topic_refuses_post(state, entry, scene);
    return error ? error : forum_files_refuses(state, entry, scene);
}

enum err forum_edit_refuses(const void *state, const struct entry *entry, const struct scene *scene)
{
    return forum_files_refuses(state, entry, scene);
}
