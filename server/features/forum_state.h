/* SPDX-License-Identifier: Apache-2.0
 *
 * What the forum of a course is made of. forum.c decides what changes it and forum_view.c what
 * people see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_FORUM_STATE_H
#define MUSTER_FEATURES_FORUM_STATE_H

#include "base/map.h"
#include "core/rings.h"
#include "features/common_author.h"
#include "features/forum_words.h"

struct thread;

struct post {
    int64_t seq, at_ms;
    struct common_author author;
    struct thread *thread; /* borrowed */
    int64_t left;          /* the post that left the thread's view when it came; 0: none */
    int64_t reply;         /* the post it comments; 0: it answers the thread */
    int64_t body_seq;      /* the entry that holds its latest text */
    int64_t *edits;        /* owned; the entries that held the texts before that, but for its own */
    size_t edits_count;
    int64_t edited_ms;         /* 0: never */
    size_t comments;           /* on it, deleted ones among them */
    struct mentions *mentions; /* owned (forum_mentions.h); NULL: none, or it was deleted */
    struct forum_words *words; /* owned; of an answer in a thread that is a question; or NULL */
    bool answers;              /* a thread of somebody else (forum_lines.h) */
    bool deleted;
    bool moderated; /* and that by somebody else than its author */
};

struct thread {
    int64_t seq;
    int64_t topic;           /* in which it is (forum_topics.h); 0: the general one */
    struct carried *carried; /* owned; the question that it is (forum_carried.h); NULL: none */
    struct rings stamp;      /* who sees it now … */
    struct rings written;    /* … and whenever its topic is not shut */
    struct rings before;     /* who saw it before the entry that opened or shut its topic … */
    int64_t moved_seq;       /* … which was this one; 0: none did */
    uint64_t cohorts;        /* that it is for (common_cohorts.h); 0: everybody */
    char *title;             /* owned; empty: it was removed */
    enum text_dir dir;       /* of the title */
    int64_t title_seq;       /* the entry that gave the title; 0: it was removed */
    int64_t *renames;        /* owned; the entries that gave it a title since it was opened */
    size_t renames_count;
    struct post **posts; /* owned, as those in it; rising seq, the first is the opening one */
    size_t posts_count, posts_capacity;
    size_t window;             /* its view shows the first and those from this place on; never 0 */
    struct post *newest;       /* that stands */
    struct post *newest_other; /* that stands and is of another author than `newest`; NULL: none */
    size_t standing;           /* posts that are not deleted; never 0 */
    size_t tombstones;         /* of the others, without the opening post */
    struct map *own;           /* person -> how many posts of theirs stand; owned */
    size_t bytes;              /* of the list, at most, as it was opened */
    size_t title_bytes;        /* beside them, when it was renamed */
    int64_t accepted;          /* seq of the accepted post; 0: none */
};

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

struct forum {
    struct topics *topics;  /* owned by the feature (forum_topics.h) */
    struct map *threads;    /* seq -> struct thread, owned */
    struct map *posts;      /* seq -> struct post, owned; of all threads */
    struct map *own;        /* person -> how many threads of theirs there are */
    struct map *lines;      /* person -> what they have written (forum_lines.h), owned */
    size_t standing;        /* posts that are not deleted, of all threads */
    size_t bytes;           /* of the list of threads; at most BOUND_THREADS_BYTES */
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
/* A post has a new text, in the entry `seq`. */
void forum_edit_post(struct post *post, int64_t seq);
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

#endif
