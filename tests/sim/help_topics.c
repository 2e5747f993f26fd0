/* SPDX-License-Identifier: Apache-2.0
 * See help_topics.h. */
#include "sim/help_topics.h"

#include <stdio.h>

#include "sim/help_asks.h"
#include "sim/help_pages.h"
#include "sim/help_units.h"

/* One of those that are known, and its unit; 0: there is none. */
static int64_t any_topic(struct world *world, int64_t *unit)
{
    const struct known *topics = &world->units.topics;
    unsigned count = topics->count < KNOWN_MAX ? topics->count : KNOWN_MAX;
    unsigned at = count ? dice_below(&world->dice, count) : 0;
    *unit = count ? world->units.of_unit[at] : 0;
    return count ? topics->seq[at] : 0;
}

/* A word that stands where that unit's are; `word` is 0 when nothing is known of the unit. */
static struct unit_word word_in(struct world *world, int64_t unit, struct unit_word **place)
{
    *place = units_word_new(world);
    struct unit_word word = **place;
    **place = (struct unit_word){0};
    const struct unit_word *of = unit ? units_word_of(world, unit) : NULL;
    if (!of)
        return word;
    word.unit = unit;
    word.topic = true;
    word.at_ms = of->at_ms;
    word.open = word.was_open = of->open;
    return word;
}

static void topic_add(struct world *world)
{
    static const char *const kinds[] = {"discussion", "question", "announcement", "single",
                                        "first"};
    struct unit_word *place;
    int64_t unit = dice_below(&world->dice, 4) ? pages_any(world, &world->units.known) : 0;
    struct unit_word word = word_in(world, unit, &place);
    char more[96] = "";
    if (unit)
        snprintf(more, sizeof more, ",\"unit\":%lld", (long long)unit);
    else if (dice_below(&world->dice, 4) == 0)
        snprintf(more, sizeof more, ",\"anonymous\":true");
    else if (dice_below(&world->dice, 2))
        snprintf(more, sizeof more, ",\"block\":2,\"warn\":1,\"minutes\":1");
    int64_t seq = world_act(world, dice_below(&world->dice, 6) ? WORLD_HOST : world_anybody(world),
                            "topic.add",
                            "\"title\":{\"en\":\"%s\"},\"text\":{\"fr\":\"%s\"},\"kind\":\"%s\"%s",
                            word.word, word.word, kinds[dice_below(&world->dice, 5)], more);
    if (seq <= 0)
        return;
    world->units.of_unit[world->units.topics.count % KNOWN_MAX] = unit;
    world_learn(&world->units.topics, seq);
    if (word.unit)
        *place = word;
}

/* By the host, into a topic of a unit: its words are as shut as the unit. */
static void write_in(struct world *world, int64_t topic, int64_t unit)
{
    struct unit_word *place;
    struct unit_word word = word_in(world, unit, &place);
    unsigned person = dice_below(&world->dice, 2) ? WORLD_HOST : world_anybody(world);
    char poll[ASKS_BYTES];
    (void)asks_poll(world, word.word, poll);
    int64_t seq =
        world_act(world, person, "forum.thread",
                  "\"title\":\"%s\",\"text\":\"%s\",\"topic\":%lld,\"mentions\":[\"%s\"]%s",
                  word.word, word.word, (long long)topic, world_people[world_anybody(world)], poll);
    if (seq > 0 && word.unit)
        *place = word;
    world_learn(&world->threads, seq);
}

void topics_step(struct world *world)
{
    int64_t unit, topic = any_topic(world, &unit), other;
    switch (topic ? dice_below(&world->dice, 10) : 0) {
    case 0:
    case 1:
        topic_add(world);
        break;
    case 2:
        other = any_topic(world, &unit);
        if (other != topic)
            world_act(world, WORLD_HOST, "topic.order", "\"topics\":[%lld,%lld]", (long long)topic,
                      (long long)other);
        break;
    case 3:
        /* Of none a topic says nothing that is looked for: other words, and other bounds. */
        if (!unit)
            world_act(world, WORLD_HOST, "topic.edit",
                      "\"topic\":%lld,\"title\":{\"es\":\"x%u\"},\"block\":%u,\"minutes\":1",
                      (long long)topic, world->ops, 1 + dice_below(&world->dice, 3));
        break;
    case 4:
        world_act(world, WORLD_HOST, "topic.remove", "\"topic\":%lld", (long long)topic);
        break;
    default:
        write_in(world, topic, unit);
    }
}

void topics_run(struct world *world)
{
    for (int turn = 0; turn < 6; turn++) {
        units_step(world);
        topics_step(world);
        topics_step(world);
    }
}
