/* SPDX-License-Identifier: Apache-2.0
 * What people do in the trial's room, and who may see what came of it. */
#include "sim/help_trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROOM   "trial:t1"
#define CANARY "canary"

enum { HOST };

static unsigned dice(struct trial *trial, unsigned limit)
{
    return dice_below(&trial->world->dice, limit);
}

/* Whether that person is to see it as things are: the rules, told once more. */
static bool may_see(const struct trial *trial, const struct written *written, unsigned person)
{
    enum standing here = trial->room[person];
    if (!written->seq || here == STANDS_OUT)
        return false;
    if (written->direct) {
        bool own = person == written->whom && !trial->closed[person] && !written->staff;
        return here == STANDS_STAFF || own;
    }
    if (written->veiled)
        return here == STANDS_STAFF;
    if (written->group)
        here = trial->groups[written->group][person];
    return here == STANDS_STAFF || (here == STANDS_IN && !written->staff);
}

/* Puts down who may see what just now. */
static void reckon(struct trial *trial)
{
    for (unsigned i = 0; i < trial->written_count; i++) {
        struct written *written = &trial->written[i];
        for (unsigned person = 0; person < PEOPLE; person++)
            if (may_see(trial, written, person))
                written->lately |= 1u << person;
        written->ever |= written->lately;
    }
}

/* Whether the thing whose canary is at `at` says no more of its author than a pseudonym: as
 * features write it, the author comes right before. */
static bool is_veiled(struct slice bytes, const char *at)
{
    static const char by[] = "\"by\":\"*", text[] = "\",\"text\":\"";
    size_t before = sizeof by - 1 + VEIL_NAME_BYTES + sizeof text - 1;
    size_t have = (size_t)(at - bytes.at);
    const char *from = at - (have < before ? have : before);
    const char *found = memmem(from, (size_t)(at - from), by, sizeof by - 1);
    return found && !memmem(found, (size_t)(at - found), "\"name\"", 6);
}

/* Fails when there is a canary in `bytes` that this person was not to see. */
static void search(struct trial *trial, struct slice bytes, unsigned person, const char *how)
{
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    while ((at = memmem(at, (size_t)(end - at), CANARY, strlen(CANARY)))) {
        bool veiled = is_veiled(bytes, at);
        at += strlen(CANARY);
        unsigned place = (unsigned)strtoul(at, NULL, 10);
        assert_true(place < trial->written_count);
        const struct written *written = &trial->written[place];
        unsigned seers = trial->world->instances > 1 ? written->ever : written->lately;
        if (!(seers >> person & 1))
            fail_msg("%s was %s %s%u of entry %lld", world_people[person], how, CANARY, place,
                     (long long)written->seq);
        if (written->veiled && !veiled)
            fail_msg("%s was %s the author of entry %lld", world_people[person], how,
                     (long long)written->seq);
        trial->seen++;
    }
}

void trial_search(struct trial *trial)
{
    reckon(trial);
    for (unsigned i = 0; i < DEVICES; i++) {
        const struct buffer *heard = &trial->world->devices[i].heard;
        size_t from = trial->searched[i];
        trial->searched[i] = heard->len;
        if (heard->len > from)
            search(trial, (struct slice){heard->bytes + from, heard->len - from}, i % PEOPLE,
                   "sent");
    }
    for (unsigned i = 0; i < trial->written_count; i++)
        trial->written[i].lately = 0;
    reckon(trial);
}

static int64_t act(struct trial *trial, unsigned person, const char *method, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));
static int64_t act(struct trial *trial, unsigned person, const char *method, const char *format,
                   ...)
{
    char data[512];
    int bytes =
        snprintf(data, sizeof data, "{\"room\":\"" ROOM "\",\"op\":\"t%u\",", trial->world->ops++);
    va_list arguments;
    va_start(arguments, format);
    bytes += vsnprintf(data + bytes, sizeof data - (size_t)bytes, format, arguments);
    va_end(arguments);
    snprintf(data + bytes, sizeof data - (size_t)bytes, "}");
    int64_t seq = world_command(trial->world, person, method, data);
    trial->refused += seq < 0;
    return seq;
}

static unsigned anybody(struct trial *trial)
{
    return dice(trial, PEOPLE);
}

/* Whoever is host or moderator, if they still are. */
static unsigned staff(struct trial *trial)
{
    return dice(trial, 2);
}

