/* SPDX-License-Identifier: Apache-2.0
 * See help_news.h. */
#include "sim/help_news.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "sim/help_pages.h"

#define COURSE "course:c1"

enum { KEY_BYTES = 64, ASK_BYTES = 200 };

static void follow(struct world *world, unsigned person)
{
    static const char *const levels[] = {"auto", "muted", "normal", "following", "watching"};
    char thread[KEY_BYTES] = "";
    if (dice_below(&world->dice, 4))
        snprintf(thread, sizeof thread, ",\"thread\":%lld",
                 (long long)pages_any(world, &world->threads));
    world_act(world, person, "follow.set", "\"of\":\"" COURSE "\"%s,\"level\":\"%s\"", thread,
              levels[dice_below(&world->dice, 5)]);
}

static int64_t number(const struct json *object, const char *key)
{
    int64_t value = 0;
    (void)json_get_int(object, key, &value);
    return value;
}

/* It is theirs from then on, as what they are sent. */
static void hear(struct world *world, unsigned device, const struct buffer *answer)
{
    if (answer->len > 0)
        buffer_add(&world->devices[device].heard, buffer_slice(answer));
}

/* Of the course, or of more; or the last is taken back, whatever was said since. */
static void read_all(struct world *world, unsigned person)
{
    unsigned how = dice_below(&world->dice, 4);
    long long upto = (long long)pages_any(world, &world->posts);
    int64_t seq = 0;
    if (how == 0)
        seq = world_act(world, person, "read.all", "\"of\":\"" COURSE "\",\"upto\":%lld", upto);
    else if (how == 1)
        seq = world_act(world, person, "read.all",
                        "\"rooms\":{\"" COURSE "\":%lld,\"webinar:w1\":%u}", upto,
                        1 + dice_below(&world->dice, 9));
    else if (world->all_read[person])
        world_act(world, person, "read.back", "\"all\":%lld", (long long)world->all_read[person]);
    if (seq > 0)
        world->all_read[person] = seq;
}

void news_step(struct world *world)
{
    unsigned person = world_anybody(world);
    struct buffer answer;
    switch (dice_below(&world->dice, 8)) {
    case 0:
    case 4:
    case 5:
        read_all(world, person);
        return;
    case 1:
    case 2:
        follow(world, person);
        return;
    case 3:
        world_act(world, person, "inbox.set", "\"mail\":\"%s\",\"hour\":%u",
                  dice_below(&world->dice, 2) ? "daily" : "none", dice_below(&world->dice, 1440));
        return;
    default:
        buffer_init(&answer, BOUND_VIEW_BYTES);
        unsigned at = dice_below(&world->dice, DEVICES);
        pages_ask(world, world_person(at), "inbox.news",
                  "{\"room\":\"inbox:me\",\"of\":\"" COURSE "\"}", &answer);
        /* Another instance may answer what it has not heard to be gone. */
        if (world->instances == 1)
            hear(world, at, &answer);
        buffer_done(&answer);
    }
}

static bool is_set(const struct json *object, const char *key)
{
    bool value = false;
    return json_get_bool(object, key, &value) && value;
}

/* By the device's copies. */
struct shown {
    const struct json *forum, *inbox;
    const char *person;
};

static int64_t read_upto(const struct shown *shown, int64_t thing)
{
    char key[KEY_BYTES];
    const struct json *read = json_get(json_get(shown->inbox, "read"), COURSE);
    int64_t upto = number(json_get(shown->inbox, "all"), COURSE);
    snprintf(key, sizeof key, "%lld", (long long)thing);
    (void)json_get_int(read, key, &upto);
    return upto;
}

static int64_t row_upto(const struct shown *shown, int64_t seq, const struct json *row)
{
    const struct json *split = json_get(row, "split");
    int64_t upto = read_upto(shown, seq), before = 0;
    if (split)
        before = read_upto(shown, number(split, "from"));
    if (before > number(split, "seq"))
        before = number(split, "seq");
    return before > upto ? before : upto;
}

