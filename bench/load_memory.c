/* SPDX-License-Identifier: Apache-2.0
 *
 * Scenario `memory`: what one idle participant of a webinar room costs the server, step by step:
 * upgraded, connected, in the room, following the inbox too; and what its socket costs the kernel
 * while nothing waits in it. Nothing else happens. Of several instances all come to the first, and
 * what they cost each of the others is measured beside.
 */
#include "bench/dialog.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/tokens.h"

#include "base/mem.h"
#include "bench/latency.h"

#include <stdio.h>

enum {
    STEP_SECONDS = 60,
    SETTLE_MS = 2000,
    ENDS = 2,           /* of a connection, both on this machine */
    UPGRADED_MAX = 500, /* of one address, who have not said who they are: a server bears few */
};

enum step { STEP_UPGRADED, STEP_CONNECTED, STEP_JOINED, STEP_INBOX, STEPS };

static const char *const step_names[STEPS] = {"upgraded", "connected", "joined", "with-inbox"};

struct memory {
    const struct load_options *options;
    struct swarm swarm;
    struct tokens tokens;
    enum step step;
    unsigned done; /* clients that have taken this step */
    struct process_memory start;
    int64_t slab_start; /* process_slab_bytes */
    int64_t far_start;  /* resident memory of the other instances */
    unsigned far;       /* how many they are */
};

static void memory_open(void *context, struct client *client)
{
    struct memory *memory = context;
    if (memory->step == STEP_UPGRADED)
        memory->done++;
    else
        dialog_hello(&memory->swarm, client, NULL);
}

/* How many take this step: only some stop after the first. */
static unsigned step_count(const struct memory *memory)
{
    unsigned count = memory->options->subscribers;
    return memory->step == STEP_UPGRADED && count > UPGRADED_MAX ? UPGRADED_MAX : count;
}

static void memory_message(void *context, struct client *client, struct slice text)
{
    struct memory *memory = context;
    int64_t id;
    enum message_kind kind = message_read(text, &id);
    if (kind == MESSAGE_ERROR)
        swarm_fault(&memory->swarm, client, FAULT_REFUSED, text);
    else if (kind == MESSAGE_REPLY)
        memory->done++;
}

static const struct swarm_ops memory_ops = {.open = memory_open, .message = memory_message};

static void client_step(struct memory *memory, struct client *client)
{
    if (client->state == CLIENT_IDLE)
        swarm_connect(&memory->swarm, client);
    else if (memory->step == STEP_CONNECTED)
        dialog_hello(&memory->swarm, client, NULL);
    else if (memory->step == STEP_JOINED)
        dialog_subscribe(&memory->swarm, client, DIALOG_SUBSCRIBE_ID, memory->options->channel);
    else
        dialog_subscribe(&memory->swarm, client, DIALOG_FREE_ID, "inbox:me");
}

/* Takes all clients one step further, some at once. */
static bool step_take(struct memory *memory)
{
    const struct load_options *options = memory->options;
    int64_t late_ns = latency_now_ns() + (int64_t)STEP_SECONDS * 1000000000;
    unsigned started = 0, count = step_count(memory);
    memory->done = 0;
    while (memory->done < count) {
        while (started < count && started - memory->done < options->at_once)
            client_step(memory, &memory->swarm.clients[started++]);
        swarm_turn(&memory->swarm, late_ns);
        if (latency_now_ns() >= late_ns || swarm_faults(&memory->swarm) > 0)
            return false;
    }
    return true;
}

static void step_print(const struct memory *memory)
{
    const struct load_options *options = memory->options;
    struct process_memory now = process_memory(options->pids[0]);
    double count = step_count(memory);
    const struct process_memory *start = &memory->start;
    int64_t far = process_rss_bytes(options->pids + 1) - memory->far_start;
    int64_t slab = process_slab_bytes();
    printf("scenario=memory part=%s channel=%s subscribers=%u heap_bytes=%.0f mapped_bytes=%.0f "
           "file_bytes=%.0f rss_bytes=%.0f kernel_bytes=%.0f far_bytes=%.0f\n",
           step_names[memory->step], options->channel, options->subscribers,
           (double)(now.heap - start->heap) / count, (double)(now.mapped - start->mapped) / count,
           (double)(now.file - start->file) / count,
           (double)(now.heap + now.mapped + now.file - start->heap - start->mapped - start->file) /
               count,
           slab < 0 ? 0 : (double)(slab - memory->slab_start) / ENDS / count,
           memory->far ? (double)far / memory->far / count : 0);
}

/* Some are upgraded before anybody connects: the server's patience bounds how many. */
static int memory_measure(struct memory *memory)
{
    memory->start = process_memory(memory->options->pids[0]);
    memory->slab_start = process_slab_bytes();
    memory->far_start = process_rss_bytes(memory->options->pids + 1);
    int steps = memory->options->inbox ? STEPS : STEP_INBOX;
    for (int step = 0; step < steps; step++) {
        memory->step = (enum step)step;
        if (!step_take(memory)) {
            fprintf(stderr, "memory: not all were %s\n", step_names[memory->step]);
            return load_verdict(&memory->swarm) | 1;
        }
        if (memory->step > STEP_UPGRADED)
            swarm_rest_ms(&memory->swarm, SETTLE_MS);
        step_print(memory);
    }
    return load_verdict(&memory->swarm);
}

int load_memory(const struct load_options *options)
{
    struct memory *memory = mem_new(sizeof *memory);
    int status = 1;
    memory->options = options;
    while (options->servers[memory->far + 1])
        memory->far++;
    if (load_swarm(options, &memory->swarm, options->subscribers, &memory_ops, memory)) {
        if (tokens_fetch(&memory->tokens, options->servers[0], NULL, options->subscribers)) {
            for (unsigned i = 0; i < options->subscribers; i++) {
                memory->swarm.clients[i].server = 0;
                memory->swarm.clients[i].path = "/connection/websocket";
                memory->swarm.clients[i].token = tokens_get(&memory->tokens, i);
            }
            status = memory_measure(memory);
        }
        tokens_done(&memory->tokens);
        swarm_done(&memory->swarm);
    }
    mem_free(memory);
    return status;
}
