/* SPDX-License-Identifier: Apache-2.0
 *
 * A socket's way: a request, an upgrade, frames in both directions, a close frame from either side,
 * gone. Its session is opened with the upgrade and closed before the last word.
 *
 * Sending: a run of frames goes straight to the socket. When the kernel takes part of it, the rest
 * of the frame that was cut is kept here and leaves before anything else (a pong in the middle of a
 * frame would be the alternative), and the session goes on from the next frame once the socket is
 * writable. Nothing is ever kept but that rest, one pong and one last word.
 */
#include "net/ws.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/client_frames.h"
#include "base/frame.h"
#include "base/mem.h"
#include "net/handshake.h"
#include "net/http.h"
#include "net/knock.h"
#include "net/peer.h"
#include "net/plain_http.h"
#include "net/session.h"
#include "net/strangers.h"
#include "net/target.h"
#include "net/wheel.h"

enum {
    READ_BYTES = 16384, /* of a socket, per turn */
    SIP_BYTES = 2048,   /* of one that was too fast, until nothing of it waits any more */
    ANSWER_BYTES = 512, /* to a request for an upgrade that is taken */
    OUT_BYTES = BOUND_VIEW_BYTES + BOUND_OUTBOX_BYTES + 1024, /* a frame, and words of our own */
    REST_MORE_SECONDS = 5, /* than is promised: what is on its way then still finds us */
    KILL_SECONDS = 5,      /* for a peer that does not read, or answer, its close frame */
};
struct ws_door {
    struct transport_options options;
    ws_other_fn *other; /* NULL: a private door */
    void *context;
    struct plain_http *http; /* NULL: requests are handed over */
    struct ws *first;
    size_t count;
    char read[KNOCK_BYTES + READ_BYTES]; /* what was kept of a socket's bytes, and what has come */
};

/* How far a socket has come; step() alone changes it. */
enum ws_state {
    WS_UNKNOWN,  /* what it asks for is not known yet */
    WS_ASKING,   /* for a WebSocket: its head is awaited */
    WS_OPEN,     /* it has become one */
    WS_ENDING,   /* its session asks for the end: our close frame is still to be said */
    WS_SAID_END, /* our close frame is on its way, the other side's is awaited */
    WS_OVER,     /* nothing more is heard or said: it is ended once `out` has left */
};

/* Whether it is read. */
enum ws_reading {
    WS_READS,
    WS_PAUSED,
    WS_SIPS, /* it was paused, and more of it waits: a little at a time */
};

struct ws {
    struct peer peer; /* first */
    struct ws_door *door;
    struct ws *next, **link;
    struct watch *watch;
    struct session *session; /* NULL: no WebSocket yet, or none any more */
    struct wheel_at wheel;
    struct client_frames frames;
    struct buffer in;         /* the beginning of a head, or of a frame */
    struct buffer out;        /* what must leave before anything else */
    const char *close_reason; /* of WS_ENDING */
    int fd;
    unsigned short close_code;
    unsigned short looked; /* bytes of a head that were looked at, and are still to be read */
    unsigned char state;   /* enum ws_state */
    unsigned char reading; /* enum ws_reading */
    bool is_peer;          /* it is counted as a WebSocket */
    bool waits;            /* until the socket can be written to */
    bool rests;            /* it was answered, and may be asked again */
    bool pong_kept;        /* in `out` */
    bool nonsense;         /* came, so that no more frames can be found */
    bool dead;             /* the socket has failed: it is ended in a later turn */
};

static void step(struct ws *ws, enum ws_state to)
{
    static const unsigned char from[] = {
        [WS_ASKING] = 1 << WS_UNKNOWN,
        [WS_OPEN] = 1 << WS_ASKING,
        [WS_ENDING] = 1 << WS_OPEN,
        [WS_SAID_END] = 1 << WS_OPEN | 1 << WS_ENDING,
        [WS_OVER] = 1 << WS_UNKNOWN | 1 << WS_ASKING | 1 << WS_SAID_END,
    };
    check(from[to] & 1 << ws->state);
    ws->state = (unsigned char)to;
}

