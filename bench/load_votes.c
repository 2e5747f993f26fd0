/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `votes`: the host opens a poll, N people see it, all vote at once (on all instances,
 * where there are several). Measured: how soon everyone has the poll, what a vote costs until it is
 * acknowledged (tallies to everyone included), and whether the tally the host sees in the end is N.
 * The floor is sent the same commands; it sends everybody a launch of as many bytes, answers each
 * vote with as many, and sends everybody as many sums, as Muster did. With `--beside` a small room
 * has its messages meanwhile: what its people feel from the launch to the last acknowledgement.
 */
#include "bench/beside.h"
#include "bench/dialog.h"
#include "bench/latency.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/stores.h"
#include "bench/tokens.h"

#include "base/mem.h"

#include <stdio.h>

enum {
    OPEN_SECONDS = 120,
    WAIT_SECONDS = 30,
    SETTLE_MS = 1000,
    VOTES_TURN = 64, /* sent between two looks at what arrives */
    OPTIONS = 4,
    COMMAND_BYTES = 2048,
    SMALL = 30, /* people beside */
    SMALL_PUBLISHERS = 4,
    SMALL_PER_SECOND = 100,
    SMALL_MESSAGES = 20000, /* more than there is time for */
    SILENCE_MS = 2000,
    LOOK_US = 200, /* the small room waits no longer than this */
};

struct votes {
    const struct load_options *options;
    struct swarm swarm;
    struct tokens people, host_token;
    struct client *host;
    unsigned commands; /* of the host */
    unsigned answers;  /* to the host */
    int64_t answer_seq;
    int64_t poll;
    int64_t voters; /* as the host sees it */
    int64_t opened_ns;
    uint64_t answer_bytes; /* to voters, that were no sums: since the first vote, as what follows */
    unsigned floor_sums;   /* that it was told to send */
    unsigned sums;         /* as the first voter was sent them */
    size_t sum_bytes;      /* of one */
    size_t launch_bytes;   /* of the push that told of the poll */
    struct latency launch, vote;
    struct beside beside;
    struct latency silent, small; /* the room beside: before anything happened; meanwhile */
};

/* One turn; the room beside is looked at first, and often. */
static void votes_turn(struct votes *votes, int64_t until_ns)
{
    if (votes->options->beside) {
        int64_t soon_ns = latency_now_ns() + LOOK_US * 1000;
        beside_publish(&votes->beside);
        swarm_turn(&votes->beside.swarm, 0);
        until_ns = until_ns < soon_ns ? until_ns : soon_ns;
    }
    swarm_turn(&votes->swarm, until_ns);
}

static void votes_rest_ms(struct votes *votes, int64_t ms)
{
    int64_t until_ns = latency_now_ns() + ms * 1000000;
    while (latency_now_ns() < until_ns)
        votes_turn(votes, until_ns);
}

/* The poll reaches a voter, or a vote its acknowledgement. */
static void voter_message(struct votes *votes, const struct client *client, struct slice text)
{
    static const struct slice launch = SLICE("\"type\":\"poll.open\"");
    static const struct slice sum = SLICE("\"type\":\"tally\"");
    bool push = slice_starts(text, SLICE("{\"push\":"));
    if (push && memmem(text.at, text.len, launch.at, launch.len)) {
        latency_add(&votes->launch, votes->swarm.now_ns - votes->opened_ns);
        votes->launch_bytes = text.len;
    } else if (push && memmem(text.at, text.len, sum.at, sum.len)) {
        votes->sums += client->number == 0;
        votes->sum_bytes = text.len;
    } else {
        votes->answer_bytes += text.len;
        if (!push)
            latency_add(&votes->vote, votes->swarm.now_ns - client->asked_ns);
    }
}

static void host_message(struct votes *votes, struct slice text)
{
    int64_t id, voters;
    if (message_read(text, &id) == MESSAGE_REPLY) {
        votes->answers++;
        message_number(text, SLICE("\"seq\":"), &votes->answer_seq);
    } else if (message_number(text, SLICE("\"voters\":"), &voters) && voters > votes->voters) {
        votes->voters = voters;
    }
}

