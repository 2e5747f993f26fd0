/* SPDX-License-Identifier: Apache-2.0
 * See help_slides.h. */
#include "sim/help_slides.h"

#include <stdio.h>

#include "sim/help_pages.h"

static int64_t deck(struct world *world)
{
    return pages_any(world, &world->decks);
}

static void add(struct world *world)
{
    unsigned person = world_staff(world);
    struct secret *secret = world_secret(world, person);
    secret->seq = world_act(world, person, "slide.add",
                            "\"blob\":\"b%u\",\"bytes\":%u,\"type\":\"pdf\",\"name\":\"%s\"",
                            world->ops, 1 + dice_below(&world->dice, 1u << 20), secret->word);
    world_learn(&world->decks, secret->seq);
}

static void rename_deck(struct world *world)
{
    int64_t which = deck(world);
    if (world_act(world, world_staff(world), "slide.rename", "\"deck\":%lld,\"name\":\"other\"",
                  (long long)which) > 0)
        world_secret_gone(world, which);
}

static void remove_deck(struct world *world)
{
    char data[128];
    int64_t which = deck(world);
    unsigned person = dice_below(&world->dice, 3) ? world_staff(world) : world_anybody(world);
    if (world_act(world, person, "slide.remove", "\"deck\":%lld", (long long)which) <= 0)
        return;
    /* It is put back, or its time comes, or the timekeeper finds it. */
    switch (dice_below(&world->dice, 3)) {
    case 0:
        world_act(world, world_staff(world), "slide.restore", "\"deck\":%lld", (long long)which);
        break;
    case 1:
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"deck\":%lld}",
                 world->ops++, (long long)which);
        world_run(world, "system", "slide.clear", data);
        world_secret_gone(world, which);
        break;
    default:
        break;
    }
}

static void made(struct world *world, const char *type, const char *more)
{
    char data[256];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"file\":%lld,%s}",
             world->ops++, (long long)deck(world), more);
    world_run(world, "system", type, data);
}

static void begin(struct world *world)
{
    made(world, "slide.begin", dice_below(&world->dice, 2) ? "\"pages\":3" : "\"pages\":1");
}

static void page(struct world *world)
{
    char more[128];
    snprintf(more, sizeof more, "\"page\":%u,\"blob\":\"p%u\",\"large\":9,\"small\":1,\"bytes\":10",
             1 + dice_below(&world->dice, 3), world->ops);
    made(world, "slide.page", more);
}

static void fail(struct world *world)
{
    made(world, "slide.fail", "\"why\":\"slow\"");
}

static void act(struct world *world)
{
    static const char *const acts[] = {"slide.cancel", "slide.again"};
    world_act(world, world_staff(world), acts[dice_below(&world->dice, 2)], "\"deck\":%lld",
              (long long)deck(world));
}

static void show(struct world *world)
{
    unsigned person = dice_below(&world->dice, 4) ? world_staff(world) : world_anybody(world);
    if (dice_below(&world->dice, 5) == 0)
        world_act(world, person, "slide.hide", "\"x\":1");
    else
        world_act(world, person, "slide.show", "\"deck\":%lld,\"page\":%u", (long long)deck(world),
                  1 + dice_below(&world->dice, 3));
}

static void bring(struct world *world)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"of\":%u,\"blob\":\"b\",\"bytes\":9,"
             "\"type\":\"png\",\"name\":\"brought\"}",
             world->ops, 1 + dice_below(&world->dice, 2));
    world->ops++;
    world_run(world, "system", "slide.bring", data);
}

void slides_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {add,  add,  begin,       begin,       page,
                                                    page, page, page,        show,        show,
                                                    act,  fail, rename_deck, remove_deck, bring};
    steps[dice_below(&world->dice, sizeof steps / sizeof steps[0])](world);
}
