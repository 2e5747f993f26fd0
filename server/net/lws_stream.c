/* SPDX-License-Identifier: Apache-2.0
 *
 * Streaming connections on libwebsockets: an HTTP answer that does not end, as the peer of a
 * session. Sending is as for WebSockets (lws.c), a piece taking the place of a frame: what the
 * kernel does not take of a piece goes to the library, which drains it before anything else.
 *
 * Nothing may come on the socket any more but its end. After a request with a body the library
 * itself looks, and closes. After one without it neither reads nor looks away: it would spin for as
 * long as something waits to be read. There a second descriptor of the socket is watched, and
 * whatever it brings ends the connection.
 */
#include "net/lws_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/emulation.h"
#include "net/response.h"
#include "net/session.h"

enum { SCRATCH_KEEP = 1 << 20 };

struct stream {
    struct stream_shape shape;
    struct emulated emulated;
    int second;          /* descriptor of the socket; -1: none */
    struct watch *watch; /* of it */
    bool refused;        /* the first message did not connect: the body ends with the answer */
};

/* Writes a piece; false when none of it could leave. */
static bool write_piece(struct conn *conn, struct slice piece)
{
    if (lws_is_ssl(conn->wsi)) {
        lws_conn_write(conn, piece.at, piece.len);
        return true;
    }
    ssize_t sent =
        send(lws_get_socket_fd(conn->wsi), piece.at, piece.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        lws_conn_kill(conn);
    if (sent < 0)
        return conn->dead;
    if ((size_t)sent < piece.len)
        lws_conn_write(conn, piece.at + sent, piece.len - (size_t)sent);
    return true;
}

/* Writes the end of the body; the connection is closed once it has left. */
static void end_body(struct conn *conn, const char *reason)
{
    struct buffer *scratch = &conn->shared->scratch;
    struct slice end = stream_end(&conn->stream->shape, conn->close_code, reason, scratch);
    lws_conn_step(conn, CONN_SAID_END);
    if (!conn->dead && end.len > 0)
        lws_conn_write(conn, end.at, end.len);
    if (!conn->dead)
        lws_callback_on_writable(conn->wsi);
}

static size_t stream_send(struct peer *peer, const char *frames, size_t len)
{
    struct conn *conn = lws_conn_of_peer(peer);
    struct stream *stream = conn->stream;
    struct buffer *scratch = &conn->shared->scratch;
    size_t sent = 0, used;
    if (conn->dead || conn->state != CONN_OPEN)
        return len;
    while (sent < len && !conn->dead && !lws_partial_buffered(conn->wsi)) {
        struct slice rest = {frames + sent, len - sent};
        if (!write_piece(conn, stream_piece(&stream->shape, rest, scratch, &used)))
            break;
        sent += used;
    }
    if (scratch->room > SCRATCH_KEEP)
        buffer_done(scratch);
    if (stream->refused && sent == len)
        end_body(conn, NULL);
    else if (sent < len && !conn->dead)
        lws_callback_on_writable(conn->wsi);
    return conn->dead ? len : sent;
}

static const char *stream_secret(struct peer *peer)
{
    struct conn *conn = lws_conn_of_peer(peer);
    struct emulated *place = &conn->stream->emulated;
    emulation_join(conn->shared->options.emulation, place, conn->session);
    return place->secret;
}

static const struct peer_ops stream_ops[] = {
    [STREAM_LINES] = {.carrier = CARRIER_HTTP_STREAM,
                      .send = stream_send,
                      .close = lws_conn_close,
                      .progress = lws_conn_progress,
                      .secret = stream_secret},
    [STREAM_EVENTS] = {.carrier = CARRIER_SSE,
                       .send = stream_send,
                       .close = lws_conn_close,
                       .progress = lws_conn_progress,
                       .secret = stream_secret},
};

static void spoken(void *context)
{
    struct conn *conn = context;
    watch_close(&conn->stream->watch);
    lws_conn_kill(conn);
}

static bool watch_start(struct conn *conn)
{
    struct stream *stream = conn->stream;
    stream->second = fcntl(lws_get_socket_fd(conn->wsi), F_DUPFD_CLOEXEC, 0);
    if (stream->second < 0)
        return false;
    conn->shared->options.stats->sockets++;
    stream->watch = loop_watch(conn->shared->options.loop, stream->second, spoken, conn);
    return true;
}

/* The library holds the headers of a request until its answer has ended, and gives few at a time.
 */
static void become(struct conn *conn)
{
    struct stream *stream = mem_new(sizeof *stream);
    stream->shape = conn->response->shape;
    stream->second = -1;
    conn->stream = stream;
    conn->peer.ops = &stream_ops[stream->shape.form];
    lws_conn_becomes_peer(conn);
    lws_set_timeout(conn->wsi, NO_PENDING_TIMEOUT, 0);
    lws_http_headers_detach(conn->wsi);
}

int lws_stream_start(struct conn *conn)
{
    struct buffer *head = &conn->response->head;
    become(conn);
    if (!conn->response->whole && !watch_start(conn))
        return -1;
    lws_conn_write(conn, head->bytes, head->len);
    conn->session = session_open(conn->shared->options.sessions, &conn->peer);
    struct assembly_part first = {.bytes = buffer_slice(&conn->response->taken), .final = true};
    session_receive(conn->session, &first, false);
    conn->stream->refused = !conn->stream->emulated.session;
    lws_conn_forget_response(conn);
    return 0;
}

static void let_go(struct conn *conn)
{
    emulation_leave(conn->shared->options.emulation, &conn->stream->emulated);
    session_close(&conn->session);
}

int lws_stream_writable(struct conn *conn)
{
    if (conn->state == CONN_SAID_END)
        return -1;
    if (conn->state == CONN_ENDING) {
        let_go(conn);
        end_body(conn, conn->close_reason);
    } else if (conn->session) {
        session_ready(conn->session);
    }
    return 0;
}

void lws_stream_gone(struct conn *conn)
{
    struct stream *stream = conn->stream;
    if (!stream)
        return;
    let_go(conn);
    if (stream->second >= 0) {
        watch_close(&stream->watch);
        close(stream->second);
        conn->shared->options.stats->sockets--;
    }
    conn->stream = NULL;
    mem_free(stream);
}