/* What comes is not looked at any more. */
static bool is_deaf(const struct ws *ws)
{
    return ws->nonsense || ws->state == WS_OVER;
}

static struct ws *ws_of_peer(const struct peer *peer)
{
    return (struct ws *)(uintptr_t)peer; /* its first member */
}

/* Takes the socket out of everything; it stays open, and its watch is whoever's takes it over. */
static struct watch *ws_free(struct ws *ws)
{
    struct watch *watch = ws->watch;
    *ws->link = ws->next;
    if (ws->next)
        ws->next->link = ws->link;
    session_close(&ws->session);
    wheel_unset(&ws->wheel);
    buffer_done(&ws->in);
    buffer_done(&ws->out);
    ws->door->count -= ws->is_peer;
    ws->door->options.stats->sockets--;
    mem_free(ws);
    return watch;
}

static void ws_end(struct ws *ws)
{
    int fd = ws->fd;
    stranger_free(&ws->peer.stranger);
    struct watch *watch = ws_free(ws);
    watch_close(&watch);
    close(fd);
}

static void crowded_out(void *context)
{
    ws_end(context);
}

static int64_t too_late(struct wheel_at *at)
{
    ws_end((struct ws *)(void *)((char *)at - offsetof(struct ws, wheel)));
    return 0;
}

/* Sending. */

static void wait_for(struct ws *ws, bool writable)
{
    ws->waits = writable;
    if (writable || ws->reading == WS_PAUSED)
        watch_for(ws->watch, ws->reading != WS_PAUSED, writable);
    else
        watch_news(ws->watch);
}

/* How many bytes the kernel takes. A socket that fails is ended in a later turn. */
static size_t push(struct ws *ws, struct slice bytes)
{
    ssize_t sent = send(ws->fd, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
        return (size_t)sent;
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        ws->dead = true;
        wheel_set(ws->door->options.wheel, &ws->wheel, 1);
    }
    return 0;
}

static void keep(struct ws *ws, struct slice bytes)
{
    buffer_add(&ws->out, bytes);
    check(!ws->out.full);
    wait_for(ws, true);
    if (ws->session)
        session_block(ws->session);
}

/* Sends bytes of our own, behind what waits. */
static void say(struct ws *ws, struct slice bytes)
{
    size_t sent = ws->out.len > 0 ? 0 : push(ws, bytes);
    if (sent < bytes.len)
        keep(ws, (struct slice){bytes.at + sent, bytes.len - sent});
}

/* False while something still waits. */
static bool flush(struct ws *ws)
{
    if (ws->out.len > 0)
        buffer_drop(&ws->out, push(ws, buffer_slice(&ws->out)));
    if (ws->out.len > 0)
        return false;
    buffer_done(&ws->out);
    ws->pong_kept = false;
    return true;
}

/* The first `sent` bytes have left, and the kernel takes no more. */
static size_t peer_send_rest(struct peer *peer, const char *frames, size_t len, size_t sent)
{
    struct ws *ws = ws_of_peer(peer);
    size_t end = frame_boundary((struct slice){frames, len}, sent);
    if (end > sent)
        keep(ws, (struct slice){frames + sent, end - sent});
    wait_for(ws, true);
    return end;
}

static size_t peer_send(struct peer *peer, const char *frames, size_t len)
{
    struct ws *ws = ws_of_peer(peer);
    if (ws->dead || ws->state != WS_OPEN)
        return len;
    size_t sent = ws->out.len > 0 ? 0 : push(ws, (struct slice){frames, len});
    return sent == len ? len : peer_send_rest(peer, frames, len, sent);
}

static size_t peer_kept(const struct peer *peer)
{
    return ws_of_peer(peer)->out.len;
}

static int peer_direct(const struct peer *peer)
{
    const struct ws *ws = ws_of_peer(peer);
    return ws->out.len == 0 && !ws->dead && ws->state == WS_OPEN ? ws->fd : -1;
}

