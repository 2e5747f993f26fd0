/* SPDX-License-Identifier: Apache-2.0
 *
 * What every transport is given of the floor: plain data, copied. What it names is borrowed and
 * outlives the transport.
 */
#ifndef MUSTER_NET_TRANSPORT_OPTIONS_H
#define MUSTER_NET_TRANSPORT_OPTIONS_H

#include <stdint.h>

struct emulation;
struct http;
struct loop;
struct net_stats;
struct sessions;
struct strangers;
struct wheel;

/* What carries WebSockets on plain TCP. */
enum websockets {
    WEBSOCKETS_OWN,    /* sockets of our own (net/ws.h) */
    WEBSOCKETS_LIBRARY /* libwebsockets (net/lws_ws.h), as everything over TLS */
};

struct transport_options {
    struct loop *loop;
    struct wheel *wheel;
    struct sessions *sessions;
    struct http *http;
    struct emulation *emulation;
    struct strangers *strangers;
    struct net_stats *stats;
    const char *tls_cert, *tls_key; /* PEM files; NULL: plain TCP */
    enum websockets websockets;
    int64_t connect_seconds;  /* from accepted to a whole request */
    int64_t exchange_seconds; /* over which an HTTP exchange has to keep its rate */
};

#endif
