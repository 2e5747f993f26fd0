/* SPDX-License-Identifier: Apache-2.0
 * Options that are chosen: one, several, yes or no. */
#include "features/poll_options.h"

#include "features/poll_state.h"

poll_set poll_choices(const struct json *data)
{
    poll_set set = 0;
    const struct json *item = json_first(json_get(data, "choices"));
    for (; item; item = json_next(item)) {
        int64_t number;
        if (!json_as_int(item, &number) || number < 1 || number > BOUND_POLL_OPTIONS ||
            (set >> number & 1))
            return 0;
        set |= (poll_set)1 << number;
    }
    return set;
}

static bool fits(const struct poll *poll, const struct json *data)
{
    poll_set choices = poll_choices(data);
    int64_t count = 0;
    for (poll_set left = choices; left; left &= left - 1)
        count++;
    bool beyond = choices >> (poll->options_count + 1);
    return choices && !beyond && count >= poll->min && count <= poll->max;
}

static void *take(const struct json *data)
{
    return (void *)(uintptr_t)poll_choices(data);
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

#define BALLOTS_ARE_SETS                                                                           \
    .sealable = true, .fits = fits, .take = take, .count = count, .write = write,                  \
    .sums = poll_options_sums

const struct poll_type poll_single = {.name = "single", .listed = true, BALLOTS_ARE_SETS};
const struct poll_type poll_multiple = {
    .name = "multiple", .listed = true, .ranged = true, BALLOTS_ARE_SETS};
/* Yes, no, and for those who wish it so: abstain. */
const struct poll_type poll_yesno = {.name = "yesno", .options = 3, BALLOTS_ARE_SETS};
