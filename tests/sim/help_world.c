/* SPDX-License-Identifier: Apache-2.0
 * What people do, at random: one function per kind of act, one table of how often. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/log.h"
#include "sim/help_asks.h"
#include "sim/help_assignments.h"
#include "sim/help_attendance.h"
#include "sim/help_burst.h"
#include "sim/help_captions.h"
#include "sim/help_cards.h"
#include "sim/help_chat.h"
#include "sim/help_cohorts.h"
#include "sim/help_completion.h"
#include "sim/help_desk.h"
#include "sim/help_direct.h"
#include "sim/help_documents.h"
#include "sim/help_drafts.h"
#include "sim/help_files.h"
#include "sim/help_finds.h"
#include "sim/help_firsts.h"
#include "sim/help_forum.h"
#include "sim/help_groups.h"
#include "sim/help_guests.h"
#include "sim/help_ingest.h"
#include "sim/help_late.h"
#include "sim/help_life.h"
#include "sim/help_marks.h"
#include "sim/help_media.h"
#include "sim/help_mentions.h"
#include "sim/help_nameless.h"
#include "sim/help_news.h"
#include "sim/help_notes.h"
#include "sim/help_pages.h"
#include "sim/help_passages.h"
#include "sim/help_polls.h"
#include "sim/help_posted.h"
#include "sim/help_questions.h"
#include "sim/help_reports.h"
#include "sim/help_slides.h"
#include "sim/help_staff.h"
#include "sim/help_surveys.h"
#include "sim/help_taken.h"
#include "sim/help_tests.h"
#include "sim/help_threads.h"
#include "sim/help_topics.h"
#include "sim/help_units.h"
#include "sim/help_witness.h"

#include "journal/backend.h"
#include "trial/trial.h"

const char *const world_people[PEOPLE + VISITORS] = {"host", "moderator", "p1",    "p2",   "p3",
                                                     "p4",   "late1",     "late2", "late3"};

unsigned world_person(unsigned device)
{
    return device < DEVICES ? device % PEOPLE : PEOPLE + device - DEVICES;
}

static void start_hub(struct world *world, unsigned at)
{
    /* Now and then a tape so short that slow readers fall off its start. */
    struct hub_options options = {.sleep_ms = 5000, .grace_ms = 3000, .erase_ms = 4000};
    options.tape_frames = dice_below(&world->dice, 3) ? 24 : 4;
    options.searcher = world->searcher;
    world->buses[at] = world->post ? post_bus(world->post) : bus_local_new();
    world->hubs[at] =
        hub_new(world->loop, world->journal, world->buses[at], trial_kinds(), &options);
}

static void stop_hub(struct world *world, unsigned at)
{
    struct hub_stats stats = hub_stats(world->hubs[at]);
    world->behind += stats.fanout.behind;
    world->bells += stats.bells.opened;
    world->forged += stats.bells.refused;
    hub_free(&world->hubs[at]);
    bus_close(&world->buses[at]);
}

void world_connect(struct world *world, struct device *device)
{
    device_connect(device, world->hubs[dice_below(&world->dice, world->instances)]);
}

static void take_answer(void *context, const struct hub_answer *answer)
{
    struct awaited *awaited = context;
    awaited->done = true;
    awaited->result = answer->error ? -(int64_t)answer->error : answer->seq;
}

void world_send(struct world *world, const char *by, const char *method, const char *data,
                struct awaited *awaited)
{
    struct json *json = NULL;
    struct actor actor = {.id = slice_of(by), .name = slice_of(by), .keeps = true};
    *awaited = (struct awaited){0};
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    world->acted = dice_below(&world->dice, world->instances);
    hub_command(world->hubs[world->acted], &actor, slice_of(method), json, take_answer, awaited);
    json_free(&json);
}

