/* SPDX-License-Identifier: Apache-2.0
 * The mark `@<number> <due, ns>@` at the start of a text, looked for in whatever arrives. */
#include "bench/feed.h"

#include "base/check.h"
#include "base/mem.h"
#include "bench/dialog.h"

#include <stdio.h>

enum {
    LATE_SECONDS = 120,
    QUIET_SECONDS = 10,
    SPOKEN_MAX = 40,
    CHAT_SPOKEN_MAX = 8,
    TAIL_BYTES = 48,
    COMMAND_BYTES = 1 << 16,
};

void feed_init(struct feed *feed, struct swarm *swarm, const struct load_options *options,
               const char *channel, struct client *publisher)
{
    size_t most = options->message_bytes + options->frame_bytes;
    *feed = (struct feed){.swarm = swarm, .options = options, .channel = channel};
    feed->publisher = publisher;
    feed->plain = strchr(channel, ':') == NULL;
    feed->dialect = options->peer ? dialect_find(options->peer) : NULL;
    feed->padding = mem_new(most);
    memset(feed->padding, 'x', most);
    snprintf(feed->run, sizeof feed->run, "%llx", (unsigned long long)latency_now_ns());
}

void feed_done(struct feed *feed)
{
    mem_free(feed->padding);
    feed->padding = NULL;
}

void feed_reset(struct feed *feed)
{
    feed->reset_at = feed->published;
    feed->acknowledged = 0;
    feed->delivered = feed->delivered_bytes = feed->others = 0;
    feed->latency = (struct latency){0};
}

static void pad_write(const struct feed *feed, struct buffer *out, size_t have, size_t wanted)
{
    if (have < wanted)
        buffer_add(out, (struct slice){feed->padding, wanted - have});
}

/* The text of a message: its mark, then padding until the data has message_bytes. A peer's message
 * is the whole push, and as long as one when that is asked for. */
static void text_write(const struct feed *feed, struct buffer *out, int64_t due_ns)
{
    size_t pushed = feed->dialect ? feed->options->frame_bytes : 0;
    size_t wanted = pushed > 0 ? pushed : feed->options->message_bytes;
    size_t start = out->len;
    buffer_addf(out, "@%u %lld@", feed->published, (long long)due_ns);
    size_t have = out->len - start + (feed->plain ? sizeof "{\"m\":\"\"}" - 1 : 0);
    pad_write(feed, out, have, wanted);
}

/* The floor is handed the push itself: as long as Muster's were, when that is known. */
static void push_write(const struct feed *feed, struct buffer *out, int64_t due_ns)
{
    buffer_addf(out, "{\"push\":{\"channel\":\"%s\",\"pub\":{\"data\":{\"m\":\"", feed->channel);
    text_write(feed, out, due_ns);
    char tail[TAIL_BYTES];
    int len = snprintf(tail, sizeof tail, "\"},\"offset\":%u}}}", feed->published);
    pad_write(feed, out, out->len + (size_t)len, feed->options->frame_bytes);
    buffer_add(out, (struct slice){tail, (size_t)len});
}

static void command_write(const struct feed *feed, struct buffer *out, int64_t due_ns)
{
    unsigned id = DIALOG_FREE_ID + feed->published;
    if (feed->plain)
        buffer_addf(out, "{\"id\":%u,\"publish\":{\"channel\":\"%s\",\"data\":{\"m\":\"", id,
                    feed->channel);
    else
        buffer_addf(out,
                    "{\"id\":%u,\"rpc\":{\"method\":\"chat.post\",\"data\":{\"room\":\"%s\","
                    "\"op\":\"%s-%u\",\"text\":\"",
                    id, feed->channel, feed->run, id);
    text_write(feed, out, due_ns);
    buffer_add(out, SLICE("\"}}}"));
}

static void peer_write(const struct feed *feed, struct buffer *out, int64_t due_ns)
{
    struct buffer message;
    buffer_init(&message, COMMAND_BYTES);
    buffer_add(&message, SLICE("{\"m\":\""));
    text_write(feed, &message, due_ns);
    buffer_add(&message, SLICE("\"}"));
    feed->dialect->publish(out, buffer_slice(&message));
    buffer_done(&message);
}

