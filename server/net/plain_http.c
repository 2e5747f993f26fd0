/* SPDX-License-Identifier: Apache-2.0
 *
 * An exchange: its body, its maker, its answer, its end. Most are over within one call and are
 * never watched. While somebody makes the answer the socket is only listened to for its end: what
 * else comes is the next request's, and stays where it is.
 */
#include "net/plain_http.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "net/http.h"
#include "net/http_read.h"
#include "net/peer.h"
#include "net/strangers.h"
#include "net/wheel.h"

enum {
    PIECE_BYTES = 16384, /* of a body or an answer, at once */
    PIECES = 4,          /* per turn */
    LINGER_SECONDS = 5,  /* for what was sent to us beside, so that the answer is not destroyed */
};

/* How far an exchange has come; step() alone changes it. */
enum plain_state {
    PLAIN_TAKING,  /* the body */
    PLAIN_WAITING, /* for whoever makes the answer */
    PLAIN_SAYING,  /* the answer */
    PLAIN_LEAVING, /* it has left, and so do we: what still comes is read away */
    PLAIN_OVER,    /* with an answer (`keeps`), or without */
};

struct plain {
    struct plain_http *all;
    struct plain *next, **link;
    struct stranger *stranger;
    struct watch *watch; /* NULL: not taken yet */
    struct wheel_at wheel;
    struct loop_hook answered;
    struct http_response response;
    struct buffer out; /* of a piece: what the kernel did not take */
    uint64_t moved;    /* bytes, both ways, when the exchange was last looked at */
    int fd;
    enum plain_state state;
    bool bodiless; /* a HEAD */
    bool keeps;    /* the socket may be asked again */
    bool asking;   /* the maker is called just now */
};

struct plain_http {
    struct transport_options options;
    plain_http_fn *kept;
    void *context;
    struct plain *first;
    char read[PIECE_BYTES];
};

bool plain_http_is(struct slice path)
{
    return !slice_starts(path, SLICE("/connection/"));
}

static void step(struct plain *plain, enum plain_state to)
{
    static const unsigned char from[] = {
        [PLAIN_WAITING] = 1 << PLAIN_TAKING,
        [PLAIN_SAYING] = 1 << PLAIN_TAKING | 1 << PLAIN_WAITING,
        [PLAIN_LEAVING] = 1 << PLAIN_SAYING,
        [PLAIN_OVER] = 1 << PLAIN_TAKING | 1 << PLAIN_WAITING | 1 << PLAIN_SAYING |
                       1 << PLAIN_LEAVING | 1 << PLAIN_OVER,
    };
    check(from[to] & 1 << plain->state);
    plain->state = to;
}

/* Takes the socket out of everything; it stays open, and its watch is whoever's takes it over. */
static struct watch *plain_free(struct plain *plain)
{
    struct watch *watch = plain->watch;
    *plain->link = plain->next;
    if (plain->next)
        plain->next->link = plain->link;
    plain->all->options.stats->sockets -= plain->watch != NULL;
    wheel_unset(&plain->wheel);
    loop_disarm(plain->all->options.loop, &plain->answered);
    response_done(&plain->response);
    buffer_done(&plain->out);
    mem_free(plain);
    return watch;
}

static void plain_end(struct plain *plain)
{
    int fd = plain->fd;
    stranger_free(&plain->stranger);
    struct watch *watch = plain_free(plain);
    watch_close(&watch);
    close(fd);
}

static void crowded_out(void *context)
{
    plain_end(context);
}

static int64_t too_late(struct wheel_at *at)
{
    struct plain *plain = (struct plain *)(void *)((char *)at - offsetof(struct plain, wheel));
    int64_t seconds = plain->all->options.exchange_seconds;
    if (plain->state != PLAIN_LEAVING && !peer_is_slow(plain->fd, &plain->moved, seconds))
        return seconds;
    plain->all->options.stats->refused[REFUSED_SLOW] += plain->state != PLAIN_LEAVING;
    plain_end(plain);
    return 0;
}

static void fail(struct plain *plain)
{
    plain->keeps = false;
    step(plain, PLAIN_OVER);
}

/* ---- saying ------------------------------------------------------------------------------------
 */

/* How many bytes the kernel took; 0 also when the socket has failed. */
static size_t came(struct plain *plain, ssize_t sent)
{
    if (sent >= 0)
        return (size_t)sent;
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        fail(plain);
    return 0;
}

