/* SPDX-License-Identifier: Apache-2.0
 * What is the same in polls of every type. */
#include "features/poll_type.h"

#include "base/mem.h"
#include "features/common_author.h"

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

void poll_box_init(const struct poll_type *type, struct poll_box *box)
{
    *box = (struct poll_box){.ballots = map_new(BOUND_MEMBERS)};
    if (type->counts)
        box->counts = map_new(BOUND_MEMBERS * type->counts);
}

static void put(const struct poll_type *type, struct poll_box *box, struct slice voter,
                void *ballot)
{
    void *before = map_put(box->ballots, voter, ballot);
    if (before) {
        count(type, box, before, -1);
        drop(type, before);
    }
    count(type, box, ballot, 1);
}

void poll_box_put(const struct poll_type *type, struct poll_box *box, struct slice voter,
                  const struct entry *entry)
{
    bool abstains = poll_abstains(entry->data);
    put(type, box, voter, abstains ? (void *)(uintptr_t)&abstention : type->take(entry));
}

void poll_box_take(const struct poll_type *type, struct poll_box *box, struct slice voter)
{
    void *before = map_take(box->ballots, voter);
    if (!before)
        return;
    count(type, box, before, -1);
    drop(type, before);
}

void poll_box_pour(const struct poll_type *type, struct poll_box *from, struct poll_box *to)
{
    struct map_at at = {0};
    while (map_next(from->ballots, &at))
        put(type, to, at.key, at.value);
    map_free(&from->ballots, NULL);
    map_free(&from->counts, type->count_free);
    poll_box_init(type, from);
}

struct poll_texts *poll_ballot_texts(void *ballot)
{
    return ballot == &abstention ? NULL : ballot;
}

void poll_box_forget(const struct poll_type *type, struct poll_box *box, struct poll_texts *texts)
{
    type->count(box, texts, -1);
    for (size_t i = 0; i < texts->count; i++)
        common_wipe(&texts->text[i]);
    texts->count = 0;
    texts->shown = false;
    type->count(box, texts, 1);
}

int64_t poll_ballot_score(const struct poll_type *type, const struct json *correct,
                          int64_t tolerance, const void *ballot)
{
    if (!type->score || ballot == &abstention)
        return 0;
    return type->score(correct, tolerance, ballot);
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
    while (!sealed && type->drop && map_next(box->ballots, &at))
        drop(type, at.value);
    map_free(&box->ballots, sealed ? mem_free : NULL);
    map_free(&box->counts, type->count_free);
    map_free(&box->times, NULL);
}

struct poll_late *poll_late_new(const struct poll_type *type)
{
    struct poll_late *late = mem_new(sizeof *late);
    poll_box_init(type, &late->told);
    poll_box_init(type, &late->held);
    return late;
}

void poll_late_free(const struct poll_type *type, struct poll_late *late)
{
    if (!late)
        return;
    poll_box_done(type, &late->told, false);
    poll_box_done(type, &late->held, false);
    mem_free(late);
}
