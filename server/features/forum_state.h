/* SPDX-License-Identifier: Apache-2.0
 *
 * What the forum of a course is made of. forum.c decides what changes it and forum_view.c what
 * people see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_FORUM_STATE_H
#define MUSTER_FEATURES_FORUM_STATE_H

#include "core/veil.h"
#include "features/forum_mentions.h"
#include "features/forum_order.h"
#include "features/forum_thread.h"

/* What the last deletion did, or the last narrowing: the patches tell of it, and the state no
 * longer does. */
struct deletion {
    struct rings before; /* the stamp that the thread had */
    int64_t thread;      /* where it was; perhaps there is no such thread any more */
    int64_t topic;       /* in which that was; 0: in none */
    int64_t left;        /* the tombstone that left for it; 0: none */
    int64_t displaced;   /* the post that had left the view for the one that was deleted; 0: none */
    int64_t *texts;      /* owned; the entries that hold what was deleted */
    size_t texts_count, texts_capacity;
    struct carried *carried; /* owned; the question whose answer was in it; NULL: none */
    struct told *told;       /* owned: who was mentioned in what is gone (forum_mentions.h) */
};

/* A post that was written without a name and is gone for good (forum_veil.h). */
enum { FORUM_GONE = 16 };
struct gone {
    int64_t post, thread; /* 0: none */
    char by[VEIL_NAME_BYTES], mask[VEIL_NAME_BYTES];
};

struct forum {
    const struct room *room;   /* borrowed */
    struct forum_files *files; /* owned: those of its posts, and for them */
    struct topics *topics;     /* owned by the feature (forum_topics.h) */
    struct map *threads;       /* seq -> struct thread, owned */
    struct forum_order order;  /* of the threads, and what the last entry changed of them */
    struct map *posts;         /* seq -> struct post, owned; of all threads */
    struct map *polls;         /* seq -> struct post that has one, borrowed (forum_poll.h) */
    struct map *authors;       /* of its posts (forum_authors.h); owned */
    struct map *own;           /* person -> how many threads of theirs there are */
    struct map *latest;        /* person -> the last of their posts, borrowed (forum_own.h) */
    struct votes *votes;       /* owned: who voted for which posts (forum_votes.h) */
    struct map *lines;         /* person -> what they have written (forum_lines.h), owned */
    struct map *came;          /* person -> struct came, owned (forum_late.h); NULL: all see all */
    int64_t begun_last;        /* the thread that was begun last */
    size_t standing;           /* posts that are not deleted, of all threads */
    size_t pinned;             /* threads */
    size_t bytes;              /* of the list of threads; at most BOUND_THREADS_BYTES */
    int64_t *moved;            /* owned: posts whose votes changed since they were last told */
    size_t moved_count, moved_capacity;
    struct firsts firsts;
    struct gone gone[FORUM_GONE]; /* a ring; the oldest is forgotten */
    size_t gone_next;
    int64_t reopened;       /* the entry whose reason the last one took away; 0: none */
    int64_t shaped[2];      /* the threads that the last entry moved posts from and into */
    struct forum_kept kept; /* words of answers that may be accepted */
    struct deletion deletion;
};

/* A forum without threads; owned by the caller. */
struct forum *forum_new(void);
/* Wipes and frees. */
void forum_free(struct forum *forum);

/* The thread, or the post, of that seq; NULL when there is none. */
struct thread *forum_thread(const struct forum *forum, int64_t seq);
struct post *forum_post(const struct forum *forum, int64_t seq);

/* How many posts of the thread are older than `seq`: the place of that post, if there is one. */
size_t forum_older(const struct thread *thread, int64_t seq);
/* Whether as many posts of that person stand in the thread as may. Counted when it is asked: one
 * more list of people for each thread would weigh as much as a fifth of its posts. */
bool forum_own_full(const struct forum *forum, const struct thread *thread, struct slice person);
/* What it answers (forum_mentions.h). */
struct forum_answer forum_answer(const struct forum *forum, const struct post *post);
/* Whether the thread's view shows the post. */
bool forum_in_window(const struct post *post);

/* What the thread that `entry` opens takes of the list, at most. */
size_t forum_thread_bytes(const struct entry *entry);
/* A thread without posts, with that stamp; the first one must follow. */
struct thread *forum_add_thread(struct forum *forum, const struct entry *entry, struct rings stamp);
/* The post that `entry` is, in `thread`. */
void forum_add_post(struct forum *forum, struct thread *thread, const struct entry *entry);
/* That post of the thread is the accepted one now, in place of the one that was; 0: none is. */
void forum_accept_post(struct forum *forum, struct thread *thread, int64_t seq);
/* A post has a new text, in that entry. */
void forum_edit_post(struct post *post, const struct entry *entry);
/* As struct feature has it. */
bool forum_forget(void *state, int64_t seq);
/* A thread has the title that the entry gives it. */
void forum_rename(struct forum *forum, struct thread *thread, const struct entry *entry);
/* How many bytes the list takes for a title that a thread is given later. */
size_t forum_title_bytes(const struct entry *entry);

/* These three remember what they did in forum->deletion, which begins anew with the first. */
void forum_deletion_begin(struct forum *forum, const struct thread *thread);
/* Removes a title. */
void forum_delete_title(struct forum *forum, struct thread *thread);
/* Deletes a post that stands: it becomes a tombstone, or its thread ends with it. */
void forum_delete_post(struct forum *forum, struct post *post, struct slice by);
/* Deletes all posts that stand, and ends the thread. */
void forum_delete_thread(struct forum *forum, struct thread *thread);
/* How many people were told of posts of the thread. */
size_t forum_told(const struct thread *thread);
/* A deleted post stands again, where its words are still there. */
void forum_restore_post(struct forum *forum, struct post *post);

/* What forum_shape.c makes of threads ends with these: the thread's own sums follow from the posts
 * that it has; one leaves the list, `opening` having been its first post; the tombstones that are
 * too many go; why it was closed is withdrawn with the deletion. */
void forum_recount(struct forum *forum, struct thread *thread);
void forum_leave(struct forum *forum, struct thread *thread, const struct post *opening);
void forum_trim(struct forum *forum, struct thread *thread);
void forum_delete_closing(struct forum *forum, const struct thread *thread);
/* Sums of a post are to be told anew: *which is its mark of those for it, or of those in its poll.
 */
void forum_sums_moved(struct forum *forum, const struct post *post, bool *which);

#endif
