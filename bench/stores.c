/* SPDX-License-Identifier: Apache-2.0
 * The counters are read outside of the time that is measured: reading costs the stores too. */
#include "bench/stores.h"

#include "bench/latency.h"
#include "bench/process.h"

#include <stdio.h>
#include <unistd.h>

enum { LINE_BYTES = 4096, REST_US = 100000 };

static bool counters_print(const struct stores_span *span, const char *when)
{
    char line[LINE_BYTES] = "";
    FILE *program = popen(span->options->counters, "re");
    bool read = program && fgets(line, sizeof line, program);
    bool good = program && pclose(program) == 0 && read;
    if (good)
        printf("scenario=counters part=%s when=%s %s", span->part, when, line);
    else
        fprintf(stderr, "load: %s fails\n", span->options->counters);
    return good;
}

bool stores_start(struct stores_span *span, const struct load_options *options, const char *part)
{
    *span = (struct stores_span){.options = options, .part = part};
    if (!options->counters)
        return true;
    bool good = counters_print(span, "start");
    /* The connection that was asked ends a little after its answer. */
    usleep(REST_US);
    span->redis_ns = -process_family_cpu_ns(options->redis);
    span->postgres_ns = -process_family_cpu_ns(options->postgres);
    span->wall_ns = -latency_now_ns();
    return good;
}

bool stores_end(struct stores_span *span)
{
    const struct load_options *options = span->options;
    if (!options->counters)
        return true;
    span->redis_ns += process_family_cpu_ns(options->redis);
    span->postgres_ns += process_family_cpu_ns(options->postgres);
    span->wall_ns += latency_now_ns();
    printf("scenario=stores part=%s redis_ms=%.3f postgres_ms=%.3f seconds=%.3f\n", span->part,
           (double)span->redis_ns / 1e6, (double)span->postgres_ns / 1e6,
           (double)span->wall_ns / 1e9);
    bool good = counters_print(span, "end");
    fflush(stdout);
    return good;
}
