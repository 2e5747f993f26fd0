/* SPDX-License-Identifier: Apache-2.0
 * Connecting, reading and answering for many clients; level-triggered epoll, one recv per event. */
#include "bench/swarm.h"

#include "base/check.h"
#include "base/mem.h"
#include "bench/accept.h"
#include "bench/latency.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    EVENTS = 256, /* of one turn, so that what is due next is never far behind */
    INPUT_BYTES = 1 << 18,
    CUT_BYTES = 1 << 24, /* a view of 8 MB fits */
    OUT_BYTES = 1 << 20,
    ADDRESS_CLIENTS = 5000, /* of one source address: far below its 28,000 ports */
    FAULTS_SHOWN = 5,
    SHOWN_BYTES = 200,
};

static const uint64_t key_seed = 0x6d7573746572;

static void client_writable(struct swarm *swarm, struct client *client);
static void client_readable(struct swarm *swarm, struct client *client);
static size_t client_upgrade(struct swarm *swarm, struct client *client, struct slice bytes);
static void client_frame(struct swarm *swarm, struct client *client, struct frame *frame);

bool swarm_address(const char *text, struct sockaddr_in *address)
{
    char host[32];
    unsigned port;
    if (sscanf(text, "%31[0-9.]:%u", host, &port) != 2 || port == 0 || port > 65535)
        return false;
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    return inet_pton(AF_INET, host, &address->sin_addr) == 1 &&
           ntohl(address->sin_addr.s_addr) >> 24 == 127;
}

bool swarm_init(struct swarm *swarm, const char *const *addresses, unsigned count,
                const struct swarm_ops *ops, void *context)
{
    *swarm =
        (struct swarm){.ops = ops, .context = context, .op = FRAME_TEXT, .clients_count = count};
    for (; addresses[swarm->servers_count]; swarm->servers_count++) {
        unsigned place = swarm->servers_count;
        if (place == SWARM_SERVERS_MAX || !swarm_address(addresses[place], &swarm->servers[place]))
            return false;
    }
    if (swarm->servers_count == 0)
        return false;
    swarm->epoll = epoll_create1(EPOLL_CLOEXEC);
    swarm->clients = mem_new(count * sizeof *swarm->clients);
    swarm->input = mem_new(INPUT_BYTES);
    buffer_init(&swarm->out, OUT_BYTES);
    for (unsigned i = 0; i < count; i++) {
        swarm->clients[i].fd = -1;
        swarm->clients[i].number = i;
        swarm->clients[i].server = i % swarm->servers_count;
        buffer_init(&swarm->clients[i].cut, CUT_BYTES);
    }
    return true;
}

void swarm_done(struct swarm *swarm)
{
    for (unsigned i = 0; i < swarm->clients_count; i++)
        swarm_cut(swarm, &swarm->clients[i]);
    close(swarm->epoll);
    buffer_done(&swarm->out);
    mem_free(swarm->clients);
    mem_free(swarm->input);
    *swarm = (struct swarm){.epoll = -1};
}

bool swarm_open(struct swarm *swarm, unsigned first, unsigned count, unsigned at_once,
                unsigned seconds)
{
    int64_t deadline = latency_now_ns() + (int64_t)seconds * 1000000000;
    unsigned started = 0, ready_before = swarm->ready;
    check(first + count <= swarm->clients_count);
    while (swarm->ready - ready_before < count) {
        while (started < count && started - (swarm->ready - ready_before) < at_once)
            swarm_connect(swarm, &swarm->clients[first + started++]);
        swarm_turn(swarm, deadline);
        if (latency_now_ns() >= deadline || swarm_faults(swarm) > 0)
            return false;
    }
    return true;
}

