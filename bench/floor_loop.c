/* SPDX-License-Identifier: Apache-2.0
 * The loop of the floors: what they do beside sending the run. */
#include "bench/floor_loop.h"

#include "bench/accept.h"
#include "bench/frame.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 512, INPUT_BYTES = 1 << 20, FLOOR_ANSWER_BYTES = 4096 };

static void floor_listen(struct floor *floor, uint16_t port);
static void floor_prepare(struct floor *floor, size_t view_bytes);
static void floor_accept(struct floor *floor);
static void floor_read(struct floor *floor, struct conn *conn);
static void floor_answer(struct floor *floor, struct conn *conn);
static void floor_flush(struct floor *floor);

void floor_fail(const char *what)
{
    perror(what);
    exit(1);
}

bool floor_errs(const struct floor *floor, const char *fault)
{
    return strcmp(floor->fault, fault) == 0;
}

static void floor_run(struct floor *floor)
{
    struct epoll_event events[EVENTS];
    for (;;) {
        int count = epoll_wait(floor->epoll, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            struct conn *conn = events[i].data.ptr;
            if (conn && events[i].events & EPOLLOUT)
                floor_answer(floor, conn);
            if (conn && events[i].events & ~(uint32_t)EPOLLOUT)
                floor_read(floor, conn);
            else if (!conn)
                floor_accept(floor);
        }
        floor_flush(floor);
    }
}

unsigned floor_files_raise(void)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return files.rlim_cur > UINT32_MAX ? UINT32_MAX : (unsigned)files.rlim_cur;
}

void floor_serve(char **words, char *run, const struct floor_ops *ops, void *context)
{
    struct floor *floor = calloc(1, sizeof *floor);
    if (!floor || !(floor->input = malloc(INPUT_BYTES)))
        floor_fail("memory");
    const char *view_bytes = words[1], *fault = view_bytes ? words[2] : NULL;
    floor->ops = ops;
    floor->context = context;
    floor->run = run;
    floor->fault = fault ? fault : "";
    floor_prepare(floor, view_bytes ? strtoul(view_bytes, NULL, 10) : 0);
    floor_listen(floor, (uint16_t)strtoul(words[0], NULL, 10));
    floor_run(floor);
}

