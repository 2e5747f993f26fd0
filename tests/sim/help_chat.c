/* SPDX-License-Identifier: Apache-2.0
 * See help_chat.h. */
#include "sim/help_chat.h"

#include <stdio.h>

#include "sim/help_pages.h"

static void say(struct world *world)
{
    unsigned person = world_anybody(world);
    struct secret *secret = world_secret(world, person);
    int64_t seq;
    if (dice_below(&world->dice, 3))
        seq = world_act(world, person, "chat.post", "\"text\":\"%s\"", secret->word);
    else
        seq = world_act(world, person, "chat.post", "\"text\":\"%s\",\"reply\":%lld", secret->word,
                        (long long)pages_any(world, &world->messages));
    secret->seq = seq > 0 ? seq : 0;
    secret->open = !world->approving || person < WORLD_FIRST_PLAIN;
    world_learn(&world->messages, seq);
}

static void take_back(struct world *world)
{
    int64_t message = pages_any(world, &world->messages);
    if (world_act(world, world_anybody(world), "chat.delete", "\"message\":%lld",
                  (long long)message) > 0)
        world_secret_gone(world, message);
}

static void set_mode(struct world *world)
{
    static const char *const modes[] = {"open", "open", "slow", "approve", "staff", "off"};
    unsigned mode = dice_below(&world->dice, 6);
    if (world_act(world, world_staff(world), "chat.mode", "\"mode\":\"%s\",\"seconds\":2",
                  modes[mode]) > 0)
        world->approving = mode == 3;
}

static void approve_one(struct world *world)
{
    int64_t message = pages_any(world, &world->messages);
    if (world_act(world, world_staff(world), "chat.approve", "\"message\":%lld",
                  (long long)message) > 0)
        world_secret_open(world, message);
}

/* The word that stands in a message now; NULL when it is not remembered. */
static struct secret *secret_of(struct world *world, int64_t seq)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++) {
        struct secret *secret = &world->secrets[i];
        if (secret->seq == seq && !secret->gone)
            return secret;
    }
    return NULL;
}

/* The word before it is nowhere from then on. */
static void edit(struct world *world)
{
    int64_t message = pages_any(world, &world->messages);
    const struct secret *before = secret_of(world, message);
    if (!before)
        return;
    bool open = before->open;
    unsigned person = dice_below(&world->dice, 4) ? before->author : world_anybody(world);
    struct secret *secret = world_secret(world, person);
    if (world_act(world, person, "chat.edit", "\"message\":%lld,\"text\":\"%s\"",
                  (long long)message, secret->word) <= 0)
        return;
    world_secret_gone(world, message);
    secret->seq = message;
    secret->open = open;
}

/* Two messages, in rising order, as a list of one or two. */
static void several(struct world *world, int64_t seqs[2], char text[64])
{
    int64_t a = pages_any(world, &world->messages), b = pages_any(world, &world->messages);
    seqs[0] = a < b ? a : b;
    seqs[1] = a < b ? b : a;
    if (seqs[0] == seqs[1])
        snprintf(text, 64, "[%lld]", (long long)seqs[0]);
    else
        snprintf(text, 64, "[%lld,%lld]", (long long)seqs[0], (long long)seqs[1]);
}

static void approve(struct world *world)
{
    int64_t seqs[2];
    char text[64];
    several(world, seqs, text);
    if (world_act(world, world_staff(world), "chat.approve", "\"messages\":%s", text) <= 0)
        return;
    world_secret_open(world, seqs[0]);
    world_secret_open(world, seqs[1]);
}

/* Those that wait are gone; one that all see stays. */
static void refuse(struct world *world)
{
    int64_t seqs[2];
    char text[64];
    several(world, seqs, text);
    if (world_act(world, world_staff(world), "chat.refuse", "\"messages\":%s,\"why\":\"no\"",
                  text) <= 0)
        return;
    for (unsigned i = 0; i < 2; i++) {
        const struct secret *secret = secret_of(world, seqs[i]);
        if (secret && !secret->open)
            world_secret_gone(world, seqs[i]);
    }
}

static void react(struct world *world)
{
    static const char *const kinds[] = {"clap", "heart", "thumb"};
    world_act(world, world_anybody(world), "chat.react",
              "\"message\":%lld,\"kind\":\"%s\",\"on\":%s",
              (long long)pages_any(world, &world->messages), kinds[dice_below(&world->dice, 3)],
              dice_below(&world->dice, 3) ? "true" : "false");
}

static void pin(struct world *world)
{
    world_act(world, world_anybody(world), "chat.pin", "\"message\":%lld,\"pinned\":%s",
              (long long)pages_any(world, &world->messages),
              dice_below(&world->dice, 2) ? "true" : "false");
}

static const struct {
    void (*act)(struct world *world);
    unsigned weight;
} acts[] = {
    {say, 10},    {take_back, 3}, {set_mode, 1}, {approve_one, 3}, {edit, 3},
    {approve, 2}, {refuse, 2},    {react, 4},    {pin, 2},
};

void chat_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 30), at = 0;
    while (roll >= acts[at].weight)
        roll -= acts[at++].weight;
    acts[at].act(world);
}
