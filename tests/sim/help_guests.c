/* SPDX-License-Identifier: Apache-2.0
 * See help_guests.h. Who may hear what is reckoned plainly, from the commands that were answered
 * and the clock: a word is said once what was due by then has happened. */
#include "sim/help_guests.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_pages.h"

#define COURSE "course:v1"

enum { DUE_MS = 2000 };

static int64_t act(struct world *world, const char *by, const char *method, const char *data)
{
    char text[512];
    snprintf(text, sizeof text, "{\"room\":\"" COURSE "\",\"op\":\"g%u\",%s}", world->ops++, data);
    return world_run(world, by, method, text);
}

static const char *guest_name(unsigned guest)
{
    return world_people[PEOPLE + guest];
}

static struct device *device_of(struct world *world, unsigned guest)
{
    return &world->devices[DEVICES + guest];
}

/* Whose time is over is out, once the room had the time to say so. */
static void let_time_end(struct world *world)
{
    for (unsigned i = 0; i < GUESTS; i++) {
        struct guest_stay *stay = &world->guests.stays[i];
        if (!stay->places || stay->until_ms > loop_now_ms(world->loop))
            continue;
        loop_pass(world->loop, DUE_MS);
        loop_pass(world->loop, DUE_MS);
        stay->places = 0;
    }
}

/* Whoever may see a place may be sent all its words. */
static void allow(struct world *world)
{
    for (unsigned w = 0; w < GUEST_WORDS_MAX; w++)
        for (unsigned i = 0; i < GUESTS; i++)
            if (world->guests.stays[i].places >> world->guests.words[w].place & 1 &&
                (!world->guests.words[w].own || world->guests.words[w].own == i + 1))
                world->guests.words[w].allowed |= 1u << i;
}

static const char *word_in(struct world *world, unsigned place)
{
    struct guest_word *word = &world->guests.words[world->guests.count++ % GUEST_WORDS_MAX];
    let_time_end(world);
    *word = (struct guest_word){.place = place};
    snprintf(word->word, sizeof word->word, "guestword%ux", world->guests.count);
    allow(world);
    return word->word;
}

/* An article, or what is asked for in an assignment and its title. */
static void say_in_unit(struct world *world, const char *by, unsigned place, const char *word)
{
    char data[240];
    bool asks = dice_below(&world->guests.dice, 2);
    int bytes =
        snprintf(data, sizeof data, "\"unit\":%lld,\"kind\":\"%s\",\"title\":{\"en\":\"%s\"}",
                 (long long)world->guests.seqs[place], asks ? "assignment" : "article", word);
    if (!asks)
        snprintf(data + bytes, sizeof data - (size_t)bytes, ",\"text\":{\"en\":\"%s\"}", word);
    int64_t item = act(world, by, "item.add", data);
    if (!asks || item <= 0)
        return;
    world->guests.works[place] = item;
    snprintf(
        data, sizeof data,
        "\"item\":%lld,\"text\":{\"en\":\"%s\"},\"takes\":\"text\",\"attempts\":9,\"due\":%lld",
        (long long)item, word, (long long)loop_now_ms(world->loop) + 60000);
    (void)act(world, by, "assignment.set", data);
}

/* A guest who may write hands in where they can. */
static void hand_in(struct world *world, unsigned guest, unsigned place)
{
    char data[160];
    const char *text = word_in(world, place);
    struct guest_word *word = &world->guests.words[(world->guests.count - 1) % GUEST_WORDS_MAX];
    word->own = guest + 1;
    word->allowed &= 1u << guest;
    snprintf(data, sizeof data, "\"item\":%lld,\"text\":\"%s\"",
             (long long)world->guests.works[place], text);
    world->guests.handed += act(world, guest_name(guest), "assignment.hand", data) > 0;
}

static unsigned some_document(struct world *world)
{
    return GUEST_LIBRARY + dice_below(&world->guests.dice, GUEST_PLACES - GUEST_LIBRARY);
}

