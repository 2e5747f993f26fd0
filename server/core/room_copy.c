/* SPDX-License-Identifier: Apache-2.0
 * One feature knows what came from where. */
#include "core/room_copy.h"

#include "core/room_state.h"

void room_readdress(const struct room *room, char **text)
{
    const struct share *share = room_state_decider(room, DECIDES_ADDRESSES);
    if (share && *text)
        share->feature->readdress(share->state, text);
}
