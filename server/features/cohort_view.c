/* SPDX-License-Identifier: Apache-2.0
 * Cohorts and places are written whole, which is as much as one may change of them. */
#include "features/cohort_view.h"

#include "base/unused.h"
#include "features/cohort_state.h"
#include "features/common_title.h"

static bool sees(const struct cohort *cohort, struct rings rings)
{
    return rings_of_staff(rings) || rings_meet(cohort_stamp(cohort), rings);
}

/* Whether they are staff of the cohort of that number (0: none), or of the room. */
static bool runs(int64_t number, struct rings rings)
{
    return common_cohorts_moderates(number ? COHORT(number) : 0, rings);
}

static void cohort_write(const struct cohort *cohort, const struct viewer *viewer, bool patch,
                         struct writer *out)
{
    writer_object_seq(out, cohort->number);
    if (patch)
        common_write_title(cohort->title, out);
    else
        writer_raw(out, "title", slice_of(cohort->title));
    writer_int(out, "count", (int64_t)cohort->count);
    if (rings_of_staff(viewer->rings))
        writer_bool(out, "history", cohort->history);
    writer_end(out);
}

static int64_t number_of(const struct seat *seat)
{
    return seat->cohort ? seat->cohort->number : 0;
}

/* Of the cohorts that somebody is staff of, only the room's staff is told. */
static void seat_write(struct slice id, const struct seat *seat, const struct viewer *viewer,
                       bool patch, struct writer *out)
{
    writer_object_slice(out, id);
    writer_text(out, "name", slice_of(seat->name));
    if (seat->cohort)
        writer_int(out, "cohort", seat->cohort->number);
    else if (patch)
        writer_null(out, "cohort");
    if (!rings_of_staff(viewer->rings)) {
        writer_end(out);
        return;
    }
    if (seat->staff)
        common_write_numbers("staff", seat->staff, out);
    else if (patch)
        writer_null(out, "staff");
    writer_end(out);
}

void cohort_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    const struct cohorts *cohorts = state;
    struct map_at at = {0};
    UNUSED(bodies);
    writer_object(out, "cohorts");
    while (map_next(cohorts->cohorts, &at))
        if (sees(at.value, viewer->rings))
            cohort_write(at.value, viewer, false, out);
    writer_end(out);
    if (!viewer->rings.staff)
        return;
    at = (struct map_at){0};
    writer_object(out, "people");
    while (map_next(cohorts->people, &at))
        if (runs(number_of(at.value), viewer->rings))
            seat_write(at.key, at.value, viewer, false, out);
    writer_end(out);
}

/* Whoever stood in a cohort that is gone is told so; of its later rings nobody knows any more. */
static void cohorts_patch(const struct cohorts *cohorts, const struct viewer *viewer,
                          struct writer *out)
{
    struct map_at at = {0};
    writer_object_lazy(out, "cohorts");
    if (cohorts->gone &&
        (rings_of_staff(viewer->rings) || rings_meet(cohorts->gone_stamp, viewer->rings)))
        writer_null_seq(out, cohorts->gone);
    while (map_next(cohorts->cohorts, &at)) {
        const struct cohort *cohort = at.value;
        if (cohort->changed && sees(cohort, viewer->rings))
            cohort_write(cohort, viewer, true, out);
    }
    writer_end(out);
}

static void people_patch(const struct cohorts *cohorts, const struct viewer *viewer,
                         struct writer *out)
{
    struct map_at at = {0};
    writer_object_lazy(out, "people");
    while (map_next(cohorts->steps, &at)) {
        const struct cohort_step *step = at.value;
        const struct seat *seat = cohorts_seat(cohorts, at.key);
        if (seat && runs(number_of(seat), viewer->rings))
            seat_write(at.key, seat, viewer, true, out);
        else if (step->known && runs(step->number, viewer->rings))
            writer_null_slice(out, at.key);
    }
    writer_end(out);
}

void cohort_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out)
{
    const struct cohorts *cohorts = state;
    if (cohorts->seq != entry->seq)
        return;
    cohorts_patch(cohorts, viewer, out);
    people_patch(cohorts, viewer, out);
}

/* Always both, so that a patch and a view agree. */
static void me_write(const struct seat *seat, struct writer *out)
{
    writer_int(out, "mine", seat ? number_of(seat) : 0);
    common_write_numbers("staff", seat ? seat->staff : 0, out);
}

void cohort_me(const void *state, struct slice person, struct writer *out)
{
    me_write(cohorts_seat(state, person), out);
}

void cohort_patch_me(const void *state, const struct entry *entry, struct slice person,
                     struct writer *out)
{
    const struct cohorts *cohorts = state;
    if (cohorts->seq == entry->seq && map_find(cohorts->steps, person))
        me_write(cohorts_seat(cohorts, person), out);
}
