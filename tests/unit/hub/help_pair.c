/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/hub/help_pair.h"

#include "base/mem.h"
#include "help/kinds.h"

static void publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed)
{
    struct mute *mute = (struct mute *)bus;
    if (!slice_is(room, "webinar:w1") || mute->kept_count == KEPT_MAX || sealed.len > KEPT_BYTES)
        return;
    struct kept *kept = &mute->kept[mute->kept_count++];
    kept->seq = seq;
    kept->len = sealed.len;
    memcpy(kept->sealed, sealed.at, sealed.len);
}

static void follow(struct bus *bus, struct slice room)
{
    (void)bus;
    (void)room;
}

static bool knows(const struct bus *bus, struct slice node)
{
    const struct mute *mute = (const struct mute *)bus;
    return slice_equal(node, bus->node) || mute->other_alive ||
           (mute->alive && slice_is(node, mute->alive));
}

static void see(struct bus *bus, struct slice node)
{
    (void)bus;
    (void)node;
}

static struct bus_stats stats(const struct bus *bus)
{
    return (struct bus_stats){.hearing = !((const struct mute *)bus)->deaf};
}

static void finish(struct bus *bus)
{
    mem_free(bus);
}

static const struct bus_ops mute_ops = {.name = "mute",
                                        .publish = publish,
                                        .follow = follow,
                                        .unfollow = follow,
                                        .knows = knows,
                                        .see = see,
                                        .stats = stats,
                                        .close = finish};

static struct bus *mute_new(const char *node)
{
    struct mute *mute = mem_new(sizeof *mute);
    mute->bus.ops = &mute_ops;
    mute->bus.node = slice_of(node);
    mute->other_alive = true;
    return &mute->bus;
}

static void replace(struct rig *rig, const char *node, const struct hub_options *options)
{
    rig->bus = mute_new(node);
    rig->hub = hub_new(rig->loop, rig->journal, rig->bus, help_kinds(), options);
}

void hub_replace(struct rig *rig, const char *node)
{
    static const struct hub_options options = {0};
    replace(rig, node, &options);
}

static void open_with(struct pair *pair, const struct hub_options *options)
{
    rig_open(&pair->one, NULL);
    rig_turn(&pair->one);
    hub_free(&pair->one.hub);
    bus_close(&pair->one.bus);
    pair->two = pair->one;
    replace(&pair->one, "n1", options);
    replace(&pair->two, "n2", options);
}

void pair_open(struct pair *pair)
{
    static const struct hub_options options = {0};
    open_with(pair, &options);
}

void pair_open_academy(struct pair *pair)
{
    static const struct hub_options options = {.academy = "academy:main", .academy_members = true};
    open_with(pair, &options);
    loop_pass(pair->one.loop, 1000);
}

static void closed(void *context)
{
    unsigned *count = context;
    (*count)++;
}

void pair_close(struct pair *pair)
{
    unsigned count = 0;
    hub_close(pair->one.hub, closed, &count);
    hub_close(pair->two.hub, closed, &count);
    loop_pass(pair->one.loop, 1000);
    assert_int_equal(count, 2);
    struct hub *hub = pair->two.hub;
    struct bus *bus = pair->two.bus;
    journal_close(&pair->one.journal);
    hub_free(&hub);
    bus_close(&bus);
    hub_free(&pair->one.hub);
    bus_close(&pair->one.bus);
    loop_free(&pair->one.loop);
}
