/* SPDX-License-Identifier: Apache-2.0
 * Numbers as ballots: rankings, points, one number. */
#include "features/poll_numbers.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_options.h"
#include "features/poll_score.h"
#include "features/poll_state.h"

static const struct json *values_of(const struct json *data)
{
    return json_get(data, "values");
}

static void *take(const struct entry *entry)
{
    const struct json *values = values_of(entry->data);
    struct poll_numbers *numbers =
        mem_new(sizeof *numbers + json_count(values) * sizeof numbers->number[0]);
    for (const struct json *item = json_first(values); item; item = json_next(item))
        json_as_int(item, &numbers->number[numbers->count++]);
    return numbers;
}

static void write(const void *ballot, struct writer *out)
{
    const struct poll_numbers *numbers = ballot;
    for (size_t i = 0; i < numbers->count; i++)
        writer_int(out, NULL, numbers->number[i]);
}

/* ---- ranking: some options, the best first -----------------------------------------------------
 */

static enum err ranking_fits(const struct poll *poll, const struct json *data)
{
    const struct json *values = values_of(data);
    poll_set seen = 0;
    int64_t count = (int64_t)json_count(values);
    if (!json_is_array(values) || count < poll->min || count > poll->max)
        return ERR_CHOICES_INVALID;
    for (const struct json *item = json_first(values); item; item = json_next(item)) {
        int64_t number;
        if (!json_as_int(item, &number) || number < 1 || number > poll->options_count ||
            (seen >> number & 1))
            return ERR_CHOICES_INVALID;
        seen |= (poll_set)1 << number;
    }
    return ERR_NONE;
}

/* Borda's count: the first of a ballot gets as many points as there could be options, each behind
 * it one less, those that are not in it none. So it does not depend on the poll how much. */
static void ranking_count(struct poll_box *box, const void *ballot, int64_t times)
{
    const struct poll_numbers *numbers = ballot;
    for (size_t i = 0; i < numbers->count; i++) {
        box->ranks[numbers->number[i]] += times * (int64_t)i;
        box->votes[numbers->number[i]] += times;
    }
    box->firsts[numbers->number[0]] += times;
}

static int64_t ranking_score(const struct json *correct, int64_t tolerance, const void *ballot)
{
    const struct poll_numbers *numbers = ballot;
    int64_t right[BOUND_POLL_OPTIONS] = {0};
    size_t count = 0;
    UNUSED(tolerance);
    for (const struct json *item = json_first(correct); item && count < BOUND_POLL_OPTIONS;
         item = json_next(item))
        json_as_int(item, &right[count++]);
    return poll_score_order(right, count, numbers->number, numbers->count);
}

/* With n options the place p, from 0, is worth n - p points. */
static void ranking_sums(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    writer_object(out, "options");
    for (int64_t number = 1; number <= poll->options_count; number++)
        writer_int_seq(out, number, poll->options_count * box->votes[number] - box->ranks[number]);
    writer_end(out);
    writer_object(out, "firsts");
    for (int64_t number = 1; number <= poll->options_count; number++)
        writer_int_seq(out, number, box->firsts[number]);
    writer_end(out);
}

const struct poll_type poll_ranking = {
    .name = "ranking",
    .listed = true,
    .ranged = true,
    .whole = true,
    .tally_bytes = 2 * 24 * BOUND_POLL_OPTIONS,
    .fits = ranking_fits,
    .take = take,
    .drop = mem_free,
    .count = ranking_count,
    .write = write,
    .score = ranking_score,
    .sums = ranking_sums,
};

/* ---- points: some for each option, all of them spent -------------------------------------------
 */

enum { BUDGET = 100, BUDGET_MAX = 1000 };

static enum err points_read(const struct json *ask, struct writer *out)
{
    return common_read_optional_int(ask, "budget", 2, BUDGET_MAX, out);
}

static void points_set(struct poll *poll, const struct json *ask)
{
    poll->budget = BUDGET;
    json_get_int(ask, "budget", &poll->budget);
}

static enum err points_fits(const struct poll *poll, const struct json *data)
{
    const struct json *values = values_of(data);
    int64_t sum = 0;
    if (!json_is_array(values) || (int64_t)json_count(values) != poll->options_count)
        return ERR_CHOICES_INVALID;
    for (const struct json *item = json_first(values); item; item = json_next(item)) {
        int64_t number;
        if (!json_as_int(item, &number) || number < 0 || number > poll->budget)
            return ERR_CHOICES_INVALID;
        sum += number;
    }
    return sum == poll->budget ? ERR_NONE : ERR_CHOICES_INVALID;
}

static void points_count(struct poll_box *box, const void *ballot, int64_t times)
{
    const struct poll_numbers *numbers = ballot;
    for (size_t i = 0; i < numbers->count; i++)
        box->votes[i + 1] += times * numbers->number[i];
}

const struct poll_type poll_points = {
    .name = "points",
    .listed = true,
    .read = points_read,
    .set = points_set,
    .fits = points_fits,
    .take = take,
    .drop = mem_free,
    .count = points_count,
    .write = write,
    .sums = poll_options_sums,
};

