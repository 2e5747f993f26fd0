/* SPDX-License-Identifier: Apache-2.0
 * See help_surveys.h. */
#include "sim/help_surveys.h"

#include "sim/help_pages.h"

enum { NOBODY = 31 /* no person has that bit */ };

static void prepare(struct world *world)
{
    struct secret *secret = world_secret(world, WORLD_HOST);
    int64_t seq =
        world_act(world, WORLD_HOST, "survey.add",
                  "\"title\":{\"en\":\"%s\"},\"questions\":[{\"kind\":\"scale\",\"title\":"
                  "{\"en\":\"Q\"}},{\"kind\":\"text\",\"title\":{\"en\":\"W\"}}]%s",
                  secret->word, dice_below(&world->dice, 3) ? "" : ",\"days\":1");
    if (seq <= 0)
        return;
    secret->seq = seq;
    secret->what = CAUGHT_SURVEY;
    world_learn(&world->surveys, seq);
}

static void turn(struct world *world, long long survey)
{
    static const char *const acts[] = {"survey.open", "survey.open", "survey.close"};
    const char *act = acts[dice_below(&world->dice, 3)];
    int64_t seq = world_act(world, WORLD_HOST, act, "\"survey\":%lld", survey);
    if (seq > 0 && act == acts[0])
        world_secret_open(world, survey);
}

static void answer(struct world *world, long long survey)
{
    unsigned person = WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN);
    struct secret *secret = world_secret(world, person);
    int64_t seq = world_act(world, person, "survey.answer",
                            "\"survey\":%lld,\"choices\":[%u,0],\"texts\":[\"\",\"%s\"]", survey,
                            dice_below(&world->dice, 6), secret->word);
    if (seq <= 0)
        return;
    secret->seq = seq;
    secret->what = CAUGHT_SURVEY;
    secret->readers = 1U << NOBODY;
}

void surveys_step(struct world *world)
{
    long long survey = pages_any(world, &world->surveys);
    switch (dice_below(&world->dice, 6)) {
    case 0:
        prepare(world);
        break;
    case 1:
    case 2:
        turn(world, survey);
        break;
    case 3:
        if (dice_below(&world->dice, 4) == 0)
            world_act(world, WORLD_HOST, "survey.remove", "\"survey\":%lld", survey);
        break;
    default:
        answer(world, survey);
    }
}
