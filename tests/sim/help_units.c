/* SPDX-License-Identifier: Apache-2.0
 * See help_units.h. In the course the host alone is staff. */
#include "sim/help_units.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_pages.h"

enum { MINUTE_MS = 60000, DAY_MINUTES = 1440, ITEM_KINDS = 4 };

static bool is_found(const struct device *device, const char *word, size_t from)
{
    const struct buffer *heard = &device->heard;
    return from < heard->len && memmem(heard->bytes + from, heard->len - from, word, strlen(word));
}

/* Nobody was told that what they have never seen is gone from what they had marked. */
static void expect_unmarked(struct world *world, const struct unit_word *word)
{
    char null[40];
    snprintf(null, sizeof null, "\"%lld\":null", (long long)word->item);
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        const struct buffer *heard = &world->devices[i].heard;
        const char *at = heard->bytes, *end = heard->bytes + heard->len;
        while (world_person(i) != WORLD_HOST && at &&
               (at = memmem(at, (size_t)(end - at), "\"marks\":{", 9))) {
            const char *last = memchr(at, '}', (size_t)(end - at));
            size_t len = last ? (size_t)(last - at) : (size_t)(end - at);
            if (memmem(at, len, null, strlen(null)))
                caught(CAUGHT_UNIT, "%s was told of item %lld, that never was open, when it went",
                       world->devices[i].id, (long long)word->item);
            at += 9;
        }
    }
}

/* Nobody has heard what has not been open yet. */
static void expect_shut(struct world *world, const struct unit_word *word)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        if (world_person(i) != WORLD_HOST && is_found(&world->devices[i], word->word, 0))
            caught(word->topic ? CAUGHT_TOPIC : CAUGHT_UNIT, "%s was sent %s of unit %lld",
                   world->devices[i].id, word->word, (long long)word->unit);
}

/* Time opens what it is time for; before that nobody has heard of it. */
static void time_passed(struct world *world)
{
    for (unsigned i = 0; i < UNIT_WORDS_MAX; i++) {
        struct unit_word *word = &world->units.words[i];
        if (!word->unit || word->gone || word->open)
            continue;
        word->open = word->at_ms && loop_now_ms(world->loop) >= word->at_ms;
        if (!word->open && !word->was_open && dice_below(&world->dice, 8) == 0)
            expect_shut(world, word);
        word->was_open |= word->open;
        word->seen |= word->open;
    }
}

/* What a unit says of itself, or with `item` what that item of it says. */
static struct unit_word *word_of(struct world *world, int64_t unit, int64_t item)
{
    for (unsigned i = 0; i < UNIT_WORDS_MAX; i++) {
        struct unit_word *word = &world->units.words[i];
        if (word->unit == unit && word->item == item && !word->gone && !word->topic && !word->news)
            return word;
    }
    return NULL;
}

/* The next word of a unit and of all that is in it. */
static struct unit_word *word_next(struct world *world, int64_t unit, unsigned *at)
{
    while (*at < UNIT_WORDS_MAX) {
        struct unit_word *word = &world->units.words[(*at)++];
        if (word->unit == unit && !word->gone)
            return word;
    }
    return NULL;
}

static struct unit_word *word_new(struct world *world)
{
    unsigned at = world->units.count++;
    struct unit_word *word = &world->units.words[at % UNIT_WORDS_MAX];
    *word = (struct unit_word){0};
    snprintf(word->word, sizeof word->word, "unit%u.", at);
    return word;
}

struct unit_word *units_word_new(struct world *world)
{
    return word_new(world);
}

struct unit_word *units_word_of(struct world *world, int64_t unit)
{
    return word_of(world, unit, 0);
}

/* A time that is soon, said in one of two ways, or none. */
static int64_t plan(struct world *world, char out[96])
{
    int64_t now_ms = loop_now_ms(world->loop), minute = now_ms / MINUTE_MS;
    switch (dice_below(&world->dice, 4)) {
    case 0:
        out[0] = 0;
        return 0;
    case 1:
        minute += dice_below(&world->dice, 3);
        snprintf(out, 96, ",\"day\":0,\"time\":%lld", (long long)(minute % DAY_MINUTES));
        return minute * MINUTE_MS;
    default:
        now_ms += dice_below(&world->dice, 12000);
        snprintf(out, 96, ",\"at\":%lld", (long long)now_ms);
        return now_ms;
    }
}

