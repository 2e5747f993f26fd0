/* SPDX-License-Identifier: Apache-2.0
 * See help_tests.h. What is right is told after the last attempt. */
#include "sim/help_tests.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_pages.h"

/* ---- words -------------------------------------------------------------------------------------
 */

static struct test_word *word_new(struct world *world, unsigned test, unsigned person)
{
    unsigned at = world->tests.count++;
    struct test_word *word = &world->tests.words[at % TEST_WORDS_MAX];
    *word = (struct test_word){.test = test, .person = person};
    snprintf(word->word, sizeof word->word, "test%u.", at);
    return word;
}

static void expect_word(struct world *world, const struct test_word *word, unsigned asker)
{
    unsigned handed = world->tests.list[word->test].handed;
    world->tests.told++;
    if (word->of == TEST_RIGHT && asker != WORLD_HOST && !(handed >> asker & 1))
        caught(CAUGHT_RIGHT, "%s was told %s", world_people[asker], word->word);
    if (word->of == TEST_ANSWER && asker != word->person)
        caught(CAUGHT_ANSWERED, "%s was told %s of %s", world_people[asker], word->word,
               world_people[word->person]);
}

static void look(struct world *world, unsigned asker, const struct test_known *test)
{
    static const char *const asks[][2] = {
        {"test.paper", ""}, {"test.paper", ",\"attempt\":1"},
        {"test.read", ""},  {"test.results", ""},
        {"test.dates", ""},
    };
    unsigned which = dice_below(&world->dice, 5);
    struct buffer page;
    char data[160];
    buffer_init(&page, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"item\":%lld%s}", (long long)test->item,
             asks[which][1]);
    pages_ask(world, asker, asks[which][0], data, &page);
    for (unsigned i = 0; page.len > 0 && i < TEST_WORDS_MAX; i++) {
        const struct test_word *word = &world->tests.words[i];
        if (word->of != TEST_NO_WORD &&
            memmem(page.bytes, page.len, word->word, strlen(word->word)))
            expect_word(world, word, asker);
    }
    buffer_done(&page);
}

/* ---- what people do ----------------------------------------------------------------------------
 */

/* Asks a question, or the same in another way. */
static void write_question(struct world *world, unsigned at)
{
    struct test_known *test = &world->tests.list[at];
    struct test_word *word = word_new(world, at, WORLD_HOST);
    char named[48] = "";
    if (test->question)
        snprintf(named, sizeof named, ",\"question\":%lld", (long long)test->question);
    int64_t seq = world_act(world, WORLD_HOST, "test.ask",
                            "\"item\":%lld%s,\"type\":\"text\",\"title\":{\"en\":\"Name it\"},"
                            "\"correct\":[\"%s\"],\"feedback\":{\"wrong\":{\"en\":\"%s\"}}",
                            (long long)test->item, named, word->word, word->word);
    if (seq <= 0)
        return;
    word->of = TEST_RIGHT;
    if (!test->question)
        test->question = seq;
    world->tests.kept++;
}

static void add(struct world *world)
{
    struct tests_played *tests = &world->tests;
    unsigned at = dice_below(&world->dice, TESTS_KNOWN);
    struct test_known *test = &tests->list[at];
    if (!tests->unit)
        tests->unit =
            world_act(world, WORLD_HOST, "unit.add", "\"title\":{\"en\":\"Tests\"},\"open\":true");
    if (tests->unit <= 0 || test->item)
        return;
    int64_t item = world_act(world, WORLD_HOST, "item.add",
                             "\"unit\":%lld,\"kind\":\"test\",\"title\":{\"en\":\"T\"}",
                             (long long)tests->unit);
    if (item <= 0)
        return;
    *test = (struct test_known){.item = item};
    world_act(world, WORLD_HOST, "test.set",
              "\"item\":%lld,\"pass\":100,\"attempts\":1,\"reveal\":\"last\"", (long long)item);
    write_question(world, at);
}