static const char *const ways[] = {"none", "member", "staff"};

static void group_set(struct trial *trial)
{
    unsigned group = 1 + dice(trial, GROUPS), whom = anybody(trial), way = dice(trial, 3);
    if (act(trial, staff(trial), "group.set", "\"whom\":\"%s\",\"group\":%u,\"as\":\"%s\"",
            world_people[whom], group, ways[way]) < 0)
        return;
    trial->groups[group][whom] = (enum standing)way;
    trial->moved++;
}

static void role_set(struct trial *trial)
{
    static const struct {
        const char *role;
        enum standing standing;
    } roles[] = {{"none", STANDS_OUT},
                 {"participant", STANDS_IN},
                 {"participant", STANDS_IN},
                 {"presenter", STANDS_STAFF},
                 {"moderator", STANDS_STAFF}};
    unsigned whom = 1 + dice(trial, PEOPLE - 1), to = dice(trial, 5);
    if (act(trial, HOST, "member.set", "\"whom\":\"%s\",\"role\":\"%s\"", world_people[whom],
            roles[to].role) < 0)
        return;
    trial->room[whom] = roles[to].standing;
    trial->moved++;
}

/* Its place is the number of its canary. */
static struct written *written_new(struct trial *trial)
{
    assert_true(trial->written_count < CANARIES);
    return &trial->written[trial->written_count++];
}

static void written_done(struct written *written, int64_t seq)
{
    written->seq = seq > 0 ? seq : 0;
}

static void list_add(struct trial *trial)
{
    struct written *written = written_new(trial);
    written->group = dice(trial, GROUPS + 1);
    written->staff = dice(trial, 3) == 0;
    written_done(written,
                 act(trial, anybody(trial), "list.add",
                     "\"text\":\"" CANARY "%u.\",\"group\":%u,\"for\":\"%s\"",
                     trial->written_count - 1, written->group, written->staff ? "staff" : "all"));
}

static void box_put(struct trial *trial)
{
    struct written *written = written_new(trial);
    written->veiled = true;
    written_done(written, act(trial, anybody(trial), "box.put", "\"text\":\"" CANARY "%u.\"",
                              trial->written_count - 1));
}

/* One of the last few of that sort; a refused one when there is none. */
static struct written *any_of(struct trial *trial, bool direct)
{
    static struct written none;
    unsigned count = trial->written_count;
    for (unsigned tries = 0; count > 0 && tries < 8; tries++) {
        struct written *written = &trial->written[count - 1 - dice(trial, count < 12 ? count : 12)];
        if (written->seq && written->direct == direct && !written->veiled)
            return written;
    }
    return &none;
}

static void list_narrow(struct trial *trial)
{
    struct written *written = any_of(trial, false);
    if (act(trial, staff(trial), "list.narrow", "\"item\":%lld", (long long)written->seq) > 0)
        written->staff = true;
}

static void list_remove(struct trial *trial)
{
    struct written *written = any_of(trial, false);
    if (act(trial, staff(trial), "list.remove", "\"item\":%lld", (long long)written->seq) > 0)
        written->seq = 0;
}

static void direct_post(struct trial *trial)
{
    struct written *written = written_new(trial);
    unsigned person = anybody(trial);
    written->direct = true;
    written->whom = dice(trial, 2) ? person : anybody(trial);
    written->staff = dice(trial, 4) == 0;
    written_done(written, act(trial, person, "direct.post",
                              "\"whom\":\"%s\",\"text\":\"" CANARY "%u.\",\"note\":%s",
                              world_people[written->whom], trial->written_count - 1,
                              written->staff ? "true" : "false"));
}

static void direct_move(struct trial *trial)
{
    struct written *written = any_of(trial, true);
    unsigned whom = anybody(trial);
    if (act(trial, staff(trial), "direct.move", "\"message\":%lld,\"whom\":\"%s\"",
            (long long)written->seq, world_people[whom]) > 0)
        written->whom = whom;
}

static void direct_remove(struct trial *trial)
{
    struct written *written = any_of(trial, true);
    if (act(trial, staff(trial), "direct.move", "\"message\":%lld", (long long)written->seq) > 0)
        written->seq = 0;
}

static void direct_close(struct trial *trial)
{
    unsigned whom = anybody(trial);
    bool closed = dice(trial, 2);
    if (act(trial, staff(trial), "direct.close", "\"whom\":\"%s\",\"closed\":%s",
            world_people[whom], closed ? "true" : "false") > 0)
        trial->closed[whom] = closed;
}