static unsigned planner(struct world *world)
{
    return dice_below(&world->dice, 6) ? WORLD_HOST : world_anybody(world);
}

static void add(struct world *world)
{
    char when[96];
    struct unit_word word = {0};
    struct unit_word *made = word_new(world);
    word = *made;
    *made = (struct unit_word){0};
    word.at_ms = plan(world, when);
    word.open = word.was_open = !when[0] && dice_below(&world->dice, 4) == 0;
    int64_t seq = world_act(world, planner(world), "unit.add",
                            "\"title\":{\"en\":\"%s\"},\"text\":{\"en\":\"%s\"}%s%s", word.word,
                            word.word, when, word.open ? ",\"open\":true" : "");
    if (seq <= 0)
        return;
    word.unit = seq;
    *made = word;
    world_learn(&world->units.known, seq);
}

static void words_gone(struct world *world, struct unit_word *word)
{
    if (!word)
        return;
    word->gone = true;
    world_heard(world, word->gone_at);
}

static void edit(struct world *world, int64_t unit)
{
    struct unit_word *before = word_of(world, unit, 0), *made = word_new(world);
    struct unit_word word = *made;
    *made = (struct unit_word){0};
    if (world_act(world, planner(world), "unit.edit",
                  "\"unit\":%lld,\"title\":{\"fr\":\"%s\"},\"text\":{\"ar\":\"%s\"}",
                  (long long)unit, word.word, word.word) <= 0)
        return;
    word.unit = before && before->unit == unit ? unit : 0;
    if (before) {
        word.at_ms = before->at_ms;
        word.open = before->open;
        word.was_open = before->open;
        words_gone(world, before);
    }
    *made = word;
}

static struct unit_word *news_of(struct world *world, int64_t unit)
{
    unsigned at = 0;
    for (struct unit_word *word; (word = word_next(world, unit, &at));)
        if (word->news)
            return word;
    return NULL;
}

/* What is announced is heard with the unit; said anew, or not at all, the last is heard no more. */
static void announce(struct world *world, int64_t unit)
{
    const struct unit_word *found = word_of(world, unit, 0);
    struct unit_word of = found ? *found : (struct unit_word){0}; /* the next may take its place */
    struct unit_word *before = news_of(world, unit), *made = word_new(world);
    struct unit_word word = *made;
    char text[64] = "";
    bool says = dice_below(&world->dice, 4);
    if (before == made)
        before = NULL;
    *made = (struct unit_word){0};
    if (says)
        snprintf(text, sizeof text, ",\"text\":{\"en\":\"%s\"}", word.word);
    if (world_act(world, planner(world), "unit.announce", "\"unit\":%lld%s", (long long)unit,
                  text) <= 0)
        return;
    words_gone(world, before);
    if (!says || !of.unit)
        return;
    word.unit = unit;
    word.news = true;
    word.at_ms = of.at_ms;
    word.open = word.was_open = word.seen = of.open;
    *made = word;
}

static void schedule(struct world *world, int64_t unit)
{
    char when[96];
    int64_t at_ms = plan(world, when);
    bool many = when[0] && dice_below(&world->dice, 3) == 0;
    if (world_act(world, planner(world), many ? "unit.dates" : "unit.schedule",
                  many ? "\"units\":[{\"unit\":%lld%s}]" : "\"unit\":%lld%s", (long long)unit,
                  when) <= 0)
        return;
    unsigned at = 0;
    for (struct unit_word *word; (word = word_next(world, unit, &at));) {
        word->at_ms = at_ms;
        if (!word->was_open)
            continue;
        word->open = false;
        world_heard(world, word->gone_at);
    }
}

static void release(struct world *world, int64_t unit)
{
    unsigned at = 0;
    for (struct unit_word *word; (word = word_next(world, unit, &at));)
        if (!word->was_open)
            expect_shut(world, word);
    if (world_act(world, planner(world), "unit.release", "\"unit\":%lld", (long long)unit) <= 0)
        return;
    at = 0;
    for (struct unit_word *word; (word = word_next(world, unit, &at));)
        word->open = word->was_open = word->seen = true;
}

