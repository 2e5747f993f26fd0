/* SPDX-License-Identifier: Apache-2.0
 * See help_nameless.h. Each word stands in one post of one person; whoever's id stands beside it,
 * in the braces that hold it, was told. */
#include "sim/help_nameless.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_pages.h"

static unsigned plain(struct world *world)
{
    return WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN);
}

static void begin(struct world *world)
{
    struct nameless_played *played = &world->nameless;
    if (!played->topic) {
        int64_t seq =
            world_act(world, WORLD_HOST, "topic.add",
                      "\"title\":{\"en\":\"ask\"},\"kind\":\"question\",\"anonymous\":true");
        played->topic = seq > 0 ? seq : 0;
    }
    for (unsigned i = 0; played->topic && i < 2; i++) {
        char channel[64];
        int64_t seq = world_act(world, plain(world), "forum.thread",
                                "\"title\":\"ask\",\"text\":\"so\",\"topic\":%lld,"
                                "\"anonymous\":true,\"mask\":\"mask%012u\"",
                                (long long)played->topic, played->masks++);
        played->threads[i] = seq > 0 ? seq : 0;
        snprintf(channel, sizeof channel, "course:c1/thread/%lld", (long long)seq);
        for (unsigned at = 0; seq > 0 && at < DEVICES; at++)
            device_follow(&world->devices[at], channel);
    }
}

static void write_one(struct world *world)
{
    struct nameless_played *played = &world->nameless;
    struct nameless *nameless = &played->list[played->count++ % NAMELESS_MAX];
    *nameless = (struct nameless){.author = plain(world)};
    snprintf(nameless->word, sizeof nameless->word, "nameless%ux", played->count);
    int64_t seq =
        world_act(world, nameless->author, "forum.post",
                  "\"thread\":%lld,\"text\":\"%s\",\"anonymous\":true,\"mentions\":[\"%s\"]",
                  (long long)played->threads[dice_below(&world->dice, 2)], nameless->word,
                  world_people[world_anybody(world)]);
    nameless->post = nameless->version = seq > 0 ? seq : 0;
    played->seen.written += seq > 0;
}

static struct nameless *any(struct world *world)
{
    struct nameless_played *played = &world->nameless;
    unsigned have = played->count < NAMELESS_MAX ? played->count : NAMELESS_MAX;
    struct nameless *nameless = have ? &played->list[dice_below(&world->dice, have)] : NULL;
    return nameless && nameless->post ? nameless : NULL;
}

static void edit(struct world *world)
{
    struct nameless *nameless = any(world);
    if (!nameless)
        return;
    int64_t seq = world_act(
        world, nameless->author, "forum.edit", "\"post\":%lld,\"version\":%lld,\"text\":\"%s\"",
        (long long)nameless->post, (long long)nameless->version, nameless->word);
    nameless->version = seq > 0 ? seq : nameless->version;
    world->nameless.seen.changed += seq > 0;
}

static void touch(struct world *world)
{
    static const char *const acts[] = {"forum.vote", "forum.delete", "forum.restore"};
    const struct nameless *nameless = any(world);
    if (!nameless)
        return;
    unsigned person = dice_below(&world->dice, 2) ? nameless->author : world_anybody(world);
    world_act(world, person, acts[dice_below(&world->dice, 3)], "\"post\":%lld",
              (long long)nameless->post);
    world_act(world, world_anybody(world), "forum.accept", "\"post\":%lld,\"accepted\":true",
              (long long)nameless->post);
}

void nameless_step(struct world *world)
{
    if (!world->nameless.threads[0] || !world->nameless.threads[1]) {
        begin(world);
        return;
    }
    switch (dice_below(&world->dice, 4)) {
    case 0:
    case 1:
        write_one(world);
        break;
    case 2:
        edit(world);
        break;
    default:
        touch(world);
    }
}

void nameless_run(struct world *world)
{
    for (int turn = 0; turn < 12; turn++)
        nameless_step(world);
}

/* In the braces around a place where it stands: the post as it is shown. */
static bool stands_beside(struct slice heard, const char *word, const char *id, unsigned *told)
{
    char named[64], hidden[64];
    snprintf(named, sizeof named, "\"%s\"", id);
    snprintf(hidden, sizeof hidden, "\"*%s\"", id);
    const char *end = heard.at + heard.len;
    for (const char *at = heard.at;; at++) {
        at = memmem(at, (size_t)(end - at), word, strlen(word));
        if (!at)
            return false;
        ++*told;
        const char *from = at, *to = at;
        while (from > heard.at && *from != '{')
            from--;
        while (to < end && *to != '}')
            to++;
        if (memmem(from, (size_t)(to - from), named, strlen(named)) ||
            memmem(from, (size_t)(to - from), hidden, strlen(hidden)))
            return true;
    }
}

static void look(struct world *world, unsigned at, struct nameless_seen *seen)
{
    const struct device *device = &world->devices[at];
    const struct slice heard = {(const char *)device->heard.bytes, device->heard.len};
    for (unsigned i = 0; i < NAMELESS_MAX; i++) {
        const struct nameless *nameless = &world->nameless.list[i];
        const char *id = world_people[nameless->author];
        if (nameless->post && heard.len && stands_beside(heard, nameless->word, id, &seen->told))
            caught(CAUGHT_AUTHOR, "%s was sent that %s wrote %s", device->id, id, nameless->word);
    }
}

void nameless_expect(struct world *world, struct nameless_seen *seen)
{
    for (unsigned at = 0; at < DEVICES_ALL; at++)
        look(world, at, seen);
    seen->written += world->nameless.seen.written;
    seen->changed += world->nameless.seen.changed;
}
