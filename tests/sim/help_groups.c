/* SPDX-License-Identifier: Apache-2.0
 * See help_groups.h. Who has a place where is reckoned plainly, from the commands that were
 * answered; of groups in which chance or the server gives places, anybody may have one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_groups.h"
#include "sim/help_notes.h"
#include "sim/help_pages.h"

enum { ANYBODY = UINT16_MAX };

/* Somebody has a place in a group: from now on they may be sent its words. */
static void enters(struct world *world, unsigned group, unsigned people)
{
    struct groups_played *groups = &world->groups;
    for (unsigned i = 0; i < GROUP_WORDS_MAX; i++)
        if (groups->words[i].group == group)
            groups->words[i].allowed |= people;
    groups->within[group % GROUPS_KNOWN] |= people;
}

static void leaves(struct world *world, unsigned person)
{
    for (unsigned i = 0; i < GROUPS_KNOWN; i++)
        if (world->groups.within[i] != ANYBODY)
            world->groups.within[i] &= ~(1u << person);
}

/* The number of one of the groups that were made last; often there is none of it any more. */
static unsigned any_group(struct world *world)
{
    return world->groups.last ? world->groups.last - dice_below(&world->dice, 3) : 1;
}

static void made(struct world *world, unsigned count, unsigned within)
{
    struct groups_played *groups = &world->groups;
    for (unsigned i = 0; i < count; i++)
        groups->within[++groups->last % GROUPS_KNOWN] = within;
}

static void make(struct world *world)
{
    static const char *const hows[] = {"hand", "hand", "choice", "chance"};
    unsigned how = dice_below(&world->dice, 4), count = 2 + dice_below(&world->dice, 2);
    if (world_act(world, world_staff(world), "group.make", "\"how\":\"%s\",\"count\":%u", hows[how],
                  count) > 0)
        made(world, count, how == 3 ? ANYBODY : 0);
}

/* Of late comers nobody knows where they come to be. */
static void open_all(struct world *world)
{
    bool spread = dice_below(&world->dice, 5) == 0;
    if (world_act(world, world_staff(world), "group.open", "\"late\":\"%s\"%s",
                  spread ? "spread" : "stay",
                  dice_below(&world->dice, 3) ? "" : ",\"seconds\":2") <= 0)
        return;
    for (unsigned i = 0; spread && i < 8 && i < world->groups.last; i++)
        enters(world, world->groups.last - i, ANYBODY);
}

/* To nobody's group, 0, too. */
static void move(struct world *world, unsigned whom, unsigned group)
{
    char number[24] = "";
    if (group)
        snprintf(number, sizeof number, ",\"number\":%u", group);
    if (world_act(world, world_staff(world), "group.move", "\"whom\":\"%s\"%s", world_people[whom],
                  number) <= 0)
        return;
    leaves(world, whom);
    if (group)
        enters(world, group, 1u << whom);
}

static void put(struct world *world)
{
    bool out = dice_below(&world->dice, 6) == 0;
    move(world, dice_below(&world->dice, PEOPLE + VISITORS), out ? 0 : any_group(world));
}

static void choose(struct world *world)
{
    unsigned whom = world_anybody(world), group = any_group(world);
    if (world_act(world, whom, "group.choose", "\"number\":%u", group) <= 0)
        return;
    leaves(world, whom);
    enters(world, group, 1u << whom);
}

static void manage(struct world *world)
{
    unsigned group = any_group(world);
    switch (dice_below(&world->dice, 6)) {
    case 0:
        world_act(world, world_staff(world), "group.edit",
                  "\"number\":%u,\"title\":{\"ar\":\"أدلة\"},\"limit\":4", group);
        break;
    case 1:
        if (world_act(world, world_staff(world), "group.add", "\"title\":{\"en\":\"one more\"}") >
            0)
            made(world, 1, 0);
        break;
    case 2:
        world_act(world, world_staff(world), "group.remove", "\"number\":%u", group);
        break;
    case 3:
        world_act(world, world_staff(world), "group.time", "\"seconds\":%u",
                  1 + dice_below(&world->dice, 5));
        break;
    case 4:
        world_act(world, world_staff(world), "group.tell", "\"text\":\"to all\"");
        break;
    default:
        world_act(world, world_staff(world), "group.back", "\"seconds\":%u",
                  1 + dice_below(&world->dice, 3));
    }
}

/* A word that is said in a group, if `said` is a success. */
static struct group_word *next_word(struct world *world, unsigned group)
{
    struct groups_played *groups = &world->groups;
    struct group_word *word = &groups->words[groups->count++ % GROUP_WORDS_MAX];
    *word = (struct group_word){.group = group, .allowed = groups->within[group % GROUPS_KNOWN]};
    snprintf(word->word, sizeof word->word, "groupword%ux", groups->count);
    return word;
}

static void say_there(struct world *world, unsigned person, unsigned group)
{
    struct group_word *word = next_word(world, group);
    int64_t seq =
        world_act(world, person, "chat.post", "\"group\":%u,\"text\":\"%s\"", group, word->word);
    if (seq > 0)
        word->said = true;
    world_learn(&world->group_things, seq);
}

/* What is written in the notes of a group is that group's too, and in no part of the room. */
static void note_there(struct world *world, unsigned person, unsigned group)
{
    struct group_word *word = next_word(world, group);
    int64_t seq = world_act(world, person, "notes.add", "\"group\":%u,\"text\":\"%s\"%s", group,
                            word->word, dice_below(&world->dice, 2) ? ",\"done\":true" : "");
    if (seq > 0)
        word->said = true;
    world_learn(&world->group_notes, seq);
}

static void note(struct world *world)
{
    note_there(world, world_anybody(world), any_group(world));
}

