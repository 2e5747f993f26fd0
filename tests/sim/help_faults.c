/* SPDX-License-Identifier: Apache-2.0
 * The operations of the memory journal, with another commit. */
#include "sim/help_faults.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"

enum { EARLY = 8, OP_BYTES = BOUND_ID_BYTES + 1 };

/* Of the one journal there is. */
static struct {
    struct backend_ops ops;
    const struct backend_ops *memory;
    enum control control;
    enum fault fault;
    bool lose_marks;
    unsigned tries;
    char tried[BOUND_JOURNAL_BATCH][OP_BYTES];
    struct mark marks[BOUND_JOURNAL_BATCH];
} faults;

static bool is_effect(const struct record *record)
{
    return record->op.len > 3 && memcmp(record->op.at, "fx.", 3) == 0;
}

static bool has_effects(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        if (is_effect(&batch->records[i]))
            return true;
    return false;
}

static void forget_ops(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (!is_effect(&batch->records[i]))
            continue;
        snprintf(faults.tried[i], OP_BYTES, "fx.%u", ++faults.tries);
        batch->records[i].op = slice_of(faults.tried[i]);
    }
}

static bool is_lost(const struct mark *mark)
{
    bool cursor = slice_is(mark->name, "effects");
    if (faults.control == CONTROL_MARK_LOST && cursor)
        return true;
    if (faults.control == CONTROL_ALARM_LOST && !cursor)
        return true;
    return faults.lose_marks && mark->value >= 0;
}

static void take_marks(struct batch *batch)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->marks_count; i++) {
        struct mark mark = batch->marks[i];
        if (faults.control == CONTROL_MARK_EARLY && slice_is(mark.name, "effects"))
            mark.value += EARLY;
        if (!is_lost(&mark))
            faults.marks[count++] = mark;
    }
    batch->marks = faults.marks;
    batch->marks_count = count;
}

static enum err commit(struct backend *backend, const struct batch *batch)
{
    bool effects = has_effects(batch);
    struct batch changed = *batch;
    if (effects && faults.fault == FAULT_HELD)
        return ERR_JOURNAL_AWAY;
    if (faults.control == CONTROL_NO_OP)
        forget_ops(batch);
    take_marks(&changed);
    enum err error = faults.memory->commit(backend, &changed);
    return effects && faults.fault == FAULT_UNHEARD ? ERR_JOURNAL_AWAY : error;
}

struct backend *faults_open(enum control control)
{
    struct backend *backend = memory_open();
    memset(&faults, 0, sizeof faults);
    faults.memory = backend->ops;
    faults.ops = *backend->ops;
    faults.ops.commit = commit;
    faults.control = control;
    backend->ops = &faults.ops;
    return backend;
}

void faults_set(enum fault fault)
{
    faults.fault = fault;
}

void faults_lose_marks(bool lose)
{
    faults.lose_marks = lose;
}
