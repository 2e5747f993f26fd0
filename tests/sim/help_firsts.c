/* SPDX-License-Identifier: Apache-2.0
 * See help_firsts.h. */
#include "sim/help_firsts.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_asks.h"
#include "sim/help_pages.h"

static bool has_opened(struct world *world, unsigned person)
{
    int64_t opens_ms = world->firsts.opens_ms[person];
    return person == WORLD_HOST || (opens_ms && loop_now_ms(world->loop) >= opens_ms);
}

/* Whether somebody was sent a word of another who waits; counted, or caught. */
static void look(struct world *world, unsigned person, const struct first *first,
                 const struct buffer *heard, struct firsts_seen *seen)
{
    if (!first->post || first->author == person)
        return;
    bool was_sent =
        heard->len && memmem(heard->bytes, heard->len, first->word, strlen(first->word));
    bool may = has_opened(world, person);
    seen->kept += !may;
    seen->told += may && was_sent && person != WORLD_HOST;
    if (was_sent && !may)
        caught(CAUGHT_FIRST, "%s was sent %s and has not written", world_people[person],
               first->word);
}

static void look_all(struct world *world, struct firsts_seen *seen)
{
    for (unsigned at = 0; at < DEVICES_ALL; at++)
        for (unsigned i = 0; i < FIRSTS_MAX; i++)
            look(world, world_person(at), &world->firsts.list[i], &world->devices[at].heard, seen);
}

static void begin(struct world *world)
{
    struct firsts_played *played = &world->firsts;
    char channel[64];
    if (!played->topic)
        played->topic = world_act(world, WORLD_HOST, "topic.add",
                                  "\"title\":{\"en\":\"first\"},\"kind\":\"first\"");
    if (played->topic > 0)
        played->thread = world_act(world, WORLD_HOST, "forum.thread",
                                   "\"title\":\"first\",\"text\":\"say\",\"topic\":%lld,"
                                   "\"poll\":{\"options\":[\"yes\",\"no\"]}",
                                   (long long)played->topic);
    played->topic = played->topic > 0 ? played->topic : 0;
    played->thread = played->thread > 0 ? played->thread : 0;
    snprintf(channel, sizeof channel, "course:c1/thread/%lld", (long long)played->thread);
    for (unsigned i = 0; played->thread && i < DEVICES; i++)
        device_follow(&world->devices[i], channel);
}

static void write_one(struct world *world, unsigned person)
{
    struct firsts_played *played = &world->firsts;
    struct first *first = &played->list[played->count++ % FIRSTS_MAX];
    *first = (struct first){.author = person};
    snprintf(first->word, sizeof first->word, "first%ux", played->count);
    int64_t now_ms = loop_now_ms(world->loop);
    char poll[ASKS_BYTES];
    (void)asks_poll(world, first->word, poll);
    int64_t seq = world_act(
        world, person, "forum.post", "\"thread\":%lld,\"text\":\"%s\",\"mentions\":[\"%s\"]%s",
        (long long)played->thread, first->word, world_people[world_anybody(world)], poll);
    if (seq <= 0)
        return;
    first->post = seq;
    if (!played->opens_ms[person])
        played->opens_ms[person] = now_ms + INT64_C(1000) * BOUND_EDIT_SECONDS;
}

static const struct first *any(struct world *world)
{
    struct firsts_played *played = &world->firsts;
    unsigned have = played->count < FIRSTS_MAX ? played->count : FIRSTS_MAX;
    const struct first *first = have ? &played->list[dice_below(&world->dice, have)] : NULL;
    return first && first->post ? first : NULL;
}

/* Whatever somebody may do with a post that they know the number of. */
static void touch(struct world *world)
{
    static const char *const acts[] = {"forum.vote", "forum.unvote", "forum.delete",
                                       "forum.restore"};
    const struct first *first = any(world);
    if (first)
        world_act(world, world_anybody(world), acts[dice_below(&world->dice, 4)], "\"post\":%lld",
                  (long long)first->post);
}

static void quote(struct world *world)
{
    const struct first *first = any(world);
    if (first)
        world_act(world, WORLD_HOST, "forum.post",
                  "\"thread\":%lld,\"quote\":%lld,\"text\":\"so they say\"",
                  (long long)world->firsts.thread, (long long)first->post);
}

static void ask(struct world *world)
{
    unsigned person = world_anybody(world);
    const struct first *first = any(world);
    struct firsts_seen seen = {0};
    struct buffer page;
    char text[120];
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"thread\":%lld,\"around\":%lld}",
             (long long)world->firsts.thread, (long long)(first ? first->post : 1));
    buffer_init(&page, BOUND_VIEW_BYTES);
    pages_ask(world, person, "forum.posts", text, &page);
    for (unsigned i = 0; i < FIRSTS_MAX; i++)
        look(world, person, &world->firsts.list[i], &page, &seen);
    buffer_done(&page);
}

void firsts_step(struct world *world)
{
    if (!world->firsts.thread) {
        begin(world);
        return;
    }
    switch (dice_below(&world->dice, 6)) {
    case 0:
    case 1:
        write_one(world, world_anybody(world));
        break;
    case 2:
        touch(world);
        break;
    case 3:
        quote(world);
        break;
    default:
        ask(world);
    }
}

void firsts_run(struct world *world)
{
    enum { STEP_MS = 30000, STEPS_MANY = BOUND_EDIT_SECONDS * 1000 / STEP_MS + 2 };
    struct firsts_seen seen = {0};
    firsts_step(world);
    for (unsigned person = WORLD_FIRST_PLAIN; world->firsts.thread && person + 1 < PEOPLE; person++)
        write_one(world, person);
    for (int turn = 0; turn < 8; turn++)
        firsts_step(world);
    look_all(world, &seen);
    for (int step = 0; step < STEPS_MANY; step++) {
        loop_pass(world->loop, STEP_MS);
        world_turn(world);
    }
    for (int turn = 0; turn < 8; turn++)
        firsts_step(world);
}

void firsts_expect(struct world *world, struct firsts_seen *seen)
{
    look_all(world, seen);
}
