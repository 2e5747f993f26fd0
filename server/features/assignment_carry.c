/* SPDX-License-Identifier: Apache-2.0
 * One effect an assignment. */
#include "features/assignment_carry.h"

#include "base/unused.h"
#include "features/assignment_state.h"
#include "features/common_carry.h"

/* Dates are those of this run. What is erased asks nothing. */
static bool carry(const void *thing, struct writer *out)
{
    const struct assignment *assignment = thing;
    if (!assignment->text)
        return false;
    writer_int(out, "from", assignment->item);
    writer_raw(out, "text", slice_of(assignment->text));
    writer_text(out, "takes", slice_of(assignment_takings[assignment->takes]));
    writer_int(out, "attempts", assignment->attempts);
    if (assignment->rubric)
        writer_raw(out, "rubric", slice_of(assignment->rubric));
    return true;
}

void assignment_carry_effects(const void *state, const struct entry *entry,
                              const struct scene *scene, struct emitter *emitter)
{
    static const struct common_carriage all = {"assignment", "assignment.set", carry};
    static const struct common_order none;
    UNUSED(scene);
    common_carry(&all, &none, ((const struct assignments *)state)->all, entry, emitter);
}
