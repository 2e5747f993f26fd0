/* SPDX-License-Identifier: Apache-2.0
 * A model of one poll beside the votes that are sent: who has voted with which op. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "sim/help_burst.h"
#include "sim/help_life.h"

/* Four ops of a person are known; a crowd is more than one entry takes. */
enum { OPS = 4, SENT_MAX = 24, CROWD = 300 };

struct sent {
    unsigned person, op;
    char data[128];
    struct awaited awaited;
    bool behind; /* the close, on the same instance */
};

struct scene_of {
    int64_t poll;
    bool change, closed;
    struct sent sent[SENT_MAX];
    unsigned count;
    int64_t seqs[PEOPLE][OPS]; /* what each op was answered with; 0: not done */
};

static bool open_poll(struct world *world, struct scene_of *scene)
{
    *scene = (struct scene_of){.change = dice_below(&world->dice, 2)};
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"type\":\"yesno\",\"title\":{\"en\":\"B\"},"
             "\"change\":%s}",
             world->ops++, scene->change ? "true" : "false");
    scene->poll = world_command(world, 0, "poll.prepare", data);
    if (scene->poll < 0)
        return false;
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"poll\":%lld}",
             world->ops++, (long long)scene->poll);
    return world_command(world, 0, "poll.open", data) > 0;
}

static void send_vote(struct world *world, struct scene_of *scene, unsigned person, unsigned op)
{
    struct sent *sent = &scene->sent[scene->count++];
    *sent = (struct sent){.person = person, .op = op, .behind = scene->closed};
    snprintf(sent->data, sizeof sent->data,
             "{\"room\":\"webinar:w1\",\"op\":\"b%lld.%u\",\"poll\":%lld,\"choices\":[%u]}",
             (long long)scene->poll, op, (long long)scene->poll, 1 + (person + op) % 3);
    world_send(world, world_people[person], "poll.vote", sent->data, &sent->awaited);
}

/* Something else among the votes. */
static void send_other(struct world *world, struct scene_of *scene, struct awaited *awaited)
{
    char data[128];
    bool closes = dice_below(&world->dice, 2);
    if (closes)
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"poll\":%lld}",
                 world->ops++, (long long)scene->poll);
    else
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",\"text\":\"b\"}",
                 world->ops++);
    world_send(world, "host", closes ? "poll.close" : "chat.post", data, awaited);
    scene->closed |= closes;
}

static bool has_voted(const struct scene_of *scene, unsigned person)
{
    for (unsigned op = 0; op < OPS; op++)
        if (scene->seqs[person][op])
            return true;
    return false;
}

/* What a vote must be answered with, when all were taken in the order in which they were sent. */
static void expect_in_turn(const struct scene_of *scene, const struct sent *sent)
{
    int64_t first = scene->seqs[sent->person][sent->op];
    if (first)
        assert_int_equal(sent->awaited.result, first);
    else if (has_voted(scene, sent->person) && !scene->change)
        assert_true(sent->awaited.result == -ERR_ALREADY_VOTED ||
                    (sent->behind && sent->awaited.result == -ERR_POLL_CLOSED));
    else if (sent->behind)
        assert_int_equal(sent->awaited.result, -ERR_POLL_CLOSED);
    else
        assert_true(sent->awaited.result > 0);
}

/* An op that was done has one answer, whoever gives it. */
static void expect_first_answer(const struct scene_of *scene, const struct sent *sent)
{
    int64_t first = scene->seqs[sent->person][sent->op];
    if (first && sent->awaited.result > 0)
        assert_int_equal(sent->awaited.result, first);
}

/* Sent again with the same op until the journal answers, perhaps to another instance. */
static void retry(struct world *world, struct sent *sent)
{
    for (int tries = 0; sent->awaited.result == -ERR_JOURNAL_AWAY; tries++) {
        assert_true(tries < 20);
        world_send(world, world_people[sent->person], "poll.vote", sent->data, &sent->awaited);
        for (int turn = 0; !sent->awaited.done && turn < 100; turn++)
            loop_pass(world->loop, turn < 20 ? 0 : 100);
        assert_true(sent->awaited.done);
    }
}

