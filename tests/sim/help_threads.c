/* SPDX-License-Identifier: Apache-2.0
 * See help_threads.h. */
#include "sim/help_threads.h"

#include "sim/help_pages.h"

static unsigned moderator(struct world *world)
{
    return dice_below(&world->dice, 4) ? WORLD_HOST : world_anybody(world);
}

static void vote(struct world *world)
{
    bool back = dice_below(&world->dice, 4) == 0;
    world_act(world, world_anybody(world), back ? "forum.unvote" : "forum.vote", "\"post\":%lld",
              (long long)pages_any(world, &world->posts));
}

static void restore(struct world *world)
{
    long long post = pages_any(world, &world->posts);
    if (dice_below(&world->dice, 2))
        world_act(world, WORLD_HOST, "forum.delete", "\"post\":%lld", post);
    world_act(world, moderator(world), "forum.restore", "\"post\":%lld", post);
}

static void hold(struct world *world)
{
    static const char *const acts[] = {"forum.pin", "forum.close", "forum.reopen", "forum.reopen"};
    const char *act = acts[dice_below(&world->dice, 4)];
    long long thread = pages_any(world, &world->threads);
    bool pins = act == acts[0], closes = act == acts[1];
    if (pins)
        world_act(world, moderator(world), act, "\"thread\":%lld,\"pinned\":%s", thread,
                  dice_below(&world->dice, 2) ? "true" : "false");
    else
        world_act(world, moderator(world), act, "\"thread\":%lld%s", thread,
                  closes ? ",\"reason\":\"so\"" : "");
}

/* The new thread has the seq of the post. */
static void split(struct world *world)
{
    int64_t post = pages_any(world, &world->posts);
    if (world_act(world, moderator(world), "forum.split",
                  "\"post\":%lld,\"rest\":%s,\"title\":\"s%u\"", (long long)post,
                  dice_below(&world->dice, 2) ? "true" : "false", world->ops) > 0)
        world_learn(&world->threads, post);
}

static void merge(struct world *world)
{
    long long a = pages_any(world, &world->threads), b = pages_any(world, &world->threads);
    world_act(world, moderator(world), "forum.merge", "\"thread\":%lld,\"into\":%lld",
              a > b ? a : b, a > b ? b : a);
}

static void quote(struct world *world)
{
    world_act(world, world_anybody(world), "forum.post",
              "\"thread\":%lld,\"quote\":%lld,\"text\":\"quoting %u\"",
              (long long)pages_any(world, &world->threads),
              (long long)pages_any(world, &world->posts), world->ops);
}

void threads_step(struct world *world)
{
    static void (*const acts[])(struct world * world) = {vote, vote,  vote,  restore, hold,
                                                         hold, split, merge, quote,   quote};
    acts[dice_below(&world->dice, sizeof acts / sizeof acts[0])](world);
}
