/* SPDX-License-Identifier: Apache-2.0
 * See help_notes.h. The words of a paragraph that is wiped are sent to nobody any more. */
#include "sim/help_notes.h"

#include <stdio.h>

#include "sim/help_pages.h"

/* A word for the paragraph `seq`; 0: for one that is to be made. */
static const char *word_for(struct world *world, unsigned person, int64_t seq)
{
    struct secret *secret = world_secret(world, person);
    secret->open = true;
    secret->seq = seq;
    return secret->word;
}

static void add(struct world *world)
{
    static const char *const wheres[] = {"", "", ",\"first\":true"};
    unsigned person = world_anybody(world);
    bool says = dice_below(&world->dice, 3) > 0;
    const char *word = word_for(world, person, 0);
    unsigned place = world->secrets_count - 1;
    char after[48];
    snprintf(after, sizeof after, ",\"after\":%lld", (long long)pages_any(world, &world->notes));
    const char *where = dice_below(&world->dice, 3) ? wheres[dice_below(&world->dice, 3)] : after;
    int64_t seq = says ? world_act(world, person, "notes.add", "\"text\":\"%s\",\"done\":%s%s",
                                   word, dice_below(&world->dice, 2) ? "true" : "false", where)
                       : world_act(world, person, "notes.add", "\"x\":0%s", where);
    if (seq <= 0)
        return;
    world->secrets[place % SECRETS_MAX].seq = seq;
    world->notes_versions[world->notes.count % KNOWN_MAX] = seq;
    world_learn(&world->notes, seq);
}

/* Based on the words that stand, or on older ones; now and then it is emptied. */
static void put(struct world *world)
{
    unsigned have = world->notes.count < KNOWN_MAX ? world->notes.count : KNOWN_MAX;
    if (!have)
        return;
    unsigned at = dice_below(&world->dice, have), person = world_anybody(world);
    long long paragraph = world->notes.seq[at];
    long long version = dice_below(&world->dice, 6) ? world->notes_versions[at] : paragraph;
    char words[64] = "";
    if (dice_below(&world->dice, 6))
        snprintf(words, sizeof words, ",\"text\":\"%s\"", word_for(world, person, paragraph));
    int64_t seq =
        world_act(world, person, "notes.write", "\"paragraph\":%lld,\"version\":%lld,\"done\":%s%s",
                  paragraph, version, dice_below(&world->dice, 3) ? "false" : "true", words);
    if (seq > 0)
        world->notes_versions[at] = seq;
}

static void change(struct world *world)
{
    static const char *const methods[] = {"notes.take",   "notes.take",    "notes.free",
                                          "notes.remove", "notes.restore", "notes.restore"};
    world_act(world, world_anybody(world), methods[dice_below(&world->dice, 6)],
              "\"paragraph\":%lld", (long long)pages_any(world, &world->notes));
}

static void move(struct world *world)
{
    long long paragraph = pages_any(world, &world->notes);
    if (dice_below(&world->dice, 2))
        world_act(world, world_anybody(world), "notes.move", "\"paragraph\":%lld,\"first\":true",
                  paragraph);
    else
        world_act(world, world_anybody(world), "notes.move", "\"paragraph\":%lld,\"after\":%lld",
                  paragraph, (long long)pages_any(world, &world->notes));
}

static void wipe_one(struct world *world, int64_t paragraph)
{
    if (world_act(world, world_staff(world), "notes.wipe", "\"paragraph\":%lld",
                  (long long)paragraph) > 0)
        world_secret_gone(world, paragraph);
}

static void wipe(struct world *world)
{
    int64_t paragraph = pages_any(world, &world->notes);
    if (dice_below(&world->dice, 3) == 0)
        world_act(world, world_staff(world), "notes.wipe", "\"paragraph\":%lld,\"state\":%lld",
                  (long long)paragraph, (long long)paragraph);
    else
        wipe_one(world, paragraph);
}

/* Somebody who looks at the text is away, or about to be, while a word is written and wiped: they
 * come back to what they missed without it. */
static void wipe_at_once(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    unsigned person = world_staff(world);
    bool before = dice_below(&world->dice, 2);
    device_follow(device, NOTES_CHANNEL);
    loop_pass(world->loop, 0);
    if (before && device->online)
        device_drop(device);
    const char *word = word_for(world, person, 0);
    unsigned place = world->secrets_count - 1;
    int64_t seq = world_act(world, person, "notes.add", "\"text\":\"%s\",\"done\":true", word);
    if (seq <= 0)
        return;
    world->secrets[place % SECRETS_MAX].seq = seq;
    if (device->online && dice_below(&world->dice, 2))
        device_drop(device);
    wipe_one(world, seq);
    if (!device->online)
        world_connect(world, device);
}

static void set(struct world *world)
{
    static const char *const whos[] = {"all", "all", "staff", "off"};
    world_act(world, world_staff(world), "notes.set", "\"who\":\"%s\"",
              whos[dice_below(&world->dice, 4)]);
}

static void look(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    if (dice_below(&world->dice, 4))
        device_follow(device, NOTES_CHANNEL);
    else
        device_unfollow(device, NOTES_CHANNEL);
}

void notes_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {
        add,  add,          put,          put,          put,  change, change, move,
        wipe, wipe_at_once, wipe_at_once, wipe_at_once, look, look,   set};
    steps[dice_below(&world->dice, sizeof steps / sizeof steps[0])](world);
}
