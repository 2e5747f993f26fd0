/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the thread of the simulated course in which one writes first (help_firsts.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_FIRSTS_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_FIRSTS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

enum { FIRSTS_MAX = 48, FIRSTS_PEOPLE = 16 };

/* Words that were kept from somebody to the end, and that reached somebody who waited no more. */
struct firsts_seen {
    unsigned kept, told;
};

struct firsts_played {
    int64_t topic, thread; /* 0: none yet */
    struct first {
        char word[32];
        int64_t post; /* 0: none */
        unsigned author;
        bool deleted;
    } list[FIRSTS_MAX]; /* the oldest is forgotten */
    unsigned count;
    int64_t opens_ms[FIRSTS_PEOPLE]; /* from when on each may see the others; 0: not yet known */
};

#endif
