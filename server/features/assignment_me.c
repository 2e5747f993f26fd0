/* SPDX-License-Identifier: Apache-2.0
 * One object for each assignment that they have begun, or where something was allowed to them. */
#include "features/assignment_me.h"

#include "features/assignment_state.h"
#include "features/common_get.h"

/* NULL: they have not begun. */
static const char *stands(const struct assignment_work *work)
{
    if (assignment_waiting(work))
        return "handed";
    if (work->draft.seq)
        return "draft";
    if (work->asked)
        return "again";
    return work->count > 0 ? "back" : NULL;
}

static void number_write(const char *key, int64_t value, bool change, struct writer *out)
{
    if (value)
        writer_int(out, key, value);
    else if (change)
        writer_null(out, key);
}

/* As a change, what may have gone is null. */
static void stand_write(const struct assignment *assignment, const struct assignment_work *work,
                        bool change, struct writer *out)
{
    const char *state = stands(work);
    writer_object_seq(out, assignment->item);
    writer_int(out, "taken", (int64_t)work->count);
    if (state)
        writer_text(out, "state", slice_of(state));
    else if (change)
        writer_null(out, "state");
    if (assignment_passed(work))
        writer_bool(out, "passed", true);
    else if (change)
        writer_null(out, "passed");
    number_write("attempts", work->attempts, change, out);
    number_write("until", work->asked ? work->asked_ms : work->until_ms, change, out);
    writer_end(out);
}

void assignment_me(const void *state, struct slice person, struct writer *out)
{
    const struct assignments *assignments = state;
    struct map_at at = {0};
    writer_object(out, "assignments");
    while (map_next(assignments->all, &at)) {
        const struct assignment_work *work = assignment_work(at.value, person);
        if (work)
            stand_write(at.value, work, false, out);
    }
    writer_end(out);
}

/* A mark that waits is the staff's alone: its entry tells the person nothing. */
static bool is_told(const struct entry *entry)
{
    return !slice_is(entry->type, "assignment.mark") || common_get_bool(entry->data, "back");
}

static void ledger_sum(const void *state, struct slice person, struct deeds *out)
{
    const struct assignments *assignments = state;
    struct map_at at = {0};
    while (map_next(assignments->all, &at)) {
        const struct assignment_work *work = assignment_work(at.value, person);
        out->works += work && assignment_passed(work);
    }
}

const struct ledger assignment_ledger = {.sum = ledger_sum};

void assignment_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    const struct assignment_work *work =
        assignment && is_told(entry) ? assignment_work(assignment, person) : NULL;
    if (!work)
        return;
    writer_object(out, "assignments");
    stand_write(assignment, work, true, out);
    writer_end(out);
}

void assignment_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out)
{
    const struct assignments_gone *gone = &((const struct assignments *)state)->gone;
    writer_object_lazy(out, "assignments");
    for (size_t i = 0; gone->seq == entry->seq && i < gone->count; i++)
        if (assignment_work(gone->list[i], person))
            writer_null_seq(out, gone->list[i]->item);
    writer_end(out);
}
