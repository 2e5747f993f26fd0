/* SPDX-License-Identifier: Apache-2.0
 *
 * The opening handshake of a WebSocket (RFC 6455 §4): what a request for one asks, and the answer
 * to it. Knows nothing of sockets.
 */
#ifndef MUSTER_NET_HANDSHAKE_H
#define MUSTER_NET_HANDSHAKE_H

#include "base/buffer.h"
#include "net/head.h"
#include "net/http.h"

/* The only sub-protocol, for clients that ask for one. */
#define HANDSHAKE_PROTOCOL "centrifuge-json"

/* What the request asks, for http_upgrade; it borrows `head`. */
void handshake_read(const struct head *head, struct http_upgrade *upgrade);
/* Appends the answer that switches. The request has passed http_upgrade. */
void handshake_accept(const struct head *head, struct buffer *out);

#endif
