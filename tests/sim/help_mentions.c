/* SPDX-License-Identifier: Apache-2.0
 * See help_mentions.h. */
#include "sim/help_mentions.h"

void mentions_step(struct world *world)
{
    unsigned visitor = dice_below(&world->dice, VISITORS);
    unsigned person = WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN);
    if (world->visitors[visitor].wrote)
        return;
    int64_t result = world_act(world, person, "chat.post", "\"text\":\"hey\",\"mentions\":[\"%s\"]",
                               world_people[PEOPLE + visitor]);
    if (result > 0)
        caught(CAUGHT_HERE, "%s mentioned %s, who wrote nothing", world_people[person],
               world_people[PEOPLE + visitor]);
    world->mentions.tried += result == -(int64_t)ERR_NOT_FOUND;
}

/* Whether it is known that the person never was to see the thread. */
static bool is_kept_from(const struct world *world, unsigned person, int64_t thread)
{
    for (unsigned i = 0; i < COHORT_WORDS_MAX; i++) {
        const struct cohort_word *word = &world->cohorts.words[i];
        if (word->said && word->opening && word->seq == thread)
            return person != WORLD_HOST && !(word->allowed >> person & 1);
    }
    return false;
}

static void expect_of(struct world *world, unsigned at, struct mentions_seen *seen)
{
    struct copy *copy = device_copy(&world->devices[at], "inbox:me");
    const struct json *inbox = copy && copy->view ? json_get(copy->view, "inbox") : NULL;
    const struct json *mention = inbox ? json_first(json_get(inbox, "mentions")) : NULL;
    for (; mention; mention = json_next(mention)) {
        int64_t thread = 0;
        struct slice of = {NULL, 0};
        json_get_int(mention, "thread", &thread);
        json_get_text(mention, "of", &of);
        seen->told++;
        /* An answered question of the webinar may have the number of such a thread. */
        if (slice_is(of, "course:c1") && is_kept_from(world, world_person(at), thread))
            caught(CAUGHT_MENTION, "%s is told of thread %lld", world->devices[at].id,
                   (long long)thread);
    }
}

void mentions_expect(struct world *world, struct mentions_seen *seen)
{
    for (unsigned i = 0; i < DEVICES; i++)
        expect_of(world, i, seen);
    seen->tried += world->mentions.tried;
}
