/* SPDX-License-Identifier: Apache-2.0
 *
 * What libwebsockets is for: streaming connections, and everything over TLS.
 */
#ifndef MUSTER_NET_LWS_H
#define MUSTER_NET_LWS_H

#include "loop/loop.h"
#include "net/transport_options.h"

struct edge;
struct stranger;

/* NULL, and one sentence in `why`, when it cannot (certificate, event loop). The options are
 * copied; what they name is borrowed. */
struct edge *lws_edge_new(const struct transport_options *options, char *why, size_t why_bytes);
/* Takes over a socket and its stranger. */
void lws_edge_adopt(struct edge *edge, int fd, struct stranger *stranger);
/* Handshakes from now on have the certificate and key that the files hold now, which fit each
 * other (net/tls_pair.h). False: they stay what they were. */
bool lws_edge_certify(struct edge *edge);
/* Connections of clients whose socket is not closed yet, sessions or not. */
size_t lws_edge_peers(const struct edge *edge);
/* Sets *edge to NULL; drops what is still open, ends the library, then frees and calls `closed`,
 * once, a few turns later. */
void lws_edge_close(struct edge **edge, loop_fn *closed, void *context);

#endif
