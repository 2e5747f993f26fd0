/* SPDX-License-Identifier: Apache-2.0
 *
 * Writing the head of an HTTP answer (RFC 9112): status line, the headers every answer has, those
 * of this one, the empty line. reply_start … reply_header … reply_body or reply_file.
 */
#ifndef MUSTER_NET_REPLY_H
#define MUSTER_NET_REPLY_H

#include "net/http.h"

/* How the headers of every answer look here. */
struct reply_style {
    const char *media_sources; /* stream hosts, each with a space before it; "" for none */
};

/* Begins `reply` with `status` (such as 200) and the headers every answer has. */
void reply_start(struct http_reply *reply, int status, const struct http_request *request,
                 const struct reply_style *style);
/* Begins an answer that no browser shows as a page: what guards pages is left out. */
void reply_start_plain(struct http_reply *reply, int status);
/* One more header; `value` is ours or checked: it is written as it stands. */
void reply_header(struct http_reply *reply, const char *name, struct slice value);
/* Ends the head for a body that stands in reply->body. HEAD gets the length alone. */
void reply_body(struct http_reply *reply, const struct http_request *request, const char *type);
/* Ends the head of an answer that has no body or says no length (204, 304, endless ones). */
void reply_bare(struct http_reply *reply);
/* Ends the head for `bytes` of reply->file (taken over) from `at`; HEAD closes it at once. */
void reply_file(struct http_reply *reply, const struct http_request *request, int64_t at,
                int64_t bytes);
/* The whole answer that says `error`, with `status`. */
void reply_problem(struct http_reply *reply, int status, enum err error,
                   const struct http_request *request, const struct reply_style *style);

#endif
