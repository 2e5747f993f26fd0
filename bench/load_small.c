/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `small`: a room of 30 with 20 messages a second, first beside a large room in silence,
 * then while the large one is flooded with 50 messages a second. The small room's clients are a
 * swarm of their own, which is read first at every turn: what they feel is the server's doing.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    SMALL = 30,
    SMALL_PER_SECOND = 20,
    LARGE_PER_SECOND = 50,
    PUBLISHERS = 2, /* of the large room: Muster grants one 50 commands a second */
    SECONDS = 6,
    LOOK_US = 200, /* the small swarm waits no longer than this */
    OPEN_SECONDS = 120,
    SETTLE_MS = 1000,
};

/* A swarm, its feed, and when the next message of it is due. */
struct room {
    struct swarm swarm;
    struct feed feed;
    unsigned people, publishers;
    int64_t interval_ns, due_ns, next_ns;
    unsigned sent, wanted;
};

struct small {
    const struct load_options *options;
    struct room small, large;
};

static void room_open(void *context, struct client *client)
{
    struct room *room = context;
    dialog_hello(&room->swarm, client, NULL);
}

static void room_message(void *context, struct client *client, struct slice text)
{
    struct room *room = context;
    if (dialog_reply(&room->swarm, client, text))
        return;
    if (client->number >= room->people)
        feed_acknowledge(&room->feed);
    else
        feed_take(&room->feed, client, text);
}

static const struct swarm_ops room_ops = {.open = room_open, .message = room_message};

static bool room_prepare(struct room *room, const struct load_options *options, const char *channel)
{
    unsigned count = room->people + room->publishers;
    if (!load_swarm(options, &room->swarm, count, &room_ops, room))
        return false;
    feed_init(&room->feed, &room->swarm, options, channel, &room->swarm.clients[room->people]);
    for (unsigned i = 0; i < count; i++) {
        room->swarm.clients[i].path = "/connection/websocket";
        room->swarm.clients[i].channel = i < room->people ? channel : NULL;
        room->swarm.clients[i].next = 1;
    }
    return swarm_open(&room->swarm, 0, count, options->at_once, OPEN_SECONDS);
}

static void room_done(struct room *room)
{
    if (room->swarm.clients) {
        feed_done(&room->feed);
        swarm_done(&room->swarm);
    }
}

static void room_start(struct room *room, unsigned per_second)
{
    feed_reset(&room->feed);
    room->sent = 0;
    room->wanted = per_second * SECONDS;
    room->interval_ns = per_second > 0 ? 1000000000 / per_second : 0;
    room->due_ns = latency_now_ns();
}

static void room_publish(struct room *room)
{
    int64_t now_ns = latency_now_ns();
    if (room->sent >= room->wanted || now_ns < room->due_ns || now_ns < room->next_ns)
        return;
    room->next_ns = now_ns + room->interval_ns / 2;
    feed_turn(&room->feed, &room->swarm.clients[room->people], room->publishers);
    feed_publish(&room->feed, 1, room->due_ns);
    room->due_ns += room->interval_ns;
    room->sent++;
}

static void both_turn(struct small *small, int64_t end_ns)
{
    while (latency_now_ns() < end_ns &&
           swarm_faults(&small->small.swarm) + swarm_faults(&small->large.swarm) == 0) {
        room_publish(&small->small);
        room_publish(&small->large);
        swarm_turn(&small->small.swarm, 0);
        swarm_turn(&small->large.swarm, latency_now_ns() + LOOK_US * 1000);
    }
}

static void room_check(struct room *room)
{
    feed_await(&room->feed, (uint64_t)room->sent * room->people, room->sent);
    for (unsigned i = 0; i < room->people; i++)
        feed_check_end(&room->feed, &room->swarm.clients[i]);
}

static void stretch_run(struct small *small, const char *name, unsigned large_per_second)
{
    struct process_span span;
    swarm_rest_ms(&small->large.swarm, SETTLE_MS);
    room_start(&small->small, SMALL_PER_SECOND);
    room_start(&small->large, large_per_second);
    uint64_t reads = small->large.swarm.reads;
    process_span_start(&span, small->options->pids);
    both_turn(small, latency_now_ns() + (int64_t)SECONDS * 1000000000);
    process_span_end(&span);
    process_span_settle(&span, small->options->pids);
    reads = small->large.swarm.reads - reads;
    const struct latency *few = &small->small.feed.latency, *many = &small->large.feed.latency;
    room_check(&small->small);
    room_check(&small->large);
    printf("scenario=small part=%s subscribers=%u people=%d large_per_s=%u cpu_share=%.2f "
           "generator_busy=%.2f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f large_p50_ms=%.2f "
           "large_p99_ms=%.2f large_max_ms=%.2f large_per_read=%.2f\n",
           name, small->large.people, SMALL, large_per_second,
           (double)span.server_ns / (double)span.wall_ns,
           (double)span.own_ns / (double)span.wall_ns, latency_ms(few, 0.5), latency_ms(few, 0.99),
           latency_ms(few, 1), latency_ms(many, 0.5), latency_ms(many, 0.99), latency_ms(many, 1),
           (double)small->large.feed.delivered / (double)(reads > 0 ? reads : 1));
}

int load_small(const struct load_options *options)
{
    struct small *small = mem_new(sizeof *small);
    int status = 1;
    small->options = options;
    small->small.people = SMALL;
    small->small.publishers = 1;
    small->large.people = options->subscribers;
    small->large.publishers = PUBLISHERS;
    if (process_files_raise() < options->subscribers + 256)
        fprintf(stderr, "small: too many for the limit of open files\n");
    else if (room_prepare(&small->small, options, "bench-small") &&
             room_prepare(&small->large, options, options->channel)) {
        stretch_run(small, "silence", 0);
        stretch_run(small, "flood", LARGE_PER_SECOND);
        status = load_verdict(&small->small.swarm) | load_verdict(&small->large.swarm);
    }
    room_done(&small->small);
    room_done(&small->large);
    mem_free(small);
    return status;
}