/* What a file is called that is the version from now on. */
static void say_as_file(struct world *world, const char *by, unsigned place, const char *word)
{
    char data[200];
    snprintf(data, sizeof data,
             "\"blob\":\"guestblob%u\",\"bytes\":9,\"type\":\"pdf\",\"for\":\"staff\","
             "\"name\":\"%s.pdf\"",
             world->ops, word);
    int64_t file = act(world, by, "file.add", data);
    if (file <= 0)
        return;
    world->guests.files[place] = file;
    snprintf(data, sizeof data, "\"document\":%lld,\"file\":%lld",
             (long long)world->guests.seqs[place], (long long)file);
    (void)act(world, by, "document.version", data);
}

/* In its title and what it is about, in what is new of a version, or as the name of a file. */
static void say_of_document(struct world *world, const char *by, unsigned place, const char *word)
{
    char data[240];
    long long document = (long long)world->guests.seqs[place];
    unsigned how = dice_below(&world->guests.dice, 3);
    if (how == 0) {
        say_as_file(world, by, place, word);
    } else if (how == 1) {
        snprintf(data, sizeof data,
                 "\"document\":%lld,\"url\":\"https://example.org/%s\",\"note\":\"%s\"", document,
                 word, word);
        (void)act(world, by, "document.version", data);
    } else {
        snprintf(data, sizeof data,
                 "\"document\":%lld,\"said\":%lld,\"kind\":\"book\",\"title\":\"%s\","
                 "\"text\":\"%s\"",
                 document, (long long)world->guests.said[place], word, word);
        int64_t said = act(world, by, "document.edit", data);
        if (said > 0)
            world->guests.said[place] = said;
    }
}

/* Of a guest who may write and one of the members. What is said in a topic cites a document. */
static void say(struct world *world, const char *by, unsigned place)
{
    char data[200];
    const char *word = word_in(world, place);
    if (place >= GUEST_LIBRARY) {
        say_of_document(world, by, place, word);
        return;
    }
    if (place >= GUEST_TOPICS) {
        say_in_unit(world, by, place, word);
        return;
    }
    snprintf(data, sizeof data,
             "\"thread\":%lld,\"text\":\"%s http://muster.example/course/v1/document/%lld\"",
             (long long)world->guests.threads[place], word,
             (long long)world->guests.seqs[some_document(world)]);
    (void)act(world, by, "forum.post", data);
}

static void make_document(struct world *world, unsigned place)
{
    char data[160];
    const char *word = word_in(world, place);
    snprintf(data, sizeof data, "\"kind\":\"book\",\"title\":\"%s\",\"authors\":[\"%s\"]", word,
             word);
    world->guests.seqs[place] = act(world, "host", "document.add", data);
    world->guests.said[place] = world->guests.seqs[place];
    assert_true(world->guests.seqs[place] > 0);
}

static void make(struct world *world, unsigned place)
{
    char data[240];
    if (place >= GUEST_LIBRARY) {
        make_document(world, place);
        return;
    }
    bool topic = place < GUEST_TOPICS;
    const char *word = word_in(world, place);
    snprintf(data, sizeof data, "\"title\":{\"en\":\"%s\"},\"text\":{\"en\":\"%s\"},%s", word, word,
             topic ? "\"kind\":\"discussion\"" : "\"open\":true");
    world->guests.seqs[place] = act(world, "host", topic ? "topic.add" : "unit.add", data);
    assert_true(world->guests.seqs[place] > 0);
    if (!topic)
        return;
    word = word_in(world, place);
    snprintf(data, sizeof data, "\"title\":\"%s\",\"text\":\"%s\",\"topic\":%lld", word, word,
             (long long)world->guests.seqs[place]);
    world->guests.threads[place] = act(world, "host", "forum.thread", data);
    assert_true(world->guests.threads[place] > 0);
}

