/* SPDX-License-Identifier: Apache-2.0
 *
 * An HTTP response (RFC 9112), apart from the library that sends it: a head, and a body that is
 * bytes or a file read piece by piece; or what is to come first. Written in the order
 * response_start … response_header … response_body or response_file: status line, the headers that
 * every response has, those of this one, the empty line.
 */
#ifndef MUSTER_NET_RESPONSE_H
#define MUSTER_NET_RESPONSE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/held.h"
#include "net/request.h"
#include "net/stream.h"

/* What is to be done once the request's body has come. */
enum http_next {
    HTTP_ANSWERS,  /* the answer stands there */
    HTTP_EMULATES, /* http_taken makes it */
    HTTP_UPLOADS,  /* http_taken begins what makes it, and then waits */
    HTTP_WAITS,    /* http_taken begins what makes it; response->later says when */
    HTTP_STREAMS   /* the connection becomes a streaming one, with `head` before everything and
                      `taken` as its first message; or http_full makes an answer instead */
};

/* What is answered. The connection ends behind it, unless whoever carries it says otherwise
 * (response_keep): libwebsockets 4.1 does not, for it falls into an endless loop over requests with
 * a body that follow others on a connection. Made by http_answer or
 * http_upgrade, ended with response_done. */
struct http_response {
    struct buffer head; /* status line and headers, up to the empty line */
    struct buffer body; /* what is to follow from memory */
    int file;           /* or from a file: its descriptor, else -1 */
    int64_t file_at, file_left;
    struct held *held; /* or what others have too, NULL: else; from `held_at` on */
    size_t held_at;
    const char *cors;    /* the page of another origin that may read it; NULL: none */
    const char *detail;  /* of a problem: a sentence for people; NULL: none */
    size_t body_wait;    /* of the request's body are to be read before the answer goes */
    struct buffer taken; /* that body, where `next` needs it */
    bool whole;          /* the transport's note: nothing more may come */
    enum http_next next;
    struct stream_shape shape; /* with HTTP_STREAMS */
    struct {                   /* with HTTP_WAITS */
        /* Whoever makes the answer: told when the connection has gone before, and never again. */
        void (*gone)(void *maker);
        void *maker;
        /* The transport: told, once `next` is HTTP_ANSWERS, that the answer stands there. */
        void (*ready)(void *transport);
        void *transport;
    } later;
};

/* How the headers of every answer look here. */
struct response_style {
    const char *media_sources; /* stream hosts, each with a space before it; "" for none */
    bool keeps_nothing;        /* browsers are told to keep nothing of rooms */
};

/* Begins `response` with `status` (such as 200) and the headers every answer has. */
void response_start(struct http_response *response, int status, const struct http_request *request,
                    const struct response_style *style);
/* Begins an answer that no browser shows as a page: what guards pages is left out. */
void response_start_plain(struct http_response *response, int status);
/* One more header; `value` is ours or checked: it is written as it stands. */
void response_header(struct http_response *response, const char *name, struct slice value);
/* Ends the head for a body that stands in response->body. HEAD gets the length alone. */
void response_body(struct http_response *response, const struct http_request *request,
                   const char *type);
/* Ends the head of an answer that has no body or says no length (204, 304, endless ones). */
void response_bare(struct http_response *response);
/* Ends the head for `bytes` of response->file (taken over) from `at`; HEAD closes it at once. */
void response_file(struct http_response *response, const struct http_request *request, int64_t at,
                   int64_t bytes);
/* The same for bytes that others have too; HEAD lets go of them at once. */
void response_held(struct http_response *response, const struct http_request *request,
                   struct held *held);
/* What is left of those; absent: this answer has none. */
struct slice response_held_left(const struct http_response *response);
/* The whole answer that says `error`, with `status`. */
void response_problem(struct http_response *response, int status, enum err error,
                      const struct http_request *request, const struct response_style *style);

/* The same of the API, which no browser shows as a page: its own status, when to try again (0: a
 * moment), and more headers. */
void response_fault(struct http_response *response, enum err error, int64_t retry_ms,
                    struct slice headers);

/* Fills `to` with the next bytes of the body: how many, 0 at the end, -1 when the file cannot be
 * read. */
int64_t response_read(struct http_response *response, char *to, size_t room);
/* The same, with what is left of the head before it, so that both leave together. There is room for
 * a head. */
int64_t response_piece(struct http_response *response, char *to, size_t room);
/* Only the head is to leave (HEAD): what would follow it would be taken for the next answer. */
void response_drop_body(struct http_response *response);
/* Says in the finished head that the connection goes on, for `seconds` without another request. */
void response_keep(struct http_response *response, int seconds);
/* The answer of HTTP_WAITS stands there. */
void response_ready(struct http_response *response);
/* Frees what it owns, its file included. */
void response_done(struct http_response *response);

#endif
