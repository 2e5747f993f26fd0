/* SPDX-License-Identifier: Apache-2.0
 * A swarm whose sends may stop half-way; what is left waits in a tail of each connection. */
#include "bench/greedy.h"

#include "base/mem.h"
#include "bench/dialog.h"
#include "bench/latency.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

enum {
    TEXT_CHARS = 1000, /* of 4 bytes each: the longest chat message there is */
    CHAT_TOGETHER = 8,
    NOWHERE_TOGETHER = 32,
    COMMAND_BYTES = 1 << 16, /* a frame; the server takes no longer one */
    TAIL_BYTES = 1 << 18,
    SILENT_RECEIVE_BYTES = 4096,
    COMMANDS_MAX = 4000000, /* of a run: then it is quiet */
    BACK_MS = 200,
    SHOWN_ALREADY = 1 << 20, /* its faults are figures: none is shown */
};

static enum greedy_role role_of(const struct client *client)
{
    return (enum greedy_role)(client->number / GREEDY_EACH);
}

/* Sends what was put, after what is left from before. */
static void client_send(struct greedy *greedy, struct client *client)
{
    struct buffer *tail = &greedy->tails[client->number], *out = &greedy->swarm.out;
    buffer_add(tail, buffer_slice(out));
    buffer_clear(out);
    ssize_t sent = send(client->fd, tail->bytes, tail->len, MSG_NOSIGNAL);
    if (sent > 0)
        buffer_drop(tail, (size_t)sent);
    else if (errno != EAGAIN)
        swarm_cut(&greedy->swarm, client);
}

/* The id of the next command, which is counted. */
static unsigned next_id(struct greedy *greedy, enum greedy_role role)
{
    greedy->counts[role].sent++;
    return DIALOG_FREE_ID + (unsigned)greedy->commands++;
}

static void chat_write(struct greedy *greedy, struct buffer *out)
{
    for (int i = 0; i < CHAT_TOGETHER; i++) {
        unsigned id = next_id(greedy, GREEDY_CHAT);
        buffer_addf(out,
                    "%s{\"id\":%u,\"rpc\":{\"method\":\"chat.post\",\"data\":{\"room\":\"%s\","
                    "\"op\":\"%s-%u\",\"text\":\"%s\"}}}",
                    i > 0 ? "\n" : "", id, greedy->room, greedy->run, id, greedy->text);
    }
}

/* Half of the methods exist in such a room, half do not exist at all. */
static void nowhere_write(struct greedy *greedy, struct buffer *out)
{
    static const char *const rooms[] = {"inbox", "webinar", "course"};
    static const char *const methods[] = {"read.mark", "chat.post", "forum.thread"};
    static const char *const data[] = {
        "\"of\":\"course:c1\",\"thread\":1,\"upto\":1",
        "\"text\":\"hello\"",
        "\"title\":\"hello\",\"text\":\"hello\"",
    };
    for (int i = 0; i < NOWHERE_TOGETHER; i++) {
        unsigned id = next_id(greedy, GREEDY_NOWHERE), kind = id % 3;
        buffer_addf(out,
                    "%s{\"id\":%u,\"rpc\":{\"method\":\"%s\",\"data\":{\"room\":\"%s:g%s%u\","
                    "\"op\":\"%s-%u\",%s}}}",
                    i > 0 ? "\n" : "", id, id % 2 ? methods[kind] : "x", rooms[kind], greedy->run,
                    id, greedy->run, id, data[kind]);
    }
}

/* Leaves the thread (at first it is not there: refused) and asks for its whole view again. */
static unsigned thread_write(struct greedy *greedy, enum greedy_role role, struct buffer *out)
{
    unsigned leave = next_id(greedy, role), come = next_id(greedy, role);
    buffer_addf(out,
                "{\"id\":%u,\"unsubscribe\":{\"channel\":\"%s\"}}\n"
                "{\"id\":%u,\"subscribe\":{\"channel\":\"%s\"}}",
                leave, greedy->thread, come, greedy->thread);
    return come;
}

static void client_speak(struct greedy *greedy, struct client *client)
{
    enum greedy_role role = role_of(client);
    if (greedy->tails[client->number].len > 0) {
        client_send(greedy, client);
        return;
    }
    if (greedy->commands >= COMMANDS_MAX || greedy->awaited[client->number] > 0)
        return;
    struct buffer out;
    buffer_init(&out, COMMAND_BYTES);
    if (role == GREEDY_CHAT)
        chat_write(greedy, &out);
    else if (role == GREEDY_NOWHERE)
        nowhere_write(greedy, &out);
    else if (role == GREEDY_THREAD)
        greedy->awaited[client->number] = thread_write(greedy, role, &out);
    else
        thread_write(greedy, role, &out);
    swarm_put(&greedy->swarm, buffer_slice(&out));
    client_send(greedy, client);
    buffer_done(&out);
}