static void votes_open(void *context, struct client *client)
{
    struct votes *votes = context;
    if (votes->options->floor && client == votes->host)
        swarm_ready(&votes->swarm, client);
    else
        dialog_hello(&votes->swarm, client, NULL);
}

static void votes_message(void *context, struct client *client, struct slice text)
{
    struct votes *votes = context;
    if (dialog_reply(&votes->swarm, client, text))
        return;
    if (client == votes->host)
        host_message(votes, text);
    else
        voter_message(votes, client, text);
}

static const struct swarm_ops votes_ops = {.open = votes_open, .message = votes_message};

/* Turns until *count has reached `wanted`; false when it does not. */
static bool votes_await(struct votes *votes, const uint64_t *count, uint64_t wanted)
{
    int64_t late_ns = latency_now_ns() + (int64_t)WAIT_SECONDS * 1000000000;
    while (*count < wanted && latency_now_ns() < late_ns && swarm_faults(&votes->swarm) == 0)
        votes_turn(votes, late_ns);
    return *count >= wanted;
}

/* Sends a command in the room: `more` are the members after room and op. */
static void command_send(struct votes *votes, struct client *client, unsigned id,
                         const char *method, const char *more)
{
    struct buffer out;
    buffer_init(&out, COMMAND_BYTES);
    buffer_addf(&out,
                "{\"id\":%u,\"rpc\":{\"method\":\"%s\",\"data\":{\"room\":\"%s\","
                "\"op\":\"b%llx-%u\",%s}}}",
                id, method, votes->options->channel, (unsigned long long)votes->opened_ns, id,
                more);
    client->asked_ns = latency_now_ns();
    swarm_put(&votes->swarm, buffer_slice(&out));
    swarm_send(&votes->swarm, client);
    buffer_done(&out);
}

static bool host_command(struct votes *votes, const char *method, const char *more)
{
    unsigned wanted = votes->answers + 1;
    int64_t late_ns = latency_now_ns() + (int64_t)WAIT_SECONDS * 1000000000;
    command_send(votes, votes->host, DIALOG_FREE_ID + votes->commands++, method, more);
    while (votes->answers < wanted && latency_now_ns() < late_ns &&
           swarm_faults(&votes->swarm) == 0)
        votes_turn(votes, late_ns);
    return votes->answers >= wanted;
}

/* The room beside speaks from now on. */
static void beside_begin(struct votes *votes)
{
    if (votes->options->beside)
        beside_start(&votes->beside, SMALL_PER_SECOND, SMALL_MESSAGES);
}

/* It has spoken: what its people felt goes to `felt`. */
static void beside_end(struct votes *votes, struct latency *felt)
{
    if (!votes->options->beside)
        return;
    votes->beside.wanted = votes->beside.sent;
    beside_check(&votes->beside);
    latency_merge(felt, &votes->beside.feed.latency);
}

/* Has the floor send everybody a push of this type, this many bytes long. */
static void floor_push(struct votes *votes, const char *type, size_t bytes)
{
    struct buffer push;
    buffer_init(&push, COMMAND_BYTES);
    buffer_addf(&push, "{\"push\":{\"pub\":{\"data\":{\"type\":\"%s\",\"pad\":\"", type);
    while (push.len + sizeof "\"}}}}" - 1 < bytes)
        buffer_add_byte(&push, 'x');
    buffer_add(&push, SLICE("\"}}}}"));
    swarm_put(&votes->swarm, buffer_slice(&push));
    swarm_send(&votes->swarm, votes->host);
    buffer_done(&push);
}

static bool floor_launch(struct votes *votes)
{
    if (votes->options->launch_bytes == 0)
        return true;
    votes->opened_ns = latency_now_ns();
    floor_push(votes, "poll.open", votes->options->launch_bytes);
    return votes_await(votes, &votes->launch.total, votes->options->subscribers);
}

