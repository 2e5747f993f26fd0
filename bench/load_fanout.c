/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `fanout`: one connection publishes, N subscribers receive. Times are open-loop: the next
 * message is due whether or not the last one has arrived.
 */
#include "bench/dialog.h"
#include "bench/feed.h"
#include "bench/process.h"
#include "bench/stores.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>
#include <unistd.h>

enum {
    WARM_MESSAGES = 5,
    TRACE_TIMES = 20,
    OPEN_SECONDS = 120,
    SETTLE_MS = 300,
    TAIL_MS = 30, /* the server's turn goes on a little after the last delivery */
};

struct fanout {
    const struct load_options *options;
    struct swarm swarm;
    struct feed feed;
    struct tokens tokens;
    int64_t rss_before;
};

struct window {
    unsigned together;
    unsigned messages;
    int64_t interval_ns;
    bool stepwise; /* the next time waits until the last one has arrived */
    bool counted;  /* what the stores do meanwhile is asked for */
    struct process_span span;
    int64_t helper_ns;
    int64_t machine_ns;
    struct stores_span stores;
    uint64_t reads;
};

static void fanout_open(void *context, struct client *client);
static void fanout_message(void *context, struct client *client, struct slice text);
static bool fanout_connect(struct fanout *fanout);
static void window_run(struct fanout *fanout, struct window *window);
static void window_print(const struct fanout *fanout, const struct window *window);
static int fanout_trace(struct fanout *fanout);

static const struct swarm_ops fanout_ops = {.open = fanout_open, .message = fanout_message};

/* Leaves the server less than half busy at 10 µs for each subscriber, and the publisher below the
 * 50 commands a second that Muster grants one connection. */
static int64_t interval_choose(const struct load_options *options, unsigned together)
{
    int64_t least_ns = (int64_t)together * 21000000;
    int64_t ns = (int64_t)options->subscribers * (together > 1 ? 20000 : 10000);
    if (options->peer)
        ns *= dialect_find(options->peer)->patience;
    if (options->interval_us > 0)
        return (int64_t)options->interval_us * 1000;
    return ns > least_ns ? ns : least_ns;
}

static int fanout_measure(struct fanout *fanout)
{
    const struct load_options *options = fanout->options;
    struct window warm = {.together = 1, .messages = WARM_MESSAGES};
    warm.interval_ns = interval_choose(options, 1);
    window_run(fanout, &warm);
    if (options->trace)
        return fanout_trace(fanout);
    for (unsigned i = 0; options->together[i] > 0; i++) {
        unsigned together = options->together[i];
        struct window window = {.together = together,
                                .messages =
                                    (options->messages + together - 1) / together * together,
                                .interval_ns = interval_choose(options, together),
                                .stepwise = options->stepwise,
                                .counted = true};
        window_run(fanout, &window);
        window_print(fanout, &window);
        if (!window.counted)
            return 1;
    }
    return load_verdict(&fanout->swarm);
}

int load_fanout(const struct load_options *options)
{
    struct fanout *fanout = mem_new(sizeof *fanout);
    struct swarm *swarm = &fanout->swarm;
    int status = 1;
    fanout->options = options;
    if (options->peer && !dialect_find(options->peer)) {
        fprintf(stderr, "fanout: %s is not in dialect.c\n", options->peer);
        mem_free(fanout);
        return 2;
    }
    if (!load_swarm(options, swarm, options->subscribers + 1, &fanout_ops, fanout)) {
        mem_free(fanout);
        return status;
    }
    feed_init(&fanout->feed, swarm, options, options->channel,
              &swarm->clients[options->subscribers]);
    if (fanout_connect(fanout))
        status = fanout_measure(fanout);
    else
        load_verdict(swarm);
    feed_done(&fanout->feed);
    tokens_done(&fanout->tokens);
    swarm_done(swarm);
    mem_free(fanout);
    return status;
}

static bool fanout_connect(struct fanout *fanout)
{
    const struct load_options *options = fanout->options;
    struct swarm *swarm = &fanout->swarm;
    unsigned count = options->subscribers + 1;
    if (!fanout->feed.plain && !options->floor && !options->peer &&
        !tokens_fetch(&fanout->tokens, options->servers[0], NULL, count))
        return false;
    fanout->rss_before = process_rss_bytes(options->pids);
    const struct dialect *dialect = fanout->feed.dialect;
    for (unsigned i = 0; i < count; i++) {
        swarm->clients[i].path = dialect ? dialect->path : "/connection/websocket";
        swarm->clients[i].channel = options->channel;
        swarm->clients[i].token = tokens_get(&fanout->tokens, i);
        swarm->clients[i].next = 1;
    }
    if (options->floor)
        fanout->feed.publisher->path = "/floor/publish";
    else
        fanout->feed.publisher->channel = NULL;
    if (dialect) {
        fanout->feed.publisher->path = dialect->publisher_path;
        swarm->protocol = dialect->protocol;
        swarm->op = dialect->op;
        swarm->whole = true;
    }
    return swarm_open(swarm, 0, count, options->at_once, OPEN_SECONDS);
}

static void fanout_open(void *context, struct client *client)
{
    struct fanout *fanout = context;
    const struct dialect *dialect = fanout->feed.dialect;
    if (dialect && dialect->open)
        dialect->open(&fanout->swarm, client);
    else if (fanout->options->floor && client == fanout->feed.publisher)
        swarm_ready(&fanout->swarm, client);
    else if (!dialect)
        dialog_hello(&fanout->swarm, client, NULL);
}

