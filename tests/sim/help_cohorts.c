/* SPDX-License-Identifier: Apache-2.0
 * See help_cohorts.h. Who sees which thread is reckoned plainly, from the commands that were
 * answered: everybody in a cohort came at some turn, and of one without history sees the threads
 * that were written at this turn or later. Of what stood there when chance gave places nothing is
 * known any more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_asks.h"
#include "sim/help_cohorts.h"
#include "sim/help_pages.h"

static struct cohort_known *cohort_of(struct world *world, unsigned number)
{
    for (unsigned i = 0; i < COHORTS_KNOWN; i++)
        if (number && world->cohorts.list[i].number == number)
            return &world->cohorts.list[i];
    return NULL;
}

static bool sees(struct world *world, const struct cohort_thread *thread, unsigned person)
{
    const struct cohort_known *cohort = cohort_of(world, thread->cohort);
    const struct cohort_person *place = &world->cohorts.people[person];
    if (person == WORLD_HOST || !thread->cohort)
        return true;
    if (!cohort)
        return false;
    return cohort->staff >> person & 1 ||
           (place->cohort == thread->cohort && (cohort->history || place->turn <= thread->turn));
}

/* Whoever sees a thread now may be sent all its words. */
static void allow(struct world *world)
{
    for (unsigned i = 0; i < COHORT_WORDS_MAX; i++) {
        struct cohort_word *word = &world->cohorts.words[i];
        const struct cohort_thread *thread = &world->cohorts.threads[word->thread];
        for (unsigned person = 0; person < PEOPLE; person++)
            if (word->said && thread->seq == word->seq && sees(world, thread, person))
                word->allowed |= 1u << person;
    }
}

static unsigned any_cohort(struct world *world)
{
    return world->cohorts.list[dice_below(&world->dice, COHORTS_KNOWN)].number;
}

/* One that the host's device was told of, and that nobody knows yet. */
static bool learn_of(struct world *world)
{
    const struct copy *copy = device_copy(&world->devices[0], "course:c1");
    const struct json *at = copy ? json_get(json_get(copy->view, "cohort"), "cohorts") : NULL;
    for (at = json_first(at); at; at = json_next(at)) {
        struct cohort_known one = {.number = (unsigned)strtoul(json_key(at).at, NULL, 10)};
        struct cohort_known *free = NULL;
        for (unsigned i = 0; i < COHORTS_KNOWN && !free; i++)
            if (!world->cohorts.list[i].number)
                free = &world->cohorts.list[i];
        if (!free || one.number <= world->cohorts.greatest)
            continue;
        assert_true(json_get_bool(at, "history", &one.history));
        world->cohorts.greatest = one.number;
        *free = one;
        return true;
    }
    return false;
}

/* Numbers are rings, and only the view tells which was given. */
static void learn(struct world *world)
{
    struct device *device = &world->devices[0];
    for (int turn = 0; turn < 40 && !learn_of(world); turn++) {
        if (!device->online)
            world_connect(world, device);
        device_wake(device);
        device_tend(device);
        loop_pass(world->loop, 100);
    }
}

static void add(struct world *world, bool history)
{
    if (world_act(world, WORLD_HOST, "cohort.add", "\"title\":{\"en\":\"c%u\"},\"history\":%s",
                  world->ops, history ? "true" : "false") > 0)
        learn(world);
}

/* Into no cohort, 0, too. */
static void put(struct world *world, unsigned whom, unsigned number)
{
    struct cohort_person *place = &world->cohorts.people[whom];
    struct cohort_known *cohort = cohort_of(world, number);
    char where[24] = "";
    if (number)
        snprintf(where, sizeof where, ",\"cohort\":%u", number);
    if (world_act(world, WORLD_HOST, "cohort.put", "\"people\":[\"%s\"]%s", world_people[whom],
                  where) <= 0 ||
        place->cohort == number)
        return;
    *place = (struct cohort_person){.cohort = number};
    if (cohort && cohort->written && !cohort->history) {
        cohort->turn++;
        cohort->written = false;
    }
    if (cohort)
        place->turn = cohort->turn;
    allow(world);
}

