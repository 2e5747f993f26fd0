/* SPDX-License-Identifier: Apache-2.0
 * Views by replay, compared with those kept by patches. */
#include "sim/help_witness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "trial/trial.h"

static void heads_done(void *context, enum err error, const struct slice *rooms,
                       const int64_t *heads, size_t count)
{
    assert_int_equal(error, ERR_NONE);
    *(int64_t *)context = heads[0] + heads[1];
}

int64_t witness_written(struct world *world)
{
    static const struct slice rooms[] = {{"webinar:w1", 10}, {"course:c1", 9}};
    int64_t heads = -1;
    journal_heads(world->journal, rooms, 2, heads_done, &heads);
    for (int turn = 0; turn < 20 && heads < 0; turn++)
        loop_pass(world->loop, 0);
    assert_true(heads >= 0);
    return heads;
}

static void print_difference(const char *who, const struct copy *copy, const struct json *fresh)
{
    struct buffer ours, theirs;
    buffer_init(&ours, 1u << 20);
    buffer_init(&theirs, 1u << 20);
    json_print(copy->view, &ours);
    json_print(fresh, &theirs);
    fprintf(stderr, "%s on %s (offset %lld)\nkept:  %.*s\nfresh: %.*s\n", who, copy->channel,
            (long long)copy->offset, (int)ours.len, ours.bytes, (int)theirs.len, theirs.bytes);
    buffer_done(&ours);
    buffer_done(&theirs);
}

/* Whether the copy is the view that is made from nothing but the journal, by another hub that has
 * never seen this room. If not, that is an error, unless the journal holds more than `written`:
 * time may have done something in the witness first, of which the copy was not told yet. */
static bool is_replayed(struct world *world, struct device *device, struct copy *copy,
                        struct hub *witness, int64_t written)
{
    struct device fresh;
    device_init(&fresh, device->id, &world->dice);
    device_follow(&fresh, copy->channel);
    device_connect(&fresh, witness);
    for (int turn = 0; turn < 100 && !fresh.copies[0].view; turn++)
        loop_pass(world->loop, 0);
    const struct json *view = fresh.copies[0].view;
    assert_non_null(view);
    bool equal = json_equal(copy->view, view);
    if (!equal && witness_written(world) == written) {
        print_difference(device->id, copy, view);
        fail_msg("a copy kept by patches differs from the replayed view");
    }
    device_done(&fresh);
    return equal;
}

/* False: something happened meanwhile. */
static bool all_replayed(struct world *world, struct hub *witness)
{
    int64_t written = witness_written(world);
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        for (unsigned k = 0; k < DEVICE_CHANNELS; k++) {
            struct copy *copy = &world->devices[i].copies[k];
            if (!copy->wanted)
                continue;
            assert_true(copy->subscribed);
            if (!is_replayed(world, &world->devices[i], copy, witness, written))
                return false;
        }
    return true;
}

static bool agrees(struct world *world)
{
    struct hub_options options = {.erase_ms = INT64_C(1) << 40};
    struct bus *bus = bus_local_new();
    /* Alone with the journal, it would take those the others count for people of its own past. */
    bus->node = SLICE("witness");
    struct hub *witness = hub_new(world->loop, world->journal, bus, trial_kinds(), &options);
    bool all = all_replayed(world, witness);
    for (int turn = 0; turn < 10; turn++)
        loop_pass(world->loop, 0);
    hub_free(&witness);
    bus_close(&bus);
    return all;
}

void witness_agrees(struct world *world)
{
    enum { TRIES = 8 };
    int tries = 1;
    for (; !agrees(world) && tries < TRIES; tries++)
        world_settle(world);
    assert_true(tries < TRIES);
}