static void peer_close(struct peer *peer, unsigned code, const char *reason)
{
    struct ws *ws = ws_of_peer(peer);
    step(ws, WS_ENDING);
    ws->close_code = (unsigned short)code;
    ws->close_reason = reason;
    if (ws->reading == WS_PAUSED)
        ws->reading = WS_SIPS;
    if (ws->dead)
        return;
    wheel_set(ws->door->options.wheel, &ws->wheel, KILL_SECONDS);
    wait_for(ws, true);
}

static struct peer_progress peer_progress(const struct peer *peer, uint64_t explained)
{
    return peer_progress_of(ws_of_peer(peer)->fd, explained);
}

static void peer_listen(struct peer *peer, bool listens)
{
    struct ws *ws = ws_of_peer(peer);
    ws->reading = listens ? WS_SIPS : WS_PAUSED;
    if (!ws->dead)
        wait_for(ws, ws->waits);
}

static const struct peer_ops ops = {.carrier = CARRIER_WEBSOCKET,
                                    .send = peer_send,
                                    .direct = peer_direct,
                                    .send_rest = peer_send_rest,
                                    .kept = peer_kept,
                                    .close = peer_close,
                                    .progress = peer_progress,
                                    .listen = peer_listen};

/* After this nothing is said any more. */
static void say_last(struct ws *ws, struct slice bytes)
{
    wheel_set(ws->door->options.wheel, &ws->wheel, KILL_SECONDS);
    say(ws, bytes);
}

/* RFC 6455 §5.5.1. */
static void say_close(struct ws *ws, unsigned code, const char *reason)
{
    const struct frame_control frame = frame_close(code, reason);
    session_close(&ws->session);
    step(ws, WS_SAID_END);
    say_last(ws, (struct slice){frame.bytes, frame.len});
}

/* Of several pings the last is answered (§5.5.3), and one answer waits at most. */
static void say_pong(struct ws *ws, struct slice payload)
{
    const struct frame_control frame = frame_control(FRAME_OP_PONG, payload);
    if (ws->pong_kept || ws->state != WS_OPEN)
        return;
    say(ws, (struct slice){frame.bytes, frame.len});
    ws->pong_kept = ws->out.len > 0;
}

/* Receiving. */

static void data_came(struct ws *ws, const struct client_piece *piece)
{
    if (ws->state != WS_OPEN)
        return;
    struct assembly_part part = {
        .bytes = piece->bytes, .left = (size_t)piece->left, .final = piece->final};
    session_receive(ws->session, &part, piece->binary);
}

/* Both sides have said it then: the socket is closed by us (§7.1.1). */
static void close_came(struct ws *ws, struct slice payload)
{
    if (ws->state != WS_SAID_END)
        say_close(ws, client_close_code(payload), "");
    step(ws, WS_OVER);
}

static void nonsense_came(struct ws *ws)
{
    if (ws->session)
        session_end(ws->session, ENDING_FRAMES);
    ws->nonsense = true;
}

static void frames_came(struct ws *ws, char *at, size_t len)
{
    struct client_piece piece;
    struct slice ping = {NULL, 0};
    while (!is_deaf(ws)) {
        switch (client_frame_next(&ws->frames, &at, &len, &piece)) {
        case CLIENT_FRAME_NONE:
            buffer_add(&ws->in, (struct slice){at, len});
            if (ping.at)
                say_pong(ws, ping);
            return;
        case CLIENT_FRAME_DATA:
            data_came(ws, &piece);
            break;
        case CLIENT_FRAME_PING:
            ping = piece.bytes;
            break;
        case CLIENT_FRAME_PONG:
            break;
        case CLIENT_FRAME_CLOSE:
            close_came(ws, piece.bytes);
            break;
        case CLIENT_FRAME_BAD:
            nonsense_came(ws);
            break;
        }
    }
}

