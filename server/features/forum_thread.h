/* SPDX-License-Identifier: Apache-2.0
 *
 * The shape of a thread and of its posts. forum_state.h says how they come and go.
 */
#ifndef MUSTER_FEATURES_FORUM_THREAD_H
#define MUSTER_FEATURES_FORUM_THREAD_H

#include "base/bounds.h"
#include "base/map.h"
#include "core/area.h"
#include "core/rings.h"
#include "features/common_author.h"
#include "features/forum_excerpt.h"
#include "features/forum_words.h"

struct forum_files;
struct poll;
struct thread;

/* The texts of a post that was edited. */
struct post_edits {
    int64_t at_ms; /* of the latest */
    uint32_t count;
    int64_t seqs[]; /* the entries that held the texts before that, but for its own */
};

/* A course holds tens of thousands: what most of them have not stands behind a pointer. */
struct post {
    int64_t seq, at_ms;
    const struct common_author *author;  /* borrowed (forum_authors.h) */
    struct thread *thread;               /* borrowed */
    struct post *own_before, *own_after; /* its author's others, borrowed (forum_own.h); or NULL */
    int64_t left;              /* the post that left the thread's view when it came; 0: none */
    int64_t reply;             /* the post it comments; 0: it answers the thread */
    int64_t body_seq;          /* the entry that holds its latest text */
    struct post_edits *edits;  /* owned; NULL: it was never edited */
    struct mentions *mentions; /* owned (forum_mentions.h); NULL: none, or it was deleted */
    struct forum_words *words; /* owned; of an answer in a thread that is a question; or NULL */
    struct poll *poll;         /* owned (forum_poll.h); NULL: it has none */
    int64_t quote;             /* the post that it quotes, perhaps gone since; 0: none */
    uint32_t comments;         /* on it, deleted ones among them */
    uint32_t votes;            /* of those who have voted it up (forum_votes.h) */
    bool answers;              /* a thread of somebody else (forum_lines.h) */
    bool deleted;
    bool moderated; /* and that by somebody else than its author */
    bool forgotten; /* words of it are erased */
    bool visited;   /* its author was a visitor of the topic */
    bool voted;     /* its votes changed since they were last told */
    bool filed;     /* it holds files (forum_files.h), or held some */
};

struct closed {
    int64_t seq, at_ms; /* the entry that closed the thread; 0: it is open */
    char *reason;       /* owned; NULL: none was given, or it is gone */
    enum text_dir dir;
};

/* Where a thread stands among the others (forum_order.h). */
struct place {
    struct thread *thread; /* borrowed */
    int64_t last;          /* the post by which it does; 0: it has no such place */
    bool pinned;
    bool untold; /* for those who are told of the opening post alone */
};

struct thread {
    int64_t seq;
    const struct forum_files *files; /* borrowed: where those of its posts are */
    int64_t begun;                   /* its seq, or of a piece of another that of the other */
    int64_t topic;                   /* in which it is (forum_topics.h); 0: the general one */
    struct carried *carried; /* owned; the question that it is (forum_carried.h); NULL: none */
    struct rings stamp;      /* who sees it now … */
    struct rings written;    /* … and whenever its topic is not shut */
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
    size_t bytes;              /* of the list, at most, as it was opened */
    size_t title_bytes;        /* beside them, when it was renamed */
    int64_t accepted;          /* seq of the accepted post; 0: none */
    int64_t split_from, split_seq; /* it was a piece of that thread, up to that entry; 0: of none */
    struct closed closed;
    struct place places[2];
    int64_t touched_seq;           /* the entry that changed something of it last, in the order */
    struct forum_excerpt *excerpt; /* owned; of the opening post; NULL: it says nothing */
    char *mask;                    /* owned; opened without a name (forum_veil.h); NULL: with one */
    bool nameless;                 /* somebody has written in it without a name */
    bool visited;                  /* so has a guest */
    struct map *unlocked;          /* owned; who waits no more -> since which entry; NULL: nobody */
    bool first;                    /* one writes before one sees others' posts (forum_first.h) */
    bool was_closed;               /* once, at least */
    bool pinned;
};

/* Posts by which their authors will see what others wrote, by their time (forum_first.h). */
struct firsts {
    struct post **posts; /* owned, as a list */
    size_t count, capacity;
};

/* The area in which the thread lies: its topic. */
struct area forum_area(const struct thread *thread);
/* Whether people in these rings see the thread; and one with that stamp, begun then. */
bool thread_reaches(const struct thread *thread, struct rings rings);
bool forum_reaches(struct rings stamp, int64_t begun, struct rings rings);

#endif
