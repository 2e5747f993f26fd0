/* SPDX-License-Identifier: Apache-2.0
 *
 * Which of the two libraries that move bytes a socket goes to: WebSockets on plain TCP, which are
 * most, are carried by sockets of our own (net/ws.h), HTTP, streams and TLS by libwebsockets
 * (net/lws.h), and all WebSockets too when it is told so (server.websockets). A transport turns
 * adopted sockets into peers (net/peer.h), each given to a session, and into HTTP requests, each
 * given to http_answer.
 */
#ifndef MUSTER_NET_TRANSPORT_H
#define MUSTER_NET_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "loop/loop.h"
#include "net/transport_options.h"

struct address;
struct transport;

/* NULL, and one sentence in `why`, when it cannot (certificate, event loop). */
struct transport *transport_new(const struct transport_options *options, char *why,
                                size_t why_bytes);
/* Takes over a socket just accepted, which comes from `from` (NULL: unknown). */
void transport_adopt(struct transport *transport, int fd, const struct address *from);
/* As lws_edge_certify says; with TLS alone. */
bool transport_certify(struct transport *transport);
/* Connections of clients whose socket is not closed yet, sessions or not. */
size_t transport_peers(const struct transport *transport);
/* Sets *transport to NULL; drops what is still open, ends the library, then frees and calls
 * `closed`, once, a few turns later. */
void transport_close(struct transport **transport, loop_fn *closed, void *context);

#endif
