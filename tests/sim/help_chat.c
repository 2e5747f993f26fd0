/* SPDX-License-Identifier: Apache-2.0
 * See help_chat.h. */
#include "sim/help_chat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_pages.h"

/* In a text it waits for the team whenever the list has it. */
#define WORD "forbidden"

/* Whether what a plain person said waits for an approval. */
static bool awaits(const struct world *world, bool with_word)
{
    return world->approving || (with_word && world->words);
}

/* What has had its time is everybody's; nobody else was sent it before. */
static void expect_delayed(struct world *world)
{
    for (unsigned k = 0; k < SECRETS_MAX; k++) {
        struct secret *secret = &world->secrets[k];
        if (!secret->shows_ms || secret->open || secret->gone)
            continue;
        for (unsigned i = 0; i < DEVICES_ALL; i++) {
            const struct device *device = &world->devices[i];
            unsigned person = world_person(i);
            if (person < WORLD_FIRST_PLAIN || person == secret->author || !device->heard.len ||
                loop_now_ms(world->loop) >= secret->shows_ms)
                continue;
            if (memmem(device->heard.bytes, device->heard.len, secret->word, strlen(secret->word)))
                caught(CAUGHT_DELAYED, "%s was sent %s before its time", device->id, secret->word);
        }
        secret->open = loop_now_ms(world->loop) >= secret->shows_ms;
    }
}

/* Nobody, in most. */
static const char *mentions_any(struct world *world)
{
    static const char *const lists[] = {",\"mentions\":[\"moderator\"]",
                                        ",\"mentions\":[\"p2\",\"host\"]"};
    unsigned roll = dice_below(&world->dice, 6);
    return roll < 2 ? lists[roll] : "";
}

static void say(struct world *world)
{
    unsigned person = world_anybody(world);
    bool with_word = !dice_below(&world->dice, 8);
    struct secret *secret = world_secret(world, person);
    const char *word = with_word ? " " WORD : "";
    const char *mentions = mentions_any(world);
    int64_t seq, now_ms = loop_now_ms(world->loop);
    if (dice_below(&world->dice, 3))
        seq = world_act(world, person, "chat.post", "\"text\":\"%s%s\"%s", secret->word, word,
                        mentions);
    else
        seq =
            world_act(world, person, "chat.post", "\"text\":\"%s%s\"%s,\"reply\":%lld",
                      secret->word, word, mentions, (long long)pages_any(world, &world->messages));
    world->mentioned += seq > 0 && *mentions;
    secret->seq = seq > 0 ? seq : 0;
    secret->chat = true;
    secret->mentions = *mentions;
    secret->open = person < WORLD_FIRST_PLAIN || (!awaits(world, with_word) && !world->delay);
    if (!secret->open && !awaits(world, with_word)) {
        secret->shows_ms = now_ms + 1000 * world->delay;
        world->delayed += seq > 0;
    }
    world_learn(&world->messages, seq);
}

static void take_back(struct world *world)
{
    int64_t message = pages_any(world, &world->messages);
    if (world_act(world, world_anybody(world), "chat.delete", "\"message\":%lld",
                  (long long)message) > 0)
        world_secret_gone(world, message);
}

/* What waits and is remembered is all shown, or gone; what was delayed waits on for the team. */
static void pending_become(struct world *world, const char *fate, bool approving)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++) {
        struct secret *secret = &world->secrets[i];
        if (!secret->seq || secret->readers || secret->open || secret->gone || !secret->chat)
            continue;
        if (strcmp(fate, "approve") == 0)
            secret->open = true;
        else if (strcmp(fate, "refuse") == 0)
            world_secret_gone(world, secret->seq);
        else if (approving)
            secret->shows_ms = 0;
    }
}

static void set_mode(struct world *world)
{
    static const char *const modes[] = {"open", "open", "slow", "approve", "staff", "off"};
    static const char *const fates[] = {"keep", "keep", "approve", "refuse"};
    unsigned mode = dice_below(&world->dice, 6);
    const char *fate = fates[dice_below(&world->dice, 4)];
    unsigned delay = mode < 3 && dice_below(&world->dice, 2) ? 1 + dice_below(&world->dice, 4) : 0;
    char text[32] = "";
    if (delay)
        snprintf(text, sizeof text, ",\"delay\":%u", delay);
    if (world_act(world, world_staff(world), "chat.mode",
                  "\"mode\":\"%s\",\"seconds\":2,\"pending\":\"%s\"%s", modes[mode], fate,
                  text) <= 0)
        return;
    world->approving = mode == 3;
    world->delay = delay;
    pending_become(world, fate, mode == 3);
}

static void set_words(struct world *world)
{
    bool words = dice_below(&world->dice, 3);
    if (world_act(world, world_staff(world), "chat.words", "\"words\":[%s]",
                  words ? "\"" WORD "\"" : "") > 0)
        world->words = words;
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
    bool open = before->open, mentioned = before->mentions;
    const char *mentions = mentions_any(world);
    int64_t shows_ms = before->shows_ms;
    unsigned person = dice_below(&world->dice, 4) ? before->author : world_anybody(world);
    struct secret *secret = world_secret(world, person);
    if (world_act(world, person, "chat.edit", "\"message\":%lld,\"text\":\"%s\"%s",
                  (long long)message, secret->word, mentions) <= 0)
        return;
    world->unmentioned += mentioned && !*mentions;
    secret->mentions = *mentions;
    world_secret_gone(world, message);
    secret->seq = message;
    secret->chat = true;
    secret->open = open;
    secret->shows_ms = shows_ms;
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
    {say, 10},    {take_back, 3}, {set_mode, 2}, {approve_one, 3}, {edit, 3},
    {approve, 2}, {refuse, 2},    {react, 4},    {pin, 2},         {set_words, 1},
};

void chat_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 32), at = 0;
    expect_delayed(world);
    while (roll >= acts[at].weight)
        roll -= acts[at++].weight;
    acts[at].act(world);
}

void chat_run(struct world *world)
{
    enum { STEPS = 16, DELAY = 3 };
    bool approves = dice_below(&world->dice, 2);
    const char *rest = approves ? "approve\"" : "open\",\"delay\":3";
    if (world_act(world, WORLD_HOST, "chat.mode", "\"mode\":\"%s", rest) <= 0)
        return;
    world->approving = approves;
    world->delay = approves ? 0 : DELAY;
    for (int i = 0; i < STEPS; i++) {
        chat_step(world);
        world_turn(world);
        loop_pass(world->loop, dice_below(&world->dice, 600));
    }
}
