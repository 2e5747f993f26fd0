/* SPDX-License-Identifier: Apache-2.0
 * A message carries the mark `@<number>@`, which is looked for in whatever a person receives: a
 * push, a composed patch, or the view after a reconnect. */
#include "bench/crowd.h"

#include "base/mem.h"
#include "bench/dialog.h"

#include <stdio.h>

enum {
    MESSAGES_ALL = CROWD_PHASES * CROWD_SECONDS_MAX * CROWD_MESSAGES_PER_SECOND,
    JOINS_ALL = CROWD_PHASES * CROWD_SECONDS_MAX * CROWD_JOINS_PER_SECOND,
    THREAD_POSTS = 299, /* beside the opening one */
    POST_BYTES = 2000,
    POSTS_AT_ONCE = 16,
    COMMAND_BYTES = 8192,
    OPEN_SECONDS = 60,
    FILL_SECONDS = 60,
    BACK_MS = 200,
};

/* Of one who joins, in client->next. */
enum { JOIN_DUE, JOIN_BEGUN, JOIN_DONE };

static bool is_person(const struct crowd *crowd, const struct client *client)
{
    return client->number < crowd->people;
}

static void marks_take(struct crowd *crowd, const struct client *client, struct slice text)
{
    const char *end = text.at + text.len, *mark = memchr(text.at, '@', text.len);
    int64_t number;
    for (; mark; mark = memchr(mark + 1, '@', (size_t)(end - mark - 1))) {
        if (!message_number((struct slice){mark, (size_t)(end - mark)}, SLICE("@"), &number) ||
            number < crowd->messages_begun || number >= crowd->messages_count)
            continue;
        struct crowd_message *message = &crowd->messages[number];
        bool *seen = &crowd->seen[(size_t)number * crowd->people + client->number];
        if (*seen)
            continue;
        *seen = true;
        if (++message->seen == crowd->people) {
            latency_add(&crowd->figures.chat, crowd->swarm.now_ns - message->due_ns);
            crowd->open--;
        }
    }
}

static struct latency *join_latency(struct crowd *crowd, const struct client *client)
{
    return client->channel == crowd->thread ? &crowd->figures.thread : &crowd->figures.room;
}

/* Somebody who is refused tries again on a new connection. */
static void joiner_take(struct crowd *crowd, struct client *client, struct slice text)
{
    int64_t id;
    if (message_read(text, &id) == MESSAGE_ERROR) {
        swarm_cut(&crowd->swarm, client);
    } else if (client->state == CLIENT_READY && client->next == JOIN_BEGUN) {
        latency_add(join_latency(crowd, client), crowd->swarm.now_ns - client->asked_ns);
        client->next = JOIN_DONE;
        crowd->open--;
        swarm_cut(&crowd->swarm, client);
    }
}

static void crowd_opened(void *context, struct client *client)
{
    struct crowd *crowd = context;
    dialog_hello(&crowd->swarm, client, NULL);
}

static void crowd_message(void *context, struct client *client, struct slice text)
{
    struct crowd *crowd = context;
    bool hello = dialog_reply(&crowd->swarm, client, text);
    if (!is_person(crowd, client)) {
        if (hello)
            joiner_take(crowd, client, text);
        return;
    }
    marks_take(crowd, client, text);
    int64_t id, seq;
    if (hello || message_read(text, &id) != MESSAGE_REPLY)
        return;
    crowd->answered++;
    if (!crowd->thread[0] && message_number(text, SLICE("\"seq\":"), &seq))
        snprintf(crowd->thread, sizeof crowd->thread, "course:c1/thread/%lld", (long long)seq);
}

static const struct swarm_ops crowd_ops = {.open = crowd_opened, .message = crowd_message};

/* One command of `client`: `members` beside the room and the op. */
static void command_send(struct crowd *crowd, struct client *client, const char *method,
                         const char *room, const char *members)
{
    struct buffer out;
    unsigned id = DIALOG_FREE_ID + crowd->ids++;
    buffer_init(&out, COMMAND_BYTES);
    buffer_addf(&out,
                "{\"id\":%u,\"rpc\":{\"method\":\"%s\",\"data\":{\"room\":\"%s\",\"op\":\"%s-%u\","
                "%s}}}",
                id, method, room, crowd->run, id, members);
    swarm_put(&crowd->swarm, buffer_slice(&out));
    swarm_send(&crowd->swarm, client);
    buffer_done(&out);
}

