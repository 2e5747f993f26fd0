/* SPDX-License-Identifier: Apache-2.0
 * One object for each test that they have begun, or where something was allowed to them. */
#include "features/test_me.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/test_state.h"

static void open_write(const struct test_attempt *attempt, struct writer *out)
{
    int64_t answered = 0;
    for (size_t i = 0; i < attempt->count; i++)
        answered += attempt->ballots[i] != NULL;
    writer_int(out, "attempt", attempt->number);
    writer_int(out, "began", attempt->began_ms);
    if (attempt->ends_ms)
        writer_int(out, "ends", attempt->ends_ms);
    writer_int(out, "answered", answered);
}

/* As a change, what may have gone is null. */
static void stand_write(const struct test *test, const struct test_taker *taker, bool change,
                        struct writer *out)
{
    static const char *const of_open[] = {"attempt", "began", "ends", "answered"};
    const struct test_attempt *open = test_open(taker), *best = test_best(taker);
    writer_object_seq(out, test->item);
    writer_int(out, "taken", (int64_t)taker->count);
    writer_int(out, "left", test_left(test, taker));
    if (open)
        open_write(open, out);
    for (size_t i = 0; change && !open && i < sizeof of_open / sizeof of_open[0]; i++)
        writer_null(out, of_open[i]);
    if (best)
        writer_int(out, "score", best->score);
    else if (change)
        writer_null(out, "score");
    if (best && best->passed)
        writer_bool(out, "passed", true);
    else if (change)
        writer_null(out, "passed");
    if (taker->minutes)
        writer_int(out, "minutes", taker->minutes);
    else if (change)
        writer_null(out, "minutes");
    writer_end(out);
}

void test_me(const void *state, struct slice person, struct writer *out)
{
    const struct tests *tests = state;
    struct map_at at = {0};
    writer_object(out, "tests");
    while (map_next(tests->all, &at)) {
        const struct test_taker *taker = test_taker(at.value, person);
        if (taker)
            stand_write(at.value, taker, false, out);
    }
    writer_end(out);
}

void test_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out)
{
    const struct test *test = tests_of(state, entry->data);
    const struct test_taker *taker = test ? test_taker(test, person) : NULL;
    if (!taker)
        return;
    writer_object(out, "tests");
    stand_write(test, taker, true, out);
    writer_end(out);
}

void test_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    const struct tests_gone *gone = &((const struct tests *)state)->gone;
    writer_object_lazy(out, "tests");
    for (size_t i = 0; gone->seq == entry->seq && i < gone->count; i++)
        if (test_taker(gone->list[i], person))
            writer_null_seq(out, gone->list[i]->item);
    writer_end(out);
}

static void ledger_sum(const void *state, struct slice person, struct deeds *out)
{
    const struct tests *tests = state;
    struct map_at at = {0};
    while (map_next(tests->all, &at))
        out->passed += test_passed(test_taker(at.value, person));
}

static void ledger_write(const void *state, struct slice person, bool whole, struct writer *out)
{
    const struct tests *tests = state;
    struct map_at at = {0};
    UNUSED(whole);
    writer_object(out, "tests");
    while (map_next(tests->all, &at)) {
        const struct test *test = at.value;
        const struct test_attempt *best = test_best(test_taker(test, person));
        if (best)
            writer_int_seq(out, test->item, best->score);
    }
    writer_end(out);
}

const struct ledger test_ledger = {.sum = ledger_sum, .write = ledger_write};
