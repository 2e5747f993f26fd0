/* SPDX-License-Identifier: Apache-2.0
 * Each person's rings, one entry for each step. */
#include "trial/trial_group.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "trial/trial.h"

struct groups {
    struct map *people; /* person -> struct rings, owned */
};

static const char *const ways[] = {"none", "member", "staff", NULL};

static uint64_t bit_of(int64_t group)
{
    return RING(RING_GROUP + group - 1);
}

struct rings trial_group_stamp(int64_t group, bool staff)
{
    if (group == 0)
        return staff ? RINGS_STAFF : RINGS_INSIDE;
    return (struct rings){.all = staff ? 0 : bit_of(group), .staff = bit_of(group)};
}

static void *groups_new(const struct room *room)
{
    struct groups *groups = mem_new(sizeof *groups);
    UNUSED(room);
    groups->people = map_new(BOUND_MEMBERS);
    return groups;
}

static void groups_free(void *state)
{
    struct groups *groups = state;
    map_free(&groups->people, mem_free);
    mem_free(groups);
}

static enum err set_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_int(data, "group", 1, TRIAL_GROUPS, out);
    return error ? error : common_read_choice(data, "as", ways, out);
}

static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return map_full(((const struct groups *)state)->people) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    struct slice whom = common_get_text(entry->data, "whom");
    struct rings *rings = map_find(groups->people, whom);
    uint64_t bit = bit_of(common_get_int(entry->data, "group"));
    int way = common_get_choice(entry->data, "as", ways);
    UNUSED(scene);
    if (!rings) {
        rings = mem_new(sizeof *rings);
        map_put(groups->people, whom, rings);
    }
    rings->all = way > 0 ? rings->all | bit : rings->all & ~bit;
    rings->staff = way > 1 ? rings->staff | bit : rings->staff & ~bit;
}

static void set_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    if (trial_fault != TRIAL_MOVED_LEFT_OUT)
        out->people[out->count++] = common_get_text(entry->data, "whom");
}

static struct rings groups_rings(const void *state, struct slice person)
{
    const struct rings *rings = map_find(((const struct groups *)state)->people, person);
    return rings ? *rings : (struct rings){0};
}

static const struct row rows[] = {
    {
        .name = "group.set",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .moved = set_moved,
    },
};

const struct feature trial_group_feature = {
    .name = "group",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = groups_new,
    .state_free = groups_free,
    .rings = groups_rings,
};
