/* SPDX-License-Identifier: Apache-2.0
 * See help_reports.h. */
#include "sim/help_reports.h"

#include "sim/help_pages.h"

static void report(struct world *world)
{
    static const char *const reasons[] = {"rude", "spam", "off_topic", "private", "other"};
    bool chat = dice_below(&world->dice, 3) > 0;
    long long thing = pages_any(world, chat ? &world->messages : &world->questions);
    int64_t seq =
        world_act(world, world_anybody(world), "report.send",
                  "\"of\":\"%s\",\"thing\":%lld,\"reason\":\"%s\",\"text\":\"" REPORTS_WORD "\"",
                  chat ? "chat" : "question", thing, reasons[dice_below(&world->dice, 5)]);
    world_learn(&world->reports, seq);
}

void reports_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 7);
    long long which = pages_any(world, &world->reports);
    if (roll < 3)
        report(world);
    else if (roll < 4)
        world_act(world, world_anybody(world), "report.claim", "\"report\":%lld", which);
    else if (roll == 6)
        world_act(world, world_anybody(world), "report.unclaim", "\"report\":%lld", which);
    else
        world_act(world, world_staff(world), "report.decide",
                  "\"report\":%lld,\"decision\":\"%s\",\"why\":\"so\"", which,
                  roll < 5 ? "kept" : "removed");
}