static void become_peer(struct ws *ws, const struct http_head *head)
{
    struct buffer answer;
    buffer_init(&answer, ANSWER_BYTES);
    handshake_accept(head, &answer);
    say(ws, buffer_slice(&answer));
    buffer_done(&answer);
    if (!ws->dead)
        wheel_unset(&ws->wheel);
    /* Counted from now on by the address it is said to have, and silent until it connects. */
    stranger_speaks(ws->peer.stranger, http_head_last(head, SLICE("x-forwarded-for")));
    stranger_waits(ws->peer.stranger);
    step(ws, WS_OPEN);
    ws->is_peer = true;
    ws->door->count++;
    ws->session = session_open(ws->door->options.sessions, &ws->peer);
    if (ws->out.len > 0)
        session_block(ws->session);
    /* It is taken only so that its clients hear, in words they know, not to try again. */
    if (handshake_protocol(head) == HANDSHAKE_PROTOBUF)
        session_end(ws->session, ENDING_PROTOBUF);
}

/* The last thing it hears. */
static void answer(struct ws *ws, struct http_response *response)
{
    say_last(ws, buffer_slice(&response->head));
    say_last(ws, buffer_slice(&response->body));
    response_done(response);
    step(ws, WS_OVER);
}

static void head_came(struct ws *ws, char *at, size_t len)
{
    struct http_head head;
    struct http_response response;
    size_t end = http_head_len((struct slice){at, len});
    if (end == 0 && len < KNOCK_BYTES) {
        buffer_add(&ws->in, (struct slice){at, len});
        return;
    }
    if (!knock_upgrades(&ws->door->options, (struct slice){at, end}, &head, &response)) {
        answer(ws, &response);
        return;
    }
    become_peer(ws, &head);
    frames_came(ws, at + end, len - end);
}

static void bytes_came(struct ws *ws, char *at, size_t len)
{
    buffer_done(&ws->in);
    if (ws->state == WS_ASKING)
        head_came(ws, at, len);
    else if (!is_deaf(ws))
        frames_came(ws, at, len);
}

/* False when the socket is gone. */
static bool receive(struct ws *ws)
{
    size_t kept = ws->in.len;
    char *at = ws->door->read;
    if (kept > 0)
        memcpy(at, ws->in.bytes, kept);
    size_t room = ws->reading == WS_SIPS && !ws->looked ? SIP_BYTES : READ_BYTES;
    ssize_t len = recv(ws->fd, at + kept, room, MSG_DONTWAIT);
    if (len == (ssize_t)room)
        watch_again(ws->watch);
    else if (ws->reading == WS_SIPS)
        ws->reading = WS_READS;
    size_t known = len > 0 ? ws->looked : 0;
    ws->looked -= (unsigned short)known;
    if (len > (ssize_t)known)
        bytes_came(ws, at + known, kept + (size_t)len - known);
    if (!peer_failed(len))
        return true;
    ws_end(ws);
    return false;
}

/* It may be asked again, perhaps was already, and stands where it stood before. */
static void rest(struct ws *ws)
{
    watch_again(ws->watch);
    stranger_owned(ws->peer.stranger, crowded_out, ws);
    stranger_rests(ws->peer.stranger);
    wheel_set(ws->door->options.wheel, &ws->wheel, BOUND_REST_SECONDS + REST_MORE_SECONDS);
    ws->rests = true;
}

/* A whole request for something else. The socket may be gone afterwards. */
static void hand_over(struct ws *ws, struct slice bytes, const struct http_head *head)
{
    struct ws_door *door = ws->door;
    struct stranger *stranger = ws->peer.stranger;
    struct plain *plain = NULL;
    if (door->http && plain_http_is(target_path(head->target))) {
        bytes.len = http_head_len(bytes);
        plain = plain_http_begin(door->http, ws->fd, stranger, bytes);
        if (!plain) {
            rest(ws);
            return;
        }
    }
    int fd = ws->fd;
    struct watch *watch = ws_free(ws);
    if (plain) {
        plain_http_take(plain, watch);
    } else {
        watch_close(&watch);
        door->other(door->context, fd, stranger);
    }
}

/* Whether more is to be done now; else the socket may be gone. A whole head is answered where it
 * stands: who may come in is read in a later turn, mostly with the first that they say, which is
 * one call less for each of many who come at once. */