/* Words that were there when it was made alone can be changed: its version is its own seq then. */
static void note_change(struct world *world)
{
    static const char *const methods[] = {"notes.take", "notes.free", "notes.remove",
                                          "notes.restore", "notes.wipe"};
    unsigned group = any_group(world), person = world_anybody(world);
    long long paragraph = pages_any(world, &world->group_notes);
    if (dice_below(&world->dice, 2)) {
        world_act(world, person, methods[dice_below(&world->dice, 5)],
                  "\"group\":%u,\"paragraph\":%lld", group, paragraph);
        return;
    }
    struct group_word *word = next_word(world, group);
    if (world_act(world, person, "notes.write",
                  "\"group\":%u,\"paragraph\":%lld,\"version\":%lld,\"text\":\"%s\"", group,
                  paragraph, paragraph, word->word) > 0)
        word->said = true;
}

static void say(struct world *world)
{
    say_there(world, world_anybody(world), any_group(world));
}

static void poll(struct world *world)
{
    unsigned group = any_group(world);
    struct group_word *word = next_word(world, group);
    int64_t seq = world_act(world, world_staff(world), "poll.prepare",
                            "\"group\":%u,\"type\":\"yesno\",\"title\":{\"en\":\"%s\"},"
                            "\"results\":\"live\",\"change\":true",
                            group, word->word);
    if (seq <= 0)
        return;
    word->said = true;
    world_learn(&world->group_things, seq);
    world_act(world, world_staff(world), "poll.open", "\"group\":%u,\"poll\":%lld,\"seconds\":%u",
              group, (long long)seq, 2 + dice_below(&world->dice, 5));
}

static void act(struct world *world)
{
    unsigned group = any_group(world), person = world_anybody(world);
    long long thing = pages_any(world, &world->group_things);
    switch (dice_below(&world->dice, 7)) {
    case 0:
        world_act(world, person, "hand.raise", "\"group\":%u", group);
        break;
    case 1:
        world_act(world, person, "hand.lower", "\"group\":%u", group);
        break;
    case 2:
        world_act(world, person, "chat.react", "\"group\":%u,\"message\":%lld,\"kind\":\"thumb\"",
                  group, thing);
        break;
    case 3:
        world_act(world, person, "chat.delete", "\"group\":%u,\"message\":%lld", group, thing);
        break;
    case 4:
        world_act(world, person, "group.help", "\"x\":0");
        break;
    case 5:
        world_act(world, world_staff(world), "group.helped", "\"number\":%u", group);
        break;
    default:
        world_act(world, person, "poll.vote", "\"group\":%u,\"poll\":%lld,\"choices\":[1]", group,
                  thing);
    }
}

/* Whether it is known of the person that they are inside the room. */
static bool is_inside(const struct world *world, unsigned device)
{
    return device < DEVICES || world->visitors[device - DEVICES].let_in;
}

static void group_channel(unsigned group, char channel[NAME_BYTES])
{
    snprintf(channel, NAME_BYTES, "webinar:w1/group/%u", group);
}

static void look(struct world *world)
{
    unsigned which = dice_below(&world->dice, DEVICES_ALL);
    struct device *device = &world->devices[which];
    char channel[NAME_BYTES];
    group_channel(any_group(world), channel);
    if (dice_below(&world->dice, 4) && is_inside(world, which))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

void groups_run(struct world *world)
{
    enum { GROUPS = 2, ROUNDS = 3 };
    world_act(world, WORLD_HOST, "stage.phase", "\"to\":\"live\"");
    if (world_act(world, WORLD_HOST, "group.make", "\"how\":\"hand\",\"count\":%d", GROUPS) <= 0)
        return;
    made(world, GROUPS, 0);
    unsigned first = world->groups.last - GROUPS + 1;
    for (unsigned person = WORLD_FIRST_PLAIN; person < PEOPLE; person++)
        move(world, person, first + person % GROUPS);
    world_act(world, WORLD_MODERATOR, "group.open", "\"x\":0");
    for (unsigned i = 0; i < DEVICES * GROUPS; i++) {
        char channel[NAME_BYTES];
        group_channel(first + i % GROUPS, channel);
        device_follow(&world->devices[i / GROUPS], channel);
    }
    for (unsigned i = 0; i < DEVICES; i++)
        if (dice_below(&world->dice, 2))
            device_follow(&world->devices[i], NOTES_CHANNEL);
    for (unsigned i = 0; i < ROUNDS * PEOPLE; i++) {
        unsigned group = first + dice_below(&world->dice, GROUPS);
        if (i % 3)
            say_there(world, i % PEOPLE, group);
        else
            note_there(world, i % PEOPLE, group);
    }
}

void groups_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {
        make, open_all, open_all,    put,  put, put, choose, manage, say,  say,  say, say,
        note, note,     note_change, poll, act, act, look,   look,   look, look, look};
    steps[dice_below(&world->dice, sizeof steps / sizeof steps[0])](world);
}

void groups_expect(struct world *world, struct groups_seen *seen)
{
    for (unsigned k = 0; k < GROUP_WORDS_MAX; k++) {
        const struct group_word *word = &world->groups.words[k];
        for (unsigned i = 0; word->said && i < DEVICES_ALL; i++) {
            const struct device *device = &world->devices[i];
            unsigned person = world_person(i);
            bool allowed = person < WORLD_FIRST_PLAIN || word->allowed >> person & 1;
            bool heard = device->heard.len > 0 && memmem(device->heard.bytes, device->heard.len,
                                                         word->word, strlen(word->word));
            if (heard && !allowed)
                caught(CAUGHT_GROUP, "%s was sent %s of group %u", device->id, word->word,
                       word->group);
            seen->kept += !allowed;
            seen->heard += heard && person >= WORLD_FIRST_PLAIN;
        }
    }
}
