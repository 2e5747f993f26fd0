/* SPDX-License-Identifier: Apache-2.0
 * One effect an assignment. */
#include "features/assignment_carry.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unused.h"
#include "base/zone.h"
#include "core/effect.h"
#include "features/assignment_state.h"
#include "features/common_carry.h"
#include "features/common_dates.h"
#include "features/common_get.h"

static void write(const struct assignment *assignment, const struct common_run *run,
                  struct writer *out)
{
    writer_int(out, "from", assignment->item);
    writer_raw(out, "text", slice_of(assignment->text));
    writer_text(out, "takes", slice_of(assignment_takings[assignment->takes]));
    writer_int(out, "attempts", assignment->attempts);
    common_dates_move(run, "due", assignment->due_ms, out);
    common_dates_move(run, "closes", assignment->closes_ms, out);
    if (assignment->rubric)
        writer_raw(out, "rubric", slice_of(assignment->rubric));
}

static void carry(const struct assignment *assignment, const struct common_run *run,
                  const struct entry *entry, struct emitter *emitter)
{
    struct buffer text;
    struct writer out;
    char name[32];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    write(assignment, run, &out);
    writer_end(&out);
    snprintf(name, sizeof name, "assignment %" PRId64, assignment->item);
    if (!text.full)
        effect_emit(emitter, &(struct effect){.name = name,
                                              .room = common_get_text(entry->data, "to"),
                                              .type = "assignment.set",
                                              .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* What is erased asks nothing. */
void assignment_carry_effects(const void *state, const struct entry *entry,
                              const struct scene *scene, struct emitter *emitter)
{
    const struct assignments *assignments = state;
    struct slice named = common_get_text(entry->data, "zone");
    struct zone *zone =
        zone_new(named.len > 0 ? named : slice_of(assignments->zone ? assignments->zone : ""));
    struct common_run run = {zone, assignments->start_ms, common_get_int(entry->data, "start")};
    struct map_at at = {0};
    UNUSED(scene);
    while (map_next(assignments->all, &at))
        if (((const struct assignment *)at.value)->text)
            carry(at.value, &run, entry, emitter);
    zone_free(&zone);
}
