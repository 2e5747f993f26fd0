/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/fanout/help_fanout.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/frame.h"
#include "base/json.h"

static int64_t source_seq(const struct source *source)
{
    return ((const struct counted *)source)->seq;
}

static bool source_whole(struct source *source, const struct follower *follower,
                         struct buffer *payload)
{
    const struct counted *counted = (const struct counted *)source;
    buffer_addf(payload, "{\"whole\":%lld}", (long long)counted->seq);
    return !counted->shows_nothing;
}

static bool source_expects(const struct source *source)
{
    return false;
}

static const struct source_ops source_ops = {
    .seq = source_seq, .write_whole = source_whole, .expects_more = source_expects};

void desk_open(struct desk *desk, size_t frames_max)
{
    memset(desk, 0, sizeof *desk);
    desk->loop = loop_new_fake(0);
    desk->fanout = fanout_new(desk->loop, flush_run, 100);
    desk->counted.source.ops = &source_ops;
    desk->feed = feed_new(&(struct feed_options){.fanout = desk->fanout,
                                                 .source = &desk->counted.source,
                                                 .channel = SLICE("c"),
                                                 .limits = {frames_max, BOUND_TAPE_BYTES}});
}

void desk_close(struct desk *desk)
{
    feed_free(&desk->feed);
    fanout_free(&desk->fanout);
    loop_free(&desk->loop);
}

void desk_say(struct desk *desk, size_t bytes)
{
    struct buffer text;
    buffer_init(&text, bytes + 100);
    buffer_addf(&text, "{\"n\":%lld,\"pad\":\"", (long long)++desk->counted.seq);
    for (size_t i = 0; i < bytes; i++)
        buffer_add_byte(&text, 'x');
    buffer_add(&text, SLICE("\"}"));
    feed_add(desk->feed, true, buffer_slice(&text));
    loop_pass(desk->loop, 0);
    buffer_done(&text);
}

static size_t push(struct wire *wire, const char *bytes, size_t len)
{
    ssize_t sent = send(wire->ours, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent > 0 ? (size_t)sent : 0;
}

static size_t wire_send(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    struct wire *wire = (struct wire *)subscriber;
    size_t sent = gone, most = wire->takes && wire->takes < len ? wire->takes : len;
    wire->sends++;
    wire->takes = 0;
    if (!gone && wire->rest.len == 0)
        sent = push(wire, frames, most);
    if (sent == len)
        return len;
    size_t end = frame_boundary((struct slice){frames, len}, sent);
    buffer_add(&wire->rest, (struct slice){frames + sent, end - sent});
    if (wire->rest.len > 0)
        subscriber_block(subscriber);
    return end;
}

static int wire_direct(const struct subscriber *subscriber)
{
    const struct wire *wire = (const struct wire *)subscriber;
    return wire->direct && wire->rest.len == 0 ? wire->ours : PLACE_INDIRECT;
}

static size_t wire_kept(const struct subscriber *subscriber)
{
    return ((const struct wire *)subscriber)->rest.len;
}

static void wire_closed(struct subscriber *subscriber, unsigned code, const char *reason)
{
    ((struct wire *)subscriber)->closed = code;
}

static const struct subscriber_ops wire_ops = {
    .send = wire_send, .direct = wire_direct, .kept = wire_kept, .close = wire_closed};

static void follower_end(struct follower *follower)
{
    if (follower->places)
        feed_unfollow(follower);
    subscriber_unlink(follower);
}

static const struct follower_ops follower_ops = {.end = follower_end};

void wire_open(struct wire *wire, struct desk *desk, bool direct)
{
    int pair[2], bytes = 4096;
    memset(wire, 0, sizeof *wire);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    wire->ours = pair[0];
    wire->theirs = pair[1];
    wire->direct = direct;
    assert_int_equal(setsockopt(wire->ours, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes), 0);
    buffer_init(&wire->rest, BOUND_VIEW_BYTES);
    buffer_init(&wire->heard, 64u << 20);
    subscriber_init(&wire->subscriber, desk->fanout, &wire_ops,
                    &(struct actor){.id = SLICE("u1"),
                                    .person = people_hold(desk->fanout->people, SLICE("u1"), 0)});
    wire->follower.ops = &follower_ops;
    wire->follower.channel = SLICE("c");
    subscriber_link(&wire->subscriber, &wire->follower);
    feed_follow(desk->feed, &wire->follower);
}

void wire_close(struct wire *wire)
{
    subscriber_done(&wire->subscriber);
    buffer_done(&wire->rest);
    buffer_done(&wire->heard);
    close(wire->ours);
    close(wire->theirs);
}

static bool hear(struct wire *wire)
{
    char bytes[65536];
    ssize_t len = recv(wire->theirs, bytes, sizeof bytes, MSG_DONTWAIT);
    if (len > 0)
        buffer_add(&wire->heard, (struct slice){bytes, (size_t)len});
    return len > 0;
}

void wire_drain(struct wire *wire)
{
    bool more = true;
    while (more) {
        more = hear(wire);
        buffer_drop(&wire->rest, push(wire, wire->rest.bytes, wire->rest.len));
        if (wire->rest.len == 0 && subscriber_state(&wire->subscriber) == SUBSCRIBER_BLOCKED) {
            flush_ready(&wire->subscriber);
            more = true;
        }
    }
}

void wire_expect(struct wire *wire, int64_t from, int64_t upto)
{
    struct slice run = buffer_slice(&wire->heard);
    while (run.len > 0) {
        struct json *json = NULL;
        int64_t n = 0;
        assert_int_equal(json_parse_large(frame_next(&run), &json), ERR_NONE);
        const struct json *pub = json_get(json_get(json, "push"), "pub");
        assert_true(json_get_int(pub, "n", &n));
        assert_int_equal(n, from++);
        json_free(&json);
    }
    assert_int_equal(from, upto + 1);
}
