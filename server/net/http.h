/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP, apart from the library that carries it: a request comes in as slices, the answer goes out
 * as a head and a body, which is bytes or a file read piece by piece, or becomes a connection of a
 * client. Knows the streaming endpoints, the API, health, metrics, the routes of main.c, the web
 * client and media; everything else is a problem (RFC 9457). Every answer carries the security
 * headers.
 */
#ifndef MUSTER_NET_HTTP_H
#define MUSTER_NET_HTTP_H

#include "net/request.h"
#include "net/response.h"
#include "net/route.h"

struct api;
struct emulation;
struct http;
struct hub;
struct journal;
struct loop;
struct media;
struct net_stats;
struct uploads;

/* Borrowed, to outlive the http, but for the texts after `stats`, which are copied. */
struct http_options {
    struct loop *loop;
    struct hub *hub;
    struct journal *journal;
    struct emulation *emulation;
    struct api *api;
    struct uploads *uploads;
    const struct media *media;
    struct net_stats *stats;
    const char *web_root, *media_root; /* NULL: none */
    const char *const *stream_hosts;   /* NULL-terminated, or NULL */
    const char *const *origins;        /* the same; borrowed */
    const struct net_route *routes;    /* borrowed */
    size_t routes_count;
    bool keeps_nothing; /* browsers are told to keep nothing of rooms */
    bool private;       /* health and metrics have an address of their own */
    void (*figures)(void *context, struct buffer *out); /* more of /metrics; NULL: none */
    void *figures_context;
};

/* Owned by the caller; needs no network. */
struct http *http_new(const struct http_options *options);
/* Frees *http and sets it to NULL. */
void http_free(struct http **http);
/* From now on /health says "stopping". */
void http_stop(struct http *http);

/* Answers `request`. */
void http_answer(struct http *http, const struct http_request *request,
                 struct http_response *response);

/* The body has come whole, and stands in response->taken: makes the answer of HTTP_EMULATES, or
 * begins that of HTTP_WAITS. */
void http_taken(struct http *http, struct http_response *response);
/* There is no room for a streaming connection: *response says so instead. */
void http_full(struct http *http, struct http_response *response);

/* Answers anything but a request: it is malformed, or its head is `too_long`. */
void http_unreadable(struct http *http, bool too_long, struct http_response *response);
/* A path that is not in canonical form (net/target.h): counted, and refused. */
void http_path_bad(struct http *http, struct http_response *response);
/* Answers at the address for health and metrics, which knows nothing else. */
void http_private(struct http *http, struct slice method, struct slice path,
                  struct http_response *response);

/* Whether it may become a WebSocket (RFC 6455 §4.2.1). False: counted, and *response says why and
 * closes. */
bool http_upgrade(struct http *http, const struct http_upgrade *upgrade,
                  struct http_response *response);

#endif
