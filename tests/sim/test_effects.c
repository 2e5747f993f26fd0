/* SPDX-License-Identifier: Apache-2.0
 * Causes and what follows from them, in seeded random histories of one to five instances that are
 * killed between the two, hear little of each other, and have nobody connected: every mention
 * reaches its inbox exactly once, every deleted post takes its mentions back, every webinar that
 * opens by itself does at its hour. Journals that are wrong on purpose are found out.
 * A twentieth of what is wanted is run (help_histories.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "help/kinds.h"
#include "hub/hub.h"
#include "sim/help_bus.h"
#include "sim/help_faults.h"
#include "sim/help_histories.h"
#include "sim/help_people.h"

enum { HUBS = 5, WRITERS = 5, POSTS = 64, TOLD = 256, PLANS = 24, STEPS = 60 };
enum { SETTLE_MS = 240000, LATE_MS = 90000, PLAN_AHEAD_MS = 200000 };

static const char *const people[WRITERS] = {"p0", "p1", "p2", "p3", "p4"};

/* Somebody was mentioned in a post. */
struct told {
    int64_t post;
    unsigned person;
    bool gone;
};

struct small_world {
    uint64_t dice;
    struct loop *loop;
    struct journal *journal;
    struct post *post;
    struct bus *buses[HUBS];
    struct hub *hubs[HUBS];
    unsigned hubs_count;
    unsigned ops;
    struct {
        int64_t seq, version;
        unsigned author;
        bool gone;
    } posts[POSTS];
    unsigned posts_count;
    struct told told[TOLD];
    unsigned told_count;
    int64_t plans[PLANS]; /* when each begins */
    unsigned plans_count;
    uint64_t folds, alarms;
    const char *wrong; /* NULL: nothing yet */
    char wrong_text[160];
};

static struct small_world world;

/* ---- instances ----
 */

static void hub_start(unsigned at)
{
    struct hub_options options = {.sleep_ms = 4000, .grace_ms = 3000};
    world.buses[at] = world.post ? post_bus(world.post) : bus_local_new();
    world.hubs[at] = hub_new(world.loop, world.journal, world.buses[at], help_kinds(), &options);
}

static void hub_stop(unsigned at)
{
    world.folds += hub_caused(world.hubs[at]).folds;
    world.alarms += hub_caused(world.hubs[at]).alarms;
    hub_free(&world.hubs[at]);
    bus_close(&world.buses[at]);
}

/* What is on its way comes to its end, or fails; no time passes. */
static void turns(void)
{
    for (int turn = 0; turn < 20; turn++)
        loop_pass(world.loop, 0);
}

struct awaited {
    bool done;
    int64_t result;
};

static void answered(void *context, const struct hub_answer *answer)
{
    struct awaited *awaited = context;
    awaited->done = true;
    awaited->result = answer->error ? -(int64_t)answer->error : answer->seq;
}

static int64_t run(const char *by, const char *method, const char *data)
{
    struct json *json = NULL;
    struct awaited awaited = {0};
    struct actor actor = {.id = slice_of(by), .name = slice_of(by)};
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(world.hubs[dice_below(&world.dice, world.hubs_count)], &actor, slice_of(method),
                json, answered, &awaited);
    json_free(&json);
    for (int turn = 0; !awaited.done && turn < 100; turn++)
        loop_pass(world.loop, 0);
    assert_true(awaited.done);
    return awaited.result;
}

/* ---- what people do ----
 */

/* Who was not mentioned in that post yet; WRITERS: nobody. */
static unsigned anybody_new(int64_t post)
{
    unsigned person = dice_below(&world.dice, WRITERS);
    for (unsigned i = 0; i < world.told_count; i++)
        if (world.told[i].post == post && world.told[i].person == person)
            return WRITERS;
    return person;
}

static void remember(int64_t post, unsigned author, unsigned person)
{
    if (person < WRITERS && person != author)
        world.told[world.told_count++] = (struct told){.post = post, .person = person};
}

