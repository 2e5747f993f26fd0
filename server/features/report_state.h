/* SPDX-License-Identifier: Apache-2.0
 *
 * What reports are made of. report.c decides what becomes of them, report_things.c follows what
 * becomes of the things that were reported.
 */
#ifndef MUSTER_FEATURES_REPORT_STATE_H
#define MUSTER_FEATURES_REPORT_STATE_H

#include "features/shelf.h"

enum { OF_CHAT, OF_QUESTION, OF_DIRECT, OF_NOTES, OF_FORUM };
/* What the things are of: names of features. */
extern const char *const report_ofs[];

/* Who of staff did something to it, and when; 0: nobody did. */
struct report_touch {
    char *by; /* owned */
    int64_t at_ms;
};

struct report {
    struct shelf_thing shelf;
    int of, reason, decision; /* places in lists */
    int64_t thing, side;      /* side: the group that it was said in; 0: the room */
    char *text;               /* owned; NULL: none was written, or it is gone */
    enum text_dir dir;
    bool gone; /* the thing is: its author took it back, or staff removed it */
    struct report_touch claim, decided;
    bool claimed;        /* somebody had charge of it at some time */
    int64_t decided_seq; /* the entry that decided it; 0: none has */
    char *why;           /* owned; NULL: none was given */
};

struct reports {
    struct shelf shelf; /* all but what follows knows it alone */
    bool cohorts;       /* what is reported may be of the staff of a cohort alone */
    bool listed;        /* the room stands in the academy's catalogue */
};

/* The reports, the oldest first: the first after `at` of that person (absent: of anybody), decided
 * or not; NULL at the end. */
struct report *report_next(const struct shelf *shelf, struct map_at *at, struct slice person,
                           bool decided);
/* The next of anybody that nobody has decided. */
struct report *report_next_open(const struct shelf *shelf, struct map_at *at);
/* Whether it is of that thing. */
bool report_is_of(const struct report *report, int of, int64_t thing);

#endif