int64_t world_run(struct world *world, const char *by, const char *method, const char *data)
{
    struct awaited awaited;
    world_send(world, by, method, data, &awaited);
    for (int turn = 0; !awaited.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(awaited.done);
    return awaited.result;
}

int64_t world_command(struct world *world, unsigned person, const char *method, const char *data)
{
    int64_t result = world_run(world, world_people[person], method, data);
    if (result > 0) {
        struct repeat *repeat = &world->repeats[world->repeats_count++ % REPEATS];
        repeat->person = person;
        repeat->seq = result;
        snprintf(repeat->method, sizeof repeat->method, "%s", method);
        snprintf(repeat->data, sizeof repeat->data, "%s", data);
    }
    return result;
}

static void make_rooms(struct world *world)
{
    static const char *const commands[][2] = {
        {"stage.create", "{\"room\":\"webinar:w1\",\"op\":\"a1\",\"title\":{\"en\":\"W\"}}"},
        {"member.set",
         "{\"room\":\"webinar:w1\",\"op\":\"a3\",\"whom\":\"host\",\"role\":\"host\"}"},
        {"member.set",
         "{\"room\":\"webinar:w1\",\"op\":\"a4\",\"whom\":\"moderator\",\"role\":\"moderator\"}"},
        {"stage.create", "{\"room\":\"course:c1\",\"op\":\"b1\",\"title\":{\"en\":\"C\"}}"},
        {"member.policy", "{\"room\":\"course:c1\",\"op\":\"b2\",\"policy\":\"open\"}"},
        {"member.set",
         "{\"room\":\"course:c1\",\"op\":\"b3\",\"whom\":\"host\",\"role\":\"host\"}"},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        assert_true(world_run(world, "system", commands[i][0], commands[i][1]) > 0);
}

void world_open(struct world *world, uint64_t seed, unsigned instances)
{
    memset(world, 0, sizeof *world);
    log_set_level(LOG_WARN); /* random people are refused a thousand times */
    world->dice = seed;
    world->loop = loop_new_fake(INT64_C(1700000000000));
    world->away = away_new();
    world->journal = journal_new(world->loop, &world->away->backend);
    world->instances = instances;
    finds_open(world);
    if (instances > 1)
        world->post = post_new(world->loop, &world->dice);
    for (unsigned i = 0; i < instances; i++)
        start_hub(world, i);
    make_rooms(world);
    life_open(world);
    for (unsigned i = 0; i < DEVICES; i++) {
        struct device *device = &world->devices[i];
        device_init(device, world_people[i % PEOPLE], &world->dice);
        device->lean = i == 3 || i == 6 || i == 7;
        device->packed = i == 6 || i == 7;
        device_follow(device, "webinar:w1");
        if (i % 2 == 0)
            device_follow(device, "course:c1");
        if (i % 3 == 0)
            device_follow(device, "inbox:me");
        world_connect(world, device);
    }
    for (unsigned i = DEVICES; i < DEVICES_ALL; i++)
        device_init(&world->devices[i], world_people[world_person(i)], &world->dice);
    loop_pass(world->loop, 0);
}

void world_close(struct world *world)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        device_done(&world->devices[i]);
    finds_end(world);
    loop_pass(world->loop, 0);
    journal_close(&world->journal);
    for (unsigned i = 0; i < world->instances; i++)
        stop_hub(world, i);
    finds_close(world);
    post_free(&world->post);
    loop_free(&world->loop);
}

void world_learn(struct known *known, int64_t seq)
{
    if (seq > 0)
        known->seq[known->count++ % KNOWN_MAX] = seq;
}

unsigned world_anybody(struct world *world)
{
    return dice_below(&world->dice, PEOPLE);
}

unsigned world_staff(struct world *world)
{
    return dice_below(&world->dice, 2);
}

struct secret *world_secret(struct world *world, unsigned author)
{
    struct secret *secret = &world->secrets[world->secrets_count++ % SECRETS_MAX];
    *secret = (struct secret){.author = author, .what = CAUGHT_QUESTION};
    snprintf(secret->word, sizeof secret->word, "secret%u.%u.", world->secrets_count, author);
    return secret;
}

void world_secret_open(struct world *world, int64_t seq)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++)
        if (world->secrets[i].seq == seq)
            world->secrets[i].open = true;
}

static const char *room_of(const char *method)
{
    static const char *const course[] = {"forum.",      "unit.",       "item.",
                                         "cohort.",     "topic.",      "test.",
                                         "assignment.", "completion.", "file."};
    for (size_t i = 0; i < sizeof course / sizeof course[0]; i++)
        if (strncmp(method, course[i], strlen(course[i])) == 0)
            return "course:c1";
    bool own = strncmp(method, "read.", 5) == 0 || strncmp(method, "library.", 8) == 0 ||
               strncmp(method, "follow.", 7) == 0 || strncmp(method, "inbox.", 6) == 0 ||
               strncmp(method, "draft.", 6) == 0;
    return own ? "inbox:me" : "webinar:w1";
}