static bool is_muted(const struct shown *shown, int64_t seq)
{
    char key[KEY_BYTES];
    const struct json *follows = json_get(shown->inbox, "follows");
    struct slice level = {NULL, 0};
    snprintf(key, sizeof key, COURSE "/thread/%lld", (long long)seq);
    if (!json_get_text(follows, key, &level))
        (void)json_get_text(follows, COURSE, &level);
    return slice_is(level, "muted");
}

static bool is_unread(const struct shown *shown, int64_t seq, const struct json *row)
{
    struct slice last = {NULL, 0};
    (void)json_get_text(row, "last_by", &last);
    int64_t newest = number(row, slice_is(last, shown->person) ? "last_other" : "last");
    return newest > row_upto(shown, seq, row) && !is_muted(shown, seq);
}

/* What a row of the list says to all alike who see it: not so where one writes before one sees, or
 * without a name. */
static bool is_plain(const struct shown *shown, const struct json *row)
{
    char key[KEY_BYTES];
    struct slice kind = {NULL, 0};
    snprintf(key, sizeof key, "%lld", (long long)number(row, "topic"));
    const struct json *topic = json_get(json_get(shown->forum, "topics"), key);
    (void)json_get_text(topic, "kind", &kind);
    return !slice_is(kind, "first") && !is_set(topic, "anonymous");
}

/* Of more the youngest alone stand in the view. */
static bool shows_all(const struct shown *shown)
{
    return json_count(json_get(shown->forum, "threads")) < BOUND_THREADS_LISTED;
}

static bool is_among(const struct json *threads, int64_t seq)
{
    int64_t each = 0;
    for (const struct json *at = json_first(threads); at; at = json_next(at))
        if (json_as_int(at, &each) && each == seq)
            return true;
    return false;
}

static void compare(const struct shown *shown, const struct json *answer, struct news_seen *seen)
{
    const struct json *threads = json_get(answer, "threads");
    const struct json *row = json_first(json_get(shown->forum, "threads"));
    const struct json *room = json_get(json_get(answer, "rooms"), COURSE);
    assert_int_equal(number(room, "unread"), json_count(threads));
    for (; row; row = json_next(row)) {
        int64_t seq = part_seq(json_key(row));
        if (!is_plain(shown, row))
            continue;
        bool unread = is_unread(shown, seq, row);
        seen->unread += unread;
        seen->read += !unread;
        if (unread != is_among(threads, seq))
            fail_msg("%s: thread %lld is %s by what is shown, and the query says another thing",
                     shown->person, (long long)seq, unread ? "unread" : "read");
    }
    /* Nothing is counted that is not shown, where all is. */
    if (!shows_all(shown))
        return;
    for (const struct json *at = json_first(threads); at; at = json_next(at)) {
        char key[KEY_BYTES];
        int64_t seq = 0;
        (void)json_as_int(at, &seq);
        snprintf(key, sizeof key, "%lld", (long long)seq);
        if (!json_get(json_get(shown->forum, "threads"), key))
            caught(CAUGHT_COUNT, "%s is told of thread %lld", shown->person, (long long)seq);
    }
}

/* Each thing that is told stands in a thread that the person is shown. */
static void expect_told(const struct shown *shown, const struct json *answer,
                        struct news_seen *seen)
{
    const struct json *item = json_first(json_get(answer, "news"));
    for (; item; item = json_next(item)) {
        char key[KEY_BYTES];
        struct slice kind = {NULL, 0}, by = {NULL, 0};
        (void)json_get_text(item, "kind", &kind);
        (void)json_get_text(item, "by", &by);
        seen->told++;
        if (slice_is(by, shown->person))
            fail_msg("%s is told of what they did: %.*s", shown->person, (int)kind.len, kind.at);
        if (slice_is(kind, "release") || slice_is(kind, "report"))
            continue;
        snprintf(key, sizeof key, "%lld", (long long)number(item, "thing"));
        if (shows_all(shown) && !json_get(json_get(shown->forum, "threads"), key))
            caught(CAUGHT_COUNT, "%s is told of %.*s in thread %s", shown->person, (int)kind.len,
                   kind.at, key);
    }
}

