/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `fanout`: one connection publishes, N subscribers receive.
 *
 * Each message carries its number and the moment at which it was due (not the moment at which the
 * generator got round to it), so that a server or generator that falls behind shows it. Times are
 * open-loop: the next message is due whether or not the last one has arrived. Every subscriber must
 * get every number once, in order, with rising offsets; on a plain channel without any hole.
 */
#include "bench/dialog.h"
#include "bench/latency.h"
#include "bench/load.h"
#include "bench/process.h"

#include "base/check.h"
#include "base/mem.h"

#include <stdio.h>
#include <unistd.h>

enum {
    WARM_MESSAGES = 5,
    TRACE_MESSAGES = 64,
    OPEN_SECONDS = 120,
    LATE_SECONDS = 10, /* what has not arrived by then is missing */
    SETTLE_MS = 300,
    TAIL_MS = 30, /* the server's turn goes on a little after the last delivery */
    MARK_BYTES = 64,
    COMMAND_BYTES = 1 << 16,
};

struct fanout {
    const struct load_options *options;
    struct swarm swarm;
    struct client *publisher;
    bool plain;   /* offsets have no holes */
    char run[24]; /* makes the ops of this run its own */
    char *padding;
    uint32_t published;
    unsigned acknowledged;
    uint64_t delivered, delivered_bytes;
    int64_t others; /* pushes that are not ours: tallies and the like */
    int64_t rss_before;
    struct latency latency;
};

struct window {
    unsigned together;
    unsigned messages;
    int64_t interval_ns;
    bool stepwise; /* the next time waits until the last one has arrived */
    int64_t server_ns, own_ns, wall_ns;
};

static void fanout_open(void *context, struct client *client);
static void fanout_message(void *context, struct client *client, struct slice text);
static bool fanout_connect(struct fanout *fanout);
static void window_run(struct fanout *fanout, struct window *window);
static void window_print(const struct fanout *fanout, const struct window *window);
static int fanout_trace(struct fanout *fanout);

static const struct swarm_ops fanout_ops = {.open = fanout_open, .message = fanout_message};

/* 10 µs of server for each subscriber and time leaves it less than half busy. */
static int64_t interval_choose(const struct load_options *options, unsigned together)
{
    int64_t floor_ns = together > 1 ? 40000000 : 20000000;
    int64_t ns = (int64_t)options->subscribers * (together > 1 ? 20000 : 10000);
    if (options->interval_us > 0)
        return (int64_t)options->interval_us * 1000;
    return ns > floor_ns ? ns : floor_ns;
}

static int fanout_measure(struct fanout *fanout)
{
    const struct load_options *options = fanout->options;
    struct window warm = {.together = 1, .messages = WARM_MESSAGES};
    warm.interval_ns = interval_choose(options, 1);
    window_run(fanout, &warm);
    if (options->trace)
        return fanout_trace(fanout);
    for (unsigned i = 0; options->together[i] > 0; i++) {
        unsigned together = options->together[i];
        struct window window = {.together = together,
                                .messages =
                                    (options->messages + together - 1) / together * together,
                                .interval_ns = interval_choose(options, together)};
        window_run(fanout, &window);
        window_print(fanout, &window);
    }
    return load_verdict(&fanout->swarm);
}

int load_fanout(const struct load_options *options)
{
    struct fanout *fanout = mem_new(sizeof *fanout);
    int status = 1;
    fanout->options = options;
    fanout->plain = strchr(options->channel, ':') == NULL;
    fanout->padding = mem_new(options->message_bytes + options->frame_bytes + 1);
    memset(fanout->padding, 'x', options->message_bytes + options->frame_bytes);
    snprintf(fanout->run, sizeof fanout->run, "%llx", (unsigned long long)latency_now_ns());
    if (!swarm_init(&fanout->swarm, options->server, options->subscribers + 1, &fanout_ops,
                    fanout)) {
        fprintf(stderr, "fanout: %s is not a loopback address and port\n", options->server);
    } else {
        if (fanout_connect(fanout))
            status = fanout_measure(fanout);
        else
            load_verdict(&fanout->swarm);
        swarm_done(&fanout->swarm);
    }
    mem_free(fanout->padding);
    mem_free(fanout);
    return status;
}

static bool fanout_connect(struct fanout *fanout)
{
    const struct load_options *options = fanout->options;
    struct swarm *swarm = &fanout->swarm;
    fanout->rss_before = process_rss_bytes(options->pid);
    for (unsigned i = 0; i < options->subscribers; i++) {
        swarm->clients[i].path = "/connection/websocket";
        swarm->clients[i].channel = options->channel;
        swarm->clients[i].next = 1;
    }
    fanout->publisher = &swarm->clients[options->subscribers];
    fanout->publisher->path = options->floor ? "/floor/publish" : "/connection/websocket";
    return swarm_open(swarm, 0, options->subscribers + 1, options->at_once, OPEN_SECONDS);
}

