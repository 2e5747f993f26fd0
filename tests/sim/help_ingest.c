/* SPDX-License-Identifier: Apache-2.0
 * See help_ingest.h. */
#include "sim/help_ingest.h"

#include <inttypes.h>
#include <stdio.h>

#include "sim/help_world.h"

/* What a media server says; not all of it is taken. */
static void says(struct world *world, const char *method, const char *rest)
{
    char data[256];
    /* Mostly the first key, which is good until the host renews it. */
    unsigned turn = dice_below(&world->dice, 2) ? dice_below(&world->dice, 60) : 0;
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"i%u\",\"turn\":%u,%s%u%s}",
             world->ops++, turn, rest, dice_below(&world->dice, 3), method[7] == 'r' ? "\"" : "");
    world_run(world, "system", method, data);
}

void ingest_step(struct world *world)
{
    switch (dice_below(&world->dice, 8)) {
    case 0:
        world_act(world, world_anybody(world), "ingest.renew", "\"x\":1");
        break;
    case 1:
        says(world, "ingest.recorded", "\"file\":\"" INGEST_FILE);
        break;
    case 2:
    case 3:
        says(world, "ingest.end", "\"client\":");
        break;
    default:
        says(world, "ingest.begin", "\"client\":");
    }
}