static void remove_unit(struct world *world, int64_t unit)
{
    unsigned at = 0;
    if (world_act(world, planner(world), "unit.remove", "\"unit\":%lld", (long long)unit) <= 0)
        return;
    /* Its topics stay, and are as open as they were. */
    for (struct unit_word *word; (word = word_next(world, unit, &at));) {
        if (!word->topic)
            words_gone(world, word);
        else if (word->open)
            *word = (struct unit_word){0};
        else
            word->at_ms = 0;
    }
}

/* What an item of each kind says beside its title. */
static void body_of(const struct unit_word *word, char out[256])
{
    const char *said = word->word;
    if (word->kind == 0)
        snprintf(out, 256, "\"kind\":\"article\",\"text\":{\"fr\":\"%s\"}", said);
    else if (word->kind == 1)
        snprintf(out, 256,
                 "\"kind\":\"video\",\"url\":\"/media/%s\",\"type\":\"mp4\","
                 "\"captions\":{\"ar\":\"/%s\"}",
                 said, said);
    else if (word->kind == 3)
        snprintf(out, 256,
                 "\"kind\":\"lti\",\"tool\":7,\"url\":\"https://t.example/%s\","
                 "\"custom\":{\"chapter\":\"%s\"}",
                 said, said);
    else
        snprintf(out, 256, "\"kind\":\"podcast\",\"url\":\"/media/%s\",\"text\":{\"es\":\"%s\"}",
                 said, said);
}

/* An item comes, is said anew, or goes; it is open with its unit. */
static void write_item(struct world *world, int64_t unit)
{
    const struct unit_word *found = word_of(world, unit, 0);
    struct unit_word of = found ? *found : (struct unit_word){0}; /* the next may take its place */
    int64_t item = pages_any(world, &world->units.items);
    struct unit_word *before = word_of(world, unit, item), *made = word_new(world);
    struct unit_word word = *made;
    char body[256];
    bool edits = before && before->item && dice_below(&world->dice, 2);
    *made = (struct unit_word){0};
    word.kind = edits ? before->kind : dice_below(&world->dice, ITEM_KINDS);
    body_of(&word, body);
    int64_t seq = world_act(
        world, planner(world), edits ? "item.edit" : "item.add",
        "\"unit\":%lld,\"item\":%lld,\"title\":{\"en\":\"%s\"},%s,\"counts\":%s", (long long)unit,
        (long long)item, word.word, body, dice_below(&world->dice, 2) ? "true" : "false");
    if (seq <= 0 || !of.unit)
        return;
    word.unit = unit;
    word.item = edits ? item : seq;
    word.at_ms = of.at_ms;
    word.open = word.was_open = of.open;
    word.seen = of.open || (edits && before->seen);
    if (edits)
        words_gone(world, before);
    else
        world_learn(&world->units.items, seq);
    *made = word;
}

static void drop_item(struct world *world, int64_t unit)
{
    int64_t item = pages_any(world, &world->units.items);
    if (world_act(world, planner(world), "item.remove", "\"unit\":%lld,\"item\":%lld",
                  (long long)unit, (long long)item) > 0)
        words_gone(world, word_of(world, unit, item));
}

static void mark(struct world *world, int64_t unit)
{
    int64_t item = pages_any(world, &world->units.items);
    if (dice_below(&world->dice, 3) == 0)
        world_act(world, world_anybody(world), "item.place",
                  "\"unit\":%lld,\"item\":%lld,\"place\":%u", (long long)unit, (long long)item,
                  dice_below(&world->dice, 600));
    else
        world_act(world, world_anybody(world), "item.mark",
                  "\"unit\":%lld,\"item\":%lld,\"done\":%s", (long long)unit, (long long)item,
                  dice_below(&world->dice, 3) ? "true" : "false");
}

static void order(struct world *world)
{
    int64_t one = pages_any(world, &world->units.known);
    int64_t two = pages_any(world, &world->units.known);
    if (one != two)
        world_act(world, planner(world), "unit.order", "\"units\":[%lld,%lld]", (long long)one,
                  (long long)two);
}

