/* SPDX-License-Identifier: Apache-2.0
 * See help_completion.h. */
#include "sim/help_completion.h"

#include <stdio.h>

#include "sim/help_pages.h"

static unsigned plain(struct world *world)
{
    return WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN);
}

/* So few that some meet them. */
static void rules(struct world *world)
{
    unsigned person = dice_below(&world->dice, 4) ? WORLD_HOST : world_anybody(world);
    unsigned posts = 1 + dice_below(&world->dice, 2), answers = dice_below(&world->dice, 2);
    char more[32] = "";
    if (answers)
        snprintf(more, sizeof more, ",\"answers\":%u", answers);
    int64_t seq = world_act(world, person, "completion.rules", "\"posts\":%u%s", posts, more);
    if (seq <= 0)
        return;
    world->cohorts.completion.posts = posts;
    world->cohorts.completion.answers = answers;
}

static void correct(struct world *world)
{
    unsigned whom = plain(world);
    struct secret *secret = world_secret(world, whom);
    unsigned by = dice_below(&world->dice, 4) ? WORLD_HOST : world_anybody(world);
    int64_t seq = world_act(world, by, "completion.correct",
                            "\"whom\":\"%s\",\"completed\":%s,\"why\":\"%s\"", world_people[whom],
                            dice_below(&world->dice, 2) ? "true" : "false", secret->word);
    if (seq <= 0)
        return;
    secret->seq = -seq; /* of the course: nothing of the webinar is called that */
    secret->what = CAUGHT_COMPLETED;
    secret->readers = 1U << whom;
    world->cohorts.completion.seen.corrected++;
}

/* Whoever is of no team learns of nobody by it. */
static void look(struct world *world)
{
    struct buffer page;
    buffer_init(&page, BOUND_VIEW_BYTES);
    pages_ask(world, world_anybody(world), "course.participation", "{\"room\":\"course:c1\"}",
              &page);
    buffer_done(&page);
}

void completion_step(struct world *world)
{
    switch (dice_below(&world->dice, 4)) {
    case 0:
        rules(world);
        break;
    case 1:
        look(world);
        break;
    default:
        correct(world);
    }
}

static void expect_of(struct world *world, unsigned person)
{
    struct buffer answer;
    struct json *record = NULL;
    int64_t posts = 0, answers = 0, completed = 0;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    pages_ask(world, person, "course.record", "{\"room\":\"course:c1\"}", &answer);
    if (answer.len > 0 && json_parse(buffer_slice(&answer), &record) == ERR_NONE) {
        json_get_int(record, "posts", &posts);
        json_get_int(record, "answers", &answers);
        bool is = json_get_int(record, "completed", &completed);
        bool meets = posts >= world->cohorts.completion.posts &&
                     answers >= world->cohorts.completion.answers;
        world->cohorts.completion.seen.completed += is;
        if (meets && !is && !json_get(record, "why"))
            caught(CAUGHT_COMPLETION, "%s has %lld posts and %lld answers, and is not told so",
                   world_people[person], (long long)posts, (long long)answers);
    }
    json_free(&record);
    buffer_done(&answer);
}

void completion_expect(struct world *world, struct completion_seen *seen)
{
    for (unsigned person = WORLD_FIRST_PLAIN; world->cohorts.completion.posts && person < PEOPLE;
         person++)
        expect_of(world, person);
    seen->corrected += world->cohorts.completion.seen.corrected;
    seen->completed += world->cohorts.completion.seen.completed;
}
