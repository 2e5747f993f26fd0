/* SPDX-License-Identifier: Apache-2.0
 * See help_drafts.h. Which device wrote last is left to chance: what it has not seen it may not
 * write over. */
#include "sim/help_drafts.h"

#include <string.h>

#include "sim/help_caught.h"

#define WORD "begun.word"

enum { PLACES = 3, WRITE_WITH = 2 };

void drafts_step(struct world *world)
{
    bool drops = dice_below(&world->dice, 4) == 0;
    unsigned person = world_anybody(world);
    unsigned place = dice_below(&world->dice, PLACES),
             device = dice_below(&world->dice, WRITE_WITH);
    world_act(world, person, drops ? "draft.drop" : "draft.write",
              "\"place\":\"post/%u\",\"device\":\"d%u\"%s", place, device,
              drops ? "" : ",\"words\":{\"words\":\"" WORD "\"}");
}

void drafts_expect(const struct world *world)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        const struct buffer *heard = &world->devices[i].heard;
        if (heard->len > 0 && memmem(heard->bytes, heard->len, WORD, strlen(WORD)))
            caught(CAUGHT_DRAFTED, "%s was sent a draft", world->devices[i].id);
    }
}
