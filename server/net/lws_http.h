/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP on libwebsockets: requests to answers, and which upgrades are let through.
 */
#ifndef MUSTER_NET_LWS_HTTP_H
#define MUSTER_NET_LWS_HTTP_H

#include "net/lws_conn.h"

/* A request for an upgrade: whether it becomes a WebSocket. */
int lws_http_upgrade(struct lws *wsi);
/* A request has come, to `path` of `len` bytes; its answer follows. */
int lws_http_request(struct lws *wsi, const char *path, size_t len);
/* `len` bytes of a request's body have come. */
int lws_http_body(struct lws *wsi, const char *bytes, size_t len);
/* All of it has come; or, when this was said before, more than all. */
int lws_http_body_end(struct lws *wsi);
/* The answer may go on. */
int lws_http_writable(struct lws *wsi);
/* The wheel's look at an exchange: seconds until the next; 0: it is too slow. */
int64_t lws_http_pace(struct conn *conn);

#endif
