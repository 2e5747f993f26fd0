/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `small`: a room of 30 with 20 messages a second, first beside a large room in silence,
 * then while the large one is flooded with 50 messages a second (beside.h).
 */
#include "bench/beside.h"
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
    SETTLE_MS = 1000,
};

struct small {
    const struct load_options *options;
    struct beside small, large;
};

static void both_turn(struct small *small, int64_t end_ns)
{
    while (latency_now_ns() < end_ns &&
           swarm_faults(&small->small.swarm) + swarm_faults(&small->large.swarm) == 0) {
        beside_publish(&small->small);
        beside_publish(&small->large);
        swarm_turn(&small->small.swarm, 0);
        swarm_turn(&small->large.swarm, latency_now_ns() + LOOK_US * 1000);
    }
}

static void stretch_run(struct small *small, const char *name, unsigned large_per_second)
{
    struct process_span span;
    swarm_rest_ms(&small->large.swarm, SETTLE_MS);
    beside_start(&small->small, SMALL_PER_SECOND, SMALL_PER_SECOND * SECONDS);
    beside_start(&small->large, large_per_second, large_per_second * SECONDS);
    uint64_t reads = small->large.swarm.reads;
    process_span_start(&span, small->options->pids);
    both_turn(small, latency_now_ns() + (int64_t)SECONDS * 1000000000);
    process_span_end(&span);
    process_span_settle(&span, small->options->pids);
    reads = small->large.swarm.reads - reads;
    const struct latency *few = &small->small.feed.latency, *many = &small->large.feed.latency;
    beside_check(&small->small);
    beside_check(&small->large);
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
    else if (beside_open(&small->small, options, "bench-small") &&
             beside_open(&small->large, options, options->channel)) {
        stretch_run(small, "silence", 0);
        stretch_run(small, "flood", LARGE_PER_SECOND);
        status = load_verdict(&small->small.swarm) | load_verdict(&small->large.swarm);
    }
    beside_done(&small->small);
    beside_done(&small->large);
    mem_free(small);
    return status;
}
