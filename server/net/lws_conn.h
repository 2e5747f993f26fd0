/* SPDX-License-Identifier: Apache-2.0
 *
 * A socket as the two files on libwebsockets see it: lws.c, which adopts it, speaks WebSocket and
 * ends it, and lws_http.c, which answers what is not (yet) a WebSocket. Made when the socket is
 * adopted, freed when the library is done with it. The functions are called from the one switch of
 * lws.c and return what it returns: 0 goes on, -1 closes.
 */
#ifndef MUSTER_NET_LWS_CONN_H
#define MUSTER_NET_LWS_CONN_H

#include <libwebsockets.h>

#include "net/http.h"
#include "net/session.h"
#include "net/transport.h"

struct transport {
    struct transport_options options;
    struct lws_context *context; /* the library sets it to NULL when it is gone */
    struct lws_vhost *vhost;
    size_t conns, peers;
    struct conn *full;    /* their read was full: more may be there, this turn already */
    struct conn *drained; /* being read now; NULL once it has gone */
    struct timer *closing;
    unsigned turns;
    loop_fn *closed;
    void *closed_context;
};

struct conn {
    struct peer peer;
    struct transport *transport;
    struct lws *wsi;
    struct conn *full_next;   /* in transport->full, while is_full */
    struct session *session;  /* NULL: HTTP, or over */
    struct http_reply *reply; /* NULL: none under way */
    struct wheel_at wheel;
    unsigned close_code;
    const char *close_reason; /* NULL: not closing */
    bool is_full;
    bool is_peer, dead, close_sent, replied;
};

/* The socket's own; NULL once it has gone. */
static inline struct conn *lws_conn_of(struct lws *wsi)
{
    return lws_get_opaque_user_data(wsi);
}

/* A request for an upgrade: whether it becomes a WebSocket. */
int lws_http_upgrade(struct lws *wsi);
/* A request has come, to `path` of `len` bytes; its answer follows. */
int lws_http_request(struct lws *wsi, const char *path, size_t len);
/* `len` bytes of a request's body have come. */
int lws_http_body(struct lws *wsi, size_t len);
/* The answer may go on. */
int lws_http_writable(struct lws *wsi);
/* Drops the answer under way, if any. */
void lws_http_forget(struct conn *conn);

#endif
