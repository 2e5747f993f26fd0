/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP, apart from the library that carries it: a request comes in as slices, the answer goes out
 * as a head and a body, which is bytes or a file read piece by piece, or becomes a connection of a
 * client. Knows the streaming endpoints, health, metrics, the routes of main.c, the web client and
 * media; everything else is a problem (RFC 9457). Every answer
 * carries the security headers.
 */
#ifndef MUSTER_NET_HTTP_H
#define MUSTER_NET_HTTP_H

#include "net/net.h"
#include "net/stats.h"
#include "net/stream.h"

struct emulation;
struct http;
struct media;

struct http_options {
    struct hub *hub;
    struct journal *journal;
    struct emulation *emulation;
    const struct media *media;
    struct net_stats *stats;
    const struct net_options *net; /* its loop, routes and origins must outlive the http */
};

/* Owned by the caller; needs nothing of the network. */
struct http *http_new(const struct http_options *options);
/* Frees *http and sets it to NULL. */
void http_free(struct http **http);
/* From now on /health says "stopping". */
void http_stop(struct http *http);

/* What a client asks. Headers that were not sent are absent. */
struct http_request {
    struct slice method;
    struct slice path;  /* decoded */
    struct slice query; /* undecoded, without "?" */
    struct slice host, origin;
    struct slice accept_encoding, if_none_match, range;
    struct slice content_length;
    struct slice connect; /* the argument cf_connect of the query, decoded */
    bool http11;          /* HTTP/1.1, not 1.0 */
};

/* What is to be done once the request's body has come. */
enum http_next {
    HTTP_ANSWERS,  /* the answer stands there */
    HTTP_EMULATES, /* http_taken makes it */
    HTTP_STREAMS   /* the connection becomes a streaming one, with `head` before everything and
                      `taken` as its first message; or http_full makes an answer instead */
};

/* The answer, after which the connection ends: libwebsockets 4.1 falls into an endless loop over
 * requests with a body that follow others on a connection. Made by http_answer or http_upgrade,
 * ended with http_reply_done. */
struct http_reply {
    struct buffer head; /* status line and headers, up to the empty line */
    struct buffer body; /* what is to follow from memory */
    int file;           /* or from a file: its descriptor, else -1 */
    int64_t file_at, file_left;
    const char *cors;    /* the page of another origin that may read it; NULL: none */
    const char *detail;  /* of a problem: a sentence for people; NULL: none */
    size_t body_wait;    /* of the request's body are to be read before the answer goes */
    struct buffer taken; /* that body, where `next` needs it */
    bool whole;          /* the transport's note: nothing more may come */
    enum http_next next;
    struct stream_shape shape; /* with HTTP_STREAMS */
};

/* Answers `request`. */
void http_answer(struct http *http, const struct http_request *request, struct http_reply *reply);

/* The body has come whole, and stands in reply->taken: makes the answer of HTTP_EMULATES. */
void http_taken(struct http *http, struct http_reply *reply);
/* There is no room for a streaming connection: *reply says so instead. */
void http_full(struct http *http, struct http_reply *reply);

/* What is no request: malformed, or its head is `too_long`. */
void http_unreadable(struct http *http, bool too_long, struct http_reply *reply);
/* A path that is not in canonical form (net/target.h): counted, and refused. */
void http_path_bad(struct http *http, struct http_reply *reply);
/* Answers at the address for health and metrics, which knows nothing else. */
void http_private(struct http *http, struct slice method, struct slice path,
                  struct http_reply *reply);

/* What asks to become a WebSocket. */
struct http_upgrade {
    bool sound; /* a GET of HTTP/1.1 that says Connection: Upgrade, with a key */
    struct slice protocol, version, path, host, origin; /* headers: absent when not sent */
    bool full;                                          /* no room for another */
};
/* Whether it may (RFC 6455 §4.2.1). False: counted, and *reply says why and closes. */
bool http_upgrade(struct http *http, const struct http_upgrade *upgrade, struct http_reply *reply);

/* Fills `to` with the next bytes of the body: how many, 0 at the end, -1 when the file cannot be
 * read. */
int64_t http_reply_read(struct http_reply *reply, char *to, size_t room);
void http_reply_done(struct http_reply *reply);

#endif
