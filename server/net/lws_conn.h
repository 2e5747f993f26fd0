/* SPDX-License-Identifier: Apache-2.0
 *
 * A socket as the three files on libwebsockets see it: lws.c, which adopts it, speaks WebSocket
 * over TLS and ends it, lws_http.c, which answers what is not (yet) a WebSocket, and lws_stream.c,
 * for answers that do not end. Made when the socket is adopted, freed when the library is done with
 * it. The functions that return an int are called from the one switch of lws.c and return what it
 * returns: 0 goes on, -1 closes.
 */
#ifndef MUSTER_NET_LWS_CONN_H
#define MUSTER_NET_LWS_CONN_H

#include <libwebsockets.h>

#include "net/emulation.h"
#include "net/http.h"
#include "net/lws.h"
#include "net/session.h"
#include "net/strangers.h"

struct edge {
    struct transport_options options;
    struct lws_context *context; /* the library sets it to NULL when it is gone */
    struct lws_vhost *vhost;
    size_t conns, peers;
    struct stranger *arriving; /* of the socket that is being adopted */
    struct buffer scratch;     /* a piece of a streaming answer while it is written */
    struct timer *closing;
    unsigned turns;
    loop_fn *closed;
    void *closed_context;
};

struct stream;

struct conn {
    struct peer peer;
    struct edge *edge;
    struct lws *wsi;
    struct session *session;  /* NULL: HTTP, or over */
    struct http_reply *reply; /* NULL: none under way */
    struct stream *stream;    /* NULL: no streaming connection */
    struct wheel_at wheel;
    uint64_t moved; /* bytes, both ways, when an exchange was last looked at */
    unsigned close_code;
    const char *close_reason; /* NULL: not closing */
    bool is_peer, dead, close_sent, replied;
};

/* The socket's own; NULL once it has gone. */
static inline struct conn *lws_conn_of(struct lws *wsi)
{
    return lws_get_opaque_user_data(wsi);
}

/* NULL also when it is to end: the library's own steps would forget that it was told so. */
static inline struct conn *lws_conn_alive(struct lws *wsi)
{
    struct conn *conn = lws_conn_of(wsi);
    return conn && !conn->dead ? conn : NULL;
}

static inline struct conn *lws_conn_of_peer(const struct peer *peer)
{
    return (struct conn *)(uintptr_t)peer; /* its first member */
}

/* Ends the connection without another word, in a later turn. */
void lws_conn_kill(struct conn *conn);
/* Sends `bytes` as they are; what the kernel does not take at once is the library's business. */
void lws_conn_write(struct conn *conn, const char *bytes, size_t len);
/* peer_ops of all kinds of peers. */
void lws_conn_close(struct peer *peer, unsigned code, const char *reason);
struct peer_progress lws_conn_progress(const struct peer *peer);

/* A request for an upgrade: whether it becomes a WebSocket. */
int lws_http_upgrade(struct lws *wsi);
/* A request has come, to `path` of `len` bytes; its answer follows. */
int lws_http_request(struct lws *wsi, const char *path, size_t len);
/* `len` bytes of a request's body have come. */
int lws_http_body(struct lws *wsi, const char *bytes, size_t len);
/* All of it has come; or, when this was said before, more than all. */
int lws_http_body_end(struct lws *wsi);
/* The answer may go on. */
int lws_http_writable(struct lws *wsi);
/* The wheel's look at an exchange: seconds until the next; 0: it is too slow. */
int64_t lws_http_pace(struct conn *conn);
/* Drops the answer under way, if any. */
void lws_http_forget(struct conn *conn);

/* The request whose answer is under way becomes a streaming connection. */
int lws_stream_start(struct conn *conn);
/* The stream may go on. */
int lws_stream_writable(struct conn *conn);
/* Lets go of the stream, if it is one. */
void lws_stream_gone(struct conn *conn);

#endif
