/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of a simulated course without history (help_late.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_LATE_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_LATE_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

enum { LATE_PEOPLE = 3, LATE_THREADS = 6, LATE_WORDS_MAX = 96 };

struct late_played {
    bool run;
    unsigned begun; /* how many threads were, by the members */
    struct late_person {
        bool in, staff;
        unsigned came; /* after which of these */
    } people[LATE_PEOPLE];
    struct late_thread {
        int64_t seq;    /* 0: none yet */
        unsigned begun; /* as which of them */
    } threads[LATE_THREADS];
    struct late_word {
        char word[24];
        int64_t post;     /* 0: it was refused */
        unsigned begun;   /* as which its thread was, when it was said */
        int64_t thread;   /* that thread */
        unsigned allowed; /* a bit for each person who may have been sent it */
    } words[LATE_WORDS_MAX];
    unsigned count;
};

/* How many words were kept from somebody, and reached somebody. */
struct late_seen {
    unsigned kept, heard;
};

#endif