void feed_turn(struct feed *feed, struct client *first, unsigned count)
{
    uint32_t sent = feed->published - feed->reset_at;
    unsigned most = feed->plain ? SPOKEN_MAX : CHAT_SPOKEN_MAX;
    int64_t late_ns = latency_now_ns() + (int64_t)QUIET_SECONDS * 1000000000;
    while (feed->spoken >= most && feed->acknowledged < sent && latency_now_ns() < late_ns)
        swarm_turn(feed->swarm, late_ns);
    if (feed->acknowledged != sent)
        return;
    feed->publisher = first + (size_t)(feed->publisher - first + 1) % count;
    feed->spoken = 0;
}

void feed_publish(struct feed *feed, unsigned together, int64_t due_ns)
{
    feed->spoken += together;
    struct buffer out;
    buffer_init(&out, COMMAND_BYTES);
    for (unsigned i = 0; i < together; i++) {
        buffer_clear(&out);
        feed->published++;
        if (feed->options->floor)
            push_write(feed, &out, due_ns);
        else if (feed->dialect)
            peer_write(feed, &out, due_ns);
        else
            command_write(feed, &out, due_ns);
        check(!out.full);
        swarm_put(feed->swarm, buffer_slice(&out));
    }
    swarm_send(feed->swarm, feed->publisher);
    buffer_done(&out);
}

static void message_fault(struct feed *feed, const struct client *client, enum fault fault,
                          int64_t number, int64_t offset)
{
    char found[128];
    snprintf(found, sizeof found, "message %lld, expected %u; offset %lld after %lld",
             (long long)number, client->next, (long long)offset, (long long)client->offset);
    swarm_fault(feed->swarm, client, fault, slice_of(found));
}

static void message_check(struct feed *feed, struct client *client, int64_t number, int64_t offset)
{
    if (feed->dialect)
        offset = client->offset + 1;
    bool hole = feed->plain && client->offset > 0 && offset != client->offset + 1;
    if (number != client->next)
        message_fault(feed, client, number < client->next ? FAULT_DUPLICATE : FAULT_GAP, number,
                      offset);
    if (offset <= client->offset || hole)
        message_fault(feed, client, FAULT_ORDER, number, offset);
    client->next = (uint32_t)number + 1;
    client->offset = offset;
}

void feed_take(struct feed *feed, struct client *client, struct slice text)
{
    const char *end = text.at + text.len;
    const char *mark = memchr(text.at, '@', text.len);
    if (!mark)
        feed->others++;
    while (mark) {
        int64_t number, due_ns, offset = 0;
        struct slice rest = {mark, (size_t)(end - mark)};
        if (!message_number(rest, SLICE("@"), &number) ||
            !message_number(rest, SLICE(" "), &due_ns) ||
            (!feed->dialect && !message_number(rest, SLICE("\"offset\":"), &offset))) {
            swarm_fault(feed->swarm, client, FAULT_MESSAGE, rest);
            return;
        }
        message_check(feed, client, number, offset);
        latency_add(&feed->latency, feed->swarm->now_ns - due_ns);
        feed->delivered++;
        const char *close = memchr(mark + 1, '@', rest.len - 1);
        mark = close ? memchr(close + 1, '@', (size_t)(end - close - 1)) : NULL;
    }
    feed->delivered_bytes += text.len;
}

void feed_acknowledge(struct feed *feed)
{
    feed->acknowledged++;
}

void feed_await(struct feed *feed, uint64_t deliveries, unsigned acknowledgements)
{
    const int64_t second_ns = 1000000000;
    int64_t end_ns = latency_now_ns() + LATE_SECONDS * second_ns, quiet_ns = 0;
    uint64_t last = 0;
    if (feed->options->floor || feed->dialect)
        acknowledgements = 0;
    while ((feed->delivered < deliveries || feed->acknowledged < acknowledgements) &&
           swarm_faults(feed->swarm) == 0) {
        if (feed->delivered + feed->acknowledged != last || quiet_ns == 0) {
            last = feed->delivered + feed->acknowledged;
            quiet_ns = latency_now_ns() + QUIET_SECONDS * second_ns;
        }
        swarm_turn(feed->swarm, quiet_ns);
        if (latency_now_ns() >= (quiet_ns < end_ns ? quiet_ns : end_ns))
            break;
    }
    if (feed->acknowledged < acknowledgements)
        swarm_fault(feed->swarm, feed->publisher, FAULT_GAP, slice_of("acknowledgements"));
}

void feed_check_end(struct feed *feed, const struct client *client)
{
    if (client->next != feed->published + 1)
        message_fault(feed, client, FAULT_GAP, feed->published, client->offset);
}
