/* SPDX-License-Identifier: Apache-2.0
 * See help_life.h. */
#include "sim/help_life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "sim/help_desk.h"
#include "sim/help_pages.h"

#define ROOM "webinar:w1"

static unsigned any(struct world *world, unsigned limit)
{
    return dice_below(&world->dice, limit);
}

static struct device *device_of(struct world *world, unsigned visitor)
{
    return &world->devices[DEVICES + visitor];
}

static const char *name_of(unsigned visitor)
{
    return world_people[PEOPLE + visitor];
}

static bool follows(struct world *world, unsigned visitor)
{
    const struct copy *copy = device_copy(device_of(world, visitor), ROOM);
    return copy && copy->wanted;
}

/* Where some instance has not heard yet that strangers wait, it lets them in. */
static bool is_open(const struct world *world)
{
    return world->instances > 1 ? world->was_open : !world->asks;
}

static void let_in(struct world *world, unsigned visitor)
{
    world->visitors[visitor].let_in = true;
}

/* From now on nothing of the room is for them. */
static void sent_out(struct world *world, unsigned visitor)
{
    struct visitor *state = &world->visitors[visitor];
    const struct device *device = device_of(world, visitor);
    bool known = world->instances == 1 && !device->stalled;
    state->from = known ? device->heard.len : SIZE_MAX;
    state->let_in = follows(world, visitor) && !state->banned && is_open(world);
}

void life_open(struct world *world)
{
    char data[128];
    world->asks = any(world, 2);
    world->was_open = !world->asks;
    snprintf(data, sizeof data, "{\"room\":\"" ROOM "\",\"op\":\"m\",\"policy\":\"%s\"}",
             world->asks ? "ask" : "open");
    assert_true(world_run(world, "system", "member.policy", data) > 0);
    for (unsigned i = WORLD_MODERATOR + 1; i < PEOPLE; i++) {
        snprintf(data, sizeof data,
                 "{\"room\":\"" ROOM "\",\"op\":\"m%u\",\"whom\":\"%s\",\"role\":\"participant\"}",
                 i, world_people[i]);
        assert_true(world_run(world, "system", "member.set", data) > 0);
    }
}

/* Who comes while the door is open is inside. */
static void visit(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    struct device *device = device_of(world, visitor);
    if (!device->online)
        world_connect(world, device);
    device_follow(device, ROOM);
    if (is_open(world) && !world->visitors[visitor].banned)
        let_in(world, visitor);
}

static void go_away(struct world *world)
{
    if (any(world, 3) == 0)
        device_unfollow(device_of(world, any(world, VISITORS)), ROOM);
}

/* Where strangers wait, whoever was not let in may nothing. */
static void speak(struct world *world)
{
    static const char *const methods[] = {"chat.post", "question.ask", "hand.raise"};
    unsigned visitor = any(world, VISITORS);
    const struct visitor *state = &world->visitors[visitor];
    bool may = state->let_in || (is_open(world) && !state->banned);
    unsigned which = any(world, 3);
    int64_t seq = world_act(world, PEOPLE + visitor, methods[which], "\"text\":\"late\"");
    world->visitors[visitor].wrote |= seq > 0 && which == 0;
    if (seq > 0 && !may && state->from != SIZE_MAX)
        caught(CAUGHT_WAITING, "%s acted from before the door", name_of(visitor));
}

static void admit(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    bool all = any(world, 4) == 0;
    int64_t seq = all ? world_act(world, world_staff(world), "lobby.admit", "\"all\":true")
                      : world_act(world, world_staff(world), "lobby.admit", "\"whom\":\"%s\"",
                                  name_of(visitor));
    for (unsigned i = 0; seq > 0 && i < VISITORS; i++)
        if ((all || i == visitor) && !world->visitors[i].banned)
            let_in(world, i);
}

static void refuse(struct world *world)
{
    world_act(world, world_staff(world), "lobby.refuse", "\"whom\":\"%s\"",
              name_of(any(world, VISITORS)));
}

