/* SPDX-License-Identifier: Apache-2.0
 * See help_cards.h. The words are those of other helpers, each of one post alone. */
#include "sim/help_cards.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "sim/help_caught.h"
#include "sim/help_pages.h"

enum { ASK_BYTES = 128, PAGES_MAX = 200 };

static bool holds(const struct buffer *answer, const char *word)
{
    return *word && memmem(answer->bytes, answer->len, word, strlen(word));
}

static void expect_cohorts(const struct world *world, unsigned person, const struct buffer *answer)
{
    for (unsigned i = 0; person != WORLD_HOST && i < COHORT_WORDS_MAX; i++) {
        const struct cohort_word *word = &world->cohorts.words[i];
        if (word->said && !(word->allowed >> person & 1) && holds(answer, word->word))
            caught(CAUGHT_CARD, "%s was shown %s of thread %lld", world_people[person], word->word,
                   (long long)word->seq);
    }
}

static void expect_firsts(const struct world *world, unsigned person, const struct buffer *answer)
{
    int64_t opens_ms = world->firsts.opens_ms[person];
    bool waits = person != WORLD_HOST && !(opens_ms && loop_now_ms(world->loop) >= opens_ms);
    for (unsigned i = 0; i < FIRSTS_MAX; i++) {
        const struct first *first = &world->firsts.list[i];
        bool may = !first->deleted && (!waits || person == first->author);
        if (first->post && !may && holds(answer, first->word))
            caught(CAUGHT_CARD, "%s was shown %s, and has not written", world_people[person],
                   first->word);
    }
}

static void expect_units(const struct world *world, unsigned person, const struct buffer *answer)
{
    for (unsigned i = 0; person != WORLD_HOST && i < UNIT_WORDS_MAX; i++) {
        const struct unit_word *word = &world->units.words[i];
        bool opens = word->at_ms && loop_now_ms(world->loop) >= word->at_ms;
        if (word->unit && !word->was_open && !word->open && !opens && holds(answer, word->word))
            caught(CAUGHT_CARD, "%s was shown %s of unit %lld", world_people[person], word->word,
                   (long long)word->unit);
    }
}

/* Nobody's posts are what was written without a name. */
static void expect_nameless(const struct world *world, unsigned person, const struct buffer *answer)
{
    for (unsigned i = 0; i < NAMELESS_MAX; i++) {
        const struct nameless *nameless = &world->nameless.list[i];
        if (nameless->post && holds(answer, nameless->word))
            caught(CAUGHT_CARD, "%s was shown whose %s is", world_people[person], nameless->word);
    }
}

void cards_expect(const struct world *world, unsigned person, const struct buffer *answer)
{
    if (world->instances > 1 || answer->len == 0)
        return;
    expect_cohorts(world, person, answer);
    expect_firsts(world, person, answer);
    expect_units(world, person, answer);
}

static int64_t number(const struct json *object, const char *key)
{
    int64_t value = -1;
    (void)json_get_int(object, key, &value);
    return value;
}

/* Adds how many posts a page has to *count; where the next begins, -1: there is none. */
static int64_t look_at_page(struct world *world, unsigned person, const char *whom, int64_t before,
                            int64_t *count)
{
    char text[ASK_BYTES], behind[32] = "";
    struct buffer answer;
    struct json *json = NULL;
    int64_t next = -1;
    if (before > 0)
        snprintf(behind, sizeof behind, ",\"before\":%lld", (long long)before);
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"person\":\"%s\",\"limit\":%u%s}", whom,
             1 + dice_below(&world->dice, BOUND_PERSON_POSTS), behind);
    buffer_init(&answer, BOUND_VIEW_BYTES);
    pages_ask(world, person, "forum.by", text, &answer);
    cards_expect(world, person, &answer);
    if (world->instances == 1)
        expect_nameless(world, person, &answer);
    if (answer.len > 0 && json_parse(buffer_slice(&answer), &json) == ERR_NONE) {
        *count += (int64_t)json_count(json_get(json, "posts"));
        next = number(json, "next");
    } else {
        *count = -1;
    }
    json_free(&json);
    buffer_done(&answer);
    return next;
}

/* -1: they are nobody whom the person knows, or nothing was answered. */
static int64_t card_count(struct world *world, unsigned person, const char *whom)
{
    char text[ASK_BYTES];
    struct buffer answer;
    struct json *json = NULL;
    int64_t count = -1;
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"person\":\"%s\"}", whom);
    buffer_init(&answer, BOUND_VIEW_BYTES);
    pages_ask(world, person, "forum.card", text, &answer);
    if (answer.len > 0 && json_parse(buffer_slice(&answer), &json) == ERR_NONE)
        count = number(json, "posts");
    json_free(&json);
    buffer_done(&answer);
    return count;
}

static void look(struct world *world, unsigned person, unsigned at)
{
    const char *whom = world_people[at];
    int64_t before = card_count(world, person, whom), count = 0, next = 0;
    for (int page = 0; page < PAGES_MAX && next >= 0 && count >= 0; page++)
        next = look_at_page(world, person, whom, next, &count);
    /* Something may have happened meanwhile by itself: then it is not the same twice. */
    int64_t after = card_count(world, person, whom);
    if (world->instances == 1 && before == after && before >= 0 && count >= 0)
        assert_int_equal(count, before);
}

void cards_step(struct world *world)
{
    look(world, world_anybody(world), world_anybody(world));
}

void cards_run(struct world *world)
{
    for (unsigned person = 0; person < PEOPLE; person++)
        for (unsigned whom = 0; whom < PEOPLE; whom++)
            look(world, person, whom);
}