static size_t push(struct plain *plain, struct slice bytes)
{
    return came(plain, send(plain->fd, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT));
}

/* All of it has left. Hanging up while something of the other side is unread would destroy the
 * answer on its way (RFC 9112 §9.6). */
static void said(struct plain *plain)
{
    if (plain->keeps) {
        step(plain, PLAIN_OVER);
        return;
    }
    (void)shutdown(plain->fd, SHUT_WR);
    step(plain, PLAIN_LEAVING);
    wheel_set(plain->all->options.wheel, &plain->wheel, LINGER_SECONDS);
}

/* What others have too leaves from where it stands, behind what is left of the head. */
static bool say_held(struct plain *plain)
{
    enum { HELD_BYTES = PIECES * PIECE_BYTES };
    struct http_response *response = &plain->response;
    struct slice head = buffer_slice(&response->head), left = response_held_left(response);
    if (left.len > HELD_BYTES)
        left.len = HELD_BYTES;
    struct iovec parts[] = {{(char *)(uintptr_t)head.at, head.len},
                            {(char *)(uintptr_t)left.at, left.len}};
    const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    size_t sent = came(plain, sendmsg(plain->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT));
    size_t of_head = sent < head.len ? sent : head.len;
    buffer_drop(&response->head, of_head);
    response->held_at += sent - of_head;
    return sent == head.len + left.len;
}

/* The next piece, in one send; false when the kernel does not take more for now. */
static bool say_piece(struct plain *plain)
{
    char piece[PIECE_BYTES];
    if (response_held_left(&plain->response).len > 0)
        return say_held(plain);
    int64_t len = response_piece(&plain->response, piece, sizeof piece);
    if (len < 0) {
        fail(plain);
        return false;
    }
    if (len == 0) {
        said(plain);
        return false;
    }
    size_t sent = push(plain, (struct slice){piece, (size_t)len});
    if (sent == (size_t)len)
        return true;
    buffer_add(&plain->out, (struct slice){piece + sent, (size_t)len - sent});
    return false;
}

static void say(struct plain *plain)
{
    if (plain->out.len > 0)
        buffer_drop(&plain->out, push(plain, buffer_slice(&plain->out)));
    for (int i = 0; i < PIECES && plain->out.len == 0 && plain->state == PLAIN_SAYING; i++) {
        if (!say_piece(plain))
            return;
    }
}