static void tell(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    if (any(world, 3) == 0)
        world_act(world, world_staff(world), "lobby.tell", "\"text\":\"wait\"");
    else if (world_act(world, world_staff(world), "lobby.tell",
                       "\"whom\":\"%s\",\"text\":\"" LIFE_TOLD "%u.\"", name_of(visitor),
                       visitor) > 0)
        world->told |= 1u << visitor;
}

static void capacity(struct world *world)
{
    world_act(world, WORLD_HOST, "lobby.capacity", "\"capacity\":%u",
              any(world, 2) ? 0 : PEOPLE - 2 + any(world, 4));
}

static void policy(struct world *world)
{
    static const char *const policies[] = {"ask", "ask", "ask", "open", "closed"};
    unsigned which = any(world, 5);
    if (world_act(world, WORLD_HOST, "member.policy", "\"policy\":\"%s\"", policies[which]) < 0)
        return;
    world->asks = which != 3;
    world->was_open |= which == 3;
    for (unsigned i = 0; is_open(world) && i < VISITORS; i++)
        if (world->instances > 1 || (follows(world, i) && !world->visitors[i].banned))
            let_in(world, i);
}

static void silence(struct world *world)
{
    world_act(world, world_staff(world), "member.silence",
              "\"whom\":\"%s\",\"silent\":%s,\"why\":\"loud\"",
              world_people[any(world, PEOPLE + VISITORS)], any(world, 2) ? "true" : "false");
}

static void send_away(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    if (world_act(world, world_staff(world), "member.remove", "\"whom\":\"%s\"", name_of(visitor)) >
        0)
        sent_out(world, visitor);
}

static void ban(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    if (world_act(world, world_staff(world), "member.ban", "\"whom\":\"%s\",\"why\":\"rude\"",
                  name_of(visitor)) < 0)
        return;
    world->visitors[visitor].banned = true;
    sent_out(world, visitor);
}

static void unban(struct world *world)
{
    unsigned visitor = any(world, VISITORS);
    if (world_act(world, world_staff(world), "member.unban", "\"whom\":\"%s\"", name_of(visitor)) <
        0)
        return;
    world->visitors[visitor].banned = false;
    /* Who was away all the time has not been told of it, and comes back by themselves. */
    if (is_open(world) && (world->instances > 1 || follows(world, visitor)))
        let_in(world, visitor);
}

static void lock(struct world *world)
{
    static const char *const names[] = {"chat",  "questions", "polls", "reactions",
                                        "hands", "direct",    "roster"};
    world_act(world, world_staff(world), "lock.set", "\"%s\":%s", names[any(world, 7)],
              any(world, 2) ? "true" : "false");
}

static void lock_one(struct world *world)
{
    static const char *const names[] = {"chat", "questions", "polls", "reactions", "hands"};
    world_act(world, world_staff(world), "lock.person", "\"whom\":\"%s\",\"%s\":%s",
              world_people[any(world, PEOPLE + VISITORS)], names[any(world, 5)],
              any(world, 3) ? "false" : "true");
}

/* Somebody looks at what the staff alone, the host alone, or those who wait are told. */
static void look(struct world *world)
{
    static const char *const queries[] = {"lobby.list", "report.acts", "lobby.place"};
    unsigned person = any(world, PEOPLE + VISITORS), which = any(world, 3);
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    pages_ask(world, person, queries[which], "{\"room\":\"" ROOM "\"}", &out);
    if (out.len > 0 && (which == 2 ? person < WORLD_FIRST_PLAIN : person >= WORLD_FIRST_PLAIN))
        caught(CAUGHT_PAGE, "%s was answered %s", world_people[person], queries[which]);
    buffer_done(&out);
}

/* An end is rare, for little can be done behind it; and it is soon undone. */
static void end(struct world *world)
{
    bool ends = !world->ended && any(world, 6) == 0;
    int64_t seq = 0;
    if (ends)
        seq = world_act(world, world_staff(world), "stage.phase", "\"to\":\"ended\"");
    else if (world->ended || any(world, 4) == 0)
        seq = world_act(world, any(world, 3) ? WORLD_HOST : world_anybody(world), "stage.reopen",
                        "\"x\":0");
    if (seq > 0)
        world->ended = ends;
}

