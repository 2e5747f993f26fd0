/* SPDX-License-Identifier: Apache-2.0
 * See help_forum.h. */
#include "sim/help_forum.h"

#include <stdio.h>

#include "sim/help_asks.h"
#include "sim/help_pages.h"

static void learn_post(struct world *world, int64_t seq)
{
    if (seq > 0)
        world->versions[world->posts.count % KNOWN_MAX] = seq;
    world_learn(&world->posts, seq);
}

static void forum_thread(struct world *world)
{
    char poll[ASKS_BYTES];
    (void)asks_poll(world, "choice", poll);
    int64_t seq = world_act(
        world, world_anybody(world), "forum.thread",
        "\"title\":\"t%u\",\"text\":\"first %u\",\"mentions\":[\"%s\",\"%s\"]%s", world->ops,
        world->ops, world_people[world_anybody(world)], world_people[world_anybody(world)], poll);
    world_learn(&world->threads, seq);
    world_learn(&world->movable, seq);
    learn_post(world, seq);
}

/* More than a view lists. */
static void forum_many(struct world *world)
{
    for (int i = 0; i <= BOUND_THREADS_LISTED; i++)
        forum_thread(world);
}

static void forum_post(struct world *world)
{
    unsigned person = world_anybody(world);
    long long thread = pages_any(world, &world->threads);
    int64_t seq;
    char poll[ASKS_BYTES];
    (void)asks_poll(world, "choice", poll);
    if (dice_below(&world->dice, 2))
        seq = world_act(world, person, "forum.post",
                        "\"thread\":%lld,\"text\":\"post %u\",\"mentions\":[\"%s\"]%s", thread,
                        world->ops, world_people[world_anybody(world)], poll);
    else
        seq = world_act(world, person, "forum.post",
                        "\"thread\":%lld,\"text\":\"comment %u\",\"reply\":%lld", thread,
                        world->ops, (long long)pages_any(world, &world->posts));
    learn_post(world, seq);
}

/* Based on the text that stands, or on an older one. */
static void forum_edit(struct world *world)
{
    if (!world->posts.count)
        return;
    unsigned have = world->posts.count < KNOWN_MAX ? world->posts.count : KNOWN_MAX;
    unsigned at = dice_below(&world->dice, have);
    long long post = world->posts.seq[at], version = world->versions[at];
    int64_t seq = world_act(world, world_anybody(world), "forum.edit",
                            "\"post\":%lld,\"version\":%lld,\"text\":\"edited %u\"", post,
                            dice_below(&world->dice, 4) ? version : post, world->ops);
    if (seq > 0)
        world->versions[at] = seq;
}

/* Everything in the last thread goes: the thread ends. */
static void forum_clear(struct world *world)
{
    for (unsigned i = 0; i < KNOWN_MAX && i < world->posts.count && world->threads.count; i++)
        if (world->posts.seq[i] >= world->threads.seq[(world->threads.count - 1) % KNOWN_MAX])
            world_act(world, WORLD_HOST, "forum.delete", "\"post\":%lld",
                      (long long)world->posts.seq[i]);
}

static void forum_manage(struct world *world)
{
    long long post = pages_any(world, &world->posts);
    unsigned person = dice_below(&world->dice, 2) ? WORLD_HOST : world_anybody(world);
    long long thread = pages_any(world, &world->threads);
    switch (dice_below(&world->dice, 6)) {
    case 0:
        forum_edit(world);
        break;
    case 1:
        world_act(world, person, "forum.delete", "\"post\":%lld,\"title\":%s", post,
                  dice_below(&world->dice, 4) ? "false" : "true");
        break;
    case 3:
        world_act(world, person, dice_below(&world->dice, 3) ? "forum.rename" : "forum.remove",
                  "\"thread\":%lld,\"title\":\"r%u\"", thread, world->ops);
        break;
    case 4:
        pages_thread(world);
        break;
    case 2:
        forum_clear(world);
        break;
    default:
        world_act(world, person, "forum.accept", "\"post\":%lld,\"accepted\":%s", post,
                  dice_below(&world->dice, 4) ? "true" : "false");
    }
}

/* What the view does not list, and how much of all is unread. */
static void look_at_list(struct world *world)
{
    static const char *const shows[] = {"all", "unread", "open", "mine", "followed", "reported"};
    static const char *const orders[] = {"activity", "new", "votes", "opened"};
    world_act(world, world_anybody(world), "forum.list",
              "\"show\":\"%s\",\"order\":\"%s\",\"limit\":%u", shows[dice_below(&world->dice, 6)],
              orders[dice_below(&world->dice, 4)], 1 + dice_below(&world->dice, 50));
    world_act(world, world_anybody(world), "forum.unread", "\"limit\":1");
    world_act(world, world_anybody(world), "forum.mine", "\"limit\":%u",
              1 + dice_below(&world->dice, 50));
}

/* Or takes back what was marked: often there is nothing to take back. */
static void read_mark(struct world *world)
{
    bool back = dice_below(&world->dice, 4) == 0;
    world_act(world, world_anybody(world), back ? "read.back" : "read.mark",
              "\"of\":\"course:c1\",\"thread\":%lld,\"upto\":%lld",
              (long long)pages_any(world, &world->threads),
              (long long)pages_any(world, &world->posts));
}

static void look_at_thread(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    char channel[NAME_BYTES];
    if (!world->threads.count)
        return;
    snprintf(channel, sizeof channel, "course:c1/thread/%lld",
             (long long)pages_any(world, &world->threads));
    if (dice_below(&world->dice, 3))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

void forum_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 22);
    if (roll < 2 && dice_below(&world->dice, 30) == 0)
        forum_many(world);
    else if (roll < 2)
        forum_thread(world);
    else if (roll == 2 && dice_below(&world->dice, 2))
        look_at_list(world);
    else if (roll < 9)
        forum_post(world);
    else if (roll < 14)
        forum_manage(world);
    else if (roll < 17)
        read_mark(world);
    else
        look_at_thread(world);
}
