/* SPDX-License-Identifier: Apache-2.0
 * Who came when, in a course without history. */
#include "features/forum_late.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/forum_state.h"

/* What was begun last as somebody came. */
struct came {
    int64_t since;
};

void forum_late_heard_made(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    UNUSED(scene);
    if (!forum->came && common_has(entry->data, "history") &&
        !common_get_bool(entry->data, "history"))
        forum->came = map_new(BOUND_MEMBERS);
}

void forum_late_heard_role(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct slice whom = common_get_text(entry->data, "whom");
    if (!forum->came)
        return;
    if (room_role(scene->room, whom) == ROLE_NONE) {
        mem_free(map_take(forum->came, whom));
    } else if (!map_find(forum->came, whom) && !map_full(forum->came)) {
        struct came *came = mem_new(sizeof *came);
        came->since = forum->begun_last;
        map_put(forum->came, whom, came);
    }
}

struct rings forum_late_rings(const void *state, struct slice person)
{
    const struct forum *forum = state;
    if (!forum->came)
        return (struct rings){0};
    const struct came *came = map_find(forum->came, person);
    return (struct rings){.since = came ? came->since : INT64_MAX};
}