void swarm_turn(struct swarm *swarm, int64_t until_ns)
{
    struct epoll_event events[EVENTS];
    int64_t wait_ns = until_ns - latency_now_ns();
    if (wait_ns < 0)
        wait_ns = 0;
    struct timespec wait = {.tv_sec = wait_ns / 1000000000, .tv_nsec = wait_ns % 1000000000};
    int count = epoll_pwait2(swarm->epoll, events, EVENTS, &wait, NULL);
    for (int i = 0; i < count; i++) {
        struct client *client = events[i].data.ptr;
        if (client->state == CLIENT_CONNECTING)
            client_writable(swarm, client);
        else if (client->state != CLIENT_IDLE)
            client_readable(swarm, client);
    }
}

void swarm_rest(struct swarm *swarm, int64_t until_ns)
{
    while (latency_now_ns() < until_ns)
        swarm_turn(swarm, until_ns);
}

void swarm_rest_ms(struct swarm *swarm, int64_t ms)
{
    swarm_rest(swarm, latency_now_ns() + ms * 1000000);
}

void swarm_ready(struct swarm *swarm, struct client *client)
{
    check(client->state == CLIENT_OPEN);
    client->state = CLIENT_READY;
    swarm->ready++;
}

static void client_watch(struct swarm *swarm, struct client *client, int how, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = client};
    check(epoll_ctl(swarm->epoll, how, client->fd, &event) == 0);
}

void swarm_pause(struct swarm *swarm, struct client *client, bool pause)
{
    if (client->state != CLIENT_IDLE)
        client_watch(swarm, client, EPOLL_CTL_MOD, pause ? 0 : EPOLLIN);
}

void swarm_cut(struct swarm *swarm, struct client *client)
{
    if (client->state == CLIENT_IDLE)
        return;
    if (client->state == CLIENT_READY)
        swarm->ready--;
    struct linger reset = {.l_onoff = 1, .l_linger = 0};
    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(client->fd);
    client->fd = -1;
    client->state = CLIENT_IDLE;
    buffer_done(&client->cut);
}

static void client_fail(struct swarm *swarm, struct client *client, enum fault fault,
                        struct slice detail)
{
    swarm_fault(swarm, client, fault, detail);
    swarm_cut(swarm, client);
}

static void client_hello(struct swarm *swarm, struct client *client)
{
    char key[ACCEPT_KEY_CHARS + 1], request[512];
    accept_key(key_seed, client->number, key);
    int len = snprintf(request, sizeof request,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Key: %s\r\n"
                       "Sec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                       client->path, ntohs(swarm->servers[client->server].sin_port), key,
                       swarm->protocol ? "Sec-WebSocket-Protocol: " : "",
                       swarm->protocol ? swarm->protocol : "", swarm->protocol ? "\r\n" : "");
    client->state = CLIENT_UPGRADING;
    if (send(client->fd, request, (size_t)len, MSG_NOSIGNAL) != len)
        client_fail(swarm, client, FAULT_UNSENT, slice_of("handshake"));
}

void swarm_connect(struct swarm *swarm, struct client *client)
{
    check(client->state == CLIENT_IDLE);
    client->began_ns = latency_now_ns();
    int on = 1;
    uint32_t source = 0x7f000002U + client->number / ADDRESS_CLIENTS;
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(source)};
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    client->state = CLIENT_CONNECTING;
    check(client->fd >= 0);
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    /* The port is chosen by connect, which may then share it between destinations. */
    setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (client->receive_bytes > 0)
        setsockopt(client->fd, SOL_SOCKET, SO_RCVBUF, &client->receive_bytes,
                   sizeof client->receive_bytes);
    check(bind(client->fd, (struct sockaddr *)&from, sizeof from) == 0);
    const struct sockaddr_in *to = &swarm->servers[client->server];
    int done = connect(client->fd, (const struct sockaddr *)to, sizeof *to);
    if (done != 0 && errno != EINPROGRESS) {
        client_fail(swarm, client, FAULT_CONNECT, slice_of(strerror(errno)));
        return;
    }
    client_watch(swarm, client, EPOLL_CTL_ADD, done == 0 ? EPOLLIN : EPOLLIN | EPOLLOUT);
    if (done == 0)
        client_hello(swarm, client);
}

