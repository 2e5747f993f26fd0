/* SPDX-License-Identifier: Apache-2.0
 * See help_passages.h. All in one thread that nobody else acts upon; who reads its history and its
 * reports is the host alone. */
#include "sim/help_passages.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_asks.h"
#include "sim/help_pages.h"

static struct passage *passage_new(struct world *world, unsigned author)
{
    struct passages_played *played = &world->passages;
    struct passage *passage = &played->list[played->count++ % PASSAGES_MAX];
    *passage = (struct passage){.author = author};
    snprintf(passage->word, sizeof passage->word, "passage%ux", played->count);
    return passage;
}

/* Any that was written; NULL: none was. */
static struct passage *any(struct world *world)
{
    struct passages_played *played = &world->passages;
    unsigned have = played->count < PASSAGES_MAX ? played->count : PASSAGES_MAX;
    struct passage *passage = have ? &played->list[dice_below(&world->dice, have)] : NULL;
    return passage && passage->post ? passage : NULL;
}

static void write_one(struct world *world)
{
    struct passages_played *played = &world->passages;
    if (!played->thread) {
        int64_t seq = world_act(world, WORLD_HOST, "forum.thread",
                                "\"title\":\"passages\",\"text\":\"passages\"");
        played->thread = seq > 0 ? seq : 0;
        return;
    }
    unsigned person = world_anybody(world);
    struct passage *passage = passage_new(world, person);
    char poll[ASKS_BYTES];
    passage->asks = asks_poll(world, passage->word, poll);
    int64_t seq = world_act(world, person, "forum.post", "\"thread\":%lld,\"text\":\"%s\"%s",
                            (long long)played->thread, passage->word, poll);
    if (seq > 0)
        passage->post = passage->version = seq;
}

static void quote(struct world *world)
{
    const struct passage *passage = any(world);
    if (passage)
        world_act(world, world_anybody(world), "forum.post",
                  "\"thread\":%lld,\"quote\":%lld,\"text\":\"so it is said\"",
                  (long long)world->passages.thread, (long long)passage->post);
}

/* The word that stood is said no more. */
static void edit(struct world *world)
{
    struct passage *old = any(world);
    if (!old || old->replaced || old->deleted || old->asks)
        return;
    const struct passage known = *old;
    struct passage *passage = passage_new(world, known.author);
    int64_t seq = world_act(world, known.author, "forum.edit",
                            "\"post\":%lld,\"version\":%lld,\"text\":\"%s\"", (long long)known.post,
                            (long long)known.version, passage->word);
    if (seq <= 0)
        return;
    passage->post = known.post;
    passage->version = seq;
    if (passage == old)
        return;
    old->replaced = true;
    world_heard(world, old->gone_at);
}

static void each_of(struct world *world, int64_t post, bool deleted)
{
    for (unsigned i = 0; i < PASSAGES_MAX; i++) {
        struct passage *passage = &world->passages.list[i];
        if (passage->post != post || passage->replaced || passage->deleted == deleted)
            continue;
        passage->deleted = deleted;
        world_heard(world, passage->gone_at);
    }
}

static void delete_one(struct world *world)
{
    const struct passage *passage = any(world);
    unsigned person = passage && dice_below(&world->dice, 2) ? passage->author : WORLD_HOST;
    if (passage &&
        world_act(world, person, "forum.delete", "\"post\":%lld", (long long)passage->post) > 0)
        each_of(world, passage->post, true);
}

static void restore(struct world *world)
{
    const struct passage *passage = any(world);
    if (passage && world_act(world, WORLD_HOST, "forum.restore", "\"post\":%lld",
                             (long long)passage->post) > 0)
        each_of(world, passage->post, false);
}

static void history(struct world *world)
{
    const struct passage *passage = any(world);
    unsigned person = dice_below(&world->dice, 3) ? world_anybody(world) : WORLD_HOST;
    struct buffer page;
    char text[96];
    if (!passage)
        return;
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"post\":%lld}", (long long)passage->post);
    buffer_init(&page, BOUND_VIEW_BYTES);
    pages_ask(world, person, "forum.history", text, &page);
    world->passages.seen.read += page.len > 0;
    world->passages.seen.refused += !page.len && person != WORLD_HOST;
    if (page.len > 0 && person != WORLD_HOST)
        caught(CAUGHT_HISTORY, "%s read the history of post %lld", world_people[person],
               (long long)passage->post);
    buffer_done(&page);
}

/* The host takes it, or decides. */
static void decide(struct world *world, int64_t report)
{
    char data[160];
    bool claims = dice_below(&world->dice, 2);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"o%u\",\"report\":%lld%s}",
             world->ops++, (long long)report, claims ? "" : ",\"decision\":\"kept\"");
    world_command(world, WORLD_HOST, claims ? "report.claim" : "report.decide", data);
}

static void report(struct world *world)
{
    const struct passage *passage = any(world);
    char data[200];
    if (!passage)
        return;
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"o%u\",\"of\":\"forum\",\"thing\":%lld,"
             "\"reason\":\"rude\",\"text\":\"" PASSAGES_REPORT "\"}",
             world->ops++, (long long)passage->post);
    int64_t seq = world_command(world, world_anybody(world), "report.send", data);
    world->passages.seen.reported += seq > 0;
    if (seq > 0 && dice_below(&world->dice, 2))
        decide(world, seq);
}

void passages_step(struct world *world)
{
    static void (*const acts[])(struct world * world) = {
        write_one, write_one, write_one, quote, edit, delete_one, restore, history, report};
    acts[dice_below(&world->dice, sizeof acts / sizeof acts[0])](world);
}

void passages_run(struct world *world)
{
    enum { EACH = 3 };
    for (unsigned i = 0; i < DEVICES; i++)
        device_follow(&world->devices[i], "course:c1");
    write_one(world);
    for (unsigned i = 0; i < EACH; i++) {
        write_one(world);
        write_one(world);
        quote(world);
        report(world);
        edit(world);
        history(world);
        delete_one(world);
    }
}

/* Whether the device was sent the text, in what it heard from that place on. */
static bool was_sent(const struct device *device, size_t from, const char *text)
{
    const struct buffer *heard = &device->heard;
    return from < heard->len && memmem(heard->bytes + from, heard->len - from, text, strlen(text));
}

static void expect_of(struct world *world, unsigned at, struct passages_seen *seen)
{
    const struct device *device = &world->devices[at];
    if (world_person(at) != WORLD_HOST && was_sent(device, 0, PASSAGES_REPORT))
        caught(CAUGHT_REPORT, "%s was sent what was reported of a post", device->id);
    /* Another instance may not have heard yet that it is gone. */
    for (unsigned i = 0; world->instances == 1 && i < PASSAGES_MAX; i++) {
        const struct passage *passage = &world->passages.list[i];
        if (!passage->post || !(passage->replaced || passage->deleted))
            continue;
        seen->gone++;
        if (was_sent(device, passage->gone_at[at], passage->word))
            caught(CAUGHT_GONE, "%s was sent %s of post %lld, which says it no more", device->id,
                   passage->word, (long long)passage->post);
    }
}

void passages_expect(struct world *world, struct passages_seen *seen)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        expect_of(world, i, seen);
    seen->read += world->passages.seen.read;
    seen->refused += world->passages.seen.refused;
    seen->reported += world->passages.seen.reported;
}
