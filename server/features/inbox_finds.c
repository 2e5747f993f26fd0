/* SPDX-License-Identifier: Apache-2.0
 * The rooms themselves say whether they still stand inside. */
#include "features/inbox_finds.h"

#include "base/unused.h"
#include "features/inbox_state.h"

static void rooms(const void *state, const struct scene *scene, find_room_fn *fn, void *context)
{
    const struct inbox *inbox = state;
    UNUSED(scene);
    inbox_rooms_each(inbox->rooms, fn, context);
    inbox_reads_rooms(inbox->reads, fn, context);
}

const struct finds inbox_finds = {.rooms = rooms};
