/* SPDX-License-Identifier: Apache-2.0
 *
 * What the questions of a room are made of. question.c decides what changes them and
 * question_view.c what people see of them; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_QUESTION_STATE_H
#define MUSTER_FEATURES_QUESTION_STATE_H

#include "base/map.h"
#include "core/room.h"
#include "features/common_author.h"

enum question_state {
    QUESTION_PENDING,
    QUESTION_OPEN,
    QUESTION_ANSWERING,
    QUESTION_ANSWERED,
    QUESTION_DISMISSED,
    QUESTION_NONE, /* not asked yet */
};

/* The scope of those who ask anonymously: one pseudonym for all their questions in a room. */
#define QUESTION_SCOPE "question"

enum question_intake { INTAKE_OPEN, INTAKE_VOTING, INTAKE_CLOSED };

/* By enum question_intake; ends with NULL. */
extern const char *const question_intakes[];

struct answer {
    int64_t at_ms; /* 0: there is none */
    struct common_author author;
    char *text; /* owned; NULL: answered live */
    enum text_dir dir;
    int64_t seq;  /* of the entry that gave it */
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
    struct map *voters; /* set of persons */
    /* Owned; what was forgotten for dismissals of this one. Events that take back what earlier ones
     * said of this one say it again. */
    struct question_left *left;
    size_t left_count;
    bool dirty; /* votes changed since tally_sent */
};

/* A question that the last move took off the list: the oldest dismissed one, which left for a newer
 * one, or one that its author withdrew. */
struct forgotten {
    int64_t seq;  /* 0: none left */
    char *author; /* owned; their id */
    bool votes;   /* it had some */
    enum question_state before;
    int64_t *edits; /* owned; as it had them */
    size_t edits_count;
    struct question_left *left; /* owned; as it had them */
    size_t left_count;
};

/* Of anonymous questions that left the list it is remembered for a while that they were: who
 * repeats a command about one has its first answer. */
enum { QUESTIONS_GONE = 64 };

struct questions {
    const struct room *room; /* theirs; borrowed */
    struct map *questions;   /* seq -> struct question, owned */
    struct map *dismissed;   /* those of them that are, the oldest dismissal first; borrowed */
    struct map *own;         /* person -> how many stand */
    struct map *own_waiting; /* person -> how many of these are not answered */
    size_t bytes;            /* of those that stand; at most BOUND_QUESTIONS_BYTES */
    size_t answers_bytes;    /* at most BOUND_ANSWERS_BYTES */
    struct forgotten forgotten;
    int64_t gone[QUESTIONS_GONE]; /* anonymous ones; the oldest leaves */
    size_t gone_count;            /* ever */
    enum question_intake intake;
    bool moderated; /* new ones wait for approval */
    bool anonymous; /* people may ask without their name */
    bool veiled;    /* somebody has */
    bool dirty;     /* one of them is */
};

/* No questions yet; owned by the caller. */
struct questions *questions_new(const struct room *room);
/* Wipes and frees them all. */
void questions_free(struct questions *questions);
/* Takes the answer away: wiped, and its bytes are not counted any more. */
void question_answer_done(struct questions *questions, struct question *question);
/* Moves a question from one state to another, the only way in which a state changes; `from` is
 * QUESTION_NONE for a new one. What is counted of its author and of the room follows. */
void question_enter(struct questions *questions, struct question *question,
                    enum question_state from, enum question_state to);
/* As struct feature has it. */
bool question_forget(void *state, int64_t seq);
/* To be called after every move, of `question`: when too many are dismissed the oldest dismissal is
 * forgotten, and `forgotten` tells which; else it is empty. */
void question_trim(struct questions *questions, struct question *question);
/* Takes a question that stands off the list: `forgotten` tells what it was. */
void question_withdraw(struct questions *questions, struct question *question);
/* Whether `bytes` more would be too much for the room. */
bool question_full(const struct questions *questions, size_t bytes);
/* The question named by the entry's data, or NULL. */
struct question *question_find(const struct questions *questions, const struct entry *entry);
/* Who `person` is among those who ask anonymously; absent while nobody does. */
struct slice question_alias(const struct questions *questions, struct slice person,
                            struct veil_name *out);
/* Whether `seq` was an anonymous question that left the list. */
bool question_gone(const struct questions *questions, int64_t seq);
/* Whether questions in this state are shown to everybody. */
bool question_is_public(enum question_state state);

#endif
