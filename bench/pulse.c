/* SPDX-License-Identifier: Apache-2.0
 * A swarm of its own on a thread. Ping number i is due at start + i milliseconds and goes to client
 * i modulo PULSE_PEOPLE, whose `offset` is the number of the next answer. The answer to one is the
 * answer to all before it, for a server may answer the last one alone. */
#include "bench/pulse.h"

#include "base/mem.h"
#include "bench/dialog.h"
#include "bench/swarm.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>

enum { OPEN_SECONDS = 30, PAYLOAD_BYTES = 24 };
static const int64_t interval_ns = 1000000;

struct pulse {
    struct swarm swarm;
    pthread_t thread;
    bool first;
    atomic_bool over;
    int64_t start_ns;
    int64_t sent;         /* pings */
    pthread_mutex_t lock; /* of latency */
    struct latency latency;
};

static int64_t due_ns(const struct pulse *pulse, int64_t number)
{
    return pulse->start_ns + number * interval_ns;
}

static void pulse_open(void *context, struct client *client)
{
    struct pulse *pulse = context;
    dialog_hello(&pulse->swarm, client, NULL);
}

static void pulse_message(void *context, struct client *client, struct slice text)
{
    struct pulse *pulse = context;
    dialog_reply(&pulse->swarm, client, text);
}

static void pulse_pong(void *context, struct client *client, struct slice payload)
{
    struct pulse *pulse = context;
    int64_t number;
    if (!message_number(payload, SLICE("p"), &number) || number >= pulse->sent ||
        number < client->offset || number % PULSE_PEOPLE != client->number) {
        swarm_fault(&pulse->swarm, client, FAULT_ORDER, payload);
        return;
    }
    pthread_mutex_lock(&pulse->lock);
    for (; client->offset <= number; client->offset += PULSE_PEOPLE)
        latency_add(&pulse->latency, pulse->swarm.now_ns - due_ns(pulse, client->offset));
    pthread_mutex_unlock(&pulse->lock);
}

static const struct swarm_ops pulse_ops = {
    .open = pulse_open, .message = pulse_message, .pong = pulse_pong};

static void ping_send(struct pulse *pulse)
{
    char payload[PAYLOAD_BYTES], frame[PAYLOAD_BYTES + FRAME_HEADER_MAX];
    struct client *client = &pulse->swarm.clients[pulse->sent % PULSE_PEOPLE];
    int len = snprintf(payload, sizeof payload, "p%lld", (long long)pulse->sent++);
    size_t frame_len = frame_masked(frame, FRAME_PING, payload, (size_t)len);
    if (send(client->fd, frame, frame_len, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)frame_len)
        swarm_fault(&pulse->swarm, client, FAULT_UNSENT, SLICE("ping"));
}

static void *pulse_run(void *context)
{
    struct pulse *pulse = context;
    while (!pulse->over && swarm_faults(&pulse->swarm) == 0) {
        while (due_ns(pulse, pulse->sent) <= latency_now_ns())
            ping_send(pulse);
        swarm_turn(&pulse->swarm, due_ns(pulse, pulse->sent));
    }
    return NULL;
}

/* Root may have it; for others the thread is one of two that share a core. */
static bool thread_first(pthread_t thread)
{
    struct sched_param order = {.sched_priority = 1};
    return pthread_setschedparam(thread, SCHED_FIFO, &order) == 0;
}

struct pulse *pulse_start(const char *server, const struct tokens *tokens, unsigned first)
{
    const char *servers[] = {server, NULL};
    struct pulse *pulse = mem_new(sizeof *pulse);
    pthread_mutex_init(&pulse->lock, NULL);
    if (!swarm_init(&pulse->swarm, servers, PULSE_PEOPLE, &pulse_ops, pulse)) {
        mem_free(pulse);
        return NULL;
    }
    for (unsigned i = 0; i < PULSE_PEOPLE; i++) {
        pulse->swarm.clients[i].path = "/connection/websocket";
        pulse->swarm.clients[i].token = tokens_get(tokens, first + i);
        pulse->swarm.clients[i].offset = i;
    }
    if (!swarm_open(&pulse->swarm, 0, PULSE_PEOPLE, 1, OPEN_SECONDS)) {
        fprintf(stderr, "pulse: the server does not let it in\n");
        swarm_done(&pulse->swarm);
        mem_free(pulse);
        return NULL;
    }
    pulse->start_ns = latency_now_ns() + interval_ns;
    pthread_create(&pulse->thread, NULL, pulse_run, pulse);
    pulse->first = thread_first(pulse->thread);
    return pulse;
}

void pulse_take(struct pulse *pulse, struct latency *latency)
{
    pthread_mutex_lock(&pulse->lock);
    *latency = pulse->latency;
    pulse->latency = (struct latency){0};
    pthread_mutex_unlock(&pulse->lock);
}

bool pulse_first(const struct pulse *pulse)
{
    return pulse->first;
}

bool pulse_stop(struct pulse **pulse)
{
    if (!*pulse)
        return true;
    (*pulse)->over = true;
    pthread_join((*pulse)->thread, NULL);
    bool good = swarm_faults(&(*pulse)->swarm) == 0;
    if (!good)
        fprintf(stderr, "pulse: the server did not keep its connection\n");
    swarm_done(&(*pulse)->swarm);
    pthread_mutex_destroy(&(*pulse)->lock);
    mem_free(*pulse);
    *pulse = NULL;
    return good;
}
