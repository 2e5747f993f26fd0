/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `rooms`: a hundred people to a room, all connected at once, in three stretches: silence;
 * messages in one room alone; one message a second in every room. A delivery must cost no more in
 * the third than in the second.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    PEOPLE = 100,
    PUBLISHERS = 4, /* of all rooms together: Muster grants each 50 commands a second */
    SECONDS = 6,
    ALONE_PER_SECOND = 10,
    OPEN_SECONDS = 120,
    SETTLE_MS = 1000,
    NAME_BYTES = 24,
};

struct rooms {
    const struct load_options *options;
    struct swarm swarm;
    unsigned count, publisher; /* number of the first publisher */
    struct feed *feeds;
    char (*names)[NAME_BYTES];
    unsigned acknowledged;
};

struct stretch {
    const char *name;
    unsigned rooms; /* that have messages */
    unsigned per_second;
    struct process_span span;
};

static void rooms_open(void *context, struct client *client)
{
    struct rooms *rooms = context;
    dialog_hello(&rooms->swarm, client, NULL);
}

static void rooms_message(void *context, struct client *client, struct slice text)
{
    struct rooms *rooms = context;
    if (dialog_reply(&rooms->swarm, client, text))
        return;
    if (client->number >= rooms->publisher)
        rooms->acknowledged++;
    else
        feed_take(&rooms->feeds[client->number / PEOPLE], client, text);
}

static const struct swarm_ops rooms_ops = {.open = rooms_open, .message = rooms_message};

static uint64_t delivered(const struct rooms *rooms)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < rooms->count; i++)
        sum += rooms->feeds[i].delivered;
    return sum;
}

/* Messages evenly over the stretch, room after room. Returns how many. */
static unsigned messages_send(struct rooms *rooms, const struct stretch *stretch)
{
    unsigned messages = stretch->rooms * stretch->per_second * SECONDS;
    int64_t start_ns = latency_now_ns(), second_ns = 1000000000;
    for (unsigned i = 0; i < messages && swarm_faults(&rooms->swarm) == 0; i++) {
        int64_t due_ns = start_ns + (int64_t)SECONDS * second_ns * i / messages;
        swarm_rest(&rooms->swarm, due_ns);
        feed_publish(&rooms->feeds[i % stretch->rooms], 1, due_ns);
    }
    swarm_rest(&rooms->swarm, start_ns + SECONDS * second_ns);
    return messages;
}

static void stretch_run(struct rooms *rooms, struct stretch *stretch)
{
    struct latency latency = {0};
    for (unsigned i = 0; i < rooms->count; i++)
        feed_reset(&rooms->feeds[i]);
    rooms->acknowledged = 0;
    swarm_rest_ms(&rooms->swarm, SETTLE_MS);
    process_span_start(&stretch->span, rooms->options->pids);
    unsigned messages = messages_send(rooms, stretch);
    process_span_end(&stretch->span);
    process_span_settle(&stretch->span, rooms->options->pids);
    swarm_rest_ms(&rooms->swarm, SETTLE_MS);
    if (rooms->acknowledged != messages || delivered(rooms) != (uint64_t)messages * PEOPLE)
        swarm_fault(&rooms->swarm, &rooms->swarm.clients[0], FAULT_GAP,
                    slice_of("messages or acknowledgements"));
    for (unsigned i = 0; i < rooms->count; i++)
        latency_merge(&latency, &rooms->feeds[i].latency);
    printf("scenario=rooms part=%s subscribers=%u rooms=%u messages=%u deliveries=%llu "
           "cpu_ms=%.2f seconds=%d p50_ms=%.3f p99_ms=%.3f max_ms=%.3f\n",
           stretch->name, rooms->options->subscribers, rooms->count, messages,
           (unsigned long long)delivered(rooms), (double)stretch->span.server_ns / 1e6, SECONDS,
           latency_ms(&latency, 0.5), latency_ms(&latency, 0.99), latency_ms(&latency, 1));
}

static int rooms_measure(struct rooms *rooms)
{
    struct stretch silence = {.name = "silence", .rooms = 1};
    struct stretch alone = {.name = "one", .rooms = 1, .per_second = ALONE_PER_SECOND};
    struct stretch all = {.name = "all", .rooms = rooms->count, .per_second = 1};
    stretch_run(rooms, &silence);
    stretch_run(rooms, &alone);
    stretch_run(rooms, &all);
    return load_verdict(&rooms->swarm);
}

static bool rooms_prepare(struct rooms *rooms)
{
    unsigned count = rooms->publisher + PUBLISHERS;
    for (unsigned i = 0; i < rooms->count; i++) {
        snprintf(rooms->names[i], sizeof rooms->names[i], "bench-%u", i + 1);
        feed_init(&rooms->feeds[i], &rooms->swarm, rooms->options, rooms->names[i],
                  &rooms->swarm.clients[rooms->publisher + i % PUBLISHERS]);
    }
    for (unsigned i = 0; i < count; i++) {
        rooms->swarm.clients[i].path = "/connection/websocket";
        rooms->swarm.clients[i].channel = i < rooms->publisher ? rooms->names[i / PEOPLE] : NULL;
        rooms->swarm.clients[i].next = 1;
    }
    return swarm_open(&rooms->swarm, 0, count, rooms->options->at_once, OPEN_SECONDS);
}

int load_rooms(const struct load_options *options)
{
    struct rooms *rooms = mem_new(sizeof *rooms);
    int status = 1;
    rooms->options = options;
    rooms->count = options->subscribers < PEOPLE ? 1 : options->subscribers / PEOPLE;
    rooms->publisher = rooms->count * PEOPLE;
    rooms->feeds = mem_new(rooms->count * sizeof *rooms->feeds);
    rooms->names = mem_new(rooms->count * sizeof *rooms->names);
    if (load_swarm(options, &rooms->swarm, rooms->publisher + PUBLISHERS, &rooms_ops, rooms)) {
        status = rooms_prepare(rooms) ? rooms_measure(rooms) : (load_verdict(&rooms->swarm), 1);
        for (unsigned i = 0; i < rooms->count; i++)
            feed_done(&rooms->feeds[i]);
        swarm_done(&rooms->swarm);
    }
    mem_free(rooms->feeds);
    mem_free(rooms->names);
    mem_free(rooms);
    return status;
}
