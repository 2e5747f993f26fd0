/* SPDX-License-Identifier: Apache-2.0
 *
 * The library's edge: sockets are adopted, its one callback calls a function for each reason, and
 * it is ended in order. Only files that begin with lws show the library. Each socket has a
 * `struct conn`. What the library is too lax about (HTTP/2, CONNECT, other WebSocket versions,
 * extensions) is refused here; sizes and rates are the session's business.
 */
#include "net/lws.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "net/lws_conn.h"
#include "net/lws_http.h"
#include "net/lws_stream.h"
#include "net/lws_ws.h"
#include "net/session.h"
#include "net/strangers.h"
#include "net/stream.h"

enum {
    RX_BYTES = 2048,    /* the library's buffer per connection, little beside that of TLS */
    TX_BYTES = 1 << 20, /* with less, the library cuts a large write into many */
    HEADER_POOL = BOUND_STRANGERS + 256, /* requests at once: taken as needed, 6 kB each. More than
                                            may be under way, so that none ever waits for another */
    HEADER_BYTES = 8192,                 /* of one request */
    LIBRARY_SECONDS = 10, /* the library's own patience, for headers and handshakes */
    CLOSING_TURNS = 4,    /* of the loop, for the library's handles to report */
};

struct edge {
    struct lws_shared shared;  /* first */
    struct stranger *arriving; /* of the socket that is being adopted */
    struct timer *closing;
    unsigned turns;
    loop_fn *closed;
    void *closed_context;
};

static int64_t too_late(struct wheel_at *at)
{
    struct conn *conn = (struct conn *)(void *)((char *)at - offsetof(struct conn, wheel));
    int64_t more = conn->response ? lws_http_pace(conn) : 0;
    if (more == 0)
        lws_conn_kill(conn);
    return more;
}

static void crowded_out(void *context)
{
    lws_conn_kill(context);
}

/* A socket's way: adopted, a request or an upgrade, gone. 0 goes on, -1 closes. */

static int on_adopted(struct lws *wsi)
{
    struct edge *edge = lws_context_user(lws_get_context(wsi));
    struct conn *conn = mem_new(sizeof *conn);
    conn->shared = &edge->shared;
    conn->wsi = wsi;
    conn->wheel.fn = too_late;
    conn->peer.stranger = edge->arriving;
    edge->arriving = NULL;
    stranger_owned(conn->peer.stranger, crowded_out, conn);
    lws_set_opaque_user_data(wsi, conn);
    wheel_set(edge->shared.options.wheel, &conn->wheel, edge->shared.options.connect_seconds);
    edge->shared.conns++;
    edge->shared.options.stats->sockets++;
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
    lws_conn_forget_response(conn);
    wheel_unset(&conn->wheel);
    stranger_free(&conn->peer.stranger);
    conn->shared->conns--;
    conn->shared->peers -= conn->is_peer;
    conn->shared->options.stats->sockets--;
    mem_free(conn);
    return 0;
}

static int on_raw(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (conn)
        conn->shared->options.stats->refused[REFUSED_UPGRADE]++;
    return -1;
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
        return lws_ws_established(wsi);
    case LWS_CALLBACK_RECEIVE:
        return lws_ws_receive(wsi, in, len);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return lws_ws_writable(wsi);
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        return lws_ws_peer_close(wsi, (struct slice){in, len});
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
    {.name = LWS_WS_JSON,
     .callback = switchboard,
     .rx_buffer_size = RX_BYTES,
     .tx_packet_size = TX_BYTES},
    {.name = LWS_WS_PROTOBUF, .callback = switchboard, .rx_buffer_size = RX_BYTES},
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
    if (edge->shared.context && (edge->shared.conns > 0 || ++edge->turns < CLOSING_TURNS))
        return;
    if (edge->shared.context)
        lws_context_destroy(edge->shared.context);
    timer_close(&edge->closing);
    buffer_done(&edge->shared.scratch);
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
    if (old->shared.context)
        lws_context_destroy(old->shared.context);
    old->closing = loop_every(old->shared.options.loop, 1, closing_turn, old);
}

static void stop_loop(void *context)
{
    loop_stop(context);
}

/* Nothing else runs yet, so the loop may turn here until the library is gone. */
static void edge_fail(struct edge *edge)
{
    struct loop *loop = edge->shared.options.loop;
    if (!edge->shared.context) {
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
    edge->shared.options = *options;
    stream_scratch_init(&edge->shared.scratch);
    lws_set_log_level(LLL_ERR, library_log);
    struct lws_context_creation_info info = {
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME |
                   LWS_SERVER_OPTION_UV_NO_SIGSEGV_SIGFPE_SPIN,
        .foreign_loops = loops,
        .pcontext = &edge->shared.context,
        .user = edge,
        .gid = -1,
        .uid = -1,
        .max_http_header_pool = HEADER_POOL,
        .max_http_header_data = HEADER_BYTES,
    };
    vhost_describe(options, &info);
    edge->shared.context = lws_create_context(&info);
    if (edge->shared.context)
        edge->shared.vhost = lws_create_vhost(edge->shared.context, &info);
    if (edge->shared.vhost)
        return edge;
    snprintf(why, why_bytes, "%s",
             edge->shared.context ? "the TLS certificate or key cannot be used"
                                  : "libwebsockets does not start (is evlib-uv installed?)");
    edge_fail(edge);
    return NULL;
}

void lws_edge_adopt(struct edge *edge, int fd, struct stranger *stranger)
{
    edge->arriving = stranger;
    /* It closes the socket itself when it fails. */
    (void)lws_adopt_socket_vhost(edge->shared.vhost, fd);
    stranger_free(&edge->arriving);
}

bool lws_edge_certify(struct edge *edge)
{
    const struct transport_options *options = &edge->shared.options;
    return lws_tls_cert_updated(edge->shared.context, options->tls_cert, options->tls_key, NULL, 0,
                                NULL, 0) == 0;
}

size_t lws_edge_peers(const struct edge *edge)
{
    return edge->shared.peers;
}
