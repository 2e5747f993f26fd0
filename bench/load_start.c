/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `start`: a server has just started, and all its large rooms are asked for at once, each
 * by a person of its own. Meanwhile others come to small rooms, which sleep as well, one every 25
 * ms: due at a time of its own and measured from then on. A ping every millisecond tells how long
 * the loop stops. Who is refused asks again a little later, and is counted.
 */
#include "bench/dialog.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/pulse.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    OPEN_SECONDS = 60,
    WAKE_SECONDS = 120,
    SMALL_MS = 25,
    AGAIN_MS = 200,
    LOOK_MS = 5,
    SETTLE_MS = 500,
    NAME_BYTES = 64,
};

/* Of a person, in client->next. */
enum { PERSON_RESTS, PERSON_ASKS, PERSON_REFUSED, PERSON_HAS };

struct start {
    const struct load_options *options;
    struct swarm swarm; /* those who ask for large rooms, then those who come to small ones */
    struct tokens tokens;
    struct pulse *pulse;
    char (*names)[NAME_BYTES]; /* owned; the room of each */
    unsigned large, awake;
    unsigned small, come, joined;
    uint64_t refused;
    int64_t start_ns;
    struct latency woken, joins, stops;
};

static bool is_large(const struct start *start, const struct client *client)
{
    return client->number < start->large;
}

static void ask(struct start *start, struct client *client)
{
    client->next = PERSON_ASKS;
    dialog_subscribe(&start->swarm, client, DIALOG_SUBSCRIBE_ID, start->names[client->number]);
}

static void start_open(void *context, struct client *client)
{
    struct start *start = context;
    dialog_hello(&start->swarm, client, NULL);
}

static void answer_take(struct start *start, struct client *client, enum message_kind kind)
{
    if (kind == MESSAGE_ERROR) {
        client->next = PERSON_REFUSED;
        client->began_ns = start->swarm.now_ns;
        start->refused++;
        return;
    }
    bool large = is_large(start, client);
    client->next = PERSON_HAS;
    latency_add(large ? &start->woken : &start->joins, start->swarm.now_ns - client->asked_ns);
    start->awake += large;
    start->joined += !large;
}

static void start_message(void *context, struct client *client, struct slice text)
{
    struct start *start = context;
    int64_t id;
    enum message_kind kind = message_read(text, &id);
    if (client->state != CLIENT_READY) {
        dialog_reply(&start->swarm, client, text);
        if (client->state == CLIENT_READY && !is_large(start, client))
            ask(start, client);
    } else if (client->next == PERSON_ASKS && kind != MESSAGE_PUSH) {
        answer_take(start, client, kind);
    }
}

static const struct swarm_ops start_ops = {.open = start_open, .message = start_message};

static bool start_prepare(struct start *start)
{
    const struct load_options *options = start->options;
    unsigned count = start->large + start->small;
    if (!tokens_fetch(&start->tokens, options->servers[0], NULL, count + PULSE_PEOPLE))
        return false;
    for (unsigned i = 0; i < count; i++) {
        bool large = i < start->large;
        snprintf(start->names[i], NAME_BYTES, "%s%u", large ? options->channel : options->small,
                 large ? i + 1 : i + 1 - start->large);
        start->swarm.clients[i].path = "/connection/websocket";
        start->swarm.clients[i].token = tokens_get(&start->tokens, i);
    }
    start->pulse = pulse_start(options->servers[0], &start->tokens, count);
    return start->pulse &&
           swarm_open(&start->swarm, 0, start->large, options->at_once, OPEN_SECONDS);
}

static int64_t small_due_ns(const struct start *start)
{
    return start->start_ns + (int64_t)start->come * SMALL_MS * 1000000;
}

