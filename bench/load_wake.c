/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `wake`: somebody asks for one long room that sleeps. Measured is until its view is
 * there, and from outside, by a ping every millisecond on another connection, how long the server's
 * loop stops meanwhile; before that, the same in silence.
 */
#include "bench/dialog.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/pulse.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum { OPEN_SECONDS = 30, WAKE_SECONDS = 120, SILENT_MS = 2000, SETTLE_MS = 100 };

struct wake {
    const struct load_options *options;
    struct swarm swarm; /* of one */
    struct tokens tokens;
    struct pulse *pulse;
    struct latency silence, meanwhile;
    int64_t waited_ns; /* the server's loop, for its core */
    int64_t shown_ns;  /* when the view was there; 0: not yet */
    size_t view_bytes;
};

static void wake_open(void *context, struct client *client)
{
    struct wake *wake = context;
    dialog_hello(&wake->swarm, client, NULL);
}

static void wake_message(void *context, struct client *client, struct slice text)
{
    struct wake *wake = context;
    int64_t id;
    enum message_kind kind = message_read(text, &id);
    if (client->state != CLIENT_READY) {
        dialog_reply(&wake->swarm, client, text);
    } else if (kind == MESSAGE_ERROR) {
        swarm_fault(&wake->swarm, client, FAULT_REFUSED, text);
    } else if (kind == MESSAGE_REPLY) {
        wake->shown_ns = wake->swarm.now_ns;
        wake->view_bytes = text.len;
    }
}

static const struct swarm_ops wake_ops = {.open = wake_open, .message = wake_message};

static bool wake_prepare(struct wake *wake)
{
    const char *server = wake->options->servers[0];
    if (!tokens_fetch(&wake->tokens, server, NULL, 1 + PULSE_PEOPLE))
        return false;
    wake->swarm.clients->path = "/connection/websocket";
    wake->swarm.clients->token = tokens_get(&wake->tokens, 0);
    wake->pulse = pulse_start(server, &wake->tokens, 1);
    return wake->pulse && swarm_open(&wake->swarm, 0, 1, 1, OPEN_SECONDS);
}

static void wake_print(const struct wake *wake, const struct process_span *span, int64_t rss)
{
    const struct load_options *options = wake->options;
    printf("scenario=wake channel=%s shown_ms=%.1f view_bytes=%zu cpu_ms=%.1f waited_ms=%.1f "
           "stop_p50_ms=%.3f "
           "stop_p99_ms=%.3f stop_max_ms=%.3f pings=%llu silent_p99_ms=%.3f silent_max_ms=%.3f "
           "rss_bytes=%lld peak_bytes=%lld pulse_first=%d\n",
           options->channel, (double)span->wall_ns / 1e6, wake->view_bytes,
           (double)span->server_ns / 1e6, (double)wake->waited_ns / 1e6,
           latency_ms(&wake->meanwhile, 0.5), latency_ms(&wake->meanwhile, 0.99),
           latency_ms(&wake->meanwhile, 1), (unsigned long long)wake->meanwhile.total,
           latency_ms(&wake->silence, 0.99), latency_ms(&wake->silence, 1),
           (long long)(process_rss_bytes(options->pids) - rss),
           (long long)(process_peak_bytes(options->pids[0]) - rss), pulse_first(wake->pulse));
}

static int wake_measure(struct wake *wake)
{
    const struct load_options *options = wake->options;
    struct client *client = wake->swarm.clients;
    struct process_span span;
    pulse_take(wake->pulse, &wake->silence);
    swarm_rest_ms(&wake->swarm, SILENT_MS);
    pulse_take(wake->pulse, &wake->silence);
    int64_t rss = process_rss_bytes(options->pids);
    wake->waited_ns = -process_waited_ns(options->pids[0]);
    process_peak_reset(options->pids[0]);
    process_span_start(&span, options->pids);
    int64_t asked_ns = latency_now_ns();
    int64_t late_ns = asked_ns + (int64_t)WAKE_SECONDS * 1000000000;
    dialog_subscribe(&wake->swarm, client, DIALOG_SUBSCRIBE_ID, options->channel);
    while (wake->shown_ns == 0 && swarm_faults(&wake->swarm) == 0 && latency_now_ns() < late_ns)
        swarm_turn(&wake->swarm, late_ns);
    process_span_end(&span);
    wake->waited_ns += process_waited_ns(options->pids[0]);
    span.wall_ns = wake->shown_ns - asked_ns;
    swarm_rest_ms(&wake->swarm, SETTLE_MS);
    pulse_take(wake->pulse, &wake->meanwhile);
    process_span_settle(&span, options->pids);
    if (wake->shown_ns > 0)
        wake_print(wake, &span, rss);
    else
        fprintf(stderr, "wake: %s was not shown\n", options->channel);
    return load_verdict(&wake->swarm) | (wake->shown_ns == 0);
}

int load_wake(const struct load_options *options)
{
    struct wake *wake = mem_new(sizeof *wake);
    int status = 1;
    wake->options = options;
    if (load_swarm(options, &wake->swarm, 1, &wake_ops, wake)) {
        status = wake_prepare(wake) ? wake_measure(wake) : (load_verdict(&wake->swarm), 1);
        if (!pulse_stop(&wake->pulse))
            status = 1;
        tokens_done(&wake->tokens);
        swarm_done(&wake->swarm);
    }
    mem_free(wake);
    return status;
}