static void expect_answers(struct world *world, struct scene_of *scene, bool in_turn)
{
    for (unsigned i = 0; i < scene->count; i++) {
        struct sent *sent = &scene->sent[i];
        assert_true(sent->awaited.done);
        retry(world, sent);
        if (in_turn)
            expect_in_turn(scene, sent);
        else
            expect_first_answer(scene, sent);
        if (sent->awaited.result > 0)
            scene->seqs[sent->person][sent->op] = sent->awaited.result;
    }
    /* And so it is when all of it is long over. */
    for (unsigned i = 0; i < scene->count; i++) {
        struct sent again = scene->sent[i];
        if (scene->seqs[again.person][again.op] == 0 || dice_below(&world->dice, 4))
            continue;
        again.awaited.result = -ERR_JOURNAL_AWAY;
        retry(world, &again);
        assert_int_equal(again.awaited.result, scene->seqs[again.person][again.op]);
    }
}

static void note(struct world *world, int64_t poll, unsigned voters)
{
    if (world->bursts_count < BURSTS_MAX)
        world->bursts[world->bursts_count++] = (struct burst){poll, voters};
}

static void wait_for_all(struct world *world, const struct scene_of *scene)
{
    for (unsigned i = 0; i < scene->count; i++)
        for (int turn = 0; !scene->sent[i].awaited.done && turn < 100; turn++)
            loop_pass(world->loop, turn < 20 ? 0 : 100);
}

static void votes(struct world *world, struct scene_of *scene)
{
    struct awaited other = {.done = true};
    unsigned count = 2 + dice_below(&world->dice, SENT_MAX - 2), voters = 0;
    unsigned other_at = dice_below(&world->dice, 2 * SENT_MAX);
    bool losing = dice_below(&world->dice, 3) == 0;
    world->away->losing = losing;
    for (unsigned i = 0; i < count; i++) {
        if (i == other_at)
            send_other(world, scene, &other);
        send_vote(world, scene, dice_below(&world->dice, PEOPLE), dice_below(&world->dice, OPS));
        if (dice_below(&world->dice, 8) == 0)
            loop_pass(world->loop, 0);
        if (dice_below(&world->dice, 12) == 0)
            world->away->losing = false;
    }
    wait_for_all(world, scene);
    world->away->losing = false;
    for (int turn = 0; !other.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(other.done);
    expect_answers(world, scene, world->instances == 1 && !losing);
    for (unsigned person = 0; person < PEOPLE; person++)
        voters += has_voted(scene, person);
    note(world, scene->poll, voters);
}

/* So many at once that they are several entries; nobody of them follows. */
static void crowd(struct world *world, const struct scene_of *scene)
{
    static struct awaited awaited[CROWD];
    char by[16], data[128];
    for (unsigned i = 0; i < CROWD; i++) {
        snprintf(by, sizeof by, "v%u", i);
        snprintf(data, sizeof data,
                 "{\"room\":\"webinar:w1\",\"op\":\"v\",\"poll\":%lld,\"choices\":[%u]}",
                 (long long)scene->poll, 1 + i % 3);
        world_send(world, by, "poll.vote", data, &awaited[i]);
    }
    for (unsigned i = 0; i < CROWD; i++) {
        for (int turn = 0; !awaited[i].done && turn < 100; turn++)
            loop_pass(world->loop, 0);
        assert_true(awaited[i].result > 0);
    }
    note(world, scene->poll, CROWD);
}

void burst(struct world *world)
{
    static struct scene_of scene; /* too large for the stack */
    life_lift(world);
    if (!open_poll(world, &scene))
        return;
    if (!world->asks && dice_below(&world->dice, 6) == 0)
        crowd(world, &scene);
    else
        votes(world, &scene);
}

void expect_bursts_counted(struct world *world, struct device *device)
{
    const struct copy *copy = device_copy(device, "webinar:w1");
    const struct json *polls = json_get(json_get(copy->view, "poll"), "polls");
    for (unsigned i = 0; i < world->bursts_count; i++) {
        char key[24];
        int64_t voters = -1;
        snprintf(key, sizeof key, "%lld", (long long)world->bursts[i].poll);
        assert_true(json_get_int(json_get(json_get(polls, key), "tally"), "voters", &voters));
        assert_int_equal(voters, world->bursts[i].voters);
    }
}