static void fanout_message(void *context, struct client *client, struct slice text)
{
    struct fanout *fanout = context;
    const struct dialect *dialect = fanout->feed.dialect;
    if (dialect ? dialect->hear(&fanout->swarm, client, text)
                : dialog_reply(&fanout->swarm, client, text))
        return;
    if (client == fanout->feed.publisher)
        feed_acknowledge(&fanout->feed);
    else
        feed_take(&fanout->feed, client, text);
}

/* Publishes what is due and reads meanwhile, until everything has arrived or is late. */
static void window_publish(struct fanout *fanout, const struct window *window)
{
    struct feed *feed = &fanout->feed;
    uint64_t subscribers = fanout->options->subscribers;
    int64_t due_ns = latency_now_ns() + window->interval_ns;
    for (unsigned sent = 0; sent < window->messages; sent += window->together) {
        if (window->stepwise)
            feed_await(feed, sent * subscribers, sent);
        swarm_rest(&fanout->swarm, due_ns);
        if (feed->publisher->state != CLIENT_READY)
            return;
        feed_publish(feed, window->together, due_ns);
        due_ns += window->interval_ns;
    }
    feed_await(feed, window->messages * subscribers, window->messages);
}

static void window_run(struct fanout *fanout, struct window *window)
{
    const struct load_options *options = fanout->options;
    swarm_rest_ms(&fanout->swarm, SETTLE_MS);
    if (window->counted)
        window->counted = stores_start(&window->stores, options, "fanout");
    feed_reset(&fanout->feed);
    window->reads = fanout->swarm.reads;
    const unsigned helpers[] = {options->helper, 0};
    window->helper_ns = -process_cpu_ns(helpers);
    window->machine_ns = -process_machine_ns();
    process_span_start(&window->span, options->pids);
    window_publish(fanout, window);
    process_span_end(&window->span);
    window->machine_ns += process_machine_ns();
    window->reads = fanout->swarm.reads - window->reads;
    swarm_rest_ms(&fanout->swarm, TAIL_MS);
    process_span_settle(&window->span, options->pids);
    window->helper_ns += process_cpu_ns(helpers);
    if (window->counted)
        window->counted = stores_end(&window->stores);
    for (unsigned i = 0; i < options->subscribers; i++)
        feed_check_end(&fanout->feed, &fanout->swarm.clients[i]);
}

/* The share of the machine's time that somebody else had. */
static double window_strangers(const struct window *window)
{
    const struct process_span *span = &window->span;
    int64_t ours_ns = span->server_ns + span->own_ns + window->helper_ns;
    int64_t all_ns = span->wall_ns * sysconf(_SC_NPROCESSORS_ONLN);
    return (double)(window->machine_ns - ours_ns) / (double)all_ns;
}

/* per_read tells whether messages met on the way: 1 at a time it is 1, unless the server or the
 * generator fell behind. */
static void window_print(const struct fanout *fanout, const struct window *window)
{
    const struct load_options *options = fanout->options;
    const struct feed *feed = &fanout->feed;
    double deliveries = feed->delivered > 0 ? (double)feed->delivered : 1;
    int64_t rss = process_rss_bytes(options->pids) - fanout->rss_before;
    printf("scenario=fanout target=%s channel=%s subscribers=%u together=%u messages=%u "
           "deliveries=%llu delivery_ns=%.1f helper_ns=%.1f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f "
           "per_read=%.2f frame_bytes=%.0f rss_bytes=%.0f generator_busy=%.2f "
           "strangers=%.3f others=%llu faults=%llu\n",
           load_target(options), options->channel, options->subscribers, window->together,
           window->messages, (unsigned long long)feed->delivered,
           (double)window->span.server_ns / deliveries, (double)window->helper_ns / deliveries,
           latency_ms(&feed->latency, 0.5), latency_ms(&feed->latency, 0.99),
           latency_ms(&feed->latency, 1),
           deliveries / (double)(window->reads > 0 ? window->reads : 1),
           (double)feed->delivered_bytes / deliveries, (double)rss / (options->subscribers + 1),
           (double)window->span.own_ns / (double)window->span.wall_ns, window_strangers(window),
           (unsigned long long)feed->others, (unsigned long long)swarm_faults(&fanout->swarm));
    fflush(stdout);
}

static bool trace_window(struct fanout *fanout, unsigned together)
{
    const struct load_options *options = fanout->options;
    struct window window = {.together = together,
                            .messages = TRACE_TIMES * together,
                            .interval_ns = interval_choose(options, together),
                            .stepwise = true};
    pid_t tracer = process_trace(options->pids[0], options->trace);
    if (tracer == 0) {
        fprintf(stderr, "fanout: strace cannot watch the server\n");
        return false;
    }
    window_run(fanout, &window);
    process_trace_end(tracer);
    struct process_calls calls = process_trace_read(options->trace);
    double flushes = (double)TRACE_TIMES * options->subscribers;
    printf("scenario=trace target=%s channel=%s subscribers=%u together=%u flushes=%u sends=%.3f "
           "epoll_ctls=%.3f calls=%.3f faults=%llu\n",
           load_target(options), options->channel, options->subscribers, together, TRACE_TIMES,
           (double)calls.sends / flushes, (double)calls.epoll_ctls / flushes,
           (double)calls.all / flushes, (unsigned long long)swarm_faults(&fanout->swarm));
    return true;
}

/* System calls are counted in windows of their own: being traced costs the server too much. */
static int fanout_trace(struct fanout *fanout)
{
    const unsigned *together = fanout->options->together;
    while (*together > 0 && trace_window(fanout, *together))
        together++;
    return load_verdict(&fanout->swarm) == 0 && *together == 0 ? 0 : 1;
}
