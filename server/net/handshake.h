/* SPDX-License-Identifier: Apache-2.0
 *
 * The opening handshake of a WebSocket (RFC 6455 §4): what a request for one asks, and the answer
 * to it. Knows nothing of sockets.
 */
#ifndef MUSTER_NET_HANDSHAKE_H
#define MUSTER_NET_HANDSHAKE_H

#include "base/buffer.h"
#include "net/http_head.h"
#include "net/request.h"

/* What the messages are written in. Without any it is JSON; PROTOBUF is known and not served. */
enum handshake_protocol { HANDSHAKE_NONE, HANDSHAKE_JSON, HANDSHAKE_PROTOBUF };

/* The sub-protocol of the clients' list that the answer names; others are left out of it, as if
 * they had not been asked for (RFC 6455 §4.2.2). */
enum handshake_protocol handshake_protocol(const struct http_head *head);

/* What the request asks, for http_upgrade; it borrows `head`. */
void handshake_read(const struct http_head *head, struct http_upgrade *upgrade);
/* Appends the answer that switches. The request has passed http_upgrade. */
void handshake_accept(const struct http_head *head, struct buffer *out);

#endif
