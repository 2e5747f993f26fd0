/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `join`: handshake, connect and subscribe, answered with a view. The first thousand, the
 * last thousand and all of them are measured apart: a join must not cost more where many are.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    BLOCK = 1000,
    CHAT_MESSAGES = 10, /* as many as one person may write at once */
    CHAT_BYTES = 255,   /* of each: with the rest of the room a view of about 4.5 kB */
    OPEN_SECONDS = 120,
    SETTLE_MS = 500,
};

struct join {
    const struct load_options *options;
    struct load_options wordy; /* the same, with longer messages */
    struct swarm swarm;
    struct feed feed; /* fills the room's chat before anybody comes */
    struct tokens tokens;
    struct latency latency;
    uint64_t view_bytes;
};

static void join_open(void *context, struct client *client)
{
    struct join *join = context;
    dialog_hello(&join->swarm, client, NULL);
}

static void join_message(void *context, struct client *client, struct slice text)
{
    struct join *join = context;
    int64_t id;
    if (client == join->feed.publisher && client->state == CLIENT_READY) {
        if (message_read(text, &id) == MESSAGE_ERROR)
            swarm_fault(&join->swarm, client, FAULT_REFUSED, text);
        feed_acknowledge(&join->feed);
    } else if (dialog_reply(&join->swarm, client, text) && client->state == CLIENT_READY) {
        latency_add(&join->latency, join->swarm.now_ns - client->began_ns);
        join->view_bytes += text.len;
    }
}

static const struct swarm_ops join_ops = {.open = join_open, .message = join_message};

/* Brings in `count` from `first` on and prints what that cost; the sum goes to *all. */
static bool block_measure(struct join *join, unsigned first, unsigned count,
                          struct process_span *all)
{
    const struct load_options *options = join->options;
    struct process_span span;
    process_span_start(&span, options->pids);
    bool whole = swarm_open(&join->swarm, first, count, options->at_once, OPEN_SECONDS);
    process_span_end(&span);
    swarm_rest_ms(&join->swarm, SETTLE_MS);
    process_span_settle(&span, options->pids);
    all->server_ns += span.server_ns;
    all->wall_ns += span.wall_ns;
    if (whole && count <= BLOCK)
        printf("scenario=join target=%s channel=%s subscribers=%u present=%u join_ns=%.0f\n",
               options->floor ? "floor" : "muster", options->channel, options->subscribers,
               first + count, (double)span.server_ns / count);
    return whole;
}

static int join_measure(struct join *join)
{
    const struct load_options *options = join->options;
    struct process_span all = {0};
    unsigned count = options->subscribers, block = count < BLOCK ? count : BLOCK;
    unsigned middle = count > 2 * block ? count - 2 * block : 0;
    int64_t rss = -process_rss_bytes(options->pids);
    bool whole = block_measure(join, 0, block, &all) &&
                 (middle == 0 || block_measure(join, block, middle, &all)) &&
                 (block + middle == count ||
                  block_measure(join, block + middle, count - block - middle, &all));
    rss += process_rss_bytes(options->pids);
    if (whole)
        printf(
            "scenario=join target=%s channel=%s subscribers=%u present=all join_ns=%.0f "
            "wall_per_s=%.0f p50_ms=%.2f p99_ms=%.2f max_ms=%.2f view_bytes=%llu rss_bytes=%.0f\n",
            options->floor ? "floor" : "muster", options->channel, count,
            (double)all.server_ns / count, count / ((double)all.wall_ns / 1e9),
            latency_ms(&join->latency, 0.5), latency_ms(&join->latency, 0.99),
            latency_ms(&join->latency, 1),
            (unsigned long long)(join->view_bytes / join->latency.total), (double)rss / count);
    return load_verdict(&join->swarm);
}

/* One person writes into the room before the others come. */
static bool room_fill(struct join *join)
{
    unsigned last = join->options->subscribers;
    if (join->options->floor)
        return true;
    if (!swarm_open(&join->swarm, last, 1, 1, OPEN_SECONDS))
        return false;
    for (unsigned i = 0; i < CHAT_MESSAGES; i++)
        feed_publish(&join->feed, 1, latency_now_ns());
    feed_await(&join->feed, 0, CHAT_MESSAGES);
    join->latency = (struct latency){0};
    join->view_bytes = 0;
    return swarm_faults(&join->swarm) == 0;
}

static bool join_prepare(struct join *join)
{
    const struct load_options *options = join->options;
    unsigned count = options->subscribers + 1;
    if (!join->feed.plain && !options->floor &&
        !tokens_fetch(&join->tokens, options->servers[0], NULL, count))
        return false;
    for (unsigned i = 0; i < count; i++) {
        join->swarm.clients[i].path = "/connection/websocket";
        join->swarm.clients[i].channel = options->channel;
        join->swarm.clients[i].token = tokens_get(&join->tokens, i);
    }
    join->feed.publisher->channel = NULL;
    return room_fill(join);
}

int load_join(const struct load_options *options)
{
    struct join *join = mem_new(sizeof *join);
    int status = 1;
    join->options = options;
    if (load_swarm(options, &join->swarm, options->subscribers + 1, &join_ops, join)) {
        join->wordy = *options;
        join->wordy.message_bytes = CHAT_BYTES;
        feed_init(&join->feed, &join->swarm, &join->wordy, options->channel,
                  &join->swarm.clients[options->subscribers]);
        status = join_prepare(join) ? join_measure(join) : (load_verdict(&join->swarm), 1);
        feed_done(&join->feed);
        tokens_done(&join->tokens);
        swarm_done(&join->swarm);
    }
    mem_free(join);
    return status;
}
