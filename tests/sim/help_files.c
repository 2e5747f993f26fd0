/* SPDX-License-Identifier: Apache-2.0
 * See help_files.h. */
#include "sim/help_files.h"

#include <stdio.h>

#include "sim/help_pages.h"

static void add(struct world *world, unsigned person)
{
    static const char *const sights[] = {"room", "staff", "own"};
    char data[256];
    unsigned op = world->ops++;
    snprintf(
        data, sizeof data,
        "{\"room\":\"course:c1\",\"op\":\"o%u\",\"blob\":\"b%u\",\"bytes\":%u,\"type\":\"pdf\","
        "\"name\":\"file %u.pdf\",\"for\":\"%s\"}",
        op, op, 1 + dice_below(&world->dice, 1u << 24), op, sights[dice_below(&world->dice, 3)]);
    int64_t seq = world_command(world, person, "file.add", data);
    if (seq > 0)
        world->files.seq[world->files.count++ % KNOWN_MAX] = seq;
}

void files_step(struct world *world)
{
    char data[96];
    unsigned person = dice_below(&world->dice, PEOPLE);
    if (dice_below(&world->dice, 3) > 0) {
        add(world, person);
        return;
    }
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"o%u\",\"file\":%lld}",
             world->ops++, (long long)pages_any(world, &world->files));
    world_command(world, person, "file.remove", data);
}
