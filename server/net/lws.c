/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP, and all that comes over TLS, on libwebsockets 4.1; only this file, lws_http.c and
 * lws_stream.c show the library. Each socket has a `struct conn`, made when it is adopted and freed
 * when the library is done with it. What the library is too lax about (HTTP/2, CONNECT, other
 * WebSocket versions, extensions) is refused here; sizes and rates are the session's business.
 */
#include "base/bounds.h"
#include "base/check.h"
#include "base/frame.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "net/lws_conn.h"
#include "net/progress.h"

enum {
    RX_BYTES = 2048,       /* the library's buffer per connection, little beside that of TLS */
    TX_BYTES = 1 << 20,    /* with less, the library cuts a large write into many */
    TLS_RUN_BYTES = 16384, /* one TLS record */
    HEADER_POOL = BOUND_STRANGERS + 256, /* requests at once: taken as needed, 6 kB each. More than
                                            may be under way, so that none ever waits for another */
    HEADER_BYTES = 8192,                 /* of one request */
    LIBRARY_SECONDS = 10, /* the library's own patience, for headers and handshakes */
    KILL_SECONDS = 5,     /* for a peer that does not read its close frame */
    CLOSE_REASON_BYTES = 123,
    CLOSING_TURNS = 4, /* of the loop, for the library's handles to report */
};

/* A sub-protocol that is taken only to be told that it is not served. */
#define PROTOBUF "centrifuge-protobuf"

/* From outside the library's callbacks nothing else may: the poke makes its own timers run. */
void lws_conn_kill(struct conn *conn)
{
    conn->dead = true;
    lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
    lws_cancel_service(conn->edge->context);
}

static int64_t too_late(struct wheel_at *at)
{
    struct conn *conn = (struct conn *)(void *)((char *)at - offsetof(struct conn, wheel));
    int64_t more = conn->reply ? lws_http_pace(conn) : 0;
    if (more == 0)
        lws_conn_kill(conn);
    return more;
}

static void crowded_out(void *context)
{
    lws_conn_kill(context);
}

/* The peer's operations, called by the session. */

void lws_conn_write(struct conn *conn, const char *bytes, size_t len)
{
    /* RAW writes leave the bytes alone: the cast takes nothing away from the promise. */
    if (lws_write(conn->wsi, (unsigned char *)(uintptr_t)bytes, len, LWS_WRITE_RAW) < 0)
        lws_conn_kill(conn);
}

static size_t peer_send(struct peer *peer, const char *frames, size_t len)
{
    struct conn *conn = lws_conn_of_peer(peer);
    struct slice run = {frames, len};
    size_t at = 0;
    if (conn->dead || conn->close_reason)
        return len;
    while (at < len && !conn->dead && !lws_partial_buffered(conn->wsi)) {
        size_t piece = len - at < TLS_RUN_BYTES ? len - at : TLS_RUN_BYTES;
        lws_conn_write(conn, frames + at, piece);
        at += piece;
    }
    /* Whatever else the library has to say (a pong) must not stand inside a frame. */
    size_t end = frame_boundary(run, at);
    if (end > at && !conn->dead)
        lws_conn_write(conn, frames + at, end - at);
    if (end < len)
        lws_callback_on_writable(conn->wsi);
    return end;
}

void lws_conn_close(struct peer *peer, unsigned code, const char *reason)
{
    struct conn *conn = lws_conn_of_peer(peer);
    conn->close_code = code;
    conn->close_reason = reason;
    wheel_set(conn->edge->options.wheel, &conn->wheel, KILL_SECONDS);
    if (!conn->dead && peer->ops->listen)
        peer->ops->listen(peer, true);
    if (!conn->dead)
        lws_callback_on_writable(conn->wsi);
}

struct peer_progress lws_conn_progress(const struct peer *peer)
{
    return progress_of(lws_get_socket_fd(lws_conn_of_peer(peer)->wsi));
}

static void peer_listen(struct peer *peer, bool listens)
{
    const struct conn *conn = lws_conn_of_peer(peer);
    if (!conn->dead)
        lws_rx_flow_control(conn->wsi, listens);
}

static const struct peer_ops peer_ops = {.carrier = CARRIER_WEBSOCKET,
                                         .send = peer_send,
                                         .close = lws_conn_close,
                                         .progress = lws_conn_progress,
                                         .listen = peer_listen};

/* A socket's way: adopted, a request or an upgrade, gone. 0 goes on, -1 closes. */

