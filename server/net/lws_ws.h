/* SPDX-License-Identifier: Apache-2.0
 *
 * WebSockets on libwebsockets: a socket whose upgrade was let through is the peer of a session.
 * They are those that come over TLS, and with server.websockets = libwebsockets all of them. They
 * keep what WebSockets of our own keep (net/ws.h), but for what the library does not let us see:
 *
 *   - A frame that is not masked is taken as if it were; RFC 6455 §5.1 wants it refused.
 *   - A length of 2^63 or more, and a control frame of more than 125 bytes, are hung up on without
 *     a close frame; our own say 1002.
 *   - Of pings that come together the first is answered, of our own the last.
 *   - Of the sub-protocols that a client offers the first that is known counts, whichever; where
 *     none is, it is hung up on. Our own prefer JSON, and name none where none is known.
 *
 * The tests that differ ask for `library` (tests/hostile/raw.mjs).
 */
#ifndef MUSTER_NET_LWS_WS_H
#define MUSTER_NET_LWS_WS_H

#include "base/slice.h"
#include "net/lws_conn.h"

/* The sub-protocols, for the library's table. PROTOBUF is taken only to be told that it is not
 * served. */
#define LWS_WS_JSON     "centrifuge-json"
#define LWS_WS_PROTOBUF "centrifuge-protobuf"

/* The upgrade is answered: from now on it is a WebSocket. */
int lws_ws_established(struct lws *wsi);
/* `len` bytes of a frame have come, unmasked. */
int lws_ws_receive(struct lws *wsi, const char *bytes, size_t len);
/* More may be sent. */
int lws_ws_writable(struct lws *wsi);
/* A close frame with `payload` has come. */
int lws_ws_peer_close(struct lws *wsi, struct slice payload);

#endif
