/* SPDX-License-Identifier: Apache-2.0
 * Groups are written as a whole, people by the steps that the last entry made. */
#include "features/group_view.h"

#include "base/unused.h"
#include "features/common_title.h"

const char *const group_phases[] = {"none", "made", "open", "closing", "closed", NULL};

static bool sees(const struct groups *groups, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || groups_shown(groups);
}

static bool saw(const struct groups *groups, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || groups->shown_before;
}

static void set_write(const struct groups *groups, struct writer *out)
{
    writer_text(out, "state", slice_of(group_phases[groups->phase]));
    writer_bool(out, "choice", groups->choice);
    writer_text(out, "late", groups->spread ? SLICE("spread") : SLICE("stay"));
    writer_int(out, "opened", groups->opened_ms);
    writer_int(out, "ends", groups->ends_ms);
}

static void help_write(const struct groups *groups, const struct group *group, bool patch,
                       struct writer *out)
{
    if (!group->help.by && patch)
        writer_null(out, "help");
    if (!group->help.by)
        return;
    const struct place *place = map_find(groups->people, slice_of(group->help.by));
    writer_object(out, "help");
    writer_text(out, "by", slice_of(group->help.by));
    writer_text(out, "name", slice_of(place ? place->name : NULL));
    writer_int(out, "at", group->help.at_ms);
    writer_end(out);
}

static void group_write(const struct groups *groups, const struct group *group,
                        const struct viewer *viewer, bool patch, struct writer *out)
{
    writer_object_seq(out, group->number);
    if (group->title && patch)
        common_write_title(group->title, out);
    else if (group->title)
        writer_raw(out, "title", slice_of(group->title));
    else if (patch)
        writer_null(out, "title");
    writer_int(out, "limit", group->limit);
    writer_int(out, "count", (int64_t)group->count);
    if (rings_of_staff(viewer->rings))
        help_write(groups, group, patch, out);
    writer_end(out);
}

static void place_write(struct slice id, const struct place *place, struct writer *out)
{
    writer_object_slice(out, id);
    writer_int(out, "group", place->group->number);
    writer_text(out, "name", slice_of(place->name));
    writer_end(out);
}

static void people_write(const struct groups *groups, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "people");
    while (map_next(groups->people, &at))
        if (((const struct place *)at.value)->group)
            place_write(at.key, at.value, out);
    writer_end(out);
}

/* The group whose part the viewer looks at. */
static const struct group *part_group(const struct groups *groups, const struct viewer *viewer)
{
    return groups_find(groups, part_seq(part_id(viewer->part)));
}

static void part_view(const struct groups *groups, const struct viewer *viewer, struct writer *out)
{
    const struct group *group = part_group(groups, viewer);
    struct map_at at = {0};
    writer_object(out, "people");
    while (map_next(groups->people, &at)) {
        const struct place *place = at.value;
        if (group && place->group == group)
            writer_text_slice(out, at.key, slice_of(place->name));
    }
    writer_end(out);
    if (group) /* a film shows it from before it was made */
        help_write(groups, group, false, out);
}

void group_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out)
{
    const struct groups *groups = state;
    struct map_at at = {0};
    UNUSED(bodies);
    if (viewer->part) {
        part_view(groups, viewer, out);
        return;
    }
    set_write(groups, out);
    writer_object(out, "groups");
    while (sees(groups, viewer) && map_next(groups->groups, &at))
        group_write(groups, at.value, viewer, false, out);
    writer_end(out);
    if (rings_of_staff(viewer->rings))
        people_write(groups, out);
    shelf_view(&groups->told, "told", viewer, out);
}

static void part_patch(const struct groups *groups, const struct viewer *viewer, struct writer *out)
{
    const struct group *group = part_group(groups, viewer);
    writer_object_lazy(out, "people");
    for (size_t i = 0; i < groups->steps_count; i++) {
        const struct group_step *step = &groups->steps[i];
        const struct place *place = map_find(groups->people, slice_of(step->id));
        if (step->to == group->number && place)
            writer_text_slice(out, slice_of(step->id), slice_of(place->name));
        else if (step->from == group->number)
            writer_null_slice(out, slice_of(step->id));
    }
    writer_end(out);
    if (group->changed)
        help_write(groups, group, true, out);
}

static void groups_patch(const struct groups *groups, const struct viewer *viewer,
                         struct writer *out)
{
    bool now = sees(groups, viewer), before = saw(groups, viewer);
    struct map_at at = {0};
    writer_object_lazy(out, "groups");
    for (size_t i = 0; before && i < groups->gone_count; i++)
        writer_null_seq(out, groups->gone[i]);
    while (map_next(groups->groups, &at)) {
        const struct group *group = at.value;
        if (now && (group->changed || !before))
            group_write(groups, group, viewer, true, out);
        else if (!now && before && !group->made)
            writer_null_seq(out, group->number);
    }
    writer_end(out);
}

/* Who had a place in the groups before these may have none. */
static void people_patch(const struct groups *groups, struct writer *out)
{
    struct map_at at = {0};
    writer_object_lazy(out, "people");
    while (groups->before && map_next(groups->before, &at))
        if (!groups_of(groups, at.key))
            writer_null_slice(out, at.key);
    for (size_t i = 0; i < groups->steps_count; i++) {
        struct slice id = slice_of(groups->steps[i].id);
        const struct place *place = map_find(groups->people, id);
        if (place && place->group)
            place_write(id, place, out);
        else if (groups->steps[i].from)
            writer_null_slice(out, id);
    }
    writer_end(out);
}

void group_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                 struct writer *out)
{
    const struct groups *groups = state;
    shelf_patch(&groups->told, "told", entry, viewer, out);
    if (groups->seq != entry->seq)
        return;
    if (viewer->part) {
        part_patch(groups, viewer, out);
        return;
    }
    if (groups->whole)
        set_write(groups, out);
    groups_patch(groups, viewer, out);
    if (rings_of_staff(viewer->rings))
        people_patch(groups, out);
}

static void mine_write(const struct groups *groups, struct slice person, struct writer *out)
{
    const struct group *group = groups_shown(groups) ? groups_of(groups, person) : NULL;
    writer_int(out, "mine", group ? group->number : 0);
}

void group_me(const void *state, struct slice person, struct writer *out)
{
    mine_write(state, person, out);
}

/* Of those who have a place, or lost it by this entry. */
void group_patch_me(const void *state, const struct entry *entry, struct slice person,
                    struct writer *out)
{
    const struct groups *groups = state;
    const struct place *place = map_find(groups->people, person);
    bool shown = groups->seq == entry->seq && groups_shown(groups) && !groups->shown_before;
    bool went = groups->before && map_find(groups->before, person);
    for (size_t i = 0; !place && !went && i < groups->steps_count; i++)
        went = slice_is(person, groups->steps[i].id);
    if (went || (place && (shown || place->seq == entry->seq)))
        mine_write(groups, person, out);
}
