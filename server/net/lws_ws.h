/* SPDX-License-Identifier: Apache-2.0
 *
 * WebSockets on libwebsockets: a socket whose upgrade was let through is the peer of a session.
 */
#ifndef MUSTER_NET_LWS_WS_H
#define MUSTER_NET_LWS_WS_H

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
/* A close frame has come; 0 lets the library answer it. */
int lws_ws_peer_close(struct lws *wsi);

#endif
