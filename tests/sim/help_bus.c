/* SPDX-License-Identifier: Apache-2.0
 * Letters on their way, looked at every few milliseconds. */
#include "sim/help_bus.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "sim/help_people.h"

enum { LETTERS = 512, FOLLOWED = 64, LOOK_MS = 20, GONE_MS = 5000 };

struct letter {
    unsigned to; /* index of the bus */
    char room[BOUND_ID_BYTES + 1];
    int64_t seq, due_ms;
    char *sealed; /* owned; NULL: it carries nothing */
    size_t sealed_len;
};

struct post_bus {
    struct bus bus; /* first: a struct bus * of this kind is a struct post_bus * */
    struct post *post;
    char name[16];
    struct map *followed;
    bool cut;
    int64_t changed_ms; /* when that was last otherwise */
    int64_t began_ms;
};

struct post {
    struct loop *loop;
    uint64_t *dice;
    struct timer *timer;
    struct post_bus *buses[POST_NODES]; /* NULL once closed */
    int64_t ended_ms[POST_NODES];       /* of those */
    unsigned buses_count;
    struct letter letters[LETTERS];
    unsigned letters_count;
    bool healed;
};

static struct post_bus *of(struct bus *bus)
{
    return (struct post_bus *)bus;
}

static const struct post_bus *of_const(const struct bus *bus)
{
    return (const struct post_bus *)bus;
}

static void deliver(const struct post *post, struct letter *letter)
{
    struct post_bus *to = post->buses[letter->to];
    if (to && !to->cut && to->bus.listener.news)
        to->bus.listener.news(to->bus.context, slice_of(letter->room), letter->seq,
                              (struct slice){letter->sealed, letter->sealed_len});
    mem_free(letter->sealed);
}

/* In any order. */
static void look(void *context)
{
    struct post *post = context;
    int64_t now_ms = loop_tick_ms(post->loop);
    for (unsigned tries = post->letters_count; tries > 0; tries--) {
        unsigned at = dice_below(post->dice, post->letters_count);
        struct letter letter = post->letters[at];
        if (letter.due_ms > now_ms && !post->healed)
            continue;
        post->letters[at] = post->letters[--post->letters_count];
        deliver(post, &letter);
        if (post->letters_count == 0)
            break;
    }
}

struct post *post_new(struct loop *loop, uint64_t *dice)
{
    struct post *post = mem_new(sizeof *post);
    post->loop = loop;
    post->dice = dice;
    post->timer = loop_every(loop, LOOK_MS, look, post);
    return post;
}

void post_free(struct post **post)
{
    if (!*post)
        return;
    timer_close(&(*post)->timer);
    for (unsigned i = 0; i < (*post)->letters_count; i++)
        mem_free((*post)->letters[i].sealed);
    mem_free(*post);
    *post = NULL;
}

static struct letter *send(struct post *post, unsigned to, struct slice room, int64_t seq,
                           struct slice sealed)
{
    if (post->letters_count == LETTERS)
        return NULL;
    struct letter *letter = &post->letters[post->letters_count++];
    *letter = (struct letter){.to = to, .seq = seq, .due_ms = loop_tick_ms(post->loop)};
    snprintf(letter->room, sizeof letter->room, "%.*s", (int)room.len, room.at);
    if (dice_below(post->dice, 2))
        letter->due_ms += dice_below(post->dice, 400);
    if (sealed.len > 0) {
        letter->sealed = mem_new(sealed.len);
        letter->sealed_len = sealed.len;
        memcpy(letter->sealed, sealed.at, sealed.len);
    }
    return letter;
}

/* What somebody who cannot seal makes of what somebody sealed: cut, changed, of another place, of
 * another room; or it is held back until it is long past. */
static void forge(struct post *post, struct letter *letter)
{
    static const char *const rooms[] = {"webinar:w1", "course:c1"};
    if (!letter || !letter->sealed)
        return;
    switch (dice_below(post->dice, 5)) {
    case 0:
        letter->sealed_len = dice_below(post->dice, (unsigned)letter->sealed_len);
        break;
    case 1:
        letter->sealed[dice_below(post->dice, (unsigned)letter->sealed_len)] ^= 4;
        break;
    case 2:
        letter->seq += 1 + dice_below(post->dice, 3);
        break;
    case 3:
        snprintf(letter->room, sizeof letter->room, "%s", rooms[dice_below(post->dice, 2)]);
        letter->seq += dice_below(post->dice, 3);
        break;
    default:
        letter->due_ms += dice_below(post->dice, 20000);
    }
}

