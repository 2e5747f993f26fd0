/* SPDX-License-Identifier: Apache-2.0
 * One rule for each kind of answer. */
#include "features/poll_score.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/text_fold.h"

static int64_t bits(uint32_t set)
{
    int64_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

int64_t poll_score_set(uint32_t correct, uint32_t chosen)
{
    int64_t right = bits(correct & chosen) - bits(chosen & ~correct);
    return right > 0 ? POLL_SCORE_MAX * right / bits(correct) : 0;
}

int64_t poll_score_order(const int64_t *correct, size_t correct_count, const int64_t *given,
                         size_t count)
{
    int64_t right = 0;
    for (size_t i = 0; i < correct_count && i < count; i++)
        right += given[i] == correct[i];
    return correct_count ? POLL_SCORE_MAX * right / (int64_t)correct_count : 0;
}

int64_t poll_score_number(int64_t correct, int64_t tolerance, int64_t given)
{
    int64_t off = given > correct ? given - correct : correct - given;
    return off <= tolerance ? POLL_SCORE_MAX : 0;
}

int64_t poll_score_text(const struct json *correct, struct slice given)
{
    enum { FOLDED_BYTES = 16 * BOUND_POLL_ANSWER_CHARS };
    struct buffer said, right;
    bool same = false;
    buffer_init(&said, FOLDED_BYTES);
    buffer_init(&right, FOLDED_BYTES);
    bool good = text_fold(given, &said) == ERR_NONE;
    for (const struct json *item = json_first(correct); item && good && !same;
         item = json_next(item)) {
        struct slice text;
        buffer_clear(&right);
        same = json_as_text(item, &text) && text_fold(text, &right) == ERR_NONE &&
               slice_equal(buffer_slice(&said), buffer_slice(&right));
    }
    buffer_done(&said);
    buffer_done(&right);
    return same ? POLL_SCORE_MAX : 0;
}

int64_t poll_score_timed(int64_t score, int64_t took_ms, int64_t half_ms)
{
    int64_t late = took_ms < half_ms ? took_ms : half_ms;
    return half_ms > 0 ? score - score * late / (2 * half_ms) : score;
}
