/* SPDX-License-Identifier: Apache-2.0
 *
 * An attempt as the person sees it who takes it: questions in an order of chance that their seed
 * decides, options likewise, and each option known by its place on the paper alone, so that nothing
 * tells the order in which they were written. Ballots are kept by the numbers of the question.
 */
#ifndef MUSTER_FEATURES_TEST_PAPER_H
#define MUSTER_FEATURES_TEST_PAPER_H

#include "features/test_state.h"

/* The ballot that the entry gives, by numbers of the paper; NULL: it takes one's answer back. */
void *test_paper_take(const struct test *test, const struct test_attempt *attempt,
                      struct slice person, size_t place, const struct entry *entry);

/* How much of it may be told. */
enum test_sight {
    TEST_ASKED,   /* what is asked, and what they have answered */
    TEST_JUDGED,  /* what each answer was worth, and what there is to say of it */
    TEST_CORRECT, /* what would have been right, too */
};
/* Writes `questions` of the attempt of that person into the open object. */
void test_paper_write(const struct test *test, const struct test_attempt *attempt,
                      struct slice person, enum test_sight sight, struct writer *out);

#endif