int64_t world_act(struct world *world, unsigned person, const char *method, const char *format, ...)
{
    char data[512];
    int bytes = snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"o%u\",", room_of(method),
                         world->ops++);
    va_list arguments;
    va_start(arguments, format);
    bytes += vsnprintf(data + bytes, sizeof data - (size_t)bytes, format, arguments);
    va_end(arguments);
    snprintf(data + bytes, sizeof data - (size_t)bytes, "}");
    return world_command(world, person, method, data);
}

void world_heard(const struct world *world, size_t heard[DEVICES_ALL])
{
    for (unsigned k = 0; k < DEVICES_ALL; k++) {
        const struct device *device = &world->devices[k];
        bool told = device->hub == world->hubs[world->acted] && !device->stalled;
        heard[k] = device->online && !told ? SIZE_MAX : device->heard.len;
    }
}

void world_secret_gone(struct world *world, int64_t seq)
{
    for (unsigned i = 0; i < SECRETS_MAX; i++) {
        struct secret *secret = &world->secrets[i];
        if (secret->seq != seq || secret->gone)
            continue;
        secret->gone = true;
        world_heard(world, secret->gone_at);
    }
}

static void question_ask(struct world *world)
{
    unsigned person = world_anybody(world);
    struct secret *secret = world_secret(world, person);
    int64_t seq = world_act(world, person, "question.ask", "\"text\":\"%s\"%s", secret->word,
                            dice_below(&world->dice, 3) ? "" : ",\"anonymous\":true");
    secret->seq = seq > 0 ? seq : 0;
    secret->open = !world->moderated || person < WORLD_FIRST_PLAIN;
    world_learn(&world->questions, seq);
}

static void question_vote(struct world *world)
{
    static const char *const acts[] = {"question.vote", "question.unvote", "question.edit",
                                       "question.withdraw"};
    unsigned roll = dice_below(&world->dice, 8), which = roll > 3 ? 0 : roll;
    long long question = pages_any(world, &world->questions);
    if (world_act(world, world_anybody(world), acts[which], "\"question\":%lld,\"text\":\"x\"",
                  question) > 0 &&
        which > 1)
        world_secret_gone(world, question);
}

/* Where the person is not, nobody hears it. */
static void react(struct world *world)
{
    static const char *const kinds[] = {"clap", "heart", "wow"};
    world_act(world, world_anybody(world), "reaction.send", "\"kind\":\"%s\"",
              kinds[dice_below(&world->dice, 3)]);
}

static void question_manage(struct world *world)
{
    static const char *const acts[] = {"question.approve", "question.take", "question.answer",
                                       "question.dismiss", "question.reopen"};
    unsigned which = dice_below(&world->dice, 5);
    int64_t question = pages_any(world, &world->questions);
    int64_t seq =
        world_act(world, world_staff(world), acts[which], "\"question\":%lld", (long long)question);
    if (seq > 0 && which == 3)
        questions_shut(world, question);
    else if (seq > 0)
        questions_open(world, question);
}

static void question_intake(struct world *world)
{
    static const char *const intakes[] = {"open", "open", "voting", "closed"};
    bool moderated = dice_below(&world->dice, 2);
    if (world_act(world, world_staff(world), "question.intake",
                  "\"intake\":\"%s\",\"moderated\":%s,\"anonymous\":%s",
                  intakes[dice_below(&world->dice, 4)], moderated ? "true" : "false",
                  dice_below(&world->dice, 3) ? "true" : "false") > 0)
        world->moderated = moderated;
}

static void phase(struct world *world)
{
    static const char *const phases[] = {"rehearsal", "live", "live", "live", "paused"};
    world_act(world, world_staff(world), "stage.phase", "\"to\":\"%s\"",
              phases[dice_below(&world->dice, 5)]);
}

static void role(struct world *world)
{
    static const char *const roles[] = {"participant", "presenter", "moderator"};
    world_act(world, WORLD_HOST, "member.set", "\"whom\":\"p1\",\"role\":\"%s\"",
              roles[dice_below(&world->dice, 3)]);
}

static void line_cut(struct world *world)
{
    struct device *device = &world->devices[dice_below(&world->dice, DEVICES_ALL)];
    if (device->online)
        device_drop(device);
    else
        world_connect(world, device);
}

/* The same op again, perhaps from another device: the first answer, whatever has changed since. */
static void repeat(struct world *world)
{
    unsigned have = world->repeats_count < REPEATS ? world->repeats_count : REPEATS;
    if (!have)
        return;
    struct repeat *old = &world->repeats[dice_below(&world->dice, have)];
    int64_t seq = world_run(world, world_people[old->person], old->method, old->data);
    assert_int_equal(seq, old->seq);
}