static void say_first(struct plain *plain)
{
    if (plain->bodiless)
        response_drop_body(&plain->response);
    plain->keeps = plain->keeps && stranger_may_rest(plain->stranger);
    if (plain->keeps)
        response_keep(&plain->response, BOUND_REST_SECONDS);
    step(plain, PLAIN_SAYING);
    say(plain);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static void go_on(struct plain *plain);

static void answered(void *context)
{
    struct plain *plain = context;
    say_first(plain);
    go_on(plain);
}

/* At the end of the turn: whoever made the answer is not done with it yet. */
static void answer_ready(void *context)
{
    struct plain *plain = context;
    if (!plain->asking)
        loop_arm(plain->all->options.loop, &plain->answered);
}

/* The request is there with all its body. */
static void ask(struct plain *plain)
{
    struct http_response *response = &plain->response;
    response->later.ready = answer_ready;
    response->later.transport = plain;
    plain->asking = true;
    http_taken(plain->all->options.http, response);
    plain->asking = false;
    if (response->next == HTTP_WAITS)
        step(plain, PLAIN_WAITING);
    else
        say_first(plain);
}

/* How many bytes are read to `to`: 0 for none yet. */
static size_t pull(struct plain *plain, char *to, size_t room)
{
    ssize_t len = recv(plain->fd, to, room, MSG_DONTWAIT);
    if (len > 0)
        return (size_t)len;
    if (peer_failed(len))
        fail(plain);
    return 0;
}

/* Some more of the body, and never a byte behind it. */
static void take(struct plain *plain)
{
    struct http_response *response = &plain->response;
    char *to = plain->all->read;
    for (int i = 0; i < PIECES && response->body_wait > 0; i++) {
        size_t most = response->body_wait < PIECE_BYTES ? response->body_wait : PIECE_BYTES;
        size_t len = pull(plain, to, most);
        if (len == 0)
            return;
        if (response->next != HTTP_ANSWERS)
            buffer_add(&response->taken, (struct slice){to, len});
        response->body_wait -= len;
    }
    if (response->body_wait == 0)
        ask(plain);
}

/* Nothing but a WebSocket is upgraded to, and those do not come here. */
static bool upgrades(struct plain *plain, const struct http_head *head)
{
    struct slice word = http_head_last(head, SLICE("upgrade"));
    const struct http_upgrade upgrade = {.protocol = word};
    return word.at && !http_upgrade(plain->all->options.http, &upgrade, &plain->response);
}

static void begin(struct plain *plain, const struct http_head *head)
{
    struct http_request request = http_read(head);
    stranger_speaks(plain->stranger, http_head_last(head, SLICE("x-forwarded-for")));
    request.from = stranger_address(plain->stranger);
    plain->all->options.stats->requests++;
    plain->bodiless = slice_is(request.method, "HEAD");
    if (upgrades(plain, head)) {
        say_first(plain);
        return;
    }
    http_answer(plain->all->options.http, &request, &plain->response);
    plain->keeps = http_read_keeps(head, &request, plain->response.body_wait);
    take(plain);
}

struct plain *plain_http_begin(struct plain_http *all, int fd, struct stranger *stranger,
                               struct slice head)
{
    struct http_head read;
    struct plain *plain = mem_new(sizeof *plain);
    plain->all = all;
    plain->fd = fd;
    plain->stranger = stranger;
    plain->wheel.fn = too_late;
    plain->answered = (struct loop_hook){.fn = answered, .context = plain};
    plain->response.file = -1;
    plain->link = &all->first;
    plain->next = all->first;
    if (plain->next)
        plain->next->link = &plain->next;
    all->first = plain;
    buffer_init(&plain->out, PIECE_BYTES);
    stranger_owned(stranger, crowded_out, plain);
    check(head.len <= sizeof all->read && http_head_read(head, &read));
    if (recv(fd, all->read, head.len, MSG_DONTWAIT) == (ssize_t)head.len)
        begin(plain, &read);
    else
        fail(plain);
    if (plain->state != PLAIN_OVER || !plain->keeps)
        return plain;
    (void)plain_free(plain);
    return NULL;
}

/* ---- watching ----------------------------------------------------------------------------------
 */

/* Has the other side gone? What else it says waits for its turn, unheard until then. */
static void listen_for_end(struct plain *plain)
{
    char byte;
    ssize_t len = recv(plain->fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK);
    if (len > 0)
        watch_for(plain->watch, false, false);
    else if (peer_failed(len))
        fail(plain);
}

static void on_ready(void *context)
{
    struct plain *plain = context;
    switch (plain->state) {
    case PLAIN_TAKING:
        take(plain);
        break;
    case PLAIN_WAITING:
        listen_for_end(plain);
        if (plain->state == PLAIN_WAITING)
            return;
        break;
    case PLAIN_SAYING:
        say(plain);
        break;
    case PLAIN_LEAVING:
        (void)pull(plain, plain->all->read, PIECE_BYTES);
        break;
    case PLAIN_OVER:
        break;
    }
    go_on(plain);
}

/* Whatever comes next; the socket may be gone afterwards. */
static void go_on(struct plain *plain)
{
    struct plain_http *all = plain->all;
    struct stranger *stranger = plain->stranger;
    if (plain->state == PLAIN_OVER && plain->keeps) {
        int fd = plain->fd;
        struct watch *watch = plain_free(plain);
        all->kept(all->context, fd, watch, stranger);
        return;
    }
    if (plain->state == PLAIN_OVER) {
        plain_end(plain);
        return;
    }
    watch_for(plain->watch, plain->state != PLAIN_SAYING, plain->state == PLAIN_SAYING);
}

void plain_http_take(struct plain *plain, struct watch *watch)
{
    const struct transport_options *options = &plain->all->options;
    plain->watch = watch;
    watch_to(watch, on_ready, plain);
    options->stats->sockets++;
    (void)peer_is_slow(plain->fd, &plain->moved, 0);
    if (plain->state != PLAIN_LEAVING)
        wheel_set(options->wheel, &plain->wheel, options->exchange_seconds);
    go_on(plain);
}

struct plain_http *plain_http_new(const struct transport_options *options, plain_http_fn *kept,
                                  void *context)
{
    struct plain_http *all = mem_new(sizeof *all);
    all->options = *options;
    all->kept = kept;
    all->context = context;
    return all;
}

void plain_http_close(struct plain_http **all)
{
    struct plain_http *old = *all;
    *all = NULL;
    if (!old)
        return;
    while (old->first)
        plain_end(old->first);
    mem_free(old);
}
