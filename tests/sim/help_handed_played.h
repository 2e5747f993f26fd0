/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of the simulated assignments and tests of the course, and the words that not
 * everybody may be told of them (help_assignments.h, help_tests.h).
 */
#ifndef MUSTER_TESTS_SIM_HELP_HANDED_PLAYED_H
#define MUSTER_TESTS_SIM_HELP_HANDED_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

enum { WORK_WORDS_MAX = 128, WORK_ITEMS = 3, TESTS_KNOWN = 3, TEST_WORDS_MAX = 96 };

/* A word of a draft, of what was handed in, or of what is said on it; NONE: it is nowhere now. */
struct work_word {
    char word[20];
    enum work_word_of { WORK_NONE, WORK_DRAFT, WORK_HANDED, WORK_MARK } of;
    int64_t item;
    unsigned person, attempt; /* whose work it is; of a mark, which time */
    bool was_handed;          /* of a draft: it was taken back */
    bool back;                /* of a mark: it was handed back */
};

struct works_played {
    int64_t unit, items[WORK_ITEMS];        /* 0: there is none */
    struct work_word words[WORK_WORDS_MAX]; /* the oldest is forgotten */
    unsigned count;
    unsigned kept, told; /* drafts and marks that were kept; words that answers held */
};

/* A word that only what is right holds, or what one person has answered. */
struct test_word {
    char word[20];
    enum test_word_of { TEST_NO_WORD, TEST_RIGHT, TEST_ANSWER } of;
    unsigned test, person;
};

struct tests_played {
    int64_t unit;
    struct test_known {
        int64_t item, question; /* 0: there is none */
        unsigned handed;        /* who has handed it in, as bits */
    } list[TESTS_KNOWN];
    struct test_word words[TEST_WORDS_MAX]; /* the oldest is forgotten */
    unsigned count;
    unsigned kept, told;
};

#endif