/* As the command lists them, each kind by itself. */
static void places_write(struct world *world, unsigned places, char out[240])
{
    static const struct {
        const char *key;
        unsigned begin, end;
    } kinds[] = {{"topics", 0, GUEST_TOPICS},
                 {"units", GUEST_TOPICS, GUEST_LIBRARY},
                 {"documents", GUEST_LIBRARY, GUEST_PLACES}};
    int bytes = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *before = "";
        bytes += snprintf(out + bytes, 240 - (size_t)bytes, ",\"%s\":[", kinds[i].key);
        for (unsigned place = kinds[i].begin; place < kinds[i].end; place++) {
            if (!(places >> place & 1))
                continue;
            bytes += snprintf(out + bytes, 240 - (size_t)bytes, "%s%lld", before,
                              (long long)world->guests.seqs[place]);
            before = ",";
        }
        bytes += snprintf(out + bytes, 240 - (size_t)bytes, "]");
    }
}

static void let_in(struct world *world, unsigned guest, unsigned places, int64_t ms)
{
    struct guest_stay *stay = &world->guests.stays[guest];
    char data[400], named[240];
    int64_t until_ms = loop_now_ms(world->loop) + ms;
    places_write(world, places, named);
    snprintf(data, sizeof data, "\"whom\":\"%s\",\"until\":%lld,\"writes\":%s%s", guest_name(guest),
             (long long)until_ms, dice_below(&world->dice, 2) ? "true" : "false", named);
    if (act(world, "host", "visitor.set", data) <= 0)
        return;
    *stay = (struct guest_stay){places, stay->had | places, until_ms};
    allow(world);
}

static void end(struct world *world, unsigned guest)
{
    char data[96];
    snprintf(data, sizeof data, "\"whom\":\"%s\"", guest_name(guest));
    if (act(world, "host", "visitor.end", data) > 0)
        world->guests.stays[guest].places = 0;
}

/* Whatever comes is heard. */
static void ask(struct world *world, unsigned guest)
{
    static const char *const queries[] = {
        "forum.list",       "forum.posts",      "visitor.places",  "forum.polls",
        "unit.calendar",    "forum.unread",     "presence.roster", "assignment.read",
        "assignment.dates", "assignment.works", "test.dates",      "document.get",
        "document.cite",    "document.cited",   "document.list",   "file.get"};
    enum { QUERIES = sizeof queries / sizeof queries[0] };
    unsigned place = dice_below(&world->dice, GUEST_TOPICS);
    unsigned unit = GUEST_TOPICS + dice_below(&world->guests.dice, GUEST_LIBRARY - GUEST_TOPICS);
    unsigned document = some_document(world);
    char text[240];
    snprintf(text, sizeof text,
             "{\"room\":\"" COURSE "\",\"topic\":%lld,\"thread\":%lld,\"item\":%lld,"
             "\"document\":%lld,\"file\":%lld}",
             (long long)world->guests.seqs[place], (long long)world->guests.threads[place],
             (long long)world->guests.works[unit], (long long)world->guests.seqs[document],
             (long long)world->guests.files[document]);
    pages_ask(world, PEOPLE + guest, queries[dice_below(&world->dice, QUERIES)], text,
              &device_of(world, guest)->heard);
}

/* No view has words of documents: they are asked for, whatever is theirs. */
static void read_documents(struct world *world, unsigned guest)
{
    static const char *const queries[] = {"document.get", "document.cited", "file.get"};
    char text[120];
    for (unsigned place = GUEST_LIBRARY; place < GUEST_PLACES; place++)
        for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
            snprintf(text, sizeof text, "{\"room\":\"" COURSE "\",\"document\":%lld,\"file\":%lld}",
                     (long long)world->guests.seqs[place], (long long)world->guests.files[place]);
            pages_ask(world, PEOPLE + guest, queries[i], text, &device_of(world, guest)->heard);
        }
}