/* The course begins within the same day, so that times stay what they are. */
static void start(struct world *world)
{
    char data[192];
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"o%u\",\"start\":%lld,\"zone\":\"UTC\"}",
             world->ops++, (long long)(loop_now_ms(world->loop) - dice_below(&world->dice, 60000)));
    world_run(world, "system", "stage.change", data);
}

static void look_at(struct world *world, int64_t unit)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES)];
    char channel[NAME_BYTES];
    snprintf(channel, sizeof channel, "course:c1/unit/%lld", (long long)unit);
    if (dice_below(&world->dice, 3))
        device_follow(device, channel);
    else
        device_unfollow(device, channel);
}

/* As somebody of that cohort sees the course, or a unit, some time before or after now. */
static void look_as(struct world *world, int64_t unit)
{
    char one[48] = "", cohort[32] = "";
    int64_t at_ms = loop_now_ms(world->loop) + (int64_t)dice_below(&world->dice, 120000) - 60000;
    if (dice_below(&world->dice, 2))
        snprintf(one, sizeof one, ",\"unit\":%lld", (long long)unit);
    if (dice_below(&world->dice, 2))
        snprintf(cohort, sizeof cohort, ",\"cohort\":%u", 1 + dice_below(&world->dice, 3));
    world_act(world, dice_below(&world->dice, 4) ? planner(world) : world_anybody(world),
              dice_below(&world->dice, 2) ? "unit.preview" : "forum.preview", "\"at\":%lld%s%s",
              (long long)at_ms, one, cohort);
}

void units_step(struct world *world)
{
    time_passed(world);
    int64_t unit = pages_any(world, &world->units.known);
    switch (unit > 0 ? dice_below(&world->dice, 22) : 0) {
    case 0:
    case 1:
    case 2:
        add(world);
        break;
    case 3:
        edit(world, unit);
        break;
    case 4:
    case 5:
        schedule(world, unit);
        break;
    case 6:
        release(world, unit);
        break;
    case 7:
        remove_unit(world, unit);
        break;
    case 8:
        order(world);
        look_as(world, unit);
        break;
    case 9:
        start(world);
        break;
    case 10:
    case 11:
    case 12:
        write_item(world, unit);
        break;
    case 13:
        drop_item(world, unit);
        break;
    case 14:
    case 15:
        mark(world, unit);
        break;
    case 16:
    case 17:
        announce(world, unit);
        break;
    default:
        look_at(world, unit);
    }
    time_passed(world);
}

void units_time(struct world *world)
{
    time_passed(world);
}

void units_rest(struct world *world)
{
    time_passed(world);
    for (unsigned i = 0; i < UNIT_WORDS_MAX; i++) {
        struct unit_word *word = &world->units.words[i];
        char data[128];
        if (!word->unit || word->item || word->news || word->gone || word->open)
            continue;
        snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"o%u\",\"unit\":%lld}",
                 world->ops++, (long long)word->unit);
        unsigned at = 0;
        if (world_run(world, world_people[WORLD_HOST], "unit.schedule", data) > 0)
            for (struct unit_word *one; (one = word_next(world, word->unit, &at));)
                one->at_ms = 0;
    }
}

void units_expect(struct world *world, struct units_seen *seen)
{
    time_passed(world);
    for (unsigned k = 0; k < UNIT_WORDS_MAX; k++) {
        const struct unit_word *word = &world->units.words[k];
        if (!word->unit)
            continue;
        if (!word->was_open) {
            expect_shut(world, word);
            if (word->item && !word->seen)
                expect_unmarked(world, word);
            seen->shut++;
            continue;
        }
        /* Another instance may not have heard of it yet. */
        for (unsigned i = 0; !word->open && world->instances == 1 && i < DEVICES_ALL; i++) {
            if (!word->gone && world_person(i) == WORLD_HOST)
                continue;
            seen->again++;
            if (is_found(&world->devices[i], word->word, word->gone_at[i]))
                caught(word->topic ? CAUGHT_TOPIC : CAUGHT_UNIT,
                       "%s was sent %s again, of unit %lld", world->devices[i].id, word->word,
                       (long long)word->unit);
        }
        seen->open += word->open;
    }
}
