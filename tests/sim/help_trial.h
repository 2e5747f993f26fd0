/* SPDX-License-Identifier: Apache-2.0
 *
 * A room of the trial (tests/trial) in a simulated world: people come into groups and leave them,
 * gain and lose roles, write for a group, for staff, in conversations whose doors open and close.
 * Beside it stands a plain reckoning of who may see what, made of the same commands by other rules
 * than the features': every thing has a word of its own, a canary, and every byte that a device is
 * sent is searched for the canaries of things that its person was not to see.
 */
#ifndef MUSTER_TESTS_SIM_HELP_TRIAL_H
#define MUSTER_TESTS_SIM_HELP_TRIAL_H

#include "sim/help_world.h"

enum { GROUPS = 3, CANARIES = 128 };

enum standing { STANDS_OUT, STANDS_IN, STANDS_STAFF };

/* What was written, with a canary in it. */
struct written {
    int64_t seq;     /* 0: it was refused, and nobody may ever see it */
    unsigned group;  /* from 1; 0: everybody, or the room's staff */
    bool staff;      /* theirs alone */
    bool direct;     /* in the conversation with `whom`; else on the list */
    unsigned whom;   /* index of a person */
    bool veiled;     /* put into the box: for staff, by nobody knows whom */
    unsigned ever;   /* people, as bits, who ever were to see it */
    unsigned lately; /* of these, since all that was sent had been searched */
};

struct trial {
    struct world *world;
    enum standing room[PEOPLE], groups[GROUPS + 1][PEOPLE];
    bool closed[PEOPLE]; /* the door of their conversation */
    struct written written[CANARIES];
    unsigned written_count;
    size_t searched[DEVICES];      /* bytes of what each device has heard */
    unsigned seen, refused, moved; /* canaries found where they may be; commands, by answer */
    unsigned veiled;               /* entries of pseudonyms */
};

/* Makes the room in a world that has been opened, and everybody follow it. */
void trial_open(struct trial *trial, struct world *world);
/* One random thing happens in that room; what was sent is searched. */
void trial_step(struct trial *trial);
/* Fails when the journal of a settled world knows who put something into the box. */
void trial_expect_veiled(struct trial *trial);
/* Searches what was sent since the last time. With several instances, of which some may not have
 * heard yet, what a person may not be sent is what they were never to see. */
void trial_search(struct trial *trial);

#endif
