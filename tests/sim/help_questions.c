/* SPDX-License-Identifier: Apache-2.0
 * See help_questions.h. */
#include "sim/help_questions.h"

#include "sim/help_pages.h"

/* Who asked it, as far as that was told apart; PEOPLE: nobody knows. */
static unsigned asker(const struct world *world, int64_t question)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++)
        if (question > 0 && world->secrets[i].seq == question)
            return world->secrets[i].author;
    return PEOPLE;
}

static struct secret *words_of(struct world *world, int64_t question)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++)
        if (world->secrets[i].seq == question)
            return &world->secrets[i];
    return NULL;
}

void questions_shut(struct world *world, int64_t question)
{
    struct secret *secret = words_of(world, question);
    if (!secret || secret->gone)
        return;
    world->asked.shut += secret->open;
    world_secret_gone(world, question);
    secret->shut = true;
}

void questions_open(struct world *world, int64_t question)
{
    struct secret *secret = words_of(world, question);
    world_secret_open(world, question);
    if (!secret || !secret->shut)
        return;
    secret->shut = secret->gone = false;
}

static void answer_alone(struct world *world, int64_t question)
{
    unsigned who = asker(world, question);
    if (who == PEOPLE)
        return;
    struct secret *secret = world_secret(world, who);
    int64_t seq = world_act(world, world_staff(world),
                            dice_below(&world->dice, 3) ? "question.answer" : "question.amend",
                            "\"question\":%lld,\"text\":\"%s\",\"private\":true",
                            (long long)question, secret->word);
    secret->seq = seq > 0 ? seq : 0;
    secret->what = CAUGHT_PRIVATE;
    world->asked.answers += seq > 0;
}

/* Its author is told why. */
static void set_aside(struct world *world, int64_t question)
{
    unsigned who = asker(world, question);
    if (who == PEOPLE)
        return;
    struct secret *secret = world_secret(world, who);
    int64_t seq =
        world_act(world, world_staff(world), "question.dismiss",
                  "\"question\":%lld,\"reason\":\"%s\"", (long long)question, secret->word);
    secret->seq = seq > 0 ? seq : 0;
    secret->what = CAUGHT_REASON;
    world->asked.reasons += seq > 0;
    if (seq > 0)
        questions_shut(world, question);
}

static void comments(struct world *world, long long question)
{
    if (dice_below(&world->dice, 3))
        world_learn(&world->prepared, world_act(world, world_anybody(world), "question.comment",
                                                "\"question\":%lld,\"text\":\"hm\"", question));
    else
        world_act(world, world_anybody(world), "question.uncomment",
                  "\"question\":%lld,\"comment\":%lld", question,
                  (long long)pages_any(world, &world->prepared));
}

static int64_t ask(struct world *world, unsigned who, const char *text)
{
    int64_t seq = world_act(world, who, "question.ask", "\"text\":\"%s\"", text);
    return seq > 0 ? seq : 0;
}

static void moderate(struct world *world, bool moderated)
{
    if (world_act(world, world_staff(world), "question.intake",
                  "\"intake\":\"open\",\"moderated\":%s", moderated ? "true" : "false") > 0)
        world->moderated = moderated;
}

/* While the team looks at questions first, one that nobody else has heard is merged into another.
 */
static void merge_unheard(struct world *world)
{
    unsigned who = WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN);
    bool before = world->moderated;
    moderate(world, false);
    long long into = ask(world, WORLD_HOST, "Same?");
    moderate(world, true);
    struct secret *secret = world_secret(world, who);
    secret->seq = ask(world, who, secret->word);
    secret->open = !world->moderated;
    int64_t seq = world_act(world, world_staff(world), "question.merge",
                            "\"question\":%lld,\"into\":%lld", (long long)secret->seq, into);
    world->asked.merged += seq > 0 && !secret->open;
    world_learn(&world->questions, secret->seq);
    moderate(world, before);
}

void questions_step(struct world *world)
{
    static const char *const acts[] = {"question.claim",   "question.unclaim",  "question.pin",
                                       "question.merge",   "question.merge",    "question.unmerge",
                                       "question.silence", "question.unsilence"};
    long long question = pages_any(world, &world->questions);
    switch (dice_below(&world->dice, 8)) {
    case 0:
        answer_alone(world, question);
        break;
    case 1:
        comments(world, question);
        break;
    case 2:
        world_act(world, world_staff(world), "question.tags", "\"tags\":[\"law\",\"tools\"]");
        world_act(world, world_staff(world), "question.tag", "\"question\":%lld,\"tags\":[\"law\"]",
                  question);
        break;
    case 3:
        set_aside(world, question);
        break;
    case 4:
        merge_unheard(world);
        break;
    default:
        world_act(world, world_staff(world), acts[dice_below(&world->dice, 8)],
                  "\"question\":%lld,\"into\":%lld", question,
                  (long long)pages_any(world, &world->questions));
    }
}
