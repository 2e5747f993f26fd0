/* SPDX-License-Identifier: Apache-2.0
 * From the marks of a person, unit by unit. */
#include "features/unit_ledger.h"

#include "features/unit_marks.h"
#include "features/unit_state.h"

struct tally {
    int64_t opened, done;
};

static struct tally tally_of(const struct units *units, const struct unit *unit,
                             struct slice person)
{
    struct tally tally = {0};
    struct map_at at = {0};
    while (map_next(unit->content.items.shelf.things, &at)) {
        const struct item *item = at.value;
        int64_t seq = item->words.thing.seq;
        if (!unit_marks_have(units->marks, person, seq))
            continue;
        tally.opened++;
        tally.done += item->counts && unit_marks_did(units->marks, person, seq);
    }
    return tally;
}

static void sum(const void *state, struct slice person, struct deeds *out)
{
    const struct units *units = state;
    struct map_at at = {0};
    if (!map_find(units->marks, person))
        return;
    while (map_next(units->all.shelf.things, &at)) {
        struct tally tally = tally_of(units, at.value, person);
        out->opened += tally.opened;
        out->done += tally.done;
    }
}

static void write_items(const struct units *units, const struct unit *unit, struct slice person,
                        struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "items");
    while (map_next(unit->content.items.shelf.things, &at)) {
        int64_t seq = ((const struct item *)at.value)->words.thing.seq;
        if (unit_marks_have(units->marks, person, seq))
            writer_bool_seq(out, seq, unit_marks_did(units->marks, person, seq));
    }
    writer_end(out);
}

static void write(const void *state, struct slice person, bool whole, struct writer *out)
{
    const struct units *units = state;
    struct map_at at = {0};
    writer_object(out, "units");
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        struct tally tally = tally_of(units, unit, person);
        if (!unit_is_open(unit) || tally.opened == 0)
            continue;
        writer_object_seq(out, unit->words.thing.seq);
        writer_int(out, "opened", tally.opened);
        writer_int(out, "done", tally.done);
        if (whole)
            write_items(units, unit, person, out);
        writer_end(out);
    }
    writer_end(out);
}

static void people(const void *state, ledger_fn *fn, void *context)
{
    struct map_at at = {0};
    while (map_next(((const struct units *)state)->marks, &at))
        fn(context, at.key, (struct slice){NULL, 0});
}

const struct ledger unit_ledger = {.people = people, .sum = sum, .write = write};
