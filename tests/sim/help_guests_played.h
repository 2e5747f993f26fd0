/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the simulated guests of a course (help_guests.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_GUESTS_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_GUESTS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

/* The first of the places are topics, with a thread each, then come units, then documents. */
enum {
    GUESTS = 3,
    GUEST_TOPICS = 2,
    GUEST_LIBRARY = 4,
    GUEST_PLACES = 6,
    GUEST_WORDS_MAX = 144,
};

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
    uint64_t dice; /* of what they hand in: it moves nobody else */
    int64_t seqs[GUEST_PLACES], threads[GUEST_TOPICS];
    int64_t works[GUEST_PLACES]; /* the youngest assignment of a unit; 0: none yet */
    int64_t said[GUEST_PLACES];  /* of a document: the entry with what is said of it */
    int64_t files[GUEST_PLACES]; /* the youngest that it had; 0: none yet */
    unsigned handed;
    struct guest_stay stays[GUESTS];
    struct guest_word words[GUEST_WORDS_MAX];
    unsigned count;
};

/* How many words were kept from a guest, and reached one that they were for, of documents too; and
 * how many works they handed in. */
struct guests_seen {
    unsigned kept, heard, read, handed;
};

#endif
