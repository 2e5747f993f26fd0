/* SPDX-License-Identifier: Apache-2.0
 * Posts change their thread, and keep all else. */
#include "features/forum_shape.h"

#include "base/mem.h"
#include "features/common_count.h"

/* Both lists rise. */
static struct post **posts_both(const struct thread *a, const struct thread *b)
{
    struct post **both = mem_new((a->posts_count + b->posts_count) * sizeof *both);
    size_t i = 0, k = 0;
    while (i < a->posts_count || k < b->posts_count) {
        bool first =
            k == b->posts_count || (i < a->posts_count && a->posts[i]->seq < b->posts[k]->seq);
        both[i + k] = first ? a->posts[i] : b->posts[k];
        i += first;
        k += !first;
    }
    return both;
}

bool forum_merges(const struct forum *forum, const struct thread *thread, const struct thread *into)
{
    bool later = forum->came && into->begun > thread->begun;
    return !later && into->cohorts == thread->cohorts && rings_equal(into->stamp, thread->stamp);
}

void forum_merge(struct forum *forum, struct thread *thread, struct thread *into)
{
    const struct post *opening = thread->posts[0];
    struct post **both = posts_both(thread, into);
    forum_order_touch(&forum->order, thread);
    forum_order_touch(&forum->order, into);
    forum_deletion_begin(forum, thread);
    forum_delete_closing(forum, thread);
    forum->shaped[0] = thread->seq;
    forum->shaped[1] = into->seq;
    mem_free(into->posts);
    into->posts = both;
    into->posts_count = into->posts_capacity = thread->posts_count + into->posts_count;
    thread->posts_count = 0;
    if (!into->accepted)
        into->accepted = thread->accepted;
    else
        forum_accept_post(forum, thread, 0);
    forum_leave(forum, thread, opening);
    forum_recount(forum, into);
    forum_trim(forum, into);
}

bool forum_splits(const struct post *post, bool rest, const struct post *other)
{
    int64_t answer = other->reply ? other->reply : other->seq;
    return other != post->thread->posts[0] && (answer == post->seq || (rest && answer > post->seq));
}

/* A thread of that post alone, of whose author it is. */
static struct thread *thread_of_post(struct forum *forum, const struct post *post,
                                     const struct entry *entry)
{
    const struct thread *from = post->thread;
    struct thread *thread = mem_new(sizeof *thread);
    thread->seq = post->seq;
    thread->files = from->files;
    thread->begun = from->begun;
    forum_order_touch(&forum->order, thread);
    thread->topic = from->topic;
    thread->stamp = from->stamp;
    thread->written = from->written;
    thread->cohorts = from->cohorts;
    thread->title = mem_text(SLICE(""));
    thread->bytes = FORUM_SPLIT_BYTES;
    thread->split_from = from->seq;
    thread->split_seq = entry->seq;
    map_put(forum->threads, slice_of_seq(&thread->seq), thread);
    common_count_up(forum->own, slice_of(post->author->id));
    forum->bytes += thread->bytes;
    forum_rename(forum, thread, entry);
    return thread;
}

void forum_split(struct forum *forum, struct post *post, bool rest, const struct entry *entry)
{
    struct thread *from = post->thread;
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, from);
    struct thread *thread = thread_of_post(forum, post, entry);
    size_t kept = 0, moved = 0;
    forum_deletion_begin(forum, from);
    forum->shaped[0] = from->seq;
    forum->shaped[1] = thread->seq;
    thread->posts = (struct post **)mem_new(from->posts_count * sizeof *thread->posts);
    thread->posts_capacity = from->posts_count;
    for (size_t i = 0; i < from->posts_count; i++) {
        struct post *each = from->posts[i];
        if (forum_splits(post, rest, each))
            thread->posts[moved++] = each;
        else
            from->posts[kept++] = each;
    }
    from->posts_count = kept;
    thread->posts_count = moved;
    for (size_t i = 1; i < moved; i++)
        if (thread->posts[i]->reply == post->seq)
            thread->posts[i]->reply = 0;
    post->comments = 0;
    forum_recount(forum, from);
    forum_recount(forum, thread);
    const struct post *accepted = forum_post(forum, from->accepted);
    if (!accepted || accepted->thread == from)
        return;
    forum_accept_post(forum, from, 0);
    if (accepted != post) /* which opens a thread now, and answers nothing */
        forum_accept_post(forum, thread, accepted->seq);
}
