/* SPDX-License-Identifier: Apache-2.0
 *
 * A journal in memory that can be away, for what it takes and for what it is asked, or lose its
 * answers: as one in another program is to the hub.
 */
#ifndef MUSTER_TESTS_HELP_AWAY_H
#define MUSTER_TESTS_HELP_AWAY_H

#include "journal/backend.h"

struct away {
    struct backend backend;     /* first */
    struct backend *memory;     /* owned */
    bool writing;               /* appends are refused */
    bool losing;                /* appends are committed, and nobody hears of it */
    bool holding;               /* appends with effects (hub/caused.h) among them are refused */
    bool losing_effects;        /* these are committed, and nobody hears of it */
    bool forgotten;             /* the bytes of keys are lost, until one is made anew */
    const unsigned char *other; /* what every key is from now on, borrowed; NULL: itself */
    bool reading;               /* reads are refused, once this many more were answered: */
    unsigned reads_left;
    unsigned heads_asked; /* how often heads were asked for */
    size_t heads_rooms;   /* of how many rooms, the last time */
};

/* A new one, in no trouble; owned by the journal that takes its backend. */
struct away *away_new(void);

#endif