static void write_post(void)
{
    unsigned author = dice_below(&world.dice, WRITERS);
    unsigned one = dice_below(&world.dice, WRITERS), two = dice_below(&world.dice, WRITERS);
    char data[256];
    if (world.posts_count == POSTS || world.told_count + 2 > TOLD)
        return;
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"o%u\",\"title\":\"t\",\"text\":\"x\","
             "\"mentions\":[\"%s\",\"%s\"]}",
             world.ops++, people[one], people[two]);
    int64_t seq = run(people[author], "forum.thread", data);
    if (seq <= 0)
        return;
    world.posts[world.posts_count].seq = world.posts[world.posts_count].version = seq;
    world.posts[world.posts_count++].author = author;
    remember(seq, author, one);
    if (two != one)
        remember(seq, author, two);
}

static void edit_post(void)
{
    char data[256];
    if (!world.posts_count || world.told_count == TOLD)
        return;
    unsigned at = dice_below(&world.dice, world.posts_count);
    int64_t post = world.posts[at].seq;
    unsigned person = anybody_new(post);
    if (person == WRITERS)
        return;
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"o%u\",\"post\":%lld,\"version\":%lld,"
             "\"text\":\"y\",\"mentions\":[\"%s\"]}",
             world.ops++, (long long)post, (long long)world.posts[at].version, people[person]);
    int64_t seq = run(people[world.posts[at].author], "forum.edit", data);
    if (seq <= 0)
        return;
    world.posts[at].version = seq;
    remember(post, world.posts[at].author, person);
}

static void delete_post(void)
{
    char data[128];
    if (!world.posts_count)
        return;
    unsigned at = dice_below(&world.dice, world.posts_count);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"o%u\",\"post\":%lld}",
             world.ops++, (long long)world.posts[at].seq);
    if (run(people[world.posts[at].author], "forum.delete", data) <= 0)
        return;
    for (unsigned i = 0; i < world.told_count; i++)
        if (world.told[i].post == world.posts[at].seq)
            world.told[i].gone = true;
}

static void plan(void)
{
    char data[256];
    if (world.plans_count == PLANS)
        return;
    int64_t start_ms = loop_now_ms(world.loop) + dice_below(&world.dice, PLAN_AHEAD_MS);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:a%u\",\"op\":\"create\",\"title\":{\"en\":\"P\"},"
             "\"start\":%lld,\"opens\":true}",
             world.plans_count, (long long)start_ms);
    if (run("system", "stage.create", data) > 0)
        world.plans[world.plans_count++] = start_ms;
}

/* ---- what happens to them ----
 */

static void time_passes(void)
{
    loop_pass(world.loop, dice_below(&world.dice, 3000));
}

static void long_silence(void)
{
    loop_pass(world.loop, dice_below(&world.dice, 40000));
}

static void cut(void)
{
    struct bus *bus = world.buses[dice_below(&world.dice, world.hubs_count)];
    if (world.post)
        post_cut(bus, !post_is_cut(bus));
}

/* An instance is killed: what it did last has not followed, or nobody knows; a new one comes. */
static void die(void)
{
    unsigned at = dice_below(&world.dice, world.hubs_count);
    faults_set(dice_below(&world.dice, 2) ? FAULT_HELD : FAULT_UNHEARD);
    faults_lose_marks(world.hubs_count == 1);
    write_post();
    if (dice_below(&world.dice, 2))
        edit_post();
    if (dice_below(&world.dice, 3) == 0)
        delete_post();
    if (dice_below(&world.dice, 3) == 0)
        plan();
    if (dice_below(&world.dice, 3) == 0)
        loop_pass(world.loop, dice_below(&world.dice, 8000));
    turns();
    hub_stop(at);
    faults_set(FAULT_NONE);
    turns();
    faults_lose_marks(false);
    if (dice_below(&world.dice, 3) == 0)
        loop_pass(world.loop, dice_below(&world.dice, 30000));
    hub_start(at);
}