/* All of it, whatever is theirs. */
static void follow(struct world *world, unsigned guest)
{
    char channel[NAME_BYTES];
    if (!device_of(world, guest)->online)
        world_connect(world, device_of(world, guest));
    device_wake(device_of(world, guest));
    device_follow(device_of(world, guest), COURSE);
    for (unsigned place = 0; place < GUEST_PLACES; place++) {
        bool topic = place < GUEST_TOPICS;
        const char *kind = topic ? "thread" : place < GUEST_LIBRARY ? "unit" : "document";
        snprintf(channel, sizeof channel, COURSE "/%s/%lld", kind,
                 (long long)(topic ? world->guests.threads[place] : world->guests.seqs[place]));
        device_follow(device_of(world, guest), channel);
    }
}

static void make_course(struct world *world)
{
    static const char *const commands[][2] = {
        {"stage.create", "\"title\":{\"en\":\"V\"}"},
        {"member.set", "\"whom\":\"host\",\"role\":\"host\""},
        {"member.set", "\"whom\":\"p2\",\"role\":\"participant\""},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        assert_true(act(world, "system", commands[i][0], commands[i][1]) > 0);
    for (unsigned place = 0; place < GUEST_PLACES; place++)
        make(world, place);
}

void guests_run(struct world *world)
{
    world->guests.run = true;
    world->guests.dice = world->dice;
    make_course(world);
    let_in(world, 0, 21, 600000);
    let_in(world, 1, 63, 6000);
    for (unsigned i = 0; i < GUESTS; i++)
        follow(world, i);
    for (int turn = 0; turn < 4; turn++)
        world_turn(world);
    for (unsigned place = 0; place < GUEST_PLACES; place++)
        say(world, "host", place);
    hand_in(world, 0, 2);
    hand_in(world, 1, 3);
    for (unsigned i = 0; i < GUESTS; i++)
        read_documents(world, i);
    world_turn(world);
    loop_pass(world->loop, 8000);
    for (unsigned place = 0; place < GUEST_PLACES; place++)
        say(world, "host", place);
    world_turn(world);
    end(world, 0);
    say(world, "host", 0);
    for (unsigned i = 0; i < GUESTS; i++)
        read_documents(world, i);
}

void guests_step(struct world *world)
{
    static const int64_t stays_ms[] = {500, 3000, 20000, 600000};
    unsigned roll = dice_below(&world->guests.dice, 16),
             guest = dice_below(&world->guests.dice, GUESTS);
    unsigned place = dice_below(&world->dice, GUEST_PLACES);
    if (!world->guests.run)
        return;
    let_time_end(world);
    if (roll < 4)
        let_in(world, guest, 1 + dice_below(&world->dice, 63), stays_ms[roll]);
    else if (roll < 5)
        end(world, guest);
    else if (roll < 9)
        say(world, "host", place);
    else if (roll < 11)
        say(world, roll == 9 ? "p2" : guest_name(guest),
            dice_below(&world->guests.dice, GUEST_TOPICS));
    else if (roll < 12)
        hand_in(world, guest,
                GUEST_TOPICS + dice_below(&world->guests.dice, GUEST_LIBRARY - GUEST_TOPICS));
    else if (roll < 13)
        ask(world, guest);
    else if (roll < 14)
        read_documents(world, guest);
    else
        follow(world, guest);
}

void guests_expect(struct world *world, struct guests_seen *seen)
{
    for (unsigned w = 0; w < GUEST_WORDS_MAX && w < world->guests.count; w++) {
        const struct guest_word *word = &world->guests.words[w];
        for (unsigned i = 0; i < GUESTS; i++) {
            const struct device *device = device_of(world, i);
            bool allowed = word->allowed >> i & 1;
            bool heard = device->heard.len > 0 && memmem(device->heard.bytes, device->heard.len,
                                                         word->word, strlen(word->word));
            bool had = world->guests.stays[i].had >> word->place & 1;
            bool read = word->place >= GUEST_LIBRARY;
            if (heard && !allowed)
                caught(had    ? CAUGHT_ENDED
                       : read ? CAUGHT_DOCUMENT
                              : CAUGHT_VISITED,
                       "%s was sent %s", device->id, word->word);
            seen->read += heard && allowed && read;
            seen->kept += !allowed;
            seen->heard += heard && allowed;
        }
    }
    seen->handed += world->guests.handed;
}
