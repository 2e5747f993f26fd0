/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the simulated guests of a course (help_guests.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_GUESTS_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_GUESTS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

/* The first of the places are topics, with a thread each, the others units. */
enum { GUESTS = 3, GUEST_TOPICS = 2, GUEST_PLACES = 4, GUEST_WORDS_MAX = 96 };

struct guest_word {
    char word[24];
    unsigned place, allowed; /* allowed: a bit for each guest who may have been sent it */
    unsigned own;            /* of the guest of that number alone, from 1; 0: of nobody */
};

struct guest_stay {
    unsigned places, had; /* bits: those that are open to them, and that ever were */
    int64_t until_ms;
};

struct guests_played {
    bool run;
    uint64_t dice; /* their own: what they do moves nobody else's */
    int64_t seqs[GUEST_PLACES], threads[GUEST_TOPICS];
    int64_t works[GUEST_PLACES]; /* the youngest assignment of a unit; 0: none yet */
    unsigned handed;
    struct guest_stay stays[GUESTS];
    struct guest_word words[GUEST_WORDS_MAX];
    unsigned count;
};

/* How many words were kept from a guest, and reached one that they were for; and how many works
 * they handed in. */
struct guests_seen {
    unsigned kept, heard, handed;
};

#endif
