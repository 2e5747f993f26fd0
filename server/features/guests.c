/* SPDX-License-Identifier: Apache-2.0
 * Ids, and nothing of them: how they are called stands where they say something. */
#include "features/guests.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"

/* More than are let into a course at a time: the earliest are forgotten. */
enum { KEPT = 4 * BOUND_VISITORS };

struct guests {
    struct map *people; /* by their ids; the values say nothing */
    char *lost;         /* owned; whom the last entry took off it; NULL: nobody */
};

static void *guests_new(const struct room *room)
{
    struct guests *guests = mem_new(sizeof *guests);
    UNUSED(room);
    guests->people = map_new(KEPT);
    return guests;
}

static void guests_free(void *state)
{
    struct guests *guests = state;
    common_wipe(&guests->lost);
    map_free(&guests->people, NULL);
    mem_free(guests);
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

static void lose(struct guests *guests, struct slice person)
{
    guests->lost = mem_text(person);
    map_take(guests->people, slice_of(guests->lost));
}

/* Whoever goes, at the end of their stay, may have said something. */
static void admit_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct guests *guests = state;
    struct map_at at = {0};
    UNUSED(scene);
    common_wipe(&guests->lost);
    bool known = map_find(guests->people, whom_of(entry)) != NULL;
    bool guest = common_get_bool(entry->data, "guest");
    if (common_get_role(entry->data, "role") == ROLE_NONE || known == guest)
        return;
    if (known)
        lose(guests, whom_of(entry));
    else if (map_full(guests->people) && map_next(guests->people, &at))
        lose(guests, at.key);
    if (guest)
        map_put(guests->people, whom_of(entry), guests);
}

static void guests_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    const struct guests *guests = state;
    struct map_at at = {0};
    UNUSED(bodies);
    if (viewer->part || !rings_inside(viewer->rings))
        return;
    writer_object(out, "people");
    while (map_next(guests->people, &at))
        writer_bool_slice(out, at.key, true);
    writer_end(out);
}

static void admit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct guests *guests = state;
    if (viewer->part || !rings_inside(viewer->rings))
        return;
    writer_object_lazy(out, "people");
    if (guests->lost)
        writer_null_slice(out, slice_of(guests->lost));
    if (map_find(guests->people, whom_of(entry)))
        writer_bool_slice(out, whom_of(entry), true);
    writer_end(out);
}

static const struct hearing hears[] = {{"member.admit", admit_heard, admit_patch, NULL}};

const struct feature guests_feature = {
    .name = "guests",
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = guests_new,
    .state_free = guests_free,
    .view = guests_view,
};