static bool answers_await(struct crowd *crowd, unsigned answers, int64_t until_ns)
{
    while (crowd->answered < answers && swarm_faults(&crowd->swarm) == 0 &&
           latency_now_ns() < until_ns)
        swarm_turn(&crowd->swarm, until_ns);
    return crowd->answered >= answers;
}

/* One person opens the thread and all answer it, so that nobody writes more than people do. */
static bool thread_fill(struct crowd *crowd)
{
    char members[POST_BYTES + 128], text[POST_BYTES + 1];
    int64_t until_ns = latency_now_ns() + (int64_t)FILL_SECONDS * 1000000000;
    memset(text, 'x', POST_BYTES);
    text[POST_BYTES] = '\0';
    command_send(crowd, crowd->swarm.clients, "forum.thread", "course:c1",
                 "\"title\":\"long\",\"text\":\"x\"");
    if (!answers_await(crowd, 1, until_ns) || !crowd->thread[0])
        return false;
    snprintf(members, sizeof members, "\"thread\":%s,\"text\":\"%s\"",
             strrchr(crowd->thread, '/') + 1, text);
    for (unsigned i = 1; i <= THREAD_POSTS; i++) {
        command_send(crowd, &crowd->swarm.clients[i % crowd->people], "forum.post", "course:c1",
                     members);
        if (i >= POSTS_AT_ONCE && !answers_await(crowd, i + 1 - POSTS_AT_ONCE, until_ns))
            return false;
    }
    return answers_await(crowd, THREAD_POSTS + 1, until_ns);
}

static void clients_fill(struct crowd *crowd)
{
    for (unsigned i = 0; i < crowd->swarm.clients_count; i++) {
        struct client *client = &crowd->swarm.clients[i];
        bool to_thread = i >= crowd->people && (i - crowd->people) % 2 == 1;
        client->path = "/connection/websocket";
        client->token = tokens_get(&crowd->tokens, i);
        client->channel = to_thread ? crowd->thread : crowd->options->channel;
    }
}

bool crowd_init(struct crowd *crowd, const struct load_options *options)
{
    crowd->options = options;
    crowd->people = options->subscribers;
    unsigned count = crowd->people + JOINS_ALL;
    crowd->messages = mem_new(MESSAGES_ALL * sizeof *crowd->messages);
    crowd->seen = mem_new((size_t)MESSAGES_ALL * crowd->people * sizeof *crowd->seen);
    snprintf(crowd->run, sizeof crowd->run, "%llx", (unsigned long long)latency_now_ns());
    if (!load_swarm(options, &crowd->swarm, count, &crowd_ops, crowd) ||
        !tokens_fetch(&crowd->tokens, options->servers[0], NULL, count + 1))
        return false;
    clients_fill(crowd);
    if (swarm_open(&crowd->swarm, 0, crowd->people, options->at_once, OPEN_SECONDS) &&
        thread_fill(crowd))
        return true;
    fprintf(stderr, "greedy: the people could not come, or not fill the thread\n");
    return false;
}

void crowd_done(struct crowd *crowd)
{
    tokens_done(&crowd->tokens);
    if (crowd->swarm.clients)
        swarm_done(&crowd->swarm);
    mem_free(crowd->messages);
    mem_free(crowd->seen);
}

const char *crowd_token(const struct crowd *crowd)
{
    return tokens_get(&crowd->tokens, crowd->tokens.count - 1);
}

void crowd_start(struct crowd *crowd, unsigned seconds)
{
    crowd->figures = (struct crowd_figures){0};
    crowd->figures.refused = crowd->swarm.faults[FAULT_REFUSED];
    crowd->messages_begun = crowd->messages_count;
    crowd->joins_begun = crowd->joins_count;
    crowd->open = 0;
    crowd->start_ns = latency_now_ns();
    crowd->end_ns = crowd->start_ns + (int64_t)seconds * 1000000000;
}