static bool poll_launch(struct votes *votes)
{
    char more[64];
    votes->opened_ns = latency_now_ns();
    if (!host_command(votes, "stage.phase", "\"to\":\"live\"") ||
        !host_command(votes, "poll.prepare",
                      "\"type\":\"single\",\"title\":{\"en\":\"Which step comes first?\"},"
                      "\"options\":[{\"en\":\"Observe\"},{\"en\":\"Record\"},{\"en\":\"Report\"},"
                      "{\"en\":\"Review\"}]"))
        return false;
    votes->poll = votes->answer_seq;
    votes_rest_ms(votes, SETTLE_MS);
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)votes->poll);
    beside_begin(votes);
    votes->opened_ns = latency_now_ns();
    bool launched = host_command(votes, "poll.open", more) &&
                    votes_await(votes, &votes->launch.total, votes->options->subscribers);
    beside_end(votes, &votes->small);
    return launched;
}

/* Has the floor send everybody sums. */
static void floor_sum(struct votes *votes)
{
    if (!votes->options->floor || votes->floor_sums >= votes->options->sums)
        return;
    votes->floor_sums++;
    floor_push(votes, "tally", votes->options->frame_bytes);
}

static bool people_vote(struct votes *votes)
{
    char more[96];
    unsigned count = votes->options->subscribers;
    for (unsigned i = 0; i < count; i++) {
        struct client *client = &votes->swarm.clients[i];
        if (client->state != CLIENT_READY)
            return false;
        snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%u]", (long long)votes->poll,
                 i % OPTIONS + 1);
        command_send(votes, client, DIALOG_FREE_ID, "poll.vote", more);
        if (i % VOTES_TURN == 0)
            votes_turn(votes, 0);
        if (i == count / 2)
            floor_sum(votes);
    }
    return votes_await(votes, &votes->vote.total, count);
}

static void votes_print(const struct votes *votes, const struct process_span *launch,
                        const struct process_span *vote)
{
    const struct load_options *options = votes->options;
    double count = options->subscribers;
    printf("scenario=votes target=%s channel=%s subscribers=%u launch_p50_ms=%.2f "
           "launch_max_ms=%.2f launch_cpu_ms=%.2f vote_ns=%.0f votes_per_s=%.0f p50_ms=%.2f "
           "p99_ms=%.2f max_ms=%.2f counted=%lld answer_bytes=%.0f sums=%u sum_bytes=%zu "
           "launch_bytes=%zu vote_cpu_ms=%.2f",
           load_target(options), options->channel, options->subscribers,
           latency_ms(&votes->launch, 0.5), latency_ms(&votes->launch, 1),
           (double)launch->server_ns / 1e6, (double)vote->server_ns / count,
           count / ((double)vote->wall_ns / 1e9), latency_ms(&votes->vote, 0.5),
           latency_ms(&votes->vote, 0.99), latency_ms(&votes->vote, 1), (long long)votes->voters,
           (double)votes->answer_bytes / count, votes->sums, votes->sum_bytes, votes->launch_bytes,
           (double)vote->server_ns / 1e6);
    if (options->beside)
        printf(" small_p50_ms=%.2f small_p99_ms=%.2f small_max_ms=%.2f small_deliveries=%llu "
               "silent_p50_ms=%.2f silent_p99_ms=%.2f",
               latency_ms(&votes->small, 0.5), latency_ms(&votes->small, 0.99),
               latency_ms(&votes->small, 1), (unsigned long long)votes->small.total,
               latency_ms(&votes->silent, 0.5), latency_ms(&votes->silent, 0.99));
    printf("\n");
}

