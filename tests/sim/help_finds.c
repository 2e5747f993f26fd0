/* SPDX-License-Identifier: Apache-2.0
 * Each word stands in one thing alone: whoever has a hit has found it. */
#include "sim/help_finds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "hub/finding.h"
#include "journal/search_backend.h"
#include "trial/trial.h"

void finds_open(struct world *world)
{
    world->searcher = searcher_new(world->loop, search_memory_open());
    world->indexing = indexing_new(world->loop, world->journal, trial_kinds(), world->searcher);
}

void finds_end(struct world *world)
{
    indexing_free(&world->indexing);
}

void finds_close(struct world *world)
{
    searcher_close(&world->searcher);
}

struct found {
    bool done, any;
    const char *by;    /* who wrote it; NULL: whoever did */
    const char *tells; /* looked for in the answer; NULL: nothing */
    bool told;
};

static void take_found(void *context, const struct hub_answer *answer)
{
    struct found *found = context;
    struct slice json = answer->json;
    found->done = true;
    if (answer->error)
        return;
    found->any = memmem(json.at, json.len, "\"kind\"", 6);
    found->told = found->tells && memmem(json.at, json.len, found->tells, strlen(found->tells));
}

/* Whether the person finds the word in that room. */
static bool finds(struct world *world, unsigned person, const char *room, const char *word,
                  struct found *found)
{
    const struct actor actor = {.id = slice_of(world_people[person])};
    const struct hub_find what = {.words = slice_of(word),
                                  .room = slice_of(room),
                                  .by = slice_of(found->by),
                                  .limit = 1 + dice_below(&world->dice, 3)};
    hub_find(world->hubs[dice_below(&world->dice, world->instances)], &actor, &what, take_found,
             found);
    for (int turn = 0; !found->done && turn < 200; turn++)
        loop_pass(world->loop, 0);
    assert_true(found->done);
    world->looked++;
    world->found += found->any;
    return found->any;
}

static void of_unit(struct world *world, unsigned at, unsigned person)
{
    const struct unit_word *word = &world->units.words[at % UNIT_WORDS_MAX];
    struct found found = {0};
    if (!word->unit || !finds(world, person, "course:c1", word->word, &found))
        return;
    bool open = word->open || (word->at_ms && loop_now_ms(world->loop) >= word->at_ms);
    if (word->gone || (!open && person != WORLD_HOST))
        caught(word->topic ? CAUGHT_TOPIC : CAUGHT_UNIT, "%s found %s of unit %lld",
               world_people[person], word->word, (long long)word->unit);
}

static void of_cohort(struct world *world, unsigned at, unsigned person)
{
    const struct cohort_word *word = &world->cohorts.words[at % COHORT_WORDS_MAX];
    struct found found = {0};
    bool allowed = person == WORLD_HOST || word->allowed >> person & 1;
    if (word->said && finds(world, person, "course:c1", word->word, &found) && !allowed)
        caught(CAUGHT_COHORT, "%s found %s of thread %lld", world_people[person], word->word,
               (long long)word->seq);
}

static void of_first(struct world *world, unsigned at, unsigned person)
{
    const struct first *first = &world->firsts.list[at % FIRSTS_MAX];
    int64_t opens_ms = world->firsts.opens_ms[person];
    struct found found = {0};
    bool may = person == WORLD_HOST || person == first->author ||
               (opens_ms && loop_now_ms(world->loop) >= opens_ms);
    if (!first->post || !finds(world, person, "course:c1", first->word, &found))
        return;
    if (!may)
        caught(CAUGHT_FIRST, "%s found %s, and has not written", world_people[person], first->word);
    if (first->deleted)
        caught(CAUGHT_GONE, "%s found %s, which was deleted", world_people[person], first->word);
}

static void of_nameless(struct world *world, unsigned at, unsigned person)
{
    const struct nameless *nameless = &world->nameless.list[at % NAMELESS_MAX];
    char id[32];
    struct found found = {.tells = id}, by = {.by = world_people[nameless->author]};
    if (!nameless->post)
        return;
    snprintf(id, sizeof id, "\"%s\"", world_people[nameless->author]);
    finds(world, person, "course:c1", nameless->word, &found);
    if (found.told || finds(world, person, "course:c1", nameless->word, &by))
        caught(CAUGHT_AUTHOR, "%s found that %s wrote %s", world_people[person], id,
               nameless->word);
}

/* Of the strangers, who come into that course late. */
static void of_late(struct world *world, unsigned at, unsigned person)
{
    const struct late_word *word = &world->late.words[at % LATE_WORDS_MAX];
    unsigned late = person % LATE_PEOPLE;
    struct found found = {0};
    if (word->post && finds(world, PEOPLE + late, "course:l1", word->word, &found) &&
        !(word->allowed >> late & 1))
        caught(CAUGHT_LATE, "%s found %s, from before they came", world_people[PEOPLE + late],
               word->word);
}

/* What was deleted is found by nobody, whatever the index and the journal still hold. */
static void of_chat(struct world *world, unsigned at, unsigned person)
{
    const struct secret *secret = &world->secrets[at % SECRETS_MAX];
    struct found found = {0};
    if (*secret->word && secret->chat && secret->gone &&
        finds(world, person, "webinar:w1", secret->word, &found))
        caught(CAUGHT_GONE, "%s found %s, which was deleted", world_people[person], secret->word);
}

static void (*const looks[])(struct world *world, unsigned at, unsigned person) = {
    of_unit, of_cohort, of_first, of_nameless, of_late, of_chat};
enum { LOOKS = sizeof looks / sizeof looks[0], WORDS_MAX = 256 };

void finds_step(struct world *world)
{
    for (int i = 0; i < 4; i++) {
        unsigned which = dice_below(&world->dice, LOOKS), at = dice_below(&world->dice, WORDS_MAX);
        unsigned person = world_anybody(world);
        uint64_t looked = world->looked;
        /* Most places hold no word yet: the next that does. */
        for (unsigned n = 0; n < WORDS_MAX && world->looked == looked; n++)
            looks[which](world, at + n, person);
    }
}

void finds_run(struct world *world)
{
    loop_pass(world->loop, 1000);
    for (unsigned which = 0; which < LOOKS; which++)
        for (unsigned at = 0; at < WORDS_MAX; at++)
            looks[which](world, at, world_anybody(world));
}
