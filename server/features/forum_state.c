/* SPDX-License-Identifier: Apache-2.0
 * Threads and posts as they come and go. What is deleted leaves a tombstone while others stand in
 * its thread; a thread in which nothing stands ends. */
#include "features/forum_state.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "features/common_cohorts.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/forum_authors.h"
#include "features/forum_carried.h"
#include "features/forum_files.h"
#include "features/forum_first.h"
#include "features/forum_lines.h"
#include "features/forum_mentions.h"
#include "features/forum_own.h"
#include "features/forum_votes.h"
#include "features/poll_state.h"

struct forum *forum_new(void)
{
    struct forum *forum = mem_new(sizeof *forum);
    forum->threads = map_new(BOUND_THREADS);
    /* Those that stand; of tombstones each thread has a share, or fewer than stand in it. */
    size_t posts =
        (size_t)2 * BOUND_FORUM_POSTS + (size_t)BOUND_THREADS * (BOUND_THREAD_TOMBSTONES + 2);
    forum->posts = map_new(posts);
    forum->polls = map_new(2 * BOUND_FORUM_POLLS);
    forum->authors = forum_authors_new(posts);
    forum->own = map_new(BOUND_THREADS);
    forum->latest = map_new(posts);
    forum->lines = forum_lines_new();
    forum->votes = votes_new();
    forum->files = forum_files_new();
    return forum;
}

static void post_free(void *value)
{
    struct post *post = value;
    forum_mentions_free(&post->mentions);
    forum_words_free(&post->words);
    if (post->poll)
        poll_free(post->poll);
    mem_free(post->edits);
    mem_free(post);
}

static void thread_free(void *value)
{
    struct thread *thread = value;
    for (size_t i = 0; i < thread->posts_count; i++)
        post_free(thread->posts[i]);
    mem_free(thread->posts);
    mem_free(thread->renames);
    mem_free(thread->mask);
    map_free(&thread->unlocked, mem_free);
    forum_carried_free(&thread->carried);
    (void)forum_excerpt_drop(&thread->excerpt);
    common_wipe(&thread->closed.reason);
    common_wipe(&thread->title);
    mem_free(thread);
}

static void deletion_done(struct deletion *deletion)
{
    forum_told_free(&deletion->told);
    forum_carried_free(&deletion->carried);
    mem_free(deletion->texts);
}

void forum_free(struct forum *forum)
{
    deletion_done(&forum->deletion);
    votes_free(&forum->votes);
    mem_free(forum->moved);
    forum_order_done(&forum->order);
    map_free(&forum->own, NULL);
    map_free(&forum->latest, NULL);
    map_free(&forum->came, mem_free);
    forum_lines_free(&forum->lines);
    map_free(&forum->posts, NULL);
    map_free(&forum->polls, NULL);
    map_free(&forum->threads, thread_free);
    forum_files_free(&forum->files);
    forum_authors_free(&forum->authors);
    forum_kept_done(&forum->kept);
    forum_firsts_done(&forum->firsts);
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
    /* Names of members, numbers, who wrote last; and of cohorts, which may be all. */
    enum { COUNTS_BYTES = 384 + BOUND_ID_BYTES, COHORT_BYTES = 3 };
    size_t cohorts = json_count(json_get(entry->data, "cohorts"));
    int64_t bytes = 0;
    if (entry->erased && json_get_int(entry->data, "bytes", &bytes))
        return (size_t)bytes;
    return common_text_bytes(common_get_text(entry->data, "title")) + common_author_bytes(entry) +
           COUNTS_BYTES + cohorts * COHORT_BYTES;
}

struct thread *forum_add_thread(struct forum *forum, const struct entry *entry, struct rings stamp)
{
    struct thread *thread = mem_new(sizeof *thread);
    thread->seq = thread->begun = thread->title_seq = entry->seq;
    thread->files = forum->files;
    forum->begun_last = entry->seq;
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    thread->stamp = thread->written = stamp;
    thread->topic = common_get_int(entry->data, "topic");
    thread->cohorts = common_get_cohorts(entry->data);
    thread->title = mem_text(common_get_text(entry->data, "title"));
    thread->dir = common_get_dir(entry->data, slice_of(thread->title));
    if (common_has(entry->data, "mask"))
        thread->mask = mem_text(common_get_text(entry->data, "mask"));
    thread->bytes = forum_thread_bytes(entry);
    thread->window = 1;
    forum_excerpt_set(&thread->excerpt, entry);
    map_put(forum->threads, slice_of_seq(&thread->seq), thread);
    common_count_up(forum->own, entry->by);
    forum->bytes += thread->bytes;
    return thread;
}