static const struct {
    void (*act)(void);
    unsigned weight;
} acts[] = {
    {write_post, 6},   {edit_post, 4},    {delete_post, 2}, {plan, 3},
    {time_passes, 12}, {long_silence, 3}, {cut, 2},         {die, 2},
};

static void step(void)
{
    unsigned total = 0;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        total += acts[i].weight;
    unsigned roll = dice_below(&world.dice, total);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        if (roll < acts[i].weight) {
            acts[i].act();
            return;
        }
        roll -= acts[i].weight;
    }
}

/* ---- what must hold ----
 */

static void wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void wrong(const char *format, ...)
{
    va_list arguments;
    if (world.wrong)
        return;
    va_start(arguments, format);
    vsnprintf(world.wrong_text, sizeof world.wrong_text, format, arguments);
    va_end(arguments);
    world.wrong = world.wrong_text;
}

struct reading {
    void (*see)(const struct entry *entry, void *context);
    void *context;
    bool done;
};

static void read_came(void *context, enum err error, struct entry **entries, size_t count)
{
    struct reading *reading = context;
    assert_int_equal(error, ERR_NONE);
    assert_true(count < 1024);
    for (size_t i = 0; i < count; i++)
        reading->see(entries[i], reading->context);
    reading->done = true;
}

static void read_room(const char *room, void (*see)(const struct entry *, void *), void *context)
{
    struct reading reading = {.see = see, .context = context};
    journal_read(world.journal, slice_of(room), 0, 1024, read_came, &reading);
    turns();
    assert_true(reading.done);
}

/* How often each mention, and its end, reached the inbox of `person`. */
struct counts {
    unsigned person;
    unsigned told[TOLD], gone[TOLD];
};

static void see_mention(const struct entry *entry, void *context)
{
    struct counts *counts = context;
    int64_t post = 0;
    (void)json_get_int(entry->data, "post", &post);
    for (unsigned i = 0; i < world.told_count; i++) {
        if (world.told[i].post != post || world.told[i].person != counts->person)
            continue;
        counts->told[i] += slice_is(entry->type, "inbox.mention");
        counts->gone[i] += slice_is(entry->type, "inbox.unmention");
        return;
    }
    wrong("%s was told of post %lld", people[counts->person], (long long)post);
}

static void check_inbox(unsigned person)
{
    struct counts counts = {.person = person};
    char room[32];
    snprintf(room, sizeof room, "inbox:%s", people[person]);
    read_room(room, see_mention, &counts);
    for (unsigned i = 0; i < world.told_count; i++) {
        const struct told *told = &world.told[i];
        if (told->person != person)
            continue;
        if (counts.told[i] != 1 || counts.gone[i] != told->gone)
            wrong("%s: post %lld told %u times, taken back %u times", people[person],
                  (long long)told->post, counts.told[i], counts.gone[i]);
    }
}

static void see_start(const struct entry *entry, void *context)
{
    int64_t *at_ms = context;
    if (slice_is(entry->type, "stage.phase"))
        *at_ms = *at_ms ? INT64_MAX : entry->at_ms;
}

static void check_plan(unsigned at)
{
    int64_t at_ms = 0;
    char room[32];
    snprintf(room, sizeof room, "webinar:a%u", at);
    read_room(room, see_start, &at_ms);
    if (at_ms == 0 || at_ms < world.plans[at] || at_ms > world.plans[at] + LATE_MS)
        wrong("%s, planned for %lld, began at %lld", room, (long long)world.plans[at],
              (long long)at_ms);
}

static void world_open_small(uint64_t seed, unsigned hubs_count, enum control control)
{
    memset(&world, 0, sizeof world);
    world.dice = seed * UINT64_C(0x2545F4914F6CDD1D);
    world.loop = loop_new_fake(INT64_C(1700000000000));
    world.journal = journal_new(world.loop, faults_open(control));
    world.hubs_count = hubs_count;
    if (hubs_count > 1)
        world.post = post_new(world.loop, &world.dice);
    for (unsigned i = 0; i < hubs_count; i++)
        hub_start(i);
    assert_true(run("system", "stage.create",
                    "{\"room\":\"course:c1\",\"op\":\"a\",\"title\":{\"en\":\"C\"}}") > 0);
    assert_true(run("system", "member.policy",
                    "{\"room\":\"course:c1\",\"op\":\"b\",\"policy\":\"open\"}") > 0);
}

