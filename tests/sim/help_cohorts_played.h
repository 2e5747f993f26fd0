/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the simulated cohorts, and words that are for some of them (help_cohorts.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_COHORTS_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_COHORTS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/help_completion_played.h"

/* Cohorts of the course (help_cohorts.h): of each, the turn at which who comes now does, and
 * whether anything was written since the last came; people's places; threads, by the turn at which
 * they were written; and words said there, of the thread that had that seq. */
enum { COHORTS_KNOWN = 4, COHORT_THREADS_MAX = 12, COHORT_WORDS_MAX = 64, COHORT_PEOPLE = 16 };

struct cohorts_played {
    struct cohort_known {
        unsigned number, turn, staff; /* number 0: none; staff: as bits */
        bool history, written;
    } list[COHORTS_KNOWN];
    struct cohort_person {
        unsigned cohort, turn;
    } people[COHORT_PEOPLE];
    struct cohort_thread {
        int64_t seq;
        unsigned cohort, turn; /* cohort 0: everybody */
    } threads[COHORT_THREADS_MAX];
    struct cohort_word {
        char word[32];
        bool said, opening; /* of a thread */
        unsigned thread, allowed;
        int64_t seq;
    } words[COHORT_WORDS_MAX];
    unsigned greatest, threads_count, words_count;
    struct completion_played completion; /* of the same course */
};

#endif
