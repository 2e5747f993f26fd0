/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `greedy`: what people in a room of 200 feel beside one greedy member on 16 connections:
 * how long until everybody has a chat message, and how long a join takes. First alone, then beside
 * that member, then after the member has left. The people's sockets are read first at every turn.
 */
#include "bench/crowd.h"
#include "bench/greedy.h"
#include "bench/process.h"

#include "base/mem.h"

#include <stdio.h>
#include <sys/stat.h>

enum {
    LATE_SECONDS = 8, /* how long a phase waits for what it began; the greedy member goes on */
    LOOK_US = 200,    /* nobody waits longer than this for the other swarm */
    SAMPLE_MS = 100,
    SETTLE_MS = 1000,
};

struct phase {
    const char *name;
    unsigned seconds;
    bool greedy;
};

static const struct phase phases[CROWD_PHASES] = {
    {"alone", CROWD_SECONDS_MAX, false},
    {"greedy", CROWD_SECONDS_MAX, true},
    {"after", CROWD_SECONDS_MAX / 2, false},
};

struct beside {
    const struct load_options *options;
    struct crowd crowd;
    struct greedy greedy;
    int64_t rss_most, sample_ns;
};

static int64_t file_bytes(const char *path, const char *ending)
{
    char name[4096];
    struct stat status;
    snprintf(name, sizeof name, "%s%s", path, ending);
    return stat(name, &status) == 0 ? (int64_t)status.st_size : 0;
}

static int64_t journal_bytes(const struct load_options *options)
{
    if (!options->journal)
        return 0;
    return file_bytes(options->journal, "") + file_bytes(options->journal, "-wal");
}

static void phase_turn(struct beside *beside, bool greedy)
{
    int64_t now_ns = latency_now_ns();
    if (now_ns >= beside->sample_ns) {
        int64_t rss = process_rss_bytes(beside->options->pids);
        beside->rss_most = rss > beside->rss_most ? rss : beside->rss_most;
        beside->sample_ns = now_ns + (int64_t)SAMPLE_MS * 1000000;
    }
    crowd_turn(&beside->crowd, greedy ? 0 : beside->sample_ns);
    if (greedy)
        greedy_turn(&beside->greedy, latency_now_ns() + (int64_t)LOOK_US * 1000);
}

static void member_print(const struct greedy *greedy)
{
    static const char *const names[GREEDY_ROLES] = {"chat", "thread", "nowhere", "silent"};
    for (int i = 0; i < GREEDY_ROLES; i++)
        printf(" %s_sent=%llu %s_taken=%llu %s_refused=%llu", names[i],
               (unsigned long long)greedy->counts[i].sent, names[i],
               (unsigned long long)greedy->counts[i].taken, names[i],
               (unsigned long long)greedy->counts[i].refused);
    printf(" connects=%llu closed=%llu", (unsigned long long)greedy->connects,
           (unsigned long long)greedy->closed);
}

static void latency_print(const char *name, const struct latency *latency)
{
    printf(" %s_p50_ms=%.2f %s_p99_ms=%.2f %s_max_ms=%.2f", name, latency_ms(latency, 0.5), name,
           latency_ms(latency, 0.99), name, latency_ms(latency, 1));
}

static void phase_print(const struct beside *beside, const struct phase *phase,
                        const struct process_span *span)
{
    const struct crowd_figures *figures = &beside->crowd.figures;
    printf("scenario=greedy phase=%s people=%u seconds=%.1f messages=%u unseen=%u joins=%u "
           "unjoined=%u refused=%llu cut=%llu",
           phase->name, beside->crowd.people, (double)span->wall_ns / 1e9, figures->messages,
           figures->unseen, figures->joins, figures->unjoined, (unsigned long long)figures->refused,
           (unsigned long long)figures->cut);
    latency_print("chat", &figures->chat);
    latency_print("room", &figures->room);
    latency_print("thread", &figures->thread);
    printf(" cpu_share=%.2f generator_busy=%.2f", (double)span->server_ns / (double)span->wall_ns,
           (double)span->own_ns / (double)span->wall_ns);
}

/* False, and said, when the server did not live through it. */
static bool phase_run(struct beside *beside, const struct phase *phase)
{
    struct process_span span;
    int64_t journal = -journal_bytes(beside->options);
    int64_t rss = process_rss_bytes(beside->options->pids);
    beside->rss_most = rss;
    crowd_start(&beside->crowd, phase->seconds);
    int64_t late_ns = beside->crowd.end_ns + (int64_t)LATE_SECONDS * 1000000000;
    process_span_start(&span, beside->options->pids);
    while (!crowd_over(&beside->crowd) && latency_now_ns() < late_ns)
        phase_turn(beside, phase->greedy);
    process_span_end(&span);
    crowd_end(&beside->crowd);
    process_span_settle(&span, beside->options->pids);
    journal += journal_bytes(beside->options);
    if (phase->greedy)
        greedy_stop(&beside->greedy);
    phase_print(beside, phase, &span);
    printf(" rss_bytes=%lld journal_bytes=%lld", (long long)(beside->rss_most - rss),
           (long long)journal);
    if (phase->greedy)
        member_print(&beside->greedy);
    printf("\n");
    fflush(stdout);
    for (int64_t end_ns = latency_now_ns() + (int64_t)SETTLE_MS * 1000000;
         latency_now_ns() < end_ns;)
        swarm_turn(&beside->crowd.swarm, end_ns);
    if (process_rss_bytes(beside->options->pids) >= 0)
        return true;
    fprintf(stderr, "greedy: the server has ended\n");
    return false;
}

int load_greedy(const struct load_options *options)
{
    struct beside *beside = mem_new(sizeof *beside);
    int status = 1;
    beside->options = options;
    if (crowd_init(&beside->crowd, options) &&
        greedy_init(&beside->greedy, options, crowd_token(&beside->crowd), beside->crowd.thread)) {
        swarm_rest_ms(&beside->crowd.swarm, SETTLE_MS);
        bool alive = true;
        for (int i = 0; alive && i < CROWD_PHASES; i++)
            alive = phase_run(beside, &phases[i]);
        status = alive ? 0 : 1;
    }
    greedy_done(&beside->greedy);
    crowd_done(&beside->crowd);
    mem_free(beside);
    return status;
}
