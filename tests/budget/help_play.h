/* SPDX-License-Identifier: Apache-2.0
 *
 * The hour while it is played (help_hour.c), for those who write acts of it: who is there, what was
 * said and asked, and how somebody does something.
 */
#ifndef MUSTER_TESTS_BUDGET_HELP_PLAY_H
#define MUSTER_TESTS_BUDGET_HELP_PLAY_H

#include <stdio.h>

#include "budget/help_hour.h"
#include "hub/hub.h"

enum {
    SECOND = 1000,
    MINUTE = 60 * SECOND,
    PLAY_MESSAGES = 16 /* the last ones, which people react to */
};

struct act {
    int64_t at_ms;
    enum hour_act kind;
    unsigned what; /* the person of COME and GO, the poll, the question, the number of the text */
    unsigned step; /* of a poll or a question: what becomes of it; also settles equal times */
};

struct seat {
    struct subscriber subscriber;
    struct play *play;
    struct hour_bytes *bytes; /* NULL: nobody counts */
    FILE *record;
    char id[16], name[32];
    bool connected, waits; /* before the door */
    bool here;             /* inside */
};

struct question {
    int64_t seq; /* 0: not yet open */
    bool voted[HOUR_PEOPLE];
};

struct play {
    struct hour *hour;
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct hub *hub;
    struct seat *seats;
    uint64_t chance;
    int64_t polls[HOUR_POLLS];
    bool balloted[HOUR_POLLS][HOUR_PEOPLE];
    struct question *questions;
    struct act *acts;
    unsigned acts_count;
    unsigned ops;
    int64_t messages[PLAY_MESSAGES]; /* the last ones, in a ring */
    unsigned messages_count;
    int64_t items[HOUR_ITEMS]; /* of the agenda */
    bool reacted[PLAY_MESSAGES][HOUR_PEOPLE];
};

/* Plans an act. */
void act_add(struct play *play, int64_t at_ms, enum hour_act kind, unsigned what, unsigned step);
/* A number below `below`, and a time between two. */
unsigned chance(struct play *play, unsigned below);
int64_t between(struct play *play, int64_t from_ms, int64_t to_ms);
/* The host lets in who waits; those who are let in follow the room anew, as clients do. */
void door_admit(struct play *play);
/* Somebody who is here. */
unsigned anyone(struct play *play);
/* The host, or a person, does something in the room; `more` are the members after room and op. It
 * must succeed: its seq. */
int64_t host_do(struct play *play, const char *method, const char *more);
int64_t person_do(struct play *play, unsigned who, const char *method, const char *more);

#endif
