/* SPDX-License-Identifier: Apache-2.0
 * Devices: fake transports below, a correct client (merge and nothing else) above. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/frame.h"
#include "fanout/flush.h"
#include "sim/help_people.h"

#include "base/mem.h"
#include "base/merge.h"
#include "help/unpack.h"

uint64_t dice_next(uint64_t *dice)
{
    uint64_t z = (*dice += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

unsigned dice_below(uint64_t *dice, unsigned limit)
{
    return (unsigned)(dice_next(dice) % limit);
}

static struct device *device_of(struct subscriber *subscriber)
{
    return (struct device *)((char *)subscriber - offsetof(struct device, subscriber));
}

static void take_publication(struct copy *copy, const struct json *publication)
{
    int64_t offset = 0;
    const struct json *patch = json_get(json_get(publication, "data"), "patch");
    assert_non_null(patch);
    if (json_get_int(publication, "offset", &offset)) {
        struct slice type = {NULL, 0};
        json_get_text(json_get(publication, "data"), "type", &type);
        /* Nothing twice, in order; a batch may end where a view stood already. */
        assert_true(offset > copy->offset || (slice_is(type, "batch") && offset == copy->offset));
        copy->offset = offset;
    }
    merge_apply(&copy->view, patch);
}

static void take_push(struct device *device, const struct json *push)
{
    struct slice channel;
    assert_true(json_get_text(push, "channel", &channel));
    for (int i = 0; i < DEVICE_CHANNELS; i++) {
        struct copy *copy = &device->copies[i];
        if (!slice_is(channel, copy->channel) || !copy->subscribed)
            continue;
        if (json_get(push, "pub"))
            take_publication(copy, json_get(push, "pub"));
        if (json_get(push, "unsubscribe")) {
            copy->subscribed = false;
            copy->renew = true;
        }
        return;
    }
    /* Frames for a channel just left may still arrive; nothing else may. */
}

/* One frame holds one or more messages, joined by a newline. */
static void take_payload(struct device *device, struct slice payload)
{
    while (payload.len > 0) {
        const char *end = memchr(payload.at, '\n', payload.len);
        struct slice line = {payload.at, end ? (size_t)(end - payload.at) : payload.len};
        struct json *json = NULL;
        assert_int_equal(json_parse_large(line, &json), ERR_NONE);
        /* {} is a ping, or what is left of a frame that was taken back. */
        if (json_count(json) > 0) {
            assert_non_null(json_get(json, "push"));
            take_push(device, json_get(json, "push"));
        }
        json_free(&json);
        payload = (struct slice){line.at + line.len, payload.len - line.len};
        if (end)
            payload = (struct slice){payload.at + 1, payload.len - 1};
    }
}

static size_t frame_bytes(const char *frame, size_t *header)
{
    const unsigned char *byte = (const unsigned char *)frame;
    size_t length = byte[1] & 0x7f;
    *header = frame_header_bytes(frame);
    if (*header == 4)
        length = (size_t)byte[2] << 8 | byte[3];
    for (int i = 2; *header == 10 && i < 10; i++)
        length = i == 2 ? byte[i] : length << 8 | byte[i];
    return *header + length;
}

static void take_frame(struct device *device, const char *frame, size_t header, size_t bytes)
{
    struct slice payload = {frame + header, bytes - header};
    struct buffer plain;
    assert_int_equal((unsigned char)*frame, device->packed ? FRAME_PACKED : FRAME_TEXT);
    buffer_init(&plain, 16u << 20);
    if (device->packed) {
        assert_true(unpack(payload, &plain));
        payload = buffer_slice(&plain);
    }
    buffer_add(&device->heard, payload);
    take_payload(device, payload);
    buffer_done(&plain);
}

/* Takes whole frames; now and then only some of them, and then stalls. */
static size_t device_send(struct subscriber *subscriber, const char *frames, size_t len,
                          size_t gone)
{
    struct device *device = device_of(subscriber);
    size_t at = 0;
    if (device->stalled)
        return 0;
    while (at < len) {
        size_t header;
        size_t bytes = frame_bytes(frames + at, &header);
        assert_true(at + bytes <= len);
        take_frame(device, frames + at, header, bytes);
        at += bytes;
        if (dice_below(device->dice, 30) == 0) {
            device->stalled = true;
            return at;
        }
    }
    return at;
}

/* Who stands inside a frame that was taken back is told to come back. */
static void device_close(struct subscriber *subscriber, unsigned code, const char *reason)
{
    if (code != 3011)
        fail_msg("closed with %u %s", code, reason);
    device_of(subscriber)->ended = true;
}

static const struct subscriber_ops device_ops = {.send = device_send, .close = device_close};

void device_init(struct device *device, const char *id, uint64_t *dice)
{
    memset(device, 0, sizeof *device);
    snprintf(device->id, sizeof device->id, "%s", id);
    device->dice = dice;
    buffer_init(&device->heard, 64u << 20);
    for (int i = 0; i < DEVICE_CHANNELS; i++)
        device->copies[i].device = device;
}

