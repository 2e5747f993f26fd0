/* SPDX-License-Identifier: Apache-2.0
 *
 * Streaming connections on libwebsockets: an answer that does not end is the peer of a session.
 */
#ifndef MUSTER_NET_LWS_STREAM_H
#define MUSTER_NET_LWS_STREAM_H

#include "net/lws_conn.h"

/* The request whose answer is under way becomes a streaming connection. */
int lws_stream_start(struct conn *conn);
/* The stream may go on. */
int lws_stream_writable(struct conn *conn);
/* Lets go of the stream, if it is one. */
void lws_stream_gone(struct conn *conn);

#endif
