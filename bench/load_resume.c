/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `resume`: N subscribers of a plain channel lose their connections at one moment, miss
 * messages, and come back with their positions, as many at a time as a server lets in. Each must be
 * given exactly what it missed. Meanwhile 30 others on a channel of their own go on receiving 20
 * messages a second.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    OTHERS = 30,
    OTHERS_INTERVAL_MS = 50,
    CONNECTS_TURN = 32,  /* started between two looks at what arrives */
    UNDER_WAY_MAX = 800, /* of one address that have not said who they are some 990 are borne */
    OPEN_SECONDS = 120,
    SETTLE_MS = 1000,
    LOOK_MS = 200,
    LOOKS_MAX = 100,
};

struct resume {
    const struct load_options *options;
    struct swarm swarm;
    struct feed feed, others;
    char epoch[80];
    bool resuming;
    int64_t due_ns; /* of the others' next message */
    struct latency back;
    int64_t lost_ns; /* CPU until all who were cut off are gone */
};

static bool is_other(const struct resume *resume, const struct client *client)
{
    return client->number >= resume->options->subscribers + 2;
}

static void resume_open(void *context, struct client *client)
{
    struct resume *resume = context;
    bool again = resume->resuming && !is_other(resume, client);
    dialog_hello(&resume->swarm, client, again ? resume->epoch : NULL);
}

/* The epoch that a subscribe reply names. */
static void epoch_read(struct resume *resume, struct slice text)
{
    static const struct slice name = SLICE("\"epoch\":\"");
    const char *at = memmem(text.at, text.len, name.at, name.len);
    const char *end =
        at ? memchr(at + name.len, '"', text.len - (size_t)(at + name.len - text.at)) : NULL;
    if (end)
        snprintf(resume->epoch, sizeof resume->epoch, "%.*s", (int)(end - at - (int)name.len),
                 at + name.len);
}

static void subscribed(struct resume *resume, struct client *client, struct slice text)
{
    static const struct slice recovered = SLICE("\"recovered\":true");
    if (!resume->resuming) {
        epoch_read(resume, text);
        return;
    }
    latency_add(&resume->back, resume->swarm.now_ns - client->began_ns);
    if (!memmem(text.at, text.len, recovered.at, recovered.len))
        swarm_fault(&resume->swarm, client, FAULT_GAP, slice_of("not recovered"));
    feed_take(&resume->feed, client, text);
}

static void resume_message(void *context, struct client *client, struct slice text)
{
    struct resume *resume = context;
    if (dialog_reply(&resume->swarm, client, text)) {
        if (client->state == CLIENT_READY && client->channel && !is_other(resume, client))
            subscribed(resume, client, text);
    } else if (client == resume->feed.publisher) {
        feed_acknowledge(&resume->feed);
    } else if (client == resume->others.publisher) {
        feed_acknowledge(&resume->others);
    } else {
        feed_take(is_other(resume, client) ? &resume->others : &resume->feed, client, text);
    }
}

static const struct swarm_ops resume_ops = {.open = resume_open, .message = resume_message};

static bool resume_prepare(struct resume *resume)
{
    unsigned count = resume->options->subscribers + 2 + OTHERS;
    for (unsigned i = 0; i < count; i++) {
        struct client *client = &resume->swarm.clients[i];
        client->path = "/connection/websocket";
        client->channel = is_other(resume, client) ? "bench-others" : resume->options->channel;
        client->next = 1;
    }
    resume->feed.publisher->channel = NULL;
    resume->others.publisher->channel = NULL;
    if (!swarm_open(&resume->swarm, 0, count, resume->options->at_once, OPEN_SECONDS))
        return false;
    feed_publish(&resume->feed, 1, latency_now_ns());
    feed_await(&resume->feed, resume->options->subscribers, 1);
    return swarm_faults(&resume->swarm) == 0;
}

/* Turns until the server rests; returns its CPU time since it was `start_ns`. */
static int64_t server_settle(struct resume *resume, int64_t start_ns)
{
    const unsigned *pids = resume->options->pids;
    int64_t last_ns, now_ns = process_cpu_ns(pids);
    unsigned looks = 0;
    do {
        last_ns = now_ns;
        swarm_rest_ms(&resume->swarm, LOOK_MS);
        now_ns = process_cpu_ns(pids);
    } while (now_ns - last_ns > LOOK_MS * 100000 && ++looks < LOOKS_MAX);
    return now_ns - start_ns;
}