static int on_adopted(struct lws *wsi)
{
    struct edge *edge = lws_context_user(lws_get_context(wsi));
    struct conn *conn = mem_new(sizeof *conn);
    conn->peer.ops = &peer_ops;
    conn->edge = edge;
    conn->wsi = wsi;
    conn->wheel.fn = too_late;
    conn->peer.stranger = edge->arriving;
    edge->arriving = NULL;
    stranger_owned(conn->peer.stranger, crowded_out, conn);
    lws_set_opaque_user_data(wsi, conn);
    wheel_set(edge->options.wheel, &conn->wheel, edge->options.connect_seconds);
    edge->conns++;
    edge->options.stats->sockets++;
    return 0;
}

static int on_gone(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn)
        return 0;
    lws_set_opaque_user_data(wsi, NULL);
    lws_stream_gone(conn);
    session_close(&conn->session);
    lws_http_forget(conn);
    wheel_unset(&conn->wheel);
    stranger_free(&conn->peer.stranger);
    conn->edge->conns--;
    conn->edge->peers -= conn->is_peer;
    conn->edge->options.stats->sockets--;
    mem_free(conn);
    return 0;
}

static int on_raw(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (conn)
        conn->edge->options.stats->refused[REFUSED_UPGRADE]++;
    return -1;
}

/* WebSocket. */

static int on_established(struct lws *wsi)
{
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn)
        return -1;
    wheel_unset(&conn->wheel);
    stranger_waits(conn->peer.stranger);
    conn->is_peer = true;
    conn->edge->peers++;
    conn->session = session_open(conn->edge->options.sessions, &conn->peer);
    if (lws_get_protocol(wsi) == lws_vhost_name_to_protocol(conn->edge->vhost, PROTOBUF))
        session_end(conn->session, ENDING_PROTOBUF);
    return 0;
}

static int on_receive(struct lws *wsi, const char *bytes, size_t len)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn || !conn->session)
        return 0;
    struct intake_part part = {.bytes = {bytes, len},
                               .left = lws_remaining_packet_payload(wsi),
                               .final = lws_is_final_fragment(wsi)};
    session_receive(conn->session, &part, lws_frame_is_binary(wsi));
    return 0;
}

/* The close frame (RFC 6455 §5.5.1) is written here: Debian's build of the library closes twice
 * when a callback asks for the end, and the second time does not wait for its own frame to leave.
 */
static void write_close(struct conn *conn)
{
    unsigned char frame[4 + CLOSE_REASON_BYTES] = {0x88};
    size_t len = strlen(conn->close_reason);
    check(len <= CLOSE_REASON_BYTES);
    frame[1] = (unsigned char)(2 + len);
    frame[2] = (unsigned char)(conn->close_code >> 8);
    frame[3] = (unsigned char)(conn->close_code & 0xff);
    memcpy(frame + 4, conn->close_reason, len);
    conn->close_sent = true;
    lws_conn_write(conn, (const char *)frame, 4 + len);
}

static int on_writable(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn || !conn->session)
        return 0;
    if (!conn->close_reason) {
        session_ready(conn->session);
        return 0;
    }
    /* The peer answers with its own close frame, or has KILL_SECONDS. */
    session_close(&conn->session);
    write_close(conn);
    return 0;
}

/* 0 lets the library answer with a close frame of its own. */
static int on_peer_close(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn)
        return -1;
    session_close(&conn->session);
    return conn->close_sent ? -1 : 0;
}

static int switchboard(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                       size_t len)
{
    UNUSED(user);
    switch (reason) {
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        return on_adopted(wsi);
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return lws_http_upgrade(wsi);
    case LWS_CALLBACK_HTTP:
        return lws_http_request(wsi, in, len);
    case LWS_CALLBACK_HTTP_BODY:
        return lws_http_body(wsi, in, len);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return lws_http_body_end(wsi);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return lws_http_writable(wsi);
    case LWS_CALLBACK_ESTABLISHED:
        return on_established(wsi);
    case LWS_CALLBACK_RECEIVE:
        return on_receive(wsi, in, len);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return on_writable(wsi);
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        return on_peer_close(wsi);
    case LWS_CALLBACK_CLOSED:
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_WSI_DESTROY:
        return on_gone(wsi);
    case LWS_CALLBACK_RAW_ADOPT:
    case LWS_CALLBACK_RAW_RX:
    case LWS_CALLBACK_RAW_WRITEABLE:
    case LWS_CALLBACK_RAW_SKT_BIND_PROTOCOL:
        return on_raw(wsi);
    default:
        return 0;
    }
}