static void drop(struct world *world, unsigned at)
{
    struct tests_played *tests = &world->tests;
    if (world_act(world, WORLD_HOST, "item.remove", "\"unit\":%lld,\"item\":%lld",
                  (long long)tests->unit, (long long)tests->list[at].item) <= 0)
        return;
    for (unsigned i = 0; i < TEST_WORDS_MAX; i++)
        if (tests->words[i].test == at)
            tests->words[i].of = TEST_NO_WORD;
    tests->list[at] = (struct test_known){0};
}

static void begin(struct world *world, unsigned person, const struct test_known *test)
{
    world_act(world, person, "test.begin", "\"item\":%lld", (long long)test->item);
}

static void answer(struct world *world, unsigned person, unsigned at)
{
    const struct test_known *test = &world->tests.list[at];
    struct test_word *word = word_new(world, at, person);
    if (world_act(world, person, "test.answer",
                  "\"item\":%lld,\"attempt\":%u,\"question\":%lld,\"texts\":[\"%s\"]",
                  (long long)test->item, 1 + dice_below(&world->dice, 2), (long long)test->question,
                  word->word) > 0)
        word->of = TEST_ANSWER;
}

static void hand(struct world *world, unsigned person, struct test_known *test)
{
    if (world_act(world, person, "test.hand", "\"item\":%lld,\"attempt\":%u", (long long)test->item,
                  1 + dice_below(&world->dice, 2)) > 0)
        test->handed |= 1u << person;
}

/* Nothing closes here: what is right would be told without anybody's having handed in. */
static void date(struct world *world, const struct test_known *test)
{
    world_act(world, WORLD_HOST, "unit.dates", "\"works\":[{\"item\":%lld,\"due\":%u}]",
              (long long)test->item, 1 + dice_below(&world->dice, 1000));
}

static void allow(struct world *world, unsigned person, const struct test_known *test)
{
    if (dice_below(&world->dice, 2) == 0) {
        date(world, test);
        return;
    }
    world_act(world, WORLD_HOST, "test.allow",
              "\"item\":%lld,\"person\":\"%s\",\"attempts\":1,\"until\":9", (long long)test->item,
              world_people[person]);
}

void tests_step(struct world *world)
{
    unsigned person = world_anybody(world), at = dice_below(&world->dice, TESTS_KNOWN);
    struct test_known *test = &world->tests.list[at];
    switch (test->item ? dice_below(&world->dice, 14) : 0) {
    case 0:
        add(world);
        break;
    case 1:
        write_question(world, at);
        break;
    case 2:
    case 3:
    case 4:
        begin(world, person, test);
        break;
    case 5:
    case 6:
        answer(world, person, at);
        break;
    case 7:
    case 8:
        hand(world, person, test);
        break;
    case 9:
        allow(world, person, test);
        break;
    case 10:
        if (dice_below(&world->dice, 4) == 0)
            drop(world, at);
        break;
    default:
        look(world, person, test);
    }
}

void tests_run(struct world *world)
{
    for (unsigned i = 0; i < 8; i++)
        add(world);
    for (unsigned person = WORLD_FIRST_PLAIN; person < PEOPLE; person++) {
        begin(world, person, &world->tests.list[0]);
        answer(world, person, 0);
        for (unsigned turn = 0; turn < 4; turn++)
            look(world, person, &world->tests.list[0]);
    }
}

void tests_expect(struct world *world)
{
    for (unsigned k = 0; k < TEST_WORDS_MAX; k++) {
        const char *word = world->tests.words[k].word;
        for (unsigned i = 0; *word && i < DEVICES_ALL; i++) {
            const struct buffer *heard = &world->devices[i].heard;
            if (heard->len > 0 && memmem(heard->bytes, heard->len, word, strlen(word)))
                caught(CAUGHT_RIGHT, "%s was sent %s", world->devices[i].id, word);
        }
    }
}
