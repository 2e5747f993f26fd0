/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `hop`: messages are published through the first instance at a modest pace; N people
 * follow on it, and N on each of the others. Measured: the way to those near and to those far, and
 * for every far follower how much later each message came than to its near counterpart.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/stores.h"

#include "base/mem.h"

#include <stdio.h>

enum { OPEN_SECONDS = 30, SETTLE_MS = 1000, WARM_MESSAGES = 5, INTERVAL_US = 50000 };

/* When a near follower got which message. */
struct seen {
    int64_t number, at_ns;
};

struct hop {
    const struct load_options *options;
    struct swarm swarm;
    struct feed feed;
    struct seen *seen; /* owned; one for each follower of an instance */
    struct latency near, far, added;
    uint64_t early; /* far before near */
};

static void hop_open(void *context, struct client *client)
{
    struct hop *hop = context;
    dialog_hello(&hop->swarm, client, NULL);
}

static void message_time(struct hop *hop, const struct client *client, int64_t number,
                         int64_t due_ns)
{
    struct seen *seen = &hop->seen[client->number / hop->swarm.servers_count];
    int64_t now_ns = hop->swarm.now_ns;
    if (client->server == 0) {
        latency_add(&hop->near, now_ns - due_ns);
        *seen = (struct seen){number, now_ns};
        return;
    }
    latency_add(&hop->far, now_ns - due_ns);
    if (seen->number == number)
        latency_add(&hop->added, now_ns - seen->at_ns);
    else
        hop->early++;
}

static void hop_message(void *context, struct client *client, struct slice text)
{
    struct hop *hop = context;
    int64_t number, due_ns;
    if (dialog_reply(&hop->swarm, client, text))
        return;
    if (client == hop->feed.publisher) {
        feed_acknowledge(&hop->feed);
        return;
    }
    feed_take(&hop->feed, client, text);
    const char *mark = memchr(text.at, '@', text.len);
    struct slice rest = {mark, mark ? text.len - (size_t)(mark - text.at) : 0};
    if (message_number(rest, SLICE("@"), &number) && message_number(rest, SLICE(" "), &due_ns))
        message_time(hop, client, number, due_ns);
}

static const struct swarm_ops hop_ops = {.open = hop_open, .message = hop_message};

static void messages_send(struct hop *hop, unsigned messages)
{
    unsigned interval_us = hop->options->interval_us ? hop->options->interval_us : INTERVAL_US;
    unsigned followers = hop->swarm.clients_count - 1;
    int64_t due_ns = latency_now_ns();
    feed_reset(&hop->feed);
    for (unsigned i = 0; i < messages && hop->feed.publisher->state == CLIENT_READY; i++) {
        due_ns += (int64_t)interval_us * 1000;
        swarm_rest(&hop->swarm, due_ns);
        feed_publish(&hop->feed, 1, due_ns);
    }
    feed_await(&hop->feed, (uint64_t)messages * followers, messages);
}

static void hop_print(const struct hop *hop)
{
    const struct latency *near = &hop->near, *far = &hop->far, *added = &hop->added;
    printf("scenario=hop subscribers=%u messages=%u near_p50_ms=%.3f near_p99_ms=%.3f "
           "near_max_ms=%.3f far_p50_ms=%.3f far_p99_ms=%.3f far_max_ms=%.3f added_p50_ms=%.3f "
           "added_p99_ms=%.3f added_max_ms=%.3f early=%llu\n",
           hop->options->subscribers, hop->options->messages, latency_ms(near, 0.5),
           latency_ms(near, 0.99), latency_ms(near, 1), latency_ms(far, 0.5), latency_ms(far, 0.99),
           latency_ms(far, 1), latency_ms(added, 0.5), latency_ms(added, 0.99),
           latency_ms(added, 1), (unsigned long long)hop->early);
}

static int hop_measure(struct hop *hop)
{
    struct stores_span stores;
    swarm_rest_ms(&hop->swarm, SETTLE_MS);
    messages_send(hop, WARM_MESSAGES);
    hop->near = hop->far = hop->added = (struct latency){0};
    bool counted = stores_start(&stores, hop->options, "hop");
    messages_send(hop, hop->options->messages);
    counted = stores_end(&stores) && counted;
    for (unsigned i = 0; i + 1 < hop->swarm.clients_count; i++)
        feed_check_end(&hop->feed, &hop->swarm.clients[i]);
    hop_print(hop);
    return load_verdict(&hop->swarm) == 0 && counted ? 0 : 1;
}

int load_hop(const struct load_options *options)
{
    struct hop *hop = mem_new(sizeof *hop);
    struct swarm *swarm = &hop->swarm;
    int status = 1;
    unsigned instances = 0;
    while (options->servers[instances])
        instances++;
    unsigned followers = options->subscribers * instances;
    hop->options = options;
    hop->seen = mem_new(options->subscribers * sizeof *hop->seen);
    if (load_swarm(options, swarm, followers + 1, &hop_ops, hop)) {
        feed_init(&hop->feed, swarm, options, options->channel, &swarm->clients[followers]);
        for (unsigned i = 0; i <= followers; i++) {
            swarm->clients[i].path = "/connection/websocket";
            swarm->clients[i].channel = i < followers ? options->channel : NULL;
            swarm->clients[i].next = 1;
        }
        hop->feed.publisher->server = 0;
        status = swarm_open(swarm, 0, followers + 1, options->at_once, OPEN_SECONDS)
                     ? hop_measure(hop)
                     : (load_verdict(swarm), 1);
        feed_done(&hop->feed);
        swarm_done(swarm);
    }
    mem_free(hop->seen);
    mem_free(hop);
    return status;
}