static void staff(struct world *world, unsigned whom, unsigned number, bool is)
{
    struct cohort_known *cohort = cohort_of(world, number);
    if (world_act(world, WORLD_HOST, "cohort.staff", "\"whom\":\"%s\",\"cohort\":%u,\"staff\":%s",
                  world_people[whom], number, is ? "true" : "false") <= 0 ||
        !cohort)
        return;
    cohort->staff = is ? cohort->staff | 1u << whom : cohort->staff & ~(1u << whom);
    allow(world);
}

/* Then everybody is put out again: from there on it is known who is where. */
static void deal(struct world *world)
{
    struct cohorts_played *played = &world->cohorts;
    if (dice_below(&world->dice, 4) || world_act(world, WORLD_HOST, "cohort.deal", "\"x\":0") <= 0)
        return;
    for (unsigned i = 0; i < COHORT_WORDS_MAX; i++)
        played->words[i].said = false;
    for (unsigned i = 0; i < COHORTS_KNOWN; i++)
        played->list[i].turn++;
    for (unsigned person = 1; person < PEOPLE; person++) {
        played->people[person].cohort = UINT32_MAX;
        put(world, person, 0);
    }
}

static struct cohort_word *word_new(struct world *world, unsigned thread)
{
    struct cohorts_played *played = &world->cohorts;
    struct cohort_word *word = &played->words[played->words_count++ % COHORT_WORDS_MAX];
    *word = (struct cohort_word){.thread = thread, .seq = played->threads[thread].seq};
    snprintf(word->word, sizeof word->word, "cohortword%ux", played->words_count);
    return word;
}

static void written(struct world *world, struct cohort_thread *thread)
{
    struct cohort_known *cohort = cohort_of(world, thread->cohort);
    if (!cohort)
        return;
    thread->turn = cohort->turn;
    cohort->written = true;
}

static void open_thread(struct world *world, unsigned person, unsigned number)
{
    struct cohorts_played *played = &world->cohorts;
    unsigned place = played->threads_count++ % COHORT_THREADS_MAX;
    struct cohort_thread *thread = &played->threads[place];
    char whom[32] = "";
    for (unsigned i = 0; i < COHORT_WORDS_MAX; i++)
        if (played->words[i].thread == place)
            played->words[i].said = false;
    *thread = (struct cohort_thread){.cohort = number};
    struct cohort_word *word = word_new(world, place);
    if (number)
        snprintf(whom, sizeof whom, ",\"cohorts\":[%u]", number);
    char poll[ASKS_BYTES];
    (void)asks_poll(world, word->word, poll);
    int64_t seq = world_act(world, person, "forum.thread",
                            "\"title\":\"%s\",\"text\":\"%s\",\"mentions\":[\"%s\"]%s%s",
                            word->word, word->word, world_people[world_anybody(world)], whom, poll);
    if (seq <= 0)
        return;
    thread->seq = word->seq = seq;
    word->said = word->opening = true;
    written(world, thread);
    allow(world);
    world_learn(&world->threads, seq);
}

static struct cohort_thread *any_thread(struct world *world, unsigned *place)
{
    *place = dice_below(&world->dice, COHORT_THREADS_MAX);
    return &world->cohorts.threads[*place];
}

static void post(struct world *world, unsigned person, unsigned place)
{
    const struct cohort_thread *thread = &world->cohorts.threads[place];
    struct cohort_word *word = word_new(world, place);
    char poll[ASKS_BYTES];
    (void)asks_poll(world, word->word, poll);
    int64_t seq = world_act(world, person, "forum.post", "\"thread\":%lld,\"text\":\"%s\"%s",
                            (long long)thread->seq, word->word, poll);
    word->said = seq > 0;
    allow(world);
}

/* Words from before may have been heard by anybody. */
static void narrow(struct world *world, unsigned place, unsigned number)
{
    struct cohort_thread *thread = &world->cohorts.threads[place];
    if (world_act(world, WORLD_HOST, "forum.narrow", "\"thread\":%lld,\"cohorts\":[%u]",
                  (long long)thread->seq, number) <= 0)
        return;
    bool was_for_all = !thread->cohort;
    thread->cohort = number;
    if (was_for_all)
        written(world, thread);
    else if (cohort_of(world, number))
        cohort_of(world, number)->written = true;
}

