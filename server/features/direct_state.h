/* SPDX-License-Identifier: Apache-2.0
 *
 * The conversations of a room: who wrote when, for every message that stands, and the words of the
 * last one of each. Which message is allowed, direct.c decides.
 */
#ifndef MUSTER_FEATURES_DIRECT_STATE_H
#define MUSTER_FEATURES_DIRECT_STATE_H

#include "base/bounds.h"
#include "base/map.h"
#include "base/text.h"
#include "core/entry.h"

/* A message that stands. */
struct direct_message {
    int64_t seq, at_ms;
    const char *by; /* borrowed from direct->ids */
    bool reported;
};

/* A conversation: of `people[0]` with the team, or of two people, in the order of their ids. */
struct talk {
    const char *people[2];           /* borrowed from direct->ids; [1] is NULL: the team */
    struct direct_message *messages; /* owned; rising seq */
    size_t count, capacity;
    int64_t done_seq; /* the team said that it needs no answer up to there */
    /* The entries that changed it last, and the one before that. */
    int64_t changed, before;
    /* As each wrote their name last, and the entries that say so. The team has none. */
    char *names[2]; /* owned; may be NULL */
    int64_t named_seq[2];
    /* Of the last message, while it is the one that came last: else these are NULL. */
    struct {
        int64_t seq;
        char *name, *text; /* owned; NULL: gone */
        enum text_dir dir;
    } last;
};

/* The conversations with other people that one person has. */
struct direct_box {
    struct talk *talks[BOUND_DIRECT_PERSON];
    size_t count;
};

struct direct {
    bool people;          /* people may write to each other */
    struct map *ids;      /* id -> a copy of it, owned */
    struct map *talks;    /* ids of the two -> struct talk, owned */
    struct map *boxes;    /* person -> struct direct_box, owned */
    struct map *messages; /* seq -> its struct talk, borrowed */
    struct map *listed;   /* person -> their talk with the team, in the view of staff; the one that
                             was changed first, first */
    /* What the last entry changed: a conversation, and the one that left the list for it. */
    struct {
        int64_t seq;
        struct talk *talk, *left;
    } last;
};

/* No conversation yet; owned by the caller. */
struct direct *direct_new(void);
/* Wipes and frees. */
void direct_free(struct direct *direct);

/* The conversation of `person` with `other`, or with the team where `other` is absent; NULL. */
struct talk *direct_talk(const struct direct *direct, struct slice person, struct slice other);
/* The message `seq`, or NULL; *talk is its conversation. */
struct direct_message *direct_find(const struct direct *direct, int64_t seq, struct talk **talk);
/* Whether `person` is one of the two, or the one who talks with the team. */
bool talk_has(const struct talk *talk, struct slice person);
/* Which of the two it is: 0 or 1; in a talk with the team 1 is anybody else. */
int talk_side(const struct talk *talk, struct slice person);
/* How many messages of that side, the last ones, nobody has answered. */
size_t talk_waits(const struct talk *talk, int side);
/* What `person` has with others; NULL: nothing yet. */
struct direct_box *direct_box(const struct direct *direct, struct slice person);

/* Adds what the entry says to the conversation of the two, or with the team, which is made when
 * there is none; there must be room. */
void direct_add(struct direct *direct, const struct entry *entry, struct slice person,
                struct slice other);
/* The message, which must be there, is gone. */
void direct_remove(struct direct *direct, const struct entry *entry, int64_t seq);
/* The conversation needs no answer from the team. */
void direct_done(struct direct *direct, const struct entry *entry, struct talk *talk);
/* As struct feature has them. */
bool direct_forget(void *state, int64_t seq);
bool direct_forget_name(void *state, struct slice person);

#endif