static const struct {
    void (*act)(struct world *world);
    unsigned weight;
} acts[] = {
    {visit, 10},   {go_away, 2}, {speak, 5},    {admit, 3},     {refuse, 1}, {tell, 8},
    {capacity, 2}, {policy, 1},  {silence, 4},  {send_away, 3}, {ban, 2},    {unban, 2},
    {lock, 4},     {end, 3},     {lock_one, 2}, {look, 2},
};

void life_step(struct world *world)
{
    if (world->ended && any(world, 2))
        return end(world);
    unsigned roll = any(world, 54), at = 0;
    while (roll >= acts[at].weight)
        roll -= acts[at++].weight;
    acts[at].act(world);
}

void life_lift(struct world *world)
{
    world_act(world, WORLD_HOST, "lock.set", "\"polls\":false,\"chat\":false");
    world_act(world, WORLD_HOST, "lobby.capacity", "\"capacity\":0");
    /* A closed room is closed to members who have not been there too. */
    if (world->asks)
        world_act(world, WORLD_HOST, "member.policy", "\"policy\":\"ask\"");
    for (unsigned i = WORLD_MODERATOR + 1; i < PEOPLE; i++) {
        world_act(world, WORLD_HOST, "member.silence", "\"whom\":\"%s\",\"silent\":false",
                  world_people[i]);
        world_act(world, WORLD_HOST, "lock.person",
                  "\"whom\":\"%s\",\"polls\":false,\"chat\":false", world_people[i]);
    }
}

/* ---- what was kept from whom ----
 */

static bool holds(struct slice heard, const char *word)
{
    return heard.len > 0 && memmem(heard.at, heard.len, word, strlen(word));
}

static void expect_lacks(struct slice heard, unsigned visitor, const char *word)
{
    if (holds(heard, word))
        caught(CAUGHT_WAITING, "%s was sent %s from behind the door", name_of(visitor), word);
}

/* Nothing that is said, asked or put to a vote inside, whoever may see it there, and no name,
 * unless they meet people in a course too. */
static void expect_outside(struct world *world, unsigned visitor, struct slice heard)
{
    char name[NAME_BYTES];
    for (unsigned i = 0; i < SECRETS_MAX; i++)
        if (world->secrets[i].seq)
            expect_lacks(heard, visitor, world->secrets[i].word);
    expect_lacks(heard, visitor, DESK_CALL);
    if (world->late.run || (visitor < GUESTS && world->guests.stays[visitor].had))
        return;
    for (unsigned i = WORLD_MODERATOR + 1; i < PEOPLE + VISITORS; i++) {
        snprintf(name, sizeof name, "\"%s\"", world_people[i]);
        if (i != PEOPLE + visitor)
            expect_lacks(heard, visitor, name);
    }
}

/* What one of them was told, nobody hears but they and the staff. */
static void expect_told(struct world *world, unsigned device)
{
    struct slice heard = buffer_slice(&world->devices[device].heard);
    unsigned person = world_person(device);
    char word[NAME_BYTES];
    for (unsigned i = 0; person >= WORLD_FIRST_PLAIN && i < VISITORS; i++) {
        snprintf(word, sizeof word, LIFE_TOLD "%u.", i);
        if (person != PEOPLE + i && holds(heard, word))
            caught(CAUGHT_TOLD, "%s was sent what %s was told", world_people[person], name_of(i));
    }
}

void life_expect(struct world *world, struct life *life)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        expect_told(world, i);
    for (unsigned i = 0; i < VISITORS; i++) {
        const struct visitor *visitor = &world->visitors[i];
        struct slice heard = buffer_slice(&device_of(world, i)->heard);
        life->told += world->told >> i & 1;
        if (visitor->let_in || visitor->from > heard.len)
            continue;
        life->waited += !visitor->from && heard.len > 0;
        life->out += visitor->from > 0;
        heard = (struct slice){heard.at + visitor->from, heard.len - visitor->from};
        expect_outside(world, i, heard);
    }
}
