/* SPDX-License-Identifier: Apache-2.0
 *
 * The listening socket: accepts at most a budget of connections per turn of the loop, so that a
 * storm does not hold up those who are in, and hands each to the transport. Several instances may
 * share a port (SO_REUSEPORT).
 */
#ifndef MUSTER_NET_LISTENER_H
#define MUSTER_NET_LISTENER_H

#include "net/transport.h"

struct listener;

struct listener_options {
    struct loop *loop;
    struct net_stats *stats;
    const char *address; /* numeric; NULL: every address, IPv6 too where there is IPv6 */
    int port;            /* 0: any free one */
    uint64_t sockets_max;
};

/* Takes the address; connections wait. NULL, and one sentence in `why`, when it cannot. */
struct listener *listener_new(const struct listener_options *options, char *why, size_t why_bytes);
/* Begins to accept, for `transport`. */
void listener_start(struct listener *listener, struct transport *transport);
/* The port in use. */
int listener_port(const struct listener *listener);
/* Stops listening, frees, sets *listener to NULL. NULL is nothing. */
void listener_close(struct listener **listener);

#endif