static int64_t due_ns(const struct crowd *crowd, unsigned place, unsigned per_second)
{
    return crowd->start_ns + (int64_t)place * 1000000000 / per_second;
}

static int64_t message_due_ns(const struct crowd *crowd)
{
    return due_ns(crowd, crowd->messages_count - crowd->messages_begun, CROWD_MESSAGES_PER_SECOND);
}

static int64_t join_due_ns(const struct crowd *crowd)
{
    return due_ns(crowd, crowd->joins_count - crowd->joins_begun, CROWD_JOINS_PER_SECOND);
}

/* The next one in line who is there writes. */
static void message_send(struct crowd *crowd)
{
    static const unsigned stride = 7;
    char members[128];
    unsigned number = crowd->messages_count;
    struct client *client = NULL;
    for (unsigned i = 0; i < crowd->people && (!client || client->state != CLIENT_READY); i++)
        client = &crowd->swarm.clients[(number * stride + i) % crowd->people];
    crowd->messages[number].due_ns = message_due_ns(crowd);
    crowd->messages_count++;
    crowd->figures.messages++;
    crowd->open++;
    snprintf(members, sizeof members,
             "\"text\":\"@%u@ thank you, could you show the second slide once more?\"", number);
    if (client->state == CLIENT_READY)
        command_send(crowd, client, "chat.post", crowd->options->channel, members);
}

static void join_begin(struct crowd *crowd)
{
    struct client *client = &crowd->swarm.clients[crowd->people + crowd->joins_count];
    client->asked_ns = join_due_ns(crowd);
    client->next = JOIN_BEGUN;
    crowd->joins_count++;
    crowd->figures.joins++;
    crowd->open++;
    swarm_connect(&crowd->swarm, client);
}

/* Who was cut off comes back after a pause; began_ns is when the last attempt began. */
static void lost_return(struct crowd *crowd, int64_t now_ns)
{
    for (unsigned i = 0; i < crowd->people + crowd->joins_count; i++) {
        struct client *client = &crowd->swarm.clients[i];
        bool wanted = is_person(crowd, client) || client->next == JOIN_BEGUN;
        if (client->state != CLIENT_IDLE || !wanted ||
            now_ns < client->began_ns + (int64_t)BACK_MS * 1000000)
            continue;
        crowd->figures.cut++;
        swarm_connect(&crowd->swarm, client);
    }
}

void crowd_turn(struct crowd *crowd, int64_t until_ns)
{
    int64_t now_ns = latency_now_ns();
    lost_return(crowd, now_ns);
    while (message_due_ns(crowd) <= now_ns && message_due_ns(crowd) < crowd->end_ns)
        message_send(crowd);
    while (join_due_ns(crowd) <= now_ns && join_due_ns(crowd) < crowd->end_ns)
        join_begin(crowd);
    if (message_due_ns(crowd) < until_ns)
        until_ns = message_due_ns(crowd);
    if (join_due_ns(crowd) < until_ns)
        until_ns = join_due_ns(crowd);
    swarm_turn(&crowd->swarm, until_ns);
}

bool crowd_over(const struct crowd *crowd)
{
    return latency_now_ns() >= crowd->end_ns && crowd->open == 0;
}

void crowd_end(struct crowd *crowd)
{
    int64_t now_ns = latency_now_ns();
    struct crowd_figures *figures = &crowd->figures;
    for (unsigned i = crowd->messages_begun; i < crowd->messages_count; i++) {
        if (crowd->messages[i].seen == crowd->people)
            continue;
        latency_add(&figures->chat, now_ns - crowd->messages[i].due_ns);
        figures->unseen++;
    }
    for (unsigned i = crowd->joins_begun; i < crowd->joins_count; i++) {
        struct client *client = &crowd->swarm.clients[crowd->people + i];
        if (client->next == JOIN_DONE)
            continue;
        latency_add(join_latency(crowd, client), now_ns - client->asked_ns);
        figures->unjoined++;
        client->next = JOIN_DONE;
        swarm_cut(&crowd->swarm, client);
    }
    figures->refused = crowd->swarm.faults[FAULT_REFUSED] - figures->refused;
    crowd->end_ns = 0; /* nothing is due any more */
}
