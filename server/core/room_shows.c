/* SPDX-License-Identifier: Apache-2.0
 * Asks the feature that has it. */
#include "core/room_shows.h"

#include "core/room_state.h"

bool room_shows(const struct scene *scene, struct slice feature, int64_t seq)
{
    for (size_t i = 0; i < scene->room->shares_count; i++) {
        const struct share *share = &scene->room->shares[i];
        if (share->feature->shows && slice_is(feature, share->feature->name))
            return share->feature->shows(share->state, seq, scene);
    }
    return false;
}
