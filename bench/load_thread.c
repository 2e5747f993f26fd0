/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `thread`: N people who are connected open the same long thread within a second, evenly.
 * Measured is until the last one has the whole of it, and each one's wait from when it was due. The
 * floor answers the same words with as many ready bytes.
 */
#include "bench/dialog.h"
#include "bench/latency.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum { OPEN_SECONDS = 60, LATE_SECONDS = 120, SETTLE_MS = 1000 };
static const int64_t second_ns = 1000000000;

struct thread {
    const struct load_options *options;
    struct swarm swarm;
    struct tokens tokens;
    unsigned asked, shown;
    uint64_t view_bytes;
    int64_t start_ns, last_ns;
    struct latency latency;
};

/* The floor answers whatever comes first, so nothing is said to it before its time. */
static void thread_open(void *context, struct client *client)
{
    struct thread *thread = context;
    if (thread->options->floor)
        swarm_ready(&thread->swarm, client);
    else
        dialog_hello(&thread->swarm, client, NULL);
}

static void thread_message(void *context, struct client *client, struct slice text)
{
    struct thread *thread = context;
    int64_t id;
    enum message_kind kind = message_read(text, &id);
    if (client->state != CLIENT_READY) {
        dialog_reply(&thread->swarm, client, text);
    } else if (kind == MESSAGE_ERROR) {
        swarm_fault(&thread->swarm, client, FAULT_REFUSED, text);
    } else if (kind == MESSAGE_REPLY && id == DIALOG_SUBSCRIBE_ID) {
        thread->shown++;
        thread->view_bytes += text.len;
        thread->last_ns = thread->swarm.now_ns;
        latency_add(&thread->latency, thread->swarm.now_ns - client->asked_ns);
    }
}

static const struct swarm_ops thread_ops = {.open = thread_open, .message = thread_message};

static bool thread_prepare(struct thread *thread)
{
    const struct load_options *options = thread->options;
    if (!options->floor &&
        !tokens_fetch(&thread->tokens, options->servers[0], NULL, options->subscribers))
        return false;
    for (unsigned i = 0; i < options->subscribers; i++) {
        thread->swarm.clients[i].path = "/connection/websocket";
        thread->swarm.clients[i].token = tokens_get(&thread->tokens, i);
    }
    return swarm_open(&thread->swarm, 0, options->subscribers, options->at_once, OPEN_SECONDS);
}

/* Those whose time has come; returns when the next one is due. */
static int64_t people_ask(struct thread *thread, int64_t late_ns)
{
    unsigned count = thread->options->subscribers;
    while (thread->asked < count) {
        struct client *client = &thread->swarm.clients[thread->asked];
        client->asked_ns = thread->start_ns + second_ns * thread->asked / count;
        if (client->asked_ns > latency_now_ns())
            return client->asked_ns;
        dialog_subscribe(&thread->swarm, client, DIALOG_SUBSCRIBE_ID, thread->options->channel);
        thread->asked++;
    }
    return late_ns;
}

static int thread_measure(struct thread *thread)
{
    const struct load_options *options = thread->options;
    struct process_span span;
    swarm_rest_ms(&thread->swarm, SETTLE_MS);
    int64_t rss = process_rss_bytes(options->pids);
    process_peak_reset(options->pids[0]);
    process_span_start(&span, options->pids);
    thread->start_ns = latency_now_ns();
    int64_t late_ns = thread->start_ns + LATE_SECONDS * second_ns;
    while (thread->shown < options->subscribers && swarm_faults(&thread->swarm) == 0 &&
           latency_now_ns() < late_ns)
        swarm_turn(&thread->swarm, people_ask(thread, late_ns));
    process_span_end(&span);
    swarm_rest_ms(&thread->swarm, SETTLE_MS);
    process_span_settle(&span, options->pids);
    bool whole = thread->shown == options->subscribers;
    if (whole)
        printf("scenario=thread target=%s subscribers=%u view_bytes=%llu all_s=%.3f cpu_s=%.3f "
               "p50_ms=%.1f p99_ms=%.1f max_ms=%.1f generator_busy=%.2f peak_bytes=%lld\n",
               load_target(options), options->subscribers,
               (unsigned long long)(thread->view_bytes / thread->shown),
               (double)(thread->last_ns - thread->start_ns) / 1e9, (double)span.server_ns / 1e9,
               latency_ms(&thread->latency, 0.5), latency_ms(&thread->latency, 0.99),
               latency_ms(&thread->latency, 1), (double)span.own_ns / (double)span.wall_ns,
               (long long)(process_peak_bytes(options->pids[0]) - rss));
    else
        fprintf(stderr, "thread: %u of %u have it\n", thread->shown, options->subscribers);
    return load_verdict(&thread->swarm) == 0 && whole ? 0 : 1;
}

int load_thread(const struct load_options *options)
{
    struct thread *thread = mem_new(sizeof *thread);
    int status = 1;
    thread->options = options;
    if (load_swarm(options, &thread->swarm, options->subscribers, &thread_ops, thread)) {
        status =
            thread_prepare(thread) ? thread_measure(thread) : (load_verdict(&thread->swarm), 1);
        tokens_done(&thread->tokens);
        swarm_done(&thread->swarm);
    }
    mem_free(thread);
    return status;
}
