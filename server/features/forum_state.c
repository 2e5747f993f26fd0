/* SPDX-License-Identifier: Apache-2.0
 * Threads and posts as they come and go. What is deleted leaves a tombstone while others stand in
 * its thread; a thread in which nothing stands ends. */
#include "features/forum_state.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/forum_mentions.h"

struct forum *forum_new(void)
{
    struct forum *forum = mem_new(sizeof *forum);
    forum->threads = map_new(BOUND_THREADS);
    /* Those that stand, and the tombstones among them. */
    forum->posts = map_new((size_t)BOUND_THREADS * (2 * BOUND_THREAD_POSTS + 2));
    forum->own = map_new(BOUND_THREADS);
    return forum;
}

static void post_free(void *value)
{
    struct post *post = value;
    common_author_done(&post->author);
    forum_mentions_free(&post->mentions);
    mem_free(post->edits);
    mem_free(post);
}

static void thread_free(void *value)
{
    struct thread *thread = value;
    common_wipe(&thread->title);
    map_free(&thread->own, NULL);
    mem_free(thread);
}

void forum_free(struct forum *forum)
{
    mem_free(forum->deletion.texts);
    map_free(&forum->own, NULL);
    map_free(&forum->posts, post_free);
    map_free(&forum->threads, thread_free);
    forum_mentions_free(&forum->deletion.mentions);
    mem_free(forum);
}

struct thread *forum_thread(const struct forum *forum, int64_t seq)
{
    return map_find(forum->threads, slice_of_seq(&seq));
}

struct post *forum_post(const struct forum *forum, int64_t seq)
{
    return map_find(forum->posts, slice_of_seq(&seq));
}

size_t forum_thread_bytes(const struct entry *entry)
{
    enum { COUNTS_BYTES = 384 + BOUND_ID_BYTES }; /* names of members, numbers, who wrote last */
    int64_t bytes = 0;
    if (entry->erased && json_get_int(entry->data, "bytes", &bytes))
        return (size_t)bytes;
    return common_text_bytes(common_get_text(entry->data, "title")) + common_author_bytes(entry) +
           COUNTS_BYTES;
}

struct thread *forum_add_thread(struct forum *forum, const struct entry *entry)
{
    struct thread *thread = mem_new(sizeof *thread);
    thread->seq = entry->seq;
    thread->title = mem_text(common_get_text(entry->data, "title"));
    thread->dir = common_get_dir(entry->data, slice_of(thread->title));
    thread->bytes = forum_thread_bytes(entry);
    thread->own = map_new(BOUND_THREAD_POSTS);
    map_put(forum->threads, slice_of_seq(&thread->seq), thread);
    common_count_up(forum->own, entry->by);
    forum->bytes += thread->bytes;
    return thread;
}

/* Of those that stand: the newest, and the newest of anybody else than its author. */
static void newest_take(struct thread *thread, struct post *post)
{
    if (thread->newest && !common_author_is(&thread->newest->author, slice_of(post->author.id)))
        thread->newest_other = thread->newest;
    thread->newest = post;
}

static void newest_find(struct thread *thread)
{
    thread->newest = thread->newest_other = NULL;
    for (struct post *post = thread->first; post; post = post->next)
        if (!post->deleted)
            newest_take(thread, post);
}

void forum_add_post(struct forum *forum, struct thread *thread, const struct entry *entry)
{
    struct post *post = mem_new(sizeof *post);
    post->seq = entry->seq;
    post->at_ms = entry->at_ms;
    common_author_init(&post->author, entry);
    post->thread = thread;
    post->reply = common_get_int(entry->data, "reply");
    post->body_seq = entry->seq;
    if (post->reply)
        forum_post(forum, post->reply)->comments++;
    if (thread->last)
        thread->last->next = post;
    else
        thread->first = post;
    thread->last = post;
    thread->standing++;
    common_count_up(thread->own, entry->by);
    newest_take(thread, post);
    map_put(forum->posts, slice_of_seq(&post->seq), post);
}

static void thread_end(struct forum *forum, struct thread *thread)
{
    common_count_down(forum->own, slice_of(thread->first->author.id));
    forum->bytes -= thread->bytes;
    for (struct post *post = thread->first, *next; post; post = next) {
        next = post->next;
        map_take(forum->posts, slice_of_seq(&post->seq));
        post_free(post);
    }
    map_take(forum->threads, slice_of_seq(&thread->seq));
    thread_free(thread);
}

/* Removes the oldest tombstone that may go. The opening post stays as long as the thread, and a
 * post stays as long as its comments. There are never more such tombstones than posts that stand,
 * so that one can always go. */
static void tombstones_trim(struct forum *forum, struct thread *thread)
{
    struct post *before = thread->first;
    if (thread->tombstones <= BOUND_THREAD_POSTS)
        return;
    while (before->next && (!before->next->deleted || before->next->comments > 0))
        before = before->next;
    struct post *oldest = before->next;
    check(oldest);
    before->next = oldest->next;
    if (thread->last == oldest)
        thread->last = before;
    if (oldest->reply)
        forum_post(forum, oldest->reply)->comments--;
    thread->tombstones--;
    forum->deletion.left = oldest->seq;
    map_take(forum->posts, slice_of_seq(&oldest->seq));
    post_free(oldest);
}

void forum_edit_post(struct post *post, int64_t seq)
{
    if (post->body_seq != post->seq) {
        size_t bytes = post->edits_count * sizeof *post->edits;
        post->edits = mem_resize(post->edits, bytes, bytes + sizeof *post->edits);
        post->edits[post->edits_count++] = post->body_seq;
    }
    post->body_seq = seq;
}

/* The entries that hold texts of a post: its own, its edits, the latest; with room for one more. */
static void list_texts(struct deletion *deletion, const struct post *post)
{
    deletion->texts = mem_new((post->edits_count + 3) * sizeof *deletion->texts);
    deletion->texts[deletion->texts_count++] = post->seq;
    for (size_t i = 0; i < post->edits_count; i++)
        deletion->texts[deletion->texts_count++] = post->edits[i];
    if (post->body_seq != post->seq)
        deletion->texts[deletion->texts_count++] = post->body_seq;
}

bool forum_forget(void *state, int64_t seq)
{
    struct post *post = forum_post(state, seq);
    bool shows = post && common_author_forget(&post->author);
    return shows || (post && !post->deleted);
}

void forum_delete_post(struct forum *forum, struct post *post)
{
    struct thread *thread = post->thread;
    mem_free(forum->deletion.texts);
    forum_mentions_free(&forum->deletion.mentions);
    forum->deletion = (struct deletion){.thread = thread->seq, .mentions = post->mentions};
    post->mentions = NULL;
    list_texts(&forum->deletion, post);
    post->deleted = true;
    thread->standing--;
    thread->tombstones += post != thread->first;
    common_count_down(thread->own, slice_of(post->author.id));
    if (thread->accepted == post->seq)
        thread->accepted = 0;
    if (thread->standing == 0) {
        forum->deletion.texts[forum->deletion.texts_count++] = thread->seq;
        thread_end(forum, thread);
        return;
    }
    newest_find(thread);
    tombstones_trim(forum, thread);
}
