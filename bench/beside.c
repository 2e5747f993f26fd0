/* SPDX-License-Identifier: Apache-2.0
 * One message at its time, or a little later: never two that were due apart in one piece. */
#include "bench/beside.h"

#include "bench/dialog.h"

enum { OPEN_SECONDS = 120 };

static void beside_hello(void *context, struct client *client)
{
    struct beside *beside = context;
    dialog_hello(&beside->swarm, client, NULL);
}

static void beside_message(void *context, struct client *client, struct slice text)
{
    struct beside *beside = context;
    if (dialog_reply(&beside->swarm, client, text))
        return;
    if (client->number >= beside->people)
        feed_acknowledge(&beside->feed);
    else
        feed_take(&beside->feed, client, text);
}

static const struct swarm_ops beside_ops = {.open = beside_hello, .message = beside_message};

bool beside_open(struct beside *beside, const struct load_options *options, const char *channel)
{
    unsigned count = beside->people + beside->publishers;
    if (!load_swarm(options, &beside->swarm, count, &beside_ops, beside))
        return false;
    feed_init(&beside->feed, &beside->swarm, options, channel,
              &beside->swarm.clients[beside->people]);
    for (unsigned i = 0; i < count; i++) {
        beside->swarm.clients[i].path = "/connection/websocket";
        beside->swarm.clients[i].channel = i < beside->people ? channel : NULL;
        beside->swarm.clients[i].next = 1;
    }
    return swarm_open(&beside->swarm, 0, count, options->at_once, OPEN_SECONDS);
}

void beside_done(struct beside *beside)
{
    if (beside->swarm.clients) {
        feed_done(&beside->feed);
        swarm_done(&beside->swarm);
    }
}

void beside_start(struct beside *beside, unsigned per_second, unsigned wanted)
{
    feed_reset(&beside->feed);
    beside->sent = 0;
    beside->wanted = wanted;
    beside->interval_ns = per_second > 0 ? 1000000000 / per_second : 0;
    beside->due_ns = latency_now_ns();
}

void beside_publish(struct beside *beside)
{
    int64_t now_ns = latency_now_ns();
    if (beside->sent >= beside->wanted || now_ns < beside->due_ns || now_ns < beside->next_ns)
        return;
    beside->next_ns = now_ns + beside->interval_ns / 2;
    feed_turn(&beside->feed, &beside->swarm.clients[beside->people], beside->publishers);
    feed_publish(&beside->feed, 1, beside->due_ns);
    beside->due_ns += beside->interval_ns;
    beside->sent++;
}

void beside_check(struct beside *beside)
{
    feed_await(&beside->feed, (uint64_t)beside->sent * beside->people, beside->sent);
    for (unsigned i = 0; i < beside->people; i++)
        feed_check_end(&beside->feed, &beside->swarm.clients[i]);
}