static void people_lose(struct resume *resume)
{
    int64_t start_ns = process_cpu_ns(resume->options->pids);
    for (unsigned i = 0; i < resume->options->subscribers; i++)
        swarm_cut(&resume->swarm, &resume->swarm.clients[i]);
    resume->lost_ns = server_settle(resume, start_ns);
    feed_reset(&resume->feed);
    for (unsigned i = 0; i < resume->options->messages; i++)
        feed_publish(&resume->feed, 1, latency_now_ns());
    feed_await(&resume->feed, 0, resume->options->messages);
    swarm_rest_ms(&resume->swarm, SETTLE_MS);
}

static void others_publish(struct resume *resume)
{
    if (latency_now_ns() < resume->due_ns)
        return;
    feed_publish(&resume->others, 1, resume->due_ns);
    resume->due_ns += (int64_t)OTHERS_INTERVAL_MS * 1000000;
}

static bool crowded(const struct resume *resume, unsigned started)
{
    return started - resume->back.total >= UNDER_WAY_MAX;
}

/* All come back as fast as they can be started, while the others go on. */
static bool people_return(struct resume *resume)
{
    unsigned count = resume->options->subscribers, started = 0;
    int64_t late_ns = latency_now_ns() + (int64_t)OPEN_SECONDS * 1000000000;
    resume->resuming = true;
    resume->due_ns = latency_now_ns();
    while (resume->back.total < count) {
        for (unsigned i = 0; i < CONNECTS_TURN && started < count && !crowded(resume, started); i++)
            swarm_connect(&resume->swarm, &resume->swarm.clients[started++]);
        others_publish(resume);
        bool waits = started == count || crowded(resume, started);
        swarm_turn(&resume->swarm, waits ? resume->due_ns : 0);
        if (latency_now_ns() >= late_ns || swarm_faults(&resume->swarm) > 0)
            return false;
    }
    return true;
}

static int resume_measure(struct resume *resume)
{
    const struct load_options *options = resume->options;
    struct process_span span;
    people_lose(resume);
    feed_reset(&resume->feed);
    feed_reset(&resume->others);
    uint32_t others_before = resume->others.published;
    process_span_start(&span, options->pids);
    bool whole = people_return(resume);
    process_span_end(&span);
    uint32_t others = resume->others.published - others_before;
    feed_await(&resume->others, (uint64_t)others * OTHERS, others);
    swarm_rest_ms(&resume->swarm, SETTLE_MS);
    process_span_settle(&span, options->pids);
    for (unsigned i = 0; i < options->subscribers && whole; i++)
        feed_check_end(&resume->feed, &resume->swarm.clients[i]);
    if (whole)
        printf("scenario=resume target=muster channel=%s subscribers=%u missed=%u deliveries=%llu "
               "cpu_s=%.3f wall_s=%.3f back_p50_ms=%.1f back_max_ms=%.1f others_p50_ms=%.2f "
               "others_p99_ms=%.2f others_max_ms=%.2f lost_us=%.1f\n",
               options->channel, options->subscribers, options->messages,
               (unsigned long long)resume->feed.delivered, (double)span.server_ns / 1e9,
               (double)span.wall_ns / 1e9, latency_ms(&resume->back, 0.5),
               latency_ms(&resume->back, 1), latency_ms(&resume->others.latency, 0.5),
               latency_ms(&resume->others.latency, 0.99), latency_ms(&resume->others.latency, 1),
               (double)resume->lost_ns / 1e3 / options->subscribers);
    return load_verdict(&resume->swarm) == 0 && whole ? 0 : 1;
}

int load_resume(const struct load_options *options)
{
    struct resume *resume = mem_new(sizeof *resume);
    struct swarm *swarm = &resume->swarm;
    unsigned count = options->subscribers;
    int status = 1;
    resume->options = options;
    if (load_swarm(options, swarm, count + 2 + OTHERS, &resume_ops, resume)) {
        feed_init(&resume->feed, swarm, options, options->channel, &swarm->clients[count]);
        feed_init(&resume->others, swarm, options, "bench-others", &swarm->clients[count + 1]);
        status = resume_prepare(resume) ? resume_measure(resume) : (load_verdict(swarm), 1);
        feed_done(&resume->feed);
        feed_done(&resume->others);
        swarm_done(swarm);
    }
    mem_free(resume);
    return status;
}