/* ---- one number --------------------------------------------------------------------------------
 */

enum { DECIMALS_MAX = 3, BINS = 10 };

static enum err numeric_read(const struct json *ask, struct writer *out)
{
    int64_t least = -POLL_NUMBER_MAX;
    enum err error = common_read_optional_int(ask, "decimals", 0, DECIMALS_MAX, out);
    if (!error)
        error = common_read_optional_int(ask, "from", -POLL_NUMBER_MAX, POLL_NUMBER_MAX, out);
    json_get_int(ask, "from", &least);
    if (!error)
        error = common_read_optional_int(ask, "to", least, POLL_NUMBER_MAX, out);
    if (!error && common_has(ask, "unit"))
        error = common_read_lang_texts(ask, "unit", BOUND_POLL_LABEL_CHARS, out);
    return error;
}

static void numeric_set(struct poll *poll, const struct json *ask)
{
    poll->from = -POLL_NUMBER_MAX;
    poll->to = POLL_NUMBER_MAX;
    json_get_int(ask, "from", &poll->from);
    json_get_int(ask, "to", &poll->to);
}

static enum err numeric_fits(const struct poll *poll, const struct json *data)
{
    const struct json *values = values_of(data);
    int64_t number;
    bool fit = json_is_array(values) && json_count(values) == 1 &&
               json_as_int(json_first(values), &number) && number >= poll->from &&
               number <= poll->to;
    return fit ? ERR_NONE : ERR_CHOICES_INVALID;
}

/* box->counts: number -> how many gave it, as the pointer itself. */
static void numeric_count(struct poll_box *box, const void *ballot, int64_t times)
{
    struct slice key = slice_of_seq(&((const struct poll_numbers *)ballot)->number[0]);
    int64_t given = (int64_t)(uintptr_t)map_find(box->counts, key) + times;
    if (given)
        map_put(box->counts, key, (void *)(uintptr_t)given);
    else
        map_take(box->counts, key);
}

static int64_t numeric_score(const struct json *correct, int64_t tolerance, const void *ballot)
{
    int64_t right = 0;
    json_as_int(json_first(correct), &right);
    return poll_score_number(right, tolerance, ((const struct poll_numbers *)ballot)->number[0]);
}

struct given {
    int64_t number, times;
};

static int by_number(const void *a, const void *b)
{
    int64_t left = ((const struct given *)a)->number, right = ((const struct given *)b)->number;
    return (left > right) - (left < right);
}

/* The number in the place `place`, from 0, of all that were given. */
static int64_t number_at(const struct given *all, int64_t place)
{
    size_t i = 0;
    for (; place >= all[i].times; i++)
        place -= all[i].times;
    return all[i].number;
}

/* At most BINS of equal width, from the least to the greatest: [from, to, how many]. */
static void bins_write(const struct given *all, size_t count, struct writer *out)
{
    int64_t low = all[0].number, span = all[count - 1].number - low + 1;
    int64_t width = (span + BINS - 1) / BINS;
    size_t i = 0;
    writer_array(out, "bins");
    for (int64_t from = low; from < low + span; from += width) {
        int64_t given = 0;
        for (; i < count && all[i].number < from + width; i++)
            given += all[i].times;
        writer_array(out, NULL);
        writer_int(out, NULL, from);
        writer_int(out, NULL, from + width - 1);
        writer_int(out, NULL, given);
        writer_end(out);
    }
    writer_end(out);
}

static void numbers_write(const struct given *all, size_t count, struct writer *out)
{
    int64_t sum = 0, times = 0;
    for (size_t i = 0; i < count; i++) {
        sum += all[i].number * all[i].times;
        times += all[i].times;
    }
    writer_int(out, "count", times);
    writer_int(out, "sum", sum);
    writer_int(out, "low", all[0].number);
    writer_int(out, "high", all[count - 1].number);
    writer_array(out, "middle");
    writer_int(out, NULL, number_at(all, (times - 1) / 2));
    writer_int(out, NULL, number_at(all, times / 2));
    writer_end(out);
    bins_write(all, count, out);
}

static void numeric_sums(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    size_t count = map_count(box->counts), i = 0;
    struct given *all = count ? mem_new(count * sizeof *all) : NULL;
    struct map_at at = {0};
    UNUSED(poll);
    for (; map_next(box->counts, &at); i++) {
        memcpy(&all[i].number, at.key.at, sizeof all[i].number);
        all[i].times = (int64_t)(uintptr_t)at.value;
    }
    writer_array(out, "numbers"); /* whole: nothing of it is left in what is merged */
    if (all) {
        qsort(all, count, sizeof *all, by_number);
        writer_object(out, NULL);
        numbers_write(all, count, out);
        writer_end(out);
    }
    writer_end(out);
    mem_free(all);
}

const struct poll_type poll_numeric = {
    .name = "numeric",
    .tally_bytes = 1024,
    .read = numeric_read,
    .set = numeric_set,
    .fits = numeric_fits,
    .take = take,
    .drop = mem_free,
    .counts = 1,
    .count = numeric_count,
    .write = write,
    .score = numeric_score,
    .sums = numeric_sums,
};
