/* SPDX-License-Identifier: Apache-2.0
 * Without TLS every socket comes through our own door. Either it keeps its WebSockets, and requests
 * are answered on sockets of our own, but for streams; or the library is to carry all of it, and is
 * handed the socket once its request is whole. */
#include "net/transport.h"

#include "base/mem.h"
#include "net/lws.h"
#include "net/plain_http.h"
#include "net/strangers.h"
#include "net/ws.h"

struct transport {
    struct ws_door *door;    /* NULL with TLS */
    struct plain_http *http; /* NULL: the library answers requests too */
    struct edge *edge;
    struct strangers *strangers;
};

static void other(void *context, int fd, struct stranger *stranger)
{
    struct transport *transport = context;
    lws_edge_adopt(transport->edge, fd, stranger);
}

static void kept(void *context, int fd, struct watch *watch, struct stranger *stranger)
{
    struct transport *transport = context;
    ws_adopt_again(transport->door, fd, watch, stranger);
}

static void door_open(struct transport *transport, const struct transport_options *options)
{
    if (options->websockets == WEBSOCKETS_OWN)
        transport->http = plain_http_new(options, kept, transport);
    transport->door = ws_door_new(options, transport->http, other, transport);
}

struct transport *transport_new(const struct transport_options *options, char *why,
                                size_t why_bytes)
{
    struct edge *edge = lws_edge_new(options, why, why_bytes);
    if (!edge)
        return NULL;
    struct transport *transport = mem_new(sizeof *transport);
    transport->edge = edge;
    transport->strangers = options->strangers;
    if (!options->tls_cert)
        door_open(transport, options);
    return transport;
}

void transport_adopt(struct transport *transport, int fd, const struct address *from)
{
    if (transport->door)
        ws_adopt(transport->door, fd, from);
    else
        lws_edge_adopt(transport->edge, fd, stranger_new(transport->strangers, from));
}

bool transport_certify(struct transport *transport)
{
    return lws_edge_certify(transport->edge);
}

size_t transport_peers(const struct transport *transport)
{
    size_t own = transport->door ? ws_count(transport->door) : 0;
    return own + lws_edge_peers(transport->edge);
}

void transport_close(struct transport **transport, loop_fn *closed, void *context)
{
    struct transport *old = *transport;
    *transport = NULL;
    if (old->door)
        ws_door_close(&old->door);
    plain_http_close(&old->http);
    lws_edge_close(&old->edge, closed, context);
    mem_free(old);
}