static void greedy_open(void *context, struct client *client)
{
    struct greedy *greedy = context;
    buffer_clear(&greedy->tails[client->number]);
    greedy->awaited[client->number] = 0;
    dialog_hello(&greedy->swarm, client, NULL);
    if (role_of(client) == GREEDY_SILENT)
        swarm_pause(&greedy->swarm, client, true);
}

static void message_count(struct greedy *greedy, struct client *client, struct slice text)
{
    int64_t id = 0;
    enum message_kind kind = message_read(text, &id);
    struct greedy_count *count = &greedy->counts[role_of(client)];
    if (slice_is(text, "{}")) {
        swarm_put(&greedy->swarm, text);
        client_send(greedy, client);
    } else if (kind == MESSAGE_ERROR && id >= DIALOG_FREE_ID) {
        count->refused++;
    } else if (kind == MESSAGE_REPLY && id >= DIALOG_FREE_ID) {
        count->taken++;
    }
    if (id > 0 && id == greedy->awaited[client->number])
        greedy->awaited[client->number] = 0;
}

/* A whole frame: messages joined by newlines. */
static void greedy_message(void *context, struct client *client, struct slice text)
{
    struct greedy *greedy = context;
    while (text.len > 0 && client->state >= CLIENT_OPEN) {
        const char *end = memchr(text.at, '\n', text.len);
        struct slice message = {text.at, end ? (size_t)(end - text.at) : text.len};
        message_count(greedy, client, message);
        size_t taken = message.len + (end ? 1 : 0);
        text = (struct slice){text.at + taken, text.len - taken};
    }
}

static const struct swarm_ops greedy_ops = {.open = greedy_open, .message = greedy_message};

bool greedy_init(struct greedy *greedy, const struct load_options *options, const char *token,
                 const char *thread)
{
    static const char letter[] = "\xf0\x90\x8c\xb0";
    struct swarm *swarm = &greedy->swarm;
    if (!load_swarm(options, swarm, GREEDY_CONNECTIONS, &greedy_ops, greedy))
        return false;
    swarm->whole = true;
    swarm->faults_shown = SHOWN_ALREADY;
    greedy->room = options->channel;
    greedy->thread = thread;
    greedy->text = mem_new(TEXT_CHARS * (sizeof letter - 1) + 1);
    for (size_t i = 0; i < TEXT_CHARS; i++)
        memcpy(greedy->text + i * (sizeof letter - 1), letter, sizeof letter - 1);
    snprintf(greedy->run, sizeof greedy->run, "%llx", (unsigned long long)latency_now_ns());
    for (unsigned i = 0; i < GREEDY_CONNECTIONS; i++) {
        struct client *client = &swarm->clients[i];
        client->path = "/connection/websocket";
        client->token = token;
        client->channel = role_of(client) == GREEDY_THREAD ? thread : greedy->room;
        client->receive_bytes = role_of(client) == GREEDY_SILENT ? SILENT_RECEIVE_BYTES : 0;
        buffer_init(&greedy->tails[i], TAIL_BYTES);
    }
    return true;
}

void greedy_done(struct greedy *greedy)
{
    if (!greedy->swarm.clients)
        return;
    for (unsigned i = 0; i < GREEDY_CONNECTIONS; i++)
        buffer_done(&greedy->tails[i]);
    mem_free(greedy->text);
    swarm_done(&greedy->swarm);
}

/* Who is away was cut off, unless it never came: it comes back after a pause. */
static void client_return(struct greedy *greedy, struct client *client, int64_t now_ns)
{
    int64_t *back_ns = &greedy->back_ns[client->number];
    if (*back_ns < 0) {
        *back_ns = now_ns + (int64_t)BACK_MS * 1000000;
        greedy->closed++;
    } else if (now_ns >= *back_ns) {
        *back_ns = -1;
        greedy->connects++;
        swarm_connect(&greedy->swarm, client);
    }
}

void greedy_turn(struct greedy *greedy, int64_t until_ns)
{
    int64_t now_ns = latency_now_ns();
    for (unsigned i = 0; i < GREEDY_CONNECTIONS; i++) {
        struct client *client = &greedy->swarm.clients[i];
        if (client->state == CLIENT_IDLE)
            client_return(greedy, client, now_ns);
        else if (client->state >= CLIENT_OPEN)
            client_speak(greedy, client);
    }
    swarm_turn(&greedy->swarm, until_ns);
}

void greedy_stop(struct greedy *greedy)
{
    for (unsigned i = 0; i < GREEDY_CONNECTIONS; i++) {
        swarm_cut(&greedy->swarm, &greedy->swarm.clients[i]);
        greedy->back_ns[i] = 0;
    }
}
