/* SPDX-License-Identifier: Apache-2.0
 * See help_small.h. */
#include "sim/help_small.h"

#include <string.h>

#include "base/unused.h"
#include "hub/effects.h"
#include "hub/gate.h"
#include "hub/live.h"

struct small_world world;
static bool small_guarded;

void small_guard(bool guarded)
{
    small_guarded = guarded;
}

void small_hub_start(unsigned at)
{
    struct hub_options options = {.sleep_ms = 4000,
                                  .grace_ms = 3000,
                                  .academy = small_guarded ? "academy:main" : NULL,
                                  .academy_members = small_guarded};
    world.buses[at] = world.post ? post_bus(world.post) : bus_local_new();
    world.hubs[at] = hub_new(world.loop, world.journal, world.buses[at], help_kinds(), &options);
}

void small_hub_stop(unsigned at)
{
    world.folds += hub_caused(world.hubs[at]).folds;
    world.alarms += hub_caused(world.hubs[at]).alarms;
    gate_stop(world.hubs[at]->rooms.gate);
    hub_free(&world.hubs[at]);
    bus_close(&world.buses[at]);
}

void small_turns(void)
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

static int64_t run_once(const char *by, const char *method, const char *data)
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
    /* Where what follows from it is not there yet, the answer waits no longer than this. */
    if (!awaited.done)
        loop_pass(world.loop, EFFECTS_SETTLE_MS);
    assert_true(awaited.done);
    return awaited.result;
}

/* One that shared its commit with effects may be there although nobody heard of it: its op says. */
int64_t small_run(const char *by, const char *method, const char *data)
{
    enum { TRIES = 5 };
    int64_t result = -ERR_JOURNAL_AWAY;
    for (int i = 0; i < TRIES && result == -ERR_JOURNAL_AWAY; i++)
        result = run_once(by, method, data);
    return result;
}

static void appended(void *context, struct entry *entry, const struct journal_result *result)
{
    struct awaited *awaited = context;
    UNUSED(entry);
    awaited->result = result->error ? -(int64_t)result->error : 1;
    awaited->done = true;
}

bool small_append(const char *room, const char *op, const char *type, const char *data)
{
    enum { TRIES = 5 };
    struct awaited awaited = {.result = -ERR_JOURNAL_AWAY};
    for (int i = 0; i < TRIES && awaited.result == -ERR_JOURNAL_AWAY; i++) {
        struct entry *entry = entry_new(&(struct entry){.at_ms = loop_now_ms(world.loop),
                                                        .room = slice_of(room),
                                                        .type = slice_of(type),
                                                        .by = ENTRY_SYSTEM,
                                                        .op = slice_of(op),
                                                        .text = slice_of(data)});
        awaited = (struct awaited){0};
        journal_append(world.journal, entry, appended, &awaited);
        for (int turn = 0; !awaited.done && turn < 100; turn++)
            loop_pass(world.loop, 0);
        assert_true(awaited.done);
        entry_unref(&entry);
    }
    return awaited.result > 0;
}

void small_wrong(const char *format, ...)
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

void small_read(const char *room, void (*see)(const struct entry *, void *), void *context)
{
    struct reading reading = {.see = see, .context = context};
    journal_read(world.journal, slice_of(room), 0, 1024, read_came, &reading);
    small_turns();
    assert_true(reading.done);
}

void small_open(uint64_t seed, unsigned hubs_count, enum control control)
{
    memset(&world, 0, sizeof world);
    world.dice = seed * UINT64_C(0x2545F4914F6CDD1D);
    world.loop = loop_new_fake(INT64_C(1700000000000));
    world.journal = journal_new(world.loop, faults_open(control));
    world.hubs_count = hubs_count;
    if (hubs_count > 1)
        world.post = post_new(world.loop, &world.dice);
    for (unsigned i = 0; i < hubs_count; i++)
        small_hub_start(i);
}

void small_close(void)
{
    small_turns();
    journal_close(&world.journal);
    for (unsigned i = 0; i < world.hubs_count; i++)
        small_hub_stop(i);
    post_free(&world.post);
    loop_free(&world.loop);
}