static void manage(struct world *world)
{
    unsigned place;
    struct cohort_thread *thread = any_thread(world, &place);
    static const char *const acts[] = {"forum.remove", "forum.rename", "forum.accept"};
    world_act(world, world_anybody(world), acts[dice_below(&world->dice, 3)],
              "\"thread\":%lld,\"post\":%lld,\"accepted\":true,\"title\":\"other\"",
              (long long)thread->seq, (long long)thread->seq);
}

static void remove_one(struct world *world)
{
    unsigned number = any_cohort(world);
    if (dice_below(&world->dice, 6) ||
        world_act(world, WORLD_HOST, "cohort.remove", "\"cohort\":%u", number) <= 0)
        return;
    *cohort_of(world, number) = (struct cohort_known){0};
    for (unsigned person = 0; person < PEOPLE; person++)
        if (world->cohorts.people[person].cohort == number)
            world->cohorts.people[person] = (struct cohort_person){0};
}

static void thread_channel(const struct world *world, unsigned place, char channel[NAME_BYTES])
{
    snprintf(channel, NAME_BYTES, "course:c1/thread/%lld",
             (long long)world->cohorts.threads[place].seq);
}

static void look(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    char channel[NAME_BYTES];
    thread_channel(world, dice_below(&world->dice, COHORT_THREADS_MAX), channel);
    if (dice_below(&world->dice, 4))
        device_follow(device, dice_below(&world->dice, 3) ? channel : "course:c1");
    else
        device_unfollow(device, channel);
}

void cohorts_run(struct world *world)
{
    enum { ROUNDS = 6 };
    add(world, true);
    add(world, false);
    for (unsigned i = 0; i < DEVICES; i++)
        device_follow(&world->devices[i], "course:c1");
    for (unsigned person = 1; person + 1 < PEOPLE; person++)
        put(world, person, world->cohorts.list[person % 2].number);
    for (unsigned i = 0; i < ROUNDS; i++) {
        open_thread(world, WORLD_HOST, any_cohort(world));
        look(world);
        post(world, world_anybody(world), i);
    }
    open_thread(world, WORLD_HOST, 0);
    char channel[NAME_BYTES];
    thread_channel(world, ROUNDS, channel);
    for (unsigned i = 0; i < DEVICES; i++)
        device_follow(&world->devices[i], channel);
    narrow(world, ROUNDS, world->cohorts.list[0].number);
    post(world, WORLD_HOST, ROUNDS);
    put(world, PEOPLE - 1, world->cohorts.list[1].number);
    put(world, PEOPLE - 2, 0);
}

void cohorts_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 24), whom = 1 + dice_below(&world->dice, PEOPLE - 1);
    if (roll == 0 && world->cohorts.greatest < COHORTS_KNOWN + 2)
        add(world, dice_below(&world->dice, 2));
    else if (roll < 5)
        put(world, whom, dice_below(&world->dice, 5) ? any_cohort(world) : 0);
    else if (roll < 7)
        staff(world, whom, any_cohort(world), dice_below(&world->dice, 2));
    else if (roll < 11)
        open_thread(world, world_anybody(world),
                    dice_below(&world->dice, 3) ? any_cohort(world) : 0);
    else if (roll < 15)
        post(world, world_anybody(world), dice_below(&world->dice, COHORT_THREADS_MAX));
    else if (roll < 17)
        narrow(world, dice_below(&world->dice, COHORT_THREADS_MAX), any_cohort(world));
    else if (roll < 18)
        deal(world);
    else if (roll < 19)
        remove_one(world);
    else if (roll < 21)
        manage(world);
    else
        look(world);
}

void cohorts_expect(struct world *world, struct groups_seen *seen)
{
    for (unsigned k = 0; k < COHORT_WORDS_MAX; k++) {
        const struct cohort_word *word = &world->cohorts.words[k];
        for (unsigned i = 0; word->said && i < DEVICES; i++) {
            const struct device *device = &world->devices[i];
            unsigned person = world_person(i);
            bool allowed = person == WORLD_HOST || word->allowed >> person & 1;
            bool heard = device->heard.len > 0 && memmem(device->heard.bytes, device->heard.len,
                                                         word->word, strlen(word->word));
            if (heard && !allowed)
                caught(CAUGHT_COHORT, "%s was sent %s of thread %lld", device->id, word->word,
                       (long long)word->seq);
            seen->kept += !allowed;
            seen->heard += heard && person != WORLD_HOST;
        }
    }
}
