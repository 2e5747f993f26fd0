/* SPDX-License-Identifier: Apache-2.0
 * See help_direct.h. */
#include "sim/help_direct.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_pages.h"

/* The host, the moderator and whoever is a presenter at times. */
enum { STAFF = 1 << WORLD_HOST | 1 << WORLD_MODERATOR | 1 << WORLD_CHANGING };

static void said(struct world *world, struct secret *secret, unsigned readers, int64_t seq)
{
    secret->seq = seq > 0 ? seq : 0;
    secret->readers = readers;
    world_learn(&world->direct, seq);
}

static void to_team(struct world *world)
{
    unsigned person = world_anybody(world);
    struct secret *secret = world_secret(world, person);
    said(world, secret, STAFF | 1u << person,
         world_act(world, person, "direct.send", "\"text\":\"%s\"", secret->word));
}

static void by_team(struct world *world)
{
    unsigned staff = world_staff(world), whom = world_anybody(world);
    struct secret *secret = world_secret(world, staff);
    said(world, secret, STAFF | 1u << whom,
         world_act(world, staff, "direct.send", "\"whom\":\"%s\",\"name\":\"N\",\"text\":\"%s\"",
                   world_people[whom], secret->word));
}

static void between(struct world *world)
{
    unsigned person = world_anybody(world), whom = world_anybody(world);
    struct secret *secret = world_secret(world, person);
    said(world, secret, 1u << person | 1u << whom,
         world_act(world, person, "direct.send", "\"whom\":\"%s\",\"pair\":true,\"text\":\"%s\"",
                   world_people[whom], secret->word));
}

static void take_back(struct world *world)
{
    int64_t message = pages_any(world, &world->direct);
    if (world_act(world, world_anybody(world), "direct.delete", "\"message\":%lld",
                  (long long)message) > 0)
        world_secret_gone(world, message);
}

static void manage(struct world *world)
{
    if (dice_below(&world->dice, 2))
        world_act(world, world_staff(world), "direct.done", "\"whom\":\"%s\"",
                  world_people[world_anybody(world)]);
    else
        world_act(world, world_staff(world), "direct.mode", "\"people\":%s",
                  dice_below(&world->dice, 4) ? "true" : "false");
}

static void report(struct world *world)
{
    world_learn(&world->reports, world_act(world, world_anybody(world), "report.send",
                                           "\"of\":\"direct\",\"thing\":%lld,\"reason\":\"rude\"",
                                           (long long)pages_any(world, &world->direct)));
}

/* What a page holds, its reader may read; and it holds nothing that is gone. */
static void page(struct world *world)
{
    struct buffer json;
    char text[128];
    unsigned person = world_anybody(world);
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\",\"whom\":\"%s\",\"pair\":%s}",
             world_people[world_anybody(world)], dice_below(&world->dice, 2) ? "true" : "false");
    buffer_init(&json, BOUND_VIEW_BYTES);
    pages_ask(world, person, "direct.history", text, &json);
    for (unsigned i = 0; json.len > 0 && i < SECRETS_MAX; i++) {
        const struct secret *secret = &world->secrets[i];
        if (!*secret->word || !memmem(json.bytes, json.len, secret->word, strlen(secret->word)))
            continue;
        if (!(secret->readers >> person & 1) || (secret->gone && world->instances == 1))
            caught(CAUGHT_PAGE, "%s read %s", world_people[person], secret->word);
        world->direct_read++;
    }
    buffer_done(&json);
}

void direct_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {to_team, to_team, by_team,   between, between,
                                                    page,    page,    take_back, manage,  report};
    steps[dice_below(&world->dice, 10)](world);
}

void direct_run(struct world *world)
{
    enum { STEPS = 20 };
    world_act(world, WORLD_HOST, "direct.mode", "\"people\":true");
    for (int i = 0; i < STEPS; i++) {
        direct_step(world);
        world_turn(world);
    }
}