/* The tally is sent at a pace of its own. */
static void tally_check(struct votes *votes)
{
    if (votes->options->floor)
        return;
    int64_t late_ns = latency_now_ns() + (int64_t)WAIT_SECONDS * 1000000000;
    while (votes->voters < votes->options->subscribers && latency_now_ns() < late_ns)
        votes_turn(votes, late_ns);
    if (votes->voters != votes->options->subscribers)
        swarm_fault(&votes->swarm, votes->host, FAULT_GAP, slice_of("the tally is not N"));
}

static bool votes_measure(struct votes *votes)
{
    struct process_span launch, vote;
    struct stores_span stores;
    const unsigned *pids = votes->options->pids;
    votes_rest_ms(votes, SETTLE_MS);
    beside_begin(votes);
    if (votes->options->beside)
        votes_rest_ms(votes, SILENCE_MS);
    beside_end(votes, &votes->silent);
    process_span_start(&launch, pids);
    if (votes->options->floor ? !floor_launch(votes) : !poll_launch(votes))
        return false;
    process_span_end(&launch);
    process_span_settle(&launch, pids);
    votes_rest_ms(votes, SETTLE_MS);
    votes->sums = 0;
    votes->answer_bytes = 0;
    if (!stores_start(&stores, votes->options, "votes"))
        return false;
    beside_begin(votes);
    process_span_start(&vote, pids);
    if (!people_vote(votes))
        return false;
    process_span_end(&vote);
    beside_end(votes, &votes->small);
    while (votes->options->floor && votes->floor_sums < votes->options->sums)
        floor_sum(votes);
    votes_rest_ms(votes, SETTLE_MS);
    process_span_settle(&vote, pids);
    bool counted = stores_end(&stores);
    tally_check(votes);
    votes_print(votes, &launch, &vote);
    return counted;
}

/* The floor knows nobody; its host is who has it send to everybody. */
static void floor_prepare(struct votes *votes, char *path, size_t path_bytes)
{
    snprintf(path, path_bytes, "/floor/answer/%u", votes->options->answer_bytes);
    for (unsigned i = 0; i < votes->options->subscribers; i++)
        votes->swarm.clients[i].path = path;
    votes->host->path = "/floor/publish";
    votes->host->channel = NULL;
}

static bool votes_prepare(struct votes *votes)
{
    const struct load_options *options = votes->options;
    static char path[64];
    votes->host = &votes->swarm.clients[options->subscribers];
    for (unsigned i = 0; i <= options->subscribers; i++) {
        votes->swarm.clients[i].path = "/connection/websocket";
        votes->swarm.clients[i].channel = options->channel;
    }
    if (options->floor) {
        floor_prepare(votes, path, sizeof path);
    } else {
        if (!tokens_fetch(&votes->people, options->servers[0], NULL, options->subscribers) ||
            !tokens_fetch(&votes->host_token, options->servers[0], "host", 1))
            return false;
        for (unsigned i = 0; i < options->subscribers; i++)
            votes->swarm.clients[i].token = tokens_get(&votes->people, i);
        votes->host->token = tokens_get(&votes->host_token, 0);
    }
    if (!swarm_open(&votes->swarm, 0, options->subscribers + 1, options->at_once, OPEN_SECONDS))
        return false;
    votes->beside.people = SMALL;
    votes->beside.publishers = SMALL_PUBLISHERS;
    return !options->beside || beside_open(&votes->beside, options, "bench-beside");
}

int load_votes(const struct load_options *options)
{
    struct votes *votes = mem_new(sizeof *votes);
    int status = 1;
    votes->options = options;
    if (load_swarm(options, &votes->swarm, options->subscribers + 1, &votes_ops, votes)) {
        bool whole = votes_prepare(votes) && votes_measure(votes);
        status = load_verdict(&votes->swarm) == 0 && whole ? 0 : 1;
        if (options->beside)
            status |= load_verdict(&votes->beside.swarm);
        beside_done(&votes->beside);
        tokens_done(&votes->people);
        tokens_done(&votes->host_token);
        swarm_done(&votes->swarm);
    }
    mem_free(votes);
    return status;
}
