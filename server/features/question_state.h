/* SPDX-License-Identifier: Apache-2.0
 *
 * What the questions of a room are made of. question.c decides what changes them and
 * question_view.c what people see of them; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_QUESTION_STATE_H
#define MUSTER_FEATURES_QUESTION_STATE_H

#include "core/room.h"
#include "features/question_thing.h"

/* The scope of those who ask anonymously: one pseudonym for all their questions in a room. */
#define QUESTION_SCOPE "question"

enum question_intake { INTAKE_OPEN, INTAKE_VOTING, INTAKE_CLOSED };

/* By enum question_intake; ends with NULL. */
extern const char *const question_intakes[];

/* A question that the last move took off the list: the oldest dismissed one, which left for a newer
 * one, or one that its author withdrew. */
struct forgotten {
    int64_t seq;  /* 0: none left */
    char *author; /* owned; their id */
    bool votes;   /* it had some */
    bool seen;    /* by all, at some time */
    bool shown;   /* to all, before */
    bool was_pinned;
    int64_t *edits; /* owned; as it had them */
    size_t edits_count;
    int64_t *comments; /* owned; the entries that said them */
    size_t comments_count;
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
    size_t comments_bytes;   /* at most BOUND_COMMENTS_BYTES */
    struct map *comments;    /* seq of a comment that stands -> its question, borrowed */
    struct map *commented;   /* person -> how many of these are theirs */
    struct map *silenced;    /* set of people and pseudonyms who ask no more */
    char *tags[BOUND_QUESTION_TAGS_ROOM]; /* owned; the room's list; the first NULL ends it */
    struct map *hosts;                    /* ids of people who were made one, the first first */
    char *course;        /* owned; where what is left unanswered goes; NULL: nowhere */
    int64_t ended_ms;    /* 0: the session is not over */
    int64_t answer_gone; /* the entry whose answer the last one from the course took; 0: none */
    int64_t pinned;      /* the question that all are shown first; 0: none */
    struct forgotten forgotten;
    int64_t gone[QUESTIONS_GONE]; /* anonymous ones; the oldest leaves */
    size_t gone_count;            /* ever */
    enum question_intake intake;
    bool moderated;   /* new ones wait for approval */
    bool anonymous;   /* people may ask without their name */
    bool quiet;       /* new ones are seen by staff alone until somebody answers them */
    bool commentable; /* participants may say something to a question */
    bool veiled;      /* somebody has */
    bool dirty;       /* one of them is */
};

/* No questions yet; owned by the caller. */
struct questions *questions_new(const struct room *room);
/* Wipes and frees them all. */
void questions_free(struct questions *questions);
/* Takes the answer away: wiped, and its bytes are not counted any more. */
void question_answer_done(struct questions *questions, struct question *question);
/* The same for a comment that stands; its place in the list is kept. */
void question_comment_done(struct questions *questions, struct comment *comment);
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
/* Whether this question is shown to everybody in that state. */
bool question_seen(const struct question *question, enum question_state state);
/* The same now, or for this role alone. */
bool question_seen_by(const struct question *question, enum role role);
/* How many have voted for it, and for those merged into it, each counted once; and whether this
 * person has. */
size_t question_votes(const struct question *question);
bool question_voted(const struct question *question, struct slice person);
/* Wipes and frees a list of tags, which is empty then. */
void question_tags_done(char *tags[], size_t max);

#endif
