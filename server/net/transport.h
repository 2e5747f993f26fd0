/* SPDX-License-Identifier: Apache-2.0
 *
 * What the floor needs of whatever library moves the bytes, and nothing more: a transport turns
 * adopted sockets into peers (WebSocket and streaming connections, each given to a session) and
 * HTTP requests (each given to http_answer). It is two: net/ws.c for WebSockets on plain TCP, which
 * are most, and net/lws.c for HTTP, streams and TLS. A transport calls session_open,
 * session_receive, session_ready and session_close, and http_answer.
 */
#ifndef MUSTER_NET_TRANSPORT_H
#define MUSTER_NET_TRANSPORT_H

#include <stddef.h>
#include <stdint.h>

#include "loop/loop.h"
#include "net/stats.h"

struct emulation;
struct http;
struct sessions;
struct stranger;
struct strangers;
struct wheel;

/* One connection of a client; embedded in the transport's own struct and owned there. */
struct peer {
    const struct peer_ops *ops;
    struct stranger *stranger; /* until the session knows who it is; the transport makes it, whoever
                                  of the two is first lets go of it */
};

/* What the kernel knows of a connection; zeros when it does not. */
struct peer_progress {
    uint64_t acked;    /* bytes the other side has confirmed */
    uint64_t received; /* bytes that came, of whatever kind */
    bool waiting;      /* bytes were given to the kernel that are not confirmed */
};

struct peer_ops {
    enum carrier carrier;
    /* As subscriber_ops.send: whole frames, without blocking; returns up to a frame's end. When it
     * is less than `len`, session_ready follows. */
    size_t (*send)(struct peer *peer, const char *frames, size_t len);
    /* As subscriber_ops.direct, and sending on when some of it has left by that socket. NULL where
     * there is none. */
    int (*direct)(const struct peer *peer);
    size_t (*send_rest)(struct peer *peer, const char *frames, size_t len, size_t gone);
    /* Ends the connection in a later turn with this WebSocket close code; `reason` is a constant
     * text. Nothing is received or sent any more; session_close follows within seconds. */
    void (*close)(struct peer *peer, unsigned code, const char *reason);
    struct peer_progress (*progress)(const struct peer *peer);
    /* Reads no more of what comes until it is asked to again: it waits in the kernel, and then with
     * the sender. NULL where messages come another way. */
    void (*listen)(struct peer *peer, bool listens);
    /* NULL where messages come the way the frames go. Else a secret is made, by which the session
     * can be spoken to from now on (net/emulation.h); asked once; takes text frames alone. */
    const char *(*secret)(struct peer *peer);
};

struct transport;

struct transport_options {
    struct loop *loop;
    struct wheel *wheel;
    struct sessions *sessions;
    struct http *http;
    struct emulation *emulation;
    struct strangers *strangers;
    struct net_stats *stats;
    const char *tls_cert, *tls_key;
    int64_t connect_seconds; /* from accepted to a whole request */
};

/* NULL, and one sentence in `why`, when it cannot (certificate, event loop). */
struct transport *transport_new(const struct transport_options *options, char *why,
                                size_t why_bytes);
/* Takes over a socket just accepted. */
void transport_adopt(struct transport *transport, int fd);
/* Connections of clients whose socket is not closed yet, sessions or not. */
size_t transport_peers(const struct transport *transport);
/* Sets *transport to NULL; drops what is still open, ends the library, then frees and calls
 * `closed`, once, a few turns later. */
void transport_close(struct transport **transport, loop_fn *closed, void *context);

#endif
