/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `commands`: N channels with a publisher and three followers each, spread over the
 * instances; so that one instance delivers as much as three do together. First silence, then each
 * publishes some messages a second. Deliveries are few here: measured is what a command costs.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"
#include "bench/stores.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    FOLLOWERS = 3,   /* of each channel */
    PER_SECOND = 10, /* of each channel; Muster grants one connection 50 */
    SILENT_SECONDS = 2,
    SECONDS = 3,
    OPEN_SECONDS = 30,
    SETTLE_MS = 1000,
    NAME_BYTES = 24,
};

struct commands {
    const struct load_options *options;
    struct swarm swarm;
    unsigned channels;
    unsigned publisher; /* number of the first one */
    struct feed *feeds; /* owned; of each channel */
    char (*names)[NAME_BYTES];
    unsigned acknowledged;
};

struct stretch {
    const char *name;
    unsigned seconds, per_second;
    struct process_span span;
};

static void commands_open(void *context, struct client *client)
{
    struct commands *commands = context;
    dialog_hello(&commands->swarm, client, NULL);
}

static void commands_message(void *context, struct client *client, struct slice text)
{
    struct commands *commands = context;
    if (dialog_reply(&commands->swarm, client, text))
        return;
    if (client->number < commands->publisher)
        feed_take(&commands->feeds[client->number / FOLLOWERS], client, text);
    else
        commands->acknowledged++;
}

static const struct swarm_ops commands_ops = {.open = commands_open, .message = commands_message};

static uint64_t delivered(const struct commands *commands)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < commands->channels; i++)
        sum += commands->feeds[i].delivered;
    return sum;
}

/* Evenly over the stretch, channel after channel. Returns how many. */
static unsigned messages_send(struct commands *commands, const struct stretch *stretch)
{
    unsigned messages = commands->channels * stretch->per_second * stretch->seconds;
    int64_t start_ns = latency_now_ns(), all_ns = (int64_t)stretch->seconds * 1000000000;
    for (unsigned i = 0; i < messages && swarm_faults(&commands->swarm) == 0; i++) {
        int64_t due_ns = start_ns + all_ns * i / messages;
        swarm_rest(&commands->swarm, due_ns);
        feed_publish(&commands->feeds[i % commands->channels], 1, due_ns);
    }
    swarm_rest(&commands->swarm, start_ns + all_ns);
    return messages;
}

/* All that was published is acknowledged and with every follower. */
static void messages_check(struct commands *commands, unsigned messages)
{
    uint64_t deliveries = (uint64_t)messages * FOLLOWERS;
    int64_t late_ns = latency_now_ns() + (int64_t)OPEN_SECONDS * 1000000000;
    while ((commands->acknowledged < messages || delivered(commands) < deliveries) &&
           swarm_faults(&commands->swarm) == 0 && latency_now_ns() < late_ns)
        swarm_turn(&commands->swarm, late_ns);
    if (commands->acknowledged != messages)
        swarm_fault(&commands->swarm, &commands->swarm.clients[commands->publisher], FAULT_GAP,
                    slice_of("acknowledgements"));
    for (unsigned i = 0; i < commands->publisher; i++)
        feed_check_end(&commands->feeds[i / FOLLOWERS], &commands->swarm.clients[i]);
}

static bool stretch_run(struct commands *commands, struct stretch *stretch)
{
    struct latency latency = {0};
    struct stores_span stores;
    for (unsigned i = 0; i < commands->channels; i++)
        feed_reset(&commands->feeds[i]);
    commands->acknowledged = 0;
    swarm_rest_ms(&commands->swarm, SETTLE_MS);
    bool counted = stores_start(&stores, commands->options, stretch->name);
    process_span_start(&stretch->span, commands->options->pids);
    unsigned messages = messages_send(commands, stretch);
    messages_check(commands, messages);
    process_span_end(&stretch->span);
    process_span_settle(&stretch->span, commands->options->pids);
    counted = stores_end(&stores) && counted;
    for (unsigned i = 0; i < commands->channels; i++)
        latency_merge(&latency, &commands->feeds[i].latency);
    printf("scenario=commands part=%s channels=%u commands=%u deliveries=%llu cpu_ms=%.3f "
           "seconds=%.3f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f\n",
           stretch->name, commands->channels, messages, (unsigned long long)delivered(commands),
           (double)stretch->span.server_ns / 1e6, (double)stretch->span.wall_ns / 1e9,
           latency_ms(&latency, 0.5), latency_ms(&latency, 0.99), latency_ms(&latency, 1));
    return counted;
}

static int commands_measure(struct commands *commands)
{
    struct stretch silence = {.name = "silence", .seconds = SILENT_SECONDS};
    struct stretch all = {.name = "commands", .seconds = SECONDS, .per_second = PER_SECOND};
    bool counted = stretch_run(commands, &silence);
    counted = stretch_run(commands, &all) && counted;
    return load_verdict(&commands->swarm) == 0 && counted ? 0 : 1;
}

static bool commands_prepare(struct commands *commands)
{
    unsigned count = commands->publisher + commands->channels;
    for (unsigned i = 0; i < commands->channels; i++) {
        snprintf(commands->names[i], sizeof commands->names[i], "bench-%u", i + 1);
        feed_init(&commands->feeds[i], &commands->swarm, commands->options, commands->names[i],
                  &commands->swarm.clients[commands->publisher + i]);
    }
    for (unsigned i = 0; i < count; i++) {
        struct client *client = &commands->swarm.clients[i];
        client->path = "/connection/websocket";
        client->channel = i < commands->publisher ? commands->names[i / FOLLOWERS] : NULL;
        client->next = 1;
    }
    return swarm_open(&commands->swarm, 0, count, commands->options->at_once, OPEN_SECONDS);
}

int load_commands(const struct load_options *options)
{
    struct commands *commands = mem_new(sizeof *commands);
    int status = 1;
    commands->options = options;
    commands->channels = options->subscribers;
    commands->publisher = commands->channels * FOLLOWERS;
    commands->feeds = mem_new(commands->channels * sizeof *commands->feeds);
    commands->names = mem_new(commands->channels * sizeof *commands->names);
    if (load_swarm(options, &commands->swarm, commands->publisher + commands->channels,
                   &commands_ops, commands)) {
        status = commands_prepare(commands) ? commands_measure(commands)
                                            : (load_verdict(&commands->swarm), 1);
        for (unsigned i = 0; i < commands->channels; i++)
            feed_done(&commands->feeds[i]);
        swarm_done(&commands->swarm);
    }
    mem_free(commands->feeds);
    mem_free(commands->names);
    mem_free(commands);
    return status;
}
