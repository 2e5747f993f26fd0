/* SPDX-License-Identifier: Apache-2.0
 * See help_late.h. Who may hear what is reckoned plainly, from the commands that were answered:
 * threads are counted as they are begun, and whoever comes does so after one of them. */
#include "sim/help_late.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_pages.h"

#define COURSE "course:l1"

static int64_t act_in(struct world *world, const char *room, const char *by, const char *method,
                      const char *data)
{
    char text[512];
    snprintf(text, sizeof text, "{\"room\":\"%s\",\"op\":\"l%u\",%s}", room, world->ops++, data);
    return world_run(world, by, method, text);
}

static int64_t act(struct world *world, const char *by, const char *method, const char *data)
{
    return act_in(world, COURSE, by, method, data);
}

static const char *late_name(unsigned person)
{
    return world_people[PEOPLE + person];
}

static struct device *device_of(struct world *world, unsigned person)
{
    return &world->devices[DEVICES + person];
}

/* Whoever sees a thread now may be sent all its words. */
static void allow(struct world *world)
{
    for (unsigned w = 0; w < LATE_WORDS_MAX; w++)
        for (unsigned i = 0; i < LATE_PEOPLE; i++) {
            struct late_word *word = &world->late.words[w];
            const struct late_person *person = &world->late.people[i];
            if (word->post && person->in && (person->staff || word->begun > person->came))
                word->allowed |= 1u << i;
        }
}

/* As none, participant or moderator. */
static void let(struct world *world, unsigned person, const char *role)
{
    struct late_person *one = &world->late.people[person];
    char data[96];
    snprintf(data, sizeof data, "\"whom\":\"%s\",\"role\":\"%s\"", late_name(person), role);
    if (act(world, "host", "member.set", data) <= 0)
        return;
    if (!one->in)
        one->came = world->late.begun;
    one->in = *role != 'n';
    one->staff = *role == 'm';
    allow(world);
}

static struct late_word *word_new(struct world *world)
{
    struct late_word *word = &world->late.words[world->late.count++ % LATE_WORDS_MAX];
    *word = (struct late_word){0};
    snprintf(word->word, sizeof word->word, "lateword%ux", world->late.count);
    return word;
}

/* What was answered by `seq` stands in that thread; else it was refused. */
static void said(struct world *world, struct late_word *word, int64_t seq,
                 const struct late_thread *thread)
{
    if (seq <= 0)
        return;
    word->post = seq;
    word->thread = thread->seq;
    word->begun = thread->begun;
    allow(world);
}

static void begin(struct world *world, const char *by, unsigned place)
{
    struct late_word *word = word_new(world);
    char data[160];
    snprintf(data, sizeof data, "\"title\":\"%s\",\"text\":\"%s\",\"mentions\":[\"late1\"]",
             word->word, word->word);
    int64_t seq = act(world, by, "forum.thread", data);
    if (seq > 0)
        world->late.threads[place] = (struct late_thread){seq, ++world->late.begun};
    said(world, word, seq, &world->late.threads[place]);
}

static void say(struct world *world, const char *by, unsigned place)
{
    struct late_word *word = word_new(world);
    const struct late_thread *thread = &world->late.threads[place];
    char data[160];
    snprintf(data, sizeof data,
             "\"thread\":%lld,\"text\":\"%s\",\"mentions\":[\"late1\",\"late2\"]",
             (long long)thread->seq, word->word);
    said(world, word, act(world, by, "forum.post", data), thread);
}

static const struct late_word *any_word(struct world *world)
{
    unsigned have = world->late.count < LATE_WORDS_MAX ? world->late.count : LATE_WORDS_MAX;
    return &world->late.words[dice_below(&world->dice, have)];
}

/* A post becomes a thread of its own, which is as old as the one that it was in. */
static void split(struct world *world, unsigned place)
{
    const struct late_word *word = any_word(world);
    char data[96];
    snprintf(data, sizeof data, "\"post\":%lld,\"title\":\"apart\"", (long long)word->post);
    if (act(world, "host", "forum.split", data) > 0)
        world->late.threads[place] = (struct late_thread){word->post, word->begun};
}

/* Nobody sees more of its posts than before. */
static void merge(struct world *world, unsigned from, unsigned into)
{
    char data[96];
    snprintf(data, sizeof data, "\"thread\":%lld,\"into\":%lld",
             (long long)world->late.threads[from].seq, (long long)world->late.threads[into].seq);
    if (act(world, "host", "forum.merge", data) > 0)
        world->late.threads[from] = world->late.threads[into];
}

/* What was split off goes into any other: what is refused changes nothing. */
static void reshape(struct world *world, unsigned place, unsigned into)
{
    if (dice_below(&world->dice, 3))
        split(world, place);
    merge(world, place, into);
}

static void change(struct world *world, unsigned place)
{
    const struct late_word *word = any_word(world);
    char data[160];
    snprintf(data, sizeof data, "\"post\":%lld,\"text\":\"%s\",\"thread\":%lld,\"accepted\":true",
             (long long)word->post, word->word, (long long)world->late.threads[place].seq);
    static const char *const acts[] = {"forum.edit", "forum.accept", "forum.vote", "forum.remove"};
    (void)act(world, "host", acts[dice_below(&world->dice, 4)], data);
}

