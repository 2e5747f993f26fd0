/* SPDX-License-Identifier: Apache-2.0
 * See help_media.h. */
#include "sim/help_media.h"

#include "sim/help_ingest.h"
#include "sim/help_world.h"

/* Mostly one that was attached, perhaps by itself. */
static long long some(struct world *world, int64_t last)
{
    return dice_below(&world->dice, 4) ? (long long)last : 1 + dice_below(&world->dice, 400);
}

static void watches(struct world *world)
{
    long long from = (long long)loop_now_ms(world->loop) - dice_below(&world->dice, 90000);
    world_act(world, world_anybody(world), "attendance.watch", "\"spans\":[[%lld,%lld]]", from,
              from + 1000 + dice_below(&world->dice, 30000));
}

void media_step(struct world *world)
{
    unsigned who = dice_below(&world->dice, 4) ? world_staff(world) : world_anybody(world);
    int64_t *last = &world->recording;
    int64_t seq;
    switch (dice_below(&world->dice, 8)) {
    case 0:
    case 1:
        seq = world_act(world, who, "media.add",
                        "\"url\":\"https://video.example/" INGEST_FILE
                        ".m3u8\",\"type\":\"hls\",\"lang\":\"%s\",\"anchors\":[[0,%u]]",
                        dice_below(&world->dice, 2) ? "en" : "ar",
                        1 + dice_below(&world->dice, 1000));
        *last = seq > 0 ? seq : *last;
        break;
    case 2:
        world_act(world, who, "media.edit",
                  "\"recording\":%lld,\"url\":\"/media/recordings/w1/" INGEST_FILE
                  ".mp4\",\"type\":\"mp4\"",
                  some(world, *last));
        break;
    case 3:
        world_act(world, who, "media.remove", "\"recording\":%lld", some(world, *last));
        break;
    case 4:
    case 5:
        world_act(world, who, "media.anchor",
                  "\"recording\":%lld,\"anchors\":[[0,%u],[5000,9000]],\"dated\":%s",
                  some(world, *last), 1 + dice_below(&world->dice, 9000),
                  dice_below(&world->dice, 2) ? "true" : "false");
        break;
    default:
        watches(world);
    }
}
