/* SPDX-License-Identifier: Apache-2.0
 * See help_assignments.h. In the course the host is staff, and whoever is staff of a cohort sees
 * its people's work. */
#include "sim/help_assignments.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_pages.h"

enum { SOON_MS = 20000 };

/* ---- words -------------------------------------------------------------------------------------
 */

static struct work_word *word_new(struct world *world)
{
    unsigned at = world->works.count++;
    struct work_word *word = &world->works.words[at % WORK_WORDS_MAX];
    *word = (struct work_word){0};
    snprintf(word->word, sizeof word->word, "work%u.", at);
    return word;
}

/* What is of that kind, of that person at that item; the last of several. */
static struct work_word *word_of(struct world *world, enum work_word_of of, int64_t item,
                                 unsigned person)
{
    struct works_played *works = &world->works;
    for (unsigned i = works->count; i > 0 && i + WORK_WORDS_MAX > works->count; i--) {
        struct work_word *word = &works->words[(i - 1) % WORK_WORDS_MAX];
        if (word->of == of && word->item == item && word->person == person)
            return word;
    }
    return NULL;
}

static void word_gone(struct work_word *word)
{
    if (word)
        word->of = WORK_NONE;
}

static bool is_supervisor(const struct world *world, unsigned person)
{
    bool is = person == WORLD_HOST;
    for (unsigned i = 0; i < COHORTS_KNOWN; i++)
        is = is || world->cohorts.list[i].staff >> person & 1;
    return is;
}

/* What an instance says that has not heard yet may be what was so before. */
static void expect_word(struct world *world, const struct work_word *word, unsigned asker)
{
    bool own = word->person == asker, alone = world->instances == 1;
    if (word->of == WORK_DRAFT && !own && (alone || !word->was_handed))
        caught(CAUGHT_DRAFTED, "%s was told %s", world_people[asker], word->word);
    else if (word->of == WORK_MARK && own && !word->back)
        caught(CAUGHT_MARK, "%s was told %s", world_people[asker], word->word);
    else if (alone && !own && !is_supervisor(world, asker))
        caught(CAUGHT_WORK, "%s was told %s of %s", world_people[asker], word->word,
               world_people[word->person]);
    world->works.told++;
}

static void ask(struct world *world, unsigned asker, const char *query, const char *more)
{
    struct buffer page;
    char data[160];
    int64_t item = world->works.items[dice_below(&world->dice, WORK_ITEMS)];
    buffer_init(&page, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"item\":%lld%s}", (long long)item, more);
    pages_ask(world, asker, query, data, &page);
    for (unsigned i = 0; page.len > 0 && i < WORK_WORDS_MAX; i++) {
        const struct work_word *word = &world->works.words[i];
        if (word->of != WORK_NONE && memmem(page.bytes, page.len, word->word, strlen(word->word)))
            expect_word(world, word, asker);
    }
    buffer_done(&page);
}

/* ---- what people do ----------------------------------------------------------------------------
 */

static int64_t any_item(struct world *world)
{
    return world->works.items[dice_below(&world->dice, WORK_ITEMS)];
}

static void set(struct world *world, unsigned person, int64_t item)
{
    char dates[64] = "";
    long long due = (long long)loop_now_ms(world->loop) + dice_below(&world->dice, SOON_MS);
    if (dice_below(&world->dice, 2))
        snprintf(dates, sizeof dates, ",\"due\":%lld,\"closes\":%lld", due, due + SOON_MS);
    world_act(world, person, "assignment.set",
              "\"item\":%lld,\"text\":{\"en\":\"Ask\"},\"takes\":\"both\",\"attempts\":%u%s,"
              "\"rubric\":[{\"title\":{\"en\":\"A\"},\"points\":4},"
              "{\"title\":{\"en\":\"B\"},\"points\":6}]",
              (long long)item, 1 + dice_below(&world->dice, 3), dates);
}

static void add(struct world *world)
{
    struct works_played *works = &world->works;
    unsigned at = dice_below(&world->dice, WORK_ITEMS);
    if (!works->unit)
        works->unit =
            world_act(world, WORLD_HOST, "unit.add", "\"title\":{\"en\":\"Work\"},\"open\":true");
    if (works->unit <= 0 || works->items[at])
        return;
    int64_t item = world_act(world, WORLD_HOST, "item.add",
                             "\"unit\":%lld,\"kind\":\"assignment\",\"title\":{\"en\":\"W\"}",
                             (long long)works->unit);
    works->items[at] = item > 0 ? item : 0;
    if (item > 0)
        set(world, WORLD_HOST, item);
}

static void drop(struct world *world)
{
    unsigned at = dice_below(&world->dice, WORK_ITEMS);
    int64_t item = world->works.items[at];
    if (world_act(world, WORLD_HOST, "item.remove", "\"unit\":%lld,\"item\":%lld",
                  (long long)world->works.unit, (long long)item) <= 0)
        return;
    world->works.items[at] = 0;
    for (unsigned i = 0; i < WORK_WORDS_MAX; i++)
        if (world->works.words[i].item == item)
            word_gone(&world->works.words[i]);
}

