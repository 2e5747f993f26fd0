/* SPDX-License-Identifier: Apache-2.0
 * The view of the room, or of one unit, for the rings of a participant. */
#include "features/unit_preview.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "core/room_view.h"
#include "features/common_get.h"
#include "features/common_preview.h"
#include "features/unit_state.h"

/* The unit that is asked for; false: such a participant finds none. */
static bool find_part(const struct units *units, const struct json *data,
                      const struct viewer *viewer, const struct room *room, struct part *part)
{
    const struct unit *unit = units_find(units, common_get_int(data, "unit"));
    char path[32];
    snprintf(path, sizeof path, "unit/%" PRId64, common_get_int(data, "unit"));
    return unit && rings_meet(unit->words.thing.stamp, viewer->rings) &&
           room_part_find(room, slice_of(path), part);
}

enum err unit_preview(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out)
{
    struct viewer viewer = {0};
    struct part part;
    struct buffer view;
    if (!common_preview_rings(scene->room, data, &viewer.rings))
        return ERR_NOT_FOUND;
    if (common_has(data, "unit")) {
        if (!find_part(state, data, &viewer, scene->room, &part))
            return ERR_NOT_FOUND;
        viewer.part = &part;
    }
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_view(scene->room, &viewer, NULL, &view);
    bool fits = !view.full;
    if (fits)
        writer_raw(out, "view", buffer_slice(&view));
    buffer_done(&view);
    return fits ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}