/* Places that they know of by a link, marked for later. */
static void mark(struct world *world, unsigned person)
{
    const struct late_word *word = any_word(world);
    char data[96];
    snprintf(data, sizeof data, "\"of\":\"" COURSE "\",\"thing\":%lld,\"post\":%lld",
             (long long)word->thread, (long long)word->post);
    (void)act_in(world, "inbox:me", late_name(person), "bookmark.set", data);
}

/* Whatever comes is heard. */
static void ask(struct world *world, unsigned person)
{
    static const char *const queries[] = {"forum.list",    "forum.posts",  "forum.polls",
                                          "forum.by",      "forum.card",   "forum.mine",
                                          "forum.history", "forum.unread", "inbox.news",
                                          "bookmark.list", "export.parts", "unit.calendar"};
    enum { QUERIES = sizeof queries / sizeof queries[0] };
    unsigned which = dice_below(&world->dice, QUERIES);
    const struct late_word *word = any_word(world);
    bool own = !strncmp(queries[which], "inbox.", 6) || !strncmp(queries[which], "bookmark.", 9);
    int64_t thread = world->late.threads[dice_below(&world->dice, LATE_THREADS)].seq;
    char text[160];
    snprintf(text, sizeof text, "{\"room\":\"%s\",\"thread\":%lld,\"post\":%lld,\"person\":\"p2\"}",
             own ? "inbox:me" : COURSE, (long long)(thread ? thread : 1),
             (long long)(word->post ? word->post : 1));
    pages_ask(world, PEOPLE + person, queries[which], text, &device_of(world, person)->heard);
}

/* The course, what is told to them, and one of its threads more. */
static void follow(struct world *world, unsigned person)
{
    struct device *device = device_of(world, person);
    char channel[NAME_BYTES];
    unsigned place = dice_below(&world->dice, LATE_THREADS);
    if (!device->online)
        world_connect(world, device);
    device_wake(device);
    device_follow(device, "inbox:me");
    device_follow(device, COURSE);
    snprintf(channel, sizeof channel, COURSE "/thread/%lld",
             (long long)world->late.threads[place].seq);
    if (dice_below(&world->dice, 3))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

void late_run(struct world *world)
{
    static const char *const commands[][2] = {
        {"stage.create", "\"title\":{\"en\":\"L\"},\"history\":false"},
        {"member.set", "\"whom\":\"host\",\"role\":\"host\""},
        {"member.set", "\"whom\":\"p2\",\"role\":\"participant\""},
    };
    world->late.run = true;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        assert_true(act(world, "system", commands[i][0], commands[i][1]) > 0);
    let(world, 0, "participant");
    begin(world, "p2", 0);
    let(world, 1, "participant");
    for (unsigned i = 0; i < LATE_PEOPLE; i++)
        follow(world, i);
    world_turn(world);
    begin(world, "host", 1);
    let(world, 2, "moderator");
    let(world, 0, "none");
    say(world, "p2", 0);
    let(world, 0, "participant");
    begin(world, "p2", 2);
    for (unsigned i = 0; i < LATE_PEOPLE; i++) {
        follow(world, i);
        say(world, late_name(i), i);
        ask(world, i);
    }
    world_turn(world);
}

void late_step(struct world *world)
{
    static const char *const roles[] = {"none", "none", "participant", "participant", "moderator"};
    unsigned roll = dice_below(&world->dice, 20), person = dice_below(&world->dice, LATE_PEOPLE);
    unsigned place = dice_below(&world->dice, LATE_THREADS);
    const char *by = dice_below(&world->dice, 2) ? "p2" : late_name(person);
    if (!world->late.run)
        return;
    if (roll < 4)
        let(world, person, roles[dice_below(&world->dice, 5)]);
    else if (roll < 6)
        begin(world, by, place);
    else if (roll < 9)
        say(world, by, place);
    else if (roll < 11)
        reshape(world, place, dice_below(&world->dice, LATE_THREADS));
    else if (roll < 12)
        change(world, place);
    else if (roll < 13)
        mark(world, person);
    else if (roll < 16)
        ask(world, person);
    else
        follow(world, person);
}

void late_expect(struct world *world, struct late_seen *seen)
{
    for (unsigned w = 0; w < LATE_WORDS_MAX && w < world->late.count; w++) {
        const struct late_word *word = &world->late.words[w];
        for (unsigned i = 0; word->post && i < LATE_PEOPLE; i++) {
            const struct device *device = device_of(world, i);
            bool allowed = word->allowed >> i & 1;
            bool heard = device->heard.len > 0 && memmem(device->heard.bytes, device->heard.len,
                                                         word->word, strlen(word->word));
            if (heard && !allowed)
                caught(CAUGHT_LATE, "%s was sent %s, from before they came", device->id,
                       word->word);
            seen->kept += !allowed;
            seen->heard += heard && allowed;
        }
    }
}