static void draft(struct world *world, unsigned person, int64_t item)
{
    struct work_word *before = word_of(world, WORK_DRAFT, item, person), *word = word_new(world);
    if (world_act(world, person, "assignment.write", "\"item\":%lld,\"text\":\"%s\"",
                  (long long)item, word->word) <= 0)
        return;
    word_gone(before);
    word->of = WORK_DRAFT;
    word->item = item;
    word->person = person;
    world->works.kept++;
}

static void hand(struct world *world, unsigned person, int64_t item)
{
    struct work_word *before = word_of(world, WORK_DRAFT, item, person), *word = word_new(world);
    if (world_act(world, person, "assignment.hand", "\"item\":%lld,\"text\":\"%s\"",
                  (long long)item, word->word) <= 0)
        return;
    word_gone(before);
    word->of = WORK_HANDED;
    word->item = item;
    word->person = person;
}

/* What somebody has begun to say of it goes with it. */
static void take_back(struct world *world, unsigned person, int64_t item)
{
    struct work_word *word = word_of(world, WORK_HANDED, item, person);
    struct work_word *mark = word_of(world, WORK_MARK, item, person);
    if (world_act(world, person, "assignment.withdraw", "\"item\":%lld", (long long)item) <= 0)
        return;
    if (word) {
        word->of = WORK_DRAFT;
        word->was_handed = true;
    }
    if (mark && !mark->back)
        word_gone(mark);
}

static void mark(struct world *world, unsigned staff, unsigned person, int64_t item)
{
    static const char *const verdicts[] = {"", "", ",\"back\":true",
                                           ",\"back\":true,\"passed\":true",
                                           ",\"back\":true,\"again\":true"};
    unsigned verdict = dice_below(&world->dice, 5);
    struct work_word *before = word_of(world, WORK_MARK, item, person), *word = word_new(world);
    unsigned attempt = 1 + dice_below(&world->dice, 2);
    if (world_act(world, staff, "assignment.mark",
                  "\"item\":%lld,\"person\":\"%s\",\"attempt\":%u,\"points\":[%u,%u],"
                  "\"text\":\"%s\"%s",
                  (long long)item, world_people[person], attempt, dice_below(&world->dice, 5),
                  dice_below(&world->dice, 7), word->word, verdicts[verdict]) <= 0)
        return;
    if (before && before->attempt == attempt)
        word_gone(before);
    word->of = WORK_MARK;
    word->item = item;
    word->person = person;
    word->attempt = attempt;
    word->back = verdict > 1;
    world->works.kept += verdict <= 1;
}

static void allow(struct world *world, unsigned staff, unsigned person, int64_t item)
{
    world_act(world, staff, "assignment.allow",
              "\"item\":%lld,\"person\":\"%s\",\"attempts\":%u,\"until\":%lld", (long long)item,
              world_people[person], dice_below(&world->dice, 3),
              (long long)loop_now_ms(world->loop) + dice_below(&world->dice, SOON_MS));
}

static void look(struct world *world, unsigned asker)
{
    char person[64];
    unsigned whose = dice_below(&world->dice, 2) ? asker : world_anybody(world);
    snprintf(person, sizeof person, ",\"person\":\"%s\"", world_people[whose]);
    switch (dice_below(&world->dice, 3)) {
    case 0:
        ask(world, asker, "assignment.read", "");
        break;
    case 1:
        ask(world, asker, "assignment.works", "");
        break;
    default:
        ask(world, asker, "assignment.work", person);
    }
}

void assignments_step(struct world *world)
{
    unsigned person = world_anybody(world);
    unsigned staff = dice_below(&world->dice, 4) ? WORLD_HOST : world_anybody(world);
    int64_t item = any_item(world);
    switch (item ? dice_below(&world->dice, 16) : 0) {
    case 0:
        add(world);
        break;
    case 1:
        set(world, staff, item);
        break;
    case 2:
    case 3:
        draft(world, person, item);
        break;
    case 4:
    case 5:
    case 6:
        hand(world, person, item);
        break;
    case 7:
        take_back(world, person, item);
        break;
    case 8:
    case 9:
    case 10:
        mark(world, staff, person, item);
        break;
    case 11:
        allow(world, staff, person, item);
        break;
    case 12:
        if (dice_below(&world->dice, 4) == 0)
            drop(world);
        break;
    default:
        look(world, person);
    }
}

void assignments_run(struct world *world)
{
    for (unsigned i = 0; i < 8; i++)
        add(world);
    for (unsigned person = WORLD_FIRST_PLAIN; person < PEOPLE; person++) {
        draft(world, person, world->works.items[0]);
        hand(world, person, world->works.items[1]);
        for (unsigned turn = 0; turn < 2; turn++)
            mark(world, WORLD_HOST, person, world->works.items[1]);
    }
    for (unsigned turn = 0; turn < 16; turn++)
        look(world, world_anybody(world));
}

void assignments_expect(struct world *world)
{
    for (unsigned k = 0; k < WORK_WORDS_MAX; k++) {
        const char *word = world->works.words[k].word;
        for (unsigned i = 0; *word && i < DEVICES_ALL; i++) {
            const struct buffer *heard = &world->devices[i].heard;
            if (heard->len > 0 && memmem(heard->bytes, heard->len, word, strlen(word)))
                caught(CAUGHT_WORK, "%s was sent %s", world->devices[i].id, word);
        }
    }
}