/* Those whose time has come, as long as large rooms are waited for and small ones are left. */
static void small_come(struct start *start)
{
    while (start->awake < start->large && start->come < start->small &&
           small_due_ns(start) <= latency_now_ns()) {
        struct client *client = &start->swarm.clients[start->large + start->come];
        client->asked_ns = small_due_ns(start);
        start->come++;
        swarm_connect(&start->swarm, client);
    }
}

static void refused_return(struct start *start)
{
    int64_t before_ns = latency_now_ns() - (int64_t)AGAIN_MS * 1000000;
    for (unsigned i = 0; i < start->large + start->come; i++) {
        struct client *client = &start->swarm.clients[i];
        if (client->next == PERSON_REFUSED && client->began_ns <= before_ns)
            ask(start, client);
    }
}

/* False when not all were awake in time. */
static bool rooms_wake(struct start *start)
{
    start->start_ns = latency_now_ns();
    int64_t late_ns = start->start_ns + (int64_t)WAKE_SECONDS * 1000000000;
    for (unsigned i = 0; i < start->large; i++) {
        start->swarm.clients[i].asked_ns = start->start_ns;
        ask(start, &start->swarm.clients[i]);
    }
    while (start->awake < start->large || start->joined < start->come) {
        small_come(start);
        refused_return(start);
        swarm_turn(&start->swarm, latency_now_ns() + (int64_t)LOOK_MS * 1000000);
        if (swarm_faults(&start->swarm) > 0 || latency_now_ns() >= late_ns)
            return false;
    }
    return true;
}

static int start_measure(struct start *start)
{
    const struct load_options *options = start->options;
    struct process_span span;
    swarm_rest_ms(&start->swarm, SETTLE_MS);
    pulse_take(start->pulse, &start->stops);
    int64_t rss = process_rss_bytes(options->pids);
    process_peak_reset(options->pids[0]);
    process_span_start(&span, options->pids);
    bool whole = rooms_wake(start);
    process_span_end(&span);
    swarm_rest_ms(&start->swarm, SETTLE_MS / 5);
    pulse_take(start->pulse, &start->stops);
    process_span_settle(&span, options->pids);
    printf("scenario=start rooms=%u awake=%u small=%u joined=%u refused=%llu awake_s=%.3f "
           "woken_p50_s=%.3f cpu_s=%.3f small_p50_ms=%.2f small_p99_ms=%.2f small_max_ms=%.2f "
           "stop_p99_ms=%.3f stop_max_ms=%.3f rss_bytes=%lld peak_bytes=%lld\n",
           start->large, start->awake, start->come, start->joined,
           (unsigned long long)start->refused, latency_ms(&start->woken, 1) / 1000,
           latency_ms(&start->woken, 0.5) / 1000, (double)span.server_ns / 1e9,
           latency_ms(&start->joins, 0.5), latency_ms(&start->joins, 0.99),
           latency_ms(&start->joins, 1), latency_ms(&start->stops, 0.99),
           latency_ms(&start->stops, 1), (long long)(process_rss_bytes(options->pids) - rss),
           (long long)(process_peak_bytes(options->pids[0]) - rss));
    if (!whole)
        fprintf(stderr, "start: %u of %u rooms are awake, %u of %u have joined\n", start->awake,
                start->large, start->joined, start->come);
    return load_verdict(&start->swarm) == 0 && whole ? 0 : 1;
}

int load_start(const struct load_options *options)
{
    struct start *start = mem_new(sizeof *start);
    int status = 1;
    start->options = options;
    start->large = options->subscribers;
    start->small = options->small ? options->small_rooms : 0;
    unsigned count = start->large + start->small;
    start->names = mem_new(count * sizeof *start->names);
    if (load_swarm(options, &start->swarm, count, &start_ops, start)) {
        status = start_prepare(start) ? start_measure(start) : (load_verdict(&start->swarm), 1);
        if (!pulse_stop(&start->pulse))
            status = 1;
        tokens_done(&start->tokens);
        swarm_done(&start->swarm);
    }
    mem_free(start->names);
    mem_free(start);
    return status;
}
