/* SPDX-License-Identifier: Apache-2.0
 *
 * One request to the API on its way: what was asked, by whom, and the answer in the making. It
 * lives until it is answered, also when the connection has gone meanwhile: whoever runs it may ask
 * others first, with the exchange as their context, and ends it with exactly one of exchange_send,
 * exchange_empty and exchange_fail, which free it.
 */
#ifndef MUSTER_NET_EXCHANGE_H
#define MUSTER_NET_EXCHANGE_H

#include "base/bounds.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/actor.h"
#include "net/address.h"
#include "net/request.h"
#include "net/response.h"

struct api_route;
struct api_site;

enum { EXCHANGE_PIECES = 2 };

struct exchange {
    const struct api_site *site; /* borrowed */
    struct http_request request; /* a copy; its texts stand in `words` */
    struct address from;         /* request.from points here where it is known */
    struct buffer words;
    struct slice pieces[EXCHANGE_PIECES]; /* what {} of the route's path stands for */
    struct json *body;                    /* an object; NULL: there is none */
    struct actor actor;                   /* who asks; an empty id: nobody knows */
    char id[BOUND_ID_BYTES + 1], name[BOUND_NAME_CHARS * 4 + 1]; /* what actor borrows */
    char login[BOUND_ID_BYTES]; /* the browser's login that says so; "": it was a token */
    int64_t login_ends_ms;
    void *own;            /* of whoever runs it */
    struct writer writer; /* of the answer: see exchange_writer */
    /* Private: */
    const struct api_route *route;
    struct http_response *response; /* NULL: the connection has gone */
    struct buffer out, headers;
    void (*end)(struct exchange *exchange);
    void *owner;
};

/* A copy of `request`, whose answer goes to `response`; `end` frees what belongs to the owner. */
struct exchange *exchange_new(const struct api_site *site, const struct http_request *request,
                              struct http_response *response);
/* A text of the body; false when there is none of that name, or no body. */
bool exchange_text(const struct exchange *exchange, const char *key, struct slice *out);

/* The language that stands in the query (?language=fr), borrowed; "": none. */
struct slice exchange_language(const struct exchange *exchange);

/* Where the answer is written: an object is open, which exchange_send closes. */
struct writer *exchange_writer(struct exchange *exchange);
/* One more header of the answer; `value` is ours or checked. */
void exchange_header(struct exchange *exchange, const char *name, struct slice value);
/* Answers with what was written. */
void exchange_send(struct exchange *exchange, int status);
/* Answers with one JSON value, which is copied. */
void exchange_send_json(struct exchange *exchange, int status, struct slice json);
/* Answers with a file of that type, which is copied. */
void exchange_send_file(struct exchange *exchange, const char *type, struct slice bytes);
/* The same with `bytes` of an open file, from `at`: it is taken over. */
void exchange_send_open(struct exchange *exchange, const char *type, int file, int64_t at,
                        int64_t bytes);
/* Answers with a page of HTML, which is copied. */
void exchange_send_page(struct exchange *exchange, int status, struct slice html);
/* One that is compressed already, and that a browser may keep, to ask with `etag` whether it still
 * stands: answered then by that alone. */
struct held;
struct packed {
    const char *type, *coding; /* of its bytes: "gzip" */
    struct slice etag;
    struct held *bytes; /* borrowed */
};
void exchange_send_packed(struct exchange *exchange, const struct packed *packed);
/* Answers with a status and nothing else. */
void exchange_empty(struct exchange *exchange, int status);
/* Answers with a problem (RFC 9457). */
void exchange_fail(struct exchange *exchange, enum err error);
/* The same, to be tried again after `retry_ms`; 0: not known. */
void exchange_fail_later(struct exchange *exchange, enum err error, int64_t retry_ms);

#endif