static const struct lws_protocols protocols[] = {
    {.name = "centrifuge-json",
     .callback = switchboard,
     .rx_buffer_size = RX_BYTES,
     .tx_packet_size = TX_BYTES},
    {.name = PROTOBUF, .callback = switchboard, .rx_buffer_size = RX_BYTES},
    {.name = NULL},
};

/* All zero: the library's own idle timers cost time by the number of connections. */
static const lws_retry_bo_t no_idle_timers = {0};

/* Its lines can hold bytes of clients: they are for debugging alone. */
static void library_log(int level, const char *line)
{
    UNUSED(level);
    log_line(LOG_DEBUG, "libwebsockets", "line=%s", line);
}

static void vhost_describe(const struct transport_options *options,
                           struct lws_context_creation_info *info)
{
    info->port = CONTEXT_PORT_NO_LISTEN_SERVER;
    info->protocols = protocols;
    info->retry_and_idle_policy = &no_idle_timers;
    info->alpn = "http/1.1";
    info->timeout_secs = LIBRARY_SECONDS;
    info->timeout_secs_ah_idle = LIBRARY_SECONDS;
    if (!options->tls_cert)
        return;
    info->options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info->ssl_cert_filepath = options->tls_cert;
    info->ssl_private_key_filepath = options->tls_key;
    info->ssl_options_set = SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_RENEGOTIATION;
}

/* The library ends in two steps: the first closes its sockets and handles, whose last words come in
 * later turns; only then may the second free what they point into. */
static void closing_turn(void *context)
{
    struct edge *edge = context;
    if (edge->context && (edge->conns > 0 || ++edge->turns < CLOSING_TURNS))
        return;
    if (edge->context)
        lws_context_destroy(edge->context);
    timer_close(&edge->closing);
    buffer_done(&edge->scratch);
    if (edge->closed)
        edge->closed(edge->closed_context);
    mem_free(edge);
}

void lws_edge_close(struct edge **edge, loop_fn *closed, void *context)
{
    struct edge *old = *edge;
    *edge = NULL;
    old->closed = closed;
    old->closed_context = context;
    if (old->context)
        lws_context_destroy(old->context);
    old->closing = loop_every(old->options.loop, 1, closing_turn, old);
}

static void stop_loop(void *context)
{
    loop_stop(context);
}

/* Nothing else runs yet, so the loop may turn here until the library is gone. */
static void edge_fail(struct edge *edge)
{
    struct loop *loop = edge->options.loop;
    if (!edge->context) {
        mem_free(edge);
        return;
    }
    lws_edge_close(&edge, stop_loop, loop);
    loop_run(loop);
}

struct edge *lws_edge_new(const struct transport_options *options, char *why, size_t why_bytes)
{
    struct edge *edge = mem_new(sizeof *edge);
    void *loops[] = {loop_uv(options->loop)};
    check(loops[0]);
    edge->options = *options;
    stream_scratch_init(&edge->scratch);
    lws_set_log_level(LLL_ERR, library_log);
    struct lws_context_creation_info info = {
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME |
                   LWS_SERVER_OPTION_UV_NO_SIGSEGV_SIGFPE_SPIN,
        .foreign_loops = loops,
        .pcontext = &edge->context,
        .user = edge,
        .gid = -1,
        .uid = -1,
        .max_http_header_pool = HEADER_POOL,
        .max_http_header_data = HEADER_BYTES,
    };
    vhost_describe(options, &info);
    edge->context = lws_create_context(&info);
    if (edge->context)
        edge->vhost = lws_create_vhost(edge->context, &info);
    if (edge->vhost)
        return edge;
    snprintf(why, why_bytes, "%s",
             edge->context ? "the TLS certificate or key cannot be used"
                           : "libwebsockets does not start (is evlib-uv installed?)");
    edge_fail(edge);
    return NULL;
}

void lws_edge_adopt(struct edge *edge, int fd, struct stranger *stranger)
{
    edge->arriving = stranger;
    /* It closes the socket itself when it fails. */
    (void)lws_adopt_socket_vhost(edge->vhost, fd);
    stranger_free(&edge->arriving);
}

size_t lws_edge_peers(const struct edge *edge)
{
    return edge->peers;
}
