/* SPDX-License-Identifier: Apache-2.0
 * One switch, which staff see. */
#include "features/names.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct names {
    bool hidden;
};

static void *names_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct names));
}

static enum err set_read(const struct json *data, struct writer *out)
{
    return common_read_bool(data, "hidden", out);
}

static bool names_veil(const void *state)
{
    return ((const struct names *)state)->hidden;
}

/* What is so already is not said again. */
static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    bool same = common_get_bool(entry->data, "hidden") == names_veil(state);
    return same ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct names *)state)->hidden = common_get_bool(entry->data, "hidden");
}

static void names_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    UNUSED(bodies);
    if (rings_of_staff(viewer->rings))
        writer_bool(out, "hidden", names_veil(state));
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(entry);
    names_view(state, viewer, NULL, out);
}

static const struct row rows[] = {
    {
        .name = "names.set",
        .keep = {keep_all},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .patch = set_patch,
    },
};

const struct feature names_feature = {
    .name = "names",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = names_new,
    .state_free = mem_free,
    .view = names_view,
    .veils_staff = names_veil,
};
