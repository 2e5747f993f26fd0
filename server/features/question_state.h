/* SPDX-License-Identifier: Apache-2.0
 *
 * What the questions of a room are made of: shared by question.c (what changes them) and
 * question_view.c (what people see of them) and by nobody else.
 */
#ifndef MUSTER_FEATURES_QUESTION_STATE_H
#define MUSTER_FEATURES_QUESTION_STATE_H

#include "base/map.h"
#include "core/feature.h"
#include "features/common.h"

enum question_state {
    QUESTION_PENDING,
    QUESTION_OPEN,
    QUESTION_ANSWERING,
    QUESTION_ANSWERED,
    QUESTION_DISMISSED,
    QUESTION_NONE, /* not asked yet */
};

enum question_intake { INTAKE_OPEN, INTAKE_VOTING, INTAKE_CLOSED };

/* By enum question_intake; ends with NULL. */
extern const char *const question_intakes[];

struct answer {
    int64_t at_ms; /* 0: there is none */
    struct common_author author;
    char *text; /* owned; NULL: answered live */
    enum text_dir dir;
    size_t bytes; /* of a view, at most */
};

struct question {
    int64_t seq, at_ms;
    struct common_author author;
    char *text; /* owned */
    enum text_dir dir;
    size_t bytes; /* of a view without its answer, at most */
    enum question_state state;
    enum question_state before; /* its state before the last entry that moved it */
    struct answer answer;
    struct map *voters; /* set of persons */
    bool dirty;         /* votes changed since tally_sent */
};

/* A dismissed question that left for a newer one with the last entry. */
struct forgotten {
    int64_t seq;  /* 0: none left */
    char *author; /* owned; their id */
    bool votes;   /* it had some */
};

struct questions {
    struct map *questions;   /* seq -> struct question, owned */
    struct map *dismissed;   /* those of them that are, the oldest dismissal first; borrowed */
    struct map *own;         /* person -> how many stand */
    struct map *own_waiting; /* person -> how many of these are not answered */
    size_t bytes;            /* of those that stand; at most BOUND_QUESTIONS_BYTES */
    size_t answers_bytes;    /* at most BOUND_ANSWERS_BYTES */
    struct forgotten forgotten;
    enum question_intake intake;
    bool moderated; /* new ones wait for approval */
    bool dirty;     /* one of them is */
};

/* The question named by the entry's data, or NULL. */
struct question *question_find(const struct questions *questions, const struct entry *entry);
/* Whether questions in this state are shown to everybody. */
bool question_is_public(enum question_state state);

/* question_view.c: see core/feature.h. */
void question_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                   struct writer *out);
void question_me(const void *state, struct slice person, struct writer *out);
void question_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);
void question_ask_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void question_ask_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out);
void question_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void question_move_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out);
void question_dismiss_wipe_me(const void *state, const struct entry *entry, struct writer *out);
void question_intake_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out);

#endif