static void time_passes(struct world *world)
{
    loop_pass(world->loop, dice_below(&world->dice, 1500));
}

static void long_silence(struct world *world)
{
    if (dice_below(&world->dice, 4) == 0)
        loop_pass(world->loop, 10000);
}

/* Puts a new hub in the place of an old one: all that lives in memory is made again by replay. */
static void restart(struct world *world)
{
    if (dice_below(&world->dice, 4))
        return;
    unsigned at = dice_below(&world->dice, world->instances);
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        if (world->devices[i].online && world->devices[i].hub == world->hubs[at])
            device_drop(&world->devices[i]);
    /* What is on its way comes to its end; no time passes, so nobody's grace is over. */
    for (int turn = 0; turn < 10; turn++)
        loop_pass(world->loop, 0);
    stop_hub(world, at);
    start_hub(world, at);
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        if (!world->devices[i].online && dice_below(&world->dice, 4))
            world_connect(world, &world->devices[i]);
}

/* An instance hears nothing of the others for a while, nor they of it. */
static void cut(struct world *world)
{
    struct bus *bus = world->buses[dice_below(&world->dice, world->instances)];
    if (world->post)
        post_cut(bus, !post_is_cut(bus));
}

static const struct {
    void (*act)(struct world *world);
    unsigned weight;
} acts[] = {
    {chat_step, 20},     {pages_chat, 4},      {polls_step, 24},
    {question_ask, 6},   {question_vote, 6},   {question_manage, 5},
    {questions_step, 6}, {question_intake, 1}, {phase, 2},
    {role, 1},           {forum_step, 22},     {desk_step, 6},
    {line_cut, 6},       {repeat, 4},          {time_passes, 12},
    {long_silence, 1},   {restart, 1},         {cut, 2},
    {react, 4},          {burst, 5},           {files_step, 3},
    {life_step, 26},     {reports_step, 3},    {captions_step, 15},
    {groups_step, 14},   {direct_step, 8},     {notes_step, 14},
    {staff_step, 8},     {slides_step, 12},    {ingest_step, 4},
    {units_step, 8},     {topics_step, 6},     {cohorts_step, 5},
    {threads_step, 10},  {mentions_step, 8},   {completion_step, 4},
    {passages_step, 6},  {attendance_step, 2}, {assignments_step, 8},
    {tests_step, 6},     {firsts_step, 6},     {nameless_step, 6},
    {media_step, 4},     {surveys_step, 5},    {news_step, 5},
    {documents_step, 4}, {asks_step, 8},       {taken_step, 4},
    {finds_step, 6},     {drafts_step, 4},     {guests_step, 6},
    {cards_step, 3},     {marks_step, 5},      {posted_step, 6},
    {late_step, 6},
};

void world_step(struct world *world)
{
    unsigned total = 0;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        total += acts[i].weight;
    unsigned roll = dice_below(&world->dice, total);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        if (roll < acts[i].weight) {
            acts[i].act(world);
            break;
        }
        roll -= acts[i].weight;
    }
    world_turn(world);
}

void world_turn(struct world *world)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        device_tend(&world->devices[i]);
        if (dice_below(&world->dice, 8) == 0)
            device_wake(&world->devices[i]);
    }
    loop_pass(world->loop, 0);
}

static void all_follow(struct world *world)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        if (!world->devices[i].online)
            world_connect(world, &world->devices[i]);
        device_tend(&world->devices[i]);
        device_wake(&world->devices[i]);
    }
}

/* Lean devices are told of an entry within seconds: what time did last must not be younger. */
static void calm_down(struct world *world)
{
    enum { STEP_MS = 500, CALM = 2 * BOUND_LEAN_MS / STEP_MS, LONGEST = 20 * CALM };
    int64_t before = witness_written(world);
    for (int turn = 0, calm = 0; calm < CALM && turn < LONGEST; turn++, calm++) {
        all_follow(world);
        loop_pass(world->loop, STEP_MS);
        int64_t now = witness_written(world);
        calm = now == before ? calm : 0;
        before = now;
    }
}

void world_settle(struct world *world)
{
    if (world->post)
        post_heal(world->post);
    units_rest(world);
    for (unsigned turn = 0; turn < 60; turn++) {
        all_follow(world);
        loop_pass(world->loop, turn < 40 ? 500 : 0);
    }
    calm_down(world);
}
