/* SPDX-License-Identifier: Apache-2.0
 *
 * How much an answer is worth in a quiz, from 0 to POLL_SCORE_MAX. Pure, and free of time, unless a
 * poll is prepared with it.
 */
#ifndef MUSTER_FEATURES_POLL_SCORE_H
#define MUSTER_FEATURES_POLL_SCORE_H

#include "base/json.h"

enum { POLL_SCORE_MAX = 100 };

/* Options, bit n being option n: each right one is its share, each wrong one takes a share away;
 * never less than nothing. */
int64_t poll_score_set(uint32_t correct, uint32_t chosen);
/* An order: the share of places in which what should stand there does. */
int64_t poll_score_order(const int64_t *correct, size_t correct_count, const int64_t *given,
                         size_t count);
/* A number: all of it when it is no further off than `tolerance`. */
int64_t poll_score_number(int64_t correct, int64_t tolerance, int64_t given);
/* A text: all of it when it folds (base/text_fold.h) to the same as one of the array `correct`. */
int64_t poll_score_text(const struct json *correct, struct slice given);

/* What is left of a score after `took_ms`: half of it is lost in even steps within `half_ms`, and
 * never more. */
int64_t poll_score_timed(int64_t score, int64_t took_ms, int64_t half_ms);

#endif