static void fanout_open(void *context, struct client *client)
{
    struct fanout *fanout = context;
    if (fanout->options->floor && client == fanout->publisher)
        swarm_ready(&fanout->swarm, client);
    else
        dialog_hello(&fanout->swarm, client, NULL);
}

/* The text of a message: its number, when it was due, padding up to message_bytes. */
static void write_text(const struct fanout *fanout, struct buffer *out, int64_t due_ns)
{
    size_t start = out->len;
    buffer_addf(out, "@%u %lld@", fanout->published, (long long)due_ns);
    size_t so_far = out->len - start + (fanout->plain ? sizeof "{\"m\":\"\"}" - 1 : 0);
    if (so_far < fanout->options->message_bytes)
        buffer_add(out, (struct slice){fanout->padding, fanout->options->message_bytes - so_far});
}

/* The floor is handed the push itself: as long as Muster's were, when that is known. */
static void write_push(const struct fanout *fanout, struct buffer *out, int64_t due_ns)
{
    buffer_addf(out, "{\"push\":{\"channel\":\"%s\",\"pub\":{\"data\":{\"m\":\"",
                fanout->options->channel);
    write_text(fanout, out, due_ns);
    char tail[MARK_BYTES];
    int len = snprintf(tail, sizeof tail, "\"},\"offset\":%u}}}", fanout->published);
    size_t so_far = out->len + (size_t)len;
    if (so_far < fanout->options->frame_bytes)
        buffer_add(out, (struct slice){fanout->padding, fanout->options->frame_bytes - so_far});
    buffer_add(out, (struct slice){tail, (size_t)len});
}

static void write_command(const struct fanout *fanout, struct buffer *out, int64_t due_ns)
{
    unsigned id = DIALOG_FREE_ID + fanout->published;
    const char *channel = fanout->options->channel;
    if (fanout->plain)
        buffer_addf(out, "{\"id\":%u,\"publish\":{\"channel\":\"%s\",\"data\":{\"m\":\"", id,
                    channel);
    else
        buffer_addf(out,
                    "{\"id\":%u,\"rpc\":{\"method\":\"chat.post\",\"data\":{\"room\":\"%s\","
                    "\"op\":\"%s-%u\",\"text\":\"",
                    id, channel, fanout->run, id);
    write_text(fanout, out, due_ns);
    buffer_add(out, SLICE("\"}}}"));
}

static void fanout_publish(struct fanout *fanout, unsigned together, int64_t due_ns)
{
    struct buffer out;
    buffer_init(&out, COMMAND_BYTES);
    for (unsigned i = 0; i < together; i++) {
        buffer_clear(&out);
        fanout->published++;
        if (fanout->options->floor)
            write_push(fanout, &out, due_ns);
        else
            write_command(fanout, &out, due_ns);
        check(!out.full);
        swarm_put(&fanout->swarm, buffer_slice(&out));
    }
    swarm_send(&fanout->swarm, fanout->publisher);
    buffer_done(&out);
}

static void subscriber_push(struct fanout *fanout, struct client *client, struct slice text)
{
    int64_t number, due_ns, offset;
    const char *mark = memchr(text.at, '@', text.len);
    struct slice rest = {mark, mark ? text.len - (size_t)(mark - text.at) : 0};
    if (!mark || !message_number(rest, SLICE("@"), &number) ||
        !message_number(rest, SLICE(" "), &due_ns)) {
        fanout->others++;
        return;
    }
    if (!message_number(rest, SLICE("\"offset\":"), &offset))
        swarm_fault(&fanout->swarm, client, FAULT_MESSAGE, text);
    else if (offset <= client->offset ||
             (fanout->plain && client->offset > 0 && offset != client->offset + 1))
        swarm_fault(&fanout->swarm, client, FAULT_ORDER, text);
    client->offset = offset;
    if (number != client->next)
        swarm_fault(&fanout->swarm, client, number < client->next ? FAULT_DUPLICATE : FAULT_GAP,
                    text);
    client->next = (uint32_t)number + 1;
    fanout->delivered++;
    fanout->delivered_bytes += text.len;
    latency_add(&fanout->latency, fanout->swarm.now_ns - due_ns);
}

static void fanout_message(void *context, struct client *client, struct slice text)
{
    struct fanout *fanout = context;
    if (dialog_reply(&fanout->swarm, client, text))
        return;
    if (client == fanout->publisher)
        fanout->acknowledged++;
    else
        subscriber_push(fanout, client, text);
}

/* Reads until `messages` of this window have arrived everywhere and are acknowledged, or are late.
 */