/* Of those that stand: the newest, and the newest of anybody else than its author. */
static void newest_take(struct thread *thread, struct post *post)
{
    if (thread->newest && !common_author_is(thread->newest->author, slice_of(post->author->id)))
        thread->newest_other = thread->newest;
    thread->newest = post;
}

static void newest_find(struct thread *thread)
{
    thread->newest = thread->newest_other = NULL;
    for (size_t i = 0; i < thread->posts_count; i++)
        if (!thread->posts[i]->deleted)
            newest_take(thread, thread->posts[i]);
}

size_t forum_older(const struct thread *thread, int64_t seq)
{
    size_t low = 0, high = thread->posts_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (thread->posts[middle]->seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct forum_answer forum_answer(const struct forum *forum, const struct post *post)
{
    const struct post *parent = post->reply ? forum_post(forum, post->reply) : NULL;
    return (struct forum_answer){post, parent ? parent : post->thread->posts[0]};
}

bool forum_own_full(const struct forum *forum, const struct thread *thread, struct slice person)
{
    size_t count = 0;
    if (thread->standing < BOUND_THREAD_POSTS_PERSON)
        return false;
    const struct common_author *first = forum_authors_of(forum->authors, person);
    for (size_t i = 0; first && i < thread->posts_count; i++) {
        const struct common_author *own = first;
        while (own && own != thread->posts[i]->author)
            own = forum_authors_next(own);
        count += own && !thread->posts[i]->deleted;
    }
    return count >= BOUND_THREAD_POSTS_PERSON;
}

bool forum_in_window(const struct post *post)
{
    const struct thread *thread = post->thread;
    return post == thread->posts[0] || forum_older(thread, post->seq) >= thread->window;
}

/* One more for a list that may be full. */
static void *grown(void *list, size_t count, size_t *capacity, size_t bytes)
{
    if (count < *capacity)
        return list;
    size_t more = *capacity ? 2 * *capacity : 4;
    list = mem_resize(list, *capacity * bytes, more * bytes);
    *capacity = more;
    return list;
}

/* The youngest; perhaps another leaves the view for it. */
static void posts_add(struct thread *thread, struct post *post)
{
    thread->posts = (struct post **)grown(thread->posts, thread->posts_count,
                                          &thread->posts_capacity, sizeof(struct post *));
    thread->posts[thread->posts_count++] = post;
    if (thread->posts_count - thread->window > BOUND_THREAD_WINDOW)
        post->left = thread->posts[thread->window++]->seq;
}

static bool is_answer(const struct post *post)
{
    const struct post *opening = post->thread->posts[0];
    return post != opening && !post->reply &&
           !common_author_is(opening->author, slice_of(post->author->id));
}

void forum_add_post(struct forum *forum, struct thread *thread, const struct entry *entry)
{
    struct post *post = mem_new(sizeof *post);
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    post->seq = entry->seq;
    post->at_ms = entry->at_ms;
    post->author = forum_authors_take(forum->authors, entry);
    post->thread = thread;
    post->reply = common_get_int(entry->data, "reply");
    post->quote = common_get_int(entry->data, "quote");
    post->body_seq = entry->seq;
    if (post->reply)
        forum_post(forum, post->reply)->comments++;
    posts_add(thread, post);
    thread->standing++;
    forum->standing++;
    newest_take(thread, post);
    forum_order_settle(&forum->order, thread);
    map_put(forum->posts, slice_of_seq(&post->seq), post);
    post->answers = is_answer(post);
    forum_lines_add(forum->lines, slice_of(post->author->id), post->answers, post->at_ms);
    forum_own_add(forum->latest, post);
    forum_first_add(&forum->firsts, post);
    thread->nameless |= veil_hides(slice_of(post->author->id));
    thread->visited |= post->visited;
}

/* Its posts may have another by now. */
void forum_leave(struct forum *forum, struct thread *thread, const struct post *opening)
{
    common_count_down(forum->own, slice_of(opening->author->id));
    forum->bytes -= thread->bytes + thread->title_bytes;
    forum->pinned -= thread->pinned;
    map_take(forum->threads, slice_of_seq(&thread->seq));
    forum_order_leave(&forum->order, thread);
    for (size_t i = 0; i < thread->posts_count; i++) {
        forum_own_drop(forum->latest, thread->posts[i]);
        forum_authors_drop(forum->authors, &thread->posts[i]->author);
    }
    thread_free(thread);
}

static void gone_add(struct forum *forum, const struct post *post)
{
    struct gone *gone = &forum->gone[forum->gone_next++ % FORUM_GONE];
    gone->post = post->seq;
    gone->thread = post->thread->seq;
    snprintf(gone->by, sizeof gone->by, "%s", post->author->id);
    snprintf(gone->mask, sizeof gone->mask, "%s", post->thread->mask ? post->thread->mask : "");
}

static void thread_end(struct forum *forum, struct thread *thread)
{
    for (size_t i = 0; i < thread->posts_count; i++) {
        if (veil_hides(slice_of(thread->posts[i]->author->id)))
            gone_add(forum, thread->posts[i]);
        map_take(forum->posts, slice_of_seq(&thread->posts[i]->seq));
        map_take(forum->polls, slice_of_seq(&thread->posts[i]->seq));
        forum_files_end(forum->files, thread->posts[i]);
        if (thread->posts[i]->votes)
            votes_drop(forum->votes, thread->posts[i]->seq);
    }
    forum_leave(forum, thread, thread->posts[0]);
}

/* Removes the oldest tombstone that may go. The opening post stays as long as the thread, and a
 * post stays as long as its comments. */
static void tombstones_trim(struct forum *forum, struct thread *thread)
{
    size_t place = 1;
    if (thread->tombstones <= BOUND_THREAD_TOMBSTONES)
        return;
    while (place < thread->posts_count &&
           (!thread->posts[place]->deleted || thread->posts[place]->comments > 0))
        place++;
    if (place == thread->posts_count)
        return;
    struct post *oldest = thread->posts[place];
    thread->posts_count--;
    memmove(&thread->posts[place], &thread->posts[place + 1],
            (thread->posts_count - place) * sizeof *thread->posts);
    thread->window -= place < thread->window;
    if (oldest->reply)
        forum_post(forum, oldest->reply)->comments--;
    thread->tombstones--;
    forum->deletion.left = oldest->seq;
    map_take(forum->posts, slice_of_seq(&oldest->seq));
    map_take(forum->polls, slice_of_seq(&oldest->seq));
    forum_files_end(forum->files, oldest);
    if (oldest->votes)
        votes_drop(forum->votes, oldest->seq);
    forum_own_drop(forum->latest, oldest);
    forum_authors_drop(forum->authors, &oldest->author);
    post_free(oldest);
}

void forum_edit_post(struct post *post, const struct entry *entry)
{
    size_t count = post->edits ? post->edits->count : 0;
    size_t bytes = sizeof *post->edits + count * sizeof post->edits->seqs[0];
    if (!post->edits)
        post->edits = mem_new(bytes);
    if (post->body_seq != post->seq) {
        post->edits = mem_resize(post->edits, bytes, bytes + sizeof post->edits->seqs[0]);
        post->edits->seqs[post->edits->count++] = post->body_seq;
    }
    post->edits->at_ms = entry->at_ms;
    post->body_seq = entry->seq;
}

size_t forum_title_bytes(const struct entry *entry)
{
    int64_t bytes = 0;
    if (entry->erased && json_get_int(entry->data, "bytes", &bytes))
        return (size_t)bytes;
    return common_text_bytes(common_get_text(entry->data, "title"));
}

void forum_rename(struct forum *forum, struct thread *thread, const struct entry *entry)
{
    size_t bytes = thread->renames_count * sizeof *thread->renames;
    thread->renames = mem_resize(thread->renames, bytes, bytes + sizeof *thread->renames);
    thread->renames[thread->renames_count++] = entry->seq;
    thread->title_seq = entry->seq;
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    common_wipe(&thread->title);
    thread->title = mem_text(common_get_text(entry->data, "title"));
    thread->dir = common_get_dir(entry->data, slice_of(thread->title));
    forum->bytes -= thread->title_bytes;
    thread->title_bytes = forum_title_bytes(entry);
    forum->bytes += thread->title_bytes;
}

/* Why a thread was closed, and how it begins. */
static bool words_forget(const struct forum *forum, int64_t seq)
{
    struct map_at at = {0};
    bool shows = false;
    while (map_next(forum->threads, &at)) {
        struct thread *thread = at.value;
        if (thread->excerpt && thread->excerpt->seq == seq)
            shows = forum_excerpt_drop(&thread->excerpt) || shows;
        if (thread->closed.seq != seq || !thread->closed.reason)
            continue;
        common_wipe(&thread->closed.reason);
        shows = true;
    }
    return shows;
}

bool forum_forget(void *state, int64_t seq)
{
    struct forum *forum = state;
    struct post *post = forum_post(forum, seq);
    if (post)
        forum_words_drop(&forum->kept, &post->words);
    bool shows = post && forum_authors_forget(forum->authors, &post->author);
    if (post)
        post->forgotten = true;
    if (post && post->poll)
        common_wipe(&post->poll->options);
    shows = forum_files_forget(forum->files, seq) || shows;
    return words_forget(state, seq) || shows || (post && !post->deleted);
}

void forum_deletion_begin(struct forum *forum, const struct thread *thread)
{
    deletion_done(&forum->deletion);
    votes_begin(forum->votes);
    forum->deletion =
        (struct deletion){.thread = thread->seq, .topic = thread->topic, .before = thread->stamp};
}

static void add_text(struct deletion *deletion, int64_t seq)
{
    deletion->texts = grown(deletion->texts, deletion->texts_count, &deletion->texts_capacity,
                            sizeof *deletion->texts);
    deletion->texts[deletion->texts_count++] = seq;
}

/* The entries that hold texts of a post: its own, its edits, the latest; and its files. */
static void add_texts(struct deletion *deletion, const struct post *post)
{
    const int64_t *files;
    for (size_t i = forum_files_of(post, &files); i-- > 0;)
        add_text(deletion, files[i]);
    add_text(deletion, post->seq);
    for (size_t i = 0; post->edits && i < post->edits->count; i++)
        add_text(deletion, post->edits->seqs[i]);
    if (post->body_seq != post->seq)
        add_text(deletion, post->body_seq);
}

/* The first title stands in the entry of the opening post. */
static void add_titles(struct deletion *deletion, const struct thread *thread)
{
    add_text(deletion, thread->seq);
    for (size_t i = 0; i < thread->renames_count; i++)
        add_text(deletion, thread->renames[i]);
}

void forum_delete_closing(struct forum *forum, const struct thread *thread)
{
    if (thread->closed.seq)
        add_text(&forum->deletion, thread->closed.seq);
}

void forum_delete_title(struct forum *forum, struct thread *thread)
{
    forum_order_touch(&forum->order, thread);
    add_titles(&forum->deletion, thread);
    common_wipe(&thread->title);
    thread->title = mem_text(SLICE(""));
    thread->dir = text_direction(SLICE(""));
    thread->title_seq = 0;
}

static void accepted_count(struct forum *forum, int64_t seq, bool accepted)
{
    const struct post *post = forum_post(forum, seq);
    if (post)
        forum_lines_accept(forum->lines, slice_of(post->author->id), accepted);
}

void forum_accept_post(struct forum *forum, struct thread *thread, int64_t seq)
{
    forum_order_touch(&forum->order, thread);
    accepted_count(forum, thread->accepted, false);
    thread->accepted = seq;
    accepted_count(forum, seq, true);
}

/* It stands no more. */
static void post_delete(struct forum *forum, struct post *post)
{
    struct thread *thread = post->thread;
    forum_order_touch(&forum->order, thread);
    add_texts(&forum->deletion, post);
    forum_told_add(&forum->deletion.told, post->mentions, post->seq);
    const struct forum_answer answer = forum_answer(forum, post);
    forum_told_reply(&forum->deletion.told, &answer);
    forum_mentions_free(&post->mentions);
    forum_words_drop(&forum->kept, &post->words);
    forum_first_drop(&forum->firsts, post);
    post->deleted = true;
    thread->standing--;
    forum->standing--;
    thread->tombstones += post != thread->posts[0];
    if (thread->accepted == post->seq)
        forum_accept_post(forum, thread, 0);
    forum_lines_take(forum->lines, slice_of(post->author->id), post->answers);
    forum_lines_vote(forum->lines, slice_of(post->author->id), -(int64_t)post->votes);
}

void forum_delete_post(struct forum *forum, struct post *post, struct slice by)
{
    struct thread *thread = post->thread;
    post->moderated = !common_author_is(post->author, by);
    forum->deletion.displaced = post->left;
    post_delete(forum, post);
    if (thread->standing == 0) {
        add_titles(&forum->deletion, thread);
        forum_delete_closing(forum, thread);
        thread_end(forum, thread);
        return;
    }
    newest_find(thread);
    forum_order_settle(&forum->order, thread);
    tombstones_trim(forum, thread);
}

/* Who was mentioned comes first: of the others not all may be told. */
void forum_delete_thread(struct forum *forum, struct thread *thread)
{
    for (size_t i = 0; i < thread->posts_count; i++)
        forum_told_add(&forum->deletion.told, thread->posts[i]->mentions, thread->posts[i]->seq);
    for (size_t i = 0; i < thread->posts_count; i++)
        if (!thread->posts[i]->deleted)
            post_delete(forum, thread->posts[i]);
    add_titles(&forum->deletion, thread);
    forum_delete_closing(forum, thread);
    thread_end(forum, thread);
}

size_t forum_told(const struct thread *thread)
{
    struct told *told = NULL;
    for (size_t i = 0; i < thread->posts_count; i++)
        forum_told_add(&told, thread->posts[i]->mentions, thread->posts[i]->seq);
    size_t count = forum_told_count(told);
    forum_told_free(&told);
    return count;
}

void forum_restore_post(struct forum *forum, struct post *post)
{
    struct thread *thread = post->thread;
    forum_order_touch(&forum->order, thread);
    forum_deletion_begin(forum, thread);
    add_texts(&forum->deletion, post);
    post->deleted = post->moderated = false;
    thread->standing++;
    forum->standing++;
    thread->tombstones -= post != thread->posts[0];
    forum_lines_add(forum->lines, slice_of(post->author->id), post->answers, post->at_ms);
    forum_lines_vote(forum->lines, slice_of(post->author->id), post->votes);
    forum_first_add(&forum->firsts, post);
    newest_find(thread);
    forum_order_settle(&forum->order, thread);
}

/* What follows from its posts, after others came or some went. The views are made anew: nobody is
 * told any more which post left them for which. */
void forum_recount(struct forum *forum, struct thread *thread)
{
    thread->standing = thread->tombstones = 0;
    for (size_t i = 0; i < thread->posts_count; i++) {
        struct post *post = thread->posts[i];
        post->thread = thread;
        thread->visited |= post->visited;
        post->left = 0;
        thread->tombstones += post->deleted && i > 0;
        if (post->deleted)
            continue;
        thread->standing++;
    }
    thread->window = thread->posts_count > BOUND_THREAD_WINDOW + 1
                         ? thread->posts_count - BOUND_THREAD_WINDOW
                         : 1;
    newest_find(thread);
    forum_order_settle(&forum->order, thread);
}

void forum_trim(struct forum *forum, struct thread *thread)
{
    for (size_t left = thread->tombstones; left > BOUND_THREAD_TOMBSTONES; left--)
        tombstones_trim(forum, thread);
}

void forum_sums_moved(struct forum *forum, const struct post *post, bool *which)
{
    bool listed = post->voted || (post->poll && post->poll->dirty);
    *which = true;
    if (listed)
        return;
    if (forum->moved_count == forum->moved_capacity) {
        size_t more = forum->moved_capacity ? 2 * forum->moved_capacity : 16;
        forum->moved = mem_resize(forum->moved, forum->moved_capacity * sizeof *forum->moved,
                                  more * sizeof *forum->moved);
        forum->moved_capacity = more;
    }
    forum->moved[forum->moved_count++] = post->seq;
}