static bool is_ours(struct ws *ws)
{
    struct slice bytes;
    struct http_head head;
    struct http_response response;
    struct ws_door *door = ws->door;
    bool carries = door->other && door->options.websockets == WEBSOCKETS_OWN;
    enum aim aim = knock_aim(ws->fd, door->read, carries, ws->looked, &bytes);
    if (aim == AIM_NONE) {
        ws_end(ws);
        return false;
    }
    wait_for(ws, false);
    knock_wakes_beyond(ws->fd, aim == AIM_UNKNOWN ? bytes.len : 0, &ws->looked);
    if (aim != AIM_OTHER && bytes.len > 0 && ws->rests) {
        ws->rests = false;
        wheel_set(door->options.wheel, &ws->wheel, door->options.connect_seconds);
    }
    if (aim == AIM_OURS) {
        step(ws, WS_ASKING);
        ws->looked = (unsigned short)http_head_len(bytes);
        if (bytes.len > ws->looked)
            watch_again(ws->watch);
        head_came(ws, door->read, ws->looked);
    } else if (aim == AIM_OTHER &&
               knock_refused(&door->options, !door->other, bytes, &head, &response)) {
        answer(ws, &response);
    } else if (aim == AIM_OTHER) {
        hand_over(ws, bytes, &head);
        return false;
    }
    return ws->state == WS_ASKING || ws->state == WS_OVER;
}

static void go_on(struct ws *ws)
{
    wait_for(ws, false);
    if (ws->state == WS_ENDING)
        say_close(ws, ws->close_code, ws->close_reason);
    else if (ws->session)
        session_ready(ws->session);
}

/* The socket can be read from or written to; which, trying tells. One that has failed may still
 * have bytes to read, and is asked for again. */
static void on_ready(void *context)
{
    struct ws *ws = context;
    if (ws->state == WS_UNKNOWN && !is_ours(ws))
        return;
    if (ws->waits && flush(ws))
        go_on(ws);
    if (ws->reading != WS_PAUSED && !receive(ws))
        return;
    if (ws->state == WS_OVER && ws->out.len == 0) {
        ws_end(ws);
    } else {
        wait_for(ws, ws->waits);
        watch_first(ws->watch, ws->session && session_is_among_few(ws->session));
    }
}

/* `watch`: of whoever had the socket; NULL: it has none yet. */
static struct ws *ws_new(struct ws_door *door, int fd, struct watch *watch)
{
    struct ws *ws = mem_new(sizeof *ws);
    ws->peer.ops = &ops;
    ws->door = door;
    ws->fd = fd;
    ws->next = door->first;
    ws->link = &door->first;
    if (ws->next)
        ws->next->link = &ws->next;
    door->first = ws;
    buffer_init(&ws->in, KNOCK_BYTES);
    buffer_init(&ws->out, OUT_BYTES);
    ws->wheel.fn = too_late;
    ws->watch = watch ? watch : loop_watch_news(door->options.loop, fd, on_ready, ws);
    watch_to(ws->watch, on_ready, ws);
    wait_for(ws, false);
    door->options.stats->sockets++;
    return ws;
}

void ws_adopt(struct ws_door *door, int fd, const struct address *from)
{
    struct ws *ws = ws_new(door, fd, NULL);
    wheel_set(door->options.wheel, &ws->wheel, door->options.connect_seconds);
    ws->peer.stranger = stranger_new(door->options.strangers, from);
    stranger_owned(ws->peer.stranger, crowded_out, ws);
}

void ws_adopt_again(struct ws_door *door, int fd, struct watch *watch, struct stranger *stranger)
{
    struct ws *ws = ws_new(door, fd, watch);
    ws->peer.stranger = stranger;
    rest(ws);
}

struct ws_door *ws_door_new(const struct transport_options *options, struct plain_http *http,
                            ws_other_fn *other, void *context)
{
    struct ws_door *door = mem_new(sizeof *door);
    door->options = *options;
    door->http = http;
    door->other = other;
    door->context = context;
    return door;
}

void ws_door_close(struct ws_door **door)
{
    while ((*door)->first)
        ws_end((*door)->first);
    mem_free(*door);
    *door = NULL;
}

size_t ws_count(const struct ws_door *door)
{
    return door->count;
}

size_t ws_bytes(void)
{
    return sizeof(struct ws);
}
