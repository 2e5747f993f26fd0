/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `slow`: a webinar room is flooded twice with the same messages. The first time everybody
 * reads; the second time some have stopped reading, far beyond what socket and tape hold. What does
 * that cost the server, and what the others? Then the slow ones read on: each must be caught up by
 * one composed patch, without having been cut off.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    SLOW = 100,
    SLOW_RECEIVE_BYTES = 4096,
    PUBLISHERS = 200, /* in turn: Muster grants a participant nine such messages at once */
    PER_SECOND = 100,
    CATCH_UP_US = 6000, /* late ones follow no closer */
    MESSAGE_BYTES = 900,
    MESSAGES = 1200, /* more than a tape keeps, be it in frames or in bytes */
    OPEN_SECONDS = 120,
    CATCH_UP_SECONDS = 20,
    SETTLE_MS = 1000,
};

struct slow {
    struct load_options options; /* the given ones, with longer messages */
    struct swarm swarm;
    struct feed feed;
    struct tokens tokens;
    unsigned fast, publisher;
    bool reading_on;
    int64_t reading_on_ns;
    uint32_t *last; /* by slow reader: the newest message it has seen */
    unsigned caught_up;
    uint64_t batches, batch_bytes, pushes;
    struct latency back;
};

struct window {
    const char *name;
    struct process_span span;
    int64_t rss_bytes, kernel_bytes; /* growth */
};

static bool is_slow(const struct slow *slow, const struct client *client)
{
    return client->number >= slow->fast && client->number < slow->fast + SLOW;
}

/* The newest message in a push, be it one or a composed patch with a hundred. */
static uint32_t newest(struct slice text)
{
    uint32_t newest = 0;
    int64_t number;
    const char *end = text.at + text.len;
    const char *mark = memchr(text.at, '@', text.len);
    while (mark) {
        if (message_number((struct slice){mark, (size_t)(end - mark)}, SLICE("@"), &number) &&
            number > newest)
            newest = (uint32_t)number;
        const char *close = memchr(mark + 1, '@', (size_t)(end - mark - 1));
        mark = close ? memchr(close + 1, '@', (size_t)(end - close - 1)) : NULL;
    }
    return newest;
}

static void slow_take(struct slow *slow, const struct client *client, struct slice text)
{
    static const struct slice batch = SLICE("\"type\":\"batch\"");
    uint32_t *last = &slow->last[client->number - slow->fast], number = newest(text);
    if (slow->reading_on && memmem(text.at, text.len, batch.at, batch.len)) {
        slow->batches++;
        slow->batch_bytes += text.len;
    } else if (slow->reading_on) {
        slow->pushes++;
    }
    if (number > 0 && number <= *last)
        swarm_fault(&slow->swarm, client, FAULT_ORDER, slice_of("an older message"));
    if (number > *last)
        *last = number;
    if (slow->reading_on && number == slow->feed.published) {
        slow->caught_up++;
        latency_add(&slow->back, slow->swarm.now_ns - slow->reading_on_ns);
    }
}

static void slow_open(void *context, struct client *client)
{
    struct slow *slow = context;
    dialog_hello(&slow->swarm, client, NULL);
}

static void slow_message(void *context, struct client *client, struct slice text)
{
    struct slow *slow = context;
    if (dialog_reply(&slow->swarm, client, text))
        return;
    if (client->number >= slow->publisher)
        feed_acknowledge(&slow->feed);
    else if (is_slow(slow, client))
        slow_take(slow, client, text);
    else
        feed_take(&slow->feed, client, text);
}

static const struct swarm_ops slow_ops = {.open = slow_open, .message = slow_message};

static void flood(struct slow *slow)
{
    struct feed *feed = &slow->feed;
    int64_t due_ns = latency_now_ns(), next_ns = due_ns;
    for (unsigned sent = 0; sent < MESSAGES && swarm_faults(&slow->swarm) == 0; sent++) {
        due_ns += 1000000000 / PER_SECOND;
        swarm_rest(&slow->swarm, due_ns > next_ns ? due_ns : next_ns);
        next_ns = latency_now_ns() + (int64_t)CATCH_UP_US * 1000;
        feed_turn(feed, &slow->swarm.clients[slow->publisher], PUBLISHERS);
        feed_publish(feed, 1, due_ns);
    }
    feed_await(feed, (uint64_t)MESSAGES * slow->fast, MESSAGES);
}