static void window_await(struct fanout *fanout, unsigned messages)
{
    int64_t late_ns = latency_now_ns() + (int64_t)LATE_SECONDS * 1000000000;
    uint64_t deliveries = (uint64_t)messages * fanout->options->subscribers;
    unsigned acknowledgements = fanout->options->floor ? 0 : messages;
    while ((fanout->delivered < deliveries || fanout->acknowledged < acknowledgements) &&
           latency_now_ns() < late_ns && swarm_faults(&fanout->swarm) == 0)
        swarm_turn(&fanout->swarm, late_ns);
}

static void window_publish(struct fanout *fanout, const struct window *window)
{
    int64_t due_ns = latency_now_ns() + window->interval_ns;
    for (unsigned sent = 0; sent < window->messages; sent += window->together) {
        if (window->stepwise)
            window_await(fanout, sent);
        swarm_rest(&fanout->swarm, due_ns);
        if (fanout->publisher->state != CLIENT_READY)
            return;
        fanout_publish(fanout, window->together, due_ns);
        due_ns += window->interval_ns;
    }
    window_await(fanout, window->messages);
}

static void window_run(struct fanout *fanout, struct window *window)
{
    const struct load_options *options = fanout->options;
    swarm_rest(&fanout->swarm, latency_now_ns() + (int64_t)SETTLE_MS * 1000000);
    fanout->latency = (struct latency){0};
    fanout->delivered = fanout->delivered_bytes = 0;
    fanout->acknowledged = 0;
    window->server_ns = -process_cpu_ns(options->pid);
    window->own_ns = -process_cpu_ns(getpid());
    window->wall_ns = -latency_now_ns();
    window_publish(fanout, window);
    window->own_ns += process_cpu_ns(getpid());
    window->wall_ns += latency_now_ns();
    swarm_rest(&fanout->swarm, latency_now_ns() + (int64_t)TAIL_MS * 1000000);
    window->server_ns += process_cpu_ns(options->pid);
    for (unsigned i = 0; i < options->subscribers; i++) {
        const struct client *client = &fanout->swarm.clients[i];
        if (client->next != fanout->published + 1)
            swarm_fault(&fanout->swarm, client, FAULT_GAP, slice_of("at the end"));
    }
    if (!options->floor && fanout->acknowledged < window->messages)
        swarm_fault(&fanout->swarm, fanout->publisher, FAULT_GAP, slice_of("acknowledgements"));
}

static void window_print(const struct fanout *fanout, const struct window *window)
{
    const struct load_options *options = fanout->options;
    double deliveries = fanout->delivered > 0 ? (double)fanout->delivered : 1;
    int64_t rss = process_rss_bytes(options->pid) - fanout->rss_before;
    printf("scenario=fanout target=%s channel=%s subscribers=%u together=%u messages=%u "
           "deliveries=%llu delivery_ns=%.1f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f "
           "frame_bytes=%.0f rss_bytes=%.0f generator_busy=%.2f others=%lld faults=%llu\n",
           options->floor ? "floor" : "muster", options->channel, options->subscribers,
           window->together, window->messages, (unsigned long long)fanout->delivered,
           (double)window->server_ns / deliveries, latency_ms(&fanout->latency, 0.5),
           latency_ms(&fanout->latency, 0.99), latency_ms(&fanout->latency, 1),
           (double)fanout->delivered_bytes / deliveries, (double)rss / (options->subscribers + 1),
           (double)window->own_ns / (double)window->wall_ns, (long long)fanout->others,
           (unsigned long long)swarm_faults(&fanout->swarm));
    fflush(stdout);
}

/* System calls are counted in a window of their own: being traced costs the server too much. */
static int fanout_trace(struct fanout *fanout)
{
    const struct load_options *options = fanout->options;
    pid_t tracer = process_trace(options->pid, options->trace);
    if (tracer == 0) {
        fprintf(stderr, "fanout: strace cannot watch the server\n");
        return 1;
    }
    struct window window = {.together = 1, .messages = TRACE_MESSAGES, .stepwise = true};
    window_run(fanout, &window);
    process_trace_end(tracer);
    double flushes = (double)TRACE_MESSAGES * options->subscribers;
    struct process_calls calls = process_trace_read(options->trace);
    printf(
        "scenario=trace target=%s channel=%s subscribers=%u flushes=%u sends=%.3f epoll_ctls=%.3f "
        "calls=%.3f faults=%llu\n",
        options->floor ? "floor" : "muster", options->channel, options->subscribers, TRACE_MESSAGES,
        (double)calls.sends / flushes, (double)calls.epoll_ctls / flushes,
        (double)calls.all / flushes, (unsigned long long)swarm_faults(&fanout->swarm));
    return load_verdict(&fanout->swarm);
}
