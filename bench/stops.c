/* SPDX-License-Identifier: Apache-2.0
 * A timer of the loop's own, which comes late by as much as the loop stood still. */
#include "stops.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double cpu_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* How long this thread has been ready to run, and did not. */
static double waited_ms(const struct stops *stops)
{
    char text[128] = "";
    unsigned long long ran = 0, waited = 0;
    if (pread(stops->waits, text, sizeof text - 1, 0) <= 0 ||
        sscanf(text, "%llu %llu", &ran, &waited) != 2)
        return 0;
    return (double)waited / 1e6;
}

void stops_look(struct stops *stops)
{
    double waited;
    uint64_t now_us;
    /* Both of one moment: between the two it may have waited. */
    do {
        waited = waited_ms(stops);
        now_us = loop_clock_us();
    } while (waited_ms(stops) > waited);
    double held_ms = (double)(now_us - stops->last_us) / 1e3 - (waited - stops->waited_ms);
    if (held_ms > stops->held_ms)
        stops->held_ms = held_ms;
    stops->waited_ms = waited;
    double now_ms = cpu_ms(CLOCK_THREAD_CPUTIME_ID);
    if (now_us - stops->last_us > stops->stop_us)
        stops->stop_us = now_us - stops->last_us;
    if (now_ms - stops->last_ms > stops->busy_ms)
        stops->busy_ms = now_ms - stops->last_ms;
    stops->last_us = now_us;
    stops->last_ms = now_ms;
}

static void tick(void *context)
{
    stops_look(context);
}

void stops_begin(struct stops *stops, struct loop *loop)
{
    *stops = (struct stops){.begun_us = loop_clock_us(),
                            .last_us = loop_clock_us(),
                            .cpu_begun_ms = cpu_ms(CLOCK_PROCESS_CPUTIME_ID),
                            .last_ms = cpu_ms(CLOCK_THREAD_CPUTIME_ID),
                            .waits = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)};
    stops->waited_ms = waited_ms(stops);
    stops->timer = loop_every(loop, 1, tick, stops);
}

struct stops_came stops_end(struct stops *stops)
{
    timer_close(&stops->timer);
    (void)close(stops->waits);
    return (struct stops_came){.cpu_ms = cpu_ms(CLOCK_PROCESS_CPUTIME_ID) - stops->cpu_begun_ms,
                               .wall_ms = (double)(loop_clock_us() - stops->begun_us) / 1e3,
                               .stop_ms = (double)stops->stop_us / 1e3,
                               .held_ms = stops->held_ms,
                               .busy_ms = stops->busy_ms};
}
