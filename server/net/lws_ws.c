/* SPDX-License-Identifier: Apache-2.0
 * WebSockets on libwebsockets: frames are read by it and written by us. */
#include "net/lws_ws.h"

#include "base/client_frames.h"
#include "base/frame.h"
#include "net/session.h"
#include "net/strangers.h"

enum {
    TLS_RUN_BYTES = 16384, /* one TLS record */
};

static size_t peer_send(struct peer *peer, const char *frames, size_t len)
{
    struct conn *conn = lws_conn_of_peer(peer);
    struct slice run = {frames, len};
    size_t at = 0;
    if (conn->dead || conn->state != CONN_OPEN)
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

static void peer_listen(struct peer *peer, bool listens)
{
    const struct conn *conn = lws_conn_of_peer(peer);
    if (!conn->dead)
        lws_rx_flow_control(conn->wsi, listens);
}

static const struct peer_ops ops = {.carrier = CARRIER_WEBSOCKET,
                                    .send = peer_send,
                                    .close = lws_conn_close,
                                    .progress = lws_conn_progress,
                                    .listen = peer_listen};

int lws_ws_established(struct lws *wsi)
{
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn)
        return -1;
    stranger_waits(conn->peer.stranger);
    conn->peer.ops = &ops;
    lws_conn_becomes_peer(conn);
    conn->session = session_open(conn->shared->options.sessions, &conn->peer);
    if (strcmp(lws_get_protocol(wsi)->name, LWS_WS_PROTOBUF) == 0)
        session_end(conn->session, ENDING_PROTOBUF);
    return 0;
}

int lws_ws_receive(struct lws *wsi, const char *bytes, size_t len)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn || !conn->session)
        return 0;
    struct assembly_part part = {.bytes = {bytes, len},
                                 .left = lws_remaining_packet_payload(wsi),
                                 .final = lws_is_final_fragment(wsi)};
    session_receive(conn->session, &part, lws_frame_is_binary(wsi));
    return 0;
}

/* The close frame (RFC 6455 §5.5.1) is written here: Debian's build of the library closes twice
 * when a callback asks for the end, and the second time does not wait for its own frame to leave.
 */
static void write_close(struct conn *conn, unsigned code, const char *reason)
{
    const struct frame_control frame = frame_close(code, reason);
    lws_conn_step(conn, CONN_SAID_END);
    lws_conn_write(conn, frame.bytes, frame.len);
}

int lws_ws_writable(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn || !conn->session)
        return 0;
    if (conn->state == CONN_OPEN) {
        session_ready(conn->session);
        return 0;
    }
    /* The peer answers with its own close frame, or has KILL_SECONDS. */
    session_close(&conn->session);
    write_close(conn, conn->close_code, conn->close_reason);
    return 0;
}

/* The library would answer with the code as it came, whatever it is. */
int lws_ws_peer_close(struct lws *wsi, struct slice payload)
{
    struct conn *conn = lws_conn_of(wsi);
    if (!conn)
        return -1;
    session_close(&conn->session);
    if (conn->state != CONN_SAID_END)
        write_close(conn, client_close_code(payload), "");
    return -1;
}
