/* SPDX-License-Identifier: Apache-2.0
 * The sums stand in the posts, the votes beside them. */
#include "features/forum_vote.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_lines.h"
#include "features/forum_list.h"
#include "features/forum_narrow.h"
#include "features/forum_poll_told.h"
#include "features/forum_state.h"
#include "features/forum_votes.h"
#include "features/poll_state.h"

enum err forum_vote_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "post", out);
}

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

static enum err post_check(const struct post *post, const struct scene *scene)
{
    if (!forum_sees_post(post, scene))
        return ERR_NOT_FOUND;
    if (post->deleted)
        return ERR_FORUM_DELETED;
    return post->thread->closed.seq ? ERR_FORUM_CLOSED : ERR_NONE;
}

/* One's own needs no vote. */
enum err forum_vote_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct post *post = post_find(forum, entry);
    enum err error = post_check(post, scene);
    if (error)
        return error;
    if (common_author_is(post->author, entry->by))
        return ERR_PERMISSION_DENIED;
    if (votes_has(forum->votes, entry->by, post->seq))
        return ERR_ALREADY_VOTED;
    return votes_full(forum->votes, entry->by) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct post *post = post_find(forum, entry);
    UNUSED(scene);
    votes_add(forum->votes, entry->by, post->seq);
    post->votes++;
    forum_lines_vote(forum->lines, slice_of(post->author->id), 1);
    forum_sums_moved(forum, post, &post->voted);
}

enum err forum_unvote_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct post *post = post_find(forum, entry);
    enum err error = post_check(post, scene);
    if (error)
        return error;
    return votes_has(forum->votes, entry->by, post->seq) ? ERR_NONE : ERR_NOT_FOUND;
}

void forum_unvote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct post *post = post_find(forum, entry);
    UNUSED(scene);
    votes_take(forum->votes, entry->by, post->seq);
    post->votes--;
    if (!post->deleted)
        forum_lines_vote(forum->lines, slice_of(post->author->id), -1);
    forum_sums_moved(forum, post, &post->voted);
}

void forum_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct forum *forum = state;
    int64_t post = common_get_int(entry->data, "post");
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)post);
    writer_object(out, "votes");
    if (votes_has(forum->votes, person, post))
        writer_bool(out, key, true);
    else
        writer_null_seq(out, post);
    writer_end(out);
}

size_t forum_vote_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX])
{
    UNUSED(entry);
    return votes_touches(((const struct forum *)state)->votes, out);
}

void forum_vote_gone_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    UNUSED(entry);
    writer_object_lazy(out, "votes");
    votes_write_gone(((const struct forum *)state)->votes, person, out);
    writer_end(out);
}

void forum_vote_me(const void *state, struct slice person, struct writer *out)
{
    writer_object(out, "votes");
    votes_write(((const struct forum *)state)->votes, person, out);
    writer_end(out);
}

/* Of a post that stands; none is null, for there may have been some. */
static void sum_write(const struct post *post, bool all, struct writer *out)
{
    if (post->deleted || !(post->voted || (all && post->votes)))
        return;
    writer_object_seq(out, post->seq);
    if (post->votes)
        writer_int(out, "votes", post->votes);
    else
        writer_null(out, "votes");
    writer_end(out);
}

/* The same in its thread, with the sums of its poll. */
static void post_sums_write(const struct post *post, struct rings rings, bool all,
                            struct writer *out)
{
    if (!post->poll) {
        sum_write(post, all, out);
        return;
    }
    if (post->deleted || !(post->voted || post->poll->dirty || all))
        return;
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)post->seq);
    writer_object_lazy(out, key);
    if (post->votes)
        writer_int(out, "votes", post->votes);
    else if (post->voted)
        writer_null(out, "votes");
    if (all || post->poll->dirty)
        forum_poll_sums(post, rings, out);
    writer_end(out);
}

/* The posts that the view of their thread shows; to those who wait, the first. */
static void thread_tally(const struct thread *thread, const struct viewer *viewer, bool all,
                         struct writer *out)
{
    size_t end = rings_equal(viewer->rings, RINGS_WAITING) ? 0 : thread->posts_count;
    writer_object_lazy(out, "posts");
    post_sums_write(thread->posts[0], viewer->rings, all, out);
    for (size_t i = thread->window; i < end; i++)
        post_sums_write(thread->posts[i], viewer->rings, all, out);
    writer_end(out);
}

/* What a thread has is what its opening post has. */
static void row_tally(const struct forum *forum, const struct post *post,
                      const struct viewer *viewer, bool all, struct writer *out)
{
    if (post && post == post->thread->posts[0] &&
        forum_is_listed(forum, post->thread, viewer->rings))
        sum_write(post, all, out);
}

void forum_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct forum *forum = state;
    const struct place *place;
    size_t at = forum->order.count, count = 0;
    if (!all && !forum->moved_count)
        return;
    if (viewer->part) {
        thread_tally(forum_thread(forum, part_seq(part_id(viewer->part))), viewer, all, out);
        return;
    }
    writer_object_lazy(out, "threads");
    for (size_t i = 0; !all && i < forum->moved_count; i++)
        row_tally(forum, forum_post(forum, forum->moved[i]), viewer, all, out);
    while (all && count++ < BOUND_THREADS_LISTED &&
           (place = forum_place_next(forum, viewer->rings, &at)))
        sum_write(place->thread->posts[0], all, out);
    writer_end(out);
}

void forum_tally_sent(void *state)
{
    struct forum *forum = state;
    for (size_t i = 0; i < forum->moved_count; i++) {
        struct post *post = forum_post(forum, forum->moved[i]);
        if (post)
            post->voted = false;
        if (post && post->poll)
            post->poll->dirty = false;
    }
    forum->moved_count = 0;
}