static void publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed)
{
    struct post *post = of(bus)->post;
    const struct slice nothing = {NULL, 0};
    for (unsigned i = 0; i < post->buses_count; i++) {
        struct post_bus *to = post->buses[i];
        if (!to || &to->bus == bus || of(bus)->cut || !map_find(to->followed, room))
            continue;
        if (post->healed || dice_below(post->dice, 5))
            send(post, i, room, seq, dice_below(post->dice, 6) ? sealed : nothing);
        if (dice_below(post->dice, 6) == 0)
            send(post, i, room, seq, sealed);
        if (dice_below(post->dice, 6) == 0)
            forge(post, send(post, i, room, seq, sealed));
        if (dice_below(post->dice, 40) == 0)
            send(post, i, room, INT64_MAX, sealed);
    }
}

static void follow(struct bus *bus, struct slice room)
{
    map_put(of(bus)->followed, room, bus);
}

static void unfollow(struct bus *bus, struct slice room)
{
    check(map_take(of(bus)->followed, room));
}

static bool knows(const struct bus *bus, struct slice node)
{
    const struct post_bus *own = of_const(bus);
    const struct post *post = own->post;
    int64_t now_ms = loop_tick_ms(post->loop);
    if (slice_is(node, own->name) || own->cut || now_ms - own->changed_ms < GONE_MS)
        return true;
    for (unsigned i = 0; i < post->buses_count; i++) {
        const struct post_bus *other = post->buses[i];
        if (other && slice_is(node, other->name))
            return !other->cut || now_ms - other->changed_ms < GONE_MS;
    }
    return false;
}

static bool tell(struct bus *bus, struct slice node, struct slice message)
{
    (void)bus;
    (void)node;
    (void)message;
    return false;
}

static void see(struct bus *bus, struct slice node)
{
    (void)bus;
    (void)node;
}

/* As they are all numbered, each is found, also once it has ended. */
static int64_t silent_ms(const struct bus *bus, struct slice node)
{
    const struct post_bus *own = of_const(bus);
    const struct post *post = own->post;
    char name[sizeof own->name];
    for (unsigned i = 0; i < post->buses_count; i++) {
        const struct post_bus *other = post->buses[i];
        int64_t heard_ms = loop_tick_ms(post->loop);
        if (!other)
            heard_ms = post->ended_ms[i];
        else if (other->cut)
            heard_ms = other->changed_ms;
        snprintf(name, sizeof name, "n%u", i);
        if (slice_is(node, name))
            return heard_ms < own->began_ms ? -1 : loop_tick_ms(post->loop) - heard_ms;
    }
    return -1;
}

static struct bus_stats stats(const struct bus *bus)
{
    return (struct bus_stats){.hearing = !of_const(bus)->cut};
}

static void finish(struct bus *bus)
{
    struct post_bus *own = of(bus);
    for (unsigned i = 0; i < own->post->buses_count; i++)
        if (own->post->buses[i] == own) {
            own->post->buses[i] = NULL;
            own->post->ended_ms[i] = loop_tick_ms(own->post->loop);
        }
    map_free(&own->followed, NULL);
    mem_free(own);
}

static const struct bus_ops post_ops = {
    .name = "post",
    .publish = publish,
    .follow = follow,
    .unfollow = unfollow,
    .tell = tell,
    .knows = knows,
    .see = see,
    .silent_ms = silent_ms,
    .stats = stats,
    .close = finish,
};

struct bus *post_bus(struct post *post)
{
    check(post->buses_count < POST_NODES);
    struct post_bus *own = mem_new(sizeof *own);
    snprintf(own->name, sizeof own->name, "n%u", post->buses_count);
    own->bus.ops = &post_ops;
    own->bus.node = slice_of(own->name);
    own->post = post;
    own->followed = map_new(FOLLOWED);
    own->changed_ms = own->began_ms = loop_tick_ms(post->loop);
    post->buses[post->buses_count++] = own;
    return &own->bus;
}

void post_cut(struct bus *bus, bool cut)
{
    struct post_bus *own = of(bus);
    if (own->cut == cut)
        return;
    own->cut = cut;
    own->changed_ms = loop_tick_ms(own->post->loop);
    own->bus.listener.hearing(own->bus.context, !cut);
}

bool post_is_cut(const struct bus *bus)
{
    return of_const(bus)->cut;
}

void post_heal(struct post *post)
{
    post->healed = true;
    for (unsigned i = 0; i < post->buses_count; i++)
        if (post->buses[i])
            post_cut(&post->buses[i]->bus, false);
}
