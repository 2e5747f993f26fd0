/* SPDX-License-Identifier: Apache-2.0
 * No state of its own. */
#include "features/tasks.h"

#include "base/unused.h"
#include "core/gates.h"
#include "features/common_ask.h"

/* A fold knows no clock: whoever asks says what time it is, else it is that of the last entry. */
static enum err tasks_list(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    int64_t now_ms = room_at_ms(scene->room);
    enum err error = common_ask_limit(data, "now", INT64_MAX, &now_ms);
    UNUSED(state);
    if (!error)
        gates_tasks(scene->room, now_ms, out);
    return error;
}

static const struct query queries[] = {
    {.name = "tasks.list", .roles = ROLE_ACADEMY_ORGANISER, .answer = tasks_list},
};

const struct feature tasks_feature = {
    .name = "tasks",
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
};