static void window_run(struct slow *slow, struct window *window)
{
    const unsigned *pids = slow->options.pids;
    feed_reset(&slow->feed);
    swarm_rest_ms(&slow->swarm, SETTLE_MS);
    window->rss_bytes = -process_rss_bytes(pids);
    window->kernel_bytes = -process_socket_bytes();
    process_span_start(&window->span, pids);
    flood(slow);
    process_span_end(&window->span);
    swarm_rest_ms(&slow->swarm, SETTLE_MS);
    process_span_settle(&window->span, pids);
    window->rss_bytes += process_rss_bytes(pids);
    window->kernel_bytes += process_socket_bytes();
    for (unsigned i = 0; i < slow->fast; i++)
        feed_check_end(&slow->feed, &slow->swarm.clients[i]);
    printf("scenario=slow part=%s subscribers=%u slow=%u messages=%u delivery_ns=%.1f p50_ms=%.3f "
           "p99_ms=%.3f max_ms=%.3f rss_bytes=%lld kernel_bytes=%lld generator_busy=%.2f\n",
           window->name, slow->fast, SLOW, MESSAGES,
           (double)window->span.server_ns / (double)(slow->feed.delivered + 1),
           latency_ms(&slow->feed.latency, 0.5), latency_ms(&slow->feed.latency, 0.99),
           latency_ms(&slow->feed.latency, 1), (long long)window->rss_bytes,
           (long long)window->kernel_bytes,
           (double)window->span.own_ns / (double)window->span.wall_ns);
}

static void slow_pause(struct slow *slow, bool pause)
{
    for (unsigned i = 0; i < SLOW; i++)
        swarm_pause(&slow->swarm, &slow->swarm.clients[slow->fast + i], pause);
}

static void catch_up(struct slow *slow)
{
    int64_t late_ns = latency_now_ns() + (int64_t)CATCH_UP_SECONDS * 1000000000;
    slow->reading_on = true;
    slow->reading_on_ns = latency_now_ns();
    slow_pause(slow, false);
    while (slow->caught_up < SLOW && latency_now_ns() < late_ns && swarm_faults(&slow->swarm) == 0)
        swarm_turn(&slow->swarm, late_ns);
    for (unsigned i = 0; i < SLOW; i++) {
        if (slow->last[i] != slow->feed.published)
            swarm_fault(&slow->swarm, &slow->swarm.clients[slow->fast + i], FAULT_GAP,
                        slice_of("not caught up"));
    }
    printf("scenario=slow part=catch-up subscribers=%u slow=%u caught_up=%u pushes_each=%.1f "
           "batches_each=%.2f batch_bytes_each=%.0f back_p50_ms=%.1f back_max_ms=%.1f\n",
           slow->fast, SLOW, slow->caught_up, (double)slow->pushes / SLOW,
           (double)slow->batches / SLOW, (double)slow->batch_bytes / SLOW,
           latency_ms(&slow->back, 0.5), latency_ms(&slow->back, 1));
}

static int slow_measure(struct slow *slow)
{
    struct window all = {.name = "all-read"}, some = {.name = "some-stopped"};
    window_run(slow, &all);
    slow_pause(slow, true);
    window_run(slow, &some);
    if (swarm_faults(&slow->swarm) == 0)
        catch_up(slow);
    return load_verdict(&slow->swarm);
}

static bool slow_prepare(struct slow *slow)
{
    const struct load_options *options = &slow->options;
    unsigned count = slow->publisher + PUBLISHERS;
    if (!tokens_fetch(&slow->tokens, options->servers[0], NULL, count))
        return false;
    for (unsigned i = 0; i < count; i++) {
        struct client *client = &slow->swarm.clients[i];
        client->path = "/connection/websocket";
        client->channel = i < slow->publisher ? options->channel : NULL;
        client->token = tokens_get(&slow->tokens, i);
        client->next = 1;
        if (is_slow(slow, client))
            client->receive_bytes = SLOW_RECEIVE_BYTES;
    }
    return swarm_open(&slow->swarm, 0, count, options->at_once, OPEN_SECONDS);
}

int load_slow(const struct load_options *options)
{
    struct slow *slow = mem_new(sizeof *slow);
    int status = 1;
    slow->options = *options;
    slow->options.message_bytes = MESSAGE_BYTES;
    slow->fast = options->subscribers;
    slow->publisher = slow->fast + SLOW;
    slow->last = mem_new(SLOW * sizeof *slow->last);
    if (load_swarm(options, &slow->swarm, slow->publisher + PUBLISHERS, &slow_ops, slow)) {
        feed_init(&slow->feed, &slow->swarm, &slow->options, options->channel,
                  &slow->swarm.clients[slow->publisher]);
        status = slow_prepare(slow) ? slow_measure(slow) : (load_verdict(&slow->swarm), 1);
        feed_done(&slow->feed);
        tokens_done(&slow->tokens);
        swarm_done(&slow->swarm);
    }
    mem_free(slow->last);
    mem_free(slow);
    return status;
}
