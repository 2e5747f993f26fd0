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

/* Of the staff, or somebody who may have been let. */
static unsigned writer(struct world *world)
{
    return dice_below(&world->dice, 3) ? world_staff(world) : world_anybody(world);
}

static void line(struct world *world)
{
    unsigned person = writer(world);
    if (!world->captions.count)
        offer(world);
    struct secret *secret = word_of(world, person);
    secret->seq = world_act(world, person, "captions.line", "\"language\":\"%s\",\"text\":\"%s\"",
                            language(world), secret->word);
    world_learn(&world->captions, secret->seq);
}

/* Somebody may write a language, several, or none any more. */
static void assign(struct world *world)
{
    static const char *const lists[] = {"", "\"ar\"", "\"fr\"", "\"ar\",\"fr\""};
    world_act(world, world_staff(world), "captions.assign", "\"whom\":\"%s\",\"languages\":[%s]",
              world_people[world_anybody(world)], lists[dice_below(&world->dice, 4)]);
}

static void turn(struct world *world)
{
    const char *method = dice_below(&world->dice, 3) ? "captions.take" : "captions.leave";
    world_act(world, writer(world), method, "\"language\":\"%s\"", language(world));
}

/* The words before are gone; the new ones are those of the line. */
static void amend(struct world *world)
{
    int64_t which = pages_any(world, &world->captions);
    unsigned person = writer(world);
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

/* Terms of the glossary, among the lines: what names the other is not found. */
static void term(struct world *world)
{
    unsigned person = world_staff(world);
    struct secret *secret = word_of(world, person);
    secret->seq =
        world_act(world, person, "glossary.add", "\"title\":{\"en\":\"%s\"}", secret->word);
    world_learn(&world->captions, secret->seq);
}

static void other_term(struct world *world)
{
    int64_t which = pages_any(world, &world->captions);
    unsigned person = world_anybody(world);
    int64_t done =
        dice_below(&world->dice, 2)
            ? world_act(world, person, "glossary.remove", "\"term\":%lld", (long long)which)
            : world_act(world, person, "glossary.edit",
                        "\"term\":%lld,\"title\":{\"fr\":\"mot%u\"}", (long long)which,
                        world->ops + 1);
    if (done > 0)
        world_secret_gone(world, which);
}

static void look(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    char channel[64];
    if (dice_below(&world->dice, 4))
        snprintf(channel, sizeof channel, "webinar:w1/captions/%s", language(world));
    else
        snprintf(channel, sizeof channel, "webinar:w1/glossary/terms");
    if (dice_below(&world->dice, 4))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

static void terms(struct world *world)
{
    if (dice_below(&world->dice, 3))
        term(world);
    else
        other_term(world);
}

void captions_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {offer,  line, line, line, amend, take,
                                                    assign, turn, look, look, terms};
    steps[dice_below(&world->dice, 11)](world);
}
