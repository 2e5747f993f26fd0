/* SPDX-License-Identifier: Apache-2.0
 *
 * What the forum of a course is made of. forum.c decides what changes it and forum_view.c what
 * people see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_FORUM_STATE_H
#define MUSTER_FEATURES_FORUM_STATE_H

#include "base/map.h"
#include "features/common_author.h"

struct thread;

struct post {
    int64_t seq, at_ms;
    struct common_author author;
    struct thread *thread; /* borrowed */
    struct post *next;     /* the next younger one of the thread */
    int64_t reply;         /* the post it comments; 0: it answers the thread */
    int64_t body_seq;      /* the entry that holds its latest text */
    int64_t *edits;        /* owned; the entries that held the texts before that, but for its own */
    size_t edits_count;
    int64_t edited_ms;         /* 0: never */
    size_t comments;           /* on it, deleted ones among them */
    struct mentions *mentions; /* owned (forum_mentions.h); NULL: none, or it was deleted */
    bool deleted;
};

struct thread {
    int64_t seq;
    char *title;               /* owned */
    enum text_dir dir;         /* of the title */
    struct post *first, *last; /* all posts, from the opening one to the youngest, by post->next */
    struct post *newest;       /* that stands */
    struct post *newest_other; /* that stands and is of another author than `newest`; NULL: none */
    size_t standing;           /* posts that are not deleted; never 0 */
    size_t tombstones;         /* of the others, without the opening post */
    struct map *own;           /* person -> how many posts of theirs stand; owned */
    size_t bytes;              /* of the list, at most */
    int64_t accepted;          /* seq of the accepted post; 0: none */
};

/* What the last deletion did: the patches tell of it, and the state no longer does. */
struct deletion {
    int64_t thread; /* where it was; perhaps there is no such thread any more */
    int64_t left;   /* the tombstone that left for it; 0: none */
    int64_t *texts; /* owned; the entries that hold what was deleted */
    size_t texts_count;
    struct mentions *mentions; /* owned: of the post; NULL: none */
};

struct forum {
    struct map *threads; /* seq -> struct thread, owned */
    struct map *posts;   /* seq -> struct post, owned; of all threads */
    struct map *own;     /* person -> how many threads of theirs there are */
    size_t bytes;        /* of the list of threads; at most BOUND_THREADS_BYTES */
    struct deletion deletion;
};

/* A forum without threads; owned by the caller. */
struct forum *forum_new(void);
/* Wipes and frees. */
void forum_free(struct forum *forum);

/* The thread, or the post, of that seq; NULL when there is none. */
struct thread *forum_thread(const struct forum *forum, int64_t seq);
struct post *forum_post(const struct forum *forum, int64_t seq);

/* What the thread that `entry` opens takes of the list, at most. */
size_t forum_thread_bytes(const struct entry *entry);
/* A thread without posts; the first one must follow. */
struct thread *forum_add_thread(struct forum *forum, const struct entry *entry);
/* The post that `entry` is, in `thread`. */
void forum_add_post(struct forum *forum, struct thread *thread, const struct entry *entry);
/* A post has a new text, in the entry `seq`. */
void forum_edit_post(struct post *post, int64_t seq);
/* As struct feature has it. */
bool forum_forget(void *state, int64_t seq);
/* Deletes a post that stands: it becomes a tombstone, or its thread ends with it. */
void forum_delete_post(struct forum *forum, struct post *post);

#endif