struct page {
    struct trial *trial;
    unsigned person;
    bool done;
};

static void take_page(void *context, const struct hub_answer *answer)
{
    struct page *page = context;
    page->done = true;
    if (!answer->error)
        search(page->trial, answer->json, page->person, "answered with");
}

static void list_page(struct trial *trial)
{
    struct world *world = trial->world;
    struct page page = {.trial = trial, .person = anybody(trial)};
    struct slice id = slice_of(world_people[page.person]);
    struct actor actor = {.id = id, .name = id};
    char data[64];
    struct json *json = NULL;
    snprintf(data, sizeof data, "{\"room\":\"" ROOM "\",\"after\":%u}", dice(trial, 30));
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(world->hubs[dice(trial, world->instances)], &actor, SLICE("list.page"), json,
                take_page, &page);
    json_free(&json);
    for (int turn = 0; !page.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(page.done);
}

/* Somebody looks at a conversation, their own as often as not, or comes back after all. */
static void look(struct trial *trial)
{
    unsigned place = dice(trial, DEVICES);
    struct device *device = &trial->world->devices[place];
    unsigned whom = dice(trial, 2) ? place % PEOPLE : anybody(trial);
    char channel[NAME_BYTES];
    snprintf(channel, sizeof channel, ROOM "/direct/%s", world_people[whom]);
    if (dice(trial, 4) == 0)
        device_unfollow(device, channel);
    else
        device_follow(device, channel);
    device_follow(device, ROOM);
}

static const struct {
    void (*act)(struct trial *trial);
    unsigned weight;
} acts[] = {
    {group_set, 7},    {role_set, 4},    {list_add, 16},    {list_narrow, 5},
    {list_remove, 2},  {list_page, 3},   {look, 10},        {box_put, 5},
    {direct_post, 14}, {direct_move, 3}, {direct_close, 3}, {direct_remove, 2},
};

void trial_step(struct trial *trial)
{
    unsigned total = 0;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        total += acts[i].weight;
    unsigned roll = dice(trial, total);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        if (roll < acts[i].weight) {
            acts[i].act(trial);
            break;
        }
        roll -= acts[i].weight;
    }
    world_turn(trial->world);
    trial_search(trial);
}

struct reading {
    bool done;
    unsigned veiled;
};

static void expect_pseudonyms(void *context, enum err error, struct entry **entries, size_t count)
{
    struct reading *reading = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        if (!slice_is(entries[i]->type, "box.put"))
            continue;
        reading->veiled++;
        if (!veil_hides(entries[i]->by) || entries[i]->name.len > 0 || entries[i]->op.at[0] == 't')
            fail_msg("the journal knows who wrote entry %lld", (long long)entries[i]->seq);
    }
    reading->done = true;
}

void trial_expect_veiled(struct trial *trial)
{
    struct world *world = trial->world;
    struct reading reading = {0};
    journal_read(world->journal, SLICE(ROOM), 0, 1024, expect_pseudonyms, &reading);
    for (int turn = 0; !reading.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(reading.done);
    trial->veiled = reading.veiled;
}

void trial_open(struct trial *trial, struct world *world)
{
    static const char *const commands[][2] = {
        {"stage.create", "{\"room\":\"" ROOM "\",\"op\":\"a1\",\"title\":{\"en\":\"T\"}}"},
        {"member.policy", "{\"room\":\"" ROOM "\",\"op\":\"a2\",\"policy\":\"open\"}"},
        {"member.set", "{\"room\":\"" ROOM "\",\"op\":\"a3\",\"whom\":\"host\",\"role\":\"host\"}"},
        {"member.set",
         "{\"room\":\"" ROOM "\",\"op\":\"a4\",\"whom\":\"moderator\",\"role\":\"moderator\"}"},
    };
    memset(trial, 0, sizeof *trial);
    trial->world = world;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        assert_true(world_run(world, "system", commands[i][0], commands[i][1]) > 0);
    for (unsigned person = 0; person < PEOPLE; person++)
        trial->room[person] = person < 2 ? STANDS_STAFF : STANDS_IN;
    for (unsigned i = 0; i < DEVICES; i++)
        device_follow(&world->devices[i], ROOM);
    loop_pass(world->loop, 0);
}