static void client_writable(struct swarm *swarm, struct client *client)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
        client_fail(swarm, client, FAULT_CONNECT, slice_of(strerror(error)));
        return;
    }
    client_watch(swarm, client, EPOLL_CTL_MOD, EPOLLIN);
    client_hello(swarm, client);
}

/* Takes what is whole from the start of `bytes`; returns how much that was. */
static size_t client_take(struct swarm *swarm, struct client *client, char *bytes, size_t len)
{
    size_t at = 0, taken = 0;
    struct frame frame;
    if (client->state == CLIENT_UPGRADING) {
        at = client_upgrade(swarm, client, (struct slice){bytes, len});
        if (at == 0)
            return 0;
    }
    while (client->state >= CLIENT_OPEN) {
        enum frame_verdict verdict = frame_read(bytes + at, len - at, &frame, &taken);
        if (verdict == FRAME_CUT)
            return at;
        if (verdict == FRAME_BAD || frame.masked) {
            client_fail(swarm, client, FAULT_FRAME, (struct slice){bytes + at, len - at});
            return at;
        }
        client_frame(swarm, client, &frame);
        at += taken;
    }
    return at;
}

static void client_readable(struct swarm *swarm, struct client *client)
{
    ssize_t got = recv(client->fd, swarm->input, INPUT_BYTES, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        client_fail(swarm, client, FAULT_CLOSED, slice_of("without a close frame"));
        return;
    }
    swarm->now_ns = latency_now_ns();
    swarm->bytes += (uint64_t)got;
    swarm->reads++;
    char *bytes = swarm->input;
    size_t len = (size_t)got;
    if (client->cut.len > 0) {
        buffer_add(&client->cut, (struct slice){bytes, len});
        check(!client->cut.full);
        bytes = client->cut.bytes;
        len = client->cut.len;
    }
    size_t taken = client_take(swarm, client, bytes, len);
    if (client->state == CLIENT_IDLE)
        return;
    if (taken == len)
        buffer_done(&client->cut);
    else if (client->cut.len > 0)
        buffer_drop(&client->cut, taken);
    else
        buffer_add(&client->cut, (struct slice){bytes + taken, len - taken});
}

/* Reads the answer to the handshake; returns the bytes taken, 0 when it is cut or wrong. */
static size_t client_upgrade(struct swarm *swarm, struct client *client, struct slice bytes)
{
    static const char name[] = "\r\nSec-WebSocket-Accept:";
    const char *end = memmem(bytes.at, bytes.len, "\r\n\r\n", 4);
    if (!end)
        return 0;
    char head[1024], key[ACCEPT_KEY_CHARS + 1], wanted[ACCEPT_CHARS + 1];
    size_t len = (size_t)(end - bytes.at) + 2;
    snprintf(head, sizeof head, "%.*s", (int)len, bytes.at);
    accept_key(key_seed, client->number, key);
    accept_answer(key, wanted);
    const char *answer = strcasestr(head, name);
    if (answer)
        answer += sizeof name - 1 + strspn(answer + sizeof name - 1, " ");
    if (strncmp(head, "HTTP/1.1 101 ", 13) != 0 || !answer ||
        strncmp(answer, wanted, ACCEPT_CHARS) != 0 ||
        strcasestr(head, "\r\nSec-WebSocket-Extensions:")) {
        client_fail(swarm, client, FAULT_HANDSHAKE, slice_of(head));
        return 0;
    }
    client->state = CLIENT_OPEN;
    swarm->ops->open(swarm->context, client);
    return len + 2;
}