/* The list of the course counts as the bell does. */
static void expect_listed(struct world *world, unsigned person, const struct json *answer)
{
    struct buffer text;
    struct json *listed = NULL;
    const struct json *room = json_get(json_get(answer, "rooms"), COURSE);
    buffer_init(&text, BOUND_VIEW_BYTES);
    pages_ask(world, person, "forum.unread", "{\"room\":\"" COURSE "\",\"sure\":true}", &text);
    if (text.len > 0 && room) {
        assert_int_equal(json_parse_large(buffer_slice(&text), &listed), ERR_NONE);
        if (number(listed, "threads") != number(room, "unread"))
            caught(CAUGHT_COUNT, "%s: the list has %lld unread, and the bell %lld",
                   world_people[person], (long long)number(listed, "threads"),
                   (long long)number(room, "unread"));
    }
    json_free(&listed);
    buffer_done(&text);
}

static void expect_of(struct world *world, unsigned at, struct news_seen *seen)
{
    struct copy *course = device_copy(&world->devices[at], COURSE);
    struct copy *inbox = device_copy(&world->devices[at], "inbox:me");
    struct buffer text;
    struct json *answer = NULL;
    if (!course || !course->view || !inbox || !inbox->view)
        return;
    const struct shown shown = {json_get(course->view, "forum"), json_get(inbox->view, "inbox"),
                                world_people[world_person(at)]};
    buffer_init(&text, BOUND_VIEW_BYTES);
    pages_ask(world, world_person(at), "inbox.news",
              "{\"room\":\"inbox:me\",\"of\":\"" COURSE "\",\"threads\":true,\"sure\":true}",
              &text);
    if (text.len > 0) {
        assert_int_equal(json_parse_large(buffer_slice(&text), &answer), ERR_NONE);
        compare(&shown, answer, seen);
        expect_told(&shown, answer, seen);
        expect_listed(world, world_person(at), answer);
    }
    json_free(&answer);
    buffer_done(&text);
}

void news_expect(struct world *world, struct news_seen *seen)
{
    for (unsigned i = 0; i < DEVICES; i++)
        expect_of(world, i, seen);
}

/* As the mail to who wants words asks them. */
static void hear_words(struct world *world, unsigned device, const struct json *item,
                       struct news_seen *seen)
{
    char text[ASK_BYTES];
    struct buffer page;
    if (!number(item, "post"))
        return;
    snprintf(text, sizeof text,
             "{\"room\":\"" COURSE "\",\"thread\":%lld,\"around\":%lld,\"limit\":1}",
             (long long)number(item, "thing"), (long long)number(item, "post"));
    buffer_init(&page, BOUND_VIEW_BYTES);
    pages_ask(world, world_person(device), "forum.posts", text, &page);
    seen->words += page.len > 0;
    hear(world, device, &page);
    buffer_done(&page);
}

static void hear_all(struct world *world, unsigned device, struct news_seen *seen)
{
    struct buffer text;
    struct json *answer = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    pages_ask(world, world_person(device), "inbox.news",
              "{\"room\":\"inbox:me\",\"of\":\"" COURSE "\",\"sure\":true}", &text);
    hear(world, device, &text);
    if (text.len > 0)
        assert_int_equal(json_parse_large(buffer_slice(&text), &answer), ERR_NONE);
    const struct json *item = json_first(json_get(answer, "news"));
    for (; item; item = json_next(item))
        hear_words(world, device, item, seen);
    json_free(&answer);
    buffer_done(&text);
}

void news_heard(struct world *world, struct news_seen *seen)
{
    for (unsigned i = 0; i < DEVICES; i++)
        hear_all(world, i, seen);
}