void device_done(struct device *device)
{
    if (device->online)
        device_drop(device);
    for (int i = 0; i < DEVICE_CHANNELS; i++)
        json_free(&device->copies[i].view);
    buffer_done(&device->heard);
}

struct copy *device_copy(struct device *device, const char *channel)
{
    for (int i = 0; i < DEVICE_CHANNELS; i++)
        if (strcmp(device->copies[i].channel, channel) == 0)
            return &device->copies[i];
    return NULL;
}

static void take_missed(struct copy *copy, struct slice publications)
{
    struct json *list = NULL;
    assert_int_equal(json_parse_large(publications, &list), ERR_NONE);
    for (const struct json *at = json_first(list); at; at = json_next(at))
        take_publication(copy, at);
    json_free(&list);
}

/* As it is pushed otherwise: of which channel it is stands before it. */
static void heard_missed(struct copy *copy, struct slice publications)
{
    char line[NAME_BYTES + 32];
    snprintf(line, sizeof line, "{\"channel\":\"%s\",\"missed\":", copy->channel);
    buffer_add(&copy->device->heard, slice_of(line));
    buffer_add(&copy->device->heard, publications);
}

/* The answer to a subscribe; its context outlives the connection that asked. */
struct asked {
    struct copy *copy;
    unsigned turn;
};

static void take_answer(void *context, const struct hub_subscribed *answer)
{
    struct asked *asked = context;
    struct copy *copy = asked->copy;
    bool stale = copy->turn != asked->turn || !copy->asked;
    mem_free(asked);
    if (stale)
        return;
    copy->asked = false;
    if (answer->error) {
        copy->wanted = false;
        copy->has_position = false;
        json_free(&copy->view);
        return;
    }
    copy->subscribed = true;
    copy->has_position = true;
    snprintf(copy->epoch, sizeof copy->epoch, "%.*s", (int)answer->epoch.len, answer->epoch.at);
    buffer_add(&copy->device->heard, answer->view);
    heard_missed(copy, answer->publications);
    if (answer->recovered) {
        copy->device->recovered++;
        take_missed(copy, answer->publications);
    } else {
        copy->device->fresh++;
        json_free(&copy->view);
        assert_int_equal(json_parse_large(answer->view, &copy->view), ERR_NONE);
        copy->offset = answer->offset;
    }
}

static void ask(struct device *device, struct copy *copy)
{
    struct hub_subscribe request = {.channel = slice_of(copy->channel),
                                    .recover = copy->has_position,
                                    .offset = copy->offset,
                                    .epoch = slice_of(copy->epoch)};
    struct asked *asked = mem_new(sizeof *asked);
    asked->copy = copy;
    asked->turn = ++copy->turn;
    copy->asked = true;
    copy->renew = false;
    hub_subscribe(device->hub, &device->subscriber, &request, take_answer, asked);
}

void device_connect(struct device *device, struct hub *hub)
{
    struct actor actor = {.id = slice_of(device->id), .name = slice_of(device->id)};
    device->hub = hub;
    device->online = true;
    device->stalled = false;
    device->ended = false;
    subscriber_init(&device->subscriber, hub_fanout(hub), &device_ops, &actor);
    device->subscriber.lean = device->lean;
    device->subscriber.packed = device->packed;
    for (int i = 0; i < DEVICE_CHANNELS; i++)
        if (device->copies[i].wanted)
            ask(device, &device->copies[i]);
}

void device_drop(struct device *device)
{
    subscriber_done(&device->subscriber);
    device->online = false;
    for (int i = 0; i < DEVICE_CHANNELS; i++) {
        device->copies[i].subscribed = false;
        device->copies[i].asked = false;
        device->copies[i].renew = false;
    }
}

void device_follow(struct device *device, const char *channel)
{
    struct copy *copy = device_copy(device, channel);
    if (!copy)
        copy = device_copy(device, "");
    if (!copy || copy->wanted)
        return;
    snprintf(copy->channel, sizeof copy->channel, "%s", channel);
    copy->wanted = true;
    if (device->online)
        ask(device, copy);
}

void device_unfollow(struct device *device, const char *channel)
{
    struct copy *copy = device_copy(device, channel);
    if (!copy || !copy->wanted || copy->asked)
        return;
    if (device->online)
        hub_unsubscribe(device->hub, &device->subscriber, slice_of(channel));
    json_free(&copy->view);
    memset(copy, 0, sizeof *copy);
    copy->device = device;
}

void device_tend(struct device *device)
{
    if (device->online && device->ended) {
        device_drop(device);
        device_connect(device, device->hub);
    }
    for (int i = 0; device->online && i < DEVICE_CHANNELS; i++)
        if (device->copies[i].renew)
            ask(device, &device->copies[i]);
}

void device_wake(struct device *device)
{
    if (!device->online || !device->stalled)
        return;
    device->stalled = false;
    flush_ready(&device->subscriber);
}