/* A text frame holds one or more messages joined by newlines; `{}` is the ping and the pong. */
static void client_text(struct swarm *swarm, struct client *client, struct slice text)
{
    while (text.len > 0 && client->state >= CLIENT_OPEN) {
        const char *end = memchr(text.at, '\n', text.len);
        struct slice message = {text.at, end ? (size_t)(end - text.at) : text.len};
        if (slice_is(message, "{}")) {
            swarm_put(swarm, message);
            swarm_send(swarm, client);
        } else if (message.len > 0) {
            swarm->ops->message(swarm->context, client, message);
        }
        size_t taken = message.len + (end ? 1 : 0);
        text = (struct slice){text.at + taken, text.len - taken};
    }
}

static void client_frame(struct swarm *swarm, struct client *client, struct frame *frame)
{
    struct slice payload = {frame->payload, frame->len};
    swarm->frames++;
    if (frame->op == swarm->op && swarm->whole) {
        swarm->ops->message(swarm->context, client, payload);
    } else if (frame->op == swarm->op) {
        client_text(swarm, client, payload);
    } else if (frame->op == FRAME_CLOSE) {
        char why[SHOWN_BYTES];
        const unsigned char *code = (const unsigned char *)payload.at;
        bool coded = payload.len >= 2;
        snprintf(why, sizeof why, "%d %.*s", coded ? code[0] << 8 | code[1] : 0,
                 coded ? (int)payload.len - 2 : 0, coded ? payload.at + 2 : "");
        client_fail(swarm, client, FAULT_CLOSED, slice_of(why));
    } else if (frame->op == FRAME_PING) {
        char pong[FRAME_HEADER_MAX + FRAME_CONTROL_MAX];
        size_t len = frame_masked(pong, FRAME_PONG, payload.at, payload.len);
        if (send(client->fd, pong, len, MSG_NOSIGNAL) != (ssize_t)len)
            client_fail(swarm, client, FAULT_UNSENT, slice_of("pong"));
    } else if (frame->op == FRAME_PONG && swarm->ops->pong) {
        swarm->ops->pong(swarm->context, client, payload);
    } else if (frame->op != FRAME_PONG) {
        client_fail(swarm, client, FAULT_FRAME, slice_of("text for binary, or the reverse"));
    }
}

void swarm_put(struct swarm *swarm, struct slice payload)
{
    char *at = buffer_reserve(&swarm->out, payload.len + FRAME_HEADER_MAX);
    check(at);
    swarm->out.len += frame_masked(at, swarm->op, payload.at, payload.len);
}

void swarm_send(struct swarm *swarm, struct client *client)
{
    size_t len = swarm->out.len;
    ssize_t sent = send(client->fd, swarm->out.bytes, len, MSG_NOSIGNAL);
    buffer_clear(&swarm->out);
    if (sent != (ssize_t)len)
        client_fail(swarm, client, FAULT_UNSENT, slice_of("socket full"));
}

static const char *const fault_texts[] = {
#define FAULT(name, text) text,
    FAULT_LIST
#undef FAULT
};

void swarm_fault(struct swarm *swarm, const struct client *client, enum fault fault,
                 struct slice detail)
{
    swarm->faults[fault]++;
    if (swarm->faults_shown++ < FAULTS_SHOWN)
        fprintf(stderr, "client %u: %s: %.*s\n", client->number, fault_texts[fault],
                (int)(detail.len < SHOWN_BYTES ? detail.len : SHOWN_BYTES), detail.at);
}

uint64_t swarm_faults(const struct swarm *swarm)
{
    uint64_t total = 0;
    for (unsigned i = 0; i < FAULT_COUNT; i++)
        total += swarm->faults[i];
    return total;
}

void swarm_faults_print(const struct swarm *swarm)
{
    for (unsigned i = 0; i < FAULT_COUNT; i++) {
        if (swarm->faults[i] > 0)
            fprintf(stderr, "faults: %llu × %s\n", (unsigned long long)swarm->faults[i],
                    fault_texts[i]);
    }
}