static void world_close_small(void)
{
    turns();
    journal_close(&world.journal);
    for (unsigned i = 0; i < world.hubs_count; i++)
        hub_stop(i);
    post_free(&world.post);
    loop_free(&world.loop);
}

static struct {
    unsigned told, gone, plans;
    uint64_t folds, alarms;
} tally;

/* What went wrong, or NULL. */
static const char *run_history(uint64_t seed, unsigned hubs_count, enum control control)
{
    world_open_small(seed, hubs_count, control);
    for (int i = 0; i < STEPS; i++)
        step();
    if (world.post)
        post_heal(world.post);
    loop_pass(world.loop, SETTLE_MS);
    for (unsigned i = 0; i < WRITERS; i++)
        check_inbox(i);
    for (unsigned i = 0; i < world.plans_count; i++)
        check_plan(i);
    tally.told += world.told_count;
    tally.plans += world.plans_count;
    for (unsigned i = 0; i < world.told_count; i++)
        tally.gone += world.told[i].gone;
    world_close_small();
    tally.folds += world.folds;
    tally.alarms += world.alarms;
    return world.wrong;
}

static void run_sound(uint64_t seed, unsigned instances)
{
    const char *said = run_history(seed, instances, CONTROL_NONE);
    if (said)
        fail_msg("MUSTER_SIM_SEED=%llu MUSTER_SIM_SEEDS=1: %s", (unsigned long long)seed, said);
}

static void run_histories(bool cluster)
{
    uint64_t count = histories_wanted() / 20 + 1;
    memset(&tally, 0, sizeof tally);
    histories_run("effects", count, cluster, run_sound);
    print_message(
        "%llu histories: %u mentions, %u taken back, %u planned starts, %llu rooms folded "
        "again, %llu woken by their alarm\n",
        (unsigned long long)count, tally.told, tally.gone, tally.plans,
        (unsigned long long)tally.folds, (unsigned long long)tally.alarms);
    /* A simulation in which nothing happens proves nothing. */
    assert_true(tally.told > 5 * count && tally.gone > count / 2 && tally.plans > 2 * count);
    assert_true(tally.folds > count / 2 && tally.alarms > count / 2);
}

static void what_follows_happens_once(void **state)
{
    run_histories(false);
}

static void so_it_does_with_two_to_five_instances(void **state)
{
    run_histories(true);
}

/* Every journal that is wrong on purpose is found out, with one instance and with several. */
static void what_is_wrong_on_purpose_is_found(void **state)
{
    enum { SEEDS_MAX = 400 };
    static const struct {
        enum control control;
        const char *name;
    } controls[] = {
        {CONTROL_NO_OP, "an effect without its op"},
        {CONTROL_MARK_LOST, "a cursor that is lost"},
        {CONTROL_MARK_EARLY, "a cursor raised too early"},
        {CONTROL_ALARM_LOST, "an alarm that is lost"},
    };
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        for (unsigned hubs_count = 1; hubs_count <= 3; hubs_count += 2) {
            uint64_t seed = 1;
            while (seed <= SEEDS_MAX && !run_history(seed, hubs_count, controls[i].control))
                seed++;
            if (seed > SEEDS_MAX)
                fail_msg("%s is not noticed in %d histories", controls[i].name, SEEDS_MAX);
            print_message("%s, %u instances: seed %llu: %s\n", controls[i].name, hubs_count,
                          (unsigned long long)seed, world.wrong);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_follows_happens_once),
        cmocka_unit_test(so_it_does_with_two_to_five_instances),
        cmocka_unit_test(what_is_wrong_on_purpose_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
