/* SPDX-License-Identifier: Apache-2.0
 *
 * A scripted hour of a webinar with 500 people, for the budget of bytes: a whole hub on a fake loop
 * and a journal in memory, so that an hour takes a second and is the same every time. Two of the
 * people are listened to, one full and one lean: both come at the start, stay to the end, and do
 * what the others do. What they are sent is counted whole, frame headers included, by the type of
 * push and by the part of the view that it changes.
 */
#ifndef MUSTER_TESTS_BUDGET_HELP_HOUR_H
#define MUSTER_TESTS_BUDGET_HELP_HOUR_H

#include "base/slice.h"

enum {
    HOUR_PEOPLE = 500,
    HOUR_CHATS = 600,
    HOUR_POLLS = 8,
    HOUR_BALLOTS = 400, /* of each poll */
    HOUR_QUESTIONS = 80,
    HOUR_UPVOTES = 3000,
    HOUR_ANSWERS = 20,     /* questions that are taken and answered */
    HOUR_REACTIONS = 5000, /* each answer has its share, within some seconds */
    HOUR_RETURNS = 150,    /* people who leave in the middle and come back */
    HOUR_LIKES = 300,      /* reactions on messages */
    HOUR_ITEMS = 6,        /* of the agenda */
    HOUR_ADMITS = 10,      /* at which those who come first are let in; then the door opens */
    HOUR_MERGED = 8,       /* questions that are merged into others */
};

/* Bytes under a name. */
struct hour_part {
    char name[28];
    uint64_t bytes, times;
};

enum { HOUR_PARTS = 32 };

/* What one person was sent. */
struct hour_bytes {
    uint64_t total;
    uint64_t joints;                    /* newlines between messages of one frame */
    struct hour_part types[HOUR_PARTS]; /* of pushes and replies; with `joints` the total */
    struct hour_part
        parts[HOUR_PARTS]; /* of the view, in patches; `total` is these and envelopes */
};

/* What people do; a poll is prepared, opened and closed, a question asked and approved, and some
 * are taken and answered. */
enum hour_act {
    HOUR_COME,
    HOUR_GO,
    HOUR_CHAT,
    HOUR_POLL,
    HOUR_BALLOT,
    HOUR_ASK,
    HOUR_UPVOTE,
    HOUR_ANSWER,
    HOUR_REACT,
    HOUR_ROOM, /* what the team and its guests do beside: help_room.c */
    HOUR_ACTS
};

struct hour {
    struct hour_bytes full, lean, packed;
    unsigned done[HOUR_ACTS]; /* how often */
    unsigned waited;          /* people before the door */
};

/* Plays the hour. With `record` not NULL, every frame sent to the three is appended to the files
 * <record>.full, <record>.lean and <record>.packed, each after its length as 4 bytes, least
 * significant first. */
void hour_play(struct hour *hour, const char *record);
/* Prints key=value lines. */
void hour_print(const struct hour *hour);

#endif
