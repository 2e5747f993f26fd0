/* SPDX-License-Identifier: Apache-2.0
 *
 * What a client asks in HTTP, apart from the library that read it: plain data, borrowed for the
 * call. Headers that were not sent are absent.
 */
#ifndef MUSTER_NET_REQUEST_H
#define MUSTER_NET_REQUEST_H

#include "base/slice.h"

struct address;

struct http_request {
    struct slice method;
    struct slice path;  /* decoded */
    struct slice query; /* without "?": parts between &, each as target_unescape reads it */
    struct slice host, origin;
    struct slice accept_encoding, if_none_match, range;
    struct slice content_length;
    struct slice connect; /* the argument cf_connect of the query, decoded */
    bool http11;          /* HTTP/1.1, not 1.0 */
    struct slice transfer_encoding, content_type;
    struct slice cookie, authorization;
    struct slice key;              /* Idempotency-Key */
    struct slice agent, languages; /* User-Agent, Accept-Language */
    bool twice;                    /* it says its length more than once */
    const struct address *from;    /* whose it is; NULL: not known */
};

/* What asks to become a WebSocket. */
struct http_upgrade {
    bool sound; /* a GET of HTTP/1.1 that says Connection: Upgrade, with a key */
    struct slice protocol, version, path, host, origin; /* headers: absent when not sent */
    bool full;                                          /* no room for another */
};

#endif
