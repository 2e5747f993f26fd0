/* SPDX-License-Identifier: Apache-2.0
 *
 * A socket as the files on libwebsockets share it: lws.c, which adopts it and is called by the
 * library, lws_ws.c, for WebSockets, lws_http.c, which answers requests, and lws_stream.c, for
 * answers that do not end. Made when the socket is adopted, freed when the library is done with it.
 * Their functions that return an int return what the library is to be told: 0 goes on, -1 closes.
 */
#ifndef MUSTER_NET_LWS_CONN_H
#define MUSTER_NET_LWS_CONN_H

#include <libwebsockets.h>

#include "base/buffer.h"
#include "net/peer.h"
#include "net/transport_options.h"
#include "net/wheel.h"

struct http_response;
struct session;
struct stream;

/* What all sockets of one transport share. */
struct lws_shared {
    struct transport_options options;
    struct lws_context *context; /* the library sets it to NULL when it is gone */
    struct lws_vhost *vhost;
    size_t conns, peers;
    struct buffer scratch; /* a piece of a streaming answer while it is written */
};

/* How far a socket has come; lws_conn_step alone changes it. */
enum conn_state {
    CONN_ASKING,    /* a request is awaited */
    CONN_ANSWERING, /* `response` is under way */
    CONN_ANSWERED,  /* all of it is written: closed once it has left */
    CONN_OPEN,      /* a connection of a client */
    CONN_ENDING,    /* its session asks for the end, which is still to be said */
    CONN_SAID_END,  /* our last word is written */
};

struct conn {
    struct peer peer; /* first */
    struct lws_shared *shared;
    struct lws *wsi;
    struct session *session;        /* NULL: HTTP, or over */
    struct http_response *response; /* NULL: none under way */
    struct stream *stream;          /* NULL: no streaming connection */
    struct wheel_at wheel;
    uint64_t moved; /* bytes, both ways, when an exchange was last looked at */
    unsigned close_code;
    const char *close_reason; /* of CONN_ENDING */
    enum conn_state state;
    bool is_peer; /* it is counted as a connection of a client */
    bool dead;    /* the library has been told to close it */
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

/* The next state; not every one may follow every other. */
void lws_conn_step(struct conn *conn, enum conn_state to);
/* Ends the connection without another word, in a later turn. */
void lws_conn_kill(struct conn *conn);
/* Sends `bytes` as they are; what the kernel does not take at once is the library's business. */
void lws_conn_write(struct conn *conn, const char *bytes, size_t len);
/* Has become a connection of a client, and is counted as one. */
void lws_conn_becomes_peer(struct conn *conn);
/* Drops the answer under way, if any. */
void lws_conn_forget_response(struct conn *conn);
/* peer_ops of all kinds of peers. */
void lws_conn_close(struct peer *peer, unsigned code, const char *reason);
struct peer_progress lws_conn_progress(const struct peer *peer, uint64_t explained);

#endif
