/* SPDX-License-Identifier: Apache-2.0
 *
 * What one question is made of: its state, its answer, what was said to it, and what staff keep of
 * it. Of all of them: question_state.h.
 */
#ifndef MUSTER_FEATURES_QUESTION_THING_H
#define MUSTER_FEATURES_QUESTION_THING_H

#include "base/bounds.h"
#include "base/map.h"
#include "features/common_author.h"

enum question_state {
    QUESTION_PENDING,
    QUESTION_OPEN,
    QUESTION_ANSWERING,
    QUESTION_ANSWERED,
    QUESTION_MERGED, /* into another, where its votes count */
    QUESTION_DISMISSED,
    QUESTION_NONE, /* not asked yet */
};

struct answer {
    int64_t at_ms;     /* 0: there is none */
    int64_t edited_ms; /* 0: never */
    bool is_private;   /* for staff and who asked, alone */
    bool veiled;       /* who gave it is for staff alone to see */
    bool of_course;    /* it was given in the course's forum */
    bool cut;          /* there it says more than fits here */
    struct common_author author;
    char *text; /* owned; NULL: answered live */
    enum text_dir dir;
    int64_t seq;  /* of the entry that gave it */
    size_t bytes; /* of a view, at most */
};

/* What somebody said to a question. */
struct comment {
    int64_t seq, at_ms;
    struct common_author author;
    char *text; /* owned; NULL: it was deleted */
    enum text_dir dir;
    size_t bytes; /* of a view, at most */
};

/* A question that has left the list. */
struct question_left {
    int64_t seq;
    bool votes; /* it had some */
};

struct question {
    int64_t seq, at_ms;
    struct common_author author;
    char *text; /* owned */
    enum text_dir dir;
    int64_t text_seq;  /* the entry that gave the text: its own, or an edit */
    int64_t edited_ms; /* 0: never */
    int64_t *edits;    /* owned; the entries that gave it another text */
    size_t edits_count;
    size_t bytes; /* of a view without its answer, at most */
    enum question_state state;
    enum question_state before; /* its state before the last entry that moved it */
    struct answer answer;
    struct map *voters;       /* set of persons */
    struct question **merged; /* owned list: what was merged into it, borrowed */
    size_t merged_count;
    struct map *united; /* person -> for how many of these, and of itself, they voted; NULL: none
                           was merged into it */
    int64_t into;       /* into which it was merged; 0: it is not */
    enum question_state waited; /* its state then */
    struct comment *comments;   /* owned; all there ever were, the oldest first */
    size_t comments_count;
    char *tags[BOUND_QUESTION_TAGS]; /* owned; the first NULL ends them */
    char *claimed_by;                /* owned; who of staff has taken charge; NULL: nobody */
    int64_t claimed_ms;
    char *reason; /* owned; why it was dismissed; NULL: none was given */
    enum text_dir reason_dir;
    int64_t reason_seq; /* the entry that gave it */
    /* What it was once, which later events may have to take back. */
    bool was_seen, was_private, was_amended, was_merged, was_pinned, was_tagged;
    bool quiet;        /* while it waits staff alone see it */
    bool carried;      /* into the course's forum, since the session is over */
    int64_t thread;    /* which it is there; 0: nobody has said so yet */
    unsigned opened;   /* how often it came to wait for an answer */
    int64_t cause;     /* the last entry of the course that said something of its answer; 0: none */
    bool was_returned; /* an answer came from there, which may be gone */
    bool stub_seen;    /* merged: all saw it before, and see that it was */
    /* Owned; what was forgotten for dismissals of this one. Events that take back what earlier ones
     * said of this one say it again. */
    struct question_left *left;
    size_t left_count;
    bool dirty; /* votes changed since tally_sent */
};

#endif
