/* SPDX-License-Identifier: Apache-2.0
 * See help_taken.h. */
#include "sim/help_taken.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_caught.h"
#include "sim/help_pages.h"
#include "sim/help_units.h"

static const struct question {
    const char *name, *room;
    bool team; /* nobody else is answered */
} questions[] = {
    {"export.parts", "webinar:w1", true},      {"export.parts", "course:c1", true},
    {"poll.report", "webinar:w1", true},       {"survey.report", "webinar:w1", true},
    {"reaction.minutes", "webinar:w1", false}, {"tempo.minutes", "webinar:w1", false},
    {"document.list", "course:c1", false},     {"unit.calendar", "course:c1", false},
};

/* Another instance may not have heard yet that something is gone. */
static void expect_none_gone(const struct world *world, const struct question *question,
                             const struct buffer *answer)
{
    for (unsigned i = 0; world->instances == 1 && i < SECRETS_MAX; i++) {
        const struct secret *secret = &world->secrets[i];
        if (secret->gone && *secret->word &&
            memmem(answer->bytes, answer->len, secret->word, strlen(secret->word)))
            caught(CAUGHT_GONE, "%s is in an answer of %s", secret->word, question->name);
    }
}

static void expect_shut(const struct world *world, const struct question *question, unsigned person,
                        const struct buffer *answer)
{
    for (unsigned i = 0; person != WORLD_HOST && i < UNIT_WORDS_MAX; i++) {
        const struct unit_word *word = &world->units.words[i];
        if (word->unit && !word->was_open &&
            memmem(answer->bytes, answer->len, word->word, strlen(word->word)))
            caught(CAUGHT_UNIT, "%s was answered %s of unit %lld by %s", world_people[person],
                   word->word, (long long)word->unit, question->name);
    }
}

void taken_step(struct world *world)
{
    enum { QUESTIONS = sizeof questions / sizeof questions[0] };
    const struct question *question = &questions[dice_below(&world->dice, QUESTIONS)];
    unsigned person = dice_below(&world->dice, PEOPLE);
    struct buffer answer;
    char text[64];
    buffer_init(&answer, BOUND_VIEW_BYTES);
    snprintf(text, sizeof text, "{\"room\":\"%s\"}", question->room);
    pages_ask(world, person, question->name, text, &answer);
    if (question->team && person >= WORLD_FIRST_PLAIN && answer.len > 0)
        caught(CAUGHT_PAGE, "%s was answered by %s", world_people[person], question->name);
    units_time(world);
    if (answer.len > 0) {
        expect_none_gone(world, question, &answer);
        expect_shut(world, question, person, &answer);
    }
    buffer_done(&answer);
}
