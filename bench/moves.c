/* SPDX-License-Identifier: Apache-2.0
 * What it costs that one person's role changes in a room that many follow: a whole hub on a clock
 * that stands, a journal in memory, and 17,000 followers whose sockets take everything. Beside it a
 * change after which everybody must be looked at, and one that concerns nobody, in turn.
 *
 *   moves [followers]     prints a line for each: median and least CPU microseconds */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/check.h"
#include "base/mem.h"
#include "features/features.h"
#include "hub/hub.h"
#include "journal/backend.h"

enum { FOLLOWERS = 17000, ROUNDS = 201 };

struct bench {
    struct loop *loop;
    struct hub *hub;
    size_t followers;
    struct subscriber *subscribers; /* owned */
    char (*ids)[24];
    unsigned ops;
    bool answered;
};

static size_t take_all(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    (void)subscriber, (void)frames, (void)gone;
    return len;
}

static void end(struct subscriber *subscriber, unsigned code, const char *reason)
{
    (void)subscriber, (void)code, (void)reason;
}

static const struct subscriber_ops ops = {.send = take_all, .close = end};

static void take_answer(void *context, const struct hub_answer *answer)
{
    check(!answer->error);
    ((struct bench *)context)->answered = true;
}

static void take_view(void *context, const struct hub_subscribed *answer)
{
    (void)context;
    check(!answer->error);
}

static double cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* From the command to its answer and the end of that turn. */
static double run(struct bench *bench, const char *method, const char *members)
{
    struct actor actor = {.id = SLICE("system"), .name = SLICE("system")};
    char data[256];
    struct json *json = NULL;
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",%s}", bench->ops++,
             members);
    check(!json_parse(slice_of(data), &json));
    bench->answered = false;
    double from_us = cpu_us();
    hub_command(bench->hub, &actor, slice_of(method), json, take_answer, bench);
    while (!bench->answered)
        loop_pass(bench->loop, 0);
    loop_pass(bench->loop, 0);
    double took_us = cpu_us() - from_us;
    json_free(&json);
    return took_us;
}

static void come(struct bench *bench)
{
    run(bench, "stage.create", "\"title\":{\"en\":\"W\"}");
    run(bench, "member.policy", "\"policy\":\"open\"");
    bench->subscribers = mem_new(bench->followers * sizeof *bench->subscribers);
    bench->ids = mem_new(bench->followers * sizeof *bench->ids);
    for (size_t i = 0; i < bench->followers; i++) {
        snprintf(bench->ids[i], sizeof bench->ids[i], "u%zu", i);
        struct slice id = slice_of(bench->ids[i]);
        struct actor actor = {.id = id, .name = id};
        struct hub_subscribe request = {.channel = SLICE("webinar:w1")};
        subscriber_init(&bench->subscribers[i], hub_fanout(bench->hub), &ops, &actor);
        hub_subscribe(bench->hub, &bench->subscribers[i], &request, take_view, NULL);
    }
    for (int turn = 0; turn < 2000; turn++)
        loop_pass(bench->loop, 10);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const char *what, double *us, size_t followers)
{
    qsort(us, ROUNDS, sizeof *us, compare);
    printf("scenario=moves what=%s followers=%zu median_us=%.1f least_us=%.1f\n", what, followers,
           us[ROUNDS / 2], us[0]);
}

static void measure(struct bench *bench)
{
    static double one[ROUNDS], all[ROUNDS], nobody[ROUNDS];
    for (unsigned i = 0; i < ROUNDS; i++) {
        char whom[64];
        snprintf(whom, sizeof whom, "\"whom\":\"u%zu\",\"role\":\"participant\"",
                 i * 77 % bench->followers);
        one[i] = run(bench, "member.set", whom);
        all[i] = run(bench, "member.policy", "\"policy\":\"open\"");
        nobody[i] = run(bench, "member.set", "\"whom\":\"x\",\"role\":\"participant\"");
    }
    print("one", one, bench->followers);
    print("all", all, bench->followers);
    print("nobody", nobody, bench->followers);
}

int main(int argc, char **argv)
{
    char why[256] = "";
    struct bench bench = {.followers = argc > 1 ? strtoul(argv[1], NULL, 10) : FOLLOWERS};
    struct kinds *kinds = kinds_new(kinds_all, why, sizeof why);
    struct hub_options options = {0};
    bench.loop = loop_new_fake(INT64_C(1700000000000));
    struct journal *journal = journal_new(bench.loop, memory_open());
    struct bus *bus = bus_local_new();
    bench.hub = hub_new(bench.loop, journal, bus, kinds, &options);
    come(&bench);
    measure(&bench);
    for (size_t i = 0; i < bench.followers; i++)
        subscriber_done(&bench.subscribers[i]);
    loop_pass(bench.loop, 0);
    journal_close(&journal);
    hub_free(&bench.hub);
    bus_close(&bus);
    loop_free(&bench.loop);
    kinds_free(&kinds);
    mem_free(bench.subscribers);
    mem_free(bench.ids);
    return 0;
}
