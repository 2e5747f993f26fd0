/* SPDX-License-Identifier: Apache-2.0
 * Options that are chosen: one, several, yes or no. */
#include "features/poll_options.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_score.h"
#include "features/poll_state.h"

poll_set poll_choices(const struct json *data)
{
    return poll_set_of(json_get(data, "choices"));
}

poll_set poll_set_of(const struct json *list)
{
    poll_set set = 0;
    const struct json *item = json_first(list);
    for (; item; item = json_next(item)) {
        int64_t number;
        if (!json_as_int(item, &number) || number < 1 || number > BOUND_POLL_OPTIONS ||
            (set >> number & 1))
            return 0;
        set |= (poll_set)1 << number;
    }
    return set;
}

static enum err fits(const struct poll *poll, const struct json *data)
{
    poll_set choices = poll_choices(data);
    int64_t count = 0;
    for (poll_set left = choices; left; left &= left - 1)
        count++;
    bool beyond = choices >> (poll->options_count + 1);
    bool fit = choices && !beyond && count >= poll->min && count <= poll->max;
    return fit ? ERR_NONE : ERR_CHOICES_INVALID;
}

static void *take(const struct entry *entry)
{
    return (void *)(uintptr_t)poll_choices(entry->data);
}

static poll_set set_of(const void *ballot)
{
    return (poll_set)(uintptr_t)ballot;
}

static void count(struct poll_box *box, const void *ballot, int64_t times)
{
    poll_set set = set_of(ballot) >> 1;
    for (int64_t number = 1; set; number++, set >>= 1)
        if (set & 1)
            box->votes[number] += times;
}

void poll_write_set(poll_set set, struct writer *out)
{
    for (int64_t number = 1; set >> number; number++)
        if (set >> number & 1)
            writer_int(out, NULL, number);
}

static void write(const void *ballot, struct writer *out)
{
    poll_write_set(set_of(ballot), out);
}

void poll_options_sums(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    writer_object_lazy(out, "options");
    for (int64_t number = 1; number <= poll->options_count; number++)
        writer_int_seq(out, number, box->votes[number]);
    writer_end(out);
}

static int64_t score(const struct json *correct, int64_t tolerance, const void *ballot)
{
    UNUSED(tolerance);
    return poll_score_set(poll_set_of(correct), set_of(ballot));
}

#define BALLOTS_ARE_SETS                                                                           \
    .sealable = true, .fits = fits, .take = take, .count = count, .write = write, .score = score,  \
    .sums = poll_options_sums

const struct poll_type poll_single = {.name = "single", .listed = true, BALLOTS_ARE_SETS};
const struct poll_type poll_multiple = {
    .name = "multiple", .listed = true, .ranged = true, BALLOTS_ARE_SETS};
/* Yes, no, and unless it is prepared without: abstain. */
const struct poll_type poll_yesno = {
    .name = "yesno", .options = 3, .abstention = true, BALLOTS_ARE_SETS};
/* True, false. */
const struct poll_type poll_boolean = {.name = "boolean", .options = 2, BALLOTS_ARE_SETS};

/* ---- a scale: option 1 is its lowest step ------------------------------------------------------
 */

enum { SCALE_FROM_MAX = 1 };

static enum err scale_read(const struct json *ask, struct writer *out)
{
    int64_t from = 1;
    enum err error =
        common_read_optional_int(ask, "from", -BOUND_POLL_OPTIONS, SCALE_FROM_MAX, out);
    json_get_int(ask, "from", &from);
    if (!error)
        error = common_read_int(ask, "to", from + 1, from + BOUND_POLL_OPTIONS - 1, out);
    if (!error && common_has(ask, "low"))
        error = common_read_lang_texts(ask, "low", BOUND_POLL_LABEL_CHARS, out);
    if (!error && common_has(ask, "high"))
        error = common_read_lang_texts(ask, "high", BOUND_POLL_LABEL_CHARS, out);
    return error;
}

static void scale_set(struct poll *poll, const struct json *ask)
{
    poll->from = 1;
    poll->to = BOUND_POLL_OPTIONS;
    json_get_int(ask, "from", &poll->from);
    json_get_int(ask, "to", &poll->to);
    poll->options_count = poll->to - poll->from + 1;
}

const struct poll_type poll_scale = {
    .name = "scale", .read = scale_read, .set = scale_set, BALLOTS_ARE_SETS};

enum err poll_choices_read(const struct json *list, struct writer *out)
{
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    poll_set choices = poll_set_of(list);
    if (!choices && json_first(list))
        return ERR_CHOICES_INVALID;
    writer_array(out, "choices");
    poll_write_set(choices, out);
    writer_end(out);
    return ERR_NONE;
}
