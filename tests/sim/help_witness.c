/* SPDX-License-Identifier: Apache-2.0
 * Views by replay, compared with those kept by patches. */
#include "sim/help_witness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "trial/trial.h"

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

/* A view made from nothing but the journal, by another hub that has never seen this room. */
static void expect_replayed(struct world *world, struct device *device, struct copy *copy,
                            struct hub *witness)
{
    struct device fresh;
    device_init(&fresh, device->id, &world->dice);
    device_follow(&fresh, copy->channel);
    device_connect(&fresh, witness);
    for (int turn = 0; turn < 100 && !fresh.copies[0].view; turn++)
        loop_pass(world->loop, 0);
    const struct json *view = fresh.copies[0].view;
    assert_non_null(view);
    if (!json_equal(copy->view, view)) {
        print_difference(device->id, copy, view);
        fail_msg("a copy kept by patches differs from the replayed view");
    }
    device_done(&fresh);
}

void witness_agrees(struct world *world)
{
    struct hub_options options = {.erase_ms = INT64_C(1) << 40};
    struct bus *bus = bus_local_new();
    /* Alone with the journal, it would take those the others count for people of its own past. */
    bus->node = SLICE("witness");
    struct hub *witness = hub_new(world->loop, world->journal, bus, trial_kinds(), &options);
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        for (unsigned k = 0; k < DEVICE_CHANNELS; k++) {
            struct copy *copy = &world->devices[i].copies[k];
            if (!copy->wanted)
                continue;
            assert_true(copy->subscribed);
            expect_replayed(world, &world->devices[i], copy, witness);
        }
    for (int turn = 0; turn < 10; turn++)
        loop_pass(world->loop, 0);
    hub_free(&witness);
    bus_close(&bus);
}
