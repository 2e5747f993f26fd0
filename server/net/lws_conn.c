/* SPDX-License-Identifier: Apache-2.0
 * What every kind of connection on libwebsockets does alike. */
#include "net/lws_conn.h"

#include "base/check.h"
#include "base/mem.h"
#include "net/response.h"

enum { KILL_SECONDS = 5 /* for a peer that does not read its close frame */ };

void lws_conn_step(struct conn *conn, enum conn_state to)
{
    static const unsigned char from[] = {
        [CONN_ANSWERING] = 1 << CONN_ASKING,
        [CONN_ANSWERED] = 1 << CONN_ANSWERING,
        [CONN_OPEN] = 1 << CONN_ASKING | 1 << CONN_ANSWERING,
        [CONN_ENDING] = 1 << CONN_OPEN,
        [CONN_SAID_END] = 1 << CONN_OPEN | 1 << CONN_ENDING,
    };
    check(from[to] & 1 << conn->state);
    conn->state = to;
}

/* From outside the library's callbacks nothing else may: the poke makes its own timers run. */
void lws_conn_kill(struct conn *conn)
{
    conn->dead = true;
    lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
    lws_cancel_service(conn->shared->context);
}

void lws_conn_write(struct conn *conn, const char *bytes, size_t len)
{
    /* RAW writes leave the bytes alone: the cast takes nothing away from the promise. */
    if (lws_write(conn->wsi, (unsigned char *)(uintptr_t)bytes, len, LWS_WRITE_RAW) < 0)
        lws_conn_kill(conn);
}

void lws_conn_forget_response(struct conn *conn)
{
    if (!conn->response)
        return;
    response_done(conn->response);
    mem_free(conn->response);
    conn->response = NULL;
}

void lws_conn_becomes_peer(struct conn *conn)
{
    lws_conn_step(conn, CONN_OPEN);
    wheel_unset(&conn->wheel);
    conn->is_peer = true;
    conn->shared->peers++;
}

void lws_conn_close(struct peer *peer, unsigned code, const char *reason)
{
    struct conn *conn = lws_conn_of_peer(peer);
    /* The body of a stream that was refused has ended already. */
    if (conn->state != CONN_SAID_END)
        lws_conn_step(conn, CONN_ENDING);
    conn->close_code = code;
    conn->close_reason = reason;
    wheel_set(conn->shared->options.wheel, &conn->wheel, KILL_SECONDS);
    if (!conn->dead && peer->ops->listen)
        peer->ops->listen(peer, true);
    if (!conn->dead)
        lws_callback_on_writable(conn->wsi);
}

struct peer_progress lws_conn_progress(const struct peer *peer, uint64_t explained)
{
    return peer_progress_of(lws_get_socket_fd(lws_conn_of_peer(peer)->wsi), explained);
}
