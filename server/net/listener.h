/* SPDX-License-Identifier: Apache-2.0
 *
 * The listening socket: accepts at most a budget of connections per turn of the loop, so that a
 * storm does not hold up those who are in, and hands each on. Several instances may
 * share a port (SO_REUSEPORT).
 */
#ifndef MUSTER_NET_LISTENER_H
#define MUSTER_NET_LISTENER_H

#include "loop/loop.h"
#include "net/address.h"
#include "net/stats.h"

struct listener;

struct listener_options {
    struct loop *loop;
    struct net_stats *stats;
    const char *address; /* numeric; NULL: every address, IPv6 too where there is IPv6 */
    int port;            /* 0: any free one */
    uint64_t sockets_max;
    loop_fn *lacks; /* called when the system has no descriptors left, to free some */
    void *context;
};

/* Takes over a socket just accepted, which comes from `from` (borrowed; NULL: not the internet). It
 * sends without delay (TCP_NODELAY), and the kernel keeps little of what its client does not read.
 */
typedef void listener_fn(void *context, int fd, const struct address *from);

/* Takes the address; connections wait. NULL, and one sentence in `why`, when it cannot. */
struct listener *listener_new(const struct listener_options *options, char *why, size_t why_bytes);
/* Begins to accept. */
void listener_start(struct listener *listener, listener_fn *adopt, void *context);
/* The port in use. */
int listener_port(const struct listener *listener);
/* Stops listening, frees, sets *listener to NULL. NULL is ignored. */
void listener_close(struct listener **listener);

#endif
