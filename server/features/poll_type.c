/* SPDX-License-Identifier: Apache-2.0
 * What is the same in polls of every type. */
#include "features/poll_type.h"

#include "base/mem.h"

/* The ballot of who abstains, in every poll. */
static const char abstention;

bool poll_abstains(const struct json *data)
{
    const struct json *choices = json_get(data, "choices");
    return json_is_array(choices) && json_count(choices) == 0;
}

static void count(const struct poll_type *type, struct poll_box *box, const void *ballot,
                  int64_t times)
{
    if (ballot == &abstention)
        box->votes[0] += times;
    else
        type->count(box, ballot, times);
}

static void drop(const struct poll_type *type, void *ballot)
{
    if (type->drop && ballot != &abstention)
        type->drop(ballot);
}

void poll_box_put(const struct poll_type *type, struct poll_box *box, struct slice voter,
                  const struct json *data)
{
    void *now = poll_abstains(data) ? (void *)(uintptr_t)&abstention : type->take(data);
    void *before = map_put(box->ballots, voter, now);
    count(type, box, now, 1);
    if (!before)
        return;
    count(type, box, before, -1);
    drop(type, before);
}

void poll_ballot_write(const struct poll_type *type, const char *key, const void *ballot,
                       struct writer *out)
{
    writer_array(out, key);
    if (ballot != &abstention)
        type->write(ballot, out);
    writer_end(out);
}

void poll_box_done(const struct poll_type *type, struct poll_box *box, bool sealed)
{
    struct map_at at = {0};
    while (!sealed && type->drop && box->ballots && map_next(box->ballots, &at))
        drop(type, at.value);
    map_free(&box->ballots, sealed ? mem_free : NULL);
}