static void floor_watch(struct floor *floor, int fd, struct conn *conn)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = conn};
    if (epoll_ctl(floor->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        floor_fail("epoll_ctl");
}

static void floor_listen(struct floor *floor, uint16_t port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    floor->epoll = epoll_create1(EPOLL_CLOEXEC);
    floor->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(floor->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(floor->listener, (struct sockaddr *)&address, sizeof address) != 0)
        floor_fail("bind");
    if (listen(floor->listener, SOMAXCONN) != 0)
        floor_fail("listen");
    floor_watch(floor, floor->listener, NULL);
}

static void floor_prepare(struct floor *floor, size_t view_bytes)
{
    static const char head[] = "{\"id\":1,\"connect\":{\"client\":\"floor\",\"version\":\"floor\","
                               "\"ping\":25,\"pong\":true}}\n{\"id\":2,\"subscribe\":{\"epoch\":"
                               "\"floor\",\"offset\":0,\"data\":{\"view\":\"";
    static const char tail[] = "\"}}}";
    const size_t around =
        sizeof head - (size_t)(strchr(head, '\n') + 1 - head) - 1 + sizeof tail - 1;
    view_bytes -= view_bytes < around ? view_bytes : around;
    size_t len = sizeof head - 1 + view_bytes + sizeof tail - 1;
    floor->replies = malloc(len + FRAME_HEADER_MAX);
    if (!floor->replies)
        floor_fail("memory");
    char *at = floor->replies + frame_header(floor->replies, FRAME_TEXT, len);
    memcpy(at, head, sizeof head - 1);
    memset(at + sizeof head - 1, 'x', view_bytes);
    memcpy(at + len - (sizeof tail - 1), tail, sizeof tail - 1);
    floor->replies_len = (size_t)(at - floor->replies) + len;
}

static void floor_accept(struct floor *floor)
{
    int on = 1, little = 4096;
    for (;;) {
        int fd = accept4(floor->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (floor_errs(floor, "narrow"))
            setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
        struct conn *conn = calloc(1, sizeof *conn);
        if (!conn)
            floor_fail("memory");
        conn->fd = fd;
        floor_watch(floor, fd, conn);
    }
}

static void floor_drop(struct floor *floor, struct conn *conn)
{
    if (conn->role == ROLE_SUBSCRIBER) {
        struct conn *last = floor->subscribers[--floor->subscribers_count];
        floor->subscribers[conn->place] = last;
        last->place = conn->place;
        if (floor->ops->left)
            floor->ops->left(floor, conn);
    }
    close(conn->fd);
    free(conn->cut);
    free(conn);
}

void floor_send(const struct conn *conn, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(conn->fd, bytes, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN)
            return;
        if (sent < 0) {
            struct pollfd room = {.fd = conn->fd, .events = POLLOUT};
            poll(&room, 1, 1000);
            continue;
        }
        bytes += sent;
        len -= (size_t)sent;
    }
}

/* Sends what the socket takes of the ready replies, and the rest once it takes more. */
static void floor_answer(struct floor *floor, struct conn *conn)
{
    ssize_t sent = send(conn->fd, conn->rest, conn->rest_len, MSG_NOSIGNAL | MSG_DONTWAIT);
    bool cut = conn->cut_short;
    if (sent > 0) {
        conn->rest += sent;
        conn->rest_len -= (size_t)sent;
    }
    conn->cut_short = conn->rest_len > 0 && (sent >= 0 || errno == EAGAIN);
    struct epoll_event event = {.events = EPOLLIN | (conn->cut_short ? EPOLLOUT : 0),
                                .data.ptr = conn};
    if (cut != conn->cut_short && epoll_ctl(floor->epoll, EPOLL_CTL_MOD, conn->fd, &event) != 0)
        floor_fail("epoll_ctl");
}

static void floor_flush(struct floor *floor)
{
    if (floor->run_len == 0)
        return;
    floor->ops->flush(floor);
    floor->run_len = 0;
}

/* Whether whoever sent this request wants answers, and of how many bytes. */
static void floor_ask(struct floor *floor, struct conn *conn, const char *request, size_t len)
{
    static const char path[] = "GET /floor/answer/", head[] = "{\"id\":3,\"rpc\":{\"data\":\"",
                      tail[] = "\"}}";
    if (len < sizeof path || memcmp(request, path, sizeof path - 1) != 0)
        return;
    conn->asks = true;
    if (floor->answer)
        return;
    const size_t around = sizeof head - 1 + sizeof tail - 1;
    size_t bytes = strtoul(request + sizeof path - 1, NULL, 10);
    bytes = bytes < around ? around : bytes > FLOOR_ANSWER_BYTES ? FLOOR_ANSWER_BYTES : bytes;
    floor->answer = malloc(bytes + FRAME_HEADER_MAX);
    if (!floor->answer)
        floor_fail("memory");
    char *at = floor->answer + frame_header(floor->answer, FRAME_TEXT, bytes);
    memset(at, 'x', bytes);
    memcpy(at, head, sizeof head - 1);
    memcpy(at + bytes - (sizeof tail - 1), tail, sizeof tail - 1);
    floor->answer_len = (size_t)(at - floor->answer) + bytes;
}

/* Answers the opening handshake; returns the bytes taken, 0 when it has not arrived whole. */
static size_t conn_upgrade(struct floor *floor, struct conn *conn, char *bytes, size_t len)
{
    static const char name[] = "Sec-WebSocket-Key: ";
    char *end = memmem(bytes, len, "\r\n\r\n", 4);
    if (!end)
        return 0;
    char *key = memmem(bytes, len, name, sizeof name - 1);
    if (!key || end - key < (ptrdiff_t)(sizeof name - 1 + ACCEPT_KEY_CHARS))
        return 0;
    char answer[ACCEPT_CHARS + 1];
    accept_answer(key + sizeof name - 1, answer);
    if (floor_errs(floor, "key"))
        answer[0] = answer[0] == 'a' ? 'b' : 'a';
    char reply[160];
    int reply_len = snprintf(reply, sizeof reply,
                             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                             "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                             answer);
    floor_send(conn, reply, (size_t)reply_len);
    static const char publish[] = "GET /floor/publish ";
    bool is_publisher = len >= sizeof publish && memcmp(bytes, publish, sizeof publish - 1) == 0;
    conn->role = is_publisher ? ROLE_PUBLISHER : ROLE_CLIENT;
    floor_ask(floor, conn, bytes, len);
    return (size_t)(end - bytes) + 4;
}

static void floor_append(struct floor *floor, const char *payload, size_t len)
{
    if (floor->run_len + len + FRAME_HEADER_MAX > FLOOR_RUN_BYTES)
        floor_flush(floor);
    char *at = floor->run + floor->run_len;
    size_t header = frame_header(at, FRAME_TEXT, len);
    memcpy(at + header, payload, len);
    floor->run_len += header + len;
    if (floor_errs(floor, "mask"))
        at[1] = (char)((uint8_t)at[1] | 0x80U);
}

/* The third message goes wrong. */
static void floor_publish(struct floor *floor, struct frame *frame)
{
    static char held[4096];
    static size_t held_len;
    bool third = ++floor->messages == 3;
    frame_unmask(frame);
    if (third && floor_errs(floor, "gap"))
        return;
    if (third && floor_errs(floor, "swap") && frame->len <= sizeof held) {
        memcpy(held, frame->payload, held_len = frame->len);
        return;
    }
    floor_append(floor, frame->payload, frame->len);
    if (third && floor_errs(floor, "twice"))
        floor_append(floor, frame->payload, frame->len);
    if (held_len > 0)
        floor_append(floor, held, held_len);
    held_len = 0;
}

static void floor_message(struct floor *floor, struct conn *conn, struct frame *frame)
{
    if (conn->role == ROLE_CLIENT && floor->subscribers_count < FLOOR_CONNS_MAX) {
        conn->rest = floor->replies;
        conn->rest_len = floor->replies_len;
        floor_answer(floor, conn);
        conn->role = ROLE_SUBSCRIBER;
        conn->place = floor->subscribers_count++;
        floor->subscribers[conn->place] = conn;
        if (floor->ops->joined)
            floor->ops->joined(floor, conn);
    } else if (conn->role == ROLE_PUBLISHER) {
        floor_publish(floor, frame);
    } else if (conn->asks) {
        frame_unmask(frame);
        floor_send(conn, floor->answer, floor->answer_len);
    }
}

/* Takes what is whole from the start of `bytes`; returns how much that was. */
static size_t floor_take(struct floor *floor, struct conn *conn, char *bytes, size_t len)
{
    size_t at = 0;
    if (conn->role == ROLE_STRANGER) {
        at = conn_upgrade(floor, conn, bytes, len);
        if (at == 0)
            return 0;
    }
    struct frame frame;
    size_t taken;
    while (frame_read(bytes + at, len - at, &frame, &taken) == FRAME_WHOLE) {
        if (frame.op == FRAME_TEXT && frame.len <= FLOOR_RUN_BYTES - FRAME_HEADER_MAX)
            floor_message(floor, conn, &frame);
        at += taken;
    }
    return at;
}

static void floor_read(struct floor *floor, struct conn *conn)
{
    if (conn->cut_len > 0)
        memcpy(floor->input, conn->cut, conn->cut_len);
    ssize_t got = recv(conn->fd, floor->input + conn->cut_len, INPUT_BYTES - conn->cut_len, 0);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0) {
        floor_drop(floor, conn);
        return;
    }
    size_t len = conn->cut_len + (size_t)got;
    size_t taken = floor_take(floor, conn, floor->input, len);
    free(conn->cut);
    conn->cut = NULL;
    conn->cut_len = len - taken;
    if (conn->cut_len == 0)
        return;
    conn->cut = malloc(conn->cut_len);
    if (!conn->cut)
        floor_fail("memory");
    memcpy(conn->cut, floor->input + taken, conn->cut_len);
}
