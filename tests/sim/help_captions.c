/* SPDX-License-Identifier: Apache-2.0
 * See help_captions.h. Words that were amended or removed are sent to nobody any more. */
#include "sim/help_captions.h"

#include <stdio.h>

#include "sim/help_pages.h"

static const char *const languages[] = {"fr", "ar"};

static const char *language(struct world *world)
{
    return languages[dice_below(&world->dice, 2)];
}

static void offer(struct world *world)
{
    world_act(world, world_staff(world), "captions.offer", "\"languages\":[\"ar\",\"%s\"]",
              language(world));
}

static struct secret *word_of(struct world *world, unsigned person)
{
    struct secret *secret = world_secret(world, person);
    secret->open = true;
    return secret;
}

static void line(struct world *world)
{
    unsigned person = world_staff(world);
    if (!world->captions.count)
        offer(world);
    struct secret *secret = word_of(world, person);
    secret->seq = world_act(world, person, "captions.line", "\"language\":\"%s\",\"text\":\"%s\"",
                            language(world), secret->word);
    world_learn(&world->captions, secret->seq);
}

/* The words before are gone; the new ones are those of the line. */
static void amend(struct world *world)
{
    int64_t which = pages_any(world, &world->captions);
    unsigned person = dice_below(&world->dice, 3) ? world_staff(world) : world_anybody(world);
    char word[sizeof world->secrets[0].word];
    snprintf(word, sizeof word, "amended%u", ++world->ops);
    if (world_act(world, person, "captions.amend", "\"line\":%lld,\"text\":\"%s\"",
                  (long long)which, word) <= 0)
        return;
    world_secret_gone(world, which);
}

static void take(struct world *world)
{
    int64_t which = pages_any(world, &world->captions);
    if (world_act(world, world_staff(world), "captions.remove", "\"line\":%lld", (long long)which) >
        0)
        world_secret_gone(world, which);
}

static void look(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    char channel[64];
    snprintf(channel, sizeof channel, "webinar:w1/captions/%s", language(world));
    if (dice_below(&world->dice, 4))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

void captions_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {offer, line, line, line,
                                                    amend, take, look, look};
    steps[dice_below(&world->dice, 8)](world);
}
